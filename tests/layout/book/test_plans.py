"""A practice's page: the clock, the minutes so far, who does what where."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillcards.layout.book.plans import Planned, compose_plan, format_date, format_day, key_practice, name_practice
from drillcards.layout.book.story import set_story
from drillcards.layout.references import gather_references
from drillcards.model.page import LinkArea, Tag, Text
from drillcards.model.season import Block, PlannedRoutine, Practice, Station, Week
from layout.book.bound import DRILLS, SEASON, make_tools

REFERENCES = gather_references(DRILLS, {drill.slug for drill in DRILLS}, lambda drill: f"S1, p. {len(drill.title)}")
ROUTINES = {"warm-up": "p.\u00a097"}
TITLES = {drill.slug: drill.title for drill in DRILLS}


def print_rows(practice: Practice, lang: str = "en", week: Week = SEASON.weeks[0]) -> list[list[str]]:
    """The cells of the plan's table, row by row."""
    tools = make_tools(lang=lang)
    planned = Planned(practice, week, TITLES, REFERENCES, ROUTINES, lang)
    rows: dict[str, dict[str, str]] = {}
    for page in set_story(compose_plan(planned, tools), tools, single=True):
        for path, item in page.placed:
            cell = [step for step in path if step.tag in (Tag.TABLE_HEADER, Tag.TABLE_CELL)]
            row = [step.key for step in path if step.tag is Tag.TABLE_ROW]
            if isinstance(item, Text) and cell and row:
                found = rows.setdefault(row[0], {})
                found[cell[0].key] = found.get(cell[0].key, "") + item.text
    return [[text.strip() for text in row.values()] for row in rows.values()]


def print_text(practice: Practice, lang: str = "en") -> str:
    tools = make_tools(lang=lang)
    planned = Planned(practice, SEASON.weeks[0], TITLES, REFERENCES, ROUTINES, lang)
    pages = set_story(compose_plan(planned, tools), tools, single=True)
    text = "".join(item.text for page in pages for _, item in page.placed if isinstance(item, Text))
    return text.replace("\u00a0", " ")


def test_each_row_begins_where_the_one_before_it_ends() -> None:
    rows = print_rows(SEASON.practices[0])
    assert [row[:3] for row in rows] == [
        ["Clock", "Min", "Total"],
        ["5:30", "15", "15"],
        ["5:45", "3", "18"],
        ["5:48", "24", "42"],
    ]


def test_without_a_start_the_clock_counts_from_nought() -> None:
    practice = Practice(1, tuple(Block(f"Block {at}", 40) for at in range(3)))
    assert [row[0] for row in print_rows(practice)[1:]] == ["0:00", "0:40", "1:20"]


@pytest.mark.parametrize(
    ("lang", "clocks"),
    [
        ("en", ["11:40", "12:20", "1:00"]),
        ("en-US", ["11:40", "12:20", "1:00"]),
        ("en-GB", ["11:40", "12:20", "13:00"]),
        ("es", ["11:40", "12:20", "13:00"]),
        ("fr", ["11:40", "12:20", "13:00"]),
    ],
)
def test_the_clock_runs_past_noon_as_the_country_writes_it(lang: str, clocks: list[str]) -> None:
    practice = Practice(1, tuple(Block(f"Block {at}", 40) for at in range(3)), start=time(11, 40))
    assert [row[0] for row in print_rows(practice, lang)[1:]] == clocks


def test_the_clock_runs_past_midnight() -> None:
    practice = Practice(1, (Block("Late", 45), Block("Later", 10)), start=time(23, 30))
    assert [row[0] for row in print_rows(practice)[1:]] == ["11:30", "12:15"]
    assert [row[0] for row in print_rows(practice, "en-GB")[1:]] == ["23:30", "0:15"]


@given(minutes=st.lists(st.integers(1, 90), min_size=1, max_size=9))
def test_the_last_total_is_the_minutes_of_all_blocks(minutes: list[int]) -> None:
    rows = print_rows(Practice(1, tuple(Block("Block", each) for each in minutes)))
    assert int(rows[-1][2]) == sum(minutes)


@pytest.mark.parametrize(
    ("start", "lang", "shown"),
    [
        (time(17, 30), "en", "5:30 pm"),
        (time(0, 5), "en", "12:05 am"),
        (time(12), "en-US", "12:00 pm"),
        (time(9), "fr", "9:00"),
    ],
)
def test_the_start_says_whether_it_is_morning_where_that_is_customary(start: time, lang: str, shown: str) -> None:
    assert f"{shown} · 5 min" in print_text(Practice(1, (Block("Block", 5),), start=start), lang)


@pytest.mark.parametrize(
    ("lang", "dated", "day"),
    [
        ("en", "Tue, Apr 6", "Apr 6"),
        ("en-GB", "Tue 6 Apr", "6 Apr"),
        ("es-MX", "mar 6 abr", "6 abr"),
        ("fr", "mar. 6 avr.", "6 avr."),
        ("de", "Tue 6 Apr", "6 Apr"),
    ],
)
def test_dates_are_in_the_country_s_order(lang: str, dated: str, day: str) -> None:
    assert format_date(date(2027, 4, 6), lang) == dated
    assert format_day(date(2027, 4, 6), lang) == day


def test_drills_and_stations_say_where_they_are() -> None:
    text = print_text(SEASON.practices[0])
    assert "A-Skips (S1, p. 7)" in text
    assert "• Infielders at Left (Coach Ruiz): Long-Toss Build-Up (S1, p. 18)" in text
    assert "→" not in text
    assert "Tue, Mar 2, 5:30 pm · " in text
    assert "Two stations (rotate every 12 min)" in text
    assert "• Right: A-Skips (S1, p. 7) – Six each" in text
    assert "If it rains: Gym." in text
    assert "Week 1, Feet" in text


@pytest.mark.parametrize(
    ("station", "lang", "shown"),
    [
        (Station("Tee", group="Group A"), "en", "• Group A at Tee"),
        (Station("Tee", group="Grupo A"), "es", "• Grupo A en Tee"),
        (Station("Tee", group="Groupe A"), "fr", "• Groupe A à Tee"),
        (Station("Tee", coach="Coach Ruiz"), "en", "• Tee (Coach Ruiz)"),
        (Station("", coach="Coach Ruiz"), "en", "• Coach Ruiz"),
    ],
)
def test_a_station_says_who_is_where_in_words(station: Station, lang: str, shown: str) -> None:
    assert shown in print_text(Practice(1, (Block("Block", 5, stations=(station,)),)), lang)


def test_a_drill_that_nobody_knows_stays_as_the_coach_wrote_it() -> None:
    assert "Wild Idea" in print_text(Practice(1, (Block("Block", 5, drills=("Wild Idea",)),)))


def test_a_practice_without_a_title_is_called_by_its_number() -> None:
    assert [name_practice(practice, "en") for practice in SEASON.practices] == ["First day", "Practice 2", "Long day"]
    assert [key_practice(practice) for practice in SEASON.practices] == [":practice-1", ":practice-2", ":practice-3"]
    assert name_practice(SEASON.practices[1], "es") == "Entrenamiento 2"


def list_links(practice: Practice) -> list[str]:
    tools = make_tools()
    planned = Planned(practice, SEASON.weeks[0], TITLES, REFERENCES, ROUTINES, "en")
    pages = set_story(compose_plan(planned, tools), tools, single=True)
    return [item.target for page in pages for _, item in page.placed if isinstance(item, LinkArea)]


def test_a_routine_is_named_with_its_page_and_leads_there() -> None:
    routine = PlannedRoutine("Fifteen Minutes", "warm-up", (DRILLS[0].slug,))
    practice = Practice(1, (Block("Warm-up", 15, routine=routine),))
    (_, row) = print_rows(practice)
    assert row[3].replace("\u00a0", " ") == "Warm-up Fifteen Minutes (p. 97)"
    assert set(list_links(practice)) == {"#:routine-warm-up"}


def test_a_routine_that_is_not_in_the_book_is_named_alone() -> None:
    practice = Practice(1, (Block("", 15, routine=PlannedRoutine("Somebody's Own")),))
    assert print_rows(practice)[1][3] == "Somebody's Own"
    assert list_links(practice) == []
