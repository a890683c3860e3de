"""A chapter's opener: its letter, its name, what it trains, and its drills if a page has room for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from drillcards.layout.book.entries import set_entries
from drillcards.layout.book.lettering import place_letters, stack_letters
from drillcards.layout.book.rows import Entry, path_contents
from drillcards.layout.book.story import SetPage, Tools
from drillcards.layout.figure import draw_figure, find_aspect
from drillcards.layout.pieces import Step
from drillcards.layout.structure import ARTIFACT, Placed
from drillcards.layout.subject import INK
from drillcards.layout.suits import Suit
from drillcards.model.muscle import MuscleUse
from drillcards.model.page import Box, Page, Shape, Tag, rect_path
from drillcards.model.units import mm_to_pt

BAND: Final = mm_to_pt(74)
"""How far the colour reaches down from the head of the page."""
LETTER_SIZE: Final = 120.0
TITLE_SIZES: Final = (34.0, 30.0, 26.0, 22.0, 18.0)
SUMMARY_SIZE: Final = 12.0
FIGURE: Final = mm_to_pt(52)


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
    """The page, whole: one page, whatever the chapter holds."""
    frame, suit = tools.frame, opening.suit
    beyond = frame.bleed + abs(frame.shift)  # so that it still reaches both edges when the block is moved
    ground = Box(-beyond, -frame.bleed, frame.width + 2 * beyond, BAND + frame.bleed)
    placed = [Placed(ARTIFACT, Shape(rect_path(ground), fill=suit.color))]
    placed += _draw_head(opening, tools)
    top = BAND + mm_to_pt(10)
    figure = draw_figure(opening.uses, _place_figure(tools, top), opening.figure_alt)
    room = frame.block.bottom - top - (FIGURE + mm_to_pt(8) if figure else 0.0)
    section = Step(Tag.SECTION, opening.key)
    title = SetPage([], ())
    listing = path_contents(opening.key)
    pages = list(set_entries(opening.entries, tools, listing, title=title, top=frame.block.bottom - room, columns=1))
    if figure:
        placed.append(Placed((section,), figure._replace(key="figure")))
    if len(pages) == 1:
        placed += pages[0].placed
    return frame.make_page(placed)


def _draw_head(opening: Opening, tools: Tools) -> Iterator[Placed]:
    """The letter, the name above the colour's lower edge, and the summary."""
    frame, suit, typesetter = tools.frame, opening.suit, tools.typesetter
    block, section = frame.block, Step(Tag.SECTION, opening.key)
    letter = typesetter.set_text(suit.letter, "head")
    size = min(LETTER_SIZE, 0.4 * block.w / letter.width)
    yield from place_letters(letter, size, block.x, block.right, block.y + 0.62 * size, INK, ARTIFACT, "right")
    base = BAND - mm_to_pt(8)
    summary = typesetter.set_text(opening.summary, "head-medium")
    path = (section, Step(Tag.PARAGRAPH, "summary"))
    heading = (section, Step(Tag.HEADING_1, "title"))
    room = (block.x, block.right, BAND - block.y)
    foot = base - 1.6 * SUMMARY_SIZE
    yield from stack_letters(suit.title, TITLE_SIZES, room, foot, 2, INK, heading, typesetter).placed
    yield from place_letters(summary, SUMMARY_SIZE, block.x, block.right, base, INK, path)


def _place_figure(tools: Tools, top: float) -> Box:
    """In the middle of the block, below the colour."""
    block = tools.frame.block
    width = min(block.w, FIGURE * find_aspect())
    return Box(block.x + (block.w - width) / 2, top, width, width / find_aspect())
