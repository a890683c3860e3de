"""What lies around a folder without drills/: the workspace that was meant, or Markdown that could become one."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from drillcards.model.problem import Problem, Severity
from drillcards.read.folder import DRILLS, ROUTINES
from drillcards.read.settings import FILE_NAME as SETTINGS_FILE

PARTS: Final = frozenset({DRILLS.name, ROUTINES.name, "templates", "output"})
"""The folders of a workspace."""

_NO_DRILLS: Final = frozenset({"readme", "license", "licence", "changelog", "contributing", "code_of_conduct"})
_SKIPPED: Final = PARTS - {DRILLS.name} | {"node_modules", "venv"}
_DEEPEST: Final = 3
_MOST_ENTRIES: Final = 2000
"""Nobody waits for a count of all that a home folder holds."""
_MOST_NAMED: Final = 3
_START: Final = 'Write the first drill with: drillcards new "Cone Shuttle" --category speed'


@dataclass(frozen=True, slots=True)
class Finds:
    """How many Markdown files a folder holds, and where: (first folder below it, or "", number), the most first."""

    total: int
    places: tuple[tuple[str, int], ...] = ()


def is_workspace(folder: Path) -> bool:
    """Whether a folder holds drills/, or at least drillcards.toml."""
    return (folder / DRILLS.name).is_dir() or (folder / SETTINGS_FILE).is_file()


def find_workspace_above(folder: Path) -> Path | None:
    """The nearest workspace that a folder lies in, if it isn't one itself."""
    return next((above for above in folder.resolve().parents if (above / DRILLS.name).is_dir()), None)


def is_part(folder: Path) -> bool:
    """Whether a folder is one that a workspace is made of, such as drills/speed or output."""
    above = find_workspace_above(folder)
    return above is not None and folder.resolve().relative_to(above).parts[0] in PARTS


def find_workspaces_below(folder: Path) -> tuple[Path, ...]:
    """The workspaces right below a folder, by name."""
    return tuple(path for path in _list_folders(folder) if (path / DRILLS.name).is_dir())


def find_misnamed(folder: Path) -> str:
    """The name of a folder that only capitals keep from being drills/; "" if there is none."""
    names = (path.name for path in _list_folders(folder))
    return next((name for name in names if name != DRILLS.name and name.casefold() == DRILLS.name), "")


def count_markdown(folder: Path) -> Finds:
    """The Markdown files in a folder and a few levels below it that may be drills: no READMEs, nothing hidden."""
    places = Counter(place for place in _walk(folder, "", 0, [_MOST_ENTRIES]))
    return Finds(places.total(), tuple(places.most_common()))


def _walk(folder: Path, place: str, depth: int, left: list[int]) -> Iterator[str]:
    """The first folder on the way to each file. ``left`` is how many entries may still be looked at."""
    for entry in _scan(folder):
        left[0] -= 1
        if left[0] < 0:
            return
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            if depth < _DEEPEST and (depth or entry.name not in _SKIPPED):
                yield from _walk(Path(entry.path), place or entry.name, depth + 1, left)
        else:
            stem, suffix = os.path.splitext(entry.name)  # noqa: PTH122 - quicker than a Path for each entry
            if suffix.lower() == ".md" and stem.lower() not in _NO_DRILLS:
                yield place


def _list_folders(folder: Path) -> Iterator[Path]:
    entries = (entry for entry in _scan(folder)[:_MOST_ENTRIES] if not entry.name.startswith("."))
    return (Path(entry.path) for entry in entries if entry.is_dir())


def _scan(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return []


def report_no_drills(root: Path) -> Problem:
    """An error without a file for a folder without drills/. Its hint leads to the folder that was meant, or on."""
    where = "here" if root.resolve() == Path.cwd() else f"in {name_from_here(root)}"
    message = f"There is no folder {DRILLS.name}/ {where}."
    return Problem(Severity.ERROR, "no-drills-folder", "", None, message, next(_list_advice(root)))


def _list_advice(root: Path) -> Iterator[str]:
    """What helps in a folder without drills/; the first is the likeliest to."""
    above = find_workspace_above(root)
    if above == Path.cwd():
        yield f"Leave out -C: the folder that you are in holds {DRILLS.name}/."
    if above:
        yield f"Did you mean -C {name_from_here(above)}? That folder holds {DRILLS.name}/."
    if below := find_workspaces_below(root):
        some = " or ".join(f"-C {name_from_here(path)}" for path in below[:_MOST_NAMED])
        yield f"Did you mean {some}? {'That folder holds' if len(below) == 1 else 'These folders hold'} {DRILLS.name}/."
    if misnamed := find_misnamed(root):
        yield f"Rename {misnamed}/ to {DRILLS.name}/, in small letters."
    finds = count_markdown(root)
    if finds.total:
        yield f"{describe_finds(finds)} Make a folder {DRILLS.name}/, and {advise_move()}"
    if is_workspace(root):
        yield _START
    yield f"Name the folder that holds {DRILLS.name}/ with -C, or begin with samples: drillcards init my-team"


def advise_first_drill(root: Path) -> str:
    """What helps where drills/ is there, but empty."""
    finds = count_markdown(root)
    if not finds.total:
        return _START
    return f"{describe_finds(finds)} {advise_move()[:1].upper()}{advise_move()[1:]}"


def advise_move() -> str:
    """What to do with Markdown that lies elsewhere; the end of a sentence."""
    return f"move what is a drill into {DRILLS.name}/CATEGORY, such as {DRILLS.name}/speed."


def describe_finds(finds: Finds) -> str:
    """``14 Markdown files are here, 11 of them in exercises/.``."""
    files = "1 Markdown file is here" if finds.total == 1 else f"{finds.total} Markdown files are here"
    below = [(place, number) for place, number in finds.places if place]
    if not below:
        return f"{files}."
    if len(finds.places) == 1:
        return f"{files}, in {below[0][0]}/."
    named = ", ".join(f"{number} in {place}/" for place, number in below[:_MOST_NAMED])
    rest = " and elsewhere" if len(below) > _MOST_NAMED else ""
    return f"{files}: {named}{rest}." if rest or len(below) == len(finds.places) else f"{files}, {named} among them."


def name_from_here(path: Path) -> str:
    """A path as -C takes it in the folder that the program runs in, in quotes if it needs them."""
    try:
        name = Path(os.path.relpath(path, Path.cwd())).as_posix()
    except ValueError:  # on Windows there is no way from one drive to another
        name = path.as_posix()
    return f'"{name}"' if " " in name else name
