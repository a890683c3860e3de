"""The season at a glance: weeks from Monday to Sunday, each practice with its page."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.book.calendar import set_calendar
from drillcards.layout.book.numbering import Numbering
from drillcards.layout.book.plans import key_practice
from drillcards.layout.book.story import SetPage
from drillcards.model.page import Box, LinkArea, Shape, Tag, Text
from drillcards.model.season import Block, Practice, Season, Week
from layout.book.bound import SEASON, list_texts, make_tools
from layout.printed import measure_ink, overlap

MONDAY = date(2027, 3, 1)
DAYS = st.lists(st.integers(0, 200), min_size=1, max_size=40)


def plan(days: list[int], focus: str = "") -> Season:
    practices = [Practice(at, (Block("", 5),), date=MONDAY + timedelta(days=day)) for at, day in enumerate(days, 1)]
    return Season("", (Week(1, tuple(practices), focus=focus),))


def set_pages(season: Season, template: str = "booklet", lang: str = "en") -> list[SetPage]:
    keys = [key_practice(practice) for practice in season.practices]
    numbering = Numbering({key: 40 + at for at, key in enumerate(keys)}, dict.fromkeys(keys, 1))
    return list(set_calendar(season, numbering, make_tools(template, lang)))


def list_cells(pages: list[SetPage]) -> dict[tuple[int, str, str], list[str]]:
    """The lines of each cell of the calendars, by page, row and column; the first row and column head the others."""
    cells: dict[tuple[int, str, str], list[str]] = {}
    for number, page in enumerate(pages):
        for path, item in page.placed:
            table = next((step for step in path if step.tag is Tag.TABLE), None)
            if isinstance(item, Text) and table and table.key == "grid":
                row = next(step.key for step in path if step.tag is Tag.TABLE_ROW)
                column = next(step.key for step in path if step.tag in (Tag.TABLE_CELL, Tag.TABLE_HEADER))
                cells.setdefault((number, row, column), []).append(item.text.strip().replace("\u00a0", " "))
    return cells


@settings(deadline=None, max_examples=40)
@given(days=DAYS)
def test_the_days_follow_each_other_from_the_first_practice_s_monday_to_the_last_one_s_sunday(days: list[int]) -> None:
    cells = list_cells(set_pages(plan(days)))
    shown = [int(lines[0]) for (_, row, column), lines in cells.items() if row != "0" and column != "0"]
    first = MONDAY + timedelta(days=7 * (min(days) // 7))
    count = 7 * (max(days) // 7 - min(days) // 7 + 1)
    assert shown == [(first + timedelta(days=day)).day for day in range(count)]


@settings(deadline=None, max_examples=40)
@given(days=DAYS)
def test_each_practice_has_its_page_on_its_day_and_a_link_of_its_own(days: list[int]) -> None:
    pages = set_pages(plan(days))
    lines = [line for cell in list_cells(pages).values() for line in cell[1:]]
    assert sorted(lines) == sorted(f"p. {40 + at}" for at in range(len(days)))
    links = [
        item.target
        for page in pages
        for path, item in page.placed
        if isinstance(item, LinkArea) and any(step.key == "grid" for step in path)
    ]
    assert sorted(links) == sorted(f"#:practice-{at}" for at in range(1, len(days) + 1))


@pytest.mark.parametrize("template", ["booklet", "booklet-a5", "booklet-letter", "booklet-a4"])
@pytest.mark.parametrize("days", [[0, 0], [0, 0, 0, 0, 0], [7 * (at // 4) for at in range(210)]])
def test_the_lines_of_a_day_stay_in_its_cell(template: str, days: list[int]) -> None:
    block = make_tools(template).frame.block
    for page in set_pages(plan(days), template):
        shaded = [measure_ink(item) for _, item in page.placed if isinstance(item, Shape) and item.fill]
        for path, item in page.placed:
            if isinstance(item, Text) and any(step.tag is Tag.LINK for step in path) and path[1].key == "grid":
                assert any(holds(cell, measure_ink(item)) for cell in shaded)
        boxes = [measure_ink(item) for _, item in page.placed if isinstance(item, Text)]
        assert all(box.bottom <= block.bottom + 0.1 for box in boxes)
        assert not [1 for at, box in enumerate(boxes) for other in boxes[at + 1 :] if overlap(box, other)]


def holds(outer: Box, inner: Box) -> bool:
    return (
        outer.x <= inner.x and inner.right <= outer.right and outer.y <= inner.y and inner.bottom <= outer.bottom + 0.5
    )


def test_a_long_season_has_about_as_many_weeks_on_each_page() -> None:
    cells = list_cells(set_pages(plan([7 * week for week in range(52)])))
    rows = [max(int(row) for number, row, _ in cells if number == page) for page in {number for number, *_ in cells}]
    assert sum(rows) == 52
    assert max(rows) - min(rows) <= len(rows)


def test_without_dates_there_is_just_the_table_of_weeks() -> None:
    season = Season("", (Week(1, (Practice(1, (Block("", 5),)),)),))
    (page,) = set_pages(season)
    texts = list_texts(page.placed)
    assert "Mon" not in texts
    assert "Practice 1, p.\u00a040" in texts or "Practice 1, p. 40" in texts


def test_the_weeks_have_a_column_for_their_focus_only_if_one_has_any() -> None:
    (with_focus,) = set_pages(SEASON)
    (without,) = set_pages(plan([0, 2]))
    assert "Focus" in list_texts(with_focus.placed)
    assert "Focus" not in list_texts(without.placed)


def test_a_date_and_its_page_stay_on_one_line() -> None:
    (page,) = set_pages(
        plan([0, 2], focus="Words about what the week is for, and more of them than there is room. " * 3)
    )
    assert "Mar 1, p. 40" in [text.replace("\u00a0", " ") for text in list_texts(page.placed)]


def test_the_days_are_named_in_the_book_s_language() -> None:
    (page,) = set_pages(SEASON, lang="es")
    assert {"lun", "mié", "sáb", "Semana"} <= {*list_texts(page.placed)}
