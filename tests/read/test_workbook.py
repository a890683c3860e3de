import io
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


def test_rows_have_their_numbers_and_blank_ones_are_left_out() -> None:
    data = write([[], ["name", "note"], [], ["Ana", "one\ntwo"]])
    assert list(parse_workbook(data)) == [Row(2, ("name", "note")), Row(4, ("Ana", "one\ntwo"))]


def test_values_are_text_as_a_coach_would_write_it() -> None:
    values: list[object] = [7, 7.5, "07", date(2014, 3, 1), datetime(2014, 3, 1, 17, 30), time(17, 30), True, None, "x"]
    assert next(parse_workbook(write([values]))).cells == (
        *("7", "7.5", "07", "2014-03-01", "2014-03-01 17:30:00", "17:30:00", "True", "", "x"),
    )


def test_the_first_sheet_with_anything_in_it_is_read() -> None:
    assert list(parse_workbook(write([], [["name"]], [["other"]]))) == [Row(1, ("name",))]


def test_a_hidden_sheet_is_not_read() -> None:
    workbook = Workbook()
    workbook.active.append(["secret"])
    workbook.active.sheet_state = "hidden"
    workbook.create_sheet().append(["name"])
    assert list(parse_workbook(save(workbook))) == [Row(1, ("name",))]


def test_an_empty_workbook_has_no_rows() -> None:
    assert list(parse_workbook(write([]))) == []


@pytest.mark.parametrize("corner", ["XFD1048576", "ZZ9999"])
def test_a_stray_cell_in_a_far_corner_fills_no_memory(corner: str) -> None:
    workbook = Workbook()
    workbook.active["A1"] = "name"
    workbook.active[corner] = "x"
    with pytest.raises(WorkbookTooLargeError):
        list(parse_workbook(save(workbook)))


def test_a_long_sheet_is_read() -> None:
    workbook = Workbook()
    workbook.active["A1"] = "name"
    workbook.active["B99999"] = "x"
    assert [row.line for row in parse_workbook(save(workbook))] == [1, 99999]


SAMPLE = write([["name", "email", "number"], *([f"Ana {n}", "a@example.org", n] for n in range(5))])
PARTS = zipfile.ZipFile(io.BytesIO(SAMPLE)).namelist()


def replace_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SAMPLE)) as archive, zipfile.ZipFile(stream, "w") as copy:
        for part in PARTS:
            copy.writestr(part, change(archive.read(part)) if part == name else archive.read(part))
    return stream.getvalue()


def parse_or_refuse(data: bytes) -> None:
    try:
        rows = list(parse_workbook(data))
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
