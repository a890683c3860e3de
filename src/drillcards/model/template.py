"""A card template: a front and a back of slots, each a box with what it shows, a style, and room to give."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from drillcards.model.page import Box

MIN_COLUMN: Final = 2.5
"""In em of the smallest size: in a narrower column not even a letter of a section's head has its place."""


class SlotKind(StrEnum):
    """How a slot fills its box."""

    PANEL = "panel"
    """A filled rectangle; where it touches the trim it runs on into the bleed."""
    TEXT = "text"
    """Short text on one or a few lines: the largest of its style's sizes that fits."""
    FACTS = "facts"
    """Labels and values side by side; shows facts by key, with "*" for those that no other such slot names.

    A fact is shown whole, in the first facts slot that it fits in: what a slot's own height has no room for is handed
    on to the next one, on the front and then on the back, which may show nothing but such facts. The last of these
    slots is as high as it needs to be.
    """
    FLOW = "flow"
    """Sections of the drill; what does not fit goes on to the next flow slot."""
    FIGURE = "figure"
    """The muscle figure."""
    LEGEND = "legend"
    """The names of the muscle groups: primary bold, the others plain."""
    CODE = "qr"
    """The video's QR code."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Type for a slot. ``sizes`` in points, from the one preferred to the smallest allowed.

    ``font`` is one of "body", "bold", "head", "head-medium"; ``leading`` and ``gap`` (between paragraphs, in em) are
    (loose, tight). ``color`` is "ink", "muted", "category" or "on-category".
    """

    font: str = "body"
    sizes: tuple[float, ...] = (11.0,)
    leading: tuple[float, float] = (1.35, 1.2)
    gap: tuple[float, float] = (0.5, 0.15)
    color: str = "ink"
    upper: bool = False
    tracking: float = 0.0
    """Extra space between letters, in em."""
    max_lines: int = 1
    align: str = "left"
    """"left", "center" or "right"."""
    valign: str = "top"
    """"top", "middle" or "bottom"."""
    heading_em: float = 1.15
    """Size of section heads in a flow, in ems of the body."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One box of a face. ``shows`` names parts in order; a section not named anywhere goes where "*" stands.

    ``after`` lets the slot begin ``gap`` below the used part of others (the lowest counts) instead of at its own
    top; its bottom stays, unless ``rigid``, which keeps its height instead. ``clear_of`` narrows it to the left of
    slots that turned out to show something. A flow of one column is narrow only as far down as these reach, and
    below them it may be divided into ``columns_below`` columns, if that is what all of it needs to fit.
    """

    name: str
    kind: SlotKind
    box: Box
    shows: tuple[str, ...] = ()
    style: str = "body"
    after: tuple[str, ...] = ()
    gap: float = 0.0
    rigid: bool = False
    clear_of: tuple[str, ...] = ()
    columns: int = 1
    columns_below: int = 1
    gutter: float = 0.0
    separator: str = " · "
    turns: int = 0
    fill: str | None = None
    rule: str | None = None
    """"top" or "bottom": a hairline along that edge of the used part."""


@dataclass(frozen=True, slots=True)
class Face:
    """One side of a card, its slots in reading order."""

    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class CardTemplate:
    """A layout for one size of card. Without a ``back`` each face is a page of its own.

    ``more`` is every face after the first card's. ``ring_hole`` is the hole's centre on the front.
    """

    name: str
    description: str
    source: str
    width: float
    height: float
    bleed: float
    safe: float
    ring_hole: tuple[float, float] | None
    omits: tuple[str, ...]
    floor: float
    """No text is set smaller, in points."""
    styles: tuple[tuple[str, TextStyle], ...]
    front: Face
    back: Face | None
    more: Face

    def list_slots(self) -> tuple[Slot, ...]:
        """The slots of a drill's first card."""
        return (*self.front.slots, *(self.back.slots if self.back else ()))

    def get_style(self, name: str) -> TextStyle:
        """The style of this name; reading a template has made sure that it is there."""
        return next(style for key, style in self.styles if key == name)
