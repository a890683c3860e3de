"""What ``season.toml`` may say.

::

    title = "Spring 2027"                # else the season of drillcards.toml
    timezone = "America/New_York"        # an IANA name; without one, times are just local

    [[weeks]]                            # as many as there are, in order
    title, focus, notes                  # text

    [[weeks.practices]]                  # of the week above
    title, focus, rain, notes            # text; rain is what to do when it rains
    date = 2027-03-02                    # a TOML date
    start = 17:30:00                     # a TOML time, or "17:30"
    minutes = 90                         # the time there is
    field = "Main diamond"               # or: place
    equipment = ["Cones", "Buckets"]

    [[weeks.practices.blocks]]           # of the practice above
    title, notes                         # text
    minutes = 15                         # every block has them
    water = true                         # a break
    routine = "warm-up"                  # the file name or title of one in routines/
    drills = ["speed/a-skips"]           # slugs, file names or titles
    rotate_minutes = 8                   # how long a group stays at a station
    stations = [{name, drills, coach, group, notes}]

All keys but a block's minutes are optional. Text of notes and rain may have paragraphs, parted by blank lines.
"""

import re
from dataclasses import replace
from datetime import date, time
from typing import Any, Final

from drillcards.read.schema import (
    Field,
    Fields,
    date_field,
    flag_field,
    tables_field,
    text_field,
    whole_field,
    words_field,
)

_CLOCK: Final = re.compile(r"([01]?\d|2[0-3])(?:[:.h]([0-5]\d))?(?:\s*([ap]\.?\s?m\.?))?", re.I)
_NOON: Final = 12
_WRITTEN_DATE: Final = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{2,4})")
_YEAR: Final = 4
_CENTURY: Final = 100
_DAY: Final = 24 * 60
# A day beyond these is a slip of the pen.
_FIRST: Final = date(2000, 1, 1)
_LAST: Final = date(2099, 12, 31)


def read_clock(value: Any) -> time | None:
    """A practice's start, to the minute: a TOML time, or text such as "17:30"; None for anything else."""
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    hour, half = int(match[1]), (match[3] or "").lower()[:1]
    if not (half or match[2]) or (half and not 1 <= hour <= _NOON):
        return None
    return time(hour % _NOON + (_NOON if half == "p" else 0) if half else hour, int(match[2] or 0))


def advise_date(value: Any) -> str:
    """How to write a date that somebody wrote as at home: "3/16/2027". Where day and month may be either, both ways."""
    match = _WRITTEN_DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return "Write it as date = 2027-03-16: year, month and day, without quotes."
    first, second, third = (int(part) for part in match.groups())
    years = [(first, second, third)] if len(match[1]) == _YEAR else [(third, first, second), (third, second, first)]
    found = [day for day in (_make_date(*parts) for parts in years) if day]
    return f"Write {' or '.join(f'date = {day}' for day in dict.fromkeys(found))}, without quotes." if found else ""


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year if year >= _CENTURY else _FIRST.year + year, month, day)
    except ValueError:
        return None


_MINUTES: Final = whole_field(1, _DAY)
_NAMES: Final = words_field('a list of drills, such as ["speed/a-skips"]')
_TEXT: Final = text_field()

SEASON: Final[Fields] = {
    "title": _TEXT,
    "timezone": text_field("the name of a time zone in quotes"),
    "weeks": tables_field("tables, each below a line [[weeks]]"),
}
WEEK: Final[Fields] = {
    "title": _TEXT,
    "focus": _TEXT,
    "notes": _TEXT,
    "practices": tables_field("tables, each below a line [[weeks.practices]]"),
}
PRACTICE: Final[Fields] = {
    "title": _TEXT,
    "date": replace(date_field(_FIRST, _LAST), advise=advise_date),
    "start": Field(lambda value: read_clock(value) is not None, "a time such as “17:30”"),
    "minutes": _MINUTES,
    "field": _TEXT,
    "place": Field(_TEXT.accepts, _TEXT.wanted, offered=False),
    "focus": _TEXT,
    "equipment": words_field(),
    "rain": _TEXT,
    "notes": _TEXT,
    "blocks": tables_field("tables, each below a line [[weeks.practices.blocks]]"),
}
BLOCK: Final[Fields] = {
    "title": _TEXT,
    "minutes": _MINUTES,
    "water": flag_field(),
    "routine": text_field("the name of a routine in quotes"),
    "drills": _NAMES,
    "stations": tables_field('a list such as [{name = "Tee", drills = ["soft-toss"]}]'),
    "rotate_minutes": _MINUTES,
    "notes": _TEXT,
}
STATION: Final[Fields] = {"name": _TEXT, "drills": _NAMES, "coach": _TEXT, "group": _TEXT, "notes": _TEXT}
