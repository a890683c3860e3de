"""A time zone as calendars carry it: a VTIMEZONE that holds for some days (RFC 5545, 3.6.5)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_DAY = timedelta(days=1)


def describe_zone(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """The zone from the first day to the last: how far it is from UTC at the start, and each change of that."""
    start = datetime.combine(first - _DAY, time(), UTC)
    end = datetime.combine(last + 2 * _DAY, time(), UTC)
    described = Timezone()
    described.add("tzid", zone.key)
    described.add_component(_describe_change(zone, start, start))
    for moment in _find_changes(zone, start, end):
        described.add_component(_describe_change(zone, moment - timedelta(seconds=1), moment))
    return described


def _describe_change(zone: ZoneInfo, before: datetime, after: datetime) -> TimezoneStandard | TimezoneDaylight:
    """What holds from ``after`` on; its beginning is told by the clock as it was ``before``."""
    local = after.astimezone(zone)
    offset = before.astimezone(zone).utcoffset()
    assert offset is not None
    change = TimezoneDaylight() if local.dst() else TimezoneStandard()
    change.add("dtstart", after.replace(tzinfo=None) + offset)
    change.add("tzoffsetfrom", offset)
    change.add("tzoffsetto", local.utcoffset())
    change.add("tzname", local.tzname())
    return change


def _find_changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The moments at which clocks change, to the second; none changes twice within a day."""
    while start < end:
        low, high = start, start + _DAY
        if _look_at_clock(zone, low) != _look_at_clock(zone, high):
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
                if _look_at_clock(zone, middle) == _look_at_clock(zone, low):
                    low = middle
                else:
                    high = middle
            yield high
        start += _DAY


def _look_at_clock(zone: ZoneInfo, moment: datetime) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname()
