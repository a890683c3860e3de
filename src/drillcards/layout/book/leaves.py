"""Leaves: laid-out pages that wait for their numbers, and the pages they become."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from drillcards.layout.book.frame import Frame, Furniture, ThumbTab, furnish_page
from drillcards.layout.book.lettering import place_letters
from drillcards.layout.book.numbering import format_roman
from drillcards.layout.book.story import SetPage, Tools
from drillcards.layout.book.words import find_book_word
from drillcards.layout.pieces import Step
from drillcards.layout.structure import ARTIFACT, Placed
from drillcards.layout.subject import MUTED
from drillcards.layout.typesetter import Typesetter
from drillcards.model.page import Anchor, Line, Move, Page, Shape, Tag
from drillcards.model.units import mm_to_pt


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the book. ``part`` and ``head`` are its running heads, on a left-hand and a right-hand page.

    Without a ``head`` it has none; ``bare`` it has no folio either. ``ground`` is what lies behind the block.
    """

    page: Page
    part: str = ""
    head: str = ""
    tab: ThumbTab | None = None
    bare: bool = False
    ground: Shape | None = None


NOTES_SIZE: Final = 12.0
NOTES_PITCH: Final = mm_to_pt(9)
PLACE: Final = ":"
"""What the book's own anchors begin with, so that they are never a drill's slug."""


def make_leaves(pages: Iterable[SetPage], frame: Frame, key: str, part: str, head: str) -> Iterator[Leaf]:
    """The pages as leaves of one section; each of the book's places is an anchor where it is met first."""
    known: set[str] = set()
    for page in pages:
        anchors = [Anchor(name, y) for name, y in page.tops if name not in known and name.startswith(PLACE)]
        known |= {anchor.name for anchor in anchors}
        yield Leaf(replace(frame.make_page(page.placed, key), anchors=tuple(anchors)), part, head)


def make_blank(frame: Frame) -> Leaf:
    """An empty page."""
    return Leaf(frame.make_page(()), bare=True)


def make_notes(tools: Tools, number: int) -> Leaf:
    """A page of lines to write on, where the page of this number would be empty."""
    frame = tools.frame
    block = frame.block
    words = find_book_word("notes", tools.lang)
    title = place_letters(
        tools.typesetter.set_text(words, "head-medium"),
        NOTES_SIZE,
        block.x,
        block.right,
        block.y + NOTES_SIZE,
        MUTED,
        (Step(Tag.PARAGRAPH, f"{PLACE}notes-{number}"),),
    )
    top = block.y + NOTES_SIZE + NOTES_PITCH
    heights = (top + NOTES_PITCH * index for index in range(int((block.bottom - top) / NOTES_PITCH) + 1))
    lines = [Shape((Move(block.x, y), Line(block.right, y)), stroke=MUTED, line_width=0.4) for y in heights]
    return Leaf(frame.make_page([*title, *(Placed(ARTIFACT, line) for line in lines)]))


def number_leaves(
    leaves: Sequence[Leaf], first: int, frame: Frame, foot: str, typesetter: Typesetter, *, roman: bool = False
) -> Iterator[Page]:
    """The leaves as finished pages, numbered from ``first``; even numbers are left-hand pages."""
    for number, leaf in enumerate(leaves, first):
        left = number % 2 == 0
        folio = format_roman(number) if roman else str(number)
        head = (leaf.part if left else leaf.head) if leaf.head else ""
        furniture = Furniture(folio, left, head, foot, leaf.tab, leaf.bare, leaf.ground)
        yield furnish_page(leaf.page, frame, furniture, typesetter)
