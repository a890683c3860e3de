"""Tables as text, their cells parted by commas, semicolons or tabs, as spreadsheets write them."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

from drillcards.read.cells import Row, find_header

DELIMITERS: Final = (",", ";", "\t")

# Excel's own way to say what parts the cells, on a line before the header.
_SAID: Final = re.compile(r'"?sep=([,;\t])"?[\r\n]')


def parse_table(text: str, count_known: Callable[[Row], int]) -> Iterator[Row]:
    """The rows of a text that aren't blank.

    What parts the cells is what makes the most headers known in one of the first rows, as ``count_known`` counts
    them; and of those the one that makes the most cells.
    """
    said = _SAID.match(text)
    delimiter = said[1] if said else max(DELIMITERS, key=lambda one: _rate_header(text, one, count_known))
    for row in parse_rows(text, delimiter):
        if not row.blank and not (said and row.line == 1):
            yield row


def _rate_header(text: str, delimiter: str, count_known: Callable[[Row], int]) -> tuple[int, int]:
    header = find_header(parse_rows(text, delimiter), count_known) or Row(1, ())
    return count_known(header), len(header.cells)


def parse_rows(text: str, delimiter: str) -> Iterator[Row]:
    """All rows, with the lines that they begin on. Lines end with LF, CR or both; a cell in quotes may have several.

    A row with a cell that never ends would swallow all rows below it: it is the only one lost.
    """
    lines = io.StringIO(text, newline="").readlines()
    start = 0
    while start < len(lines):
        # The line added at the end is a row of its own, unless a cell before it never ended.
        reader = csv.reader(chain(lines[start:], [""]), delimiter=delimiter, skipinitialspace=True)
        first = start
        while first < len(lines):
            cells = _read_cells(reader)
            if cells is None or start + reader.line_num > len(lines):
                yield Row(first + 1, (), whole=False)
                break
            yield Row(first + 1, cells)
            first = start + reader.line_num
        start = first + 1


def _read_cells(reader: Iterator[list[str]]) -> tuple[str, ...] | None:
    """The next row; None if one of its cells is longer than csv's limit, as nobody means a cell to be."""
    try:
        return tuple(next(reader))
    except csv.Error:
        return None
