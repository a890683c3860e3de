from pathlib import Path

import pytest

from drillcards.model.drill import Fact
from read.folder import read_quietly


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("**Duration**: 60 seconds", [("duration", "Duration", "60 seconds")]),
        ("**Duration:** 60 seconds", [("duration", "Duration", "60 seconds")]),
        ("**DURATION** : *60* seconds", [("duration", "DURATION", "60 seconds")]),
        (
            "- **Time**: 1:30 min\n- **Sets & Reps**: 3 × 10",
            [("duration", "Time", "1:30 min"), ("reps", "Sets & Reps", "3 × 10")],
        ),
        ("**Distance**: 20 yd  \n**Players**: 4", [("distance", "Distance", "20 yd"), ("players", "Players", "4")]),
        ("**Distance**: 20 yd\n**Players**: 4", [("distance", "Distance", "20 yd"), ("players", "Players", "4")]),
        ("**Distance**: 20 yd | **Level**: easy", [("distance", "Distance", "20 yd"), ("level", "Level", "easy")]),
        ("> **Ages**: 8–12", [("ages", "Ages", "8–12")]),
        ("1. Run\n   - **Equipment needed**: cones", [("equipment", "Equipment needed", "cones")]),
        ("**Duración**: 60 s\n\n**Jugadores:** 4", [("duration", "Duración", "60 s"), ("players", "Jugadores", "4")]),
        ("**Durée** : 60 s", [("duration", "Durée", "60 s")]),
        ("**Duration**: 1 min\n\n**Time**: 2 min", [("duration", "Duration", "1 min")]),
        ("**Duration** 60 seconds", []),
        ("**Duration**:", []),
        ("Duration: 60 seconds", []),
        ("Mind the **duration**: it matters", []),
        ("**Focus**: heels up", []),
        ("**Distance Extension**: go on", []),
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
