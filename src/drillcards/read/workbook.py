"""Excel's workbooks (.xlsx): their sheets as tables of text, with what is hidden in them."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath
from typing import Final
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from drillcards.read.cells import Row, Table

MAGIC: Final = b"PK\x03\x04"
"""What every .xlsx begins with: it is a ZIP archive."""

_BROKEN: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, KeyError)
"""What zipfile raises for archives that are damaged, encrypted (RuntimeError), or packed in ways it doesn't know."""
_MALFORMED: Final = (expat.ExpatError, ValueError, OSError)
_SHEETS: Final = "xl/worksheets/"
_BOOK: Final = "xl"
_TEXT: Final = "text()"
_NOWHERE: Final[frozenset[int]] = frozenset()
_CHUNK: Final = 65_536
"""Bytes of a sheet that are looked at at once."""
_MOST_COLUMNS: Final = 16_384
_LETTERS: Final = re.compile(r"[A-Z]{1,3}")
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


def parse_workbook(data: bytes) -> tuple[Table, ...]:
    """The sheets that have any rows, blank ones left out, in the workbook's order. Raises WorkbookError."""
    try:
        _refuse_vast_sheets(data)
        looks = _look_at_sheets(data)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables = [
            _build_table(sheet.name, workbook.get_sheet_by_index(index).to_python(skip_empty_area=False), looks[index])
            for index, sheet in enumerate(workbook.sheets_metadata)
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is not SheetVisibleEnum.VeryHidden
        ]
    except (CalamineError, IndexError, *_BROKEN, *_MALFORMED) as error:
        if isinstance(error, WorkbookError):
            raise
        raise WorkbookError(str(error)) from error
    return tuple(table for table in tables if table.rows)


def _build_table(name: str, values: list[list[Value]], look: "_Look") -> Table:
    rows = (
        Row(line, tuple(map(_write_value, cells)), hidden=line in look.rows, unsaved=look.unsaved.get(line, _NOWHERE))
        for line, cells in enumerate(values, 1)
    )
    filled = tuple(row for row in rows if not row.blank or row.unsaved)
    return Table(filled, name, shown=look.shown, hidden=frozenset(look.columns))


@dataclass(slots=True)
class _Look:
    """How a sheet looks in its spreadsheet, which calamine doesn't tell: lines from 1, columns from 0.

    Excel writes ``hidden="1"`` for rows that were hidden, that a filter leaves out, or that are folded away.
    """

    shown: bool
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    unsaved: dict[int, frozenset[int]] = field(default_factory=dict)


def _look_at_sheets(data: bytes) -> list[_Look]:
    """How each sheet looks, in the order of the workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        targets: dict[str, str] = {}
        for name, values in _list_elements(archive.read(f"{_BOOK}/_rels/workbook.xml.rels")):
            if name == "Relationship":
                targets[values.get("Id", "")] = values.get("Target", "")
        looks: list[_Look] = []
        for name, values in _list_elements(archive.read(f"{_BOOK}/workbook.xml")):
            if name == "sheet":
                target = targets.get(values.get("id", ""), "")
                path = str(PurePosixPath("/", _BOOK, target)).lstrip("/")
                look = _Look(shown=values.get("state", "visible") == "visible")
                if path in archive.namelist():
                    _look_at_rows(archive.read(path), look)
                looks.append(look)
        return looks


def _look_at_rows(data: bytes, look: _Look) -> None:
    line, column, formula, text = 0, -1, False, False
    for name, values in _list_elements(data):
        if name == "col" and _is_true(values.get("hidden")):
            first, last = int(values.get("min", "1")), int(values.get("max", "1"))
            look.columns |= {*range(first - 1, min(last, _MOST_COLUMNS))}
        elif name == "row":
            line, column = int(values.get("r", line + 1)), -1
            if _is_true(values.get("hidden")):
                look.rows.add(line)
        elif name == "c":
            place = _LETTERS.match(values.get("r", ""))
            column = _count_columns(place[0].encode()) - 1 if place else column + 1
            formula, text = False, values.get("t") == "str"
        elif name == "f":
            formula = True
            if not text:
                look.unsaved[line] = look.unsaved.get(line, _NOWHERE) | {column}
        elif name == _TEXT and formula:
            look.unsaved[line] = look.unsaved.get(line, _NOWHERE) - {column}
    look.unsaved = {row: places for row, places in look.unsaved.items() if places}


def _list_elements(data: bytes) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The elements of a part of the archive, by their names without a prefix, and where a cell's value has any text.

    A part that declares entities is refused: no workbook has any, and they can be made to fill the memory.
    """
    found: list[tuple[str, Mapping[str, str]]] = []
    inside = False

    def start(name: str, values: dict[str, str]) -> None:
        nonlocal inside
        inside = name.rpartition(" ")[2] == "v"
        found.append((name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in values.items()}))

    def end(_name: str) -> None:
        nonlocal inside
        inside = False

    def read_text(_text: str) -> None:
        if inside:
            found.append((_TEXT, {}))

    def refuse(*_: object) -> None:
        raise WorkbookError("it declares entities")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, read_text
    parser.StartDoctypeDeclHandler = refuse
    for at in range(0, len(data) + 1, _CHUNK):
        parser.Parse(data[at : at + _CHUNK], at + _CHUNK > len(data))
        yield from found
        found.clear()


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")


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
