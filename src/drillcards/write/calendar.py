"""A season's practices as a calendar file: iCalendar, RFC 5545."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from drillcards.model.season import Block, Practice, Season, Station
from drillcards.write.zone import describe_zone

_PRODUCT: Final = "-//drillcards//practices//EN"
_UTC: Final = "UTC"


@dataclass(frozen=True, slots=True)
class _Words:
    """What the program says between the coach's words."""

    practice: str
    focus: str
    bring: str
    rain: str
    rotate: str
    minutes: str = "min"


_WORDS: Final = {
    "en": _Words("Practice", "Focus", "Bring", "If it rains", "rotate every"),
    "es": _Words("Entrenamiento", "Objetivo", "Material", "Si llueve", "rotar cada"),
    "fr": _Words("Entraînement", "Objectif", "Matériel", "S’il pleut", "rotation toutes les"),
}


def render_calendar(season: Season, titles: Mapping[str, str], team: str, lang: str = "en") -> bytes:
    """The bytes of an .ics file: an event for each practice that has a date, the others are left out.

    ``titles`` are the drills' by slug; what isn't in it is shown as the plan has it. Times are those of the season's
    zone or, without one, of wherever the calendar is read. A practice without a start takes the whole day.

    An event is the same one for a calendar as long as the team, the season's title, and the practice's place in its
    week stay: so a practice that is moved or planned anew replaces what was imported before. There is no clock:
    events are stamped with SOURCE_DATE_EPOCH or, without it, with the day of the first practice.
    """
    words = _WORDS.get(lang.split("-")[0].lower(), _WORDS["en"])
    name = " ".join(filter(None, (team, season.title)))
    zone = _find_zone(season)
    days = [practice.date for practice in season.practices if practice.date]
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    if name:
        calendar.add("name", name)  # RFC 7986, and what everybody read before it
        calendar.add("x-wr-calname", name)
    if zone and zone.key != _UTC and days:
        calendar.add_component(describe_zone(zone, min(days), max(days)))
    for event in _list_events(season, titles, team, words):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _list_events(season: Season, titles: Mapping[str, str], team: str, words: _Words) -> Iterator[Event]:
    stamp = _read_stamp(season)
    zone = _find_zone(season)
    for week in season.weeks:
        for place, practice in enumerate(week.practices, 1):
            if practice.date:
                event = _make_event(practice, zone)
                event.add("uid", str(uuid5(NAMESPACE_OID, "\n".join((team, season.title, f"{week.number}.{place}")))))
                event.add("dtstamp", stamp)
                event.add("summary", _summarize(practice, team, words))
                if described := "\n".join(_describe(practice, titles, words)):
                    event.add("description", described)
                yield event


def _find_zone(season: Season) -> ZoneInfo | None:
    return ZoneInfo(season.timezone) if season.timezone else None


def _read_stamp(season: Season) -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC)
    days = [practice.date for practice in season.practices if practice.date]
    return datetime.combine(min(days), time(), UTC) if days else datetime.fromtimestamp(0, UTC)


def _make_event(practice: Practice, zone: ZoneInfo | None) -> Event:
    """When and where. Without minutes an event only has a beginning."""
    event = Event()
    assert practice.date
    if practice.start is None:
        event.add("dtstart", practice.date)
        event.add("dtend", practice.date + timedelta(days=1))
    else:
        begin = datetime.combine(practice.date, practice.start, zone)
        event.add("dtstart", begin)
        if minutes := practice.minutes or practice.planned:
            event.add("dtend", _add_minutes(begin, minutes))
    if practice.place:
        event.add("location", practice.place)
    return event


def _add_minutes(moment: datetime, minutes: int) -> datetime:
    """Later by so many minutes, also in a night in which the clocks change."""
    if moment.tzinfo is None:
        return moment + timedelta(minutes=minutes)
    return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(moment.tzinfo)


def _summarize(practice: Practice, team: str, words: _Words) -> str:
    title = practice.title or f"{words.practice} {practice.number}"
    return f"{team}: {title}" if team else title


def _describe(practice: Practice, titles: Mapping[str, str], words: _Words) -> Iterator[str]:
    """The plan in lines: what it is about, the blocks in order, and what to know."""
    if practice.focus:
        yield f"{words.focus}: {practice.focus}"
    passed = 0
    for block in practice.blocks:
        yield " ".join(filter(None, (_name_time(practice, passed), _describe_block(block, titles, words))))
        yield from (f"  • {_describe_station(station, titles)}" for station in block.stations)
        yield from (f"  {line}" for line in block.notes.splitlines())
        passed += block.minutes
    if practice.equipment:
        yield f"{words.bring}: {', '.join(practice.equipment)}"
    if practice.rain:
        yield f"{words.rain}: {practice.rain}"
    yield from practice.notes.splitlines()


def _name_time(practice: Practice, minute: int) -> str:
    if practice.start is None:
        return ""
    hour, rest = divmod(practice.start.hour * 60 + practice.start.minute + minute, 60)
    return f"{hour % 24}:{rest:02}"


def _describe_block(block: Block, titles: Mapping[str, str], words: _Words) -> str:
    """``Warm-up (10 min): A-Skips, Butt Kicks``; without a title the routine and the drills are it."""
    drills = ", ".join(filter(None, (block.routine.title if block.routine else "", _join_drills(block.drills, titles))))
    head, rest = (block.title, drills) if block.title else (drills, "")
    details = [f"{block.minutes} {words.minutes}"] if block.minutes else []
    if block.rotate_minutes:
        details.append(f"{words.rotate} {block.rotate_minutes} {words.minutes}")
    described = f"{head} ({'; '.join(details)})" if details else head
    return f"{described}: {rest}" if rest else described


def _describe_station(station: Station, titles: Mapping[str, str]) -> str:
    """``Tee (Group A, Coach Ana): Soft Toss. Low balls only.``"""
    people = ", ".join(filter(None, (station.group, station.coach)))
    head = " ".join(filter(None, (station.name, f"({people})" if people else "")))
    drills = _join_drills(station.drills, titles)
    rest = ". ".join(filter(None, (drills, " ".join(station.notes.split()))))
    return ": ".join(filter(None, (head, rest)))


def _join_drills(slugs: tuple[str, ...], titles: Mapping[str, str]) -> str:
    return ", ".join(titles.get(slug, slug) for slug in slugs)
