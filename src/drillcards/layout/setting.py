"""A piece at a size and a width: its lines, its height, and where it may be divided."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple

from drillcards.layout.pieces import ImageContent, Piece, RowContent, TextContent
from drillcards.layout.text import Typesetter, Words, WrappedLine, fit_words, measure_words, wrap_words

RULE_DEPTH: Final = 0.34
"""A ruled head is this much deeper, in ems of the body: room for the hairline and air below it."""
CELL_PADDING: Final = 0.45
ROW_PADDING: Final = 0.28
PIXELS_PER_INCH: Final = 150.0
IMAGE_SHARE: Final = 0.45
"""A picture takes at most this part of its column's height."""
MIN_MEASURE: Final = 5.0
"""Deep nesting never leaves less than this, in em."""


class Measure(NamedTuple):
    """Type and room for a column: width, height and size in points; leading and gap in em."""

    width: float
    height: float
    size: float
    leading: float
    gap: float


class Cell(NamedTuple):
    """A table cell, wrapped: its left edge and width in em."""

    x: float
    width: float
    words: Words
    lines: tuple[WrappedLine, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A piece, set. ``height`` and ``before`` in points; ``words`` are the ones that ``lines`` count."""

    piece: Piece
    height: float
    before: float
    line_height: float = 0.0
    words: Words = ()
    lines: tuple[WrappedLine, ...] = ()
    cells: tuple[Cell, ...] = ()
    stacked: bool = False
    width: float = 0.0


class Setter:
    """Sets pieces, remembering how each wrapped: the ladder asks for the same measure more than once."""

    def __init__(self, typesetter: Typesetter) -> None:
        self._typesetter = typesetter
        self._wrapped: dict[tuple[int, float], tuple[Piece, Words, tuple[WrappedLine, ...]]] = {}

    def set_piece(self, piece: Piece, measure: Measure) -> Setting:
        """The piece at this measure."""
        before = (piece.before * measure.gap + piece.air) * measure.size
        content = piece.content
        if isinstance(content, TextContent):
            return self._set_text(piece, content, measure, before)
        if isinstance(content, RowContent):
            return self._set_row(piece, content, measure, before)
        return _set_image(piece, content, measure, before)

    def split_text(self, setting: Setting, lines: int) -> tuple[Piece, Piece]:
        """A text piece divided after so many of its lines; the second part has no marker."""
        content = setting.piece.content
        assert isinstance(content, TextContent)
        at = setting.lines[lines].start
        first = replace(content, words=setting.words[:at])
        rest = replace(content, words=setting.words[at:], marker=())
        return replace(setting.piece, content=first), replace(setting.piece, content=rest, before=0.0, air=0.0)

    def _set_text(self, piece: Piece, content: TextContent, measure: Measure, before: float) -> Setting:
        room = get_room(piece, measure) / content.scale
        key = (id(content), round(room, 4))
        found = self._wrapped.get(key)
        if found is None:
            words = fit_words(content.words, room, self._typesetter)
            found = self._wrapped[key] = (piece, words, wrap_words(words, room))  # the piece keeps its id alive
        _, words, lines = found
        line_height = measure.size * content.scale * measure.leading
        height = max(1, len(lines)) * line_height
        if content.ruled:
            line_height = measure.size * content.scale * min(measure.leading, 1.18)
            height = len(lines) * line_height + RULE_DEPTH * measure.size
        return Setting(piece, height, before, line_height, words, lines)

    def _set_row(self, piece: Piece, content: RowContent, measure: Measure, before: float) -> Setting:
        room = get_room(piece, measure)
        line_height = measure.size * measure.leading
        widths = share_columns(content.table, room)
        stacked = widths is None
        cells, x = [], 0.0
        for index, words in enumerate(content.cells):
            width = room if widths is None else widths[index]
            fitted = fit_words(words, width, self._typesetter)
            cells.append(Cell(x, width, fitted, wrap_words(fitted, width)))
            x += 0.0 if stacked else width + 2 * CELL_PADDING
        counts = [len(cell.lines) for cell in cells]
        lines = sum(counts) if stacked else max(counts, default=1)
        height = max(1, lines) * line_height + 2 * ROW_PADDING * measure.size
        return Setting(piece, height, before, line_height, cells=tuple(cells), stacked=stacked)


def get_room(piece: Piece, measure: Measure) -> float:
    """The em that are left for a piece's text after its indent."""
    whole = measure.width / measure.size
    return max(whole - piece.indent, min(MIN_MEASURE, whole))


def get_indent(piece: Piece, measure: Measure) -> float:
    """The indent in em that leaves a measure one can read: ``piece.indent``, less when nesting runs deep."""
    return measure.width / measure.size - get_room(piece, measure)


@lru_cache(maxsize=256)
def share_columns(table: tuple[tuple[Words, ...], ...], room: float) -> tuple[float, ...] | None:
    """Column widths in em that fill at most ``room``; None when not even the longest words fit side by side."""
    columns = list(zip(*table, strict=True))
    natural = [max(measure_words(words) for words in column) for column in columns]
    least = [max((word.width for words in column for word in words), default=0.0) for column in columns]
    spare = room - sum(least) - 2 * CELL_PADDING * (len(columns) - 1)
    if spare < 0:
        return None
    wishes = [want - need for want, need in zip(natural, least, strict=True)]
    share = min(1.0, spare / sum(wishes)) if sum(wishes) else 0.0
    return tuple(need + wish * share for need, wish in zip(least, wishes, strict=True))


def _set_image(piece: Piece, content: ImageContent, measure: Measure, before: float) -> Setting:
    across, down = content.pixels
    room = get_room(piece, measure) * measure.size
    scale = min(72 / PIXELS_PER_INCH, room / across, IMAGE_SHARE * measure.height / down)
    return Setting(piece, down * scale, before, width=across * scale)
