"""Headings that a slip of the pen keeps from being known, and those that nobody foresaw."""

from pathlib import Path

import pytest

from drillcards.model.settings import Settings
from drillcards.read.headings import HEADINGS, find_misspelt_heading
from read.folder import list_codes, read_quietly, read_text


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("Excecution", "Execution"),
        ("Exection", "Execution"),
        ("EXICUTION:", "Execution"),
        ("Coching Points", "Coaching Points"),
        ("Coaching Piont", "Coaching Point"),
        ("Comon Mistakes", "Common Mistakes"),
        ("Common Mistake", "Common Mistakes"),
        ("Varations (harder)", "Variations"),
        ("Saftey", "Safety"),
        ("Musles", "Muscles"),
        ("Muscle Gruops Targeted", "Muscle Groups Targeted"),
        ("Equiptment", "Equipment"),
        ("Seutp", "Setup"),
    ],
)
def test_a_slip_is_known_for_what_was_meant(heading: str, meant: str) -> None:
    assert find_misspelt_heading(heading, "en") == meant


@pytest.mark.parametrize(
    "heading",
    [
        *("Game Plan", "Scoring", "Score", "Rules", "Target", "Techniques", "Warning", "Directions to the Field"),
        *("Catching Points", "Batting Cues", "Pitching Points", "Throwing Points", "Stops", "Stretches", "Warm-Up"),
        *("Utility", "Utilities", "Positions", "Position", "Motion", "Joints", "Vaults", "Tops", "Clues", "Coaches"),
        *("Coaching", "Coach", "Notes", "Players", "Timing", "Time", "Tempo", "Rest", "Reps", "Sets", "Field", "Gears"),
        *("Methods", "Purposes", "Performances", "Safely Home", "Steps to Success", "Mistake", "Progress", "Cool-Down"),
        *("Setting", "Sets Up", "Testing", "Lists", "History", "Diagram", "Age Group", "Pitch Count", "Organizer", ""),
    ],
)
def test_a_heading_that_nobody_foresaw_is_no_slip(heading: str) -> None:
    assert find_misspelt_heading(heading, "en") is None


def test_slips_are_sought_in_english_and_in_the_drill_s_language() -> None:
    assert find_misspelt_heading("Ejecucoin", "es-MX") == "Ejecución"
    assert find_misspelt_heading("Ejecucoin", "en") is None
    assert find_misspelt_heading("Déroulment", "fr") == "Déroulement"
    assert find_misspelt_heading("Excecution", "fr") in {"Execution", "Exécution"}
    assert find_misspelt_heading("Excecution", "xx") == "Execution"


def test_every_section_has_headings_in_three_languages() -> None:
    assert {key: names.count(" | ") for key, names in HEADINGS} == {key: 2 for key, _ in HEADINGS}


def test_a_misspelt_heading_is_named_once_at_its_line_and_keeps_its_place(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "## Setup\n\n- a\n\n## Excecution\n\n1. Go\n")
    assert [section.key for section in drill.sections] == ["setup", "excecution"]
    assert list_codes(problems) == [("misspelt-heading", 5)]
    assert "“Execution”" in problems[0].message


def test_a_heading_that_the_settings_explain_is_no_slip(tmp_path: Path) -> None:
    settings = Settings(aliases=(("excecution", "own"),))
    assert read_quietly(tmp_path, "## Excecution\n\n1. Go\n", settings=settings).sections[0].key == "own"
