"""The season booklet: laid out, numbered, laid out again until its numbers are true, and bound."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeVar

from drillcards.build.chunks import Progress, ignore_progress
from drillcards.build.collector import pause_collector
from drillcards.build.galleys import Galleys
from drillcards.build.layouts import Layouts, RunningLayouts
from drillcards.build.material import Material, Problems, Selection, list_sections, pick_usage_errors, select_drills
from drillcards.build.omissions import find_dead_links
from drillcards.build.order import find_sheet, report_settings_paper
from drillcards.build.output import bind_plain_pages, find_mark_font, name_file, write_bound
from drillcards.build.pagination import Pagination, pick_printed, refer_pages
from drillcards.build.papers import SINGLE
from drillcards.build.sieve import Faults
from drillcards.impose.instructions import MOST_SHEETS
from drillcards.impose.papers import find_paper
from drillcards.impose.saddle import PAPER_THICKNESS, SaddleImposition, impose_saddle, separate_pages
from drillcards.impose.signatures import suggest_signature
from drillcards.layout.book.book import Book, share_chapters
from drillcards.layout.book.outline import list_outline
from drillcards.layout.book.proof import proofread
from drillcards.layout.fonts import FontSet, load_fonts
from drillcards.layout.suits import assign_suits
from drillcards.model.document import Purpose
from drillcards.model.drill import Drill
from drillcards.model.page import Page
from drillcards.model.problem import Problem, Severity, sort_problems
from drillcards.model.settings import Settings
from drillcards.model.sheet import Duplex, Paper, Stock
from drillcards.model.template import CardTemplate
from drillcards.read.muscles import read_taxonomy
from drillcards.read.schema import suggest
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
Drawn = TypeVar("Drawn")
USUAL_SIZE: Final = "half-letter"
"""Where the paper says nothing of a size, as "single" does, or no page is half of it."""
PAGES_A_SHEET: Final = 4
BACK_COVER: Final = 1
"""So many of the last pages stay last when blank ones are added."""


@dataclass(frozen=True, slots=True)
class BookletOrder:
    """What to bind. ``page`` None leaves the size to the paper of the settings, ``out`` to a name in ``output/``.

    ``compact``: a drill begins where the one before ends, if there is room, and not on a new page.

    ``saddle`` puts the pages on sheets of ``paper`` (None: what two pages fill), at most ``signature`` of them folded
    as one (None: as many as a stapler takes), whose thickness is in points; else each page is a page of its own, with
    ``crop_marks`` or without.
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
    page = choose_size(settings) if order.page is None else find_size(order.page)
    if isinstance(page, Problem):
        return BookletReport(pick_usage_errors(problems) or sort_problems((*problems, page)))
    template, template_problems = read_template(material.workspace, SIZES[page].template, list_sections(material))
    paper = find_sheet(order.paper or SIZES[page].paper)
    problems = (*problems, *template_problems, *([paper] if isinstance(paper, Problem) else []))
    if usage := pick_usage_errors(problems):
        return BookletReport(usage)
    if template is None or isinstance(paper, Problem) or not drills:
        return BookletReport(sort_problems(problems))
    book, unprintable = gather_book(material, drills)
    out = order.out or name_file(material.workspace, _name_kind(order, page, paper), order.selection)
    job = _Job(material, book, template, order, out)
    report = _print_sound(job, paper, progress)
    dead = find_dead_links(book.drills, refer_pages(book, None), material.library.slugs)
    problems = sort_problems((*problems, *unprintable, *dead, *report.problems))
    return replace(report, page=page, problems=problems)


def _print_sound(job: "_Job", paper: Paper, progress: Progress) -> BookletReport:
    """The booklet without drills that can't be drawn: numbered anew when they are known."""
    faults: dict[str, Problem] = {}
    while True:
        printed = [drill.slug for drill in job.book.drills if drill.slug not in faults]
        rest = replace(job, book=pick_printed(job.book, printed))
        report = _print_sheets(rest, paper, progress) if job.order.saddle else _print_pages(rest, progress)
        if isinstance(report, BookletReport):
            return replace(report, problems=(*report.problems, *faults.values()))
        faults |= report.found


@dataclass(frozen=True, slots=True)
class _Job:
    """An order that was understood."""

    material: Material
    book: Book
    template: CardTemplate
    order: BookletOrder
    out: Path

    @property
    def fonts(self) -> FontSet:
        return load_fonts(self.material.workspace.settings.fallback_fonts)

    @contextmanager
    def run(
        self, make: Callable[[tuple[Page, ...]], Drawn], progress: Progress, workers: int | None = None
    ) -> Iterator[tuple[Pagination, Galleys | None, Iterator[Drawn | Faults]]]:
        """Lay out and number; what ``make`` makes of all pages follows. Without galleys no drill can be printed."""
        content = (self.material, self.book, self.template, make)
        with RunningLayouts(*content) if self.order.compact else Layouts(*content, workers) as layouts:
            pagination = layouts.paginate(progress)
            if not pagination.book.drills:
                yield pagination, None, iter(())
                return
            galleys = Galleys(self.material, self.template, pagination)
            yield pagination, galleys, galleys.run(make, layouts.draw(pagination, progress))


def gather_book(material: Material, drills: Sequence[Drill]) -> tuple[Book, Problems]:
    """The drills with the workspace's routines and season, and why some of those are left out."""
    settings = material.workspace.settings
    suits = assign_suits(material.library.drills, settings)
    chapters = share_chapters(drills, suits)
    taxonomy, library = read_taxonomy(settings.lang), material.library.drills
    book = Book(settings, suits, taxonomy, chapters, material.routines, material.season, library)
    return proofread(book, load_fonts(settings.fallback_fonts))


def choose_signature(page_count: int) -> int | None:
    """How many sheets to fold as one: None, for all, if a stapler takes them; else as many as make even piles."""
    sheets = -(-page_count // PAGES_A_SHEET)
    return None if sheets <= MOST_SHEETS else suggest_signature(sheets, MOST_SHEETS)


def find_size(page: str) -> str | Problem:
    """The size of page of this name, or that there is none."""
    if page in SIZES:
        return page
    hint = suggest(page, SIZES)
    return Problem(Severity.ERROR, "unknown-page", "", None, f"There is no size of page “{page}”.", hint)


def choose_size(settings: Settings) -> str | Problem:
    """Half of the paper that the coach prints on, and of one that no page halves the paper itself, or half of letter.

    A problem if there is no such paper.
    """
    known = find_paper(settings.paper)
    if known is None:
        return USUAL_SIZE if settings.paper == SINGLE else report_settings_paper(settings)
    paper = known.paper.name if isinstance(known, Stock) else known.name
    return find_half(paper) or find_whole(paper) or USUAL_SIZE


def find_half(paper: str) -> str | None:
    """The size of page, two of which fill the paper of this name; None if there is none."""
    known = find_paper(paper)
    return next((page for page, size in SIZES.items() if known and size.paper == known.name), None)


def find_whole(paper: str) -> str | None:
    """The size of page that is as large as the paper of this name; None if there is none."""
    known = find_paper(paper)
    return known.name if known and known.name in SIZES else None


def _name_kind(order: BookletOrder, page: str, paper: Paper) -> list[str]:
    """What tells apart booklets of the same drills: each kind has a file of its own."""
    parts = ["booklet", page, *(["compact"] if order.compact else [])]
    if not order.saddle:
        return [*parts, *(["crop-marks"] if order.crop_marks else [])]
    return [*parts, "saddle", paper.name, *([f"signature-{order.signature}"] if order.signature else [])]


def _print_pages(job: _Job, progress: Progress) -> BookletReport | Faults:
    """Tagged pages to read, or for a print shop: drawn where they are laid out, and bound one after the other."""
    painter, binder = Painter(job.fonts.files, Purpose.READING), Binder(job.fonts.files, Purpose.READING)

    def draw(pages: tuple[Page, ...]) -> Part:
        return painter.draw_part(separate_pages(pages, crop_marks=job.order.crop_marks))

    count, places, faults = 0, set[str](), dict[str, Problem]()
    with job.run(draw, progress) as (pagination, galleys, parts):
        if galleys is None:
            return BookletReport(pagination.problems)
        for part in parts:
            if isinstance(part, Faults):
                faults |= part.found
                continue
            binder.add_part(part)
            count += len(part.pages)
            places.update(name for page in part.pages for name, _ in page.anchors)
    if faults:
        return Faults(faults)
    outline = tuple(list_outline(galleys.book, frozenset(places), galleys.tools.lang))
    write_bound(binder, replace(galleys.describe(Purpose.READING), outline=outline), job.out)
    return replace(_report(pagination, galleys), page_count=count, out=job.out)


def _report(pagination: Pagination, galleys: Galleys) -> BookletReport:
    """What is in the book."""
    season = galleys.book.season
    practices = len(season.practices) if season else 0
    problems = (*pagination.problems, *galleys.problems)
    return BookletReport(problems, drill_count=len(galleys.book.drills), practice_count=practices)


def _print_sheets(job: _Job, paper: Paper, progress: Progress) -> BookletReport | Faults:
    """Sheets for the printer, to be folded and stapled. Their order needs all pages at once.

    If something on them can't be drawn, each drill's pages are drawn on trial, to find which.
    """
    try:
        return _fold(job, paper, progress, tuple)
    except OSError:
        raise
    except Exception:
        painter = Painter(job.fonts.files, Purpose.PRINTING)
        return _fold(job, paper, progress, lambda pages: (painter.draw_part(pages), pages)[1])


def _fold(
    job: _Job, paper: Paper, progress: Progress, make: Callable[[tuple[Page, ...]], tuple[Page, ...]]
) -> BookletReport | Faults:
    pages: list[Page] = []
    faults: dict[str, Problem] = {}
    with job.run(make, progress, workers=1) as (pagination, galleys, chunks):
        if galleys is None:
            return BookletReport(pagination.problems)
        for chunk in chunks:
            if isinstance(chunk, Faults):
                faults |= chunk.found
            else:
                pages += chunk
    if faults:
        return Faults(faults)
    order, report = job.order, _report(pagination, galleys)
    imposition = impose_saddle(
        pages,
        paper=paper,
        signature=order.signature or choose_signature(len(pages)),
        paper_thickness=order.paper_thickness,
        tail=BACK_COVER,
        duplex=order.duplex,
        font=find_mark_font(job.fonts),
    )
    if imposition.pages:
        document = replace(galleys.describe(Purpose.PRINTING), duplex=imposition.duplex)
        write_bound(bind_plain_pages(imposition.pages, document.fonts), document, job.out)
    return replace(
        report,
        problems=(*report.problems, *imposition.problems),
        page_count=len(pages),
        imposition=imposition,
        out=job.out if imposition.pages else None,
    )
