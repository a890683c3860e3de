"""Tables: how wide each column is, so that the whole has as few lines as it can."""

from functools import lru_cache
from itertools import product
from typing import Final

from drillcards.layout.text import Words, wrap_words

CELL_PADDING: Final = 0.45
"""On either side of the gap between two columns, in em."""
MOST_FAVOURED: Final = 5
"""Up to so many columns every choice of those that don't wrap is tried; a table has few, and cells are short."""

Table = tuple[tuple[Words, ...], ...]
Widths = tuple[float, ...]


@lru_cache(maxsize=256)
def share_columns(table: Table, room: float) -> Widths | None:
    """Column widths in em that fill at most ``room``; None when not even the longest words fit side by side.

    Some columns get the width that they wish, the others share what is left: the choice with the fewest lines wins.
    """
    columns = list(zip(*table, strict=True))
    natural = tuple(max(words.width for words in column) for column in columns)
    least = tuple(max(words.widest for words in column) for column in columns)
    spare = room - sum(least) - 2 * CELL_PADDING * (len(columns) - 1)
    if spare < 0:
        return None
    wishes = tuple(want - need for want, need in zip(natural, least, strict=True))
    if sum(wishes) <= spare:
        return natural
    choices = (
        product((False, True), repeat=len(columns)) if len(columns) <= MOST_FAVOURED else ((False,) * len(columns),)
    )
    candidates = [_add_wishes(least, wishes, favoured, spare) for favoured in choices]
    return min(candidates, key=lambda widths: _count_lines(table, widths))


@lru_cache(maxsize=256)
def count_tallest(table: Table, widths: Widths) -> int:
    """The lines of the highest cell."""
    return max(
        (len(wrap_words(words, width)) for row in table for words, width in zip(row, widths, strict=True)), default=0
    )


def _add_wishes(least: Widths, wishes: Widths, favoured: tuple[bool, ...], spare: float) -> Widths:
    """The least widths, with the favoured columns' wishes as far as they go and then a share of the others'."""
    first = sum(wish for wish, early in zip(wishes, favoured, strict=True) if early)
    later = sum(wishes) - first
    granted = min(1.0, spare / first) if first else 0.0
    share = min(1.0, max(0.0, spare - first) / later) if later else 0.0
    return tuple(
        need + wish * (granted if early else share) for need, wish, early in zip(least, wishes, favoured, strict=True)
    )


def _count_lines(table: Table, widths: Widths) -> int:
    """The table's lines, where each row is as high as its highest cell."""
    return sum(
        max(len(wrap_words(words, width + 1e-6)) for words, width in zip(row, widths, strict=True)) for row in table
    )
