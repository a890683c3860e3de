"""free-exercise-db's exercises as drills: nothing lost, nothing invented, and nothing that leads out of the folder."""

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from drillcards.importers.exercises import read_exercises
from drillcards.importers.harvest import Harvest
from drillcards.importers.markdown import write_drill
from drillcards.model.drill import Drill, Fact
from drillcards.model.muscle import Role
from drillcards.model.settings import Workspace
from drillcards.read.drill import read_drill
from importers.gym import MUSCLES, make_exercises, write_exercises

SIT_UP = {
    "id": "3_4_Sit-Up",
    "name": "3/4 Sit-Up",
    "force": "pull",
    "level": "expert",
    "mechanic": "compound",
    "equipment": "body only",
    "primaryMuscles": ["abdominals"],
    "secondaryMuscles": ["lower back", "traps"],
    "instructions": ["Lie down; your feet are held.", "", "2. Raise your torso *slowly*.", None],
    "category": "strength",
    "images": ["3_4_Sit-Up/0.jpg", "3_4_Sit-Up/1.jpg"],
}


def read(root: Path, *entries: Any, category: str | None = None) -> Harvest:
    file = root / "exercises.json"
    file.write_text(json.dumps(list(entries)), "utf-8")
    return read_exercises(file, category)


def read_one(root: Path, **values: object) -> Drill:
    harvest = read(root, {"name": "Sit-Up", **values})
    assert harvest.problems == ()
    return harvest.drills[0]


def test_an_exercise_becomes_a_drill_with_all_that_it_says(tmp_path: Path) -> None:
    (drill,) = read(tmp_path, SIT_UP).drills
    assert (
        write_drill(drill)
        == """\
---
title: 3/4 Sit-Up
tags: [pull, compound]
equipment: None
level: advanced
source: free-exercise-db 3_4_Sit-Up
---

# 3/4 Sit-Up

## Execution

1. Lie down; your feet are held.
2. Raise your torso \\*slowly\\*.

## Muscle Groups Targeted

- Abdominals
- Lower back (secondary)
- Traps (secondary)
"""
    )
    assert drill.slug == "strength/3-4-sit-up"


def test_all_that_is_written_is_read_back_with_groups_and_roles(tmp_path: Path) -> None:
    for number, name in enumerate(MUSCLES):
        drill = read_one(tmp_path, name=f"Number {number}", primaryMuscles=[name], secondaryMuscles=[name])
        file = tmp_path / drill.source.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(write_drill(drill), "utf-8")
        found, problems = read_drill(file, Workspace(tmp_path))
        assert found is not None
        assert problems == (), name
        assert {use.group is not None for use in found.muscles} == {True}, name
        assert {use.role for use in found.muscles} == {Role.PRIMARY, Role.SECONDARY}
        assert (found.facts, found.tags, found.title) == (drill.facts, drill.tags, drill.title)


@pytest.mark.parametrize("value", [None, "", [], {}, 7.5, [None, 3]])
@pytest.mark.parametrize("key", ["force", "level", "equipment", "primaryMuscles", "instructions", "category", "images"])
def test_what_is_missing_or_odd_is_left_out(tmp_path: Path, key: str, value: object) -> None:
    drill = read_one(tmp_path, **{"id": "x", key: value})
    assert drill.title == "Sit-Up"
    assert drill.slug == "exercises/sit-up"
    assert drill.sections == ()


def test_equipment_and_level_are_named_as_our_drills_name_them(tmp_path: Path) -> None:
    assert read_one(tmp_path, equipment="e-z curl bar", level="expert").facts == (
        Fact("equipment", "Equipment", "E-z curl bar"),
        Fact("level", "Level", "advanced"),
    )
    assert read_one(tmp_path, equipment="other", level="easy").facts == (Fact("level", "Level", "easy"),)


def test_a_category_for_all_of_them_is_a_folder(tmp_path: Path) -> None:
    (drill,) = read(tmp_path, SIT_UP, category="Gym & Home").drills
    assert drill.slug == "gym-home/3-4-sit-up"


def test_namesakes_have_files_of_their_own_whichever_disk_they_are_on(tmp_path: Path) -> None:
    names = ["Row", "ROW", "Row", "Row!", "row"]
    entries = [{"name": name, "id": f"Row_{number}" if number < 3 else ""} for number, name in enumerate(names)]
    slugs = [drill.slug for drill in read(tmp_path, *entries).drills]
    assert slugs == [f"exercises/{name}" for name in ("row", "row-1", "row-2", "row-3", "row-4")]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("CON", "con-drill"),
        ("Lpt1", "lpt1-drill"),
        ("README", "readme-drill"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 300, "a" * 80),
        ("腕立て伏せ", "腕立て伏せ"),
        ("💪", "x-9"),
        ("Élan\u0000 vital", "elan-vital"),
    ],
)
def test_any_name_makes_a_file_below_its_folder(tmp_path: Path, name: str, slug: str) -> None:
    assert read_one(tmp_path, name=name, id="X 9").slug == f"exercises/{slug}"


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "not-json", 1),
        (b"{", "not-json", 1),
        (b'[\n{"name": "A"},\n]', "not-json", 3),
        (b"\xff\xfe[\x00]\x00", "not-json", None),
        (b"[" * 100_000, "not-json", None),
        (b"[1, 2]", "bad-exercise", None),
        (b'{"id": "x"}', "bad-exercise", None),
        (b'[{"name": null}]', "bad-exercise", None),
        (b'"text"', "bad-exercise", None),
    ],
)
def test_what_is_no_exercise_is_told_once(tmp_path: Path, content: bytes, code: str, line: int | None) -> None:
    (tmp_path / "exercises.json").write_bytes(content)
    harvest = read_exercises(tmp_path / "exercises.json")
    assert harvest.drills == ()
    assert {problem.code for problem in harvest.problems} == {code}
    assert harvest.problems[0].line == line
    assert harvest.problems[0].path == "exercises.json"


def test_good_neighbours_of_a_bad_entry_are_read(tmp_path: Path) -> None:
    harvest = read(tmp_path, {"name": "A"}, 3, {"name": "B"})
    assert [drill.title for drill in harvest.drills] == ["A", "B"]
    assert [problem.message for problem in harvest.problems] == ["Entry 2 is no exercise."]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "exercises.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(SIT_UP).encode())
    assert [drill.title for drill in read_exercises(tmp_path / "exercises.json").drills] == ["3/4 Sit-Up"]


def test_a_clone_s_folder_is_read_whole_or_file_by_file(tmp_path: Path) -> None:
    exercises = make_exercises(3)
    write_exercises(tmp_path / "one" / "dist" / "exercises.json", exercises)
    for entry in exercises:
        (tmp_path / "two" / "exercises").mkdir(parents=True, exist_ok=True)
        (tmp_path / "two" / "exercises" / f"{entry['id']}.json").write_text(json.dumps(entry), "utf-8")
    names = [sorted(drill.slug for drill in read_exercises(tmp_path / folder).drills) for folder in ("one", "two")]
    assert names[0] == names[1]
    assert len(names[0]) == 3
    (tmp_path / "none").mkdir()
    assert [problem.code for problem in read_exercises(tmp_path / "none").problems] == ["no-exercises"]


def test_pictures_are_taken_from_the_collection_s_folders_and_from_nowhere_else(tmp_path: Path) -> None:
    folder = tmp_path / "db" / "exercises" / "3_4_Sit-Up"
    folder.mkdir(parents=True)
    for name in ("0.jpg", "1.jpg"):
        Image.new("RGB", (20, 20)).save(folder / name)
    Image.new("RGB", (20, 20)).save(tmp_path / "secret.jpg")
    images = [*SIT_UP["images"], "../../secret.jpg", str(tmp_path / "secret.jpg"), "3_4_Sit-Up/2.jpg", "x.exe"]
    write_exercises(tmp_path / "db" / "dist" / "exercises.json", [{**SIT_UP, "images": images}])
    for path in (tmp_path / "db", tmp_path / "db" / "dist" / "exercises.json"):
        harvest = read_exercises(path)
        assert [(picture.source.name, picture.place) for picture in harvest.pictures] == [
            ("0.jpg", "drills/strength/pictures/3-4-sit-up-1.jpg"),
            ("1.jpg", "drills/strength/pictures/3-4-sit-up-2.jpg"),
        ]
        text = write_drill(harvest.drills[0])
        assert "![3/4 Sit-Up, 1 of 2](pictures/3-4-sit-up-1.jpg)" in text


def test_half_a_character_and_endless_numbers_stop_nothing(tmp_path: Path) -> None:
    file = tmp_path / "exercises.json"
    file.write_text('[{"name": "x\\ud800", "instructions": ["\\udc00 go"]}]', "utf-8")
    (drill,) = read_exercises(file).drills
    assert write_drill(drill).encode("utf-8")
    file.write_text('[{"name": ' + "9" * 5000 + "}]", "utf-8")
    assert [problem.code for problem in read_exercises(file).problems] == ["not-json"]


def test_a_list_without_exercises_is_told(tmp_path: Path) -> None:
    assert [problem.code for problem in read(tmp_path).problems] == ["no-exercises"]


@pytest.mark.parametrize("value", [True, None, [], {}, 7.5])
def test_a_word_that_is_no_text_is_no_fact_and_no_tag(tmp_path: Path, value: object) -> None:
    drill = read_one(tmp_path, force=value, mechanic=value, level=value, equipment=value)
    assert (drill.facts, drill.tags) == ((), ())
