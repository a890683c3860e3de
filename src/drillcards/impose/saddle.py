"""A booklet as pages for the printer: on sheets to be folded and stapled, or each page on a page of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from drillcards.impose.faces import (
    add_crop_marks,
    find_odd_face,
    find_printable,
    place_face,
    strip_tags,
)
from drillcards.impose.instructions import describe_booklet, warn_of_creep
from drillcards.impose.marks import MarkFont, surround_cards
from drillcards.impose.plan import Side
from drillcards.impose.signatures import plan_signatures
from drillcards.impose.spine import Spine, draw_fold, draw_number, draw_staples
from drillcards.impose.spreads import SaddlePlan, SpreadSide, check_paper, plan_spreads
from drillcards.model.page import Group, Item, Page, Tag
from drillcards.model.problem import Problem
from drillcards.model.sheet import Duplex, Paper
from drillcards.model.units import mm_to_pt

PAPER_THICKNESS: Final = mm_to_pt(0.1)
"""Of plain office paper of 80 g/m² (20 lb)."""
_ADVICE: Final = {
    Duplex.SHORT: "Print at 100 %, flip on the short edge",
    Duplex.LONG: "Print at 100 %, flip on the long edge",
    Duplex.NONE: "Print at 100 %, one-sided, all fronts first",
}


@dataclass(frozen=True, slots=True)
class SaddleImposition:
    """Sheets ready to print. No pages when an error in ``problems`` stopped it, or when there were none.

    ``pages`` are the sides of sheets in the order they are printed in. ``blanks`` are pages added to fill the last
    sheet; ``most_creep`` is how far the innermost pages moved towards the fold, in points. ``duplex`` is what the
    printer must do. ``notes`` are sentences for the coach to read before printing.
    """

    pages: tuple[Page, ...]
    sheet_count: int
    signature_count: int
    blanks: int
    most_creep: float
    duplex: Duplex
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def impose_saddle(
    pages: Sequence[Page],
    *,
    paper: Paper,
    signature: int | None = None,
    paper_thickness: float = PAPER_THICKNESS,
    tail: int = 0,
    duplex: Duplex = Duplex.SHORT,
    font: MarkFont,
    back_offset: tuple[float, float] = (0.0, 0.0),
) -> SaddleImposition:
    """Put a booklet's pages, in reading order, on sheets of ``paper`` that are folded in the middle and stapled there.

    ``signature`` is the most sheets that are folded as one, None for all of them; ``tail`` how many of the last pages
    stay last if blank ones must be added (1 for a back cover). ``paper_thickness`` is in points. ``back_offset``
    (right, down, in points, as a back is looked at) moves all that is on the backs, as for cards. Pages lose their
    tags, links and anchors. Raises ValueError if they differ in size or bleed, or for what ``plan_signatures`` and
    ``plan_spreads`` refuse.
    """
    signatures = plan_signatures(len(pages), signature=signature, tail=tail)
    if not pages:
        return SaddleImposition((), 0, 0, 0, 0.0, duplex)
    page = _check_sizes(pages)
    if problem := check_paper(page.width, page.height, paper):
        return SaddleImposition((), 0, 0, 0, 0.0, duplex, problems=(problem,))
    plan = plan_spreads(
        signatures, page.width, page.height, page.bleed, paper, duplex=duplex, thickness=paper_thickness
    )
    job = _Job(plan, page, tuple(strip_tags(page.items) for page in pages), font, back_offset)
    return SaddleImposition(
        pages=tuple(_draw_side(side, job) for side in plan.sides),
        sheet_count=len(signatures.sheets),
        signature_count=len(signatures.sizes),
        blanks=signatures.blanks,
        most_creep=plan.most_creep,
        duplex=duplex,
        notes=describe_booklet(plan, page, paper),
        problems=warn_of_creep(plan, page),
    )


def separate_pages(pages: Sequence[Page], *, crop_marks: bool = False) -> tuple[Page, ...]:
    """A booklet's pages for a print shop: each on a page of its own, tags, links and anchors as they were.

    Crop marks stand outside the bleed, in a slug made wide enough for them. Raises ValueError if pages differ in size
    or bleed.
    """
    if pages:
        _check_sizes(pages)
    return tuple(map(add_crop_marks, pages)) if crop_marks else tuple(pages)


def _check_sizes(pages: Sequence[Page]) -> Page:
    """The first page, whose size all share; else ValueError."""
    odd = find_odd_face(pages, pages[0])
    if odd is not None:
        raise ValueError(f"the pages of one booklet must have one size and bleed; page {odd + 1} differs")
    return pages[0]


@dataclass(frozen=True, slots=True)
class _Job:
    """What drawing a side needs, besides the side. ``page`` stands for all in size; ``inks`` are their items."""

    plan: SaddlePlan
    page: Page
    inks: tuple[tuple[Item, ...], ...]
    font: MarkFont
    back_offset: tuple[float, float]


def _draw_side(side: SpreadSide, job: _Job) -> Page:
    plan = job.plan
    printable = find_printable(plan.sheet_width, plan.sheet_height)
    around = surround_cards(
        [side.spread],
        job.page.bleed,
        printable,
        advice=_ADVICE[plan.duplex],
        folio=_word_side(side, plan),
        font=job.font,
        crop_marks=True,
    )
    spine = Spine(plan.spine, side.spread.y, side.spread.bottom, job.page.bleed, printable)
    items: tuple[Item, ...] = (
        *(place_face(job.inks[placed.page], placed.trim, placed.turns, placed.ink) for placed in side.placements),
        *around.items,
        *_draw_spine(side, spine, len(plan.signatures.sizes), job.font),
    )
    if side.side is Side.BACK and job.back_offset != (0.0, 0.0):
        items = (Group(items, x=job.back_offset[0], y=job.back_offset[1]),)
    return Page(plan.sheet_width, plan.sheet_height, items, label=f"{side.sheet} {side.side}")


def _word_side(side: SpreadSide, plan: SaddlePlan) -> str:
    """Which side of which sheet of which signature this is."""
    sheet = f"sheet {side.sheet} of {len(plan.signatures.sheets)}"
    count = len(plan.signatures.sizes)
    signature = f", signature {side.folded.signature} of {count}" if count > 1 else ""
    return f"{sheet}{signature}, {side.side}"


def _draw_spine(side: SpreadSide, spine: Spine, signature_count: int, font: MarkFont) -> tuple[Item, ...]:
    is_front = side.side is Side.FRONT
    items = draw_fold(spine, side.folded, is_front=is_front)
    if is_front and side.folded.is_outermost:
        items += draw_staples(spine)
        if signature_count > 1:
            items += draw_number(spine, side.folded.signature, signature_count, font)
    return (Group(items, tag=Tag.ARTIFACT),) if items else ()
