"""Exercises in the shape of free-exercise-db (https://github.com/yuhonas/free-exercise-db, public domain) → drills.

An exercise is an object with ``id``, ``name``, ``force``, ``level``, ``mechanic``, ``equipment``, ``primaryMuscles``,
``secondaryMuscles``, ``instructions``, ``category`` and ``images``; a file has one of them or a list. Everything but
the name may be missing or null. Nothing is invented: what the source doesn't say isn't in the drill.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

from drillcards.importers.harvest import Harvest, Picture
from drillcards.importers.naming import NO_FOLDERS, choose_names, pick_folder
from drillcards.importers.steps import clean_lines, list_lines, number_lines
from drillcards.model.drill import Blocks, Drill, Fact, ImageBlock, Section, Source
from drillcards.model.problem import Problem
from drillcards.read.findings import Findings
from drillcards.read.text import clean_cell

SOURCE: Final = "free-exercise-db"
FOLDER: Final = "exercises"
"""The category of those that have none."""
PICTURES: Final = "pictures"
_LEVELS: Final = {"beginner": "beginner", "intermediate": "intermediate", "expert": "advanced"}
_NO_EQUIPMENT: Final = {"body only": "None", "none": "None"}
_UNSAID: Final = frozenset({"", "other"})
_SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png"})


def read_exercises(path: Path, category: str | None = None, known: Mapping[str, str] = NO_FOLDERS) -> Harvest:
    """The exercises of a JSON file, or of all JSON files of a folder, as drills.

    ``category`` is the folder for all of them; None: each goes into that of its own category. ``known`` are the folders
    there are, as ``pick_folder`` takes them. Pictures are found
    beside the file, or below ``exercises/`` there or one folder up, as that collection has them.
    """
    problems: list[Problem] = []
    entries: list[Mapping[str, Any]] = []
    files = [path] if path.is_file() else sorted(_find_files(path))
    if not files:
        findings = Findings(path.name)
        findings.fail("no-exercises", None, "There is no JSON file here.", "Name the file, or the folder that has it.")
        return Harvest(problems=tuple(findings.problems))
    for file in files:
        findings = Findings(file.name)
        entries += _read_entries(file, findings)
        problems += findings.problems
    if not entries and not problems:
        findings = Findings(path.name)
        findings.fail("no-exercises", None, "There is no exercise here.", "Name a file that has some.")
        problems += findings.problems
    folders = [pick_folder(category or _get(entry, "category") or FOLDER, known) or FOLDER for entry in entries]
    slugs = choose_names(
        (folder, _get(entry, "name"), _get(entry, "id")) for folder, entry in zip(folders, entries, strict=True)
    )
    drills, pictures = [], []
    for slug, folder, entry in zip(slugs, folders, entries, strict=True):
        found = list(_find_pictures(entry, slug, path if path.is_dir() else path.parent))
        pictures += found
        drills.append(_build_drill(entry, slug, folder, found))
    return Harvest(tuple(drills), tuple(pictures), tuple(problems))


def _find_files(folder: Path) -> list[Path]:
    """One file of all exercises, as ``dist/exercises.json``; else each file of ``exercises/``, or of the folder."""
    whole = [folder / "dist" / "exercises.json", folder / "exercises.json"]
    if found := next((file for file in whole if file.is_file()), None):
        return [found]
    return [*(folder / "exercises").glob("*.json")] or [*folder.glob("*.json")]


def _read_entries(file: Path, findings: Findings) -> Iterator[Mapping[str, Any]]:
    try:
        data = json.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        findings.fail(
            "unreadable-file", None, f"Cannot read this file: {error.strerror}.", "Check that you may open it."
        )
        return
    except UnicodeDecodeError:
        findings.fail("not-json", None, "This is no JSON file.", "Take the collection's exercises.json.")
        return
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        findings.fail("not-json", line, "This is no JSON file.", "Take the collection's exercises.json.")
        return
    for number, entry in enumerate(data if isinstance(data, list) else [data], 1):
        if not isinstance(entry, dict):
            findings.fail("bad-exercise", None, f"Entry {number} is no exercise.", "It is left out.")
        elif not _get(entry, "name"):
            findings.fail("bad-exercise", None, f"Exercise {number} has no name.", "It is left out.")
        else:
            yield entry


def _build_drill(entry: Mapping[str, Any], slug: str, folder: str, pictures: Iterable[Picture]) -> Drill:
    title = _get(entry, "name")
    return Drill(
        slug,
        title,
        Source(f"drills/{slug}.md"),
        category=folder,
        tags=tuple(filter(None, (_get(entry, "force"), _get(entry, "mechanic")))),
        facts=tuple(_list_facts(entry)),
        sections=tuple(_list_sections(entry, title, slug, pictures)),
        extra=(("source", " ".join(filter(None, (SOURCE, _get(entry, "id"))))),),
    )


def _list_facts(entry: Mapping[str, Any]) -> Iterator[Fact]:
    equipment = _get(entry, "equipment")
    if equipment.lower() not in _UNSAID:
        yield Fact("equipment", "Equipment", _NO_EQUIPMENT.get(equipment.lower(), _capitalize(equipment)))
    level = _get(entry, "level")
    if level:
        yield Fact("level", "Level", _LEVELS.get(level.lower(), level))


def _list_sections(entry: Mapping[str, Any], title: str, slug: str, pictures: Iterable[Picture]) -> Iterator[Section]:
    steps = clean_lines(_list_texts(entry, "instructions"))
    here = PurePosixPath(f"drills/{slug}").parent
    names = [PurePosixPath(picture.place).relative_to(here).as_posix() for picture in pictures]
    images = [ImageBlock(name, f"{title}, {at} of {len(names)}") for at, name in enumerate(names, 1)]
    lists: Blocks = (number_lines(steps),) if steps else ()
    if lists or images:
        yield Section("execution", "Execution", (*lists, *images))
    muscles = [_capitalize(name) for name in _list_texts(entry, "primaryMuscles")]
    muscles += [f"{_capitalize(name)} (secondary)" for name in _list_texts(entry, "secondaryMuscles")]
    if muscles:
        yield Section("muscles", "Muscle Groups Targeted", (list_lines(muscles),))


def _find_pictures(entry: Mapping[str, Any], slug: str, root: Path) -> Iterator[Picture]:
    """Pictures that are there, inside of the source's folders."""
    folders = (root, root / "exercises", root.parent / "exercises")
    folder, _, name = slug.rpartition("/")
    number = 0
    for image in _list_texts(entry, "images"):
        relative = PurePosixPath(image)
        if relative.is_absolute() or ".." in relative.parts or relative.suffix.lower() not in _SUFFIXES:
            continue
        source = next((base / relative for base in folders if _is_inside(base / relative, base)), None)
        if source:
            number += 1
            place = PurePosixPath("drills", folder, PICTURES, f"{name}-{number}{relative.suffix.lower()}")
            yield Picture(source, place.as_posix())


def _is_inside(file: Path, folder: Path) -> bool:
    return file.is_file() and file.resolve().is_relative_to(folder.resolve())


def _get(entry: Mapping[str, Any], key: str) -> str:
    """A text on one line, "" for null and anything that is no text."""
    value = entry.get(key)
    if isinstance(value, str):
        return _clean(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _clean(text: str) -> str:
    """A line that can be written: JSON may have halves of a character, which no file can."""
    return clean_cell(text.encode("utf-8", "replace").decode("utf-8"))


def _list_texts(entry: Mapping[str, Any], key: str) -> list[str]:
    values = entry.get(key)
    texts = values if isinstance(values, list) else [values]
    return [text for text in (_clean(text) for text in texts if isinstance(text, str)) if text]


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]
