"""What is printed on a booklet's fold: where to fold and to staple, and which signature this is."""

from dataclasses import dataclass
from typing import Final

from drillcards.impose.marks import MARK_WIDTH, MarkFont, find_mark_span
from drillcards.impose.signatures import FoldedSheet
from drillcards.model.page import BLACK, Box, Group, Item, Line, Move, Segment, Shape, Text
from drillcards.model.units import mm_to_pt

_DASH: Final = (2.0, 1.5)
"""A dashed line says "fold" where a solid one says "cut"."""
_TICK: Final = mm_to_pt(4)
"""A fold's mark inside the trim, where the fold hides it."""
_STAPLE: Final = mm_to_pt(12)
"""An office staple (26/6) is 12–13 mm wide and covers its mark."""
_NUMBER_SIZE: Final = 5.0
_NUMBER_GAP: Final = 2.0
_CAP_HEIGHT: Final = 0.67
"""Of figures, in em."""


@dataclass(frozen=True, slots=True)
class Spine:
    """The fold at ``x`` of sheets whose pages are from ``top`` to ``bottom`` (trim) and ``bleed`` beyond; points."""

    x: float
    top: float
    bottom: float
    bleed: float
    printable: Box


def draw_fold(spine: Spine, sheet: FoldedSheet, *, is_front: bool) -> tuple[Item, ...]:
    """A dashed tick at the head and one at the foot.

    They are outside the trim if there is room. If not, they are in the inner margin, and only on the two sides that
    are seen when the pile is folded: the outside of its outermost sheet and the inside of its innermost.
    """
    above = find_mark_span(spine.top - spine.bleed - spine.printable.y, spine.bleed)
    below = find_mark_span(spine.printable.bottom - spine.bottom - spine.bleed, spine.bleed)
    is_seen = sheet.is_outermost if is_front else sheet.is_innermost
    segments: list[Segment] = []
    if above:
        edge = spine.top - spine.bleed
        segments += _draw_upright(spine.x, edge - above.end, edge - above.start)
    elif is_seen:
        start = max(spine.top, spine.printable.y)
        segments += _draw_upright(spine.x, start, start + _TICK)
    if below:
        edge = spine.bottom + spine.bleed
        segments += _draw_upright(spine.x, edge + below.start, edge + below.end)
    elif is_seen:
        end = min(spine.bottom, spine.printable.bottom)
        segments += _draw_upright(spine.x, end - _TICK, end)
    return (Shape(tuple(segments), stroke=BLACK, line_width=MARK_WIDTH, dash=_DASH),) if segments else ()


def draw_staples(spine: Spine) -> tuple[Item, ...]:
    """Two lines on the fold, as long as staples, a quarter of its height from either end."""
    segments = [
        segment
        for middle in _find_staples(spine)
        for segment in _draw_upright(spine.x, middle - _STAPLE / 2, middle + _STAPLE / 2)
    ]
    return (Shape(tuple(segments), stroke=BLACK, line_width=MARK_WIDTH),)


def draw_number(spine: Spine, number: int, count: int, font: MarkFont) -> tuple[Item, ...]:
    """``"2/3"`` across the fold, read downwards, between the staples.

    Each signature's is lower than the one before, so that in a pile in order the numbers form a staircase.
    """
    words = f"{number}/{count}"
    width = font.measure(words, _NUMBER_SIZE)
    first, last = _find_staples(spine)
    start, end = first + _STAPLE / 2 + _NUMBER_GAP, last - _STAPLE / 2 - _NUMBER_GAP
    widest = font.measure(f"{count}/{count}", _NUMBER_SIZE)
    step = min(widest + _NUMBER_GAP, (end - start - widest) / max(1, count - 1))
    baseline = _CAP_HEIGHT * _NUMBER_SIZE / 2
    text = Text(0.0, baseline, words, font.name, _NUMBER_SIZE, width)
    return (Group((text,), x=spine.x, y=start + (number - 1) * step, turns=1),)


def _find_staples(spine: Spine) -> tuple[float, float]:
    height = spine.bottom - spine.top
    return spine.top + height / 4, spine.bottom - height / 4


def _draw_upright(x: float, start: float, end: float) -> list[Segment]:
    return [Move(x, start), Line(x, end)]
