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

_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DAY: Final = 24 * 60
# A day beyond these is a slip of the pen.
_FIRST: Final = date(2000, 1, 1)
_LAST: Final = date(2099, 12, 31)


def read_clock(value: Any) -> time | None:
    """A practice's start, to the minute: a TOML time, or text such as "17:30"; None for anything else."""
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    return time(int(match[1]), int(match[2])) if match else None


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
    "date": date_field(_FIRST, _LAST),
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
