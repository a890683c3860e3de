from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from drillcards.model.season import Block, Practice, Season, Station, Week
from drillcards.write.calendar import render_calendar

TITLES = {"speed/kicks": "Butt Kicks", "hitting/tee": "Tee Work"}

FIRST = Practice(
    number=1,
    title="First day",
    date=date(2027, 3, 2),
    start=time(17, 30),
    minutes=90,
    place="Main diamond; by the river",
    focus="Names, and routines",
    equipment=("Cones", "Balls"),
    rain="Gym",
    notes="Be early.\nBring a friend.",
    blocks=(
        Block("Warm-up", 15, drills=("speed/kicks", "unheard of"), notes="Slowly"),
        Block("Water", 3, water=True),
        Block(
            "Stations",
            20,
            stations=(Station("Tee", ("hitting/tee",), "Ana", "Group A", "Low balls."), Station("Arms")),
            rotate_minutes=10,
        ),
        Block("", 10, drills=("hitting/tee",)),
    ),
)
SECOND = Practice(2, (Block("Game", 45), Block("Talk", 0)), date=date(2027, 3, 16), start=time(17, 30))
UNDATED = Practice(3, (Block("Game", 30),), title="Some day")
WHOLE_DAY = Practice(4, (), title="Tournament", date=date(2027, 3, 20))
SEASON = Season("Spring 2027", (Week(1, (FIRST,)), Week(2, (SECOND, UNDATED, WHOLE_DAY))), path="season.toml")


@dataclass(frozen=True)
class Entry:
    """An event as a calendar reads it; texts that it lacks are None."""

    uid: str
    stamp: datetime
    begin: Any
    end: Any
    summary: str | None
    place: str | None
    plan: str | None


def parse(data: bytes) -> Calendar:
    calendar = Calendar.from_ical(data)
    assert isinstance(calendar, Calendar)
    return calendar


def list_entries(calendar: Calendar) -> list[Entry]:
    return [read_entry(event) for event in calendar.events]


def read_entry(event: Event) -> Entry:
    assert event.errors == []
    begin = event.decoded("DTSTART")
    texts = [str(event[key]) if key in event else None for key in ("SUMMARY", "LOCATION", "DESCRIPTION")]
    return Entry(str(event["UID"]), event.DTSTAMP, begin, event.decoded("DTEND", None), *texts)


def read(season: Season, titles: Mapping[str, str] = TITLES, team: str = "Hares", lang: str = "en") -> list[Entry]:
    return list_entries(parse(render_calendar(season, titles, team, lang)))


def read_plan(season: Season) -> list[str]:
    plan = read(season)[0].plan
    assert plan is not None
    return plan.split("\n")


def list_ids(season: Season, team: str = "Hares") -> list[str]:
    return [entry.uid for entry in read(season, team=team)]


def change(season: Season, week: int, place: int, practice: Practice) -> Season:
    practices = season.weeks[week].practices
    changed = replace(season.weeks[week], practices=(*practices[:place], practice, *practices[place + 1 :]))
    return replace(season, weeks=(*season.weeks[:week], changed, *season.weeks[week + 1 :]))


def test_each_practice_with_a_date_is_an_event() -> None:
    first, second, day = read(SEASON)
    assert [entry.summary for entry in (first, second, day)] == [
        "Hares: First day",
        "Hares: Practice 2",
        "Hares: Tournament",
    ]
    assert (first.begin, first.end) == (datetime(2027, 3, 2, 17, 30), datetime(2027, 3, 2, 19, 0))
    assert (second.begin, second.end) == (datetime(2027, 3, 16, 17, 30), datetime(2027, 3, 16, 18, 15))
    assert (day.begin, day.end) == (date(2027, 3, 20), date(2027, 3, 21))
    assert first.place == "Main diamond; by the river"
    assert second.place is None


def test_the_description_is_the_plan() -> None:
    assert read_plan(SEASON) == [
        "Focus: Names, and routines",
        "17:30 Warm-up (15 min): Butt Kicks, unheard of",
        "  Slowly",
        "17:45 Water (3 min)",
        "17:48 Stations (20 min; rotate every 10 min)",
        "  • Tee (Group A, Ana): Tee Work. Low balls.",
        "  • Arms",
        "18:08 Tee Work (10 min)",
        "Bring: Cones, Balls",
        "If it rains: Gym",
        "Be early.",
        "Bring a friend.",
    ]


def test_without_a_start_there_are_no_times_in_the_plan() -> None:
    plan = read_plan(Season("S", (Week(1, (replace(FIRST, start=None),)),)))
    assert "Warm-up (15 min): Butt Kicks, unheard of" in plan


def test_a_practice_that_takes_no_time_has_only_a_beginning() -> None:
    (entry,) = read(Season("S", (Week(1, (Practice(1, (), date=date(2027, 3, 2), start=time(9)),)),)))
    assert entry.begin == datetime(2027, 3, 2, 9)
    assert (entry.end, entry.plan) == (None, None)


@pytest.mark.parametrize(
    ("lang", "word"), [("es-MX", "Entrenamiento 2"), ("fr", "Entraînement 2"), ("de", "Practice 2")]
)
def test_the_program_s_words_are_in_the_team_s_language(lang: str, word: str) -> None:
    assert read(SEASON, team="", lang=lang)[1].summary == word


def test_times_of_a_zone_bring_the_zone_along() -> None:
    data = render_calendar(replace(SEASON, timezone="America/New_York"), TITLES, "Hares")
    calendar = parse(data)
    first, second, day = list_entries(calendar)
    # Clocks change between the two, on March 14.
    assert first.begin.astimezone(UTC) == datetime(2027, 3, 2, 22, 30, tzinfo=UTC)
    assert second.begin.astimezone(UTC) == datetime(2027, 3, 16, 21, 30, tzinfo=UTC)
    assert day.begin == date(2027, 3, 20)
    assert b"DTSTART;TZID=America/New_York:20270302T173000" in data
    (zone,) = calendar.timezones
    assert zone["TZID"] == "America/New_York"
    assert len(zone.subcomponents) == 2


def test_an_event_goes_on_for_its_minutes_in_a_night_in_which_the_clocks_change() -> None:
    night = Practice(1, (), date=date(2027, 3, 14), start=time(1, 30), minutes=60)
    (entry,) = read(Season("S", (Week(1, (night,)),), timezone="America/New_York"))
    assert entry.end == datetime(2027, 3, 14, 3, 30, tzinfo=ZoneInfo("America/New_York"))
    assert entry.end.astimezone(UTC) - entry.begin.astimezone(UTC) == timedelta(hours=1)


def test_utc_needs_no_description() -> None:
    data = render_calendar(replace(SEASON, timezone="UTC"), TITLES, "Hares")
    assert b"DTSTART:20270302T173000Z" in data
    assert b"VTIMEZONE" not in data


@pytest.mark.parametrize("zone", ["", "UTC", "Etc/UTC", "Europe/London", "Asia/Kolkata"])
def test_what_is_written_reads_back_as_what_was_planned(zone: str) -> None:
    entry = read(replace(SEASON, timezone=zone))[1]
    planned = datetime(2027, 3, 16, 17, 30, tzinfo=ZoneInfo(zone) if zone else None)
    assert entry.begin == planned
    assert entry.begin.utcoffset() == planned.utcoffset()


def test_the_same_season_gives_the_same_bytes() -> None:
    assert render_calendar(SEASON, TITLES, "Hares") == render_calendar(SEASON, TITLES, "Hares")


def test_events_are_stamped_with_the_day_of_the_first_practice() -> None:
    assert {entry.stamp for entry in read(SEASON)} == {datetime(2027, 3, 2, tzinfo=UTC)}


def test_events_are_stamped_with_the_time_that_the_surroundings_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert {entry.stamp for entry in read(SEASON)} == {datetime(1970, 1, 2, tzinfo=UTC)}


def test_an_event_keeps_its_identity_when_its_practice_is_moved_or_planned_anew() -> None:
    moved = replace(SECOND, date=date(2027, 4, 1), start=time(9), title="New", number=9, blocks=(), place="Gym")
    assert list_ids(change(SEASON, 1, 0, moved)) == list_ids(SEASON)


def test_a_further_practice_changes_no_identity_in_other_weeks() -> None:
    week = SEASON.weeks[0]
    more = replace(
        SEASON, weeks=(replace(week, practices=(*week.practices, replace(FIRST, number=9))), SEASON.weeks[1])
    )
    ids = list_ids(more)
    assert len({*ids}) == 4
    assert [ids[0], *ids[2:]] == list_ids(SEASON)


def test_teams_and_seasons_share_no_identity() -> None:
    seasons = [list_ids(SEASON), list_ids(SEASON, "Tortoises"), list_ids(replace(SEASON, title="Fall"))]
    assert len({identity for ids in seasons for identity in ids}) == 9


def test_a_calendar_is_called_after_the_team_and_the_season() -> None:
    assert str(parse(render_calendar(SEASON, {}, "Hares"))["X-WR-CALNAME"]) == "Hares Spring 2027"
    assert "X-WR-CALNAME" not in parse(render_calendar(replace(SEASON, title=""), {}, ""))


def test_lines_are_short_and_end_as_the_standard_says() -> None:
    data = render_calendar(change(SEASON, 0, 0, replace(FIRST, notes="é" * 300)), TITLES, "Hares")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert read_plan(change(SEASON, 0, 0, replace(FIRST, notes="é" * 300)))[-1] == "é" * 300


def test_control_characters_and_signs_of_the_format_do_no_harm() -> None:
    odd = replace(FIRST, title="A\x1b[31m\r\nBEGIN:VEVENT", place="Gym\\, hall; 2\x00", notes="a\x07b\r\nEND:VEVENT")
    data = render_calendar(change(SEASON, 0, 0, odd), TITLES, "Ha\tres")
    assert not {*range(32), 127} & {*data.replace(b"\r\n", b"")}
    entry = list_entries(parse(data))[0]
    assert (entry.summary, entry.place) == ("Ha res: A [31m  BEGIN:VEVENT", "Gym\\, hall; 2")
    assert len(list_entries(parse(data))) == 3
    assert entry.plan is not None
    assert entry.plan.endswith("a b\nEND:VEVENT")
