"""What a file of cards or a booklet is called, inside and out, and writing it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Final

from drillcards.build.chunks import choose_workers, cut_evenly
from drillcards.build.material import Material, Selection
from drillcards.build.workers import run_in_order
from drillcards.impose.marks import MarkFont
from drillcards.layout.fonts import FontSet, load_fonts
from drillcards.layout.suits import Suits, assign_suits
from drillcards.model.card import LaidDrill
from drillcards.model.document import Document, OutlineEntry, Purpose
from drillcards.model.font import FontFile
from drillcards.model.page import Page
from drillcards.model.settings import Workspace
from drillcards.model.sheet import Duplex, Paper, Stock
from drillcards.model.template import CardTemplate
from drillcards.read.slug import cut_name
from drillcards.write.binding import Binder
from drillcards.write.file import save_file
from drillcards.write.parts import Painter

_MARK_STYLE: Final = "head-medium"
MOST_NAMES: Final = 3
"""A file that holds more than this is called after how many there are."""


def name_output(
    workspace: Workspace, template: CardTemplate, paper: Paper | Stock | None, selection: Selection
) -> Path:
    """``output/cards-TEMPLATE-PAPER-SELECTION.pdf``: a few cards printed again don't replace the whole deck.

    Without the paper if each face is a page of its own, and without the selection if that is everything.
    """
    return name_file(workspace, ["cards", template.name, *([paper.name] if paper else [])], selection)


def name_file(workspace: Workspace, parts: Sequence[str], selection: Selection) -> Path:
    """``output/PARTS-SELECTION.pdf``, the parts joined; what is printed of some drills never replaces that of all."""
    return workspace.root / "output" / f"{cut_name('-'.join([*parts, *_name_selection(selection)]))}.pdf"


def _name_selection(selection: Selection) -> Iterator[str]:
    names = tuple(dict.fromkeys(name.rpartition("/")[2].removesuffix(".md") for name in selection.names))
    yield from names if len(names) <= MOST_NAMES else (f"{len(names)}-drills",)
    for chosen in (selection.categories, selection.tags, selection.groups):
        yield from (re.sub(r"[^\w-]+", "-", word).strip("-") for word in chosen)


def describe_document(
    material: Material, drills: Sequence[LaidDrill], purpose: Purpose, duplex: Duplex = Duplex.NONE
) -> Document:
    """A document of these drills' cards but for its pages; drills without cards aren't in it."""
    settings = material.workspace.settings
    printed = [drill for drill in drills if drill.cards]
    return Document(
        title=_choose_title(printed, settings.team, settings.season),
        pages=(),
        fonts=load_fonts(settings.fallback_fonts).files,
        lang=settings.lang,
        author=settings.team,
        outline=tuple(_list_outline(material, printed)) if purpose is Purpose.READING else (),
        purpose=purpose,
        duplex=duplex,
    )


def write_bound(binder: Binder, document: Document, out: Path) -> None:
    """Write the pages that were bound. OSError: with ``out`` as its ``filename``."""
    save_file(binder.finish(document), out)


def _choose_title(printed: Sequence[LaidDrill], team: str, season: str) -> str:
    if len(printed) == 1:
        return printed[0].title
    whose = " ".join(filter(None, (team, season)))
    return f"{whose}: drill cards" if whose else "Drill cards"


def _list_outline(material: Material, printed: Iterable[LaidDrill]) -> Iterator[OutlineEntry]:
    """A bookmark for each drill, under its category. A drill's first page bears its slug as an anchor."""
    suits: Suits = assign_suits(material.library.drills, material.workspace.settings)
    categories = {drill.slug: drill.category for drill in material.library.drills}
    for category, run in groupby(printed, key=lambda laid: categories[laid.slug]):
        drills = list(run)
        if category:
            yield OutlineEntry(suits.by_category[category].title, 0, drills[0].slug)
        for laid in drills:
            yield OutlineEntry(laid.title, 1 if category else 0, laid.slug)


def find_mark_font(fonts: FontSet) -> MarkFont:
    """The font for the words around the cards; its letters are measured one by one."""
    name = fonts.shape("a", _MARK_STYLE)[0].font
    return MarkFont(name, lambda char: sum(run.width for run in fonts.shape(char, _MARK_STYLE)))


def bind_plain_pages(pages: Sequence[Page], fonts: Sequence[FontFile]) -> Binder:
    """Pages without tags, which may be parted anywhere."""
    painter, binder = Painter(fonts, Purpose.PRINTING), Binder(fonts, Purpose.PRINTING)
    chunks = cut_evenly(len(pages))
    workers = choose_workers(len(pages))
    with closing(run_in_order(lambda index: painter.draw_part(pages[chunks[index]]), len(chunks), workers)) as parts:
        for part in parts:
            binder.add_part(part)
    return binder
