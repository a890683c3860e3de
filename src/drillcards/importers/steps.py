"""Lines of a list as other programs keep them: often with a bullet or a number of their own."""

import re
from collections.abc import Iterable
from typing import Final

from drillcards.model.drill import Blocks, Bullets, Ordered, Paragraph, Span
from drillcards.read.text import clean_cell

_MARK: Final = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)])\s+")


def clean_lines(lines: Iterable[str]) -> list[str]:
    """The lines' words without marks, and without empty lines."""
    return [line for line in (clean_cell(_MARK.sub("", line)) for line in lines) if line]


def number_lines(lines: Iterable[str]) -> Ordered:
    """Steps."""
    return Ordered(_make_items(lines))


def list_lines(lines: Iterable[str]) -> Bullets:
    """Bullets."""
    return Bullets(_make_items(lines))


def make_paragraph(line: str) -> Paragraph:
    """A line of plain text."""
    return Paragraph((Span(line),))


def _make_items(lines: Iterable[str]) -> tuple[Blocks, ...]:
    return tuple((make_paragraph(line),) for line in lines)
