"""Characters that no font has: an error on their own line, before anything is set."""

from pathlib import Path

import pytest

from drillcards.layout.cards import Edition, lay_out_cards
from drillcards.layout.glyphs import find_unprintable
from drillcards.layout.revision import read_passages
from drillcards.layout.suits import assign_suits
from drillcards.layout.typesetter import Typesetter
from drillcards.model.drill import (
    Block,
    Bullets,
    Code,
    Drill,
    Fact,
    Heading,
    ImageBlock,
    Paragraph,
    Quote,
    Section,
    Source,
    Span,
    Table,
)
from drillcards.model.muscle import MuscleUse, Role
from drillcards.model.problem import Problem, sort_problems
from drillcards.model.settings import CategoryStyle, Settings, Workspace
from drillcards.read.drill import read_drill
from layout.printed import SLUGS, find_fonts, find_template, read_drills

BAD = "日"


def find_problems(drill: Drill) -> tuple[Problem, ...]:
    return find_unprintable(drill, list(read_passages(drill)), find_fonts())


def say(text: str, line: int) -> Paragraph:
    return Paragraph((Span(text),), line)


def make_drill(**parts: object) -> Drill:
    return Drill("a/b", "Title", Source("drills/a/b.md", 4), **parts)  # type: ignore[arg-type]  # one part at a time


NESTED: list[Block] = [
    say(BAD, 9),
    Heading(3, (Span(BAD),), 9),
    Bullets(((say("fine", 7), Bullets(((say(BAD, 9),),), 8)),), 7),
    Quote((say("fine", 7), say(BAD, 9)), 7),
    Table(((Span("fine"),), (Span(BAD),)), (), 9),
    Code(f"x = {BAD}", 9),
    ImageBlock("x.png", BAD, None, None, 9),
]


@pytest.mark.parametrize("block", NESTED, ids=lambda block: block.type)
@pytest.mark.parametrize("part", ["intro", "closing", "sections", "images"])
def test_the_line_is_that_of_the_innermost_block(block: Block, part: str) -> None:
    before = say("fine", 6)
    value = (Section("execution", "Execution", (before, block), 5),) if part == "sections" else (before, block)
    (problem,) = find_problems(make_drill(**{part: value}))
    assert (problem.code, problem.path, problem.line) == ("missing-glyph", "drills/a/b.md", 9)
    assert "日 (U+65E5" in problem.message


def test_a_section_s_heading_has_its_own_line() -> None:
    drill = make_drill(sections=(Section("x", BAD, (say("fine", 8),), 7),))
    (problem,) = find_problems(drill)
    assert problem.line == 7


FRONT_MATTER = """---
title: {title}
description: {description}
category: {category}
reps: {reps}
video: https://example.org/{video}
muscles:
  - {muscles}
---

## Execution

Go.
"""


@pytest.mark.parametrize(
    ("key", "line"),
    [("title", 2), ("description", 3), ("category", 4), ("reps", 5), ("video", 6), ("muscles", 7)],
)
def test_front_matter_is_blamed_on_the_line_of_its_key(key: str, line: int, tmp_path: Path) -> None:
    keys = ("title", "description", "category", "reps", "video", "muscles")
    (tmp_path / "drills").mkdir()
    words = {name: BAD if name == key else "fine" for name in keys}
    (tmp_path / "drills" / "a.md").write_text(FRONT_MATTER.format(**words), encoding="utf-8")
    drill, _ = read_drill(Path("drills/a.md"), Workspace(tmp_path))
    assert drill is not None
    (problem,) = find_problems(drill)
    assert (problem.code, problem.path, problem.line) == ("missing-glyph", "drills/a.md", line)


def test_a_fact_that_the_text_says_is_blamed_on_the_text() -> None:
    said = make_drill(facts=(Fact("reps", "Reps", BAD),), intro=(say(f"Reps: {BAD}", 6),))
    assert [problem.line for problem in find_problems(said)] == [6]


def test_a_folder_s_name_stands_on_no_line() -> None:
    assert [problem.line for problem in find_problems(make_drill(category=BAD))] == [None]


def test_many_missing_characters_are_one_problem() -> None:
    (problem,) = find_problems(make_drill(intro=(say("日本語走投", 6),)))
    assert "and 2 others" in problem.message


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_is_found_where_nothing_is_missing(slug: str) -> None:
    assert find_problems(read_drills()[slug]) == ()


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("שלום", "Hebrew"),
        ("مرحبا", "Arabic"),
        ("ܫܠܡܐ", "Syriac"),
        ("ދިވެހި", "Thaana"),
        ("नमस्ते", "Devanagari"),
        ("வணக்கம்", "Tamil"),
        ("สวัสดี", "Thai"),
        ("ສະບາຍດີ", "Lao"),
        ("សួស្តី", "Khmer"),
        ("မင်္ဂလာ", "Myanmar"),
        ("བོད", "Tibetan"),
    ],
)
def test_a_script_whose_letters_would_be_misspelt_is_an_error_that_names_it(text: str, script: str) -> None:
    (problem,) = find_problems(make_drill(intro=(say("fine", 5), say(text * 3, 6))))
    assert (problem.code, problem.line) == ("unsupported-script", 6)
    assert problem.message.startswith(script)


def test_a_word_of_such_a_script_among_others_is_one_warning() -> None:
    (problem,) = find_problems(make_drill(intro=(say("Breathe out, hold (שלום, 日), and walk back to the line.", 6),)))
    assert (problem.severity, problem.code, problem.line) == ("warning", "missing-glyph", 6)
    assert "▯ is printed in place of each" in problem.message


def test_a_sign_that_no_font_has_never_leaves_out_a_drill() -> None:
    (problem,) = find_problems(make_drill(intro=(say("\uf0ff\uf0fe", 6),)))
    assert (problem.severity, problem.code) == ("warning", "missing-glyph")


def test_a_control_character_is_missing_like_any_other() -> None:
    assert [problem.code for problem in find_problems(make_drill(intro=(say("a\x07b", 6),)))] == ["missing-glyph"]


def test_a_muscle_that_nobody_knows_is_looked_at_too() -> None:
    use = MuscleUse(None, None, Role.PRIMARY, BAD)
    assert [problem.code for problem in find_problems(make_drill(muscles=(use,)))] == ["missing-glyph"]


@pytest.mark.parametrize(
    "settings",
    [
        Settings(team=BAD),
        Settings(season=BAD),
        Settings(categories=(CategoryStyle("speed", title=BAD, line=7),)),
        Settings(categories=(CategoryStyle("speed", letter=BAD, line=7),)),
        Settings(team="קבוצה"),
    ],
)
def test_the_settings_are_blamed_for_their_own_characters_once(settings: Settings) -> None:
    drills = [drill for drill in read_drills().values() if drill.category == "speed"]
    suits = assign_suits(drills, settings)
    laid = list(lay_out_cards(drills, Edition(find_template("station"), suits, Typesetter(find_fonts()), settings, {})))
    assert len(laid) > 1
    assert all(one.cards == () for one in laid)
    (problem,) = sort_problems(problem for one in laid for problem in one.problems)
    assert problem.code == ("missing-glyph" if settings.team in {"", BAD} else "unsupported-script")
    assert (problem.path, problem.line) == ("drillcards.toml", 7 if settings.categories else None)
