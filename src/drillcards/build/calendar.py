"""A season's practices as a file for calendars, and a report of what is in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from drillcards.build.editions import read_editions, save_editions
from drillcards.build.material import Material, Problems, pick_usage_errors
from drillcards.build.sieve import Faults, make_or_blame
from drillcards.model.fault import Blamed
from drillcards.model.problem import Problem, Severity, has_errors, sort_problems
from drillcards.model.season import Practice, Season
from drillcards.write.calendar import list_places, render_calendar, revise_editions
from drillcards.write.file import save_file

_NO_SEASON: Final = Problem(
    Severity.ERROR,
    "no-season",
    "",
    None,
    "There is no season.toml here.",
    "Write your season's plan, or name it with --season; drillcards init DIR makes a folder with one to look at.",
)


@dataclass(frozen=True, slots=True)
class CalendarReport:
    """What was written. ``out`` is None if nothing was; ``undated`` are the practices that were left out."""

    problems: Problems
    dated: tuple[Practice, ...] = ()
    undated: tuple[Practice, ...] = ()
    out: Path | None = None
    cancelled: int = 0
    """How many were published before and left the plan."""


def has_dates(material: Material) -> bool:
    """Whether there is anything for a calendar."""
    return material.season is not None and any(practice.date for practice in material.season.practices)


def write_calendar(material: Material, out: Path | None = None) -> CalendarReport:
    """Write the practices that have a date to ``out``, by default ``output/practices.ics``; nothing if none has.

    OSError: the file can't be written.
    """
    season = material.season
    if season is None:
        return CalendarReport(pick_usage_errors(material.problems) or material.season_problems or (_NO_SEASON,))
    published, lost = read_editions(material.workspace.root, season)
    if not has_dates(material) and not published:
        return CalendarReport((*material.season_problems, _report_no_dates(season.path)))
    settings = material.workspace.settings
    titles = {drill.slug: drill.title for drill in material.library.drills}
    file = out or material.workspace.root / "output" / "practices.ics"
    dated = tuple(practice for practice in season.practices if practice.date)
    undated = tuple(practice for practice in season.practices if not practice.date)

    def render(practices: Sequence[Practice]) -> bytes:
        return render_calendar(_date_alone(season, practices), titles, settings.team, settings.lang)

    made = make_or_blame(dated, render, lambda one: (str(one.number), Blamed(season.path, one.line, "this practice")))
    problems = (*material.season_problems, *lost)
    if isinstance(made, Faults):
        problems = sort_problems((*problems, *made.found.values()))
        dated = tuple(practice for practice in dated if str(practice.number) not in made.found)
    # What is left out by a fault hasn't left the plan: it isn't cancelled, and keeps its number.
    planned = _date_alone(season, dated)
    places = list_places(planned)
    kept = tuple(one for one in published if has_errors(problems) and not one.cancelled and one.place not in places)
    editions = revise_editions(
        planned, titles, settings.team, settings.lang, (one for one in published if one not in kept)
    )
    if (*editions, *kept) != published:  # put down first: a number that was published never stands for something else
        save_editions(material.workspace.root, season, (*editions, *kept))
    save_file(render_calendar(planned, titles, settings.team, settings.lang, editions), file)
    return CalendarReport(problems, dated, undated, file, sum(edition.cancelled for edition in editions))


def _date_alone(season: Season, practices: Sequence[Practice]) -> Season:
    """The season with dates for these practices alone: those without stay, as a place in its week names a practice."""
    numbers = {practice.number for practice in practices}
    weeks = []
    for week in season.weeks:
        dated = (one if one.number in numbers else replace(one, date=None) for one in week.practices)
        weeks.append(replace(week, practices=tuple(dated)))
    return replace(season, weeks=tuple(weeks))


def _report_no_dates(path: str) -> Problem:
    message = "No practice has a date, so that there is nothing for a calendar."
    hint = "Give each practice a line such as date = 2027-03-02."
    return Problem(Severity.ERROR, "no-dates", path, None, message, hint)
