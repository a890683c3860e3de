"""Where the links of a text lead."""

from collections.abc import Iterable, Iterator

from drillcards.model.drill import Block, Bullets, Heading, Ordered, Paragraph, Quote, Table


def list_links(blocks: Iterable[Block]) -> Iterator[tuple[str, int]]:
    """The targets of all links in some blocks, with their lines, in order."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield from ((span.href, block.line) for span in block.spans if span.href)
            case Bullets() | Ordered():
                for item in block.items:
                    yield from list_links(item)
            case Quote():
                yield from list_links(block.blocks)
            case Table():
                cells = (cell for row in (block.header, *block.rows) for cell in row)
                yield from ((span.href, block.line) for cell in cells for span in cell if span.href)
