"""A season as planned: weeks, their practices, and what fills each practice."""

import datetime as clock
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Station:
    """One of several places of a block that are busy at the same time.

    ``drills`` are slugs; a name that no drill has stays as the coach wrote it.
    """

    name: str
    drills: tuple[str, ...] = ()
    coach: str = ""
    group: str = ""
    """Who starts here, such as "Outfielders"."""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class PlannedRoutine:
    """A routine that is done as it is written. ``slug`` is "" if there is none of the name that the coach wrote.

    ``drills`` are the slugs of those that it names.
    """

    title: str
    slug: str = ""
    drills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a practice: a routine or drills for everybody, stations, or a water break.

    ``title`` may be empty: the drills then speak for the block. ``minutes`` is 0 where the plan lacks them.
    """

    title: str
    minutes: int
    water: bool = False
    drills: tuple[str, ...] = ()
    """Slugs; a name that no drill has stays as the coach wrote it."""
    stations: tuple[Station, ...] = ()
    rotate_minutes: int | None = None
    """How long a group stays at a station; None: groups don't rotate."""
    notes: str = ""
    routine: PlannedRoutine | None = None
    line: int = field(default=0, compare=False)

    @property
    def everyone(self) -> tuple[str, ...]:
        """The slugs of what all players do: the routine's drills, then the block's own."""
        return (*(self.routine.drills if self.routine else ()), *self.drills)


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice. ``number`` counts through the season from 1.

    ``minutes`` is the time there is, or None where the plan doesn't say; the blocks may take less.
    """

    number: int
    blocks: tuple[Block, ...]
    title: str = ""
    date: clock.date | None = None
    start: clock.time | None = None
    minutes: int | None = None
    place: str = ""
    focus: str = ""
    equipment: tuple[str, ...] = ()
    rain: str = ""
    """What to do when it rains. Like notes it may have paragraphs, each on a line of its own."""
    notes: str = ""
    line: int = field(default=0, compare=False)

    @property
    def planned(self) -> int:
        """The minutes that the blocks take."""
        return sum(block.minutes for block in self.blocks)

    def list_drills(self) -> tuple[str, ...]:
        """The slugs of all routines, blocks and stations in order, each once."""
        names = (
            name
            for block in self.blocks
            for drills in (block.everyone, *(station.drills for station in block.stations))
            for name in drills
        )
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Week:
    """A week of practices. ``number`` counts from 1."""

    number: int
    practices: tuple[Practice, ...]
    title: str = ""
    focus: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Season:
    """A season's plan. ``timezone`` is an IANA name, empty where clock times are just local; ``path`` its file."""

    title: str
    weeks: tuple[Week, ...]
    timezone: str = ""
    path: str = ""

    @property
    def practices(self) -> tuple[Practice, ...]:
        """All practices in order."""
        return tuple(practice for week in self.weeks for practice in week.practices)
