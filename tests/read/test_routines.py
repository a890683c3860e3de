from pathlib import Path

import pytest

from drillcards.model.drill import Bullets, Drill, Fact, Library, Ordered, Paragraph, Source
from drillcards.model.problem import Problem
from drillcards.model.routine import Routine
from drillcards.model.settings import Settings, Workspace
from drillcards.read.library import read_library
from drillcards.read.routines import read_routines
from read.folder import join_words, list_codes, read_text, write_drill

ROOT = Path(__file__).parents[2]
NO_DRILLS = Library(())
FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.md"))


def write_routine(root: Path, text: str, name: str = "warm-up.md") -> None:
    file = root / "routines" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def read(root: Path, text: str) -> tuple[Routine, tuple[Problem, ...]]:
    write_routine(root, text)
    (routine,), problems = read_routines(Workspace(root), NO_DRILLS)
    return routine, problems


def test_a_workspace_needs_no_routines(tmp_path: Path) -> None:
    assert read_routines(Workspace(tmp_path), NO_DRILLS) == ((), ())
    (tmp_path / "routines").mkdir()
    assert read_routines(Workspace(tmp_path), NO_DRILLS) == ((), ())


def test_a_routine_is_read_whole(tmp_path: Path) -> None:
    text = """\
---
description: All that it takes
duration: 15 min
lang: es
---
# Warm-Up

Begin **slowly**.

## Setup

1. Jog
   - around the field
2. [Skips](https://example.org/skips)

## Execution

- Throw

Drink.
"""
    routine, problems = read(tmp_path, text)
    assert problems == ()
    assert (routine.slug, routine.title, routine.lang) == ("warm-up", "Warm-Up", "es")
    assert routine.description == "All that it takes"
    assert routine.facts == (Fact("duration", "Duración", "15 min"),)
    assert [join_words(block) for block in routine.intro] == ["Begin slowly."]
    assert [join_words(block) for block in routine.closing] == ["Drink."]
    (steps,) = routine.sections[0].blocks
    assert isinstance(steps, Ordered)
    assert [type(block) for block in steps.items[0]] == [Paragraph, Bullets]
    assert (routine.source.path, routine.source.line, routine.title_line) == ("routines/warm-up.md", 6, 6)


def test_phases_bear_their_own_names_and_may_come_again(tmp_path: Path) -> None:
    text = "# R\n\n## Setup\n\n1. a\n\n## How to Perform\n\n1. b\n\n## Water\n\n1. c\n\n## Water\n\n1. d\n"
    write_routine(tmp_path, text)
    aliases = (("water", "safety"),)
    (routine,), problems = read_routines(Workspace(tmp_path, Settings(aliases=aliases)), NO_DRILLS)
    assert problems == ()
    assert [section.key for section in routine.sections] == ["setup", "how-to-perform", "water", "water"]


def test_a_first_heading_is_the_title_even_if_it_could_be_a_section(tmp_path: Path) -> None:
    routine, _ = read(tmp_path, "---\ntitle: Technique Day\n---\n# Technique\n\n## One\n\n1. a\n")
    assert routine.title == "Technique Day"
    assert [section.heading for section in routine.sections] == ["One"]


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_a_routine_has_the_structure_that_a_drill_of_the_same_words_has(tmp_path: Path, fixture: Path) -> None:
    # That drills have CommonMark's is what test_commonmark is about.
    data = fixture.read_bytes()
    drill, _ = read_text(tmp_path, data)
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "a.md").write_bytes(data)
    (routine,), _ = read_routines(Workspace(tmp_path), NO_DRILLS)
    assert (routine.intro, routine.closing) == (drill.intro, drill.closing)
    assert [(s.heading, s.blocks) for s in routine.sections] == [(s.heading, s.blocks) for s in drill.sections]


def test_routines_come_in_order_of_slug_without_readmes_and_what_is_not_published(tmp_path: Path) -> None:
    for name in ("z.md", "team/a.md", "README.md", ".hidden.md", "m.md"):
        write_routine(tmp_path, f"# {name}\n\nRun.\n", name)
    write_routine(tmp_path, "---\npublished: false\n---\n# Draft\n\nRun.\n", "draft.md")
    routines, problems = read_routines(Workspace(tmp_path), NO_DRILLS)
    assert problems == ()
    assert [routine.slug for routine in routines] == ["m", "team/a", "z"]


def test_one_broken_routine_does_not_stop_the_others(tmp_path: Path) -> None:
    write_routine(tmp_path, "---\ntitle: [\n---\n# A\n\nRun.\n", "a.md")
    write_routine(tmp_path, "", "b.md")
    write_routine(tmp_path, "# C\n", "c.md")
    write_routine(tmp_path, "# D\n\nRun.\n", "d.md")
    routines, problems = read_routines(Workspace(tmp_path), NO_DRILLS)
    assert [routine.slug for routine in routines] == ["c", "d"]
    assert [(problem.path, problem.code) for problem in problems] == [
        ("routines/a.md", "broken-front-matter"),
        ("routines/b.md", "empty-routine"),
        ("routines/c.md", "no-words"),
    ]
    assert "drill" not in " ".join(f"{problem.message} {problem.hint}" for problem in problems)


def test_a_routine_that_can_t_be_read_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "lost.md").symlink_to("nowhere.md")
    routines, problems = read_routines(Workspace(tmp_path), NO_DRILLS)
    assert routines == ()
    assert list_codes(problems) == [("unreadable-routine", None)]


def test_a_link_to_a_drill_s_file_must_lead_to_one(tmp_path: Path) -> None:
    write_drill(tmp_path, "# A\n\nRun.\n", "speed/two words.md")
    text = """\
# R

See [web](https://example.org/x.md) and [lost](../drills/speed/lost.md).

## One

1. [A](../drills/speed/two%20words.md#execution)
   - [gone](gone.md)

> [quoted](../drills/no.md)

| a | b |
|---|---|
| [cell](../drills/cell.md) | [A](<../drills/speed/two words.md>) |
"""
    _, problems = read(tmp_path, text)
    assert list_codes(problems) == [("lost-drill", 3), ("lost-drill", 8), ("lost-drill", 10), ("lost-drill", 12)]
    assert problems[0].message == "There is no file ../drills/speed/lost.md to link to."


def test_a_routine_shows_no_video(tmp_path: Path) -> None:
    routine, problems = read(tmp_path, '# R\n\nRun.\n\n<iframe src="https://example.org/v"></iframe>\n')
    assert list_codes(problems) == [("routine-video", 5)]
    assert "https://example.org/v" in problems[0].message
    assert len(routine.intro) == 1


def test_pictures_of_the_front_matter_begin_the_intro(tmp_path: Path) -> None:
    routine, problems = read(tmp_path, "---\nimages: [field.png]\n---\n# R\n\nRun.\n")
    assert list_codes(problems) == [("missing-image", 2)]
    assert [block.type for block in routine.intro] == ["image", "paragraph"]


def test_the_repository_s_own_routines_have_nothing_wrong_with_them() -> None:
    routines, problems = read_routines(Workspace(ROOT), read_library(Workspace(ROOT))[0])
    assert problems == ()
    assert [(len(routine.sections), len(routine.drills) > 8) for routine in routines] == [
        (5, True),
        (4, True),
        (6, True),
        (5, False),  # in an emergency nobody drills
    ]


def test_a_routine_s_key_that_is_nearly_a_known_one_is_named(tmp_path: Path) -> None:
    write_routine(tmp_path, "---\nduratoin: 5 min\nweather: sun\n---\n# Start\n\n## Jog\n\n1. Jog\n")
    _, problems = read_routines(Workspace(tmp_path), NO_DRILLS)
    assert [(problem.code, problem.line) for problem in problems] == [("unknown-key", 2)]


def test_a_routine_knows_the_drills_that_it_names_in_bold_or_links_to(tmp_path: Path) -> None:
    library = Library(
        (
            Drill("speed/a-skips", "A-Skips", Source("drills/speed/a-skips.md"), aliases=("Skips",)),
            Drill("speed/go", "Go", Source("drills/speed/go.md")),
            Drill("throwing/toss", "Toss", Source("drills/throwing/toss.md")),
        )
    )
    text = """# Warm-Up

First **Toss**, gently.

## Legs

1. **Skips**: two lengths
   - then Go, and **a-skips** again
2. [Run](../drills/speed/go.md)

| Day | Drill |
|---|---|
| Monday | **Jump Rope** |
"""
    write_routine(tmp_path, text)
    (tmp_path / "drills" / "speed").mkdir(parents=True)
    (tmp_path / "drills" / "speed" / "go.md").touch()
    (routine,), problems = read_routines(Workspace(tmp_path), library)
    assert problems == ()
    assert routine.drills == ("throwing/toss", "speed/a-skips", "speed/go")
