"""Drills as plain text, for a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from drillcards.cli.streams import show_line
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
from drillcards.model.muscle import MuscleUse


def align_columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines whose columns begin below each other, two spaces apart. No space ends a line."""
    rows = [[show_line(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def describe_drill(drill: Drill) -> Iterator[str]:
    """The lines that show a whole drill as it was read."""
    yield drill.title
    yield f"{drill.slug}  ({drill.source.path}{'' if drill.published else ', not published'})"
    if drill.description:
        yield drill.description
    yield from _describe_facts(drill)
    yield from _set_apart(drill.intro)
    for section in drill.sections:
        yield ""
        yield f"{section.heading}  [{section.key}]"
        yield from _indent(describe_blocks(section.blocks))
    yield from _set_apart(drill.closing)
    if drill.muscles:
        yield ""
        yield "Muscles as read"
        yield from _indent(align_columns([describe_use(use) for use in drill.muscles]))


def describe_use(use: MuscleUse) -> tuple[str, str, str]:
    """A muscle group, its role, and the words it was read from."""
    note = f" ({use.note})" if use.note else ""
    return (use.group or "unknown", use.role.value, f"{use.mention}{note}")


def describe_blocks(blocks: Blocks) -> Iterator[str]:
    """The lines of some blocks, in the manner of Markdown."""
    for block in blocks:
        yield from _describe_block(block)


def _describe_facts(drill: Drill) -> Iterator[str]:
    rows = [(f"{fact.label}:", fact.value) for fact in drill.facts]
    if drill.tags:
        rows.append(("Tags:", ", ".join(drill.tags)))
    if drill.video:
        rows.append(("Video:", drill.video))
    yield from align_columns(rows)


def _set_apart(blocks: Blocks) -> Iterator[str]:
    if blocks:
        yield ""
        yield from describe_blocks(blocks)


def _describe_block(block: Block) -> Iterator[str]:  # noqa: C901 - a case for each type of block
    match block:
        case Paragraph(spans=spans):
            yield from _join(spans).split("\n")
        case Heading(level=level, spans=spans):
            yield f"{'#' * level} {_join(spans)}"
        case Bullets(items=items):
            for item in items:
                yield from _hang("- ", describe_blocks(item))
        case Ordered(items=items, start=start):
            for number, item in enumerate(items, start):
                yield from _hang(f"{number}. ", describe_blocks(item))
        case Table(header=header, rows=rows):
            yield from align_columns([[_join(cell) for cell in row] for row in (header, *rows)])
        case Quote(blocks=blocks):
            yield from ("> " + line for line in describe_blocks(blocks))
        case ImageBlock(src=src, alt=alt):
            yield f"[picture: {alt or src}]"
        case Code(text=text):
            yield from _indent(text.splitlines())


def _hang(mark: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines behind a mark, the later ones below the first's text."""
    lead = mark
    for line in lines:
        yield lead + line
        lead = " " * len(mark)


def _indent(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else line for line in lines)


def _join(spans: Spans) -> str:
    return "".join(_describe_span(span) for span in spans)


def _describe_span(span: Span) -> str:
    """The text, and where it leads unless it says so itself."""
    return f"{span.text} <{span.href}>" if span.href and span.href != span.text else span.text
