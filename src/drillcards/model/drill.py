"""A drill as read: front matter, facts, sections and their blocks. Lines are 1-based and don't count in equality."""

from dataclasses import dataclass, field
from typing import Literal

from drillcards.model.muscle import MuscleUse


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. A hard line break is a newline character."""

    text: str
    strong: bool = False
    em: bool = False
    code: bool = False
    href: str | None = None


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: Spans
    line: int = field(default=0, compare=False)
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below section level (``###`` and deeper), or one inside a list or quote."""

    level: int
    spans: Spans
    line: int = field(default=0, compare=False)
    type: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Bullets:
    """An unordered list; each item is a run of blocks, as a paragraph may be followed by a nested list."""

    items: tuple[tuple["Block", ...], ...]
    line: int = field(default=0, compare=False)
    type: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True)
class Ordered:
    """A numbered list whose first item bears the number ``start``."""

    items: tuple[tuple["Block", ...], ...]
    start: int = 1
    line: int = field(default=0, compare=False)
    type: Literal["ordered"] = "ordered"


@dataclass(frozen=True, slots=True)
class Table:
    """A pipe table; every row has as many cells as the header."""

    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]
    line: int = field(default=0, compare=False)
    type: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote."""

    blocks: tuple["Block", ...]
    line: int = field(default=0, compare=False)
    type: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class ImageBlock:
    """A picture on its own. ``src`` is as written; ``path`` the absolute file, None if it can't be had."""

    src: str
    alt: str
    path: str | None = None
    size: tuple[int, int] | None = field(default=None, compare=False)
    """Width and height in pixels, upright; None where there is no file."""
    line: int = field(default=0, compare=False)
    type: Literal["image"] = "image"


@dataclass(frozen=True, slots=True)
class Code:
    """A code block; its line breaks are kept."""

    text: str
    line: int = field(default=0, compare=False)
    type: Literal["code"] = "code"


Block = Paragraph | Heading | Bullets | Ordered | Table | Quote | ImageBlock | Code
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A short labelled value: ``Fact("duration", "Duration", "60 seconds")``. ``key`` is lower-case and stable."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """A ``##`` section. ``key`` is a known key (``execution``…) or a slug of the heading for those nobody foresaw."""

    key: str
    heading: str
    blocks: Blocks
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a drill came from: a path relative to the workspace, and the line its body starts on."""

    path: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class Drill:
    """One drill, whole. ``slug`` is the path below ``drills/`` without its suffix; ``category`` may be ""."""

    slug: str
    title: str
    source: Source
    description: str = ""
    aliases: tuple[str, ...] = ()
    """Other names that the drill goes by."""
    category: str = ""
    tags: tuple[str, ...] = ()
    published: bool = True
    lang: str = "en"
    facts: tuple[Fact, ...] = ()
    intro: Blocks = ()
    sections: tuple[Section, ...] = ()
    closing: Blocks = ()
    muscles: tuple[MuscleUse, ...] = ()
    video: str | None = None
    images: tuple[ImageBlock, ...] = ()
    extra: tuple[tuple[str, object], ...] = field(default=(), compare=False)
    title_line: int | None = field(default=None, compare=False)
    """None: the title is the file's name."""
    key_lines: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    """The front matter's keys, and the line that each stands on."""

    def get_key_line(self, key: str) -> int:
        """The line of the front matter that a key stands on, 0 if it isn't there."""
        return next((line for known, line in self.key_lines if known == key), 0)

    def get_fact(self, key: str) -> str | None:
        """The value of the fact with this key, or None."""
        return next((fact.value for fact in self.facts if fact.key == key), None)


@dataclass(frozen=True, slots=True)
class Library:
    """The drills of a workspace in order of slug, published or not."""

    drills: tuple[Drill, ...]

    @property
    def slugs(self) -> frozenset[str]:
        """The names of all of them."""
        return frozenset(drill.slug for drill in self.drills)
