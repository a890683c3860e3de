"""A short mark of a drill's content: two cards with one mark say the same."""

from collections.abc import Iterator
from hashlib import sha256

from drillcards.model.drill import Block, Bullets, Code, Drill, Heading, ImageBlock, Ordered, Paragraph, Quote, Table


def mark_revision(drill: Drill) -> str:
    """Four hexadecimal digits that change when any printed word of the drill does."""
    digest = sha256("\x1f".join(read_words(drill)).encode())
    return digest.hexdigest()[:4]


def read_words(drill: Drill) -> Iterator[str]:
    """All texts of a drill in order, as one would read it aloud."""
    yield drill.title
    yield drill.description
    yield drill.category
    for fact in drill.facts:
        yield f"{fact.label} {fact.value}"
    for blocks in (drill.intro, drill.images):
        yield from _read_blocks(blocks)
    for section in drill.sections:
        yield section.heading
        yield from _read_blocks(section.blocks)
    yield from _read_blocks(drill.closing)
    yield drill.video or ""


def _read_blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield "".join(span.text for span in block.spans)
            case Bullets() | Ordered():
                for item in block.items:
                    yield from _read_blocks(item)
            case Table():
                for row in (block.header, *block.rows):
                    yield from ("".join(span.text for span in cell) for cell in row)
            case Quote():
                yield from _read_blocks(block.blocks)
            case Code():
                yield block.text
            case ImageBlock():
                yield f"{block.alt} {block.src}"
