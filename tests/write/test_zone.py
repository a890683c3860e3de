from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillcards.write.zone import describe_zone


def list_changes(name: str, first: date, last: date) -> list[tuple[str, datetime, timedelta, timedelta]]:
    zone = describe_zone(ZoneInfo(name), first, last)
    return [(str(part["TZNAME"]), part.DTSTART, part.TZOFFSETFROM, part.TZOFFSETTO) for part in zone.subcomponents]


def test_a_season_without_a_change_has_one_offset() -> None:
    day, hours = date(2027, 6, 1), timedelta(hours=9)
    assert list_changes("Asia/Tokyo", day, day) == [("JST", datetime(2027, 5, 31, 9), hours, hours)]


def test_a_change_is_told_by_the_clock_before_it() -> None:
    winter, summer = timedelta(hours=-5), timedelta(hours=-4)
    # RFC 5545, 3.6.5: on the second Sunday of March at 2:00, on the first of November at 2:00.
    assert list_changes("America/New_York", date(2027, 3, 2), date(2027, 11, 20))[1:] == [
        ("EDT", datetime(2027, 3, 14, 2), winter, summer),
        ("EST", datetime(2027, 11, 7, 2), summer, winter),
    ]


@pytest.mark.parametrize(("name", "kind"), [("Europe/Paris", "DAYLIGHT"), ("Africa/Lagos", "STANDARD")])
def test_summer_time_is_called_daylight(name: str, kind: str) -> None:
    (part,) = describe_zone(ZoneInfo(name), date(2027, 7, 1), date(2027, 7, 2)).subcomponents
    assert part.name == kind


@given(
    st.sampled_from(["America/New_York", "Australia/Lord_Howe", "Europe/London", "Asia/Kolkata", "Africa/Casablanca"]),
    st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    st.integers(0, 400),
    st.integers(0, 24 * 60 - 1),
)
def test_the_parts_tell_every_moment_s_offset(name: str, first: date, days: int, minutes: int) -> None:
    moment = datetime.combine(first, datetime.min.time(), UTC) + timedelta(days=days, minutes=minutes)
    told = [
        (start - before, after) for _, start, before, after in list_changes(name, first, first + timedelta(days=days))
    ]
    offset = [after for start, after in told if start <= moment.replace(tzinfo=None)][-1]
    assert offset == moment.astimezone(ZoneInfo(name)).utcoffset()
