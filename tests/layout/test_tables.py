"""Tables: columns wide enough for their words, and no more lines than need be."""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.tables import CELL_PADDING, Grid, share_columns
from drillcards.layout.text import wrap_words
from drillcards.layout.typesetter import BLANK, Typesetter
from drillcards.model.document import Document
from drillcards.model.drill import Drill, Section, Source, Span, Table
from drillcards.model.page import Page, Tag
from drillcards.write.pdf import write_pdf
from layout.printed import (
    Seen,
    find_fonts,
    find_template,
    lay_out_drill,
    list_faces,
    overlap,
    read_structure,
    see_texts,
    split_columns,
)
from pdf_checks import check_standards, check_structure

CELLS = st.lists(st.text("abc ", max_size=14), min_size=3, max_size=3).map(tuple)


@cache
def find_typesetter() -> Typesetter:
    return Typesetter(find_fonts())


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(CELLS, min_size=1, max_size=5), room=st.floats(3.0, 40.0))
def test_columns_hold_their_longest_words_and_fit_the_room(rows: list[tuple[str, ...]], room: float) -> None:
    table = tuple(tuple(find_typesetter().set_text(cell) for cell in row) for row in rows)
    widths = share_columns(Grid(table), room)
    least = [max(words.widest for words in column) for column in zip(*table, strict=True)]
    padding = 2 * CELL_PADDING * 2
    if widths is None:
        assert sum(least) + padding > room
        return
    assert sum(widths) + padding <= room + 1e-6
    assert all(width >= need - 1e-9 for width, need in zip(widths, least, strict=True))


def test_a_column_of_short_texts_keeps_them_on_one_line_beside_one_long_text() -> None:
    rows = [
        ("30 ft", "Easy and loose"),
        ("45 ft", "Easy, full arm"),
        ("105 to 120 ft, for the ages 13 to 14 only", "Hop"),
    ]
    table = tuple(tuple(find_typesetter().set_text(cell) for cell in row) for row in rows)
    widths = share_columns(Grid(table), 14.0)
    assert widths is not None
    assert [len(wrap_words(row[1], widths[1] + 1e-6)) for row in table] == [1, 1, 1]


def print_table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], template: str) -> list[Page]:
    cells = [tuple((Span(cell),) if cell else () for cell in row) for row in (header, *rows)]
    section = Section("execution", "Execution", (Table(cells[0], tuple(cells[1:])),))
    laid = lay_out_drill(Drill("a/b", "Title", Source("drills/a/b.md"), sections=(section,)), find_template(template))
    assert laid.cards, laid.problems
    return list_faces(laid)


WIDE = ("Station", "Distance", "Repetitions", "Equipment", "Responsibility", "Remarks")


def test_a_table_too_wide_for_its_column_is_read_row_by_row_with_its_headers() -> None:
    rows = [("one", "15 m", "10", "", "assistant coach", "easy"), ("two", "20 m", "12", "cones", "players", "quick")]
    faces = print_table(WIDE, rows, "page")
    items = [text.split() for path, text in read_structure(faces).items() if path[-1][0] == Tag.LIST_BODY]
    assert [" ".join(item) for item in items] == [
        f"Station: one · Distance: 15 m · Repetitions: 10 · Equipment: {BLANK} · Responsibility: assistant coach · "
        "Remarks: easy",
        "Station: two · Distance: 20 m · Repetitions: 12 · Equipment: cones · Responsibility: players · Remarks: quick",
    ]
    assert not [path for path in read_structure(faces) if Tag.TABLE in [tag for tag, _ in path]]
    bold = " ".join(seen.text.text for seen in see_texts(faces[0]) if seen.text.font.endswith("-Bold"))
    assert "Remarks:" in bold
    assert "easy" not in bold


def list_heads(faces: list[Page]) -> list[list[Seen]]:
    """In each column that has any of the table, the texts that say "Round"."""
    columns = [
        column
        for face in faces
        for column in split_columns([seen for seen in see_texts(face) if seen.text.text.startswith(("throw", "Round"))])
    ]
    return [[seen for seen in column if seen.text.text.strip() == "Round"] for column in columns if column]


@pytest.mark.parametrize("template", ["page", "field-4x6", "pocket-3x5"])
@pytest.mark.parametrize("count", [30, 44, 60, 140])
def test_a_table_that_goes_on_repeats_its_header_as_furniture(template: str, count: int) -> None:
    faces = print_table(("Round", "What"), [(str(number), f"throw {number}") for number in range(count)], template)
    heads = list_heads(faces)
    assert len(heads) > 1
    assert all(len(head) == 1 for head in heads)
    assert [head[0].is_artifact for head in heads] == [False, *[True] * (len(heads) - 1)]
    for face in faces:
        boxes = [seen.box for seen in see_texts(face)]
        assert not [1 for at, box in enumerate(boxes) for other in boxes[at + 1 :] if overlap(box, other)]
    rows = [text.strip() for path, text in read_structure(faces).items() if path[-1] == ("TD", "1")]
    assert rows == [f"throw {number}" for number in range(count)]


def test_a_row_taller_than_a_face_breaks_between_its_lines() -> None:
    text = " ".join(f"word{number}" for number in range(80))
    faces = print_table(("What", "How"), [("Throw", text)], "station")
    (row,) = [text for path, text in read_structure(faces).items() if path[-1][0] == Tag.LIST_BODY]
    assert row.split() == ["What:", "Throw", "·", "How:", *text.split()]


@pytest.mark.parametrize("template", ["station", "station-a5"])
def test_long_rows_as_text_go_on_from_face_to_face(template: str) -> None:
    row = tuple(f"{side} " + " ".join(f"word{number}" for number in range(70)) for side in ("left", "right"))
    faces = print_table(("What", "How"), [row] * 3, template)
    items = [text.split() for path, text in read_structure(faces).items() if path[-1][0] == Tag.LIST_BODY]
    assert items == [["What:", *row[0].split(), "·", "How:", *row[1].split()]] * 3


WORDS = ("left", "right", "three sets of ten", "sprint", "shuffle", "catcher", "responsibility", "slow and easy", "8")


def print_random_table(seed: int, template: str) -> list[Page]:
    """Five to seven columns of few words, and more rows than a face holds."""
    chooser = random.Random(seed)
    columns = chooser.randint(5, 7)

    def choose_row() -> tuple[str, ...]:
        return tuple(chooser.choice(WORDS) for _ in range(columns))

    return print_table(choose_row(), [choose_row() for _ in range(chooser.randint(8, 24))], template)


@pytest.mark.parametrize("template", ["field-4x6", "pocket-3x5"])
def test_a_table_stands_in_one_form_wherever_it_goes_on(template: str, tmp_path: Path) -> None:
    path = tmp_path / "cards.pdf"
    for seed in range(16):
        faces = print_random_table(seed, template)
        tags = {path[2][0] for path in read_structure(faces) if path[1][1] == "0-execution" and path[2][1] == "0"}
        assert tags in ({Tag.TABLE}, {Tag.LIST}), seed
        write_pdf(Document("Cards", tuple(faces), find_fonts().files), path)
        assert check_structure(path) == [], seed
    assert check_standards(path) == []


LOG = ("Exercise", "Load in kilograms", "Repetitions left in reserve")


@pytest.mark.parametrize("template", ["station", "page"])
def test_a_table_to_write_in_keeps_its_headings_and_has_room_for_what_is_missing(template: str) -> None:
    faces = print_table(LOG, [("Back squat", "", ""), ("Deadlift", "", "")], template)
    texts = [" ".join(text.split()) for path, text in read_structure(faces).items() if path[1][1] == "0-execution"]
    if template == "page":
        assert texts[1:] == [*LOG, "Back squat", "Deadlift"]
    else:
        rest = f"Load in kilograms: {BLANK} · Repetitions left in reserve: {BLANK}"
        assert texts[1:] == [f"Exercise: Back squat · {rest}", f"Exercise: Deadlift · {rest}"]


@pytest.mark.parametrize("template", ["station", "page", "booklet", "pocket-3x5"])
def test_a_table_of_headings_alone_keeps_them(template: str) -> None:
    faces = print_table(LOG, [], template)
    texts = [" ".join(text.split()) for path, text in read_structure(faces).items() if path[1][1] == "0-execution"]
    as_text = " · ".join(f"{head}: {BLANK}" for head in LOG)
    assert texts[1:] in (list(LOG), [as_text])


def test_a_value_below_no_heading_is_printed_alone() -> None:
    faces = print_table(("", "Responsibilities of both", "Remarks of the coach"), [("Monday", "", "")], "station")
    (row,) = [text for path, text in read_structure(faces).items() if path[-1][0] == Tag.LIST_BODY]
    assert " ".join(row.split()) == f"Monday · Responsibilities of both: {BLANK} · Remarks of the coach: {BLANK}"
