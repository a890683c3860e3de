"""The name of a player, of the cells that it is written in."""

import re
from collections.abc import Iterable
from typing import Final

from drillcards.read.group_rows import names_position
from drillcards.read.roster_words import list_words
from drillcards.read.slug import fold_accents
from drillcards.read.text import clean_cell

SUFFIXES: Final = list_words("names", "suffixes")
"""Behind a name, folded: they tell a child from a parent, but aren't said by everybody."""

CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What a name can't hold: it becomes a mail's header."""


def join_name(name: str, first: str, last: str) -> str:
    """The whole name. Where there are columns for its parts, ``name`` may be one of them: Nom, Prénom."""
    name, first, last = turn_name(clean_cell(name)), clean_cell(first), clean_cell(last)
    known = f" {name} ".casefold()
    others = ("" if f" {part} ".casefold() in known else part for part in (first, last))
    return " ".join(filter(None, (next(others), name, next(others))))


def turn_name(name: str) -> str:
    """“Park, Lena” as “Lena Park”; what stands behind a comma as “Jr.” does, or “pitcher”, stays there."""
    parts = [part.strip() for part in name.split(",")]
    suffix = f" {parts.pop()}" if len(parts) > 2 and is_suffix(parts[-1]) else ""
    if len(parts) != 2 or not all(parts) or not _is_given(parts[1]) or is_suffix(parts[0]):
        return name
    return f"{parts[1]} {parts[0]}{suffix}"


def is_suffix(text: str) -> bool:
    """Whether a word only tells a child from a parent, such as "Jr."."""
    return fold_accents(text).casefold().strip(" .") in SUFFIXES


def fold_name(name: str) -> tuple[str, ...]:
    """The words of a name that tell whose it is, in small letters and without accents; suffixes do so as well."""
    return tuple(re.findall(r"[^\W_]+", fold_accents(name).casefold()))


def is_among(name: str, names: Iterable[str]) -> bool:
    """Whether somebody else bears just this name."""
    return bool(name) and fold_name(name) in map(fold_name, names)


def _is_given(text: str) -> bool:
    """Whether it can be a given name: words in capitals, more than one letter, and no position."""
    words = text.split()
    is_written = text.islower() or text.isupper() or words[0][:1].isupper() or not text[:1].isascii()
    return len(text.strip(".")) > 1 and is_written and not is_suffix(text) and not names_position(text)
