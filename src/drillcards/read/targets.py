"""What a text names, and where its links lead."""

from collections.abc import Iterable, Iterator

from drillcards.model.drill import Block, Bullets, Heading, Ordered, Paragraph, Quote, Span, Table


def list_links(blocks: Iterable[Block]) -> Iterator[tuple[str, int]]:
    """The targets of all links in some blocks, with their lines, in order."""
    return ((span.href, line) for span, line in list_spans(blocks) if span.href)


def list_spans(blocks: Iterable[Block]) -> Iterator[tuple[Span, int]]:
    """All spans of some blocks, with the lines of their blocks, in order."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield from ((span, block.line) for span in block.spans)
            case Bullets() | Ordered():
                for item in block.items:
                    yield from list_spans(item)
            case Quote():
                yield from list_spans(block.blocks)
            case Table():
                cells = (cell for row in (block.header, *block.rows) for cell in row)
                yield from ((span, block.line) for cell in cells for span in cell)
