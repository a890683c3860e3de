"""Spans → a line of Markdown that is read back as these spans (https://spec.commonmark.org/0.31.2/)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, takewhile
from typing import Final

from drillcards.model.drill import Span

_MARKS: Final = {"strong": "**", "em": "*"}
# What means something wherever it stands. An underscore inside a word, and "&" that begins no entity, mean themselves.
# Signs that begin a comment or strike words out would withhold what follows.
_ALWAYS: Final = re.compile(
    r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|!(?=\[)|%(?=%)|(?<=%)%|~(?=~)|(?<=~)~|\{(?=\{?/\*|%)"
)
# What means something at a line's start only: heads, bullets, numbers, quotes, rules, tables.
_START: Final = re.compile(r"(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-{2,}\s*$|~{3,}|\||:?-+:?(?=\s*\|))")
_NUMBER: Final = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_PLAIN_URL: Final = re.compile(r"[^\s()<>]+")
_TICKS: Final = re.compile(r"`+")


def write_spans(spans: Iterable[Span], *, cell: bool = False) -> str:
    """The spans as Markdown. In a table's ``cell`` bars are escaped, and there is no line break.

    Emphasis is given to words: spaces at its ends go outside, where Markdown has them.
    """
    runs = groupby(spans, lambda span: span.href)
    text = "".join(_write_link(href, list(run)) for href, run in runs)
    text = text.replace("![", "\\![")  # a link behind an exclamation mark would be a picture
    if cell:
        return " ".join(text.replace("\\\n", " ").split()).replace("|", "\\|")
    return "\n".join(_escape_start(line) for line in text.split("\n"))


def _write_link(href: str | None, spans: Sequence[Span]) -> str:
    text = _nest(spans)
    return text if href is None else f"[{text}]({_write_target(href)})"


def _nest(spans: Sequence[Span]) -> str:
    """The spans with the emphasis that reaches farther outside of the other."""
    text = ""
    while spans:
        reaches = {name: _count_run(spans, name) for name in _MARKS}
        outer = max(reaches, key=reaches.__getitem__)
        reach = reaches[outer]
        if reach:
            text += _mark(_nest([_drop(span, outer) for span in spans[:reach]]), _MARKS[outer])
        else:
            reach = 1
            text += _write_code(spans[0].text) if spans[0].code else _escape_text(spans[0].text)
        spans = spans[reach:]
    return text


def _drop(span: Span, name: str) -> Span:
    return replace(span, strong=False) if name == "strong" else replace(span, em=False)


def _count_run(spans: Sequence[Span], name: str) -> int:
    """How many of the first spans have this emphasis."""
    return sum(1 for _ in takewhile(lambda span: getattr(span, name), spans))


def _mark(text: str, mark: str) -> str:
    """The mark around the words, and spaces outside of it."""
    core = text.strip(" ")
    if not core:
        return text
    start, end = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    return f"{start}{mark}{core}{mark}{end}"


def _escape_text(text: str) -> str:
    """The text with its marks escaped, and hard breaks as a backslash at a line's end."""
    return _ALWAYS.sub(r"\\\g<0>", text).replace("\n", "\\\n")


def _escape_start(line: str) -> str:
    if match := _NUMBER.match(line):
        return f"{match[1]}\\{line[len(match[1]) :]}"
    return f"\\{line}" if _START.match(line) else line


def _write_code(text: str) -> str:
    """Between as many backticks as the text doesn't have in a row."""
    fence = "`" * (max((len(run) for run in _TICKS.findall(text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _write_target(href: str) -> str:
    return href if _PLAIN_URL.fullmatch(href) else f"<{href.replace('<', '%3C').replace('>', '%3E')}>"
