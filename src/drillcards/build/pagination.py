"""How many pages each drill takes in a book, found by laying it out with the numbers that follow from that."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import count
from typing import Final, NamedTuple

from drillcards.build.chunks import Progress, choose_workers, ignore_progress, prepare_edition, run_chunks
from drillcards.build.material import Material, Problems
from drillcards.build.workers import run_in_order
from drillcards.layout.book.book import Book, share_chapters
from drillcards.layout.book.frame import find_frame
from drillcards.layout.book.numbering import Extent, Numbering, number_pages
from drillcards.layout.book.running import RunDrill, run_on
from drillcards.layout.book.words import find_book_word
from drillcards.layout.cards import Edition, Fit, fit_cards
from drillcards.layout.references import References, gather_references
from drillcards.model.drill import Drill
from drillcards.model.template import CardTemplate

MOST_ROUNDS: Final = 5
UNNUMBERED: Final = 88
"""Stands for a page that isn't known yet: about as wide as most are."""


@dataclass(frozen=True, slots=True)
class Pagination:
    """The book with the drills that can be printed, and where each of them is.

    ``extents`` are the drills' pages by slug; in a book that isn't ``compact`` a drill may take fewer. ``fits`` spare
    searching for its layout again, which has these ``problems``.
    """

    book: Book
    compact: bool
    extents: Mapping[str, Extent]
    fits: Mapping[str, Fit]
    numbering: Numbering
    references: References
    problems: Problems


class _Measured(NamedTuple):
    """A drill as it was laid out with certain numbers."""

    slug: str
    extent: Extent
    fit: Fit | None
    problems: Problems


def paginate(
    material: Material,
    book: Book,
    template: CardTemplate,
    progress: Progress = ignore_progress,
    *,
    compact: bool = False,
) -> Pagination:
    """Lay out the drills, number them, and lay out those again that name others, until no number changes.

    A drill that errors keep off the page leaves the book. Should the numbers still change after five rounds, a drill
    keeps the most pages that it ever took, and a blank one may follow it; of a ``compact`` book each drill then
    begins on a new page after all.
    """
    measure = _run_chapters if compact else _fit_drills
    edition = prepare_edition(material, book.drills, template, _refer(book, None))
    measured = {drill.slug: drill for drill in measure(book, book.drills, edition, progress)}
    problems = tuple(problem for drill in measured.values() for problem in drill.problems)
    printed = [drill for drill in book.drills if measured[drill.slug].extent.pages]
    book = replace(book, chapters=share_chapters(printed, book.suits))
    for rounds in count():
        extents = {drill.slug: measured[drill.slug].extent for drill in printed}
        numbering = number_pages(book.list_places(extents, compact=compact))
        references = _refer(book, numbering)
        naming = [drill for drill in printed if references.resolve_drill(drill) is not drill]
        again = {drill.slug: drill for drill in measure(book, naming, replace(edition, references=references))}
        if rounds >= MOST_ROUNDS and compact:
            return paginate(material, book, template, progress)
        if rounds >= MOST_ROUNDS:
            again = {slug: _keep_longest(drill, extents[slug]) for slug, drill in again.items()}
        settled = all(extents[slug] == drill.extent for slug, drill in again.items())
        measured |= again
        if settled:
            break
    fits = {drill.slug: drill.fit for drill in measured.values() if drill.fit}
    return Pagination(book, compact, extents, fits, numbering, references, problems)


def _keep_longest(drill: _Measured, extent: Extent) -> _Measured:
    return drill._replace(extent=max(drill.extent, extent))


def _refer(book: Book, numbering: Numbering | None) -> References:
    """References by page: "p. 23"."""
    word = find_book_word("page", book.settings.lang)
    anchors = {drill.slug for drill in book.drills}

    def mark(drill: Drill) -> str:
        return f"{word}\u00a0{numbering.format_folio(drill.slug) if numbering else UNNUMBERED}"

    return gather_references(book.drills, anchors, mark)


def _fit_drills(
    _book: Book, drills: Sequence[Drill], edition: Edition, progress: Progress = ignore_progress
) -> Iterator[_Measured]:
    """Each drill by itself, from a new page."""

    def fit(some: Sequence[Drill]) -> tuple[_Measured, ...]:
        return tuple(_Measured(d.slug, Extent(d.cards), d.fit, d.problems) for d in fit_cards(some, edition))

    for chunk in run_chunks(drills, fit, progress, choose_workers(len(drills))):
        yield from chunk


def _run_chapters(
    book: Book, drills: Sequence[Drill], edition: Edition, progress: Progress = ignore_progress
) -> Iterator[_Measured]:
    """The chapters that have any of these drills, whole: where one of them begins depends on those before."""
    frame, wanted = find_frame(edition.template), {drill.slug for drill in drills}
    chapters = [chapter for chapter in book.chapters if any(drill.slug in wanted for drill in chapter.drills)]

    def run(index: int) -> tuple[RunDrill, ...]:
        return run_on(chapters[index].drills, edition, frame).drills

    with closing(run_in_order(run, len(chapters), choose_workers(len(drills)))) as runs:
        for number, placed in enumerate(runs, 1):
            progress(number, len(chapters))
            yield from (_Measured(drill.slug, drill.extent, None, drill.problems) for drill in placed)
