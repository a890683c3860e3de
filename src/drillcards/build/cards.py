"""Field cards: from drills to a PDF, and a report of what is in it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Final

from drillcards.build.material import Material, Problems, pick_usage_errors, select_drills
from drillcards.build.order import CardOrder, Press, find_press, find_template
from drillcards.impose.marks import MarkFont
from drillcards.impose.sheets import Imposition, impose_cards, separate_faces
from drillcards.layout.cards import lay_out_cards
from drillcards.layout.fonts import FontSet, load_fonts
from drillcards.layout.suits import Suits, assign_suits
from drillcards.model.card import Card, LaidDrill
from drillcards.model.document import Document, OutlineEntry, Purpose
from drillcards.model.drill import Drill
from drillcards.model.page import Page
from drillcards.model.problem import Problem, sort_problems
from drillcards.model.settings import Workspace
from drillcards.model.sheet import Duplex
from drillcards.model.template import CardTemplate
from drillcards.read.muscles import read_taxonomy
from drillcards.write.pdf import write_pdf

Progress = Callable[[int, int], None]
"""Told how many drills are laid out, and of how many."""

_MARK_STYLE: Final = "head-medium"


@dataclass(frozen=True, slots=True)
class CardsReport:
    """What was printed. ``out`` is None if nothing was; ``imposition`` is None if each face is a page of its own.

    ``drills`` includes those that errors left without cards.
    """

    problems: Problems
    drills: tuple[LaidDrill, ...] = ()
    template: CardTemplate | None = None
    press: Press = field(default_factory=lambda: Press(None))
    imposition: Imposition | None = None
    page_count: int = 0
    copies: int = 1
    out: Path | None = None

    @property
    def cards(self) -> tuple[Card, ...]:
        """The deck, once through."""
        return tuple(card for drill in self.drills for card in drill.cards)


def ignore_progress(_done: int, _total: int) -> None:
    """Nobody is watching."""


def print_cards(material: Material, order: CardOrder, progress: Progress = ignore_progress) -> CardsReport:
    """Lay out the chosen drills and write one PDF, whole or not at all.

    Drills with errors are left out, and the others printed. Nothing is written if the order can't be understood or
    no card is left. OSError: the file can't be written; its ``filename`` is the one ordered.
    """
    drills, problems = select_drills(material, order.selection)
    template, template_problems = find_template(material.workspace, order.template)
    problems = (*problems, *template_problems)
    press = find_press(order, template, material.workspace.settings) if template else None
    if isinstance(press, Problem):
        problems = (*problems, press)
    if usage := pick_usage_errors(problems):
        return CardsReport(usage)
    if template is None or not isinstance(press, Press):
        return CardsReport(sort_problems(problems))
    laid = tuple(lay_out_drills(material, drills, template, progress))
    problems = sort_problems((*problems, *(problem for drill in laid for problem in drill.problems)))
    report = CardsReport(problems, laid, template, press, copies=order.copies)
    return _write_cards(material, order, report) if report.cards else report


def lay_out_drills(
    material: Material, drills: Sequence[Drill], template: CardTemplate, progress: Progress = ignore_progress
) -> Iterator[LaidDrill]:
    """The drills' cards. Letters and numbers come from the whole library, so that a reprinted card keeps its own."""
    settings = material.workspace.settings
    suits = assign_suits(material.library.drills, settings)
    fonts = load_fonts(settings.fallback_fonts)
    groups = {group.id: group.name for group in read_taxonomy().groups}
    for done, laid in enumerate(lay_out_cards(drills, template, suits, fonts, settings, groups), 1):
        yield laid
        progress(done, len(drills))


def _write_cards(material: Material, order: CardOrder, report: CardsReport) -> CardsReport:
    fonts = load_fonts(material.workspace.settings.fallback_fonts)
    if report.press.paper is None:
        pages = _repeat_pages(separate_faces(report.cards, crop_marks=bool(order.crop_marks)), order.copies)
    else:
        imposition = _impose(material, order, report, fonts)
        report = replace(report, imposition=imposition, problems=(*report.problems, *imposition.problems))
        pages = imposition.pages
    if not pages:
        return report
    out = order.out or name_output(material.workspace, report)
    write_document(bind_pages(pages, report, material, fonts), out)
    return replace(report, page_count=len(pages), out=out)


def _repeat_pages(pages: tuple[Page, ...], copies: int) -> tuple[Page, ...]:
    """The deck several times over. An anchor is one place, so only the first deck has them."""
    return pages + tuple(replace(page, anchors=()) for page in pages) * (copies - 1)


def _impose(material: Material, order: CardOrder, report: CardsReport, fonts: FontSet) -> Imposition:
    assert report.press.paper is not None
    return impose_cards(
        report.cards,
        report.press.paper,
        duplex=order.duplex or Duplex(material.workspace.settings.duplex),
        font=find_mark_font(fonts),
        copies=order.copies,
        crop_marks=order.crop_marks is not False,
        back_offset=report.press.back_offset,
        order=order.order,
    )


def find_mark_font(fonts: FontSet) -> MarkFont:
    """The font for the words around the cards; its letters are measured one by one."""
    name = fonts.shape("a", _MARK_STYLE)[0].font
    return MarkFont(name, lambda char: sum(run.width for run in fonts.shape(char, _MARK_STYLE)))


def name_output(workspace: Workspace, report: CardsReport) -> Path:
    """``output/cards-TEMPLATE-PAPER.pdf``, or without the paper if each face is a page of its own."""
    assert report.template is not None
    parts = ["cards", report.template.name, *([report.press.paper.name] if report.press.paper else [])]
    return workspace.root / "output" / f"{'-'.join(parts)}.pdf"


def bind_pages(pages: tuple[Page, ...], report: CardsReport, material: Material, fonts: FontSet) -> Document:
    """The pages as a document: for reading if each face is a page, for the printer if they are sheets or copies."""
    settings = material.workspace.settings
    printed = [drill for drill in report.drills if drill.cards]
    reads = report.imposition is None and report.copies == 1
    return Document(
        title=_choose_title(printed, settings.team, settings.season),
        pages=pages,
        fonts=fonts.files,
        lang=settings.lang,
        author=settings.team,
        outline=tuple(_list_outline(material, printed)) if reads else (),
        purpose=Purpose.READING if reads else Purpose.PRINTING,
        duplex=report.imposition.duplex if report.imposition else Duplex.NONE,
    )


def write_document(document: Document, out: Path) -> None:
    """Write a PDF. OSError: with ``out`` as its ``filename``, whichever temporary file it was about."""
    try:
        write_pdf(document, out)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(out)) from error


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
