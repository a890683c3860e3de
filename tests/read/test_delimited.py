import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.read.cells import Row
from drillcards.read.delimited import DELIMITERS, parse_rows, parse_table

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12) | st.sampled_from(
    ["", '"', '""', "a,b", "a;b", "a\tb", "one\ntwo", "one\r\ntwo", " x ", "sep=;", "\ufeff"]
)
TABLE = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=8)
)
# csv quotes what needs it for its own line ends: with LF alone, a cell that holds a CR would be written without quotes.
STYLES = st.sampled_from(
    [
        (csv.QUOTE_MINIMAL, "\r\n"),
        *((quoting, end) for quoting in (csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC) for end in ("\n", "\r\n", "\r")),
    ]
)


def write(table: list[list[str]], delimiter: str, quoting: int, end: str) -> str:
    stream = io.StringIO(newline="")
    # A class, as csv's own types want one of its constants for the quoting.
    dialect = type("Dialect", (csv.excel,), {"delimiter": delimiter, "quoting": quoting, "lineterminator": end})
    csv.writer(stream, dialect).writerows(table)
    return stream.getvalue()


def count_name(header: Row) -> int:
    return sum(cell in ("name", "email") for cell in header.cells)


@settings(deadline=None)
@given(TABLE, st.sampled_from(DELIMITERS), STYLES)
def test_what_a_spreadsheet_writes_is_read_back(table: list[list[str]], delimiter: str, style: tuple[int, str]) -> None:
    header = ["name", "email", *("" for _ in table[0])]
    text = write([header, *([*row, "x"] for row in table)], delimiter, *style)
    rows = list(parse_table(text, count_name))
    assert [row.whole for row in rows] == [True] * len(rows)
    # Spaces behind a delimiter don't count, as people put them there.
    assert [[cell.lstrip(" ") for cell in row.cells] for row in rows[1:]] == [
        [*(cell.lstrip(" ") for cell in row), "x"] for row in table
    ]


@settings(deadline=None)
@given(TABLE, st.sampled_from(DELIMITERS), STYLES)
def test_every_row_has_the_line_that_it_begins_on(
    table: list[list[str]], delimiter: str, style: tuple[int, str]
) -> None:
    starts, text = [], ""
    for row in table:
        starts.append(len(io.StringIO(text, newline="").readlines()) + 1)
        text += write([[*row, "x"]], delimiter, *style)
    assert [row.line for row in parse_rows(text, delimiter)] == starts


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(DELIMITERS))
def test_any_text_is_rows(text: str, delimiter: str) -> None:
    lines = [row.line for row in parse_rows(text, delimiter)]
    assert lines == sorted(set(lines))
    assert bool(lines) == bool(text)


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_header_tells_what_parts_the_cells(delimiter: str) -> None:
    text = f'name{delimiter}"a, b; c\td, e, f"{delimiter}email\n1{delimiter}2{delimiter}3\n'
    assert [row.cells for row in parse_table(text, count_name)][1] == ("1", "2", "3")


def test_excel_s_own_line_tells_what_parts_the_cells() -> None:
    assert list(parse_table("sep=;\r\na,b;c\r\n", count_name)) == [Row(2, ("a,b", "c"))]


def test_a_header_of_one_column_has_no_delimiter() -> None:
    assert list(parse_table("name\nAna Lopez\n", count_name)) == [Row(1, ("name",)), Row(2, ("Ana Lopez",))]


def test_blank_rows_are_left_out_and_lines_still_count_them() -> None:
    assert list(parse_table("\n ,\nname,email\n\n,,,\nAna,x\n", count_name)) == [
        Row(3, ("name", "email")),
        Row(6, ("Ana", "x")),
    ]


def test_quotes_may_follow_a_space() -> None:
    assert next(parse_rows('Ana, "a, b", c', ",")).cells == ("Ana", "a, b", "c")


def test_a_quotation_mark_that_is_never_closed_loses_its_row_alone() -> None:
    text = 'name,email\n"two\nlines",x\n"Ana,y\nBen,z\n'
    assert list(parse_rows(text, ",")) == [
        Row(1, ("name", "email")),
        Row(2, ("two\nlines", "x")),
        Row(4, (), whole=False),
        Row(5, ("Ben", "z")),
    ]


def test_a_cell_of_a_hundred_thousand_letters_is_no_cell() -> None:
    text = f'name\n"{"x" * 200_000}"\nBen\n'
    assert [(row.line, row.whole) for row in parse_rows(text, ",")] == [(1, True), (2, False), (3, True)]
