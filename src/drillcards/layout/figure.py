"""The muscle figure: a body from the front and from the back, with what a drill works.

Nothing is told by colour alone. A primary muscle is solid, a secondary one or a stabilizer hatched, one that is only
stretched an empty outline, the whole body an even grey; a muscle at rest is barely there. One that lies under others
is drawn over them in a white halo, hatched the other way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from math import ceil, floor, sqrt
from typing import Final, NamedTuple

from drillcards.layout.body import View, load_body
from drillcards.model.muscle import MuscleUse, Role, find_roles
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
"""Far in greyscale from the ink and from rest, so that a solid muscle stands out of a whole body at work."""

WHOLE_BODY: Final = "full-body"

BETWEEN: Final = 10.0
"""Between the hands of the two views, in the body's units."""
SMALL: Final = 0.125
"""Points per unit in a figure 25 mm wide. The widths below are for that; a larger one's grow with its root."""
OUTLINE_WIDTH: Final = 0.5
HATCH_WIDTH: Final = 0.38
HATCH_SPACING: Final = 1.1
"""From line to line. A third of it is ink: darker than rest, and open enough for a 600 dpi printer."""
HOLLOW_WIDTH: Final = 0.5
"""Of the line inside a stretched muscle's outline: heavier than the body's, so that it isn't taken for rest."""
HALO: Final = 0.7


class Mark(StrEnum):
    """How a muscle at work is drawn."""

    SOLID = "solid"
    HATCHED = "hatched"
    HOLLOW = "hollow"


MARKS: Final[Mapping[Role, Mark]] = {
    Role.PRIMARY: Mark.SOLID,
    Role.SECONDARY: Mark.HATCHED,
    Role.STABILIZER: Mark.HATCHED,
    Role.STRETCHED: Mark.HOLLOW,
}

Marked = frozenset[tuple[str, Mark]]


class _Pens(NamedTuple):
    """The ink, and how many times heavier lines are than in the smallest figure."""

    ink: Color
    weight: float


class _Sized(NamedTuple):
    """A view in points, each group's outlines in one path, so that the same path is the same object in every figure."""

    silhouette: Path
    groups: Mapping[str, Path]
    surface: Path
    """All muscles that no others cover: what is drawn at rest."""


class _Fit(NamedTuple):
    """Both views in points, the extent of their ink, and the weight of their lines."""

    views: tuple[_Sized, _Sized]
    extent: Box
    weight: float


def draw_figure(uses: Sequence[MuscleUse], box: Box, alt: str, ink: Color = INK) -> Group | None:
    """The figure, as large as the box (points) allows, in its middle; None when no use names a group that it can show.

    A group that is used twice shows its stronger role. ``alt`` speaks for the figure to those who don't see it.
    """
    marked = mark_groups(uses)
    if not marked:
        return None
    items, extent = _draw_at_origin(box.w, box.h, marked, ink)
    return Group(items, tag=Tag.FIGURE, alt=alt, x=box.x, y=box.y, box=extent)


def draw_swatch(role: Role, box: Box, ink: Color = INK, group: str | None = None) -> Group:
    """The box (points) filled as the figure fills a muscle of this role, for a legend.

    The group matters for the whole body alone, which has a grey of its own.
    """
    return Group(_draw_square(role, box.w, box.h, ink, group == WHOLE_BODY), x=box.x, y=box.y)


@lru_cache(maxsize=64)
def _draw_square(role: Role, width: float, height: float, ink: Color, whole: bool) -> tuple[Item, ...]:
    """A swatch at the origin. Kept, as every card has the same."""
    inset = HATCH_WIDTH / 2
    square = rect_path(Box(inset, inset, width - 2 * inset, height - 2 * inset))
    whole = whole and role is not Role.STRETCHED
    return (Shape(square, fill=WHOLE),) if whole else _draw_muscle(square, MARKS[role], _Pens(ink, 1.0))


def find_aspect() -> float:
    """The figure's width over its height: a box of this shape is filled."""
    span, rise = _measure_views()
    return span / rise


def mark_groups(uses: Iterable[MuscleUse]) -> Marked:
    """The groups that the figure can show, each with its strongest mark."""
    body = load_body()
    shown = {WHOLE_BODY, *body.front.muscles, *body.back.muscles}
    return frozenset((group, MARKS[role]) for group, role in find_roles(uses).items() if group in shown)


@lru_cache(maxsize=512)
def _draw_at_origin(width: float, height: float, marked: Marked, ink: Color) -> tuple[tuple[Item, ...], Box]:
    """The items in a box at the origin, and their extent. Kept, as a drill's cards and many drills show the same."""
    fit = _fit_views(width, height)
    marks, pens = dict(marked), _Pens(ink, fit.weight)
    return tuple(item for view in fit.views for item in _draw_view(view, marks, pens)), fit.extent


# Size


def _measure_views() -> tuple[float, float]:
    """Width and height of both views side by side, in the body's units."""
    left, top, right, bottom = find_bounds(load_body().front.silhouette)
    return 2 * (right - left) + BETWEEN, bottom - top


@lru_cache(maxsize=32)
def _fit_views(width: float, height: float) -> _Fit:
    """Front and back in the middle of a box at the origin, with half an outline's width to spare all around."""
    body = load_body()
    span, rise = _measure_views()
    weight = sqrt(max(1.0, min(width / span, height / rise) / SMALL))
    stroke = OUTLINE_WIDTH * weight
    scale = max(0.0, min((width - stroke) / span, (height - stroke) / rise))
    w, h = span * scale + stroke, rise * scale + stroke
    extent = Box((width - w) / 2, (height - h) / 2, w, h)
    left, top, right, _ = find_bounds(body.front.silhouette)
    x, y = extent.x + stroke / 2 - left * scale, extent.y + stroke / 2 - top * scale
    front = _scale_view(body.front, scale, x, y)
    back = _scale_view(body.back, scale, x + (right - left + BETWEEN) * scale, y)
    return _Fit((front, back), extent, weight)


def _scale_view(view: View, scale: float, x: float, y: float) -> _Sized:
    groups = {
        group: tuple(segment for path in paths for segment in _scale_path(path, scale, x, y))
        for group, paths in view.muscles.items()
    }
    deep = load_body().deep
    surface = tuple(segment for group, path in groups.items() if group not in deep for segment in path)
    return _Sized(_scale_path(view.silhouette, scale, x, y), groups, surface)


def _scale_path(path: Path, scale: float, x: float, y: float) -> Path:
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
    """Left, top, right and bottom of a path's points and handles; the curves stay within."""
    xs = [value for segment in path for value in segment[::2]]
    ys = [value for segment in path for value in segment[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


# Drawing


def _draw_view(view: _Sized, marks: Mapping[str, Mark], pens: _Pens) -> Iterator[Item]:
    """From the skin outwards. Where a halo may have reached over the silhouette's line, the line is drawn again."""
    deep = load_body().deep
    line_width = OUTLINE_WIDTH * pens.weight
    yield Shape(view.silhouette, fill=SKIN, stroke=OUTLINE, line_width=line_width)
    whole = {None: RESTING, Mark.HOLLOW: WHITE}.get(marks.get(WHOLE_BODY), WHOLE)
    yield Shape(view.surface, fill=whole)
    for group, outline in view.groups.items():
        if group in marks and group not in deep:
            yield from _draw_muscle(outline, marks[group], pens)
    under = [(group, outline) for group, outline in view.groups.items() if group in marks and group in deep]
    for group, outline in under:
        yield Shape(outline, stroke=WHITE, line_width=2 * HALO * pens.weight)
        yield from _draw_muscle(outline, marks[group], pens, falling=True)
    if under:
        yield Shape(view.silhouette, stroke=OUTLINE, line_width=line_width)


@lru_cache(maxsize=256)
def _draw_muscle(outline: Path, mark: Mark, pens: _Pens, *, falling: bool = False) -> tuple[Item, ...]:
    if mark is Mark.SOLID:
        return (Shape(outline, fill=pens.ink),)
    if mark is Mark.HOLLOW:
        # The line stays inside, so that it is as thick beside a solid neighbour as at the body's edge.
        line = Shape(outline, stroke=pens.ink, line_width=2 * HOLLOW_WIDTH * pens.weight)
        return (Shape(outline, fill=WHITE), Group((line,), clip=outline))
    width = HATCH_WIDTH * pens.weight
    lines = _hatch(outline, HATCH_SPACING * pens.weight, falling=falling)
    return (
        Shape(outline, fill=WHITE),
        Group((Shape(lines, stroke=pens.ink, line_width=width),), clip=outline),
        Shape(outline, stroke=pens.ink, line_width=width),
    )


def _hatch(outline: Path, spacing: float, *, falling: bool) -> Path:
    """Diagonals this far apart across the outline's bounds: x + y = c where they rise to the right, x − y = c else."""
    left, top, right, bottom = find_bounds(outline)
    turn = -1 if falling else 1
    low, high = sorted((turn * top, turn * bottom))
    step = spacing * sqrt(2)
    segments: list[Segment] = []
    for number in range(ceil((left + low) / step), floor((right + high) / step) + 1):
        total = number * step
        start, end = max(left, total - high), min(right, total - low)
        segments += (Move(start, turn * (total - start)), Line(end, turn * (total - end)))
    return tuple(segments)
