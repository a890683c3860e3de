"""A book's page: the block that text stands in, and what stands around it on every page.

Everything is laid out as on a right-hand page. On a left-hand one the block moves, so that the margin at the spine
stays at the spine.
"""

from dataclasses import dataclass, replace
from typing import Final

from drillcards.layout.book.lettering import draw_letters, fit_letters
from drillcards.layout.contrast import INK, choose_ink
from drillcards.layout.structure import Placed, nest_items
from drillcards.layout.subject import MUTED
from drillcards.layout.typesetter import Typesetter
from drillcards.model.page import Box, Color, Group, Item, Page, Shape, Tag, rect_path
from drillcards.model.template import CardTemplate, SlotKind, TextStyle
from drillcards.model.units import mm_to_pt

HEAD_SIZE: Final = 10.0
HEAD_RISE: Final = mm_to_pt(6)
"""The running head's baseline stands so far above the block, and the folio's so far below it."""
FOLIO_SIZE: Final = 12.0
FOLIO_DROP: Final = mm_to_pt(8)
TAB_WIDTH: Final = mm_to_pt(6.5)
TAB_HEIGHT: Final = mm_to_pt(12)
TAB_PITCH: Final = mm_to_pt(14)
LEAST_PITCH: Final = mm_to_pt(7)
"""With more tabs than the page has room for at this pitch, they start again at its head."""
TAB_SIZE: Final = 13.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's trim and the block inside it, in points; the styles of running text and of entries.

    ``columns`` with ``gutter`` between them is how the template sets a drill.
    """

    width: float
    height: float
    bleed: float
    safe: float
    floor: float
    block: Box
    body: TextStyle
    entry: TextStyle
    columns: int
    gutter: float

    @property
    def outer(self) -> float:
        """The margin at the outer edge."""
        return self.width - self.block.right

    @property
    def shift(self) -> float:
        """How far a left-hand page's block is moved to the right, less than 0 where the spine has the wider margin."""
        return self.outer - self.block.x

    def make_page(self, placed: tuple[Placed, ...] | list[Placed], key: str = "", lang: str | None = None) -> Page:
        """A page of items in the block, as a section of its own if it has a ``key``, else as they are."""
        items = nest_items(placed)
        whole: tuple[Item, ...] = (Group(items, Tag.SECTION, key, lang=lang),) if key else items
        return Page(self.width, self.height, whole, bleed=self.bleed, safe=self.safe)


@dataclass(frozen=True, slots=True)
class ThumbTab:
    """A mark at the outer edge, the ``place``-th (from 0) of ``count``: a closed book shows where its chapters are."""

    letter: str
    color: Color
    place: int
    count: int


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around a page's block. ``folio`` is its label, printed unless ``bare``.

    ``ground`` lies behind the block and isn't moved with it: it reaches the bleed on both sides.
    """

    folio: str
    left: bool
    head: str = ""
    foot: str = ""
    tab: ThumbTab | None = None
    bare: bool = False
    ground: Shape | None = None


def find_frame(template: CardTemplate) -> Frame:
    """The frame of a template for books: its block is what the slots of all its faces fill together."""
    slots = [slot for face in (template.front, template.more) for slot in face.slots]
    flow = next(slot for slot in template.front.slots if slot.kind is SlotKind.FLOW)
    left, top = min(slot.box.x for slot in slots), min(slot.box.y for slot in slots)
    right, bottom = max(slot.box.right for slot in slots), max(slot.box.bottom for slot in slots)
    body = template.get_style(flow.style)
    return Frame(
        template.width,
        template.height,
        template.bleed,
        template.safe,
        template.floor,
        Box(left, top, right - left, bottom - top),
        body,
        dict(template.styles).get("entry", body),
        flow.columns,
        flow.gutter,
    )


def furnish_page(page: Page, frame: Frame, furniture: Furniture, typesetter: Typesetter) -> Page:
    """The page in its place in the book: the block moved if it is a left-hand one, running head, folio and tab.

    A bare page, such as a cover, is left as it is.
    """
    if furniture.bare:
        return replace(page, label=furniture.folio)
    items = page.items
    if furniture.left and frame.shift and items:
        items = (Group(items, x=frame.shift),)
    if furniture.ground:
        items = (Group((furniture.ground,), Tag.ARTIFACT), *items)
    placed = _draw_furniture(frame, furniture, typesetter)
    return replace(page, items=(*items, *placed), label=furniture.folio)


def _draw_furniture(frame: Frame, furniture: Furniture, typesetter: Typesetter) -> tuple[Item, ...]:
    left = frame.outer if furniture.left else frame.block.x
    right = left + frame.block.w
    outward = "left" if furniture.left else "right"
    groups: list[Item] = []
    if furniture.head:
        words = fit_letters(furniture.head, "head-medium", HEAD_SIZE, frame.block.w, typesetter)
        line = draw_letters(words, HEAD_SIZE, left, right, frame.block.y - HEAD_RISE, MUTED, outward)
        groups.append(Group(line, Tag.ARTIFACT, artifact="Header"))
    foot = frame.block.bottom + FOLIO_DROP
    number = typesetter.set_text(furniture.folio, "head")
    items = [*draw_letters(number, FOLIO_SIZE, left, right, foot, INK, outward)]
    if furniture.foot:
        room = frame.block.w - 3 * FOLIO_SIZE
        words = fit_letters(furniture.foot, "head-medium", HEAD_SIZE, room, typesetter)
        items += draw_letters(words, HEAD_SIZE, left, right, foot, MUTED, "right" if furniture.left else "left")
    groups.append(Group(tuple(items), Tag.ARTIFACT, artifact="Footer"))
    if furniture.tab:
        groups.append(_draw_tab(frame, furniture.tab, typesetter, left=furniture.left))
    return tuple(groups)


def _draw_tab(frame: Frame, tab: ThumbTab, typesetter: Typesetter, *, left: bool) -> Group:
    room = frame.block.h
    pitch = max(LEAST_PITCH, min(TAB_PITCH, room / max(1, tab.count)))
    y = frame.block.y + tab.place % max(1, int(room / pitch)) * pitch
    height = min(TAB_HEIGHT, pitch - mm_to_pt(1))
    x = -frame.bleed if left else frame.width - TAB_WIDTH
    panel = Shape(rect_path(Box(x, y, TAB_WIDTH + frame.bleed, height)), fill=tab.color)
    inside = Box(0.0 if left else frame.width - TAB_WIDTH, y, TAB_WIDTH, height)
    words = typesetter.set_text(tab.letter, "head")
    size = min(TAB_SIZE, 0.8 * height, (TAB_WIDTH - 2) / max(words.width, 0.1))
    baseline = y + height / 2 + 0.35 * size
    letters = draw_letters(words, size, inside.x, inside.right, baseline, choose_ink(tab.color), "center")
    return Group((panel, *letters), Tag.ARTIFACT, artifact="Header")
