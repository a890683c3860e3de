"""Drills from other programs' files: read, named, and put on the shelf."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from drillcards.build.material import Problems
from drillcards.build.shelf import Shelved, shelve_drills
from drillcards.importers.exercises import read_exercises
from drillcards.importers.harvest import Harvest
from drillcards.importers.naming import make_file_name
from drillcards.importers.tables import PARTS, read_table
from drillcards.model.problem import Problem, Severity, has_errors, sort_problems
from drillcards.read.folder import DRILLS
from drillcards.read.settings import read_workspace

__all__ = ["PARTS", "ImportOrder", "ImportReport", "import_exercises", "import_table"]


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What to import: a file or folder, the category for all of it (None: its own), a table's map of columns."""

    path: Path
    category: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    rehearse: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the drills, None if nothing could be read. ``notes`` are sentences for the coach."""

    problems: Problems
    shelved: Shelved | None = None
    notes: tuple[str, ...] = ()


def import_exercises(root: Path, order: ImportOrder) -> ImportReport:
    """Exercises in free-exercise-db's shape, as drills of the workspace ``root``. OSError: a file can't be written."""
    lang = read_workspace(root)[0].settings.lang
    return _shelve(root, order, lang, read_exercises(order.path, order.category, list_folders(root)))


def import_table(root: Path, order: ImportOrder) -> ImportReport:
    """The same of a table's rows."""
    lang = read_workspace(root)[0].settings.lang
    harvest = read_table(order.path, order.mapping, order.category, list_folders(root), lang)
    return _shelve(root, order, lang, harvest)


def list_folders(root: Path) -> dict[str, str]:
    """The categories that have a folder, by what a file or folder of that name would be called."""
    folders = sorted(path.name for path in (root / DRILLS.name).glob("*") if path.is_dir())
    return {make_file_name(name): name for name in reversed(folders)}


def _shelve(root: Path, order: ImportOrder, lang: str, harvest: Harvest) -> ImportReport:
    problems = sort_problems(harvest.problems)
    if not harvest.drills and has_errors(problems):
        return ImportReport(problems)
    shelved = shelve_drills(harvest, root, lang=lang, rehearse=order.rehearse)
    found = (*problems, *map(_report_unread, shelved.unread), *map(_report_outside, shelved.outside))
    return ImportReport(sort_problems(found), shelved, harvest.notes)


def _report_outside(place: str) -> Problem:
    message = "A folder on the way to this file is a link that leads out of the workspace; it isn't written."
    return Problem(Severity.ERROR, "outside-workspace", place, None, message, "Make it a folder of its own.")


def _report_unread(name: str) -> Problem:
    message = f"The picture {name} can't be read; it is left out."
    return Problem(Severity.WARNING, "unreadable-picture", "", None, message, "Look whether you may open it.")
