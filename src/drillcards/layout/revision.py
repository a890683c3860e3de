"""A short mark of a drill's content: two cards with one mark say the same."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from drillcards.model.drill import (
    Blocks,
    Bullets,
    Code,
    Drill,
    Heading,
    ImageBlock,
    Ordered,
    Paragraph,
    Quote,
    Spans,
    Table,
)


class Passage(NamedTuple):
    """A text and the line of its file that it stands on, or that of the block around it; 0 if nobody knows."""

    text: str
    line: int


def mark_revision(passages: Iterable[Passage]) -> str:
    """Four hexadecimal digits that change when any printed word of the drill's passages does."""
    digest = sha256("\x1f".join([passage.text for passage in passages]).encode())
    return digest.hexdigest()[:4]


def read_passages(drill: Drill) -> Iterator[Passage]:
    """All texts of a drill in order, as one would read it aloud."""
    yield Passage(drill.title, drill.title_line or 0)
    yield Passage(drill.description, drill.get_key_line("description"))
    yield Passage(drill.category, drill.get_key_line("category"))
    for fact in drill.facts:
        yield Passage(f"{fact.label} {fact.value}", drill.get_key_line(fact.key))
    for blocks in (drill.intro, drill.images):
        yield from read_blocks(blocks)
    for section in drill.sections:
        yield Passage(section.heading, section.line)
        yield from read_blocks(section.blocks)
    yield from read_blocks(drill.closing)
    yield Passage(drill.video or "", drill.get_key_line("video"))


def read_blocks(blocks: Blocks) -> Iterator[Passage]:
    """The texts of blocks in order, each with its line."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield Passage(_join_spans(block.spans), block.line)
            case Bullets() | Ordered():
                for item in block.items:
                    yield from read_blocks(item)
            case Table():
                for row in (block.header, *block.rows):
                    yield from (Passage(_join_spans(cell), block.line) for cell in row)
            case Quote():
                yield from read_blocks(block.blocks)
            case Code():
                yield Passage(block.text, block.line)
            case ImageBlock():
                yield Passage(f"{block.alt} {block.src}", block.line)


def _join_spans(spans: Spans) -> str:
    return spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])
