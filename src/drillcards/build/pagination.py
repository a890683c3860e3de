"""How many pages each drill takes in a book, found by laying it out with the numbers that follow from that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from drillcards.build.chunks import Progress, choose_workers, ignore_progress, lay_out_drills
from drillcards.build.material import Material, Problems
from drillcards.layout.book.book import Book, share_chapters
from drillcards.layout.book.numbering import Numbering, number_pages
from drillcards.layout.book.words import find_book_word
from drillcards.layout.references import References, gather_references
from drillcards.model.card import LaidDrill
from drillcards.model.drill import Drill
from drillcards.model.template import CardTemplate

MOST_ROUNDS: Final = 5
UNNUMBERED: Final = 88
"""Stands for a page that isn't known yet: about as wide as most are."""


@dataclass(frozen=True, slots=True)
class Pagination:
    """The book with the drills that can be printed, and where each of them is.

    ``counts`` are pages by slug: at least as many as the drill takes. ``problems`` are those of its layout.
    """

    book: Book
    counts: Mapping[str, int]
    numbering: Numbering
    references: References
    problems: Problems


class _Size(NamedTuple):
    slug: str
    pages: int
    problems: Problems


def paginate(
    material: Material, book: Book, template: CardTemplate, progress: Progress = ignore_progress
) -> Pagination:
    """Lay out the drills, number them, and lay out those again that name others, until no number changes.

    A drill that errors keep off the page leaves the book. Should the numbers still change after five rounds, a drill
    keeps the most pages that it ever took, and a blank one may follow it.
    """
    sizes = _measure(material, book.drills, template, _refer(book, None), progress)
    counts = {size.slug: size.pages for size in sizes if size.pages}
    printed = [drill for drill in book.drills if drill.slug in counts]
    book = replace(book, chapters=share_chapters(printed, book.suits))
    for _ in range(MOST_ROUNDS):
        numbering = number_pages(book.list_places(counts))
        references = _refer(book, numbering)
        naming = [drill for drill in printed if references.resolve_drill(drill) != drill]
        again = _measure(material, naming, template, references)
        changed = {size.slug: max(size.pages, counts[size.slug]) for size in again if size.pages != counts[size.slug]}
        if all(counts[slug] == pages for slug, pages in changed.items()):
            break
        counts |= changed
    problems = tuple(problem for size in sizes for problem in size.problems)
    return Pagination(book, counts, numbering, references, problems)


def _refer(book: Book, numbering: Numbering | None) -> References:
    """References by page: "p. 23"."""
    word = find_book_word("page", book.settings.lang)
    anchors = {drill.slug for drill in book.drills}

    def mark(drill: Drill) -> str:
        return f"{word}\u00a0{numbering.format_folio(drill.slug) if numbering else UNNUMBERED}"

    return gather_references(book.drills, anchors, mark)


def _measure(
    material: Material,
    drills: Sequence[Drill],
    template: CardTemplate,
    references: References,
    progress: Progress = ignore_progress,
) -> list[_Size]:
    workers = choose_workers(len(drills))
    chunks = lay_out_drills(material, drills, template, _count_pages, progress, workers, references)
    return [size for chunk in chunks for size in chunk]


def _count_pages(laid: tuple[LaidDrill, ...]) -> tuple[_Size, ...]:
    return tuple(_Size(drill.slug, len(drill.cards), drill.problems) for drill in laid)
