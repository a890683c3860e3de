"""Markdown as coaches write it: Python-Markdown with our block stage, and inline rules that agree with CommonMark."""

import html
import re
import string
from functools import cache
from typing import Final
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.util import ETX, STX, AtomicString, Registry

from drillcards.read.blocks import fill_blocks
from drillcards.read.emphasis import build_emphasis
from drillcards.read.leaves import CLOSE_TAG, OPEN_TAG
from drillcards.read.links import BracketProcessor

_ESCAPED: Final = re.compile(rf"{STX}(\d+){ETX}")
_LITERAL: Final = (
    r"\\(?P<escaped>.)"
    r"|(?P<ticks>`+)"
    r"|<(?P<url>[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*)>"
    r"|<(?P<mail>[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)*)>"
    # Right behind ``](`` a tag is a link's target in angle brackets.
    rf"|(?<!\]\()(?P<tag>{OPEN_TAG}|{CLOSE_TAG}|<!--.*?-->|<\?.*?\?>|<![A-Za-z][^>]*>|<!\[CDATA\[.*?\]\]>)"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]*);)"
)

_Handled = tuple[Element | str | None, int | None, int | None]


def parse_markdown(text: str) -> Element:
    """Markdown to an element tree.

    Blocks are ``p``, ``h1``…``h6``, ``ul``, ``ol`` (attribute ``start``), ``li``, ``blockquote``, ``pre``, ``hr``,
    ``table`` of ``tr`` of ``td`` (the first row heads it) and ``html`` (raw text; ``unclosed`` when its end never
    came), each with its 1-based ``line``. Inside: ``strong``, ``em``, ``code``, ``a``, ``img``, ``br``, ``span`` (no
    meaning) and ``raw`` (a tag as written). Escapes are undone by `unescape_text`.
    """
    converter = _build_converter()
    converter.reset()
    root = Element("div")
    converter.parser.parseChunk(root, text)
    for treeprocessor in converter.treeprocessors:
        treeprocessor.run(root)
    return root


def unescape_text(text: str) -> str:
    """Text of the tree with its escaped characters as they were meant."""
    return _ESCAPED.sub(lambda match: chr(int(match[1])), text) if STX in text else text


@cache
def _build_converter() -> markdown.Markdown:
    """One converter for the process: it takes longer to build than to use, and is reset before each document."""
    return markdown.Markdown(extensions=[_Dialect()])


class _Dialect(Extension):
    """Replaces every stage of Python-Markdown that reads text in another way than CommonMark."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 -- Python-Markdown's name
        for name in ("inline", "prettify", "unescape"):
            md.treeprocessors.deregister(name)
        md.parser.blockprocessors = Registry()
        md.parser.blockprocessors.register(_BlockProcessor(md.parser), "blocks", 100)
        md.inlinePatterns = Registry()
        md.inlinePatterns.register(_LiteralProcessor(_LITERAL, md), "literal", 190)
        md.inlinePatterns.register(BracketProcessor(r"\]", md), "brackets", 160)
        md.inlinePatterns.register(_EmphasisProcessor(r"[*_]", md), "emphasis", 60)
        md.inlinePatterns.register(_BreakProcessor(r"(?: {2,}|\\)\n", md), "break", 50)
        # Last, as it takes the inline patterns with it.
        md.treeprocessors.register(_InlineStage(md), "inline", 20)


class _BlockProcessor(BlockProcessor):
    """Hands the whole document to the block stage."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 -- theirs
        return True

    def run(self, parent: Element, blocks: list[str]) -> None:
        text = "\n\n".join(blocks)
        blocks.clear()
        fill_blocks(parent, text.split("\n"), self.parser.md.references)


class _InlineStage(InlineTreeprocessor):
    """Python-Markdown's inline stage, led only to the few elements whose text may hold markup."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        unread = Element("unread")
        unread.extend([e for e in tree.iter() if e.text and not isinstance(e.text, AtomicString)])
        if len(unread):
            super().run(unread, ancestors)
        return tree


class _LiteralProcessor(InlineProcessor):
    """What binds tighter than links and emphasis, from left to right: escapes, code, autolinks, tags, entities."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Handled:  # type: ignore[override]  # noqa: N802 -- theirs
        start, end = m.span()
        match m.lastgroup:
            case "escaped":
                escaped = m["escaped"]
                return (_escape(escaped) if escaped in string.punctuation else None), start, end
            case "ticks":
                return _build_code(m["ticks"], start, end, data)
            case "url":
                return _build_link(m["url"], m["url"]), start, end
            case "mail":
                return _build_link(m["mail"], f"mailto:{m['mail']}"), start, end
            case "tag":
                raw = Element("raw")
                raw.text = AtomicString(m["tag"])
                return raw, start, end
            case _:
                text = html.unescape(m["entity"])
                return (_escape(text) if text != m["entity"] else None), start, end


def _escape(text: str) -> str:
    return "".join(f"{STX}{ord(char)}{ETX}" for char in text)


def _build_code(ticks: str, start: int, end: int, data: str) -> tuple[Element | None, int, int]:
    """Code up to the next run of as many backticks; none when there isn't one."""
    closing = re.compile(rf"(?<!`){ticks}(?!`)").search(data, end)
    if not closing:
        return None, start, end
    text = data[end : closing.start()].replace("\n", " ")
    if text.startswith(" ") and text.endswith(" ") and text.strip(" "):
        text = text[1:-1]
    code = Element("code")
    code.text = AtomicString(text)
    return code, start, closing.end()


def _build_link(text: str, target: str) -> Element:
    link = Element("a", {"href": target, "auto": "true"})
    link.text = AtomicString(text)
    return link


class _EmphasisProcessor(InlineProcessor):
    """Resolves all emphasis from the first delimiter to the end of the text at once, as pairs depend on each other."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Handled:  # type: ignore[override]  # noqa: N802, ARG002 -- theirs
        return build_emphasis(data), 0, len(data)


class _BreakProcessor(InlineProcessor):
    """Hard breaks."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Handled:  # type: ignore[override]  # noqa: N802, ARG002 -- theirs
        return Element("br"), m.start(), m.end()
