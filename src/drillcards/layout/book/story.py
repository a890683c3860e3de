"""Running text over as many pages as it needs: guides, routines, practice plans."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from drillcards.layout.book.frame import Frame
from drillcards.layout.columns import Column
from drillcards.layout.compose import Composer
from drillcards.layout.drawing import Inks, draw_column
from drillcards.layout.flow import FlowFit, Pace, fit_flow
from drillcards.layout.forms import find_mixed_tables, stack_tables
from drillcards.layout.pieces import Cut, Piece, Pieces, RowContent, Step, TextContent
from drillcards.layout.setting import Setter
from drillcards.layout.structure import Placed
from drillcards.layout.typesetter import Typesetter
from drillcards.model.page import Box, Tag, Text

TITLE_SCALE = 2.3
"""Titles of a book's parts, in ems of the body."""
DESCENT = 0.25
"""Below the baseline, in em."""
TABLE_AIR = 0.6
"""Below a table, in ems of the body."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What all pages of a book are laid out with. ``lang`` is the book's own language."""

    frame: Frame
    typesetter: Typesetter
    setter: Setter
    composer: Composer
    inks: Inks
    lang: str


class SetPage(NamedTuple):
    """One page's items, and where on it each of the named pieces begins: (path's first key, y)."""

    placed: list[Placed]
    tops: tuple[tuple[str, float], ...]


def compose_title(text: str, key: str, tools: Tools, *, tag: Tag = Tag.HEADING_1, scale: float = TITLE_SCALE) -> Piece:
    """A title in the head font, kept with what follows."""
    words = tools.typesetter.set_text(text, "head")
    content = TextContent(words, (Step(Tag.SECTION, key), Step(tag, "title")), scale=scale)
    return Piece(content, "", Cut.SECTION, before=1.0, air=0.6, keep=True)


def air_tables(pieces: Pieces) -> Pieces:
    """The pieces with air above what follows a table: its last rule isn't that text's."""
    before = (None, *pieces)
    return tuple(
        piece._replace(air=max(piece.air, TABLE_AIR))
        if above and isinstance(above.content, RowContent) and not isinstance(piece.content, RowContent)
        else piece
        for above, piece in zip(before, pieces, strict=False)
    )


def set_story(
    pieces: Pieces, tools: Tools, *, top: float | None = None, columns: int = 1, single: bool = False
) -> Iterator[SetPage]:
    """The pieces in the block of one page if the ladder gets them there, else in the preferred size over several.

    ``top`` is where the first page's text begins, by default at the head of the block. With ``single`` pages after
    the first are set as small as the template allows too: text that should have been one page stays as near to it as
    it can.
    """
    pieces = air_tables(pieces)
    fits = list(_fit_story(pieces, tools, top, columns, single=single))
    while mixed := find_mixed_tables(column for fit in fits for column, _ in fit.columns):
        pieces = stack_tables(pieces, mixed)
        fits = list(_fit_story(pieces, tools, top, columns, single=single))
    return (_draw_page(fit, tools) for fit in fits)


def _fit_story(pieces: Pieces, tools: Tools, top: float | None, columns: int, *, single: bool) -> Iterator[FlowFit]:
    frame = tools.frame
    box = frame.block if top is None else Box(frame.block.x, top, frame.block.w, frame.block.bottom - top)
    gutter = frame.gutter if columns > 1 else 0.0
    fit = fit_flow(pieces, box, frame.body, tools.setter, columns=columns, gutter=gutter)
    size = frame.body.sizes[-1 if single else 0]
    pace = Pace(size, 1.0 if single else 0.0) if fit.rest else None
    rest = pieces
    while rest:
        fit = fit_flow(rest, box, frame.body, tools.setter, columns=columns, gutter=gutter, pace=pace)
        if not any(column.settings for column, _ in fit.columns):
            fit = fit_flow(
                rest, box, frame.body, tools.setter, columns=columns, gutter=gutter, pace=pace, force=box == frame.block
            )
        rest, box = fit.rest, frame.block
        yield fit


def find_foot(page: SetPage) -> float:
    """How far down the page's lines reach, with the room below letters that reach under them."""
    return max((item.y + DESCENT * item.size for _, item in page.placed if isinstance(item, Text)), default=0.0)


def _draw_page(fit: FlowFit, tools: Tools) -> SetPage:
    placed: list[Placed] = []
    tops: list[tuple[str, float]] = []
    for column, box in fit.columns:
        placed += draw_column(column, box, tools.inks)
        tops += _find_tops(column, box)
    return SetPage(placed, tuple(tops))


def _find_tops(column: Column, box: Box) -> Iterator[tuple[str, float]]:
    """Where each section of the column begins."""
    y, last = box.y, None
    for index, setting in enumerate(column.settings):
        y += setting.get_before(column.rhythm) if index else 0.0
        path = setting.piece.content.path
        if path and path[0].key != last:
            last = path[0].key
            yield last, y
        y += setting.get_height(column.rhythm)
