"""How many pages each drill takes in a book, found by laying it out with the numbers that follow from that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from drillcards.build.chunks import Progress, choose_workers, ignore_progress, prepare_edition, run_chunks
from drillcards.build.material import Material, Problems
from drillcards.layout.book.book import Book, share_chapters
from drillcards.layout.book.numbering import Numbering, number_pages
from drillcards.layout.book.words import find_book_word
from drillcards.layout.cards import Fit, FittedDrill, fit_cards
from drillcards.layout.references import References, gather_references
from drillcards.model.drill import Drill
from drillcards.model.template import CardTemplate

MOST_ROUNDS: Final = 5
UNNUMBERED: Final = 88
"""Stands for a page that isn't known yet: about as wide as most are."""


@dataclass(frozen=True, slots=True)
class Pagination:
    """The book with the drills that can be printed, and where each of them is.

    ``counts`` are pages by slug: at least as many as the drill takes. ``fits`` spare searching for its layout again,
    which has these ``problems``.
    """

    book: Book
    counts: Mapping[str, int]
    fits: Mapping[str, Fit]
    numbering: Numbering
    references: References
    problems: Problems


def paginate(
    material: Material, book: Book, template: CardTemplate, progress: Progress = ignore_progress
) -> Pagination:
    """Lay out the drills, number them, and lay out those again that name others, until no number changes.

    A drill that errors keep off the page leaves the book. Should the numbers still change after five rounds, a drill
    keeps the most pages that it ever took, and a blank one may follow it.
    """
    fitted = {drill.slug: drill for drill in _fit(material, book.drills, template, _refer(book, None), progress)}
    counts = {slug: drill.cards for slug, drill in fitted.items() if drill.cards}
    printed = [drill for drill in book.drills if drill.slug in counts]
    book = replace(book, chapters=share_chapters(printed, book.suits))
    for rounds in count():
        numbering = number_pages(book.list_places(counts))
        references = _refer(book, numbering)
        naming = [drill for drill in printed if references.resolve_drill(drill) is not drill]
        again = {drill.slug: drill for drill in _fit(material, naming, template, references)}
        fitted |= again
        found = {slug: max(drill.cards, counts[slug] if rounds >= MOST_ROUNDS else 0) for slug, drill in again.items()}
        if all(counts[slug] == pages for slug, pages in found.items()):
            break
        counts |= found
    problems = tuple(problem for drill in fitted.values() for problem in drill.problems)
    fits = {slug: drill.fit for slug, drill in fitted.items() if drill.fit}
    return Pagination(book, counts, fits, numbering, references, problems)


def _refer(book: Book, numbering: Numbering | None) -> References:
    """References by page: "p. 23"."""
    word = find_book_word("page", book.settings.lang)
    anchors = {drill.slug for drill in book.drills}

    def mark(drill: Drill) -> str:
        return f"{word}\u00a0{numbering.format_folio(drill.slug) if numbering else UNNUMBERED}"

    return gather_references(book.drills, anchors, mark)


def _fit(
    material: Material,
    drills: Sequence[Drill],
    template: CardTemplate,
    references: References,
    progress: Progress = ignore_progress,
) -> Iterator[FittedDrill]:
    edition = prepare_edition(material, drills, template, references)
    workers = choose_workers(len(drills))
    for chunk in run_chunks(drills, lambda some: tuple(fit_cards(some, edition)), progress, workers):
        yield from chunk
