import re
from pathlib import Path

import pytest

from drillcards.model.drill import Bullets, Heading
from drillcards.read.headings import HEADINGS, find_known_key, normalize_heading, slugify_heading
from read.folder import join_words, list_codes, read_quietly, read_text


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Execution", "execution"),
        ("HOW TO PERFORM:", "execution"),
        ("🏃 Steps!", "execution"),
        ("Set-Up", "setup"),
        ("Setup (outdoors)", "setup"),
        ("Why This Matters?", "purpose"),
        ("Muscle Groups Targeted", "muscles"),
        ("Coach's Notes", "coaching_points"),
        ("Coach’s notes", "coaching_points"),
        ("Progressions & Regressions", "variations"),
        ("Common Errors", "common_mistakes"),
        ("Ejecución", "execution"),
        ("MUSCULOS", "muscles"),
        ("¿Por qué?", "purpose"),
        ("Déroulement", "execution"),
        ("Erreurs à éviter", "common_mistakes"),
        ("Sécurité", "safety"),
        ("3. Variations", "variations"),
        ("2) How to perform", "execution"),
        ("1 – Setup (outdoors)", "setup"),
        ("10: Coaching cues", "coaching_points"),
        ("Step 2: Variations", "step-2-variations"),
        ("4. Weather", "4-weather"),
        ("3 Variations", "3-variations"),
        ("Weather & Wind", "weather-and-wind"),
        ("天気", "天気"),
        ("🏃", "section"),
    ],
)
def test_headings_are_known_by_their_words_alone(heading: str, key: str) -> None:
    assert (find_known_key(heading, {}) or slugify_heading(heading)) == key


def test_no_heading_stands_for_two_sections() -> None:
    names = [(normalize_heading(name), key) for key, words in HEADINGS for name in re.split(r"[;|]", words)]
    keys = dict(names)
    assert [(name, key) for name, key in names if keys[name] != key] == []


def test_text_behind_the_last_list_is_the_closing(tmp_path: Path) -> None:
    drill = read_quietly(tmp_path, "## Purpose\n\n- a\n\nmiddle\n\n## Variations\n\n- b\n\nThe end.\n\nReally.\n")
    assert [join_words(block) for block in drill.closing] == ["The end.", "Really."]
    assert [len(section.blocks) for section in drill.sections] == [2, 1]


@pytest.mark.parametrize("end", ["Only text.", "- a\n\n### More\n\nText.", "- a\n\n> A quote.", "- a"])
def test_there_is_no_closing_without_a_paragraph_behind_a_list(tmp_path: Path, end: str) -> None:
    assert read_quietly(tmp_path, f"## Variations\n\n{end}\n").closing == ()


def test_smaller_headings_subdivide_a_section(tmp_path: Path) -> None:
    drill = read_quietly(tmp_path, "### Before\n\n## Execution\n\n### Part *one*\n\n1. a\n\n#### Detail\n\n2. b\n")
    (before,) = drill.intro
    assert isinstance(before, Heading)
    levels = [block.level for block in drill.sections[0].blocks if isinstance(block, Heading)]
    assert levels == [3, 4]


def test_a_second_title_begins_a_section(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "# Kicks\n\nRun.\n\n# Execution\n\n1. Go\n")
    assert drill.title == "Kicks"
    assert [section.key for section in drill.sections] == ["execution"]
    assert list_codes(problems) == [("second-title", 5)]


def test_a_known_heading_is_no_title_when_the_front_matter_has_one(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "---\ntitle: Kicks\n---\n# Setup\n\nA line.\n\n# Execution\n\n1. Go\n")
    assert [section.key for section in drill.sections] == ["setup", "execution"]
    assert list_codes(problems) == [("second-title", 4), ("second-title", 8)]


def test_a_heading_that_repeats_the_title_is_not_repeated(tmp_path: Path) -> None:
    assert len(read_quietly(tmp_path, "---\ntitle: Butt Kicks (fast)\n---\n# Butt Kicks\n\nRun.\n").intro) == 1


def test_a_heading_that_says_more_than_the_title_is_kept(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "---\ntitle: Kicks\n---\n# Heels *to* Glutes\n\nRun.\n")
    assert drill.title == "Kicks"
    assert join_words(drill.intro[0]) == "Heels to Glutes"
    assert list_codes(problems) == [("two-titles", 4)]


def test_a_repeated_section_is_named_and_kept(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "## Steps\n\n1. a\n\n## Execution\n\n1. b\n")
    assert [section.key for section in drill.sections] == ["execution", "execution"]
    assert list_codes(problems) == [("repeated-section", 5)]


def test_an_empty_section_is_named_and_kept(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "## Setup\n\n## Execution\n\n1. b\n")
    assert [section.key for section in drill.sections] == ["setup", "execution"]
    assert list_codes(problems) == [("empty-section", 1)]


def test_a_heading_without_words_heads_nothing(tmp_path: Path) -> None:
    text = "#\n\n# Kicks\n\n## Setup\n\n- a\n\n##\n\nb\n\n- c\n\n###\n\n- d\n"
    drill, problems = read_text(tmp_path, text)
    assert drill.title == "Kicks"
    assert [(section.heading, len(section.blocks)) for section in drill.sections] == [("Setup", 4)]
    assert list_codes(problems) == [("empty-heading", 1), ("empty-heading", 9), ("empty-heading", 15)]


def test_a_picture_alone_in_a_heading_heads_with_its_words(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "## ![Setup](no.png)\n\n- a\n")
    assert [(section.key, section.heading) for section in drill.sections] == [("setup", "Setup")]
    assert list_codes(problems) == [("missing-image", 1)]


def test_the_title_s_line_is_that_of_the_front_matter_or_of_the_heading(tmp_path: Path) -> None:
    assert read_quietly(tmp_path, "---\nlevel: 1\ntitle: A\n---\n\n# A\n\nRun.\n").title_line == 3
    assert read_quietly(tmp_path, "---\nlevel: 1\n---\n\n# A\n\nRun.\n").title_line == 5
    assert read_quietly(tmp_path, "Run.\n").title_line is None


def test_a_drill_that_is_a_title_alone_is_blamed_in_the_title_s_line(tmp_path: Path) -> None:
    _, problems = read_text(tmp_path, "---\ntitle: A\nlevel: 1\n---\n")
    assert list_codes(problems) == [("no-words", 2)]


def test_a_heading_that_lacks_its_space_is_named(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "# Kicks\n\n##Execution\n\n1. b\n")
    assert drill.sections == ()
    assert list_codes(problems) == [("heading-without-space", 3)]
    assert "## Execution" in problems[0].hint


def test_sections_keep_their_order_and_their_names(tmp_path: Path) -> None:
    drill = read_quietly(tmp_path, "## Weather: sun!\n\nSun.\n\n## 🏃 Steps\n\n- a\n  1. b\n")
    assert [(s.key, s.heading) for s in drill.sections] == [("weather-sun", "Weather: sun!"), ("execution", "🏃 Steps")]
    assert isinstance(drill.sections[1].blocks[0], Bullets)


LIST = "- Knees up\n- Eyes up"


@pytest.mark.parametrize(
    ("body", "inside", "behind"),
    [
        (f"{LIST}\n\nWell done.\n\nAnd rest.", ["bullets"], ["Well done.", "And rest."]),
        (f"Go.\n\n{LIST}\n\nWell done.", ["paragraph", "bullets"], ["Well done."]),
        (LIST, ["bullets"], []),
        ("Go.\n\nWell done.", ["paragraph", "paragraph"], []),
        (f"{LIST}\n\n> Slowly.\n\nWell done.", ["bullets", "quote", "paragraph"], []),
        (f"Go.\n\n{LIST}", ["paragraph", "bullets"], []),
    ],
)
def test_only_paragraphs_behind_the_list_that_ends_a_drill_close_it(
    tmp_path: Path, body: str, inside: list[str], behind: list[str]
) -> None:
    drill = read_quietly(tmp_path, f"# Run\n\n## Steps\n\n{LIST}\n\nHow to.\n\n## Cues\n\n{body}\n")
    steps, cues = drill.sections
    assert [block.type for block in steps.blocks] == ["bullets", "paragraph"]
    assert [block.type for block in cues.blocks] == inside
    assert [join_words(block) for block in drill.closing] == behind
