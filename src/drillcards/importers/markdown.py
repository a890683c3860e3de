"""A drill as the Markdown file that it is read from: front matter, sections, blocks.

What is read from the text comes back the same: every word, list, table and fact. Not kept is what no reader sees:
how a list was numbered, where lines were wrapped, which heading a section had in place of an equal one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from frontmatter.default_handlers import YAMLHandler

from drillcards.importers.inline import write_spans
from drillcards.model.drill import (
    Block,
    Blocks,
    Bullets,
    Code,
    Drill,
    Heading,
    ImageBlock,
    Ordered,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
)
from drillcards.read.withheld import WITHHOLDING

_HANDLER: Final = YAMLHandler()
_ONE_LINE: Final = 1_000_000
"""Values aren't wrapped."""
_LISTS: Final = (Bullets, Ordered)
_FENCES: Final = re.compile(r"(?m)^ *(`{3,})")


def write_drill(drill: Drill, team_lang: str = "en") -> str:
    """The whole file, ending in a line feed. Its language is in it if it isn't the team's."""
    matter = "".join(_write_key(key, value) for key, value in _list_matter(drill, team_lang))
    parts = ["\n".join(_write_blocks(drill.intro))]
    for section in drill.sections:
        parts += [_write_heading(2, (Span(section.heading),)), "\n".join(_write_blocks(section.blocks))]
    parts.append("\n".join(_write_blocks(drill.closing)))
    body = "\n\n".join(filter(None, parts))
    return f"---\n{matter}---\n\n{_write_heading(1, (Span(drill.title),))}\n" + (f"\n{body}\n" if body else "")


def _write_key(key: str, value: object) -> str:
    """A key with its value; a list's values stand beside each other: ``tags: [warm-up, feet]``."""
    if not isinstance(value, list):
        return _dump({key: value}, flow=False)
    name, _, _ = _dump({key: 0}, flow=False).rpartition("0")
    return f"{name}{_dump(value, flow=True)}"


def _dump(value: Any, *, flow: bool) -> str:
    return f"{_HANDLER.export(value, width=_ONE_LINE, default_flow_style=flow, sort_keys=True)}\n"


def _list_matter(drill: Drill, team_lang: str) -> Iterator[tuple[str, object]]:
    """The front matter's keys in the order that a coach would write them."""
    if not WITHHOLDING.search(drill.title):  # such signs can be escaped in the heading only
        yield "title", drill.title
    if drill.description:
        yield "description", drill.description
    if drill.aliases:
        yield "aliases", list(drill.aliases)
    if not drill.published:
        yield "published", False
    if drill.category != drill.slug.rpartition("/")[0].partition("/")[0]:
        yield "category", drill.category
    if drill.tags:
        yield "tags", list(drill.tags)
    told = _gather_text(drill)
    yield from ((fact.key, fact.value) for fact in drill.facts if _join(fact.label, fact.value) not in told)
    if drill.video:
        yield "video", drill.video
    if drill.images:
        yield "images", [image.src for image in drill.images]
    if drill.lang != team_lang:
        yield "lang", drill.lang
    yield from drill.extra


def _gather_text(drill: Drill) -> str:
    """What the blocks say; a fact that stands there needn't stand in the front matter too."""
    blocks = (*drill.intro, *(block for section in drill.sections for block in section.blocks), *drill.closing)
    return "\n".join(map(_read_text, blocks))


def _read_text(block: Block) -> str:
    match block:
        case Paragraph() | Heading():
            return _join("".join(span.text for span in block.spans))
        case Bullets() | Ordered():
            return "\n".join(_read_text(child) for item in block.items for child in item)
        case Quote():
            return "\n".join(map(_read_text, block.blocks))
    return ""


def _join(*texts: str) -> str:
    """Letters and digits: whatever stands between a label and its value makes no difference."""
    return "".join(char for text in texts for char in text if char.isalnum())


def _write_blocks(blocks: Blocks) -> Iterator[str]:
    """The blocks' lines, a blank line between two blocks."""
    other = False
    for index, block in enumerate(blocks):
        if index:
            yield ""
            # Two lists of a kind in a row are one list, unless their marks differ.
            other = not other if type(block) is type(blocks[index - 1]) and isinstance(block, _LISTS) else False
        yield from _write_block(block, other)


def _write_block(block: Block, other: bool) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from write_spans(block.spans).split("\n")
        case Heading():
            yield _write_heading(block.level, block.spans)
        case Bullets():
            yield from _write_items(block.items, ["*" if other else "-"] * len(block.items))
        case Ordered():
            numbers = range(block.start, block.start + len(block.items))
            yield from _write_items(block.items, [f"{number}{')' if other else '.'}" for number in numbers])
        case Quote():
            yield from (f"> {line}".rstrip() for line in _write_blocks(block.blocks))
        case ImageBlock():
            yield f"![{write_spans((Span(block.alt),))}]({_write_source(block.src)})"
        case Code():
            fence = "`" * (max((len(run) for run in _FENCES.findall(block.text)), default=2) + 1)
            yield from (fence, *block.text.split("\n"), fence)
        case Table():
            yield from _write_table(block)


def _write_items(items: Sequence[Blocks], marks: Sequence[str]) -> Iterator[str]:
    """Items under each other; those with several blocks apart, unless a list only follows a line of text."""
    apart = any(len(item) > 1 and not _is_tight(item) for item in items)
    for index, (item, mark) in enumerate(zip(items, marks, strict=True)):
        if index and apart:
            yield ""
        lines = list(_write_tight(item) if _is_tight(item) else _write_blocks(item))
        indent = " " * (len(mark) + 1)
        yield f"{mark} {lines[0]}".rstrip() if lines else mark
        yield from (f"{indent}{line}".rstrip() for line in lines[1:])


def _is_tight(item: Blocks) -> bool:
    """A line of text, and below it lists that may follow it at once."""
    first, *rest = item or (None,)
    return (
        isinstance(first, Paragraph)
        and all(isinstance(block, Bullets) or (isinstance(block, Ordered) and block.start == 1) for block in rest)
        and all(type(one) is not type(next_one) for one, next_one in pairwise(rest))
    )


def _write_tight(item: Blocks) -> Iterator[str]:
    for block in item:
        yield from _write_block(block, other=False)


def _write_table(table: Table) -> Iterator[str]:
    yield _write_row(table.header)
    yield "|" + "---|" * len(table.header)
    yield from map(_write_row, table.rows)


def _write_row(cells: Sequence[Spans]) -> str:
    return "| " + " | ".join(write_spans(cell, cell=True) for cell in cells) + " |"


def _write_heading(level: int, spans: Spans) -> str:
    """A heading's line; number signs at its end would close it."""
    text = write_spans(replace(span, text=span.text.replace("\n", " ")) for span in spans)
    return f"{'#' * level} " + re.sub(r"(?<!\\)(#+)$", r"\\\1", text)


def _write_source(src: str) -> str:
    return f"<{src}>" if re.search(r"[\s()]", src) else src
