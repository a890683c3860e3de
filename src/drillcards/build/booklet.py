"""The season booklet: laid out, numbered, laid out again until its numbers are true, and bound."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from drillcards.build.chunks import Progress, choose_workers, ignore_progress, shift_progress
from drillcards.build.collector import pause_collector
from drillcards.build.galleys import Galleys
from drillcards.build.material import Material, Problems, Selection, pick_usage_errors, select_drills
from drillcards.build.order import find_sheet
from drillcards.build.output import bind_plain_pages, find_mark_font, write_bound
from drillcards.build.pagination import paginate
from drillcards.impose.saddle import PAPER_THICKNESS, SaddleImposition, impose_saddle, separate_pages
from drillcards.layout.book.book import Book, share_chapters
from drillcards.layout.book.outline import list_outline
from drillcards.layout.book.proof import proofread
from drillcards.layout.fonts import load_fonts
from drillcards.layout.suits import assign_suits
from drillcards.model.document import Purpose
from drillcards.model.drill import Drill
from drillcards.model.page import Page
from drillcards.model.problem import Problem, sort_problems
from drillcards.model.settings import Settings
from drillcards.model.sheet import Duplex, Paper
from drillcards.read.muscles import read_taxonomy
from drillcards.read.templates import read_template
from drillcards.write.binding import Binder
from drillcards.write.parts import Painter, Part


@dataclass(frozen=True, slots=True)
class Size:
    """A size of page: its template, and the paper that two of them fill when it is folded."""

    template: str
    paper: str


SIZES: Final = {
    "half-letter": Size("booklet", "letter"),
    "a5": Size("booklet-a5", "a4"),
    "letter": Size("booklet-letter", "tabloid"),
    "a4": Size("booklet-a4", "a3"),
}
BACK_COVER: Final = 1
"""So many of the last pages stay last when blank ones are added."""


@dataclass(frozen=True, slots=True)
class BookletOrder:
    """What to bind. ``page`` None leaves the size to the paper of the settings, ``out`` to a name in ``output/``.

    ``compact``: a drill begins where the one before ends, if there is room, and not on a new page.

    ``saddle`` puts the pages on sheets of ``paper`` (None: what two pages fill), at most ``signature`` of them folded
    as one, whose thickness is in points; else each page is a page of its own, with ``crop_marks`` or without.
    """

    selection: Selection = field(default_factory=Selection)
    page: str | None = None
    compact: bool = False
    saddle: bool = False
    paper: str | None = None
    signature: int | None = None
    paper_thickness: float = PAPER_THICKNESS
    duplex: Duplex = Duplex.SHORT
    crop_marks: bool = False
    out: Path | None = None


@dataclass(frozen=True, slots=True)
class BookletReport:
    """What was bound. ``out`` is None if nothing was; ``imposition`` None if each page is a page of its own."""

    problems: Problems
    page: str = ""
    drill_count: int = 0
    practice_count: int = 0
    page_count: int = 0
    imposition: SaddleImposition | None = None
    out: Path | None = None


@pause_collector()
def print_booklet(material: Material, order: BookletOrder, progress: Progress = ignore_progress) -> BookletReport:
    """Lay out the booklet and write one PDF, whole or not at all.

    Drills with errors are left out of the pages and of every index. OSError: the file can't be written; its
    ``filename`` is the one ordered.
    """
    drills, problems = select_drills(material, order.selection)
    problems = (*problems, *material.season_problems, *material.routine_problems)
    settings = material.workspace.settings
    page = order.page or choose_size(settings)
    template, template_problems = read_template(material.workspace, SIZES[page].template)
    paper = find_sheet(order.paper or SIZES[page].paper)
    problems = (*problems, *template_problems, *([paper] if isinstance(paper, Problem) else []))
    if usage := pick_usage_errors(problems):
        return BookletReport(usage)
    if template is None or isinstance(paper, Problem) or not drills:
        return BookletReport(sort_problems(problems))
    book, unprintable = gather_book(material, drills)
    steps = shift_progress(progress, 0, 2)
    pagination = paginate(material, book, template, steps, compact=order.compact)
    problems = (*problems, *unprintable, *pagination.problems)
    if not pagination.book.drills:
        return BookletReport(sort_problems(problems))
    galleys, progress = Galleys(material, template, pagination), shift_progress(progress, 1, 2)
    if order.saddle:
        report = _print_sheets(galleys, order, paper, order.out or _name_output(material, page, paper), progress)
    else:
        report = _print_pages(galleys, order, order.out or _name_output(material, page), progress)
    practices = len(book.season.practices) if book.season else 0
    return replace(
        report,
        page=page,
        problems=sort_problems((*problems, *report.problems)),
        drill_count=len(pagination.book.drills),
        practice_count=practices,
    )


def gather_book(material: Material, drills: Sequence[Drill]) -> tuple[Book, Problems]:
    """The drills with the workspace's routines and season, and why some of those are left out."""
    settings = material.workspace.settings
    suits = assign_suits(material.library.drills, settings)
    chapters = share_chapters(drills, suits)
    book = Book(settings, suits, read_taxonomy(), chapters, material.routines, material.season, material.library.drills)
    return proofread(book, load_fonts(settings.fallback_fonts))


def choose_size(settings: Settings) -> str:
    """Half of the paper that the coach prints on."""
    return "a5" if settings.paper == "a4" else "half-letter"


def _name_output(material: Material, page: str, paper: Paper | None = None) -> Path:
    name = f"booklet-{page}-saddle-{paper.name}" if paper else f"booklet-{page}"
    return material.workspace.root / "output" / f"{name}.pdf"


def _print_pages(galleys: Galleys, order: BookletOrder, out: Path, progress: Progress) -> BookletReport:
    """Tagged pages to read, or for a print shop: drawn where they are laid out, and bound one after the other."""
    painter, binder = Painter(galleys.fonts, Purpose.READING), Binder(galleys.fonts, Purpose.READING)
    count, places = 0, set[str]()
    workers = choose_workers(len(galleys.book.drills))

    def draw(pages: tuple[Page, ...]) -> Part:
        return painter.draw_part(separate_pages(pages, crop_marks=order.crop_marks))

    for part in galleys.run(draw, progress, workers):
        binder.add_part(part)
        count += len(part.pages)
        places.update(name for page in part.pages for name, _ in page.anchors)
    outline = tuple(list_outline(galleys.book, frozenset(places), galleys.tools.lang))
    write_bound(binder, replace(galleys.describe(Purpose.READING), outline=outline), out)
    return BookletReport((), page_count=count, out=out)


def _print_sheets(galleys: Galleys, order: BookletOrder, paper: Paper, out: Path, progress: Progress) -> BookletReport:
    """Sheets for the printer, to be folded and stapled."""
    pages: tuple[Page, ...] = tuple(page for some in galleys.run(tuple, progress, 1) for page in some)
    imposition = impose_saddle(
        pages,
        paper=paper,
        signature=order.signature,
        paper_thickness=order.paper_thickness,
        tail=BACK_COVER,
        duplex=order.duplex,
        font=find_mark_font(galleys.tools.typesetter.fonts),
    )
    if imposition.pages:
        document = replace(galleys.describe(Purpose.PRINTING), duplex=imposition.duplex)
        write_bound(bind_plain_pages(imposition.pages, document.fonts), document, out)
    return BookletReport(
        imposition.problems,
        page_count=len(pages),
        imposition=imposition,
        out=out if imposition.pages else None,
    )
