"""Drills that name other drills: the names become links, followed by the place where the other drill is.

A name is another drill's title in bold, or a link to its file or slug. Routines and notes are read the same way.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from posixpath import dirname, join, normpath
from types import MappingProxyType
from typing import Final

from drillcards.layout.typesetter import INNER
from drillcards.model.drill import Block, Blocks, Bullets, Drill, Heading, Ordered, Paragraph, Quote, Span, Spans, Table

_TRIMMED: Final = " \t\n.,:;!?"
"""What may stand around a title in bold: ``**High Knees:** two lengths``."""
_SUFFIX: Final = ".md"


@dataclass(frozen=True, slots=True)
class References:
    """What names mean in one document.

    ``slugs`` are drills by folded title, without those that two drills share; ``marks`` say where a drill is, as
    "S4" or "p. 23", by slug; ``anchors`` are the drills that are in the document themselves, and can be linked to.
    """

    slugs: Mapping[str, str]
    marks: Mapping[str, str]
    anchors: Collection[str]

    def resolve_blocks(self, blocks: Blocks, slug: str = "", folder: str = "drills") -> Blocks:
        """The blocks of the drill ``slug`` in ``folder``, with links to others. A drill isn't linked to itself."""
        return tuple(self._resolve_block(block, slug, folder) for block in blocks)

    def resolve_drill(self, drill: Drill) -> Drill:
        """The drill with links to others in all its texts."""
        return replace(
            drill,
            intro=self.resolve_blocks(drill.intro, drill.slug),
            sections=tuple(
                replace(section, blocks=self.resolve_blocks(section.blocks, drill.slug)) for section in drill.sections
            ),
            closing=self.resolve_blocks(drill.closing, drill.slug),
        )

    def resolve_spans(self, spans: Spans, slug: str = "", folder: str = "drills") -> Spans:
        """The spans with each name followed by its mark."""
        if not any(span.strong or span.href for span in spans):
            return spans
        return tuple(self._resolve_span(spans, slug, folder))

    def find_slug(self, name: str) -> str | None:
        """The drill of this title, or None."""
        return self.slugs.get(_fold(name))

    def mark_drill(self, slug: str, title: str) -> Spans:
        """A drill's title as a link, and its mark: for texts that the program writes itself."""
        href = INNER + slug if slug in self.anchors else None
        mark = self.marks.get(slug)
        name = Span(title, strong=True, href=href)
        return (name, Span(f" ({mark})", href=href)) if mark else (name,)

    def _resolve_span(self, spans: Spans, own: str, folder: str) -> Iterator[Span]:
        for index, span in enumerate(spans):
            target = self._find_target(span, own, folder)
            if target is None:
                yield replace(span, href=None) if span.href and span.href.startswith(INNER) else span
                continue
            href = INNER + target if target in self.anchors else None
            yield replace(span, href=href)
            mark = self.marks.get(target)
            following = spans[index + 1].text if index + 1 < len(spans) else ""
            if mark and not following.lstrip().startswith(f"({mark})"):
                yield Span(f" ({mark})", href=href)

    def _find_target(self, span: Span, own: str, folder: str) -> str | None:
        target = self._find_linked(span.href, own, folder) if span.href else None
        if target is None and span.strong and not span.href:
            target = self.find_slug(span.text)
        return None if target == own else target

    def _find_linked(self, href: str, own: str, folder: str) -> str | None:
        """The drill that a relative link leads to, from the file that it stands in."""
        path = href.partition("#")[0]
        if not path or ":" in path:
            return None
        here = dirname(f"{folder}/{own}")
        for place in (normpath(join(here, path)), normpath(path)):
            slug = place.removeprefix("drills/").removesuffix(_SUFFIX)
            if slug in self.marks:
                return slug
        return None

    def _resolve_block(self, block: Block, own: str, folder: str) -> Block:
        match block:
            case Paragraph() | Heading():
                return replace(block, spans=self.resolve_spans(block.spans, own, folder))
            case Bullets() | Ordered():
                return replace(block, items=tuple(self.resolve_blocks(item, own, folder) for item in block.items))
            case Quote():
                return replace(block, blocks=self.resolve_blocks(block.blocks, own, folder))
            case Table():
                rows = (tuple(self.resolve_spans(cell, own, folder) for cell in row) for row in block.rows)
                return replace(block, rows=tuple(rows))
        return block


NO_REFERENCES: Final = References(MappingProxyType({}), MappingProxyType({}), frozenset())


def gather_references(
    drills: Iterable[Drill], anchors: Collection[str], make_mark: Callable[[Drill], str]
) -> References:
    """The names of these drills. ``make_mark`` says where one is; "" where that can't be said."""
    slugs: dict[str, str] = {}
    shared: set[str] = set()
    marks: dict[str, str] = {}
    for drill in drills:
        for name in dict.fromkeys(map(_fold, (drill.title, *drill.aliases))):
            shared |= {name} if name in slugs else set()
            slugs[name] = drill.slug
        marks[drill.slug] = make_mark(drill)
    return References({name: slug for name, slug in slugs.items() if name not in shared}, marks, anchors)


def _fold(title: str) -> str:
    return " ".join(title.strip(_TRIMMED).casefold().split())
