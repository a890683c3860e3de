"""Settings → placed items: where each line starts, where bullets hang, where rules run."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from drillcards.layout.columns import Column
from drillcards.layout.pieces import ImageContent, RowContent, Step, StepPath, TextContent
from drillcards.layout.runs import draw_words
from drillcards.layout.setting import ROW_PADDING, Cell, Measure, Rhythm, Setting, get_indent
from drillcards.layout.structure import ARTIFACT, Placed
from drillcards.model.page import Box, Color, Group, Image, Line, Move, Shape, Tag

CAP_MIDDLE: Final = 0.334
"""Half of Atkinson Hyperlegible's capital height, in em: capitals stand in the middle of a line's leading."""
HAIRLINE: Final = 0.6
BAR: Final = 1.6
RULE_DROP: Final = 0.14
"""From the foot of a head's line to its hairline, in ems of the body."""

Inks = Mapping[str, Color]


def draw_column(column: Column, box: Box, inks: Inks) -> list[Placed]:
    """The column's items from the top of the box."""
    rhythm = column.rhythm
    placed: list[Placed] = []
    y = box.y
    for index, setting in enumerate(column.settings):
        y += setting.get_before(rhythm) if index else 0.0
        height = setting.get_height(rhythm)
        placed += _draw_setting(setting, Box(box.x, y, setting.measure.width, height), rhythm, inks)
        y += height
    return placed


def place_baseline(top: float, leading: float, size: float) -> float:
    """The baseline of a line ``leading`` points high."""
    return top + leading / 2 + CAP_MIDDLE * size


def _draw_setting(setting: Setting, box: Box, rhythm: Rhythm, inks: Inks) -> list[Placed]:
    placed: list[Placed] = []
    measure = setting.measure
    for bar in setting.piece.bars:
        x = box.x + bar * measure.size
        placed.append(_draw_line(x, box.y, x, box.bottom, inks["category"], BAR))
    content = setting.piece.content
    if type(content) is TextContent:
        placed += _draw_text(setting, content, box, rhythm, inks)
    elif type(content) is RowContent:
        placed += _draw_row(setting, content, box, rhythm, inks)
    elif type(content) is ImageContent:
        x = box.x + get_indent(setting.piece, measure) * measure.size
        picture = Image(Box(x, box.y, setting.width, setting.fixed), content.file)
        placed.append(Placed(content.path, picture))
    return placed


def _draw_text(setting: Setting, content: TextContent, box: Box, rhythm: Rhythm, inks: Inks) -> list[Placed]:
    measure = setting.measure
    size = measure.size * content.scale
    line_height = setting.line * (1.0 if content.ruled else rhythm.leading)
    color = inks[content.color]
    x = box.x + get_indent(setting.piece, measure) * measure.size
    top = box.y + (ROW_PADDING * measure.size if content.row else 0.0)
    baseline = place_baseline(top, line_height, size)
    placed = list(_draw_marker(content, box.x, x, baseline, measure.size, inks["ink"])) if content.marker.ends else []
    words, path = setting.words, content.path
    last = None if content.torn else len(words.ends)
    for start, end, _ in setting.lines:
        placed += draw_words(words, start, end, x, baseline, size, color, path, trail=end != last)
        baseline += line_height
    if content.ruled:
        y = box.y + len(setting.lines) * line_height + RULE_DROP * measure.size
        placed.append(_draw_line(box.x, y, box.right, y, inks["category"], 1.1))
    elif content.row and not content.torn:
        placed.append(_draw_line(x, box.bottom, box.right, box.bottom, inks["muted"], HAIRLINE / 2))
    return placed


def _draw_marker(
    content: TextContent, left: float, right: float, baseline: float, size: float, ink: Color
) -> Sequence[Placed]:
    """A numeral or bullet at its place between a column's left edge and the text, or as far left as it must."""
    marker, scale = content.marker, content.marker_scale * size
    x = min(left + content.marker_x * size, right - marker.width * scale)
    return draw_words(marker, 0, len(marker.ends), x, baseline, scale, ink, content.marker_path)


def _draw_row(setting: Setting, content: RowContent, box: Box, rhythm: Rhythm, inks: Inks) -> Iterator[Placed]:
    measure = setting.measure
    if not setting.cells:  # the header of a table whose rows are set as text
        return
    left = box.x + get_indent(setting.piece, measure) * measure.size
    top = box.y + ROW_PADDING * measure.size
    line_height = setting.line * rhythm.leading
    for index, cell in enumerate(setting.cells):
        tag = Tag.TABLE_HEADER if content.header else Tag.TABLE_CELL
        step = Step(tag, str(index), scope="Column" if content.header else None)
        path = ARTIFACT if content.path == ARTIFACT else (*content.path, step)
        yield from _draw_cell(cell, left, top, line_height, measure, inks["ink"], path)
    weight = 1.1 if content.header else HAIRLINE / 2
    right = left + _reach(setting) * measure.size
    yield _draw_line(left, box.bottom, right, box.bottom, inks["category" if content.header else "muted"], weight)


def _draw_cell(
    cell: Cell, left: float, top: float, line_height: float, measure: Measure, color: Color, path: StepPath
) -> Iterator[Placed]:
    """The cell's lines; an empty cell keeps its place in the row's structure."""
    if not cell.lines:
        yield Placed(path, Group(()))
    baseline = place_baseline(top, line_height, measure.size)
    for line in cell.lines:
        x = left + cell.x * measure.size
        yield from draw_words(cell.words, line.start, line.end, x, baseline, measure.size, color, path)
        baseline += line_height


def _reach(setting: Setting) -> float:
    return max((cell.x + cell.width for cell in setting.cells), default=0.0)


def _draw_line(x1: float, y1: float, x2: float, y2: float, color: Color, weight: float) -> Placed:
    return Placed(ARTIFACT, Shape((Move(x1, y1), Line(x2, y2)), stroke=color, line_width=weight))
