"""The ladder: tighten, then the next size down to the floor; what still doesn't fit goes on to the next box."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from drillcards.layout.columns import Column, balance_columns, fill_column
from drillcards.layout.pieces import Cut, Pieces
from drillcards.layout.setting import Measure, Setter
from drillcards.model.page import Box
from drillcards.model.template import TextStyle

TIGHTNESS: Final = (0.0, 0.35, 0.7, 1.0)
"""Steps from the style's loose leading and gaps to its tight ones."""


class Pace(NamedTuple):
    """One size, in points, and one tightness, 0 to 1."""

    size: float
    tightness: float


@dataclass(frozen=True, slots=True)
class FlowFit:
    """Columns with the boxes they stand in, the measure they share, and what didn't fit."""

    columns: tuple[tuple[Column, Box], ...]
    measure: Measure
    rest: Pieces


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
    hold everything, the box is filled at the floor and the rest is returned. ``pace`` allows one step only.
    """
    width = (box.w - gutter * (columns - 1)) / columns
    boxes = tuple(Box(box.x + i * (width + gutter), box.y, width, box.h) for i in range(columns))
    sizes = (pace.size,) if pace else style.sizes
    steps = (pace.tightness,) if pace else TIGHTNESS
    for size in sizes:
        for worst in (Cut.SECTION, Cut.ITEM) if columns > 1 else (Cut.SECTION,):
            for step in steps:
                measure = make_measure(style, width, box.h, Pace(size, step))
                settings = tuple(setter.set_piece(piece, measure) for piece in pieces)
                found = balance_columns(settings, columns, box.h, worst)
                if found is not None:
                    return FlowFit(tuple(zip(found, boxes, strict=False)), measure, ())
    measure = make_measure(style, width, box.h, Pace(sizes[-1], steps[-1]))
    return _fill_boxes(pieces, boxes, setter, measure, force)


def make_measure(style: TextStyle, width: float, height: float, pace: Pace) -> Measure:
    """The column's type at this pace."""
    leading, gap = (loose + (tight - loose) * pace.tightness for loose, tight in (style.leading, style.gap))
    return Measure(width, height, pace.size, leading, gap)


def _fill_boxes(pieces: Pieces, boxes: tuple[Box, ...], setter: Setter, measure: Measure, force: bool) -> FlowFit:
    filled: list[tuple[Column, Box]] = []
    for box in boxes:
        column, pieces = fill_column(pieces, setter, measure, force=force and not filled)
        filled.append((column, box))
        if not pieces:
            break
    return FlowFit(tuple(filled), measure, pieces)
