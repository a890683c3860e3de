"""Revision marks: equal for equal words, different for any printed change."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.revision import mark_revision, read_passages
from drillcards.model.drill import Drill, Fact, Paragraph, Section, Source, Span
from layout.printed import SLUGS, read_drills


def mark(drill: Drill) -> str:
    return mark_revision(read_passages(drill))


def make_drill(text: str) -> Drill:
    section = Section("execution", "Execution", (Paragraph((Span(text),)),))
    return Drill("a/b", "Title", Source("drills/a/b.md"), sections=(section,))


@settings(deadline=None, max_examples=60)
@given(one=st.text(max_size=20), other=st.text(max_size=20))
def test_equal_marks_come_from_equal_words(one: str, other: str) -> None:
    assert (list(read_passages(make_drill(one))) == list(read_passages(make_drill(other)))) == (one == other)
    if one == other:
        assert mark(make_drill(one)) == mark(make_drill(other))


def test_a_mark_changes_with_each_printed_word() -> None:
    drill = make_drill("Run")
    others = [
        replace(drill, title="Titles"),
        replace(drill, description="New"),
        replace(drill, facts=(Fact("reps", "Reps", "3"),)),
        replace(drill, video="https://example.org/v"),
        replace(drill, intro=(Paragraph((Span("Hello"),)),)),
        replace(drill, closing=(Paragraph((Span("Hello"),)),)),
        make_drill("Run!"),
    ]
    marks = [mark(other) for other in (drill, *others)]
    assert len(set(marks)) == len(marks)


def test_a_mark_is_four_digits_that_do_not_depend_on_where_the_file_lies() -> None:
    for slug in SLUGS:
        drill = read_drills()[slug]
        digits = mark(drill)
        assert len(digits) == 4
        assert int(digits, 16) >= 0
        assert mark(replace(drill, source=Source("elsewhere.md", 7))) == digits
