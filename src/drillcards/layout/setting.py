"""A piece at a size and a width: its lines, its height, and where it may be divided.

How tight lines and gaps are comes later, as a Rhythm: wrapping doesn't depend on it, so the ladder tightens for free.
"""

from collections.abc import Iterable
from math import ceil
from typing import Final, NamedTuple

from drillcards.layout.pieces import ImageContent, Piece, RowContent, Step, TextContent
from drillcards.layout.tables import CELL_PADDING, Grid, Widths, count_tallest, share_columns
from drillcards.layout.text import NO_WORDS, Words, WrappedLine, slice_words, wrap_words
from drillcards.layout.typesetter import Typesetter, fit_words
from drillcards.model.page import Tag

HEAD_LEADING: Final = 1.18
RULE_DEPTH: Final = 0.34
"""A ruled head is this much deeper, in ems of the body: room for the hairline and air below it."""
ROW_PADDING: Final = 0.28
ROW_SHARE: Final = 0.5
"""A table with a row higher than this part of its column is set as text, which may break between its lines."""
HEADED_SHARE: Final = 0.65
"""And so is one where the header and such a row together would need more than this part, at the usual leading all."""
PAIR_SEPARATOR: Final = "·"
PIXELS_PER_INCH: Final = 150.0
IMAGE_SHARE: Final = 0.45
"""A picture takes at most this part of its column's height."""
WIDEST_SPACE: Final = 0.4
"""In em; the letters of no font of ours stand further apart."""
MIN_MEASURE: Final = 5.0
"""Deep nesting never leaves less than this, in em."""


class Measure(NamedTuple):
    """Type and room for a column, all in points."""

    width: float
    height: float
    size: float


class Rhythm(NamedTuple):
    """How loosely type is set: leading as a factor of the size, gaps between pieces in em."""

    leading: float
    gap: float


class Setting(NamedTuple):
    """A piece, set. Its height is ``stretch`` × leading + ``fixed``; above it stand ``gaps`` × gap + ``air``.

    ``line`` × leading is a line's height, or just ``line`` in a head. ``words`` are the ones that ``lines`` count.
    """

    piece: Piece
    measure: Measure
    stretch: float
    fixed: float
    gaps: float
    air: float
    line: float = 0.0
    words: Words = NO_WORDS
    lines: tuple[WrappedLine, ...] = ()
    cells: tuple["Cell", ...] = ()
    width: float = 0.0

    def get_height(self, rhythm: Rhythm) -> float:
        """Points from the top of the first line to the foot of the last."""
        return self.stretch * rhythm.leading + self.fixed

    def get_before(self, rhythm: Rhythm) -> float:
        """Points above it, unless it is the first in its column."""
        return self.gaps * rhythm.gap + self.air


class Cell(NamedTuple):
    """A table cell, wrapped: its left edge and width in em."""

    x: float
    width: float
    words: Words
    lines: tuple[WrappedLine, ...]


class Setter:
    """Sets pieces; words that are too long for a line are divided by its typesetter."""

    def __init__(self, typesetter: Typesetter) -> None:
        self._typesetter = typesetter

    def set_piece(self, piece: Piece, measure: Measure) -> Setting:
        """The piece at this measure."""
        content = piece.content
        if type(content) is TextContent:
            return self._set_text(piece, content, measure)
        if type(content) is RowContent:
            return self._set_row(piece, content, measure)
        assert type(content) is ImageContent
        return _set_image(piece, content, measure)

    def split_text(self, setting: Setting, lines: int) -> tuple[Piece, Piece]:
        """A text piece divided after so many of its lines; the second part has no marker."""
        content = setting.piece.content
        assert isinstance(content, TextContent)
        at = setting.lines[lines].start
        first = content._replace(words=slice_words(setting.words, 0, at), torn=True)
        rest = content._replace(words=slice_words(setting.words, at, len(setting.words.ends)), marker=NO_WORDS)
        return setting.piece._replace(content=first), setting.piece._replace(content=rest, before=0.0, air=0.0)

    def _set_text(self, piece: Piece, content: TextContent, measure: Measure) -> Setting:
        size = measure.size
        room = get_room(piece, measure) / content.scale
        words = content.words
        if words.widest > room:
            words = fit_words(words, room, self._typesetter)
        lines = wrap_words(words, room)
        line = size * content.scale
        stretch, fixed = (len(lines) or 1) * line, 0.0
        if content.ruled:
            line *= HEAD_LEADING
            stretch, fixed = 0.0, stretch * HEAD_LEADING + RULE_DEPTH * size
        elif content.row:
            fixed = (1 if content.torn else 2) * ROW_PADDING * size
        return Setting(piece, measure, stretch, fixed, piece.before * size, piece.air * size, line, words, lines)

    def _set_row(self, piece: Piece, content: RowContent, measure: Measure) -> Setting:
        """A row of cells side by side or, where the table is too wide or a row too high for that, as text."""
        size, room = measure.size, get_room(piece, measure)
        widths = None if content.stacked else share_columns(content.table, room)
        if widths is None or not _has_room(content.table, widths, measure):
            return self._stack_row(piece, content, measure)
        cells, x = [], 0.0
        for words, width in zip(content.cells, widths, strict=True):
            cells.append(Cell(x, width, words, wrap_words(words, width)))
            x += width + 2 * CELL_PADDING
        lines = max((len(cell.lines) for cell in cells), default=1) or 1
        padding = 2 * ROW_PADDING * size
        gaps, air = piece.before * size, piece.air * size
        return Setting(piece, measure, lines * size, padding, gaps, air, size, cells=tuple(cells))

    def _stack_row(self, piece: Piece, content: RowContent, measure: Measure) -> Setting:
        """The row as text, "Header: value" after each other, an item of a list; a header with rows takes no line.

        One without any heads a table that is still to be written: its words have room for that, as empty cells do.
        """
        header, *rows = content.table.rows
        if content.header and rows:
            return Setting(piece, measure, 0.0, 0.0, piece.before * measure.size, piece.air * measure.size)
        *above, table, row = content.path
        path = (*above, table._replace(tag=Tag.LIST), row._replace(tag=Tag.LIST_ITEM), Step(Tag.LIST_BODY, "body"))
        cells = (NO_WORDS,) * len(header) if content.header else content.cells
        words = self._typesetter.join_pairs(zip(header, cells, strict=True), PAIR_SEPARATOR)
        text = TextContent(words, path, row=True)
        return self._set_text(piece._replace(content=text), text, measure)


class KeepingSetter(Setter):
    """Sets each piece but once at each measure: for a flow that tries several ways to fit its pieces."""

    def __init__(self, setter: Setter) -> None:
        super().__init__(setter._typesetter)
        self._kept: dict[tuple[int, Measure], tuple[Piece, Setting]] = {}

    def set_piece(self, piece: Piece, measure: Measure) -> Setting:
        """The piece at this measure. It is kept too, so that no other gets its identity."""
        key = (id(piece), measure)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = (piece, super().set_piece(piece, measure))
        return kept[1]


def _has_room(grid: Grid, widths: Widths, measure: Measure) -> bool:
    """Whether each row takes but a part of the column, with the header that is repeated above it."""
    head, tallest = (lines * measure.size for lines in count_tallest(grid, widths))
    return tallest <= ROW_SHARE * measure.height and head + tallest <= HEADED_SHARE * measure.height


def get_room(piece: Piece, measure: Measure) -> float:
    """The em that are left for a piece's text after its indent."""
    whole = measure.width / measure.size
    room = whole - piece.indent
    return room if room >= MIN_MEASURE else min(MIN_MEASURE, whole)


def get_indent(piece: Piece, measure: Measure) -> float:
    """The indent in em that leaves a measure one can read: ``piece.indent``, less when nesting runs deep."""
    return measure.width / measure.size - get_room(piece, measure)


class Bulk(NamedTuple):
    """What is known of pieces' height before they are set.

    ``texts`` are (width, indent, scale) of each text in em, ``ruled`` those of the heads; ``gaps`` and ``air`` stand
    above all of them together.
    """

    texts: tuple[tuple[float, float, float], ...]
    ruled: tuple[tuple[float, float, float], ...]
    gaps: float
    air: float


def weigh_pieces(pieces: Iterable[Piece]) -> Bulk:
    """The bulk of pieces. Rows and pictures count for nothing but the space above them."""
    texts: list[tuple[float, float, float]] = []
    ruled: list[tuple[float, float, float]] = []
    gaps = air = 0.0
    for piece in pieces:
        content = piece.content
        if type(content) is TextContent:
            (ruled if content.ruled else texts).append((content.words.width, piece.indent, content.scale))
        gaps += piece.before
        air += piece.air
    return Bulk(tuple(texts), tuple(ruled), gaps, air)


def estimate_height(bulk: Bulk, measure: Measure, rhythm: Rhythm) -> float:
    """Points that the pieces need at least, from their text's length: rejects a size without wrapping at it."""
    whole = measure.width / measure.size
    ems = _count_ems(bulk.texts, whole) * rhythm.leading + _count_ems(bulk.ruled, whole) * HEAD_LEADING
    return (ems + bulk.gaps * rhythm.gap + bulk.air) * measure.size


def _count_ems(texts: Iterable[tuple[float, float, float]], whole: float) -> float:
    """The least height of all lines in ems of the body, before leading. Spaces at breaks need no room."""
    least = min(MIN_MEASURE, whole)
    ems = 0.0
    for width, indent, scale in texts:
        room = (whole - indent if whole - indent > least else least) / scale
        ems += scale if width <= room else scale * ceil((width + WIDEST_SPACE) / (room + WIDEST_SPACE) - 1e-6)
    return ems


def _set_image(piece: Piece, content: ImageContent, measure: Measure) -> Setting:
    across, down = content.pixels
    room = get_room(piece, measure) * measure.size
    scale = min(72 / PIXELS_PER_INCH, room / across, IMAGE_SHARE * measure.height / down)
    gaps, air = piece.before * measure.size, piece.air * measure.size
    return Setting(piece, measure, 0.0, down * scale, gaps, air, width=across * scale)
