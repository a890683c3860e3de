"""Columns: where to break a flow of pieces so that each column is whole, readable and, if possible, even."""

from collections.abc import Sequence
from enum import Enum, auto
from itertools import accumulate
from typing import Final, NamedTuple

from drillcards.layout.pieces import Cut, Piece, Pieces, RowContent, TextContent
from drillcards.layout.setting import ROW_PADDING, Measure, Rhythm, Setter, Setting
from drillcards.layout.structure import ARTIFACT

SLACK: Final = 0.01
"""Heights are sums of floats; a hundredth of a point is nobody's overflow."""
MIN_LINES: Final = 2
"""A paragraph that breaks leaves at least so many lines on either side: no widow, no orphan."""


class Lone(Enum):
    """What becomes of a head with just the first item of its list at the foot of a column."""

    GOES_IF_MORE_STAYS = auto()
    GOES = auto()
    STAYS = auto()


class Column(NamedTuple):
    """Settings from the top of a box down, and their rhythm."""

    settings: tuple[Setting, ...]
    rhythm: Rhythm

    @property
    def height(self) -> float:
        """The used height in points; space before the first piece doesn't count."""
        if not self.settings:
            return 0.0
        whole = sum(s.get_height(self.rhythm) + s.get_before(self.rhythm) for s in self.settings)
        return whole - self.settings[0].get_before(self.rhythm)


class _Stack(NamedTuple):
    """Settings below each other: where each starts, with the space before it, and that space, in points."""

    settings: Sequence[Setting]
    tops: tuple[float, ...]
    befores: tuple[float, ...]
    heads: dict[int, Setting]
    """The table header that a column repeats if it starts here."""
    rhythm: Rhythm


class _Split(NamedTuple):
    """Where columns end, and what that costs: the cuts' quality, then how far down the lowest column ends.

    The latter is counted from where all columns' room ends, so it is negative.
    """

    cuts: int
    lowest: float
    ends: tuple[int, ...]


def balance_columns(
    settings: Sequence[Setting], rhythm: Rhythm, rooms: Sequence[float], worst: Cut, first: int = 1
) -> tuple[Column, ...] | None:
    """All settings in as many columns as there are ``rooms``, breaking only at cuts of ``worst`` or better.

    No column is left blank. The rooms are the columns' heights, and all end on one line. So of the ways that fit,
    better cuts win, then the one whose lowest column ends highest. The first column holds at least the ``first``
    settings. None if nothing fits.
    """
    if not settings:
        return ()
    leading, gap = rhythm
    befores = tuple([s.gaps * gap + s.air for s in settings])
    heights = [s.stretch * leading + s.fixed for s in settings]
    tops = tuple(accumulate(map(float.__add__, befores, heights), initial=0.0))
    heads = _find_heads(settings)
    limits = [room + SLACK for room in rooms]
    split = _split_columns(_Stack(settings, tops, befores, heads, rhythm), 0, limits, worst, first)
    if split is None:
        return None
    starts = (0, *split.ends[:-1])[: len(split.ends)]
    return tuple(
        Column((heads[a], *settings[a:b]) if a in heads else tuple(settings[a:b]), rhythm)
        for a, b in zip(starts, split.ends, strict=True)
    )


def fill_column(
    pieces: Pieces,
    setter: Setter,
    measure: Measure,
    rhythm: Rhythm,
    *,
    force: bool = False,
    begun: Sequence[Setting] = (),
    lone: Lone = Lone.GOES_IF_MORE_STAYS,
) -> tuple[Column, Pieces]:
    """As much as fits the measure's height below what is ``begun``, and the rest, which may take back of that.

    Breaks before a piece or inside a long paragraph, never after a head, never leaving a lonely line. With ``force``
    text that can't keep those rules in this box breaks at any line, and heads may stay alone, so that it gets on at
    all; but a head that says "continued" gets nobody on.
    """
    taken = list(begun)
    used = Column(tuple(begun), rhythm).height
    for index, piece in enumerate(pieces):
        setting = setter.set_piece(piece, measure)
        before = setting.get_before(rhythm) if taken else 0.0
        height = setting.get_height(rhythm)
        if used + before + height <= measure.height + SLACK:
            taken.append(setting)
            used += before + height
            continue
        stuck = force and not _drop_keepers(taken)
        lines = _count_lines(setting, measure.height - used - before, rhythm, stuck=stuck)
        if lines:
            head, tail = setter.split_text(setting, lines)
            return Column((*taken, setter.set_piece(head, measure)), rhythm), (tail, *pieces[index + 1 :])
        kept = _drop_lonely(taken, piece, lone)
        if not kept and force and any(setting.piece.content.path != ARTIFACT for setting in taken):
            kept = tuple(taken)
        back = [setting.piece for setting in begun[len(kept) :]]
        return Column(kept, rhythm), (*back, *pieces[max(0, len(kept) - len(begun)) :])
    return Column(tuple(taken), rhythm), ()


def repeat_header(pieces: Pieces) -> Pieces:
    """The pieces with their table's header again, as furniture, before a row that they start with."""
    at = next((i for i, piece in enumerate(pieces) if piece.content.path != ARTIFACT), len(pieces))
    content = pieces[at].content if at < len(pieces) else None
    if not isinstance(content, RowContent) or content.header or (at and _is_header(pieces[at - 1])):
        return pieces
    return (*pieces[:at], _make_header(pieces[at], content), *pieces[at:])


def drop_furniture(pieces: Pieces) -> Pieces:
    """The pieces without heads that only repeat what is said before."""
    at = next((i for i, piece in enumerate(pieces) if piece.content.path != ARTIFACT), len(pieces))
    return pieces[at:]


def _is_header(piece: Piece) -> bool:
    return isinstance(piece.content, RowContent) and piece.content.header


def _make_header(row: Piece, content: RowContent) -> Piece:
    again = RowContent(content.table.rows[0], content.table, ARTIFACT, header=True)
    return row._replace(content=again, before=0.0, keep=True)


def _find_heads(settings: Sequence[Setting]) -> dict[int, Setting]:
    """For each row of a table, by its index, the header to repeat above it if a column starts with it."""
    heads: dict[int, Setting] = {}
    head = None
    for index, setting in enumerate(settings):
        content = setting.piece.content
        if type(content) is not RowContent:
            head = None
        elif content.header:
            head = setting._replace(piece=_make_header(setting.piece, content), gaps=0.0, air=0.0)
        elif head:
            heads[index] = head
    return heads


def _split_columns(stack: _Stack, start: int, limits: Sequence[float], worst: Cut, first: int = 1) -> _Split | None:
    end, height = len(stack.settings), limits[0]
    if start == end:
        return None
    head = stack.heads.get(start)
    offset = stack.tops[start] + stack.befores[start] - (head.get_height(stack.rhythm) if head else 0.0)
    whole = stack.tops[end] - offset
    if len(limits) == 1:
        return _Split(0, whole - height, (end,)) if whole <= height else None
    if whole > sum(limits):
        return None
    best: _Split | None = None
    for at in range(start + first, end):
        used = stack.tops[at] - offset
        if used > height:
            break
        if not _may_cut(stack.settings, at, worst):
            continue
        rest = _split_columns(stack, at, limits[1:], worst)
        if rest is None:
            continue
        cut = stack.settings[at].piece.cut
        split = _Split(rest.cuts + cut, max(used - height, rest.lowest), (at, *rest.ends))
        best = split if best is None else min(best, split)
    return best


def _may_cut(settings: Sequence[Setting], at: int, worst: Cut) -> bool:
    piece = settings[at].piece
    return piece.cut <= worst and not settings[at - 1].piece.keep and not _is_lonely(settings, at)


def _is_lonely(settings: Sequence[Setting], at: int) -> bool:
    """Whether a break here would leave a list's first item alone below a head, or its last alone above one."""
    if settings[at].piece.cut is not Cut.ITEM:
        return False
    first = at >= 2 and settings[at - 2].piece.keep
    last = at + 1 == len(settings) or settings[at + 1].piece.cut < Cut.ITEM
    return first or last


def _count_lines(setting: Setting, room: float, rhythm: Rhythm, *, stuck: bool) -> int:
    """How many lines of a text may stay above a break; 0 for none."""
    content = setting.piece.content
    if not isinstance(content, TextContent) or len(setting.lines) < 2:
        return 0
    if content.row:
        room -= ROW_PADDING * setting.line
    fit = int((room + SLACK) / (setting.line * (1.0 if content.ruled else rhythm.leading)))
    if stuck:
        return max(0, min(fit, len(setting.lines) - 1))
    fit = min(fit, len(setting.lines) - MIN_LINES)
    return fit if fit >= MIN_LINES else 0


def _drop_lonely(taken: Sequence[Setting], following: Piece, lone: Lone) -> tuple[Setting, ...]:
    """What stays: no head without text below it, and perhaps no head with just the first item of its list."""
    kept = _drop_keepers(taken)
    is_lone = len(kept) > 1 and following.cut is Cut.ITEM and kept[-1].piece.cut is Cut.ITEM and kept[-2].piece.keep
    if is_lone and lone is not Lone.STAYS:
        shorter = _drop_keepers(kept[:-1])
        return shorter if lone is Lone.GOES else shorter or kept
    return kept


def _drop_keepers(taken: Sequence[Setting]) -> tuple[Setting, ...]:
    end = len(taken)
    while end and taken[end - 1].piece.keep:
        end -= 1
    return tuple(taken[:end])
