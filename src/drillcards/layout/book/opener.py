"""A chapter's opener: its letter, its name, what it trains, and its drills if a page has room for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from drillcards.layout.book.entries import set_entries
from drillcards.layout.book.frame import Frame
from drillcards.layout.book.lettering import Pen, Stack, place_letters, stack_letters
from drillcards.layout.book.rows import Entry, path_contents
from drillcards.layout.book.story import SetPage, Tools
from drillcards.layout.contrast import choose_ink
from drillcards.layout.figure import draw_figure, find_aspect
from drillcards.layout.pieces import Step
from drillcards.layout.structure import ARTIFACT, Placed
from drillcards.layout.suits import Suit
from drillcards.model.muscle import MuscleUse
from drillcards.model.page import Box, Page, Shape, Tag, rect_path
from drillcards.model.units import mm_to_pt

BAND: Final = mm_to_pt(56)
"""How far the colour reaches down from the head of the block."""
LETTER_SIZE: Final = 120.0
CAPITAL: Final = 0.7
"""The height of the head font's capitals, in em."""
TITLE_SIZES: Final = (34.0, 30.0, 26.0, 22.0, 18.0)
MOST_LINES: Final = 4
TITLE_AIR: Final = mm_to_pt(5)
"""Between a name of several lines and the letter."""
SUMMARY_SIZE: Final = 12.0
FIGURE: Final = 0.24
"""The height of the figure as a part of the page's."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What an opener says. ``key`` is its anchor; ``summary`` such as "12 drills · 4–15 min"."""

    key: str
    suit: Suit
    summary: str
    entries: Sequence[Entry]
    uses: Sequence[MuscleUse]
    figure_alt: str


def draw_opener(opening: Opening, tools: Tools) -> Page:
    """The page but for its ground: one page, whatever the chapter holds."""
    frame = tools.frame
    band = frame.block.y + BAND
    placed = [*_draw_head(opening, tools)]
    top = band + mm_to_pt(10)
    figure = draw_figure(opening.uses, _place_figure(tools, top), opening.figure_alt)
    room = frame.block.bottom - top - (FIGURE * frame.height + mm_to_pt(8) if figure else 0.0)
    section = Step(Tag.SECTION, opening.key)
    title = SetPage([], ())
    listing = path_contents(opening.key)
    pages = list(set_entries(opening.entries, tools, listing, title=title, top=frame.block.bottom - room, columns=1))
    if figure:
        placed.append(Placed((section,), figure._replace(key="figure")))
    if len(pages) == 1:
        placed += pages[0].placed
    return frame.make_page(placed)


def draw_ground(suit: Suit, frame: Frame) -> Shape:
    """The colour behind the head of the page, as far as the bleed at its edges: it doesn't move with the block."""
    height = frame.block.y + BAND + frame.bleed
    return Shape(rect_path(Box(-frame.bleed, -frame.bleed, frame.width + 2 * frame.bleed, height)), fill=suit.color)


def _draw_head(opening: Opening, tools: Tools) -> Iterator[Placed]:
    """The letter, the name above the colour's lower edge, and the summary."""
    suit, block, typesetter = opening.suit, tools.frame.block, tools.typesetter
    section, ink = Step(Tag.SECTION, opening.key), choose_ink(opening.suit.color)
    letter = typesetter.set_text(suit.letter, "head")
    size = min(LETTER_SIZE, 0.4 * block.w / letter.width)
    base = block.y + CAPITAL * LETTER_SIZE
    yield from place_letters(letter, size, block.x, block.right, base, ink, ARTIFACT, "right")
    foot = block.y + BAND - mm_to_pt(8)
    summary = typesetter.set_text(opening.summary, "head-medium")
    path = (section, Step(Tag.PARAGRAPH, "summary"))
    pen = Pen("head", ink, (section, Step(Tag.HEADING_1, "title")))
    yield from _stack_title(suit, letter.width * size, foot - 1.6 * SUMMARY_SIZE, pen, tools).placed
    yield from place_letters(summary, SUMMARY_SIZE, block.x, block.right, foot, ink, path)


def _stack_title(suit: Suit, letter: float, foot: float, pen: Pen, tools: Tools) -> Stack:
    """The name on one line below the letter if a large size allows it, else on several beside it.

    A single word stays whole in any size that allows it. Below letters that reach under their line is no room.
    """
    block, typesetter = tools.frame.block, tools.typesetter
    below = Box(block.x, foot - TITLE_SIZES[0], block.w, TITLE_SIZES[0])
    sizes = TITLE_SIZES[:3] if " " in suit.title else TITLE_SIZES
    stack = stack_letters(suit.title, sizes, below, 1, pen, typesetter)
    if foot - stack.top <= stack.size + 0.01 and suit.letter.isascii() and suit.letter == suit.letter.upper():
        return stack
    beside = Box(block.x, block.y, block.w - letter - TITLE_AIR, foot - block.y)
    return stack_letters(suit.title, TITLE_SIZES, beside, MOST_LINES, pen, typesetter)


def _place_figure(tools: Tools, top: float) -> Box:
    """In the middle of the block, below the colour."""
    block = tools.frame.block
    width = min(block.w, FIGURE * tools.frame.height * find_aspect())
    return Box(block.x + (block.w - width) / 2, top, width, width / find_aspect())
