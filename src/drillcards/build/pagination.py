"""Which pages each drill takes in a book: numbered, and laid out again with the numbers, until none changes."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final, NamedTuple

from drillcards.build.material import Problems
from drillcards.layout.book.book import Book, share_chapters
from drillcards.layout.book.numbering import Extent, Numbering, number_pages
from drillcards.layout.book.words import find_book_word
from drillcards.layout.references import References, gather_references
from drillcards.model.drill import Drill

MOST_ROUNDS: Final = 5
UNNUMBERED: Final = 88
"""Stands for a page that isn't known yet: about as wide as most are."""


class Measured(NamedTuple):
    """A drill as it was laid out with certain numbers. No pages if an error in ``problems`` stopped it."""

    slug: str
    extent: Extent
    problems: Problems


Measure = Callable[[Sequence[Drill], References], Iterable[Measured]]
"""Lays out drills with references, and says what they take."""


class Numbers(NamedTuple):
    """Where the drills are that can be printed, by slug. Those that are ``naming`` others have numbers in their text.

    In a book that isn't compact a drill may take fewer pages than its extent.
    """

    extents: Mapping[str, Extent]
    naming: frozenset[str]
    numbering: Numbering
    compact: bool


@dataclass(frozen=True, slots=True)
class Pagination:
    """The book with the drills that can be printed, where each of them is, and what is wrong with the others."""

    book: Book
    numbers: Numbers
    references: References
    problems: Problems = ()


class UnsettledError(Exception):
    """The numbers of a compact book go on changing."""


def paginate(book: Book, first: Iterable[Measured], measure: Measure, *, compact: bool = False) -> Pagination:
    """Number the drills, and lay out those again that name others, until no number changes.

    ``first`` is what all of them took with numbers unknown. A drill that errors keep off the page leaves the book.
    Should the numbers still change after five rounds, a drill keeps the most pages that it ever took, and a blank one
    may follow it; in a compact book that can't be, which raises UnsettledError.
    """
    measured = {drill.slug: drill for drill in first}
    problems = [problem for drill in measured.values() for problem in drill.problems]
    extents = {slug: drill.extent for slug, drill in measured.items() if drill.extent.pages}
    guess = refer_pages(book, None)  # of drills, too, that have left the book since the first round named them
    for rounds in count():
        printed = pick_printed(book, extents)
        numbering = number_pages(printed.list_places(extents, compact=compact))
        references = refer_pages(printed, numbering)
        naming = [
            drill for drill in printed.drills if any(r.resolve_drill(drill) is not drill for r in (references, guess))
        ]
        measured = {drill.slug: drill for drill in measure(naming, references) if drill.slug in extents}
        if lost := [drill for drill in measured.values() if not drill.extent.pages]:
            problems += [problem for drill in lost for problem in drill.problems]
            extents = {slug: extent for slug, extent in extents.items() if slug not in {drill.slug for drill in lost}}
            continue
        again = {slug: drill.extent for slug, drill in measured.items()}
        if rounds >= MOST_ROUNDS and compact:
            raise UnsettledError
        if rounds >= MOST_ROUNDS:
            again = {slug: max(extent, extents[slug]) for slug, extent in again.items()}
        if all(extents[slug] == extent for slug, extent in again.items()):
            break
        extents |= again
    numbers = Numbers(extents, frozenset(drill.slug for drill in naming), numbering, compact)
    return Pagination(printed, numbers, references, tuple(problems))


def pick_printed(book: Book, slugs: Container[str]) -> Book:
    """The book with these drills alone."""
    return replace(book, chapters=share_chapters((drill for drill in book.drills if drill.slug in slugs), book.suits))


def refer_pages(book: Book, numbering: Numbering | None) -> References:
    """References by page: "p. 23"."""
    word = find_book_word("page", book.settings.lang)
    anchors = {drill.slug for drill in book.drills}

    def mark(drill: Drill) -> str:
        return f"{word}\u00a0{numbering.format_folio(drill.slug) if numbering else UNNUMBERED}"

    return gather_references(book.drills, anchors, mark)
