"""A season's plan, from ``season.toml``; ``season_schema`` says what may stand there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from drillcards.model.drill import Library
from drillcards.model.fault import Blamed, attempt
from drillcards.model.problem import Problem, Severity, sort_problems
from drillcards.model.season import Block, PlannedRoutine, Practice, Season, Station, Week
from drillcards.model.settings import Workspace
from drillcards.read.disk import is_there
from drillcards.read.findings import Findings
from drillcards.read.names import DrillNames, Shelf, find_routine, find_slug, list_names
from drillcards.read.schema import Fields, check_table, find_misspelt, find_nearest, list_words, report, suggest
from drillcards.read.season_schema import BLOCK, PRACTICE, SEASON, STATION, WEEK, read_clock
from drillcards.read.settings import FILE_NAME as SETTINGS_FILE
from drillcards.read.text import clean_line, clean_paragraphs
from drillcards.read.timetable import find_slips
from drillcards.read.toml import KeyPath, TomlFile, read_toml
from drillcards.read.withheld import drop_from_toml

FILE_NAME: Final = "season.toml"

_NO_ROUTINES: Final = Shelf()
_WATER: Final = {"en": "Water", "es": "Agua", "fr": "Eau"}
_BARE_CLOCK: Final = re.compile(r"\s*start\s*=\s*(\d{1,2}:\d\d)\s*(?:#.*)?")


def read_season(
    workspace: Workspace,
    library: Library,
    path: Path | None = None,
    unread: tuple[str, ...] = (),
    shelf: Shelf = _NO_ROUTINES,
) -> tuple[Season | None, tuple[Problem, ...]]:
    """The plan in the workspace's ``season.toml``, or in ``path``, absolute or below the workspace; and its problems.

    Without a ``season.toml`` there is neither a plan nor a problem; a ``path`` that isn't there is an error without
    a file. What can't be understood is left out, and the rest of the plan is read. ``unread`` are the slugs of
    drills' files that couldn't be read: to plan these drills is no fault of the plan. ``shelf`` has the routines.
    """
    file = workspace.root / (path or FILE_NAME)
    if not is_there(file):
        return None, (_report_missing(path, workspace.root),) if path else ()
    name = (file.relative_to(workspace.root) if file.is_relative_to(workspace.root) else file).as_posix()
    toml = read_toml(file, name, workspace.root)
    if isinstance(toml, Problem):
        return None, (_explain_clock(toml, file) if toml.code == "bad-toml" else toml,)
    findings = Findings(name)
    reader = _Reader(drop_from_toml(toml, findings), list_names(library, unread), shelf, workspace.settings.lang)
    season = reader.read_season(workspace.settings.season)
    return season, sort_problems((*findings.problems, *reader.problems, *find_slips(season)))


def _report_missing(path: Path, root: Path) -> Problem:
    there = sorted(file.name for file in root.glob("*.toml") if file.name != SETTINGS_FILE)
    message = f"There is no plan {path.as_posix()}."
    return Problem(Severity.ERROR, "unknown-season", "", None, message, suggest(path.name, there))


def _explain_clock(problem: Problem, file: Path) -> Problem:
    """TOML wants seconds behind a time that has no quotes, and nobody plans those."""
    lines = file.read_text("utf-8-sig").splitlines()
    for line in lines[(problem.line or 1) - 1 : problem.line]:
        if match := _BARE_CLOCK.fullmatch(line):
            return replace(problem, hint=f'Put the time in quotes: start = "{match[1]}".')
    return problem


@dataclass(slots=True)
class _Reader:
    """Goes through the tables of a file, and collects what is wrong with them."""

    file: TomlFile
    names: DrillNames
    shelf: Shelf
    lang: str
    problems: list[Problem] = field(default_factory=list)
    practices: int = 0
    """How many there were so far."""
    found: dict[str, tuple[str, Problem | None]] = field(default_factory=dict)
    """What names were found to mean: looking for the nearest of a thousand drills takes a while."""

    def read_season(self, title: str) -> Season:
        """The whole plan; ``title`` is for one that has none."""
        values = self._check((), self.file.data, SEASON)
        weeks = tuple(self._read_week(index, week) for index, week in enumerate(values.get("weeks", ())))
        if not self.file.data.get("weeks") and not self.problems:
            hint = "Begin each week with a line [[weeks]], and each of its practices with [[weeks.practices]]."
            self._warn((), "no-weeks", "The plan has no weeks.", hint)
        return Season(_get_line(values, "title") or title, weeks, self._read_timezone(values), self.file.path)

    def _read_timezone(self, values: Mapping[str, Any]) -> str:
        name = _get_line(values, "timezone")
        try:
            return ZoneInfo(name).key if name else ""
        except (KeyError, ValueError, OSError):
            near = find_nearest(name, available_timezones())[:1]
            asked = f"Did you mean “{near[0]}”? " if near else ""
            hint = f"{asked}Write it by continent and city, such as “America/New_York”."
            self._fail(("timezone",), "unknown-timezone", f"There is no time zone “{name}”.", hint)
            return ""

    def _read_week(self, index: int, table: Any) -> Week:
        path = ("weeks", index)
        values = self._check(path, table, WEEK)
        practices = enumerate(values.get("practices", ()))
        return Week(
            number=index + 1,
            practices=tuple(
                filter(None, (self._try_practice((*path, "practices", at), made) for at, made in practices))
            ),
            title=_get_line(values, "title"),
            focus=_get_line(values, "focus"),
            notes=_get_paragraphs(values, "notes"),
        )

    def _try_practice(self, path: KeyPath, table: Any) -> Practice | None:
        practice = attempt(
            partial(self._read_practice, path, table),
            Blamed(self.file.path, self._find_line(path) or None, "this practice"),
        )
        if not isinstance(practice, Problem):
            return practice
        self.problems.append(practice)
        return None

    def _read_practice(self, path: KeyPath, table: Any) -> Practice:
        self.practices += 1
        number = self.practices
        values = self._check(path, table, PRACTICE)
        if "field" in values and "place" in values:
            message = "“field” and “place” are the same; “field” counts."
            self._warn((*path, "place"), "repeated-key", message, "Keep one of them.")
        if not table.get("blocks"):
            hint = "Say what fills it, below lines [[weeks.practices.blocks]]."
            self._warn(path, "empty-practice", f"Practice {number} has no blocks.", hint)
        blocks = enumerate(values.get("blocks", ()))
        return Practice(
            number=number,
            blocks=tuple(self._read_block((*path, "blocks", at), block) for at, block in blocks),
            title=_get_line(values, "title"),
            date=values.get("date"),
            start=read_clock(values.get("start")),
            minutes=values.get("minutes"),
            place=_get_line(values, "field") or _get_line(values, "place"),
            focus=_get_line(values, "focus"),
            equipment=tuple(filter(None, map(clean_line, list_words(values.get("equipment", []))))),
            rain=_get_paragraphs(values, "rain"),
            notes=_get_paragraphs(values, "notes"),
            line=self._find_line(path),
        )

    def _read_block(self, path: KeyPath, table: Mapping[str, Any]) -> Block:
        values = self._check(path, table, BLOCK)
        self._look_for_gaps(path, table)
        water = values.get("water", False)
        stations = enumerate(values.get("stations", ()))
        return Block(
            title=_get_line(values, "title") or (self._name_water() if water else ""),
            minutes=values.get("minutes", 0),
            water=water,
            drills=self._read_drills((*path, "drills"), values),
            routine=self._read_routine((*path, "routine"), values),
            stations=tuple(self._read_station((*path, "stations", at), station) for at, station in stations),
            rotate_minutes=values.get("rotate_minutes"),
            notes=_get_paragraphs(values, "notes"),
            line=self._find_line(path),
        )

    def _look_for_gaps(self, path: KeyPath, table: Mapping[str, Any]) -> None:
        """Report what a block lacks; what is there, but misspelt or of the wrong type, was reported already."""
        if not any(key == "minutes" or find_misspelt(key, ("minutes",)) for key in table):
            self._fail(path, "missing-minutes", "The block has no minutes.", "Say how long it takes: minutes = 10.")
        if not {*table} - {"minutes", "rotate_minutes"}:
            hint = "Give it a title, a routine, drills, stations or notes, or water = true."
            self._warn(path, "empty-block", "The block doesn't say what to do.", hint)
        if "rotate_minutes" in table and not table.get("stations"):
            message, hint = "The block has no stations to rotate between.", "List them, or delete rotate_minutes."
            self._warn((*path, "rotate_minutes"), "no-stations", message, hint)

    def _read_routine(self, path: KeyPath, values: Mapping[str, Any]) -> PlannedRoutine | None:
        name = _get_line(values, "routine")
        if not name:
            return None
        routine, problem = find_routine(self.shelf, name)
        if problem:
            self.problems.append(replace(problem, path=self.file.path, line=self.file.find_line(path)))
        return routine

    def _read_station(self, path: KeyPath, table: Any) -> Station:
        values = self._check(path, table, STATION)
        return Station(
            name=_get_line(values, "name"),
            drills=self._read_drills((*path, "drills"), values),
            coach=_get_line(values, "coach"),
            group=_get_line(values, "group"),
            notes=_get_paragraphs(values, "notes"),
        )

    def _read_drills(self, path: KeyPath, values: Mapping[str, Any]) -> tuple[str, ...]:
        slugs: list[str] = []
        for name in list_words(values.get("drills", [])):
            slug, problem = self.found.get(name) or self.found.setdefault(name, find_slug(self.names, name))
            slugs.append(slug)
            if problem:
                self.problems.append(replace(problem, path=self.file.path, line=self.file.find_line(path)))
        return tuple(slugs)

    def _name_water(self) -> str:
        return _WATER.get(self.lang.split("-")[0].lower(), _WATER["en"])

    def _check(self, path: KeyPath, table: Any, fields: Fields) -> Mapping[str, Any]:
        checked = check_table(self.file, path, table, fields)
        self.problems += checked.problems
        return checked.values

    def _find_line(self, path: KeyPath) -> int:
        return self.file.find_line(path) or 0

    def _fail(self, path: KeyPath, code: str, message: str, hint: str) -> None:
        self.problems.append(report(self.file, path, code, message, hint))

    def _warn(self, path: KeyPath, code: str, message: str, hint: str) -> None:
        self.problems.append(report(self.file, path, code, message, hint, severity=Severity.WARNING))


def _get_line(values: Mapping[str, Any], key: str) -> str:
    return clean_line(values.get(key, ""))


def _get_paragraphs(values: Mapping[str, Any], key: str) -> str:
    return clean_paragraphs(values.get(key, ""))
