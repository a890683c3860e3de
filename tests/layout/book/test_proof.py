"""Proofreading: what no font can show is left out and said, and the rest of the book is printed."""

from dataclasses import replace

import pytest

from drillcards.layout.book.proof import proofread
from drillcards.model.drill import Paragraph, Section, Source, Span
from drillcards.model.routine import Routine
from drillcards.model.season import Block, Practice, Season, Station, Week
from layout.book.bound import DRILLS, SEASON, make_book
from layout.printed import find_fonts

STRANGE = "練習" * 8
ROUTINE = Routine("warm-up", "Warm-Up", Source("routines/warm-up.md"), intro=(Paragraph((Span("Jog."),)),))


def test_a_book_that_can_be_printed_stays_as_it_is() -> None:
    book = replace(make_book(), routines=(ROUTINE,))
    assert proofread(book, find_fonts()) == (book, ())


@pytest.mark.parametrize(
    "routine",
    [
        replace(ROUTINE, title=STRANGE),
        replace(ROUTINE, description=STRANGE),
        replace(ROUTINE, intro=(Paragraph((Span(STRANGE),), line=4),)),
        replace(ROUTINE, sections=(Section("one", STRANGE, (), line=9),)),
        replace(ROUTINE, closing=(Paragraph((Span(STRANGE),), line=20),)),
    ],
)
def test_a_routine_that_no_font_can_show_is_left_out_and_named(routine: Routine) -> None:
    other = replace(ROUTINE, slug="other", source=Source("routines/other.md"))
    read, (problem,) = proofread(replace(make_book(), routines=(routine, other)), find_fonts())
    assert read.routines == (other,)
    assert (problem.code, problem.path) == ("missing-glyph", "routines/warm-up.md")


BLOCKS = [
    Block(STRANGE, 5),
    Block("", 5, drills=(STRANGE,)),
    Block("", 5, notes=STRANGE),
    Block("", 5, stations=(Station("a", coach=STRANGE),)),
]


@pytest.mark.parametrize(
    "practice",
    [
        *(Practice(2, (block,)) for block in BLOCKS),
        Practice(2, (), title=STRANGE),
        Practice(2, (), place=STRANGE),
        Practice(2, (), equipment=(STRANGE,)),
        Practice(2, (), rain=STRANGE),
    ],
)
def test_a_practice_that_no_font_can_show_is_left_out_and_the_others_stay(practice: Practice) -> None:
    kept = Practice(1, (Block("Run", 5),))
    season = Season("Spring", (Week(1, (kept, practice), focus="Feet"),), path="season.toml")
    read, (problem,) = proofread(make_book(season=season), find_fonts())
    assert read.season == replace(season, weeks=(Week(1, (kept,), focus="Feet"),))
    assert (problem.code, problem.path) == ("missing-glyph", "season.toml")


def test_words_about_a_week_are_left_out_and_its_practices_stay() -> None:
    season = replace(SEASON, title=STRANGE, weeks=(replace(SEASON.weeks[0], focus=STRANGE),))
    read, problems = proofread(make_book(season=season), find_fonts())
    assert read.season == replace(season, title="", weeks=(Week(1, SEASON.weeks[0].practices),))
    assert [problem.code for problem in problems] == ["missing-glyph"] * 2


def test_another_name_that_no_font_can_show_is_left_out_of_the_index() -> None:
    drill = replace(DRILLS[0], aliases=("Skips", STRANGE))
    read, (problem,) = proofread(make_book((drill, *DRILLS[1:])), find_fonts())
    assert read.drills == (replace(drill, aliases=("Skips",)), *DRILLS[1:])
    assert (problem.code, problem.path) == ("missing-glyph", "drills/speed/a-skips.md")
