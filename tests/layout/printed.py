"""Drills as they are printed, and a reading of faces that shares no code with layout.

Positions on a face are those of the trim, whatever groups an item lies in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from drillcards.layout.cards import Edition, lay_out_cards
from drillcards.layout.fonts import FontSet, load_fonts
from drillcards.layout.suits import assign_suits
from drillcards.layout.typesetter import Typesetter
from drillcards.model.card import LaidDrill
from drillcards.model.drill import Drill
from drillcards.model.page import Box, Close, Group, Item, Leaf, Page, Shape, Tag, Text
from drillcards.model.settings import Settings, Workspace
from drillcards.model.template import CardTemplate, Slot, SlotKind
from drillcards.read.drill import read_drill
from drillcards.read.library import read_library
from drillcards.read.muscles import read_taxonomy
from drillcards.read.templates import read_template

ROOT = Path(__file__).parents[2]
AWKWARD = Path(__file__).parent
TEMPLATES = tuple(sorted(path.stem for path in (ROOT / "templates").glob("*.toml")))
BOOK_TEMPLATES = tuple(name for name in TEMPLATES if name.startswith("booklet"))
"""Their pages get the team's name, and all else that stands around them, from the book."""
FIELD_TEMPLATES = ("field-4x6", "field-a6")
SETTINGS = Settings(team="Orchard Baseball", season="Spring")

ASCENT, DESCENT = 0.75, 0.22
"""Above and below the baseline there is no ink of Latin text, in em: capitals are lower, as are descenders."""


@cache
def read_drills() -> dict[str, Drill]:
    """The drills that ship and the awkward ones, by slug."""
    return {drill.slug: drill for root in (ROOT, AWKWARD) for drill in read_library(Workspace(root))[0].drills}


SHIPPED = tuple(
    sorted(path.relative_to(ROOT / "drills").with_suffix("").as_posix() for path in ROOT.glob("drills/*/*.md"))
)
STRANGE = tuple(
    sorted(path.relative_to(AWKWARD / "drills").with_suffix("").as_posix() for path in AWKWARD.glob("drills/*/*.md"))
)
SLUGS = (*SHIPPED, *STRANGE)


@cache
def find_template(name: str) -> CardTemplate:
    template, problems = read_template(Workspace(ROOT), name)
    assert template is not None
    assert problems == ()
    return template


@cache
def find_fonts() -> FontSet:
    return load_fonts()


def read_text(text: str, slug: str = "a/long") -> Drill:
    """A drill of this text, from a folder that holds no other; its category and its pictures' names are in the slug."""
    with TemporaryDirectory() as name:
        file = Path(name, "drills", f"{slug}.md")
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        drill, problems = read_drill(file, Workspace(Path(name)))
        assert drill, problems
        return drill


@cache
def lay_out(slug: str, template: str) -> LaidDrill:
    return lay_out_drill(read_drills()[slug], find_template(template))


def lay_out_drill(drill: Drill, template: CardTemplate, settings: Settings = SETTINGS) -> LaidDrill:
    """One drill alone in its library, with the names of all muscle groups."""
    suits = assign_suits([drill], settings)
    groups = {group.id: group.name for group in read_taxonomy().groups}
    (laid,) = lay_out_cards([drill], Edition(template, suits, Typesetter(find_fonts()), settings, groups))
    return laid


def list_faces(laid: LaidDrill) -> list[Page]:
    return [face for card in laid.cards for face in (card.front, card.back) if face]


class Seen(NamedTuple):
    """A leaf, the tagged groups above it from the outermost in, and the box of its ink on the face."""

    item: Leaf
    path: tuple[Group, ...]
    box: Box

    @property
    def tags(self) -> tuple[Tag, ...]:
        return tuple(group.tag for group in self.path if group.tag)

    @property
    def text(self) -> Text:
        assert isinstance(self.item, Text)
        return self.item

    @property
    def is_artifact(self) -> bool:
        return Tag.ARTIFACT in self.tags


@dataclass(frozen=True)
class _Frame:
    """Where a group's own points go on the face."""

    x: float = 0.0
    y: float = 0.0
    turns: int = 0

    def enter(self, group: Group) -> "_Frame":
        x, y = self.carry(group.x, group.y)
        return _Frame(x, y, (self.turns + group.turns) % 4)

    def carry(self, u: float, v: float) -> tuple[float, float]:
        for _ in range(self.turns):
            u, v = -v, u
        return self.x + u, self.y + v

    def carry_box(self, box: Box) -> Box:
        (x1, y1), (x2, y2) = self.carry(box.x, box.y), self.carry(box.right, box.bottom)
        return Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))


def see(page: Page) -> list[Seen]:
    """Every leaf of a face in the order of reading."""
    return list(_see_items(page.items, (), _Frame()))


def see_texts(page: Page) -> list[Seen]:
    return [seen for seen in see(page) if isinstance(seen.item, Text)]


def _see_items(items: tuple[Item, ...], path: tuple[Group, ...], frame: _Frame) -> Iterator[Seen]:
    for item in items:
        if isinstance(item, Group):
            yield from _see_items(item.items, (*path, item), frame.enter(item))
        else:
            yield Seen(item, path, frame.carry_box(measure_ink(item)))


def measure_ink(item: Leaf) -> Box:
    """The box of an item in its group; a text's has no room for its last space."""
    if isinstance(item, Text):
        spaces = len(item.text) - len(item.text.rstrip(" "))
        width = item.width - spaces * find_fonts().measure_space(item.font) * item.size
        descent = 0.0 if item.text.strip().isdigit() else DESCENT
        return Box(item.x, item.y - ASCENT * item.size, width, (ASCENT + descent) * item.size)
    if isinstance(item, Shape):
        points = [point for segment in item.path if not isinstance(segment, Close) for point in _list_points(segment)]
        left, top = min(x for x, _ in points), min(y for _, y in points)
        return Box(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)
    return item.box


def _list_points(segment: tuple[float, ...]) -> Iterator[tuple[float, float]]:
    return ((segment[i], segment[i + 1]) for i in range(0, len(segment), 2))


def overlap(one: Box, other: Box, slack: float = 0.05) -> bool:
    """Whether boxes share more than a hair of room."""
    return (
        min(one.right, other.right) - max(one.x, other.x) > slack
        and min(one.bottom, other.bottom) - max(one.y, other.y) > slack
    )


def list_flows(template: CardTemplate, index: int) -> list[Slot]:
    """The flow slots of the drill's face of this number."""
    two_sided = template.back is not None
    face = template.front if index == 0 else template.back if two_sided and index == 1 else template.more
    assert face is not None
    return [slot for slot in face.slots if slot.kind is SlotKind.FLOW]


def find_columns(template: CardTemplate, index: int) -> list[tuple[float, float]]:
    """(left, right) of each flow column on the drill's face of this number, before anything narrows it.

    Several columns may also be one, as wide as all of them.
    """
    columns = []
    for slot in list_flows(template, index):
        width = (slot.box.w - slot.gutter * (slot.columns - 1)) / slot.columns
        lefts = [slot.box.x + i * (width + slot.gutter) for i in range(slot.columns)]
        columns += [*((left, left + width) for left in lefts), (slot.box.x, slot.box.right)]
    return columns


def count_columns(template: CardTemplate, index: int) -> int:
    """How many columns there may be on the drill's face of this number."""
    return sum(max(slot.columns, slot.columns_below) for slot in list_flows(template, index))


def split_columns(texts: list[Seen]) -> list[list[Seen]]:
    """Texts in the order of reading, divided wherever it goes back up the face, to another column."""
    columns: list[list[Seen]] = [[]]
    row: object = None
    for seen in texts:
        last, row = row, next((id(group) for group in seen.path if group.tag is Tag.TABLE_ROW), None)
        if columns[-1] and (row is None or row != last) and seen.box.bottom <= columns[-1][-1].box.y:
            columns.append([])
        columns[-1].append(seen)
    return columns


Key = tuple[tuple[str, str], ...]


def read_structure(faces: list[Page]) -> dict[Key, str]:
    """What is read aloud: each element's text by its path of (tag, key), joined over breaks, in order."""
    texts: dict[Key, str] = {}
    for face in faces:
        for seen in see_texts(face):
            assert isinstance(seen.item, Text)
            if not seen.is_artifact:
                path = tuple((group.tag or "", group.key or "") for group in seen.path if group.tag is not Tag.LINK)
                texts[path] = texts.get(path, "") + seen.item.text
    return texts
