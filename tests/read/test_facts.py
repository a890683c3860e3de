from pathlib import Path

import pytest

from drillcards.model.drill import Fact
from read.folder import list_codes, read_quietly, read_text

SETS = ("sets", "Sets", "3")
REPS = ("reps", "Reps", "8–10")


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("**Duration**: 60 seconds", [("duration", "Duration", "60 seconds")]),
        ("**Duration:** 60 seconds", [("duration", "Duration", "60 seconds")]),
        ("**DURATION** : *60* seconds", [("duration", "DURATION", "60 seconds")]),
        (
            "- **Time**: 1:30 min\n- **Sets & Reps**: 3 × 10",
            [("duration", "Time", "1:30 min"), ("sets_reps", "Sets & Reps", "3 × 10")],
        ),
        ("**Distance**: 20 yd  \n**Players**: 4", [("distance", "Distance", "20 yd"), ("players", "Players", "4")]),
        ("**Distance**: 20 yd\n**Players**: 4", [("distance", "Distance", "20 yd"), ("players", "Players", "4")]),
        ("**Distance**: 20 yd | **Level**: easy", [("distance", "Distance", "20 yd"), ("level", "Level", "easy")]),
        ("> **Ages**: 8–12", [("ages", "Ages", "8–12")]),
        ("1. Run\n   - **Equipment needed**: cones", [("equipment", "Equipment needed", "cones")]),
        ("**Duración**: 60 s\n\n**Jugadores:** 4", [("duration", "Duración", "60 s"), ("players", "Jugadores", "4")]),
        ("**Durée** : 60 s", [("duration", "Durée", "60 s")]),
        ("**Duration**: 1 min\n\n**Time**: 1 min", [("duration", "Duration", "1 min")]),
        ("**Duration** 60 seconds", []),
        ("**Duration**:", []),
        ("Duration: 60 seconds", []),
        ("Mind the **duration**: it matters", []),
        ("**Focus**: heels up", []),
        ("**Distance Extension**: go on", []),
        ("**Sets**: 3\n\n**Reps**: 8–10\n\n**Rest**: 60 s", [SETS, REPS, ("rest", "Rest", "60 s")]),
        ("**Series**: 3\n\n**Descanso**: 60 s", [("sets", "Series", "3"), ("rest", "Descanso", "60 s")]),
        ("**Séries** : 3\n\n**Repos** : 60 s", [("sets", "Séries", "3"), ("rest", "Repos", "60 s")]),
        ("**Duration**: 15", [("duration", "Duration", "15 min")]),
        ("**Duration**: ★★★\n\n**Players**: ✓✓\n\n**Level**: –", []),
        ("**Duration**: 3/5\n\n**Equipment**: 4.5 / 5\n\n**Players**: (3/5) ★★★", []),
        ("**Duration**: 1 min\n\n**Time**: 2 min", []),
        ("- **Duration**: 1 min\n- **Duration**: 2 min", []),
        ("1. Squat\n   - **Reps**: 10\n2. Lunge\n   - **Reps**: 10", []),
        ("1. Squat  \n   **Reps**: 10\n2. Lunge", []),
        ("### Squat\n\n**Reps**: 10\n\n### Lunge\n\nStep.", []),
        ("**Players**: 4\n\n### Squat\n\n**Reps**: 10\n\n### Lunge\n\nStep.", [("players", "Players", "4")]),
        ("### Common mistakes\n\n- **Distance**: too long", []),
    ],
)
def test_bold_labels_at_the_start_of_a_line_are_facts(
    tmp_path: Path, text: str, facts: list[tuple[str, str, str]]
) -> None:
    drill = read_quietly(tmp_path, f"{text}\n")
    assert drill.facts == tuple(Fact(*fact) for fact in facts)
    assert drill.intro != ()


def test_facts_are_found_in_sections_but_not_in_those_on_other_versions_of_the_drill(tmp_path: Path) -> None:
    text = (
        "## Setup\n\n- **Players**: 4\n\n## Variations\n\n- **Distance**: twice as far\n\n## Notes\n\n**Level**: easy\n"
    )
    assert [fact.key for fact in read_quietly(tmp_path, text).facts] == ["players", "level"]


@pytest.mark.parametrize(
    "heading", ["Common Mistakes", "Variations", "Coaching Points", "Safety", "Benefits", "Errores comunes", "Conseils"]
)
def test_what_is_said_of_mistakes_cues_and_other_versions_is_no_fact(tmp_path: Path, heading: str) -> None:
    text = f"Run.\n\n## {heading}\n\n- **Distance**: too short\n- **Equipment**: cones that roll\n"
    assert read_quietly(tmp_path, text).facts == ()


def test_facts_of_several_exercises_under_headings_of_their_own_are_none_of_the_drill(tmp_path: Path) -> None:
    text = "# Circuit\n\n## Squat\n\n**Reps**: 10\n\n## Plank\n\n**Duration**: 30 s\n"
    assert read_quietly(tmp_path, text).facts == ()


@pytest.mark.parametrize(
    ("matter", "facts"),
    [
        ("sets: 4\nreps: 8", [("Sets", "4"), ("Reps", "8")]),
        ("sets: 4", [("Sets", "4")]),
        ("Sets: 3\nREPS: 8-10\nrest: 60 s", [("Sets", "3"), ("Reps", "8-10"), ("Rest", "60 s")]),
        ("séries: 4\nrépétitions: 8\nrepos: 1 min", [("Sets", "4"), ("Reps", "8"), ("Rest", "1 min")]),
        ("sets_and_reps: 3 x 10", [("Sets × reps", "3 x 10")]),
        ("duration: 15", [("Duration", "15 min")]),
        ("duration: 10-15", [("Duration", "10-15 min")]),
        ("duration: 2 x 5 min", [("Duration", "2 x 5 min")]),
    ],
)
def test_headers_state_facts_under_their_own_labels(tmp_path: Path, matter: str, facts: list[tuple[str, str]]) -> None:
    drill = read_quietly(tmp_path, f"---\n{matter}\n---\nRun.\n")
    assert [(fact.label, fact.value) for fact in drill.facts] == facts


@pytest.mark.parametrize("value", ["12:30", "300", "★★★", "–"])
def test_a_duration_that_tells_no_time_is_named(tmp_path: Path, value: str) -> None:
    _, problems = read_text(tmp_path, f"---\nduration: {value}\n---\nRun.\n")
    code = "unclear-duration" if value[0].isdigit() else "empty-fact"
    assert list_codes(problems) == [(code, 2)]


@pytest.mark.parametrize(
    "value", ["10-Aug", "Aug-10", "10-ago", "2027-08-10", "2027-08-10 00:00:00", "8/10/2027", "00:01:30"]
)
def test_a_date_that_a_spreadsheet_made_of_a_dose_is_left_out_and_told(tmp_path: Path, value: str) -> None:
    drill, problems = read_text(tmp_path, f"---\nreps: {value}\n---\nRun.\n")
    assert (drill.facts, list_codes(problems)) == ((), [("date-as-fact", 2)])


@pytest.mark.parametrize(
    "value", ["8-10", "10 marches", "10-martial moves", "3/5 each side", "2 x 8.10", "1:30", "10 may"]
)
def test_other_doses_are_no_dates(tmp_path: Path, value: str) -> None:
    assert read_quietly(tmp_path, f"---\nreps: {value}\n---\nRun.\n").get_fact("reps") == value


def test_a_key_that_is_passed_over_is_an_error_where_it_differs(tmp_path: Path) -> None:
    _, problems = read_text(tmp_path, "---\nduration: 6 min\ntime: 6 min\nlength: 20 m\n---\nRun.\n")
    assert [(p.severity, p.line) for p in problems] == [("warning", 3), ("error", 4)]
    assert "differ" in problems[1].message
