"""The ladder: tighten, then the next size down to the floor; what still doesn't fit goes on to the next box."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from drillcards.layout.columns import Column, balance_columns, drop_furniture, fill_column, repeat_header
from drillcards.layout.pieces import Cut, Pieces
from drillcards.layout.setting import Bulk, Measure, Rhythm, Setter, Setting, estimate_height, weigh_pieces
from drillcards.model.page import Box
from drillcards.model.template import TextStyle

TIGHTNESS: Final = (0.0, 0.35, 0.7, 1.0)
"""Steps from the style's loose leading and gaps to its tight ones."""

MIN_COLUMN: Final = 2.5
"""In em of the smallest size: in a narrower column not even a letter of a section's head has its place."""


class Pace(NamedTuple):
    """One size, in points, and one tightness, 0 to 1."""

    size: float
    tightness: float


@dataclass(frozen=True, slots=True)
class FlowFit:
    """Columns with the boxes they stand in, the measure they share, and what didn't fit.

    ``count`` columns were there to be filled, all of the measure's width and height.
    """

    columns: tuple[tuple[Column, Box], ...]
    measure: Measure
    count: int
    rest: Pieces = ()


def fit_flow(
    pieces: Pieces,
    box: Box,
    style: TextStyle,
    setter: Setter,
    *,
    columns: int = 1,
    gutter: float = 0.0,
    pace: Pace | None = None,
    force: bool = False,
) -> FlowFit:
    """The pieces in the box at the first step of the ladder that holds them all.

    At each size heads stay together with their sections as long as tightening allows it. If even the floor can't
    hold everything, the box is filled at the floor and the rest is returned; a box too narrow for words holds
    nothing. ``pace`` allows one step only.
    """
    width = (box.w - gutter * (columns - 1)) / columns
    if width < MIN_COLUMN * style.sizes[-1]:
        return FlowFit((), Measure(width, box.h, style.sizes[-1]), columns, pieces)
    boxes = tuple(Box(box.x + i * (width + gutter), box.y, width, box.h) for i in range(columns))
    if not force:
        pieces = repeat_header(pieces)
    sizes = (pace.size,) if pace else style.sizes
    rhythms = _list_rhythms(style, (pace.tightness,) if pace else TIGHTNESS)
    bulk = weigh_pieces(pieces)
    for size in sizes:
        if width < MIN_COLUMN * size:
            continue
        measure = Measure(width, box.h, size)
        if estimate_height(bulk, measure, rhythms[-1]) > columns * (box.h + _spare(style, size)):
            continue
        settings = [setter.set_piece(piece, measure) for piece in pieces]
        room = columns * (box.h + _spare(style, size))
        likely = [rhythm for rhythm in rhythms if _measure_stack(settings, rhythm) <= room]
        found = next(_try_rhythms(settings, likely, columns, box.h), None)
        if found is not None:
            return FlowFit(tuple(zip(found, boxes, strict=False)), measure, columns)
    return _fill_boxes(pieces, boxes, setter, Measure(width, box.h, sizes[-1]), rhythms[-1], force)


def may_fit(bulk: Bulk, flows: Sequence[FlowFit], style: TextStyle, pace: Pace) -> bool:
    """Whether so much could fit where these flows are, at another pace. If not, there is no need to try."""
    (rhythm,) = _list_rhythms(style, (pace.tightness,))
    measure = Measure(max(flow.measure.width for flow in flows), 0.0, pace.size)
    if measure.width < MIN_COLUMN * pace.size:
        return False
    room = sum(flow.count * (flow.measure.height + _spare(style, pace.size)) for flow in flows)
    return estimate_height(bulk, measure, rhythm) <= room


def _try_rhythms(
    settings: Sequence[Setting], rhythms: Sequence[Rhythm], columns: int, height: float
) -> Iterator[tuple[Column, ...]]:
    for worst in (Cut.SECTION, Cut.ITEM) if columns > 1 else (Cut.SECTION,):
        for rhythm in rhythms:
            found = balance_columns(settings, rhythm, columns, height, worst)
            if found is not None:
                yield found


def _measure_stack(settings: Sequence[Setting], rhythm: Rhythm) -> float:
    """The height in points of all settings below each other, with the space before each."""
    stretch, fixed = sum([s.stretch for s in settings]), sum([s.fixed for s in settings])
    gaps, air = sum([s.gaps for s in settings]), sum([s.air for s in settings])
    return stretch * rhythm.leading + fixed + gaps * rhythm.gap + air


def _list_rhythms(style: TextStyle, steps: Sequence[float]) -> tuple[Rhythm, ...]:
    (loose, tight), (wide, narrow) = style.leading, style.gap
    return tuple(Rhythm(loose * (1 - step) + tight * step, wide * (1 - step) + narrow * step) for step in steps)


def _spare(style: TextStyle, size: float) -> float:
    """The most that a column saves as its first piece needs no space before it."""
    return size * (2 * style.gap[0] + 1)


def _fill_boxes(
    pieces: Pieces, boxes: tuple[Box, ...], setter: Setter, measure: Measure, rhythm: Rhythm, force: bool
) -> FlowFit:
    filled: list[tuple[Column, Box]] = []
    for box in boxes:
        if not force:
            pieces = repeat_header(pieces)
        column, pieces = fill_column(pieces, setter, measure, rhythm, force=force and not filled)
        filled.append((column, box))
        if not pieces:
            break
    return FlowFit(tuple(filled), measure, len(boxes), drop_furniture(pieces))
