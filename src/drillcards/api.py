"""drillcards for other programs: read a folder of drills, lay them out, put them on sheets, write them.

    from pathlib import Path
    from drillcards import api

    material = api.read_material(Path("my-team"))
    drills, problems = api.select_drills(material, api.Selection(tags=("warm-up",)))
    laid, more = api.lay_out(material, drills, "field-4x6")
    api.write_pdf(api.arrange_faces(material, laid), Path("warm-up.pdf"))

Whatever is wrong with the files comes back as ``Problem`` values, and the rest goes on; an exception means that a
file couldn't be written, or that this program has a bug. Every value is frozen, and all lengths are points.
``print_cards``, ``print_booklet`` and ``build_packets`` do all of it at once, as the commands of those names do.
"""

from collections.abc import Sequence
from dataclasses import replace

from drillcards.build.booklet import BookletOrder, BookletReport, print_booklet
from drillcards.build.cards import CardsReport, print_cards
from drillcards.build.chunks import lay_out_drills, prepare_edition
from drillcards.build.material import Material, Problems, Selection, list_sections, read_material, select_drills
from drillcards.build.order import CardOrder, find_template
from drillcards.build.output import describe_document, find_mark_font
from drillcards.build.packets import PacketOrder, PacketsReport, build_packets
from drillcards.build.trial import check_drills
from drillcards.impose.papers import find_paper, list_papers
from drillcards.impose.sheets import Imposition, impose_cards, separate_faces
from drillcards.layout.fonts import load_fonts
from drillcards.model.card import Card, LaidDrill
from drillcards.model.document import Document, Purpose
from drillcards.model.drill import Drill, Library
from drillcards.model.page import Page
from drillcards.model.problem import Problem, Severity
from drillcards.model.season import Season
from drillcards.model.sheet import Duplex, Paper, Stock
from drillcards.read.drill import read_drill
from drillcards.write.pdf import render_pdf, write_pdf
from drillcards.write.png import render_page, write_png
from drillcards.write.trace import write_trace

__all__ = [
    "BookletOrder",
    "BookletReport",
    "Card",
    "CardOrder",
    "CardsReport",
    "Document",
    "Drill",
    "Duplex",
    "Imposition",
    "LaidDrill",
    "Library",
    "Material",
    "PacketOrder",
    "PacketsReport",
    "Page",
    "Paper",
    "Problem",
    "Problems",
    "Purpose",
    "Season",
    "Selection",
    "Severity",
    "Stock",
    "arrange_faces",
    "arrange_sheets",
    "build_packets",
    "check_drills",
    "find_paper",
    "lay_out",
    "list_papers",
    "print_booklet",
    "print_cards",
    "read_drill",
    "read_material",
    "render_page",
    "render_pdf",
    "select_drills",
    "write_pdf",
    "write_png",
    "write_trace",
]


def lay_out(
    material: Material, drills: Sequence[Drill], template: str | None = None
) -> tuple[tuple[LaidDrill, ...], Problems]:
    """The drills' cards by a template of this name, or by that of the settings, in order; and what is wrong with them.

    A drill that can't be printed is there without cards. Nothing is laid out if there is no such template.
    """
    found, problems = find_template(material.workspace, template, list_sections(material))
    if found is None:
        return (), problems
    edition = prepare_edition(material, drills, found)
    laid = tuple(drill for some in lay_out_drills(drills, edition, tuple) for drill in some)
    return laid, (*problems, *(problem for drill in laid for problem in drill.problems))


def arrange_faces(material: Material, laid: Sequence[LaidDrill], *, crop_marks: bool = False) -> Document:
    """A document to read, or for a print shop: each face a page of its own, tagged, with bookmarks.

    ValueError: the cards aren't of one template.
    """
    pages = separate_faces(_list_cards(laid), crop_marks=crop_marks)
    return replace(describe_document(material, laid, Purpose.READING), pages=pages)


def arrange_sheets(
    material: Material,
    laid: Sequence[LaidDrill],
    paper: Paper | Stock,
    *,
    duplex: Duplex = Duplex.LONG,
    copies: int = 1,
    crop_marks: bool = True,
) -> tuple[Document, Imposition]:
    """A document for the printer: cards on sheets, backs behind fronts, untagged; and what is to be said of it.

    The document has no pages if the imposition's ``problems`` say that the cards don't fit on this paper.
    ValueError: the cards aren't of one template, or there are fewer than 1 ``copies``.
    """
    font = find_mark_font(load_fonts(material.workspace.settings.fallback_fonts))
    cards = _list_cards(laid)
    imposition = impose_cards(cards, paper, duplex=duplex, font=font, copies=copies, crop_marks=crop_marks)
    document = describe_document(material, laid, Purpose.PRINTING, imposition.duplex)
    return replace(document, pages=imposition.pages), imposition


def _list_cards(laid: Sequence[LaidDrill]) -> list[Card]:
    return [card for drill in laid for card in drill.cards]
