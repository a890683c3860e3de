"""Who is asked about safety, and how."""

import pytest

from drillcards.build.precautions import find_missing_safety
from drillcards.model.drill import Drill, Fact, Paragraph, Section, Source, Span


def make_drill(title: str, *sections: tuple[str, str], equipment: str = "") -> Drill:
    blocks = [Section(key, key.title(), (Paragraph((Span(text),)),)) for key, text in sections]
    facts = (Fact("equipment", "Equipment", equipment),) if equipment else ()
    return Drill(title, title, Source(f"drills/{title}.md", 4), facts=facts, sections=tuple(blocks))


@pytest.mark.parametrize(
    "drill",
    [
        make_drill("Sprint Ladder"),
        make_drill("A", ("execution", "Throw to the partner")),
        make_drill("A", ("setup", "Two players with BATS")),
        make_drill("A", equipment="1 bat, 10 balls"),
        make_drill("A", ("execution", "Lanzar la pelota")),
        make_drill("A", ("execution", "Lancer la balle")),
    ],
)
def test_bats_throws_and_sprints_ask_for_a_word_on_safety(drill: Drill) -> None:
    (problem,) = find_missing_safety([drill])
    assert (problem.code, problem.path, problem.line) == ("no-safety", drill.source.path, 4)
    assert problem.message.startswith(f"“{drill.title}” is a drill with bats, throws or sprints")
    assert "## Safety" in problem.hint


@pytest.mark.parametrize(
    "drill",
    [
        make_drill("Sprint Ladder", ("safety", "Look first")),
        make_drill("Battle Ropes", ("execution", "Combat the rope, throughout")),
        make_drill("A", ("variations", "Sprint back")),
        make_drill("A", ("common_mistakes", "Throwing too early")),
    ],
)
def test_nobody_else_is_asked(drill: Drill) -> None:
    assert find_missing_safety([drill]) == ()


def test_many_drills_are_asked_about_in_one_line() -> None:
    drills = [make_drill(f"Throw {letter}") for letter in "abcde"]
    (problem,) = find_missing_safety(drills)
    assert problem.path == "drills/Throw a.md"
    assert problem.message.startswith("“Throw a”, “Throw b”, “Throw c” and 2 more are drills with")
    (problem,) = find_missing_safety(drills[:2])
    assert problem.message.startswith("“Throw a”, “Throw b” are drills with")
