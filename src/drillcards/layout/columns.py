"""Columns: where to break a flow of pieces so that each column is whole, readable and, if possible, even."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, NamedTuple

from drillcards.layout.pieces import Cut, Piece, Pieces, TextContent
from drillcards.layout.setting import Measure, Setter, Setting

SLACK: Final = 0.01
"""Heights are sums of floats; a hundredth of a point is nobody's overflow."""
MIN_LINES: Final = 2
"""A paragraph that breaks leaves at least so many lines on either side: no widow, no orphan."""


@dataclass(frozen=True, slots=True)
class Column:
    """Settings from the top of a box down."""

    settings: tuple[Setting, ...]

    @property
    def height(self) -> float:
        """The used height in points; space before the first piece doesn't count."""
        return sum(s.height + s.before for s in self.settings) - (self.settings[0].before if self.settings else 0.0)


class _Split(NamedTuple):
    """Where columns end, what that costs: the cuts' quality, then the tallest column's height."""

    cuts: int
    tallest: float
    ends: tuple[int, ...]


def balance_columns(settings: Sequence[Setting], count: int, height: float, worst: Cut) -> tuple[Column, ...] | None:
    """All settings in up to ``count`` columns of this height, breaking only at cuts of ``worst`` or better.

    Of the ways that fit, better cuts win, then the one whose tallest column is lowest. None if nothing fits.
    """
    tops = list(accumulate((s.before + s.height for s in settings), initial=0.0))
    split = _split_columns(settings, tops, 0, count, height + SLACK, worst)
    if split is None:
        return None
    starts = (0, *split.ends[:-1])
    return tuple(Column(tuple(settings[a:b])) for a, b in zip(starts, split.ends, strict=True))


def fill_column(pieces: Pieces, setter: Setter, measure: Measure, *, force: bool = False) -> tuple[Column, Pieces]:
    """As much as fits the measure's height, and the rest.

    Breaks before a piece or inside a long paragraph, never after a head, never leaving a lonely line. With ``force``
    text that can't keep those rules in this box breaks at any line, so that it gets on at all.
    """
    taken: list[Setting] = []
    used = 0.0
    for index, piece in enumerate(pieces):
        setting = setter.set_piece(piece, measure)
        before = setting.before if taken else 0.0
        if used + before + setting.height <= measure.height + SLACK:
            taken.append(setting)
            used += before + setting.height
            continue
        stuck = force and not _drop_keepers(taken)
        lines = _count_lines(setting, measure.height - used - before, stuck=stuck)
        if lines:
            head, tail = setter.split_text(setting, lines)
            return Column((*taken, setter.set_piece(head, measure))), (tail, *pieces[index + 1 :])
        kept = _drop_lonely(taken, piece)
        return Column(kept), pieces[len(kept) :]
    return Column(tuple(taken)), ()


def _split_columns(
    settings: Sequence[Setting], tops: Sequence[float], start: int, count: int, height: float, worst: Cut
) -> _Split | None:
    end = len(settings)
    if start == end:
        return _Split(0, 0.0, ())
    offset = tops[start] + settings[start].before
    if tops[end] - offset <= height and count == 1:
        return _Split(0, tops[end] - offset, (end,))
    if count == 1 or tops[end] - offset > count * height:
        return None
    best: _Split | None = None
    for at in range(start + 1, end + 1):
        used = tops[at] - offset
        if used > height:
            break
        if at < end and not _may_cut(settings, at, worst):
            continue
        rest = _split_columns(settings, tops, at, count - 1, height, worst)
        if rest is None:
            continue
        cut = 1 + settings[at].piece.cut if at < end else 0
        split = _Split(rest.cuts + cut, max(used, rest.tallest), (at, *rest.ends))
        best = split if best is None else min(best, split)
    return best


def _may_cut(settings: Sequence[Setting], at: int, worst: Cut) -> bool:
    return settings[at].piece.cut <= worst and not settings[at - 1].piece.keep and not _is_lonely(settings, at)


def _is_lonely(settings: Sequence[Setting], at: int) -> bool:
    """Whether a break here would leave a list's first item alone below a head, or its last alone above one."""
    if settings[at].piece.cut is not Cut.ITEM:
        return False
    first = at >= 2 and settings[at - 2].piece.keep
    last = at + 1 == len(settings) or settings[at + 1].piece.cut < Cut.ITEM
    return first or last


def _count_lines(setting: Setting, room: float, *, stuck: bool) -> int:
    """How many lines of a text may stay above a break; 0 for none."""
    if not isinstance(setting.piece.content, TextContent) or len(setting.lines) < 2:
        return 0
    fit = int((room + SLACK) / setting.line_height)
    if stuck:
        return max(0, min(fit, len(setting.lines) - 1))
    fit = min(fit, len(setting.lines) - MIN_LINES)
    return fit if fit >= MIN_LINES else 0


def _drop_lonely(taken: Sequence[Setting], following: Piece) -> tuple[Setting, ...]:
    """What stays: no head without text below it, and no head with just the first item of its list, if more stays."""
    kept = _drop_keepers(taken)
    if len(kept) > 1 and following.cut is Cut.ITEM and kept[-1].piece.cut is Cut.ITEM and kept[-2].piece.keep:
        shorter = _drop_keepers(kept[:-1])
        return shorter or kept
    return kept


def _drop_keepers(taken: Sequence[Setting]) -> tuple[Setting, ...]:
    end = len(taken)
    while end and taken[end - 1].piece.keep:
        end -= 1
    return tuple(taken[:end])
