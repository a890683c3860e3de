"""All that values, pages and documents say, seen or only spoken: where privacy has to be looked after."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from html import unescape
from typing import Any, Final

from drillcards.model.document import Document
from drillcards.model.drill import Span
from drillcards.model.page import CheckBox, Group, Item, LinkArea, Page, Text

_TAG: Final = re.compile(r"<[^>]*>")
_UNPRINTED: Final = frozenset({"extra", "key_lines", "type", "path", "lang"})
"""Fields of values that no page shows, or that say where a file lies on this machine."""


def list_html_texts(html: str) -> tuple[str, str]:
    """A page of HTML as it is written, and as it is read: tags part a name, and entities hide it."""
    return html, unescape(_TAG.sub(" ", html))


def list_texts(pages: Iterable[Page], document: Document) -> Iterator[str]:
    """All words of pages and of what a document says of itself, seen or only spoken."""
    yield from (document.title, document.author, document.subject, *document.keywords)
    yield from (entry.title for entry in document.outline)
    yield from list_shown(pages)


def list_shown(pages: Iterable[Page]) -> Iterator[str]:
    """All words of pages, seen or only spoken."""
    for page in pages:
        yield page.label
        yield from _list_item_texts(page.items)


def _list_item_texts(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        match item:
            case Group():
                yield item.alt
                yield from _list_item_texts(item.items)
            case Text():
                yield item.text
            case LinkArea():
                yield from (item.label, item.target)
            case CheckBox():
                yield from (item.label, item.name)


def list_value_texts(value: Any, line: int = 0) -> Iterator[tuple[int, str]]:
    """The texts of a value with the lines they stand on; of what is in several styles, as it is read."""
    if isinstance(value, str):
        yield line, value
    elif isinstance(value, tuple) and value and all(isinstance(part, Span) for part in value):
        yield line, "".join(span.text for span in value)
        yield from ((line, span.href) for span in value if span.href)
    elif isinstance(value, tuple):
        rows = [part for part in value if isinstance(part, tuple) and part and isinstance(part[0], Span)]
        if rows:  # a name's parts may stand in the cells of a table
            yield line, " ".join("".join(span.text for span in cell) for cell in rows)
        for part in value:
            yield from list_value_texts(part, line)
    elif is_dataclass(value):
        line = getattr(value, "line", 0) or line
        for part in fields(value):
            if part.name not in _UNPRINTED:
                yield from list_value_texts(getattr(value, part.name), line)
