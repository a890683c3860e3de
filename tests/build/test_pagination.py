"""Numbers that change the length of what they stand in, until none changes; and what if they never settle."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from drillcards.build.pagination import MOST_ROUNDS, Measured, UnsettledError, paginate
from drillcards.layout.book.book import Book, share_chapters
from drillcards.layout.book.numbering import Extent
from drillcards.layout.references import References
from drillcards.layout.suits import assign_suits
from drillcards.model.drill import Drill, Paragraph, Span
from drillcards.model.problem import Problem, Severity
from layout.book.bound import DRILLS, SETTINGS, find_taxonomy

FIRST, NAMING, LAST = DRILLS[:3]


def make_book() -> Book:
    """The second drill names the third."""
    names = (Paragraph((Span("Then "), Span(LAST.title, strong=True))),)
    drills = (FIRST, replace(NAMING, intro=names), LAST)
    suits = assign_suits(drills, SETTINGS)
    return Book(SETTINGS, suits, find_taxonomy(), share_chapters(drills, suits), (), None, drills)


def measure_once(book: Book) -> Iterator[Measured]:
    return (Measured(drill.slug, Extent(1), ()) for drill in book.drills)


def take_in_turn(pages: Sequence[int]) -> Iterator[int]:
    """The pages of each round, and at last those of the last one for ever."""
    yield from pages
    while True:
        yield pages[-1]


class Measurer:
    """Says that the drill that names another takes so many pages in one round after the other."""

    def __init__(self, pages: Sequence[int]) -> None:
        self.pages = take_in_turn(pages)
        self.asked: list[list[str]] = []

    def __call__(self, drills: Sequence[Drill], references: References) -> list[Measured]:
        self.asked.append([drill.slug for drill in drills])
        return [Measured(drill.slug, Extent(next(self.pages)), ()) for drill in drills]


def test_only_drills_that_name_others_are_laid_out_again_until_nothing_changes() -> None:
    book, measurer = make_book(), Measurer([2, 2])
    pagination = paginate(book, measure_once(book), measurer)
    assert measurer.asked == [[NAMING.slug]] * 2
    assert pagination.numbers.extents[NAMING.slug] == Extent(2)
    numbering = pagination.numbers.numbering
    assert numbering.format_span(NAMING.slug) == "3–4"
    assert pagination.references.marks[LAST.slug] == f"p.\u00a0{numbering.format_folio(LAST.slug)}"


def test_a_drill_whose_length_never_settles_keeps_the_most_pages_that_it_took() -> None:
    book, measurer = make_book(), Measurer([2, 1] * MOST_ROUNDS)
    pagination = paginate(book, measure_once(book), measurer)
    assert pagination.numbers.extents[NAMING.slug] == Extent(2)
    assert MOST_ROUNDS < len(measurer.asked) <= MOST_ROUNDS + 3


def test_a_compact_book_that_never_settles_says_so() -> None:
    book, measurer = make_book(), Measurer([2, 1] * MOST_ROUNDS)
    with pytest.raises(UnsettledError):
        paginate(book, measure_once(book), measurer, compact=True)


def test_a_drill_that_can_t_be_printed_leaves_the_book_and_says_why() -> None:
    book = make_book()
    problem = Problem(Severity.ERROR, "no-glyph", FIRST.source.path, 1, "No.", "")
    first = [Measured(FIRST.slug, Extent(0), (problem,)), *list(measure_once(book))[1:]]
    pagination = paginate(book, first, Measurer([1]))
    assert pagination.problems == (problem,)
    assert [drill.slug for drill in pagination.book.drills] == [NAMING.slug, LAST.slug]
    assert FIRST.slug not in pagination.numbers.numbering.firsts
