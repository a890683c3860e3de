"""Tables of small even cells: a calendar, a chart of minutes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from drillcards.layout.book.lettering import place_letters
from drillcards.layout.book.story import Tools
from drillcards.layout.contrast import INK
from drillcards.layout.pieces import Step, StepPath
from drillcards.layout.structure import ARTIFACT, Placed
from drillcards.layout.subject import MUTED
from drillcards.layout.text import Words, slice_words, wrap_words
from drillcards.layout.typesetter import fit_words
from drillcards.model.page import Box, CheckBox, Color, Group, Line, LinkArea, Move, Shape, Tag, rect_path

PADDING: Final = 2.0
TICK: Final = 12.0
"""A box to tick: large enough for a finger on a phone and a pencil on paper."""
LEADING: Final = 1.14
RULE: Final = 0.5


class Cell(NamedTuple):
    """A cell's lines, the first of them in bold if ``strong``; what it is filled with, and where it leads.

    Each of the ``anchors`` belongs to one of the last lines; a single one to the whole cell.

    With a ``tick`` it is a box to tick instead: the field's name, unique in the document, and what it is for.
    """

    lines: tuple[str, ...] = ()
    strong: bool = False
    fill: Color | None = None
    anchors: tuple[str, ...] = ()
    align: str = "left"
    middle: bool = False
    """Half-way down the cell; else at its head."""
    tick: tuple[str, str] | None = None


class Tracks(NamedTuple):
    """The widths of a grid's columns and the height of its rows, the first of which has its own. Points."""

    widths: tuple[float, ...]
    first: float
    height: float


def measure_cells(cells: Iterable[Cell], tools: Tools) -> float:
    """The width that a column of these cells needs, so that none of their lines breaks."""
    floor = tools.frame.floor
    lines = [words for cell in cells for _, words in _break_lines(cell, float("inf"), tools)]
    return max((words.width for words in lines), default=0.0) * floor + 2 * PADDING + 0.01


def measure_height(rows: Iterable[Sequence[Cell]], widths: Sequence[float], tools: Tools) -> float:
    """The height that rows need for the cell with the most lines."""
    floor = tools.frame.floor
    counts = (
        len(list(_break_lines(cell, (width - 2 * PADDING) / floor, tools)))
        for row in rows
        for cell, width in zip(row, widths, strict=True)
    )
    return max(counts, default=0) * floor * LEADING + 2 * PADDING


def draw_grid(
    rows: Sequence[Sequence[Cell]], corner: tuple[float, float], tracks: Tracks, key: str, tools: Tools
) -> Iterator[Placed]:
    """The cells from the corner on. The first row and the first cell of each row are its headers.

    The first column's text is flush with what stands above and below the grid.
    """
    path: StepPath = (Step(Tag.SECTION, key), Step(Tag.TABLE, "grid"))
    x0, y = corner
    for number, row in enumerate(rows):
        height = tracks.height if number else tracks.first
        x = x0
        for place, (cell, width) in enumerate(zip(row, tracks.widths, strict=True)):
            tag = Tag.TABLE_CELL if number and place else Tag.TABLE_HEADER
            step = Step(tag, str(place), scope=None if number and place else "Row" if number else "Column")
            left = x if place else x - PADDING
            box = Box(left, y, x + width - left, height)
            yield from _draw_cell(cell, box, (*path, Step(Tag.TABLE_ROW, str(number)), step), tools)
            x += width
        y += height
    yield from _draw_rules(len(rows), corner, tracks)


def _draw_cell(cell: Cell, box: Box, path: StepPath, tools: Tools) -> Iterator[Placed]:
    if cell.fill:
        yield Placed(ARTIFACT, Shape(rect_path(box), fill=cell.fill))
    if cell.tick:
        name, label = cell.tick
        square = Box(box.x + (box.w - TICK) / 2, box.y + (box.h - TICK) / 2, TICK, TICK)
        yield Placed((*path, Step(Tag.FORM, "tick")), CheckBox(square, name, label))
        return
    if not cell.lines:
        yield Placed(path, Group(()))
        return
    floor = tools.frame.floor
    lines = list(_break_lines(cell, (box.w - 2 * PADDING) / floor, tools))
    height = len(lines) * floor * LEADING
    y = box.y + (max(0.0, (box.h - height) / 2) if cell.middle else PADDING)
    for number, words in lines:
        linked = _link_path(path, cell, number)
        baseline = y + (LEADING - 0.28) * floor
        yield from place_letters(words, floor, box.x + PADDING, box.right - PADDING, baseline, INK, linked, cell.align)
        if linked is not path and len(cell.anchors) > 1:
            area = Box(box.x, y, box.w, floor * LEADING)
            yield _place_link(linked, area, cell.anchors[number - len(cell.lines)], cell.lines[0], cell.lines[number])
        y += floor * LEADING
    if len(cell.anchors) == 1:
        yield _place_link(_link_path(path, cell, 0), box, cell.anchors[0], *cell.lines)


def _link_path(path: StepPath, cell: Cell, number: int) -> StepPath:
    """The place of the cell's line of this number: in the one link of the cell, or in its own."""
    if len(cell.anchors) == 1:
        return (*path, Step(Tag.LINK, "link"))
    at = number - len(cell.lines) + len(cell.anchors)
    return (*path, Step(Tag.LINK, f"link-{at}")) if 0 <= at < len(cell.anchors) else path


def _place_link(path: StepPath, area: Box, anchor: str, *words: str) -> Placed:
    return Placed(path, LinkArea(area, f"#{anchor}", ", ".join(words)))


def _break_lines(cell: Cell, measure: float, tools: Tools) -> Iterator[tuple[int, Words]]:
    """The cell's lines as they are printed, each with the number of the line of text that it is of."""
    for index, text in enumerate(cell.lines):
        style = "bold" if cell.strong and index == 0 else "body"
        words = fit_words(tools.typesetter.set_text(text, style), measure, tools.typesetter)
        for line in wrap_words(words, measure):
            yield index, slice_words(words, line.start, line.end)


def _draw_rules(count: int, corner: tuple[float, float], tracks: Tracks) -> Iterator[Placed]:
    """A hairline below each row."""
    x, y = corner
    right = x + sum(tracks.widths)
    y += tracks.first
    for number in range(count):
        weight = 2 * RULE if number == 0 else RULE
        ink = INK if number == 0 else MUTED
        yield Placed(ARTIFACT, Shape((Move(x, y), Line(right, y)), stroke=ink, line_width=weight))
        y += tracks.height
