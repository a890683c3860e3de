"""A last look over a drill that has been read: what is still another program's markup would be printed as it stands."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import unquote

from drillcards.model.drill import Blocks, Bullets, Heading, Ordered, Paragraph, Quote, Span, Spans, Table
from drillcards.read.findings import Findings
from drillcards.read.sections import Body

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BLANKS: Final = re.compile(r"[\x00-\x20]+")
"""What programs that follow links pass over in them."""
_FOLLOWED: Final = frozenset({"http", "https", "mailto", "tel"})


class _Kind(NamedTuple):
    """A kind of markup: what it looks like, how to name it, and what to write instead."""

    looks: re.Pattern[str]
    name: str
    instead: str


_KINDS: Final = tuple(
    _Kind(re.compile(looks), name, instead)
    for looks, name, instead in (
        (r"!\[\[[^\]\n]+\]\]", "![[…]]", "a picture as ![its words](file.png)"),
        (r"!\[[^\]\n]*\]\(", "![…](…)", "a file's name without spaces, or in <…>"),
        (r"(?<!!)\[\[[^\]\n]+\]\]", "[[…]]", "another drill's title in **bold**"),
        (r"\[\^[^\]\s]+\]", "[^…]", "the note in parentheses"),
        (r"(?<![=\w])==(?![=\s])[^=\n]{1,200}(?<!\s)==(?![=\w])", "==…==", "**bold** words"),
        (r"~~", "~~", "only what is to be read"),
        (r"%%", "%%", "only what is to be read"),
        (r"\{\{.*?\}\}", "{{…}}", "the words themselves"),
        (r"\{%.*?%\}", "{%…%}", "the words themselves"),
        (r"\{[:#.][^{}\n]*\}", "{…}", "nothing: names and classes mean nothing on paper"),
        (r"^:{3,}", ":::", "a quote: > Words"),
        (r"^!{3}\s", "!!!", "a quote: > Words"),
        (r"^\[![A-Za-z]+\]", "[!…]", "**Note** and the words"),
        (r"^\[[ xX]\]\s", "[ ]", "☐ or ☑, or nothing"),
        (r"(?<![\w:]):[a-z][a-z0-9]*(?:_[a-z0-9]+)*:(?![\w:])", ":…:", "the sign itself, such as 🏃"),
        (r"(?<![\w$])\$(?=[^\s\d$])[^$\n]{1,100}(?<=[^\s$])\$(?![\w$])", "$…$", "the formula in plain words"),
        (r"^(?:[•▪▸►➢]\s|·\s+\S)", "• at a line's beginning", "a list: - Words"),
        (r"^\d{1,2}[.)][A-Z][a-z]", "1.Words", "a space behind the number: 1. Words"),
        (r"</?(?:div|span|p|br|b|i|u|a|img|font|center|table|td|tr|ul|ol|li|sup|sub)\b[^<>\n]*>", "<…>", "Markdown"),
        (r"^:\s+\S", ": at a line's beginning", "**Term**: meaning"),
    )
)


def warn_of_leftovers(title: str, body: Body, findings: Findings) -> None:
    """One warning that names the kinds of markup in a body's texts, the first line of each, and what to write."""
    found: dict[_Kind, int] = {}
    for spans, line in (((Span(title),), body.title_line or 1), *_read_body(body)):
        text = _join(spans)
        for kind in _KINDS:
            if kind not in found and kind.looks.search(text):
                found[kind] = line
    if not found:
        return
    named = [f"{kind.name} (line {line})" for kind, line in found.items()]
    advice = "; ".join(f"for {kind.name} {kind.instead}" for kind in found)
    findings.warn(
        "leftover-markup",
        min(found.values()),
        f"Marks of another program are printed as they stand: {', '.join(named)}.",
        f"Write {advice}.",
    )


def has_strange_scheme(href: str) -> bool:
    """Whether an address begins with a scheme that nobody should follow, however it is disguised."""
    scheme = _find_scheme(href)
    return bool(scheme and scheme.lower() not in _FOLLOWED)


def _find_scheme(href: str) -> str:
    scheme = _SCHEME.match(_BLANKS.sub("", unquote(href)))
    return scheme[1] if scheme else ""


def warn_of_links(body: Body, findings: Findings) -> None:
    """One warning about links that nobody should follow from paper or a PDF: scripts, files, data."""
    for spans, line in _read_body(body):
        for span in spans:
            if span.href and has_strange_scheme(span.href):
                findings.warn(
                    "unfollowed-link",
                    line,
                    f"A link begins with {_find_scheme(span.href)}:, and leads nowhere in print; its words are printed "
                    "without it.",
                    "Link to an address that begins with https:// or mailto:, or to another drill's file.",
                )
                return


def _read_body(body: Body) -> Iterator[tuple[Spans, int]]:
    yield from _read_blocks(body.intro)
    for section in body.sections:
        yield (Span(section.heading),), section.line
        yield from _read_blocks(section.blocks)
    yield from _read_blocks(body.closing)


def _read_blocks(blocks: Blocks) -> Iterator[tuple[Spans, int]]:
    """The texts that aren't code blocks, each with its line."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield block.spans, block.line
            case Bullets() | Ordered():
                for item in block.items:
                    yield from _read_blocks(item)
            case Table():
                for row in (block.header, *block.rows):
                    yield from ((cell, block.line) for cell in row)
            case Quote():
                yield from _read_blocks(block.blocks)
            case _:
                continue


def _join(spans: Spans) -> str:
    return "".join([" " if span.code else span.text for span in spans])
