"""Decks whose every face can be told apart on a sheet, and a reading of sheets that shares no code with the package."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from drillcards.impose.marks import MarkFont
from drillcards.model.card import Card
from drillcards.model.page import Box, Close, Curve, Group, Item, Line, Move, Page, Path, Shape, Text
from drillcards.model.units import mm_to_pt

FONT = MarkFont("Test-Regular", lambda _character: 0.5)
FACE_FONT = "Test-Bold"
Point = tuple[float, float]

SIZES_MM = {
    "4x6": (152.4, 101.6),
    "4x6 upright": (101.6, 152.4),
    "5x8": (203.2, 127.0),
    "a6": (105.0, 148.0),
    "3x5": (127.0, 76.2),
    "poker": (63.5, 88.9),
    "half-letter": (139.7, 215.9),
    "a5": (148.0, 210.0),
    "business": (88.9, 50.8),
}


def to_points(size_mm: tuple[float, float]) -> tuple[float, float]:
    return mm_to_pt(size_mm[0]), mm_to_pt(size_mm[1])


def make_face(name: str, width: float, height: float, bleed: float = 0.0) -> Page:
    return Page(width, height, (Text(0.0, 0.0, name, FACE_FONT, 10.0, 20.0),), bleed=bleed, safe=mm_to_pt(5))


def make_deck(has_back: Sequence[bool], width: float, height: float, bleed: float = 0.0) -> list[Card]:
    return [
        Card(
            slug=f"drill-{index}",
            front=make_face(f"{index} front", width, height, bleed),
            back=make_face(f"{index} back", width, height, bleed) if back else None,
        )
        for index, back in enumerate(has_back)
    ]


@dataclass(frozen=True)
class Laid:
    """A face as it lies on a sheet: where its local points go."""

    index: int
    face: str
    x: float
    y: float
    turns: int
    clip: tuple[Point, ...]

    def carry(self, u: float, v: float) -> Point:
        """A point of the face to the sheet: turned clockwise, y growing downwards, by quarters, one at a time."""
        for _ in range(self.turns):
            u, v = -v, u
        return self.x + u, self.y + v

    def find_box(self, width: float, height: float) -> Box:
        """The trim on the sheet."""
        return surround([self.carry(u, v) for u in (0, width) for v in (0, height)])

    def find_ink(self) -> Box:
        """All that can print, on the sheet."""
        return surround([self.carry(u, v) for u, v in self.clip])


def read_faces(page: Page) -> list[Laid]:
    return [
        Laid(int(name.text.split()[0]), name.text.split()[1], group.x, group.y, group.turns, list_points(group.clip))
        for group in page.items
        if isinstance(group, Group)
        for name in group.items
        if isinstance(name, Text) and name.font == FACE_FONT
    ]


def list_points(path: Path | None) -> tuple[Point, ...]:
    return tuple((segment.x, segment.y) for segment in path or () if isinstance(segment, Move | Line | Curve))


def surround(points: Sequence[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def list_marks(items: Sequence[Item], at: Laid | None = None) -> Iterator[Box]:
    """The extents on the sheet of every line and every word around the cards."""
    at = at or Laid(0, "sheet", 0.0, 0.0, 0, ())
    for item in items:
        if isinstance(item, Group) and item.clip is None:
            origin = at.carry(item.x, item.y)
            yield from list_marks(item.items, Laid(0, "marks", *origin, at.turns + item.turns, ()))
        elif isinstance(item, Text):
            ends = [(item.x, item.y - item.size * 0.8), (item.x + item.width, item.y + item.size * 0.25)]
            yield surround([at.carry(*end) for end in ends])
        elif isinstance(item, Shape):
            for start, end in pairwise(item.path):
                assert not isinstance(start, Close | Curve)
                if isinstance(end, Line):
                    yield thicken(surround([at.carry(start.x, start.y), at.carry(end.x, end.y)]), item.line_width)


def list_words(items: Sequence[Item]) -> list[str]:
    """The words around the cards, in no order."""
    found = []
    for item in items:
        if isinstance(item, Group) and item.clip is None:
            found += list_words(item.items)
        elif isinstance(item, Text):
            found.append(item.text)
    return found


def thicken(line: Box, width: float) -> Box:
    """A straight line's extent with its thickness; its ends are flat."""
    across, down = (0.0 if line.w else width), (0.0 if line.h else width)
    return Box(line.x - across / 2, line.y - down / 2, line.w + across, line.h + down)


def overlap(a: Box, b: Box) -> bool:
    """Whether the insides of two boxes meet, by more than rounding."""
    across = min(a.right, b.right) - max(a.x, b.x)
    down = min(a.bottom, b.bottom) - max(a.y, b.y)
    return across > 0.01 and down > 0.01
