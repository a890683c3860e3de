"""A finished page: items at fixed positions, each with its meaning.

The origin is the top left corner of the trim, y grows downwards, lengths are points. Layout draws nothing and a
writer decides nothing: this value is the whole agreement between them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, NamedTuple


class Box(NamedTuple):
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The bottom edge."""
        return self.y + self.h


class Color(NamedTuple):
    """sRGB, each from 0 to 1."""

    r: float
    g: float
    b: float


BLACK: Final = Color(0, 0, 0)
WHITE: Final = Color(1, 1, 1)


class Tag(StrEnum):
    """What a group means, by the names of PDF's standard structure types (ISO 32000-1, 14.8.4)."""

    SECTION = "Sect"
    DIVISION = "Div"
    HEADING_1 = "H1"
    HEADING_2 = "H2"
    HEADING_3 = "H3"
    HEADING_4 = "H4"
    PARAGRAPH = "P"
    SPAN = "Span"
    LIST = "L"
    LIST_ITEM = "LI"
    LABEL = "Lbl"
    LIST_BODY = "LBody"
    TABLE = "Table"
    TABLE_ROW = "TR"
    TABLE_HEADER = "TH"
    TABLE_CELL = "TD"
    QUOTE = "BlockQuote"
    CODE = "Code"
    FIGURE = "Figure"
    CAPTION = "Caption"
    LINK = "Link"
    FORM = "Form"
    CONTENTS = "TOC"
    CONTENTS_ITEM = "TOCI"
    REFERENCE = "Reference"
    INDEX = "Index"
    ARTIFACT = "Artifact"
    """Decoration, running heads and folios: seen, not read aloud."""


Kerns = tuple[tuple[int, int], ...]
"""(index, adjustment) pairs of one word: behind that character the pen moves by adjustment × size / 1000."""


class Text(NamedTuple):
    """A run on one line in one font, its baseline starting at (x, y).

    Spaces are real, at line ends too, so that words stay apart in extraction. ``kerns`` has one entry for each of
    the words that the spaces divide, or none at all. ``width`` includes them.
    """

    x: float
    y: float
    text: str
    font: str
    size: float
    width: float
    color: Color = BLACK
    kerns: tuple[Kerns, ...] = ()


class Move(NamedTuple):
    """Begin a contour."""

    x: float
    y: float


class Line(NamedTuple):
    """A straight segment."""

    x: float
    y: float


class Curve(NamedTuple):
    """A cubic Bézier segment: two control points and the end."""

    x1: float
    y1: float
    x2: float
    y2: float
    x: float
    y: float


class Close(NamedTuple):
    """Close the contour."""


Segment = Move | Line | Curve | Close
Path = tuple[Segment, ...]


class Shape(NamedTuple):
    """A path, filled (non-zero winding), stroked, or both. ``dash`` is (on, off, …) in points."""

    path: Path
    fill: Color | None = None
    stroke: Color | None = None
    line_width: float = 1.0
    dash: tuple[float, ...] = ()


class Image(NamedTuple):
    """A picture file, scaled to fill the box. ``path`` is absolute and inside the workspace."""

    box: Box
    path: str


class LinkArea(NamedTuple):
    """A place to click, inside a LINK group. ``target`` is a URL or, with a leading ``#``, an anchor."""

    box: Box
    target: str
    label: str


class CheckBox(NamedTuple):
    """A box to tick, alone in a FORM group: on a screen a field of the file, on paper an empty box that fills ``box``.

    ``name`` is unique in the document, and any text. ``label`` says what the box is for: a screen reader speaks it.
    """

    box: Box
    name: str
    label: str


class Group(NamedTuple):
    """Items that mean something together, moved to (x, y) and turned clockwise by quarter ``turns`` about that point.

    ``key`` joins what a break tore apart: groups of one key under one parent are a single element of the structure,
    however many pages they span. A key is unique within its parent; without one, a group stands for itself.
    ``alt`` speaks for a FIGURE; ``box`` is its extent. ``clip`` hides what lies outside it. ``lang`` is a BCP 47 tag.
    ``numbered`` tells an ordered LIST from bullets. ``scope``: a TABLE_HEADER heads its "Column" or its "Row".
    """

    items: tuple["Item", ...]
    tag: Tag | None = None
    key: str | None = None
    x: float = 0.0
    y: float = 0.0
    turns: int = 0
    alt: str = ""
    box: Box | None = None
    clip: Path | None = None
    lang: str | None = None
    numbered: bool = False
    scope: Literal["Column", "Row"] | None = None
    artifact: Literal["", "Header", "Footer"] = ""


Leaf = Text | Shape | Image | LinkArea | CheckBox
Item = Leaf | Group


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links and the outline lead to. ``name`` is unique in the document."""

    name: str
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """One face. ``width`` × ``height`` is the trim; ``bleed`` is how far ink runs beyond it on each side.

    ``slug`` widens the sheet beyond the trim for marks (0: the sheet ends at the bleed). Everything that must be
    read stays ``safe`` inside the trim and out of ``keep_out``, the places of holes. ``label`` is the printed folio.
    """

    width: float
    height: float
    items: tuple[Item, ...]
    bleed: float = 0.0
    slug: float = 0.0
    safe: float = 0.0
    keep_out: tuple[Box, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    label: str = ""


def rect_path(box: Box) -> Path:
    """A rectangle as a path."""
    return (
        Move(box.x, box.y),
        Line(box.right, box.y),
        Line(box.right, box.bottom),
        Line(box.x, box.bottom),
        Close(),
    )
