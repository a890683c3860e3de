from pathlib import Path

import pytest

from drillcards.model.drill import Drill
from read.folder import list_codes, read_quietly, read_text


def list_uses(drill: Drill) -> list[tuple[str | None, str]]:
    return [(use.group, use.role.value) for use in drill.muscles]


@pytest.mark.parametrize(
    "text",
    [
        "---\nmuscles: [quadriceps, calves]\n---\nRun.\n\n## Muscles\n\n- Glutes\n",
        "---\nmuscles: quadriceps, calves\n---\nRun.\n",
        "## Muscle Groups Targeted\n\n- Quadriceps\n- Calves\n",
        "## Muscle Groups Targeted\n\n1. **Quadriceps**\n   - Calves\n",
        "## Muscles\n\nQuadriceps, calves\n",
        "## Muscles\n\nQuadriceps  \nCalves\n",
        "## Muscles\n\n| Muscle |\n| --- |\n| Quadriceps |\n| Calves |\n",
        "## Muscles\n\n> - Quadriceps\n> - Calves\n",
    ],
)
def test_muscles_are_named_by_front_matter_or_bullets_or_commas(tmp_path: Path, text: str) -> None:
    assert list_uses(read_quietly(tmp_path, text)) == [("quadriceps", "primary"), ("calves", "primary")]


@pytest.mark.parametrize(
    "text",
    [
        "---\nmuscles:\n  primary: [quadriceps]\n  secondary: calves\n---\nRun.\n",
        "## Muscles\n\n### Primary Muscles\n\n- Quadriceps\n\n### Secondary Muscles\n\n- Calves\n",
        "## Muscles\n\n- Primary:\n  - Quadriceps\n- Secondary:\n  - Calves\n",
        "## Muscles\n\n**Primary:**\n\n- Quadriceps\n\n**Secondary:**\n\n- Calves\n",
        "## Primary Muscles\n\n- Quadriceps\n\n## Secondary Muscles\n\n- Calves\n",
        "## Muscles\n\nPrimary: quadriceps; secondary: calves\n",
    ],
)
def test_roles_come_from_keys_headings_and_lead_ins(tmp_path: Path, text: str) -> None:
    assert list_uses(read_quietly(tmp_path, text)) == [("quadriceps", "primary"), ("calves", "secondary")]


@pytest.mark.parametrize(
    "text",
    [
        "---\nmuscles:\n  stretched: [hamstrings]\n---\nHold.\n",
        "## Muscles Stretched\n\n- Hamstrings\n",
        "## Muscles\n\n### Stretched\n\n- Hamstrings\n",
        "## Músculos estirados\n\n- Isquiotibiales\n",
        "## Muscles étirés\n\n- Ischio-jambiers\n",
    ],
)
def test_what_is_stretched_has_a_role_of_its_own(tmp_path: Path, text: str) -> None:
    assert list_uses(read_quietly(tmp_path, text)) == [("hamstrings", "stretched")]


def test_an_unknown_muscle_is_named_with_its_line(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "## Muscles\n\n- Calves\n- Wibbleceps (a bit)\n")
    assert list_uses(drill) == [("calves", "primary"), (None, "primary")]
    assert list_codes(problems) == [("unknown-muscle", 4)]


def test_a_misspelt_muscle_is_asked_about_but_not_taken_for_another(tmp_path: Path) -> None:
    _, problems = read_text(tmp_path, "---\nmuscles: [hamstrigns]\n---\nRun.\n")
    assert list_codes(problems) == [("unknown-muscle", 2)]
    assert "amstrings" in problems[0].hint


def test_sentences_around_muscles_are_no_mistake(tmp_path: Path) -> None:
    drill = read_quietly(tmp_path, "## Muscles\n\nThis drill mostly works your calves, and it makes you smile a lot.\n")
    assert list_uses(drill) == [("calves", "primary")]


@pytest.mark.parametrize("value", ["{left: [calves]}", "[[7]]", "{primary: {a: b}}"])
def test_muscles_of_the_wrong_type_are_named(tmp_path: Path, value: str) -> None:
    drill, problems = read_text(tmp_path, f"---\nmuscles: {value}\n---\nRun.\n")
    assert drill.muscles == ()
    assert list_codes(problems) == [("front-matter-type", 2)]


def test_an_empty_list_of_muscles_overrides_the_section(tmp_path: Path) -> None:
    assert read_quietly(tmp_path, "---\nmuscles: []\n---\n## Muscles\n\n- Calves\n").muscles == ()
