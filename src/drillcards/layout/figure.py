"""The muscle figure: a body from the front and the back, with what a drill works.

Nothing is told by colour alone: a primary muscle is solid, a secondary one or a stabilizer is hatched, the whole body is an
even grey, and a muscle at rest is barely there. A muscle that lies under others is drawn over them, in a white halo.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from math import ceil, floor, sqrt
from typing import Final, NamedTuple

from drillcards.layout.body import View, load_body
from drillcards.model.muscle import MuscleUse, Role
from drillcards.model.page import (
    WHITE,
    Box,
    Color,
    Curve,
    Group,
    Item,
    Line,
    Move,
    Path,
    Segment,
    Shape,
    Tag,
    rect_path,
)

INK: Final = Color(0.1, 0.1, 0.1)
OUTLINE: Final = Color(0.5, 0.5, 0.5)
SKIN: Final = Color(0.97, 0.97, 0.97)
RESTING: Final = Color(0.86, 0.86, 0.86)
WHOLE: Final = Color(0.55, 0.55, 0.55)

WHOLE_BODY: Final = "full-body"

BETWEEN: Final = 10.0
"""Between the two views' hands, in the body's units."""
SMALL: Final = 0.125
"""Points per unit of the body, in a figure 25 mm wide. There the lines are as fine as they may get; they grow with its root."""
OUTLINE_WIDTH: Final = 0.5
HATCH_WIDTH: Final = 0.38
HATCH_SPACING: Final = 1.1
HALO: Final = 0.7
"""How far the white around a deep muscle reaches, in points."""


class Mark(StrEnum):
    """How a muscle is shown, the strongest first."""

    SOLID = "solid"
    HATCHED = "hatched"


MARKS: Final[Mapping[Role, Mark]] = {
    Role.PRIMARY: Mark.SOLID,
    Role.SECONDARY: Mark.HATCHED,
    Role.STABILIZER: Mark.HATCHED,
}


class Pens(NamedTuple):
    """The ink, and how much heavier than the finest the lines are."""

    ink: Color
    weight: float


Marked = frozenset[tuple[str, Mark]]


def draw_figure(uses: Sequence[MuscleUse], box: Box, alt: str, ink: Color = INK) -> Group | None:
    """The figure as large as the box (points) allows, in its middle; None when no use names a known group.

    A group that is used twice shows its stronger role. ``alt`` is the figure's words for those who don't see it.
    """
    marked = mark_groups(uses)
    if not marked:
        return None
    items, extent = _draw_in(box.w, box.h, marked, ink)
    return Group(items, tag=Tag.FIGURE, alt=alt, x=box.x, y=box.y, box=extent)


def draw_swatch(role: Role, box: Box, ink: Color = INK) -> Group:
    """The box filled as the figure fills a muscle of this role, for the legend."""
    pens = Pens(ink, 1.0)
    inset = HATCH_WIDTH / 2
    square = rect_path(Box(box.x + inset, box.y + inset, box.w - 2 * inset, box.h - 2 * inset))
    return Group(tuple(_draw_muscle(square, MARKS[role], pens)))


def mark_groups(uses: Iterable[MuscleUse]) -> Marked:
    """The groups that a figure can show, each with its strongest mark."""
    body = load_body()
    known = {WHOLE_BODY, *body.front.muscles, *body.back.muscles}
    marks: dict[str, Mark] = {}
    for use in uses:
        if use.group in known and marks.get(use.group) is not Mark.SOLID:
            marks[use.group] = MARKS[use.role]
    return frozenset(marks.items())


@lru_cache(maxsize=512)
def _draw_in(width: float, height: float, marked: Marked, ink: Color) -> tuple[tuple[Item, ...], Box]:
    """The figure's items in a box at the origin, and their extent. Kept, as drills share muscles and cards a size."""
    views, extent, scale = _fit_views(width, height)
    pens = Pens(ink, _weigh_lines(scale))
    marks = dict(marked)
    return tuple(item for view in views for item in _draw_view(view, marks, pens)), extent


def _weigh_lines(scale: float) -> float:
    return sqrt(max(1.0, scale / SMALL))


@lru_cache(maxsize=32)
def _fit_views(width: float, height: float) -> tuple[tuple[View, View], Box, float]:
    """Front and back in points, side by side in the middle of a box, their extent, and the points per unit."""
    body = load_body()
    left, top, right, bottom = find_bounds(body.front.silhouette)
    span, rise = 2 * (right - left) + BETWEEN, bottom - top
    stroke = OUTLINE_WIDTH * _weigh_lines(min(width / span, height / rise))
    scale = min((width - stroke) / span, (height - stroke) / rise)
    extent = Box(
        (width - span * scale - stroke) / 2,
        (height - rise * scale - stroke) / 2,
        span * scale + stroke,
        rise * scale + stroke,
    )
    x, y = extent.x + stroke / 2 - left * scale, extent.y + stroke / 2 - top * scale
    step = (right - left + BETWEEN) * scale
    return (_scale_view(body.front, scale, x, y), _scale_view(body.back, scale, x + step, y)), extent, scale


def _scale_view(view: View, scale: float, x: float, y: float) -> View:
    muscles = {group: tuple(scale_path(path, scale, x, y) for path in paths) for group, paths in view.muscles.items()}
    return View(scale_path(view.silhouette, scale, x, y), muscles)


def scale_path(path: Path, scale: float, x: float, y: float) -> Path:
    """The path, scaled about the origin and then moved."""
    return tuple(_scale_segment(segment, scale, x, y) for segment in path)


def _scale_segment(segment: Segment, scale: float, x: float, y: float) -> Segment:
    match segment:
        case Move(px, py):
            return Move(px * scale + x, py * scale + y)
        case Line(px, py):
            return Line(px * scale + x, py * scale + y)
        case Curve(x1, y1, x2, y2, px, py):
            return Curve(x1 * scale + x, y1 * scale + y, x2 * scale + x, y2 * scale + y, px * scale + x, py * scale + y)
    return segment


def find_bounds(path: Path) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the path's points and handles; the curve itself is within."""
    xs = [value for segment in path for value in segment[::2]]
    ys = [value for segment in path for value in segment[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def _draw_view(view: View, marks: Mapping[str, Mark], pens: Pens) -> Iterator[Item]:
    deep = load_body().deep
    surface = [group for group in view.muscles if group not in deep]
    resting = [path for group in surface if group not in marks for path in view.muscles[group]]
    yield Shape(view.silhouette, fill=SKIN, stroke=OUTLINE, line_width=OUTLINE_WIDTH * pens.weight)
    if resting:
        yield Shape(join_paths(resting), fill=WHOLE if WHOLE_BODY in marks else RESTING)
    for group in surface:
        if group in marks:
            for path in view.muscles[group]:
                yield from _draw_muscle(path, marks[group], pens)
    for group in deep:
        if group in marks:
            for path in view.muscles.get(group, ()):
                yield Shape(path, stroke=WHITE, line_width=2 * HALO * pens.weight)
                yield from _draw_muscle(path, marks[group], pens)


def join_paths(paths: Iterable[Path]) -> Path:
    """Several outlines as one path."""
    return tuple(segment for path in paths for segment in path)


def _draw_muscle(outline: Path, mark: Mark, pens: Pens) -> Iterator[Item]:
    if mark is Mark.SOLID:
        yield Shape(outline, fill=pens.ink)
        return
    width = HATCH_WIDTH * pens.weight
    yield Shape(outline, fill=WHITE)
    lines = Shape(_hatch(outline, HATCH_SPACING * pens.weight), stroke=pens.ink, line_width=width)
    yield Group((lines,), clip=outline)
    yield Shape(outline, stroke=pens.ink, line_width=width)


def _hatch(outline: Path, spacing: float) -> Path:
    """Lines that rise to the right, x + y = a multiple of their distance, across the outline's bounds."""
    left, top, right, bottom = find_bounds(outline)
    step = spacing * sqrt(2)
    segments: list[Segment] = []
    for number in range(ceil((left + top) / step), floor((right + bottom) / step) + 1):
        total = number * step
        start, end = max(left, total - bottom), min(right, total - top)
        segments += (Move(start, total - start), Line(end, total - end))
    return tuple(segments)
