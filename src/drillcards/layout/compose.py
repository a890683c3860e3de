"""Blocks of a drill → pieces: the words of each paragraph, item, row and heading, and how they hang together."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from drillcards.layout.pieces import Cut, ImageContent, Piece, Pieces, RowContent, Step, StepPath, TextContent
from drillcards.layout.tables import Grid
from drillcards.layout.text import Words
from drillcards.layout.typesetter import Typesetter
from drillcards.model.drill import (
    Block,
    Blocks,
    Bullets,
    Code,
    Heading,
    ImageBlock,
    Ordered,
    Paragraph,
    Quote,
    Section,
    Span,
    Spans,
    Table,
)
from drillcards.model.page import Tag

BULLETS: Final = {"common_mistakes": "×", "variations": "›"}
"""Marks that carry meaning in black and white; other lists have a bullet."""

BULLET_INDENT: Final = 1.15
NUMERAL_GAP: Final = 0.55
NUMERAL_SCALE: Final = 1.18
QUOTE_INDENT: Final = 1.2
SECTION_AIR: Final = 0.4
PART_AIR: Final = 0.2
"""Above a head, however tight the ladder gets: it belongs to what follows, not to what went before."""
IMAGE_GAP: Final = 1.0
CODE_INDENT: Final = 0.8
_SPACES: Final = re.compile(r"[ \t]+")
_BLANK_LINE: Final = re.compile(r"\n(?=\n)")
_LABEL: Final = Step(Tag.LABEL, "label")
_BODY: Final = Step(Tag.LIST_BODY, "body")
_HEADINGS: Final = (Tag.HEADING_1, Tag.HEADING_2, Tag.HEADING_3, Tag.HEADING_4)
"""By how many heads there are above them."""


class _Place(NamedTuple):
    """Where a block stands: the structure above it, its indent, and the section that it belongs to.

    ``head`` is the level of the head that all of its text stands under, ``heading`` that of the last heading. Those in
    an item or a quote stand below the last one around it, so that what comes after it skips no level either.
    """

    path: StepPath
    section: str
    bullet: str = "•"
    indent: float = 0.0
    depth: int = 0
    bars: tuple[float, ...] = ()
    head: int = 2
    heading: int = 2


class _Hung(NamedTuple):
    """How a list's items stand: the place of the list, that of the text in it, and the size of the markers."""

    outside: _Place
    inside: _Place
    scale: float


class Composer:
    """Makes pieces with one typesetter. ``heading_em`` is the size of section heads in ems of the body.

    ``title`` is the level of the heading that the document has as its title, 0 if it shows none: no level is skipped
    below it, whatever the author's are.
    """

    def __init__(self, typesetter: Typesetter, heading_em: float, title: int = 1) -> None:
        self._typesetter = typesetter
        self._heading_em = heading_em
        self._title = title

    def compose_section(self, section: Section, index: int) -> Pieces:
        """A section with its head. ``index`` makes its place in the structure unique within the drill."""
        path = (Step(Tag.SECTION, f"{index}-{section.key}"),)
        level = self._title + 1
        head = self.compose_heading(section.heading, (*path, Step(_HEADINGS[level - 1], "head")), section.heading)
        place = _Place(path, section.heading, BULLETS.get(section.key, "•"), head=level, heading=level)
        return (head, *self._compose_blocks(section.blocks, place))

    def compose_heading(self, text: str, path: StepPath, section: str) -> Piece:
        """A section head, ruled, kept with what follows."""
        words = self._typesetter.set_text(text, "head")
        content = TextContent(words, path, scale=self._heading_em, ruled=True)
        return Piece(content, section, Cut.SECTION, before=1.5, air=SECTION_AIR, keep=True)

    def compose_blocks(self, blocks: Blocks, key: str, tag: Tag = Tag.DIVISION) -> Pieces:
        """Blocks that stand under no head: the intro, the closing. ``key`` and ``tag`` are their place's."""
        place = _Place((Step(tag, key),), "", head=self._title, heading=self._title)
        pieces = tuple(self._compose_blocks(blocks, place))
        return (pieces[0]._replace(cut=Cut.SECTION, before=1.5, air=SECTION_AIR), *pieces[1:]) if pieces else ()

    def _compose_blocks(self, blocks: Sequence[Block], place: _Place) -> Iterator[Piece]:
        for index, block in enumerate(blocks):
            if isinstance(block, Heading):
                level = min(max(block.level, place.head + 1), place.heading + 1, len(_HEADINGS))
                place = place._replace(heading=level)
            yield from self._compose_block(block, str(index), place)

    def _compose_block(self, block: Block, key: str, place: _Place) -> Iterator[Piece]:
        match block:
            case Paragraph():
                yield self._compose_text(block.spans, (Step(Tag.PARAGRAPH, key),), place)
            case Heading():
                yield self._compose_subhead(block, key, place)
            case Bullets() | Ordered():
                yield from self._compose_list(block, key, place)
            case Table():
                yield from self._compose_table(block, key, place)
            case Quote():
                yield from self._compose_quote(block, key, place)
            case ImageBlock():
                yield from self._compose_image(block, key, place)
            case Code():
                yield self._compose_code(block, key, place)

    def _compose_text(self, spans: Spans, steps: StepPath, place: _Place) -> Piece:
        words = self._typesetter.set_spans(spans)
        content = TextContent(words, (*place.path, *steps))
        return Piece(content, place.section, _cut_at(place), place.indent, 1.0, bars=place.bars)

    def _compose_subhead(self, block: Heading, key: str, place: _Place) -> Piece:
        words = self._typesetter.set_spans(block.spans, "bold")
        content = TextContent(words, (*place.path, Step(_HEADINGS[place.heading - 1], key)))
        return Piece(content, place.section, Cut.PART, place.indent, 1.5, air=PART_AIR, keep=True, bars=place.bars)

    def _compose_list(self, block: Bullets | Ordered, key: str, place: _Place) -> Iterator[Piece]:
        numbered = isinstance(block, Ordered)
        start = block.start if isinstance(block, Ordered) else 1
        markers = [self._set_marker(start + i, numbered, place) for i in range(len(block.items))]
        scale = NUMERAL_SCALE if numbered and not place.depth else 1.0
        hang = BULLET_INDENT
        if numbered and markers:
            hang = max(marker.width for marker in markers) * scale + NUMERAL_GAP
        path = (*place.path, Step(Tag.LIST, key, numbered=numbered))
        inside = place._replace(indent=place.indent + hang, depth=place.depth + 1, head=place.heading)
        hung = _Hung(place, inside, scale)
        for index, (item, marker) in enumerate(zip(block.items, markers, strict=True)):
            yield from self._compose_item(item, marker, (*path, _step_into_item(index)), hung)

    def _compose_item(self, item: Blocks, marker: Words, path: StepPath, hung: _Hung) -> Iterator[Piece]:
        """An item's first paragraph beside its marker, and what else it holds below, indented as far."""
        spans, rest = (item[0].spans, item[1:]) if item and isinstance(item[0], Paragraph) else ((), item)
        place, body = hung.inside, (*path, _BODY)
        words = self._typesetter.set_spans(spans)
        content = TextContent(words, body, 1.0, "ink", marker, (*path, _LABEL), hung.scale, hung.outside.indent)
        cut, before = (Cut.ITEM, 1.0) if hung.outside.depth == 0 else (Cut.INSIDE, 0.5)
        yield Piece(content, place.section, cut, place.indent, before, 0.0, bool(rest), place.bars)
        for piece in self._compose_blocks(rest, place._replace(path=body)) if rest else ():
            yield piece._replace(before=min(piece.before, 0.5))

    def _set_marker(self, number: int, numbered: bool, place: _Place) -> Words:
        if numbered:
            return self._typesetter.set_text(str(number) if not place.depth else f"{number}.", "head")
        return self._typesetter.set_text(place.bullet if not place.depth else "–")

    def _compose_table(self, block: Table, key: str, place: _Place) -> Iterator[Piece]:
        header = tuple(self._typesetter.set_spans(cell, "bold") for cell in block.header)
        rows = tuple(tuple(self._typesetter.set_spans(cell) for cell in row) for row in block.rows)
        table = Grid((header, *rows))
        for index, cells in enumerate(table.rows):
            path = (*place.path, Step(Tag.TABLE, key), Step(Tag.TABLE_ROW, str(index)))
            cut = _cut_at(place) if index == 0 else Cut.ITEM
            content = RowContent(cells, table, path, header=index == 0)
            keep = index == 0 and bool(rows)
            yield Piece(content, place.section, cut, place.indent, 1.0 if index == 0 else 0.0, keep=keep)

    def _compose_quote(self, block: Quote, key: str, place: _Place) -> Iterator[Piece]:
        inside = place._replace(
            path=(*place.path, Step(Tag.QUOTE, key)),
            indent=place.indent + QUOTE_INDENT,
            bars=(*place.bars, place.indent + 0.35),
            head=place.heading,
        )
        yield from self._compose_blocks(block.blocks, inside)

    def _compose_image(self, block: ImageBlock, key: str, place: _Place) -> Iterator[Piece]:
        if block.path and block.size:
            path = (*place.path, Step(Tag.FIGURE, key, alt=block.alt or block.src))
            content = ImageContent(block.path, block.size, path)
            yield Piece(content, place.section, _cut_at(place), place.indent, IMAGE_GAP, bars=place.bars)
        elif block.alt:
            yield self._compose_text((Span(block.alt, em=True),), (Step(Tag.PARAGRAPH, key),), place)

    def _compose_code(self, block: Code, key: str, place: _Place) -> Piece:
        """Code keeps its line breaks and its columns; a line too long for the measure breaks at its last spaces."""
        text = _BLANK_LINE.sub("\n\u00a0", _SPACES.sub(_fix_spaces, block.text.rstrip("\n")))
        path = (*place.path, Step(Tag.PARAGRAPH, key), Step(Tag.CODE, "code"))
        content = TextContent(self._typesetter.set_spans((Span(text),)), path)
        return Piece(content, place.section, _cut_at(place), place.indent + CODE_INDENT, 1.0, bars=place.bars)


@cache
def _step_into_item(index: int) -> Step:
    return Step(Tag.LIST_ITEM, str(index))


def _fix_spaces(spaces: re.Match[str]) -> str:
    """Spaces that don't collapse, the last one a place to break unless they begin the line."""
    fixed = "\u00a0" * len(spaces[0].expandtabs(4))
    return fixed if spaces.start() == 0 or spaces.string[spaces.start() - 1] == "\n" else fixed[1:] + " "


def _cut_at(place: _Place) -> Cut:
    return Cut.PART if place.depth == 0 else Cut.INSIDE
