"""The ladder: tighten, then the next size down to the floor; what still doesn't fit goes on to the next box."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import product
from math import inf
from operator import is_
from typing import Final, NamedTuple

from drillcards.layout.columns import Column, Lone, balance_columns, drop_furniture, fill_column, repeat_header
from drillcards.layout.lanes import Beside, Frame, begin_column, list_frames
from drillcards.layout.pieces import Cut, Pieces
from drillcards.layout.setting import (
    Bulk,
    KeepingSetter,
    Measure,
    Rhythm,
    Setter,
    Setting,
    estimate_height,
    weigh_pieces,
)
from drillcards.model.page import Box
from drillcards.model.template import MIN_COLUMN, TextStyle

TIGHTNESS: Final = (0.0, 0.35, 0.7, 1.0)
"""Steps from the style's loose leading and gaps to its tight ones."""

LONGEST_LINE: Final = 48.0
"""In em of the smallest size: some ninety characters, the most that the eye finds back from."""
FIRST_LONES: Final = (Lone.GOES_IF_MORE_STAYS, Lone.STAYS)
"""The second where more fits so: the rest of the list is then beside its head, on the same face."""


class Pace(NamedTuple):
    """One size, in points, and one tightness, 0 to 1."""

    size: float
    tightness: float


@dataclass(frozen=True, slots=True)
class FlowFit:
    """Columns with the boxes they stand in, the widest measure, and what didn't fit.

    ``count`` columns were there to be filled, none larger than the measure's width and height.
    """

    columns: tuple[tuple[Column, Box], ...]
    measure: Measure
    count: int
    rest: Pieces = ()


class _Run(NamedTuple):
    """Settings for a frame's columns; the first holds ``first`` of them at least, and the others begin at ``top``.

    ``heights`` are all settings' stretch, fixed, gaps and air, added up.
    """

    settings: Sequence[Setting]
    heights: tuple[float, float, float, float]
    first: int = 1
    top: float = 0.0


def fit_flow(
    pieces: Pieces,
    box: Box,
    style: TextStyle,
    setter: Setter,
    *,
    columns: int = 1,
    gutter: float = 0.0,
    beside: Beside | None = None,
    columns_below: int = 1,
    pace: Pace | None = None,
    largest: float = inf,
    force: bool = False,
) -> FlowFit:
    """The pieces in the box at the first step of the ladder that holds them all.

    At each size heads stay together with their sections as long as tightening allows it. If even the floor can't
    hold everything, the box is filled at the floor and the rest is returned; a box too narrow for words holds
    nothing. ``beside`` narrows a single column's top; if all of it doesn't fit so, what is below it is divided into
    up to ``columns_below`` columns. ``pace`` allows one step only, and ``largest`` no larger size, unless the style
    has none as small.
    """
    least, longest = MIN_COLUMN * style.sizes[-1], LONGEST_LINE * style.sizes[-1]
    frames = list_frames(box, columns, gutter, beside, 0 if force else columns_below, least, longest)
    most = max(frame.count for frame in frames)
    measure = Measure(max(frame.widest for frame in frames), box.h, style.sizes[-1])
    if measure.width < MIN_COLUMN * style.sizes[-1]:
        return FlowFit((), measure, columns, pieces)
    if not force:
        pieces = repeat_header(pieces)
    sizes = (pace.size,) if pace else tuple(s for s in style.sizes if s <= largest) or style.sizes[-1:]
    rhythms = _list_rhythms(style, (pace.tightness,) if pace else TIGHTNESS)
    bulk = weigh_pieces(pieces)
    setter = KeepingSetter(setter)
    hopeful = partial(_may_hold, bulk=bulk, tightest=rhythms[-1], style=style)
    for size, frame in _list_steps(sizes, frames, hopeful):
        found = _fit_size(frame, pieces, size, rhythms, _find_room(frame, size, style), setter)
        if found is not None:
            return FlowFit(found, measure._replace(size=size), most)
    # Not everything fits. What fits at the floor stays, in the largest size that holds it.
    filled = [
        _fill_frame(frame, pieces, setter, sizes[-1], rhythms[-1], lone, force=force)
        for frame in (frames if beside else frames[:1])
        for lone in (FIRST_LONES if frame.beside and frame.count > 1 else FIRST_LONES[:1])
    ]
    placed, rest = min(filled, key=lambda fill: _measure_rest(fill[1]))
    kept = () if force else _list_whole(placed, pieces)
    hopeful = partial(_may_hold, bulk=weigh_pieces(kept), tightest=rhythms[-1], style=style)
    for size, frame in _list_steps(sizes, frames, hopeful) if kept else ():
        found = _fit_size(frame, kept, size, rhythms, _find_room(frame, size, style), setter)
        if found is not None:
            return FlowFit(found, measure._replace(size=size), most, drop_furniture(rest))
    return FlowFit(placed, measure._replace(size=sizes[-1]), most, drop_furniture(rest))


def _list_steps(
    sizes: Sequence[float], frames: Sequence[Frame], may_hold: Callable[[Frame, float], bool]
) -> Iterator[tuple[float, Frame]]:
    """Sizes from the largest down, each with the frames that may hold everything.

    Below a figure, columns are for keeping type from getting small. Elsewhere fewer columns are for text that can't be
    divided, and hold no more than all of them.
    """
    for number, size in enumerate(sizes, 1):
        if frames[0].beside is None:
            yield from ((size, frame) for frame in (frames if may_hold(frames[0], size) else ()))
        else:
            tried = frames if 2 * number > len(sizes) else frames[:1]
            yield from ((size, frame) for frame in tried if may_hold(frame, size))


def _fit_size(
    frame: Frame,
    pieces: Pieces,
    size: float,
    rhythms: Sequence[Rhythm],
    room: float,
    setter: Setter,
) -> tuple[tuple[Column, Box], ...] | None:
    """All pieces at this size at the loosest rhythm that holds them, better cuts first; None if none does."""
    set_run = _prepare_runs(frame, pieces, size, setter)
    cuts = (Cut.SECTION, Cut.ITEM) if frame.count > 1 else (Cut.SECTION,)
    if frame.beside and _balance_run(frame, set_run(rhythms[-1]), rhythms[-1], cuts[-1], room) is None:
        return None  # what the tightest can't hold, no other can
    for worst, rhythm in product(cuts, rhythms):
        found = _balance_run(frame, set_run(rhythm), rhythm, worst, room)
        if found is not None:
            return found
    return None


def _may_hold(frame: Frame, size: float, bulk: Bulk, tightest: Rhythm, style: TextStyle) -> bool:
    """Whether the frame may have room for so much. If not, there is no need to set it."""
    if frame.narrowest < MIN_COLUMN * size:
        return False
    measure = Measure(frame.widest, frame.box.h, size)
    return estimate_height(bulk, measure, tightest) <= _find_room(frame, size, style)


def _find_room(frame: Frame, size: float, style: TextStyle) -> float:
    return frame.room + frame.count * _spare(style, size)


def _balance_run(
    frame: Frame, run: _Run | None, rhythm: Rhythm, worst: Cut, room: float
) -> tuple[tuple[Column, Box], ...] | None:
    if run is None or _measure_run(run, rhythm) > room:
        return None
    rooms = (frame.box.h, *(frame.box.h - run.top for _ in range(frame.count - 1)))
    columns = balance_columns(run.settings, rhythm, rooms, worst, run.first)
    return None if columns is None else frame.place(columns, run.top)


def _prepare_runs(frame: Frame, pieces: Pieces, size: float, setter: Setter) -> Callable[[Rhythm], _Run | None]:
    """The pieces at this size, at any rhythm: where their lines get wide depends on it. None: it can't be done."""
    wide = Measure(frame.width, frame.box.h, size)
    if frame.beside is None:
        run = _make_run([setter.set_piece(piece, wide) for piece in pieces])
        return lambda _: run
    depth, narrow = frame.beside.depth, wide._replace(width=frame.beside.width)

    @cache
    def set_run(rhythm: Rhythm) -> _Run | None:
        begun = begin_column(pieces, setter, narrow, rhythm, depth)
        if begun.stuck:
            return None
        settings = [*begun.settings, *(setter.set_piece(piece, wide) for piece in begun.rest)]
        return _make_run(settings, max(1, len(begun.settings) + begun.torn), begun.top)

    return set_run


def _fill_frame(
    frame: Frame, pieces: Pieces, setter: Setter, size: float, rhythm: Rhythm, lone: Lone, *, force: bool
) -> tuple[tuple[tuple[Column, Box], ...], Pieces]:
    """As much as the columns hold, one after the other, and the rest. ``lone`` is for the first column."""
    wide = Measure(frame.width, frame.box.h, size)
    columns: list[Column] = []
    top = 0.0
    if frame.beside:
        column, pieces, top = _fill_beside(frame.beside, pieces, setter, wide, rhythm, lone)
        columns.append(column)
    while pieces and len(columns) < frame.count:
        measure = wide._replace(height=wide.height - top) if columns else wide
        again = pieces if force else repeat_header(pieces)
        alone = Lone.GOES if columns else lone
        column, pieces = fill_column(again, setter, measure, rhythm, force=force and not columns, lone=alone)
        columns.append(column)
    return frame.place(columns, top), pieces


def _fill_beside(
    beside: Beside, pieces: Pieces, setter: Setter, wide: Measure, rhythm: Rhythm, lone: Lone
) -> tuple[Column, Pieces, float]:
    """The first column, the rest, and where the next one begins."""
    narrow = wide._replace(width=beside.width)
    begun = begin_column(pieces, setter, narrow, rhythm, beside.depth)
    measure = narrow if begun.stuck else wide
    column, rest = fill_column(begun.rest, setter, measure, rhythm, begun=begun.settings, lone=lone)
    return column, rest, max(column.height if begun.stuck else begun.top, beside.depth)


def _list_whole(placed: tuple[tuple[Column, Box], ...], pieces: Pieces) -> Pieces:
    """The pieces that stand in the columns; none if one of them was divided, or a head repeated."""
    shown = tuple(setting.piece for column, _ in placed for setting in column.settings)
    return shown if all(map(is_, shown, pieces)) else ()


def _measure_rest(pieces: Pieces) -> float:
    """How much text there is, in em of one line."""
    bulk = weigh_pieces(drop_furniture(pieces))
    return sum(width for width, _, _ in bulk.texts) + sum(width for width, _, _ in bulk.ruled) + bulk.gaps


def may_fit(bulk: Bulk, flows: Sequence[FlowFit], style: TextStyle, pace: Pace) -> bool:
    """Whether so much could fit where these flows are, at another pace. If not, there is no need to try."""
    (rhythm,) = _list_rhythms(style, (pace.tightness,))
    measure = Measure(max(flow.measure.width for flow in flows), 0.0, pace.size)
    if measure.width < MIN_COLUMN * pace.size:
        return False
    room = sum(flow.count * (flow.measure.height + _spare(style, pace.size)) for flow in flows)
    return estimate_height(bulk, measure, rhythm) <= room


def _make_run(settings: Sequence[Setting], first: int = 1, top: float = 0.0) -> _Run:
    stretch, fixed = sum([s.stretch for s in settings]), sum([s.fixed for s in settings])
    gaps, air = sum([s.gaps for s in settings]), sum([s.air for s in settings])
    return _Run(settings, (stretch, fixed, gaps, air), first, top)


def _measure_run(run: _Run, rhythm: Rhythm) -> float:
    """The height in points of all settings below each other, with the space before each."""
    stretch, fixed, gaps, air = run.heights
    return stretch * rhythm.leading + fixed + gaps * rhythm.gap + air


def _list_rhythms(style: TextStyle, steps: Sequence[float]) -> tuple[Rhythm, ...]:
    (loose, tight), (wide, narrow) = style.leading, style.gap
    return tuple(Rhythm(loose * (1 - step) + tight * step, wide * (1 - step) + narrow * step) for step in steps)


def _spare(style: TextStyle, size: float) -> float:
    """The most that a column saves as its first piece needs no space before it."""
    return size * (2 * style.gap[0] + 1)
