"""What flows down a column: pieces of a drill, still without a size or a place."""

from enum import IntEnum
from typing import Literal, NamedTuple

from drillcards.layout.tables import Grid
from drillcards.layout.text import NO_WORDS, Words
from drillcards.model.page import Tag


class Step(NamedTuple):
    """One step down the structure; steps of equal tag and key below one parent are the same element."""

    tag: Tag
    key: str
    numbered: bool = False
    scope: Literal["Column", "Row"] | None = None
    alt: str = ""
    lang: str | None = None
    """Where it isn't that of what is around."""


StepPath = tuple[Step, ...]


class Cut(IntEnum):
    """How good it is to break a column before a piece; lower is better."""

    SECTION = 0
    PART = 1
    ITEM = 2
    INSIDE = 3


class TextContent(NamedTuple):
    """Words to wrap. ``marker`` hangs to the left of the first line: a numeral or a bullet."""

    words: Words
    path: StepPath
    scale: float = 1.0
    color: str = "ink"
    marker: Words = NO_WORDS
    marker_path: StepPath = ()
    marker_scale: float = 1.0
    marker_x: float = 0.0
    ruled: bool = False
    """A hairline under the last line, as section heads have."""
    torn: bool = False
    """The text goes on in another box, so a space follows its last word too."""
    row: bool = False
    """A table's row that is set as text: a hairline divides it from the next."""


class RowContent(NamedTuple):
    """One row of a table: every cell's words. ``table`` has all rows, so that columns agree.

    ``stacked``: the table is set as text wherever it stands, whether or not there is room for its columns.
    """

    cells: tuple[Words, ...]
    table: Grid
    path: StepPath
    header: bool = False
    stacked: bool = False


class ImageContent(NamedTuple):
    """A picture: its file, size in pixels, and what it shows."""

    file: str
    pixels: tuple[int, int]
    path: StepPath


class Piece(NamedTuple):
    """A line-breakable whole. ``indent`` in em of the body.

    Above it stand ``before`` gaps of the style, which the ladder may tighten, and ``air`` em, which it may not.
    ``keep``: never the last in a column. ``cut``: how good it is to break before it. ``bars``: x positions, in em,
    of the lines that mark quotes. ``section`` is the heading that it stands under.
    """

    content: TextContent | RowContent | ImageContent
    section: str
    cut: Cut
    indent: float = 0.0
    before: float = 0.0
    air: float = 0.0
    keep: bool = False
    bars: tuple[float, ...] = ()


Pieces = tuple[Piece, ...]
