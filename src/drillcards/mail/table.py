"""Tables for spreadsheets, as CSV."""

import csv
import io
from collections.abc import Iterable
from typing import Final

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def render_table(headers: Iterable[str], rows: Iterable[Iterable[object]] = ()) -> str:
    """A table with a row of headers; lines end in CR LF, as RFC 4180 has it. No cell of the rows is a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(headers)
    writer.writerows([_make_cell(str(cell)) for cell in row] for row in rows)
    return stream.getvalue()


def _make_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: what a server said may begin with one."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
