"""Whether a season's plan works out by the clock and the calendar: minutes, water, turns at stations, days."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Final

from drillcards.model.problem import Problem, Severity
from drillcards.model.season import Block, Practice, Season
from drillcards.read.headings import normalize_heading

MOST_DRY_MINUTES: Final = 30
"""How long a practice may go without water: a rule of thumb for a mild day, not one for heat."""
_WATER_WORDS: Final = frozenset({"water", "agua", "eau", "hydration", "drink"})


def find_slips(season: Season) -> Iterator[Problem]:
    """What can't be done as planned (errors), or is likely to be a slip (warnings). Unknown minutes count as none."""
    for practice in season.practices:
        yield from _check_practice(practice, season.path)
    dated = [practice for practice in season.practices if practice.date]
    yield from _find_disorder(dated, season.path)
    yield from _find_clashes(dated, season.path)


def _check_practice(practice: Practice, path: str) -> Iterator[Problem]:
    if practice.minutes and practice.planned > practice.minutes:
        over = _count_minutes(practice.planned - practice.minutes)
        message = (
            f"The blocks take {_count_minutes(practice.planned)}, {over} more than the practice's {practice.minutes}."
        )
        hint = "Shorten a block or leave one out."
        yield Problem(Severity.ERROR, "overrun", path, practice.line or None, message, hint)
    for block in practice.blocks:
        yield from _check_block(block, path)
    yield from _find_dry_stretches(practice, path)


def _check_block(block: Block, path: str) -> Iterator[Problem]:
    if not block.rotate_minutes:
        return
    needed = len(block.stations) * block.rotate_minutes
    if block.minutes and needed > block.minutes:
        turns = f"{len(block.stations)} stations of {_count_minutes(block.rotate_minutes)} each"
        message = f"{turns} take {_count_minutes(needed)}, and the block has {block.minutes}."
        hint = "Rotate sooner, leave out a station, or give the block more minutes."
        yield Problem(Severity.ERROR, "rotation-too-long", path, block.line or None, message, hint)


def _find_dry_stretches(practice: Practice, path: str) -> Iterator[Problem]:
    """A warning for each stretch without water that is too long, at the block in which it becomes so."""
    minute = 0
    stretch: list[Block] = []
    # Whatever comes after the last block is as good as water: they may go home.
    for block in (*practice.blocks, Block("", 0, water=True)):
        if not block.water:
            stretch.append(block)
            continue
        dry = sum(other.minutes for other in stretch)
        if dry > MOST_DRY_MINUTES:
            yield _report_dry(practice, stretch, minute, path)
        minute += dry + block.minutes
        stretch = []


def _report_dry(practice: Practice, stretch: list[Block], begin: int, path: str) -> Problem:
    dry = sum(block.minutes for block in stretch)
    passed = 0
    for late in stretch:
        passed += late.minutes
        if passed > MOST_DRY_MINUTES:
            break
    since, until = _name_moment(practice, begin), _name_moment(practice, begin + dry)
    meant = next((block.title for block in stretch if _WATER_WORDS & {*normalize_heading(block.title).split()}), "")
    hint = (
        f"If “{meant}” is for drinking, give it water = true."
        if meant
        else f"Put a block with water = true in between, {MOST_DRY_MINUTES} minutes after the last at most."
    )
    message = f"There is no water from {since} to {until}, for {_count_minutes(dry)}."
    return Problem(Severity.WARNING, "no-water", path, late.line or None, message, hint)


def _name_moment(practice: Practice, minute: int) -> str:
    """The time on the clock where the start is known, else the minute of the practice."""
    if practice.start is None:
        return f"minute {minute}" if minute else "the start"
    hour, rest = divmod(practice.start.hour * 60 + practice.start.minute + minute, 60)
    return f"{hour % 24}:{rest:02}"


def _find_disorder(dated: list[Practice], path: str) -> Iterator[Problem]:
    for before, after in pairwise(dated):
        if _begin(after) < _begin(before) and (before.date != after.date or after.start):
            message = f"{_name_practice(after)} stands behind {_name_practice(before)}, but comes before it."
            hint = "Check both dates, or put the practices in order."
            yield Problem(Severity.WARNING, "dates-out-of-order", path, after.line or None, message, hint)


def _find_clashes(dated: list[Practice], path: str) -> Iterator[Problem]:
    """A warning for each practice that begins while another is going on. Those without a time of day share a day."""
    last: dict[bool, Practice] = {}
    for practice in sorted(dated, key=lambda practice: (_begin(practice), practice.number)):
        before = last.get(practice.start is None)
        if before and (_begin(practice) == _begin(before) or _begin(practice) < _end(before)):
            message = f"{_name_practice(practice)} is at the same time as {_name_practice(before)}."
            hint = "Check the dates, and the times at which they start."
            yield Problem(Severity.WARNING, "same-time", path, practice.line or None, message, hint)
        if before is None or _end(practice) >= _end(before):
            last[practice.start is None] = practice


def _begin(practice: Practice) -> datetime:
    assert practice.date
    return datetime.combine(practice.date, practice.start or time.min)


def _end(practice: Practice) -> datetime:
    """When a practice is over; one that doesn't say when it starts takes no time."""
    minutes = (practice.minutes or practice.planned) if practice.start else 0
    return _begin(practice) + timedelta(minutes=minutes)


def _name_practice(practice: Practice) -> str:
    name = f"Practice {practice.number}"
    day = practice.date.isoformat() if practice.date else ""
    clock = f"{practice.start:%H:%M}" if practice.start else ""
    when = " ".join(filter(None, (day, clock)))
    return f"{name} ({when})" if when else name


def _count_minutes(minutes: int) -> str:
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
