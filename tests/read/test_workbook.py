import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from drillcards.read.cells import Row
from drillcards.read.workbook import WorkbookError, WorkbookTooLargeError, parse_workbook


def write(*sheets: list[list[object]]) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for rows in sheets:
        sheet = workbook.create_sheet()
        for row in rows:
            sheet.append(row)
    return save(workbook)


def save(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


SAMPLE = write([["name", "email", "number"], *([f"Ana {n}", "a@example.org", n] for n in range(5))])
PARTS = zipfile.ZipFile(io.BytesIO(SAMPLE)).namelist()
SHEET = "xl/worksheets/sheet1.xml"


def replace_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SAMPLE)) as archive, zipfile.ZipFile(stream, "w") as copy:
        for part in PARTS:
            copy.writestr(part, change(archive.read(part)) if part == name else archive.read(part))
    return stream.getvalue()


def test_rows_have_their_numbers_and_blank_ones_are_left_out() -> None:
    data = write([[], ["name", "note"], [], ["Ana", "one\ntwo"]])
    assert parse_workbook(data)[0].rows == (Row(2, ("name", "note")), Row(4, ("Ana", "one\ntwo")))


def test_values_are_text_as_a_coach_would_write_it() -> None:
    values: list[object] = [7, 7.5, "07", date(2014, 3, 1), datetime(2014, 3, 1, 17, 30), time(17, 30), True, None, "x"]
    assert parse_workbook(write([values]))[0].rows[0].cells == (
        *("7", "7.5", "07", "2014-03-01", "2014-03-01 17:30:00", "17:30:00", "True", "", "x"),
    )


def test_sheets_with_anything_in_them_are_read_in_order() -> None:
    tables = parse_workbook(write([], [["name"]], [["other"]]))
    assert [(table.name, table.rows) for table in tables] == [
        ("Sheet1", (Row(1, ("name",)),)),
        ("Sheet2", (Row(1, ("other",)),)),
    ]


def test_a_hidden_sheet_is_told() -> None:
    workbook = Workbook()
    workbook.active.append(["secret"])
    workbook.active.sheet_state = "hidden"
    workbook.create_sheet().append(["name"])
    assert [table.shown for table in parse_workbook(save(workbook))] == [False, True]


def test_what_a_sheet_hides_is_told() -> None:
    workbook = Workbook()
    for row in (["name", "email"], ["Ana", "a@x.org"], ["Ben", "b@x.org"], ["Cy", "c@x.org"]):
        workbook.active.append(row)
    workbook.active.row_dimensions[3].hidden = True
    workbook.active.column_dimensions["B"].hidden = True
    (table,) = parse_workbook(save(workbook))
    assert [row.line for row in table.rows if row.hidden] == [3]
    assert table.hidden == {1}


def test_a_formula_whose_value_was_not_saved_is_told() -> None:
    workbook = Workbook()
    workbook.active.append(["Ana", "=A1", 3])
    assert parse_workbook(save(workbook))[0].rows[0].unsaved == {1}
    value = b'<c r="B1"><f>A1</f><v>7</v></c>'
    saved = replace_part(SHEET, lambda data: re.sub(rb'<c r="B1".*?</c>', value, data))
    assert parse_workbook(saved)[0].rows[0].unsaved == frozenset()


def test_entities_are_refused_before_they_grow() -> None:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "ha">{lines}]>'.encode()
    for encoding in ("utf-8", "utf-16"):
        data = replace_part(SHEET, lambda data, into=encoding: (bomb + data).decode().encode(into))  # type: ignore[misc]
        with pytest.raises(WorkbookError):
            parse_workbook(data)


def test_an_empty_workbook_has_no_rows() -> None:
    assert parse_workbook(write([])) == ()


@pytest.mark.parametrize("corner", ["XFD1048576", "ZZ9999"])
def test_a_stray_cell_in_a_far_corner_fills_no_memory(corner: str) -> None:
    workbook = Workbook()
    workbook.active["A1"] = "name"
    workbook.active[corner] = "x"
    with pytest.raises(WorkbookTooLargeError):
        parse_workbook(save(workbook))


def test_a_long_sheet_is_read() -> None:
    workbook = Workbook()
    workbook.active["A1"] = "name"
    workbook.active["B99999"] = "x"
    assert [row.line for row in parse_workbook(save(workbook))[0].rows] == [1, 99999]


def parse_or_refuse(data: bytes) -> None:
    try:
        rows = [row for table in parse_workbook(data) for row in table.rows]
    except WorkbookError:
        return
    assert all(isinstance(cell, str) for row in rows for cell in row.cells)


@settings(deadline=None)
@given(st.integers(0, len(SAMPLE)), st.binary(max_size=4), st.booleans())
@example(2427, b"\0", False)  # zlib's own error
def test_a_broken_workbook_is_refused_or_read(at: int, noise: bytes, cut: bool) -> None:
    parse_or_refuse(SAMPLE[:at] + noise + (b"" if cut else SAMPLE[at + len(noise) :]))


@settings(deadline=None)
@given(st.sampled_from(PARTS), st.floats(0, 1), st.binary(max_size=6), st.booleans())
def test_a_workbook_with_a_broken_part_is_refused_or_read(part: str, place: float, noise: bytes, cut: bool) -> None:
    def change(data: bytes) -> bytes:
        at = int(place * len(data))
        return data[:at] + noise + (b"" if cut else data[at + len(noise) :])

    parse_or_refuse(replace_part(part, change))
