"""Tables: how wide each column is, so that the whole has as few lines as it can."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

from drillcards.layout.text import Words, wrap_words

CELL_PADDING: Final = 0.45
"""On either side of the gap between two columns, in em."""
MOST_FAVOURED: Final = 5
"""Up to so many columns every choice of those that don't wrap is tried; a table has few, and cells are short."""

MOST_JUDGED: Final = 64
"""Rows that such a choice is judged by, evenly spread: trying every choice on every row of a long table takes long."""

Cells = tuple[Words, ...]
Widths = tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """All rows of a table, its header first. It is known by its identity, as comparing long ones takes long."""

    rows: tuple[Cells, ...]


@lru_cache(maxsize=256)
def share_columns(grid: Grid, room: float) -> Widths | None:
    """Column widths in em that fill at most ``room``; None when not even the longest words fit side by side.

    Some columns get the width that they wish, the others share what is left: the choice with the fewest lines wins.
    """
    natural, least = _measure_columns(grid)
    columns = range(len(natural))
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
    judged = grid.rows[:: -(-len(grid.rows) // MOST_JUDGED)]
    return min(candidates, key=lambda widths: _count_lines(judged, widths))


@lru_cache(maxsize=256)
def count_tallest(grid: Grid, widths: Widths) -> tuple[int, int]:
    """The lines of the highest cell of the header, and of the highest one below it."""
    header, *rows = (_count_row(row, widths) for row in grid.rows)
    return header, max(rows, default=0)


@lru_cache(maxsize=256)
def _measure_columns(grid: Grid) -> tuple[Widths, Widths]:
    """The width of each column in em, unless it wraps, and the least that its longest word needs."""
    columns = list(zip(*grid.rows, strict=True))
    natural = tuple(max(words.width for words in column) for column in columns)
    return natural, tuple(max(words.widest for words in column) for column in columns)


def _add_wishes(least: Widths, wishes: Widths, favoured: tuple[bool, ...], spare: float) -> Widths:
    """The least widths, with the favoured columns' wishes as far as they go and then a share of the others'."""
    first = sum(wish for wish, early in zip(wishes, favoured, strict=True) if early)
    later = sum(wishes) - first
    granted = min(1.0, spare / first) if first else 0.0
    share = min(1.0, max(0.0, spare - first) / later) if later else 0.0
    return tuple(
        need + wish * (granted if early else share) for need, wish, early in zip(least, wishes, favoured, strict=True)
    )


def _count_lines(rows: Sequence[Cells], widths: Widths) -> int:
    """The lines of all rows together."""
    return sum(_count_row(row, [width + 1e-6 for width in widths]) for row in rows)


def _count_row(row: Cells, widths: Sequence[float]) -> int:
    """The lines of a row, which is as high as its highest cell."""
    return max(len(wrap_words(words, width)) for words, width in zip(row, widths, strict=True))
