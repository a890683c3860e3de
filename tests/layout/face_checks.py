"""What is checked on any face: that nothing overlaps or leaves its place, and that no word is lost."""

import re
from collections.abc import Iterator, Mapping

from drillcards.model.drill import (
    Block,
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
from drillcards.model.page import Box, Image, Leaf, Page, Shape, Tag, Text
from layout.printed import Key, Seen, overlap, see

HAIR = 0.05
PUNCHED = 3.0
"""Half the size of the mark that the punch takes away, at most."""


INVISIBLE = re.compile("[\u00ad\u200b-\u200f\ufe0f]")


def is_panel(seen: Seen) -> bool:
    """A filled rectangle under other things. The figure's shapes are filled too, but are no artifacts."""
    return isinstance(seen.item, Shape) and seen.is_artifact and seen.item.fill is not None


def is_punch_mark(seen: Seen, face: Page) -> bool:
    centres = [(box.x + box.w / 2, box.y + box.h / 2) for box in face.keep_out]
    return any(
        abs(seen.box.x + seen.box.w / 2 - x) < HAIR
        and abs(seen.box.y + seen.box.h / 2 - y) < HAIR
        and seen.box.w <= 2 * PUNCHED
        for x, y in centres
    )


def list_blocks(face: Page) -> list[tuple[Box, str]]:
    """The boxes that must not overlap: of each text, each picture, each figure as a whole."""
    blocks: list[tuple[Box, str]] = []
    figures: dict[int, Box] = {}
    for seen in see(face):
        if isinstance(seen.item, Text):
            if seen.text.text.strip():
                blocks.append((seen.box, seen.text.text))
        elif isinstance(seen.item, Image):
            blocks.append((seen.box, "picture"))
        elif isinstance(seen.item, Shape) and Tag.FIGURE in seen.tags:
            group = next(group for group in seen.path if group.tag is Tag.FIGURE)
            figures[id(group)] = join_boxes(figures.get(id(group), seen.box), seen.box)
    return [*blocks, *((box, "figure") for box in figures.values())]


def join_boxes(one: Box, other: Box) -> Box:
    left, top = min(one.x, other.x), min(one.y, other.y)
    return Box(left, top, max(one.right, other.right) - left, max(one.bottom, other.bottom) - top)


def find_overlaps(face: Page) -> list[tuple[str, str]]:
    """What lies on each other."""
    blocks, found = sorted(list_blocks(face)), []
    for at, (box, what) in enumerate(blocks):
        for other, what_else in blocks[at + 1 :]:
            if other.x > box.right:
                break
            if overlap(box, other):
                found.append((what, what_else))
    return found


def find_outside(face: Page) -> list[Leaf]:
    """What leaves the safe zone, but for panels."""
    safe = Box(face.safe, face.safe, face.width - 2 * face.safe, face.height - 2 * face.safe)
    return [seen.item for seen in see(face) if not is_panel(seen) and not is_inside(seen.box, safe)]


def is_inside(box: Box, safe: Box) -> bool:
    return (
        box.x >= safe.x - HAIR
        and box.right <= safe.right + HAIR
        and box.y >= safe.y - HAIR
        and box.bottom <= safe.bottom + HAIR
    )


def find_holed(face: Page) -> list[Leaf]:
    """What comes near a hole, but for panels and the punch's mark."""
    return [seen.item for seen in see(face) if not is_panel(seen) and is_holed(seen, face)]


def is_holed(seen: Seen, face: Page) -> bool:
    box = seen.box._replace(w=max(seen.box.w, 0.2), h=max(seen.box.h, 0.2))
    return any(overlap(box, hole) for hole in face.keep_out) and not is_punch_mark(seen, face)


def read_blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield join_spans(block.spans)
            case Bullets() | Ordered():
                for item in block.items:
                    yield from read_blocks(item)
            case Table():
                for row in (block.header, *block.rows):
                    yield from map(join_spans, row)
            case Quote():
                yield from read_blocks(block.blocks)
            case Code():
                yield block.text
            case ImageBlock() if block.path is None:
                yield block.alt


def join_spans(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def list_parts(drill: Drill) -> Iterator[tuple[str, str, list[str]]]:
    """(part, key in the structure, texts) of all that flows."""
    yield "intro", "intro", list(read_blocks((*drill.intro, *drill.images)))
    for index, section in enumerate(drill.sections):
        yield section.key, f"{index}-{section.key}", [section.heading, *read_blocks(section.blocks)]
    yield "closing", "closing", list(read_blocks(drill.closing))


def squeeze(text: str) -> str:
    """A text without what wrapping may add or drop: spaces, and hyphens in words longer than a line."""
    return re.sub(r"[\s\-\u0002\u00a0]", "", INVISIBLE.sub("", text))


def split_words(texts: list[str]) -> list[str]:
    return INVISIBLE.sub("", " ".join(texts)).split()


def read_part(structure: Mapping[Key, str], key: str) -> list[str]:
    """The texts of a part's elements in order, without numerals and bullets."""
    return [
        text for path, text in structure.items() if len(path) > 1 and path[1][1] == key and path[-1][0] != Tag.LABEL
    ]
