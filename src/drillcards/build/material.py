"""A workspace as read, and the choice of drills in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from drillcards.build.collector import pause_collector
from drillcards.model.drill import Drill, Library
from drillcards.model.fault import Blamed, attempt
from drillcards.model.problem import Problem, Severity, has_errors, sort_problems
from drillcards.model.routine import Routine
from drillcards.model.season import Season
from drillcards.model.settings import Workspace
from drillcards.read.drill import DRILLS_FOLDER, build_slug
from drillcards.read.folder import ROUTINES
from drillcards.read.library import find_drills, match_slugs, read_library
from drillcards.read.names import Shelf
from drillcards.read.publication import UNCLEAR
from drillcards.read.routines import read_routines
from drillcards.read.season import FILE_NAME as SEASON_FILE
from drillcards.read.season import read_season
from drillcards.read.settings import read_workspace
from drillcards.read.withheld import UNCLOSED

Problems = tuple[Problem, ...]


_DOUBTS: Final = frozenset({UNCLEAR, UNCLOSED})
"""Codes of errors about drills that must not be printed before they are mended, even if they are named."""
_NOTHING_PUBLISHED: Final = Problem(
    Severity.ERROR,
    "nothing-published",
    "",
    None,
    "No drill here is to be printed: each says so.",
    "Take “published: false”, or what says the same, out of those that are.",
)
_NOTHING_CHOSEN: Final = Problem(
    Severity.ERROR,
    "nothing-chosen",
    "",
    None,
    "No published drill is all of that.",
    "Ask for less at once, or take “published: false” out of the drill.",
)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which drills: named ones, narrowed by category, tag and muscle group. Empty: all that are published."""

    names: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """What every product is made of, and what is wrong with it.

    ``problems`` are those of the settings and the drills. What is wrong with the season and the routines is kept
    apart, as it concerns no card.
    """

    workspace: Workspace
    library: Library
    problems: Problems
    season: Season | None = None
    routines: tuple[Routine, ...] = ()
    season_problems: Problems = ()
    routine_problems: Problems = ()


@pause_collector()
def read_material(root: Path, season_path: Path | None = None) -> Material:
    """Read the settings, the drills, the season and the routines of the folder ``root``.

    ``season_path`` is another file for the season, absolute or below ``root``.
    """
    workspace, settings_problems = read_workspace(root)
    if not workspace.readable:
        # Nobody knows whose paper, team and addresses these are.
        return Material(workspace, Library(()), settings_problems, season_problems=settings_problems)
    library, library_problems = read_library(workspace)
    problems = sort_problems((*settings_problems, *library_problems))
    unread = tuple(list_unread(library, problems))
    routines, routine_problems = read_routines(workspace, library)
    shelf = Shelf(routines, _list_unread_routines(routines, routine_problems))
    subject = Blamed((season_path or Path(SEASON_FILE)).as_posix(), None, "the season")
    read = attempt(partial(read_season, workspace, library, season_path, unread, shelf), subject)
    season, season_problems = (None, (read,)) if isinstance(read, Problem) else read
    return Material(workspace, library, problems, season, routines, season_problems, routine_problems)


def select_drills(material: Material, selection: Selection) -> tuple[tuple[Drill, ...], Problems]:
    """The drills chosen, and the problems that concern them: not those of other drills.

    A drill that is withheld may be asked for by its name; one of which nobody knows whether it is to be printed is in
    no choice. A file that can't be read may be any drill, so that its problems concern every choice but one by name.
    Without settings that can be read there are none.
    """
    if not material.workspace.readable:
        return (), material.problems
    unread = list_unread(material.library, material.problems)
    drills, problems = find_drills(
        material.library, selection.names, selection.categories, selection.tags, selection.groups, tuple(unread)
    )
    doubtful = {problem.path for problem in material.problems if problem.code in _DOUBTS}
    chosen, drills = drills, tuple(drill for drill in drills if drill.source.path not in doubtful)
    named = {unread[slug] for name in selection.names for slug in match_slugs(name, unread)}
    others = {drill.source.path for drill in material.library.drills} - {drill.source.path for drill in chosen}
    if selection.names:
        others |= {*unread.values()} - named
    relevant = (p for p in material.problems if selection == Selection() or p.path not in others)
    if not chosen and material.library.drills and not named and not has_errors(problems):
        problems = (*problems, _NOTHING_PUBLISHED if selection == Selection() else _NOTHING_CHOSEN)
    return drills, sort_problems((*relevant, *problems))


def list_unread(library: Library, problems: Problems) -> dict[str, str]:
    """The paths of files and folders below drills/ that couldn't be read, by what would be their slugs."""
    read = {drill.source.path for drill in library.drills}
    blamed = {problem.path for problem in problems if problem.path.startswith(f"{DRILLS_FOLDER}/")}
    return {build_slug(path): path for path in sorted(blamed - read)}


def list_sections(material: Material) -> frozenset[str] | None:
    """The keys of all sections of all drills; None if a drill couldn't be read, which may have any."""
    if list_unread(material.library, material.problems):
        return None
    return frozenset(section.key for drill in material.library.drills for section in drill.sections)


def _list_unread_routines(routines: Iterable[Routine], problems: Problems) -> tuple[str, ...]:
    """The same of files below routines/."""
    read = {routine.source.path for routine in routines}
    return tuple(ROUTINES.build_slug(path) for path in sorted({problem.path for problem in problems} - read))


def pick_usage_errors(problems: Iterable[Problem]) -> Problems:
    """The errors without a file to blame: those about a name on the command line, or the folder that -C names."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR and not problem.path)
