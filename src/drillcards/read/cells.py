"""A table and its rows, whatever file they come from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final

MOST_TITLES: Final = 9
"""Rows that may stand above a header, such as the team's name."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells as they stand there. ``line`` is where it begins: its line in a text, its number in a workbook.

    ``whole`` is false where a quotation mark opens a cell that never ends; there are no cells then. ``hidden``: the
    workbook doesn't show it, as by a filter. ``unsaved`` are the places of cells with a formula, but without its value.
    """

    line: int
    cells: tuple[str, ...]
    whole: bool = True
    hidden: bool = False
    unsaved: frozenset[int] = frozenset()

    @property
    def blank(self) -> bool:
        """Whether there is nothing but space in it."""
        return self.whole and not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file or a sheet that aren't blank. ``hidden`` are the places of columns that aren't shown.

    ``guessed``: which letters the bytes mean is a guess, and names may have wrong ones.
    """

    rows: tuple[Row, ...]
    name: str = ""
    """Of the sheet; "" for a text."""
    shown: bool = True
    hidden: frozenset[int] = frozenset()
    guessed: bool = False


def find_header(rows: Iterable[Row], count_known: Callable[[Row], int]) -> Row | None:
    """Of the first rows that aren't blank, the one of which most is known; of equals the first. None: all are."""
    filled = (row for row in rows if not row.blank)
    return max(islice(filled, MOST_TITLES + 1), key=count_known, default=None)
