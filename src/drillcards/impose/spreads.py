"""Where a booklet's pages lie on its sheets: two side by side in landscape, meeting at the fold in the middle.

The halves of a sheet are leaves, and a leaf is turned like a card: what is behind it follows from ``duplex``. All
lengths are points, from the top left corner of the side as it is looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from drillcards.impose.duplex import Axis, find_axis, mirror_box, turn_back
from drillcards.impose.papers import format_size, list_papers, orient_sheet
from drillcards.impose.plan import Side
from drillcards.impose.signatures import FoldedSheet, Pair, SignaturePlan
from drillcards.model.page import Box
from drillcards.model.problem import Problem, Severity
from drillcards.model.sheet import Duplex, Paper

CREEP_FACTOR: Final = 1.2
"""How much more than its thickness each sheet pushes the next one out. It would be 1 for sheets that lie close and fold
sharply; 1.2–1.4 is usual. This is the low end, as creep is taken from the inner margin, where too much hurts most: for
the innermost of 20 sheets of 0.1 mm, 1.2 and 1.4 are 0.4 mm apart, less than a cutter's tolerance of 1.6 mm."""
_ROUNDING: Final = 0.01
"""Points. Lengths converted from millimetres differ in the last digits only."""


@dataclass(frozen=True, slots=True)
class PagePlacement:
    """The page with this index (from 0): its trim on the sheet, and its clockwise quarter turns, 0 or 2.

    ``ink`` is what of it prints, in the page's own coordinates: its bleed as far as the sheet reaches, and nothing
    beyond the fold.
    """

    page: int
    trim: Box
    turns: int
    ink: Box


@dataclass(frozen=True, slots=True)
class SpreadSide:
    """One side of the ``sheet``-th sheet of the booklet (from 1). Blank pages have no placement."""

    sheet: int
    folded: FoldedSheet
    side: Side
    spread: Box
    """Both trims as one: what is left of the sheet when the booklet is cut."""
    placements: tuple[PagePlacement, ...]


@dataclass(frozen=True, slots=True)
class SaddlePlan:
    """Sides in printing order: front and back of each sheet, or all fronts and then all backs if ``duplex`` is NONE."""

    signatures: SignaturePlan
    sheet_width: float
    sheet_height: float
    duplex: Duplex
    sides: tuple[SpreadSide, ...]
    most_creep: float
    """How far the innermost pages of the thickest signature moved towards the fold."""

    @property
    def spine(self) -> float:
        """Where the sheet is folded: the distance from its left edge, on either side."""
        return self.sheet_width / 2


@dataclass(frozen=True, slots=True)
class _Layout:
    """What all sheets of a booklet share."""

    width: float
    height: float
    bleed: float
    sheet_width: float
    sheet_height: float
    axis: Axis
    creep: float
    """Of one sheet towards the next."""


def check_paper(width: float, height: float, paper: Paper) -> Problem | None:
    """Whether two pages of ``width`` × ``height`` (trim, points) fit side by side; if not, on which papers they do."""
    if _fits(width, height, paper):
        return None
    sheet_width, sheet_height = orient_sheet(paper, landscape=True)
    fitting = [known.name for known in list_papers() if isinstance(known, Paper) and _fits(width, height, known)]
    papers = f"--paper takes these for a booklet of this size: {', '.join(fitting)}. " if fitting else ""
    return Problem(
        severity=Severity.ERROR,
        code="booklet-too-large",
        path="",
        line=None,
        message=f"Two pages of {format_size(width, height)} don't fit side by side on {paper.title} "
        f"({format_size(sheet_width, sheet_height)}).",
        hint=f"{papers}--impose none leaves each page on a page of its own size.",
    )


def plan_spreads(
    signatures: SignaturePlan,
    width: float,
    height: float,
    bleed: float,
    paper: Paper,
    *,
    duplex: Duplex,
    thickness: float,
) -> SaddlePlan:
    """Put pages of ``width`` × ``height`` (trim) with ``bleed`` on sheets of a ``paper`` of this ``thickness``; points.

    Sheet k of a signature lies k thicknesses inside the outermost, so cut as one its leaves get narrower by that at
    the open edge. Its pages move towards the fold by k × ``thickness`` × ``CREEP_FACTOR``, to keep the margin there.
    ``Duplex.NONE`` is planned as for the short edge, for a coach who turns the pile. Raises ValueError for a negative
    thickness.
    """
    if thickness < 0:
        raise ValueError("paper can't be thinner than nothing")
    sheet_width, sheet_height = orient_sheet(paper, landscape=True)
    edge = Duplex.SHORT if duplex is Duplex.NONE else duplex
    axis, creep = find_axis(edge, landscape=True), thickness * CREEP_FACTOR
    layout = _Layout(width, height, bleed, sheet_width, sheet_height, axis, creep)
    sheets = [tuple(_lay_sheet(number, sheet, layout)) for number, sheet in enumerate(signatures.sheets, start=1)]
    if duplex is Duplex.NONE:
        ordered = [sides[side] for side in (0, 1) for sides in sheets]
    else:
        ordered = [side for sides in sheets for side in sides]
    most_creep = min((max(signatures.sizes, default=1) - 1) * creep, width)
    return SaddlePlan(signatures, sheet_width, sheet_height, duplex, tuple(ordered), most_creep)


def _fits(width: float, height: float, paper: Paper) -> bool:
    sheet_width, sheet_height = orient_sheet(paper, landscape=True)
    return 2 * width <= sheet_width + _ROUNDING and height <= sheet_height + _ROUNDING


def _lay_sheet(number: int, folded: FoldedSheet, layout: _Layout) -> Iterator[SpreadSide]:
    """The front, then the back: the page behind the left one lies on the right, were the sheet turned like a leaf."""
    creep = min(folded.depth * layout.creep, layout.width)  # even of board, a page can't be more than all gone
    left, right = _find_trims(creep, layout)
    fronts = _place_pair(folded.front, (left, right), 0, creep, layout)
    behind_right, behind_left = (
        mirror_box(box, layout.sheet_width, layout.sheet_height, layout.axis) for box in (right, left)
    )
    turns = turn_back(0, layout.axis)
    backs = _place_pair(folded.back, (behind_right, behind_left), turns, creep, layout)
    spread = left._replace(w=right.right - left.x)
    yield SpreadSide(number, folded, Side.FRONT, spread, fronts)
    yield SpreadSide(number, folded, Side.BACK, spread, backs)


def _find_trims(creep: float, layout: _Layout) -> tuple[Box, Box]:
    """The left and the right page on the front, moved over the fold by what they creep."""
    spine, top = layout.sheet_width / 2, (layout.sheet_height - layout.height) / 2
    return (
        Box(spine - layout.width + creep, top, layout.width, layout.height),
        Box(spine - creep, top, layout.width, layout.height),
    )


def _place_pair(
    pages: Pair, trims: tuple[Box, Box], turns: int, creep: float, layout: _Layout
) -> tuple[PagePlacement, ...]:
    """``pages`` as read, the left one first, in ``trims`` in the same order."""
    inks = (_limit_ink(creep, layout, is_left=True), _limit_ink(creep, layout, is_left=False))
    return tuple(
        PagePlacement(page, trim, turns, ink)
        for page, trim, ink in zip(pages, trims, inks, strict=True)
        if page is not None
    )


def _limit_ink(creep: float, layout: _Layout, *, is_left: bool) -> Box:
    """What prints of a left or right page, in its own coordinates: the fold is on its other side."""
    beside = min(layout.bleed, layout.sheet_width / 2 - layout.width + creep)
    above = min(layout.bleed, (layout.sheet_height - layout.height) / 2)
    left = -beside if is_left else creep
    return Box(left, -above, layout.width - creep + beside, layout.height + 2 * above)
