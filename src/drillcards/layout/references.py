"""Drills that name other drills: the names become links, followed by the place where the other drill is.

A name is another drill's title in bold, or a link to its file or slug. Routines and notes are read the same way.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import is_
from types import MappingProxyType
from typing import Final, TypeVar

from drillcards.layout.typesetter import INNER
from drillcards.model.drill import (
    Block,
    Blocks,
    Bullets,
    Drill,
    Heading,
    Ordered,
    Paragraph,
    Quote,
    Section,
    Span,
    Spans,
    Table,
)
from drillcards.model.titles import find_named, fold_title, gather_titles, join_words

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class References:
    """What names mean in one document.

    ``slugs`` are drills by folded title, without those that two drills share; ``marks`` say where a drill is, as
    "S4" or "p. 23", by slug, in words that no line's end parts; ``anchors`` are the drills that are in the document
    themselves, and can be linked to.
    """

    slugs: Mapping[str, str]
    marks: Mapping[str, str]
    anchors: Collection[str]

    def resolve_blocks(self, blocks: Blocks, slug: str = "", folder: str = "drills") -> Blocks:
        """The blocks of the drill ``slug`` in ``folder``, with links to others. A drill isn't linked to itself."""
        return _map_all(blocks, lambda block: self._resolve_block(block, slug, folder))

    def resolve_drill(self, drill: Drill) -> Drill:
        """The drill with links to others in all its texts."""
        intro = self.resolve_blocks(drill.intro, drill.slug)
        sections = _map_all(drill.sections, lambda section: self._resolve_section(section, drill.slug))
        closing = self.resolve_blocks(drill.closing, drill.slug)
        if intro is drill.intro and sections is drill.sections and closing is drill.closing:
            return drill
        return replace(drill, intro=intro, sections=sections, closing=closing)

    def resolve_spans(self, spans: Spans, slug: str = "", folder: str = "drills") -> Spans:
        """The spans with each name followed by its mark."""
        targets = [
            find_named(span, slug, self.slugs, self.marks, folder) if span.strong or span.href else None
            for span in spans
        ]
        if any(targets) or any(span.href and span.href.startswith(INNER) for span in spans):
            return tuple(self._resolve_spans(spans, targets))
        return spans

    def find_slug(self, name: str) -> str | None:
        """The drill of this title, or None."""
        return self.slugs.get(fold_title(name))

    def mark_drill(self, slug: str, title: str) -> Spans:
        """A drill's title as a link, and its mark: for texts that the program writes itself."""
        href = INNER + slug if slug in self.anchors else None
        mark = self.marks.get(slug)
        name = Span(title, strong=True, href=href)
        return (name, Span(f" ({mark})", href=href)) if mark else (name,)

    def _resolve_spans(self, spans: Spans, targets: Sequence[str | None]) -> Iterator[Span]:
        for span, target, after in zip(spans, targets, (*spans[1:], None), strict=True):
            if target is None:
                yield replace(span, href=None) if span.href and span.href.startswith(INNER) else span
                continue
            href = INNER + target if target in self.anchors else None
            yield replace(span, href=href)
            mark = self.marks.get(target)
            if mark and not (after and join_words(after.text).startswith(f"({join_words(mark)})")):
                yield Span(f" ({mark})", href=href)

    def _resolve_section(self, section: Section, own: str) -> Section:
        blocks = self.resolve_blocks(section.blocks, own)
        return section if blocks is section.blocks else replace(section, blocks=blocks)

    def _resolve_block(self, block: Block, own: str, folder: str) -> Block:
        match block:
            case Paragraph() | Heading():
                spans = self.resolve_spans(block.spans, own, folder)
                return block if spans is block.spans else replace(block, spans=spans)
            case Bullets() | Ordered():
                items = _map_all(block.items, lambda item: self.resolve_blocks(item, own, folder))
                return block if items is block.items else replace(block, items=items)
            case Quote():
                blocks = self.resolve_blocks(block.blocks, own, folder)
                return block if blocks is block.blocks else replace(block, blocks=blocks)
            case Table():
                rows = _map_all(block.rows, lambda row: _map_all(row, lambda c: self.resolve_spans(c, own, folder)))
                return block if rows is block.rows else replace(block, rows=rows)
        return block


NO_REFERENCES: Final = References(MappingProxyType({}), MappingProxyType({}), frozenset())


def gather_references(
    drills: Iterable[Drill], anchors: Collection[str], make_mark: Callable[[Drill], str]
) -> References:
    """The names of these drills. ``make_mark`` says where one is; "" where that can't be said."""
    known = tuple(drills)
    marks = {drill.slug: make_mark(drill).replace(" ", "\u00a0") for drill in known}
    return References(gather_titles(known), marks, anchors)


def _map_all(items: tuple[Item, ...], change: Callable[[Item], Item]) -> tuple[Item, ...]:
    """Each item changed; the tuple itself if none is, as with most drills, which name no other."""
    changed = tuple(map(change, items))
    return items if all(map(is_, changed, items)) else changed
