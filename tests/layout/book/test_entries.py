"""Rows in columns: each drawn once, in order and in its column; heads kept with what they head."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.book.entries import FEW_LINES, set_entries
from drillcards.layout.book.rows import Entry, Head, Row, path_contents, path_index
from drillcards.layout.book.story import SetPage
from drillcards.layout.structure import ARTIFACT
from drillcards.model.page import LinkArea, Tag, Text
from layout.book.bound import make_tools
from layout.printed import measure_ink

WORDS = st.lists(st.sampled_from(["long", "toss", "footwork", "a", "x" * 40]), min_size=1, max_size=5).map(" ".join)
ENTRIES = st.tuples(
    WORDS,
    st.sampled_from(["", "7", "112–114"]),
    st.sampled_from(["", "speed/a"]),
    st.sampled_from(["", "S3", "AW14"]),
    st.booleans(),
    st.integers(0, 1),
).map(lambda fields: Entry(*fields))


def _make_head(level: int, text: str) -> Head:
    return Head(text, level)


HEADS = {level: WORDS.map(partial(_make_head, level)) for level in (1, 2)}
RUNS = st.one_of(
    st.tuples(ENTRIES),
    st.tuples(HEADS[2], ENTRIES),
    st.tuples(HEADS[1], HEADS[2], ENTRIES),
    st.tuples(HEADS[2].map(lambda head: head._replace(note="– no drill"))),
)
"""What must not be parted."""
ROWS = st.lists(RUNS, min_size=1, max_size=150).map(lambda runs: [row for run in runs for row in run])
HEADINGS = {Tag.HEADING_2, Tag.HEADING_3}


class Drawn(NamedTuple):
    """A column as it was drawn: the numbers of its rows, and the words of heads that are said again above them."""

    page: int
    place: int
    numbers: list[int]
    again: str


def set_index(rows: Sequence[Row], columns: int = 2, top: float = 100.0) -> list[SetPage]:
    return list(set_entries(rows, make_tools(), path_index("index"), top=top, columns=columns))


def read_columns(pages: Sequence[SetPage], columns: int = 2) -> Iterator[Drawn]:
    """Each column that has rows."""
    frame = make_tools().frame
    step = (frame.block.w + frame.gutter) / columns if columns > 1 else frame.block.w
    for number, page in enumerate(pages):
        numbers: dict[int, dict[int, None]] = defaultdict(dict)
        again: dict[int, list[str]] = defaultdict(list)
        for path, item in page.placed:
            if not isinstance(item, Text):
                continue
            place = int((item.x - frame.block.x + 0.1) / step)
            if path == ARTIFACT:
                again[place].append(item.text)
            else:
                key = next(step.key for step in path if step.tag in HEADINGS | {Tag.LIST_ITEM})
                numbers[place][int(key)] = None
        yield from (Drawn(number, at, list(numbers[at]), "".join(again[at])) for at in sorted(numbers))


@settings(deadline=None, max_examples=50)
@given(rows=ROWS, columns=st.sampled_from([1, 2]))
def test_every_row_is_drawn_once_and_in_order(rows: list[Row], columns: int) -> None:
    drawn = [number for column in read_columns(set_index(rows, columns), columns) for number in column.numbers]
    assert drawn == list(range(len(rows)))


@settings(deadline=None, max_examples=50)
@given(rows=ROWS, columns=st.sampled_from([1, 2]), top=st.floats(60, 300))
def test_rows_stay_inside_their_column(rows: list[Row], columns: int, top: float) -> None:
    frame = make_tools().frame
    width = (frame.block.w - frame.gutter * (columns - 1)) / columns
    step = width + frame.gutter
    for number, page in enumerate(set_index(rows, columns, top)):
        for _, item in page.placed:
            if isinstance(item, Text | LinkArea):
                box = measure_ink(item)
                left = frame.block.x + int((box.x - frame.block.x + 0.1) / step) * step
                assert left - 0.01 <= box.x
                assert box.right <= left + width + 0.01
                assert (top if number == 0 else frame.block.y) - 0.01 <= box.y
                assert box.bottom <= frame.block.bottom + 0.01


@settings(deadline=None, max_examples=50)
@given(rows=ROWS)
def test_no_column_ends_with_a_head_that_something_follows(rows: list[Row]) -> None:
    for column in read_columns(set_index(rows)):
        last = rows[column.numbers[-1]]
        if column.numbers[-1] < len(rows) - 1 and isinstance(last, Head):
            assert last.note


@settings(deadline=None, max_examples=50)
@given(rows=ROWS)
def test_heads_are_said_again_where_a_column_begins_below_them(rows: list[Row]) -> None:
    for column in read_columns(set_index(rows)):
        first = column.numbers[0]
        level = row.level if isinstance(row := rows[first], Head) else 3
        above: dict[int, Head] = {}
        for row in rows[:first]:
            if isinstance(row, Head):
                above = {at: head for at, head in above.items() if at < row.level} | {row.level: row}
        expected = [head.text for at, head in sorted(above.items()) if at < level]
        assert column.again.count("(continued)") == len(expected)
        assert all(text.split()[0][:9] in column.again for text in expected)


@settings(deadline=None, max_examples=50)
@given(count=st.integers(FEW_LINES + 1, 150))
def test_the_last_page_s_columns_are_even(count: int) -> None:
    columns = list(read_columns(set_index([Entry(f"Drill {number}", "7") for number in range(count)])))
    last = [len(column.numbers) for column in columns if column.page == columns[-1].page]
    assert last[0] - last[1] in (0, 1) if sum(last) > FEW_LINES else len(last) == 1


@pytest.mark.parametrize("count", [1, 2, FEW_LINES])
def test_a_few_rows_stay_below_each_other(count: int) -> None:
    (column,) = read_columns(set_index([Entry(f"Drill {number}", "7") for number in range(count)]))
    assert len(column.numbers) == count


def test_groups_without_drills_may_be_parted() -> None:
    rows = [Head(f"Group {number}", 2, "– no drill") for number in range(40)]
    left, right = read_columns(set_index(rows))
    assert abs(len(left.numbers) - len(right.numbers)) <= 1


def test_a_head_of_one_long_word_is_divided() -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitaensmuetze"
    (page,) = set_index([Head(word, 1), Entry("Drill", "7")])
    texts = [item.text.strip() for path, item in page.placed if isinstance(item, Text) and path[-1].tag in HEADINGS]
    assert len(texts) > 1
    assert "".join(text.removesuffix("-") for text in texts) == word


def test_pages_stand_at_the_right_edge_and_dots_lead_there() -> None:
    tools = make_tools()
    rows = [Entry("A-Skips", "7", "speed/a"), Entry("Long-Toss", "112–114", "throwing/b")]
    (page,) = set_entries(rows, tools, path_contents("contents"), top=100, columns=1)
    folios = [item for _, item in page.placed if isinstance(item, Text) and item.text.strip() in ("7", "112–114")]
    assert [measure_ink(item).right for item in folios] == pytest.approx([tools.frame.block.right] * 2, abs=0.01)
    labels = [item.label for _, item in page.placed if isinstance(item, LinkArea)]
    assert labels == ["A-Skips, 7", "Long-Toss, 112–114"]


def read_lines(entry: Entry) -> dict[float, list[Text]]:
    """The texts of an entry in a column, line by line."""
    lines: dict[float, list[Text]] = defaultdict(list)
    for page in set_index([entry]):
        for _, item in page.placed:
            if isinstance(item, Text):
                lines[item.y].append(item)
    return lines


@settings(deadline=None, max_examples=50)
@given(words=st.lists(st.sampled_from(["toss", "footwork", "a", "relay", "x" * 40]), min_size=3, max_size=12))
def test_a_folio_takes_room_of_the_last_line_only_and_lies_upon_no_name(words: list[str]) -> None:
    text = " ".join(words)
    with_folio, without = read_lines(Entry(text, "1112–1114")), read_lines(Entry(text))
    # A word that is as long as a line is divided for the shorter one, which may move the end of all that follow.
    assert len(with_folio) <= len(without) + 1 + words.count("x" * 40)
    *_, last = with_folio.values()
    name, folio = last
    assert folio.text.strip() == "1112–1114"
    assert measure_ink(name).right < measure_ink(folio).x
    assert all(len(line) == 1 for line in [*with_folio.values()][:-1])
