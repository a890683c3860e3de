"""Excel's workbooks (.xlsx): the first sheet that has anything in it, as rows of text."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from drillcards.read.cells import Row

MAGIC: Final = b"PK\x03\x04"
"""What every .xlsx begins with: it is a ZIP archive."""

_BROKEN: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)
"""What zipfile raises for archives that are damaged, encrypted (RuntimeError), or packed in ways it doesn't know."""
_SHEETS: Final = "xl/worksheets/"
_PLACE: Final = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_MOST_CELLS: Final = 2_000_000
"""Between the first and the last, empty ones too: all of them are held in memory, 24 bytes each at least."""
_MOST_BYTES: Final = 100_000_000
"""Unpacked. A sheet of a thousand players takes less than one of them."""

Value = int | float | str | bool | time | date | datetime | timedelta


class WorkbookError(ValueError):
    """The bytes are no workbook that can be read."""


class WorkbookTooLargeError(WorkbookError):
    """A sheet reaches further than any list of players does."""


def parse_workbook(data: bytes) -> Iterator[Row]:
    """The rows of the first visible sheet that has any, blank ones left out. Raises WorkbookError."""
    try:
        _refuse_vast_sheets(data)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            workbook.get_sheet_by_index(index).to_python(skip_empty_area=False)
            for index, sheet in enumerate(workbook.sheets_metadata)
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
        ]
    except (CalamineError, *_BROKEN) as error:
        if isinstance(error, WorkbookError):
            raise
        raise WorkbookError(str(error)) from error
    for sheet in sheets:
        rows = [Row(line, tuple(map(_write_value, values))) for line, values in enumerate(sheet, 1)]
        if any(not row.blank for row in rows):
            yield from (row for row in rows if not row.blank)
            return


def _refuse_vast_sheets(data: bytes) -> None:
    """Raise for a sheet that wouldn't fit in memory: one stray cell in the last corner is enough."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [info for info in archive.infolist() if info.filename.startswith(_SHEETS)]
        if not sheets:
            raise WorkbookError("there are no sheets")
        if sum(info.file_size for info in archive.infolist()) > _MOST_BYTES:
            raise WorkbookTooLargeError("unpacked it is too large")
        for info in sheets:
            places = [(_count_columns(letters), int(row)) for letters, row in _PLACE.findall(archive.read(info))]
            columns, rows = (max(numbers, default=0) for numbers in zip(*places, strict=True)) if places else (0, 0)
            if columns * rows > _MOST_CELLS:
                raise WorkbookTooLargeError(f"{info.filename} has {rows} rows of {columns} cells")


def _count_columns(letters: bytes) -> int:
    """The number of a column: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _write_value(value: Value) -> str:
    """A cell's value as text: whole numbers without a point, days as 2014-03-01."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
