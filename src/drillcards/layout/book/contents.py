"""The contents, the indexes and the guide: pages that lead to others."""

from collections.abc import Iterator, Sequence
from typing import Final

from drillcards.layout.book.entries import set_entries
from drillcards.layout.book.lettering import place_letters
from drillcards.layout.book.rows import Listing, Row, path_contents, path_index
from drillcards.layout.book.story import SetPage, Tools
from drillcards.layout.pieces import Step
from drillcards.layout.structure import Placed
from drillcards.layout.subject import INK, MUTED
from drillcards.model.page import Tag

TITLE_SIZE: Final = 26.0
LEDE_SIZE: Final = 9.5


def set_contents(rows: Sequence[Row], title: str, key: str, tools: Tools) -> Iterator[SetPage]:
    """The contents, in one column."""
    yield from _set_titled(rows, title, "", key, tools, path_contents(key), 1)


def set_index(rows: Sequence[Row], title: str, lede: str, key: str, tools: Tools) -> Iterator[SetPage]:
    """An index in the template's columns, below its title and a line that says how to read it."""
    yield from _set_titled(rows, title, lede, key, tools, path_index(key), tools.frame.columns)


def _set_titled(
    rows: Sequence[Row], title: str, lede: str, key: str, tools: Tools, listing: Listing, columns: int
) -> Iterator[SetPage]:
    block = tools.frame.block
    section = Step(Tag.SECTION, key)
    words = tools.typesetter.set_text(title, "head")
    size = min(TITLE_SIZE, block.w / words.width)
    heading = (section, Step(Tag.HEADING_1, "title"))
    placed: list[Placed] = [
        *place_letters(words, size, block.x, block.right, block.y + 0.74 * size, INK, heading),
    ]
    top = block.y + 1.5 * TITLE_SIZE
    if lede:
        quiet = tools.typesetter.set_text(lede)
        lede_size = min(LEDE_SIZE, block.w / quiet.width)
        path = (section, Step(Tag.PARAGRAPH, "lede"))
        placed += place_letters(quiet, lede_size, block.x, block.right, top, MUTED, path)
        top += 1.6 * LEDE_SIZE
    yield from set_entries(rows, tools, listing, title=SetPage(placed, ((key, block.y),)), top=top, columns=columns)
