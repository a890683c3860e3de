"""Lanes: a column that is narrower at its top, where it runs beside something, and wider below."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from drillcards.layout.columns import SLACK, Column
from drillcards.layout.pieces import Pieces, RowContent, TextContent
from drillcards.layout.setting import ROW_PADDING, Measure, Rhythm, Setter, Setting
from drillcards.model.page import Box


class Beside(NamedTuple):
    """The room beside what stands at the right of a column's top, in points.

    A line belongs where it starts: one that starts less than ``depth`` below the top is ``width`` wide.
    """

    width: float
    depth: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A way to divide a box: ``count`` columns of this width, the first perhaps narrower ``beside`` something.

    All of them end with the box, but those after a narrower one begin where its wide lines do.
    """

    box: Box
    count: int
    width: float
    gutter: float
    beside: Beside | None = None

    @property
    def widest(self) -> float:
        """The width of the longest lines."""
        return max(self.width, self.beside.width) if self.beside else self.width

    @property
    def narrowest(self) -> float:
        """The width of the shortest lines."""
        return min(self.width, self.beside.width) if self.beside else self.width

    @property
    def room(self) -> float:
        """The most points of height that all columns have together."""
        return self.count * self.box.h - (self.beside.depth * (self.count - 1) if self.beside else 0.0)

    def place(self, columns: Iterable[Column], top: float) -> tuple[tuple[Column, Box], ...]:
        """Columns in their boxes, where those after the first begin ``top`` points down."""
        return tuple((column, self._find_box(number, top)) for number, column in enumerate(columns))

    def _find_box(self, number: int, top: float) -> Box:
        x, y, _, height = self.box
        return Box(x + number * (self.width + self.gutter), y + (top if number else 0.0), self.width, height)


class Begun(NamedTuple):
    """A column down to where its lines are wide.

    The ``rest`` begins ``top`` points below the column's own top. ``torn``: it begins inside a paragraph. ``stuck``:
    the column has no room for what has to be narrow still.
    """

    settings: tuple[Setting, ...]
    rest: Pieces
    top: float
    torn: bool = False
    stuck: bool = False


def list_frames(
    box: Box, columns: int, gutter: float, beside: Beside | None, below: int, least: float, longest: float
) -> list[Frame]:
    """The ways to divide the box, the one to be preferred first, in columns no narrower than ``least`` if that can be.

    A single column gets wide where nothing is ``beside`` it any more; there it may be divided into up to ``below``
    columns. If that is 0 it stays narrow. Text that can't be divided into several columns has fewer; if a single one,
    that is as wide as the box, or as a column where the box would make lines longer than ``longest``.
    """
    if beside and columns == 1 and below and least <= beside.width and beside.depth < box.h:
        widths = [(box.w - gutter * (count - 1)) / count for count in range(1, below + 1)]
        return [Frame(box, n, width, gutter, beside) for n, width in enumerate(widths, 1) if n == 1 or width >= least]
    whole = _find_whole(box, beside, least)
    width = (whole.w - gutter * (columns - 1)) / columns
    single = Frame(whole, 1, whole.w if whole.w <= longest else width, gutter)
    return [*(Frame(whole, count, width, gutter) for count in range(columns, 1, -1)), single]


def _find_whole(box: Box, beside: Beside | None, least: float) -> Box:
    """The box that leaves what stands beside it its room: to its left or, where that is too narrow, below it."""
    if beside is None:
        return box
    if beside.width < least and beside.depth < box.h:
        return Box(box.x, box.y + beside.depth, box.w, box.h - beside.depth)
    return box._replace(w=beside.width)


def begin_column(pieces: Pieces, setter: Setter, narrow: Measure, rhythm: Rhythm, depth: float) -> Begun:
    """The pieces that start above ``depth``, at the ``narrow`` measure, which has the whole column's height.

    A paragraph that crosses over is divided there. All else keeps the width that it starts with; so does a table,
    whose rows must agree.
    """
    settings: list[Setting] = []
    top = 0.0
    for index, piece in enumerate(pieces):
        setting = setter.set_piece(piece, narrow)
        start = top + (setting.get_before(rhythm) if settings else 0.0)
        bottom = start + setting.get_height(rhythm)
        if bottom <= depth:
            settings.append(setting)
            top = bottom
            continue
        if start >= depth - SLACK and not _goes_on(pieces, index):
            return Begun(tuple(settings), pieces[index:], start)
        lines = _count_beside(setting, depth - start, rhythm)
        if lines:
            head, tail = setter.split_text(setting, lines)
            setting = setter.set_piece(head, narrow)
            bottom = start + setting.get_height(rhythm)
        if bottom > narrow.height + SLACK:
            return Begun(tuple(settings), pieces[index:], start, stuck=True)
        if lines:
            return Begun((*settings, setting), (tail, *pieces[index + 1 :]), bottom, torn=True)
        settings.append(setting)
        top = bottom
    return Begun(tuple(settings), (), top)


def _goes_on(pieces: Pieces, index: int) -> bool:
    """Whether a piece is a row of a table that began before it."""
    content = pieces[index].content
    return isinstance(content, RowContent) and not content.header and index > 0


def _count_beside(setting: Setting, depth: float, rhythm: Rhythm) -> int:
    """How many of a paragraph's lines start above the depth; 0 if all do, or if it stays whole."""
    content = setting.piece.content
    if not isinstance(content, TextContent) or content.ruled or setting.piece.keep:
        return 0
    padding = ROW_PADDING * setting.measure.size if content.row else 0.0
    lines = ceil((depth - padding - SLACK) / (setting.line * rhythm.leading))
    return lines if 0 < lines < len(setting.lines) else 0
