"""A table's rows as drills: columns by their names, cells as sections."""

from pathlib import Path

import openpyxl
import pytest

from drillcards.importers.harvest import Harvest
from drillcards.importers.markdown import write_drill
from drillcards.importers.tables import PARTS, find_part, read_table

TABLE = '''\
Drill Name,Category,Duration,Equipment,Steps,Coaching Cues,Muscles,Tags,Coach
Cone Weave,Speed,5 min,"cones; tape","1. Run to the cone
2) Turn
- Run back",Stay low,"Calves (gastrocnemius, soleus), Glutes","feet, warm-up",Ann
"Say ""Go""",,,,Just run.,,,,
'''


def read(root: Path, text: str, category: str | None = None, **mapping: str) -> Harvest:
    file = root / "drills.csv"
    file.write_text(text, "utf-8")
    return read_table(file, mapping, category)


def test_a_row_becomes_a_drill(tmp_path: Path) -> None:
    harvest = read(tmp_path, TABLE)
    assert harvest.problems == ()
    assert harvest.notes == ("Kept as keys of your own: Coach (coach)",)
    assert [drill.slug for drill in harvest.drills] == ["speed/cone-weave", "say-go"]
    assert (
        write_drill(harvest.drills[0])
        == """\
---
title: Cone Weave
tags: [feet, warm-up]
duration: 5 min
equipment: cones, tape
coach: Ann
---

# Cone Weave

## Execution

1. Run to the cone
2. Turn
3. Run back

## Coaching Points

Stay low

## Muscle Groups Targeted

- Calves (gastrocnemius, soleus)
- Glutes
"""
    )
    assert (
        write_drill(harvest.drills[1])
        == """\
---
title: Say "Go"
---

# Say "Go"

## Execution

Just run.
"""
    )


def test_columns_whose_names_say_nothing_are_named_by_the_coach(tmp_path: Path) -> None:
    text = "What,How to do it,Why\nWeave,Run,Feet\n"
    harvest = read(tmp_path, text, title="what", execution="How to Do It", purpose="Why")
    assert harvest.problems == ()
    (drill,) = harvest.drills
    assert (drill.title, [section.key for section in drill.sections]) == ("Weave", ["execution", "purpose"])


def test_a_column_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    harvest = read(tmp_path, "Name,Steps\nWeave,Run\n", execution="Stepps")
    assert [(problem.code, problem.hint) for problem in harvest.problems] == [
        ("unknown-column", "There are: “Name”, “Steps”.")
    ]


def test_a_table_without_names_is_told_how_to_say_which_they_are(tmp_path: Path) -> None:
    harvest = read(tmp_path, "What,Steps\nWeave,Run\n")
    assert harvest.drills == ()
    (problem,) = harvest.problems
    assert (problem.code, problem.line) == ("no-title", 1)
    assert problem.hint == "Say which one it is: --map title=COLUMN. There are: “What”, “Steps”."


def test_a_row_without_a_name_is_left_out_and_told(tmp_path: Path) -> None:
    harvest = read(tmp_path, "Name;Steps\nWeave;Run\n;Jump\nHop;Hop\n")
    assert [drill.title for drill in harvest.drills] == ["Weave", "Hop"]
    assert [(problem.code, problem.line) for problem in harvest.problems] == [("no-title", 3)]


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_empty_table_is_told(tmp_path: Path, text: str) -> None:
    assert [problem.code for problem in read(tmp_path, text).problems] == ["empty-table"]


def test_a_workbook_is_read_too_and_ragged_rows_are_short_ones(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Name", "Reps", "Steps"], ["Weave", 10, "Run\nTurn"], ["Hop"]):
        sheet.append(row)
    book.save(tmp_path / "drills.xlsx")
    harvest = read_table(tmp_path / "drills.xlsx", {}, "Feet")
    assert harvest.problems == ()
    reps = {drill.slug: drill.get_fact("reps") for drill in harvest.drills}
    assert reps == {"feet/weave": "10", "feet/hop": None}


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("NAME", "title"),
        ("Ejercicio", "title"),
        ("Form Cues", "coaching_points"),
        ("common_mistakes", "common_mistakes"),
        ("Durée", "duration"),
        ("Also known as", "aliases"),
        ("Coach", None),
        ("", None),
    ],
)
def test_a_column_is_known_by_many_names(header: str, part: str | None) -> None:
    assert find_part(header) == part


def test_every_part_is_a_column_of_its_own_name() -> None:
    assert {part: find_part(part) for part in PARTS} == {part: part for part in PARTS}


def test_a_key_of_one_s_own_is_never_one_that_means_something_nor_twice_the_same(tmp_path: Path) -> None:
    text = "Title,Nombre,Published,Published,My Key,my-key,Images,Nombre 2\nKnees,Rodillas,no,yes,1,2,a.png,x\n"
    (drill,) = read(tmp_path, text, title="Nombre").drills
    assert (drill.title, drill.published) == ("Rodillas", False)
    assert drill.extra == (
        *(("title-2", "Knees"), ("published-2", "yes"), ("my-key", "1"), ("my-key-2", "2"), ("images-2", "a.png")),
        ("nombre-2", "x"),
    )


def test_a_unit_in_a_header_goes_to_the_numbers_below_it(tmp_path: Path) -> None:
    text = "Name,Duration (min),# of players,Time (minutes)\nA,5,4,x\nB,5–10 min,,\n"
    first, second = read(tmp_path, text).drills
    assert [(fact.key, fact.value) for fact in first.facts] == [("duration", "5 min"), ("players", "4")]
    assert second.get_fact("duration") == "5–10 min"


def test_a_map_of_a_column_that_is_not_there_imports_nothing(tmp_path: Path) -> None:
    harvest = read(tmp_path, "Name,Steps\nWeave,Run\n", execution="Stepps")
    assert harvest.drills == ()


def test_headers_alone_are_told(tmp_path: Path) -> None:
    assert [problem.code for problem in read(tmp_path, "Name,Steps\n").problems] == ["empty-table"]


def test_lines_of_a_setup_are_a_list_and_one_is_a_sentence(tmp_path: Path) -> None:
    first, second = read(tmp_path, 'Name,Setup\nA,"- two cones\n- a line"\nB,Two cones\n').drills
    assert [block.type for block in first.sections[0].blocks] == ["bullets"]
    assert [block.type for block in second.sections[0].blocks] == ["paragraph"]


def test_categories_go_into_the_folders_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "drills.csv").write_text("Name,Category\nA,warm up\nB,Speed\n", "utf-8")
    harvest = read_table(tmp_path / "drills.csv", {}, None, {"warm-up": "Warm Up"})
    assert [drill.slug for drill in harvest.drills] == ["Warm Up/a", "speed/b"]


def test_numbered_columns_are_one_part_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    header = "Exercise,Sets,Reps,Rest,Muscle Group,Step 1,Step 3,Step 2,Cue 1,Cue #2,Equipment 1,Equipment 2"
    harvest = read(tmp_path, f'{header}\nSquat,3,8-10,60 s,"Quads, Glutes",Hold,Stand,Sit,Tall,Out,bell,\n')
    assert (harvest.notes, harvest.problems) == ((), ())
    (drill,) = harvest.drills
    facts = {"sets": "3", "reps": "8-10", "rest": "60 s", "equipment": "bell"}
    assert {fact.key: fact.value for fact in drill.facts} == facts
    written = write_drill(drill)
    assert "## Muscle Groups Targeted\n\n- Quads\n- Glutes\n" in written
    assert "## Execution\n\n1. Hold\n2. Sit\n3. Stand\n" in written
    assert "## Coaching Points\n\n- Tall\n- Out\n" in written


@pytest.mark.parametrize("said", ["nein", "no", "False", "perhaps", "draft"])
def test_a_row_that_is_not_published_stays_so(tmp_path: Path, said: str) -> None:
    (drill,) = read(tmp_path, f"Name,Published,Steps\nHops,{said},Hop\n").drills
    assert not drill.published
