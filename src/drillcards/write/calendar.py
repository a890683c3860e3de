"""A season's practices as a calendar file: iCalendar, RFC 5545, published as RFC 5546 has it."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Final
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from drillcards.model.season import Block, Practice, Season, Station
from drillcards.write.zone import describe_zone

_PRODUCT: Final = "-//drillcards//practices//EN"
_UTC: Final = "UTC"
_JOINERS: Final = frozenset("\u00a0\u00ad\u200b\u200c\u200d\u202f")
"""Signs that aren't printed by themselves, but say how others are."""


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


@dataclass(frozen=True, slots=True)
class Edition:
    """An event as it was published last, by its ``place`` in the plan, "2.1": the second week's first practice.

    ``sequence`` grows by 1 whenever it says something else, which is how calendars tell what is newer; of the same, the
    ``stamp`` decides (RFC 5546, 2.1.5). One that left the plan stays, ``cancelled``, so that calendars take it out.
    """

    place: str
    uid: str
    digest: str
    stamp: datetime
    summary: str
    day: date
    start: time | None = None
    sequence: int = 0
    cancelled: bool = False


Editions = tuple[Edition, ...]


def revise_editions(
    season: Season, titles: Mapping[str, str], team: str, lang: str = "en", published: Iterable[Edition] = ()
) -> Editions:
    """What is to be published now, after ``published``: one for each practice that has a date, and for each that had.

    An event keeps its identity whatever becomes of its practice, and of the team's name. Stamps are
    SOURCE_DATE_EPOCH or, without it, the day of the first practice, and later by a second with each change.
    """
    stamp = _read_stamp(season)
    known = {edition.place: edition for edition in published}
    editions: list[Edition] = []
    for place, practice in list_places(season).items():
        event = _describe_event(season, practice, titles, team, lang)
        uid = str(uuid5(NAMESPACE_OID, "\n".join((team, season.title, place))))
        assert practice.date
        digest = sha256(bytes(event.to_ical())).hexdigest()
        new = Edition(place, uid, digest, stamp, str(event["summary"]), practice.date, practice.start)
        old = known.pop(place, None)
        editions.append(new if old is None else _revise(old, new))
    gone = (
        edition if edition.cancelled else _revise(edition, replace(edition, cancelled=True))
        for edition in known.values()
    )
    return (*editions, *gone)


def _revise(old: Edition, new: Edition) -> Edition:
    if (old.digest, old.cancelled) == (new.digest, new.cancelled):
        return old
    stamp = max(new.stamp, old.stamp + timedelta(seconds=1))
    return replace(new, uid=old.uid, sequence=old.sequence + 1, stamp=stamp)


def render_calendar(
    season: Season, titles: Mapping[str, str], team: str, lang: str = "en", editions: Editions | None = None
) -> bytes:
    """The bytes of an .ics file: an event for each of ``editions``, None: as those that nothing was published before.

    ``titles`` are the drills' by slug; what isn't in it is shown as the plan has it. Times are those of the season's
    zone or, without one, of wherever the calendar is read. A practice without a start takes the whole day.

    RFC 5546 asks for an organizer's address as well, which everybody would have who gets the file: there is none.
    """
    editions = revise_editions(season, titles, team, lang) if editions is None else editions
    practices = list_places(season)
    name = _clean(" ".join(filter(None, (team, season.title))))
    zone = _find_zone(season)
    days = [edition.day for edition in editions]
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)  # RFC 7986, and what everybody read before it
        calendar.add("x-wr-calname", name)
    if zone and zone.key != _UTC and days:
        calendar.add_component(describe_zone(zone, min(days), max(days)))
    for edition in editions:
        if edition.cancelled:
            event = _place_event(edition.day, edition.start, 0, zone)
            event.add("summary", edition.summary)
            event.add("status", "CANCELLED")
        else:
            event = _describe_event(season, practices[edition.place], titles, team, lang)
        event.add("uid", edition.uid)
        event.add("sequence", edition.sequence)
        event.add("dtstamp", edition.stamp)
        event.add("last-modified", edition.stamp)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def list_places(season: Season) -> dict[str, Practice]:
    """The practices that have a date by their places in the plan, "2.1" for the second week's first."""
    return {
        f"{week.number}.{place}": practice
        for week in season.weeks
        for place, practice in enumerate(week.practices, 1)
        if practice.date
    }


def _describe_event(season: Season, practice: Practice, titles: Mapping[str, str], team: str, lang: str) -> Event:
    """All of an event but what tells it from others and from its earlier editions."""
    words = _WORDS.get(lang.split("-")[0].lower(), _WORDS["en"])
    assert practice.date
    event = _place_event(practice.date, practice.start, practice.minutes or practice.planned, _find_zone(season))
    if practice.place:
        event.add("location", _clean(practice.place))
    event.add("summary", _clean(_summarize(practice, team, words)))
    if described := "\n".join(map(_clean, _describe(practice, titles, words))):
        event.add("description", described)
    return event


def _clean(line: str) -> str:
    """A line without control characters, which RFC 5545 (3.3.11) doesn't let stand in a text."""
    return "".join(char if char.isprintable() or char in _JOINERS else " " for char in line).rstrip()


def _find_zone(season: Season) -> ZoneInfo | None:
    return ZoneInfo(season.timezone) if season.timezone else None


def _read_stamp(season: Season) -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC)
    days = [practice.date for practice in season.practices if practice.date]
    return datetime.combine(min(days), time(), UTC) if days else datetime.fromtimestamp(0, UTC)


def _place_event(day: date, start: time | None, minutes: int, zone: ZoneInfo | None) -> Event:
    """When it is. Without minutes an event only has a beginning."""
    event = Event()
    if start is None:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    else:
        begin = datetime.combine(day, start, zone)
        event.add("dtstart", begin)
        if minutes:
            event.add("dtend", _add_minutes(begin, minutes))
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
