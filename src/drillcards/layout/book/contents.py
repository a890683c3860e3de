"""The contents, the indexes and the guide: pages that lead to others."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from drillcards.layout.book.entries import set_entries
from drillcards.layout.book.lettering import place_letters
from drillcards.layout.book.rows import Listing, Row, path_contents, path_index
from drillcards.layout.book.story import TITLE_SCALE, SetPage, Tools
from drillcards.layout.contrast import INK
from drillcards.layout.drawing import place_baseline
from drillcards.layout.pieces import Step
from drillcards.layout.structure import Placed
from drillcards.layout.subject import MUTED
from drillcards.model.page import Tag
from drillcards.model.template import TextStyle

TITLE_DEPTH: Final = 1.75
"""From the head of the block to the first row, in ems of the title."""
TIGHTEST: Final = 1.2
"""The distance of the contents' lines in em, where that saves a page."""
STEPS: Final = 4
MOST_TIGHTENED: Final = 4
"""Of more pages one less is no gain that would be worth setting them again."""


def set_contents(rows: Sequence[Row], title: str, key: str, tools: Tools) -> list[SetPage]:
    """The contents, in one column; closer together if that saves a page of a few."""

    def set_in(style: TextStyle) -> list[SetPage]:
        tightened = replace(tools, frame=replace(tools.frame, entry=style))
        return list(_set_titled(rows, title, "", key, tightened, path_contents(key), 1))

    loose = set_in(tools.frame.entry)
    if 1 < len(loose) <= MOST_TIGHTENED:
        for style in _tighten(tools.frame.entry):
            pages = set_in(style)
            if len(pages) < len(loose):
                return pages
    return loose


def _tighten(style: TextStyle) -> Iterator[TextStyle]:
    """The style with its lines ever closer together, then in the smallest size."""
    loose, tight = style.leading[0], min(style.leading[1], TIGHTEST)
    for step in range(1, STEPS + 1):
        leading = loose + (tight - loose) * step / STEPS
        yield replace(style, leading=(leading, leading))
    yield replace(style, sizes=style.sizes[-1:], leading=(tight, tight))


def set_index(rows: Sequence[Row], title: str, lede: str, key: str, tools: Tools) -> Iterator[SetPage]:
    """An index in the template's columns, below its title and a line that says how to read it."""
    yield from _set_titled(rows, title, lede, key, tools, path_index(key), tools.frame.columns)


def _set_titled(
    rows: Sequence[Row], title: str, lede: str, key: str, tools: Tools, listing: Listing, columns: int
) -> Iterator[SetPage]:
    block = tools.frame.block
    section = Step(Tag.SECTION, key)
    words = tools.typesetter.set_text(title, "head")
    body = tools.frame.body
    full = TITLE_SCALE * body.sizes[0]
    size = min(full, block.w / words.width)
    baseline = place_baseline(block.y, full * body.leading[0], full)
    heading = (section, Step(Tag.HEADING_1, "title"))
    placed: list[Placed] = [
        *place_letters(words, size, block.x, block.right, baseline, INK, heading),
    ]
    top = block.y + TITLE_DEPTH * full
    if lede:
        quiet = tools.typesetter.set_text(lede)
        lede_size = min(tools.frame.entry.sizes[0], block.w / quiet.width)
        path = (section, Step(Tag.PARAGRAPH, "lede"))
        placed += place_letters(quiet, lede_size, block.x, block.right, top, MUTED, path)
        top += 1.6 * lede_size
    yield from set_entries(rows, tools, listing, title=SetPage(placed, ((key, block.y),)), top=top, columns=columns)
