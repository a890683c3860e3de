"""Positions, levels, tags and categories as words to compare: what counts as the same."""

import re
from typing import Final

from drillcards.read.slug import fold_accents

_MARKS: Final = re.compile(r"[,;/|]")


def split_traits(text: str) -> tuple[str, ...]:
    """The values of a cell that may hold several: "pitcher / shortstop" are two positions."""
    return tuple(filter(None, (" ".join(part.split()) for part in _MARKS.split(text))))


def fold_trait(text: str) -> str:
    """The text without capitals, accents, and the difference between spaces, hyphens and underscores."""
    return " ".join(re.split(r"[\s_-]+", fold_accents(text).casefold())).strip()
