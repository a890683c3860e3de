"""A book's drills: laid out to count their pages, and drawn when their numbers are known."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Generic, Self, TypeVar

from drillcards.build.chunks import Progress, choose_workers, cut_evenly, prepare_edition, report_chunk, shift_progress
from drillcards.build.galleys import Galleys
from drillcards.build.material import Material
from drillcards.build.pagination import (
    Measured,
    Numbers,
    Pagination,
    UnsettledError,
    paginate,
    pick_printed,
    refer_pages,
)
from drillcards.build.workers import Crew, run_in_order
from drillcards.layout.book.book import Book
from drillcards.layout.book.frame import find_frame
from drillcards.layout.book.numbering import Extent
from drillcards.layout.book.running import RunDrill, run_on
from drillcards.layout.cards import Edition, lay_out_cards
from drillcards.layout.references import References
from drillcards.model.card import LaidDrill
from drillcards.model.drill import Drill
from drillcards.model.page import Page
from drillcards.model.template import CardTemplate

Drawn = TypeVar("Drawn")
Laid = tuple[LaidDrill, ...]


class Layouts(Generic[Drawn]):
    """Drills that each begin on a new page.

    Those who lay a chunk of them out keep its pages, and draw them when all are numbered; only drills that name others
    are laid out again. A context, which ends the processes.
    """

    def __init__(
        self,
        material: Material,
        book: Book,
        template: CardTemplate,
        make: Callable[[tuple[Page, ...]], Drawn],
        workers: int | None = None,
    ) -> None:
        self._material, self._book, self._template, self._make = material, book, template, make
        self._edition = prepare_edition(material, book.drills, template, refer_pages(book, None))
        self._drills = book.drills
        self._chunks = cut_evenly(len(self._drills))
        self._galleys: Galleys | None = None
        count = workers or choose_workers(len(self._drills))
        self._crew: Crew[tuple[Measured, ...], Laid, Numbers, Drawn]
        self._crew = Crew(self._lay_out, self._draw, len(self._chunks), count)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        self._crew.close()

    def paginate(self, progress: Progress) -> Pagination:
        """Lay all of them out, and number them."""
        return paginate(self._book, self._measure(shift_progress(progress, 0, 2)), self._measure_again)

    def draw(self, pagination: Pagination, progress: Progress) -> Iterator[Drawn]:
        """What is made of each chunk's pages, in order."""
        steps = shift_progress(progress, 1, 2)
        for chunk, drawn in zip(self._chunks, self._crew.run_second(pagination.numbers), strict=True):
            yield drawn
            report_chunk(chunk, len(self._drills), steps)

    def _measure(self, progress: Progress) -> Iterator[Measured]:
        for chunk, measured in zip(self._chunks, self._crew.run_first(), strict=True):
            yield from measured
            report_chunk(chunk, len(self._drills), progress)

    def _measure_again(self, drills: Sequence[Drill], references: References) -> Iterator[Measured]:
        yield from _list_measured(tuple(lay_out_cards(drills, replace(self._edition, references=references))))

    def _lay_out(self, index: int) -> tuple[tuple[Measured, ...], Laid]:
        laid = tuple(lay_out_cards(self._drills[self._chunks[index]], self._edition))
        return _list_measured(laid), laid

    def _draw(self, index: int, laid: Laid, numbers: Numbers) -> Drawn:
        if self._galleys is None:
            book = pick_printed(self._book, numbers.extents)
            pagination = Pagination(book, numbers, refer_pages(book, numbers.numbering))
            self._galleys = Galleys(self._material, self._template, pagination)
            self._edition = replace(self._edition, references=pagination.references)
        final = {drill.slug: drill for drill in laid}
        naming = [drill for drill in self._drills[self._chunks[index]] if drill.slug in numbers.naming]
        final |= {drill.slug: drill for drill in lay_out_cards(naming, self._edition)}
        return self._make(self._galleys.number_drills(drill for drill in final.values() if drill.cards))


class RunningLayouts(Generic[Drawn]):
    """Drills of a compact book, which run on: chapters are laid out whole, twice. The same interface as Layouts."""

    def __init__(
        self, material: Material, book: Book, template: CardTemplate, make: Callable[[tuple[Page, ...]], Drawn]
    ) -> None:
        self._material, self._book, self._template, self._make = material, book, template, make
        self._edition = prepare_edition(material, book.drills, template, refer_pages(book, None))
        self._usual: Layouts[Drawn] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._usual:
            self._usual.close()

    def paginate(self, progress: Progress) -> Pagination:
        """Lay the chapters out, and number them; should that never settle, each drill begins on a new page."""
        steps = shift_progress(progress, 0, 2)
        first = self._run_chapters(self._book.drills, self._edition, steps)
        try:
            return paginate(self._book, first, self._measure_again, compact=True)
        except UnsettledError:
            self._usual = Layouts(self._material, self._book, self._template, self._make)
            return self._usual.paginate(progress)

    def draw(self, pagination: Pagination, progress: Progress) -> Iterator[Drawn]:
        """What is made of each chapter's pages, in order."""
        if self._usual:
            yield from self._usual.draw(pagination, progress)
            return
        galleys = Galleys(self._material, self._template, pagination)
        edition, frame = replace(self._edition, references=pagination.references), find_frame(self._template)
        chapters = pagination.book.chapters

        def make_chapter(index: int) -> Drawn:
            return self._make(galleys.number_run(chapters[index], run_on(chapters[index].drills, edition, frame)))

        workers = choose_workers(len(pagination.book.drills))
        with closing(run_in_order(make_chapter, len(chapters), workers)) as results:
            for number, drawn in enumerate(results, 1):
                yield drawn
                shift_progress(progress, 1, 2)(number, len(chapters))

    def _measure_again(self, drills: Sequence[Drill], references: References) -> Iterator[Measured]:
        return self._run_chapters(drills, replace(self._edition, references=references), lambda _done, _total: None)

    def _run_chapters(self, drills: Sequence[Drill], edition: Edition, progress: Progress) -> Iterator[Measured]:
        """The chapters that have any of these drills, whole: where one of them begins depends on those before."""
        frame, wanted = find_frame(self._template), {drill.slug for drill in drills}
        chapters = [c for c in self._book.chapters if any(drill.slug in wanted for drill in c.drills)]

        def run(index: int) -> tuple[RunDrill, ...]:
            return run_on(chapters[index].drills, edition, frame).drills

        with closing(run_in_order(run, len(chapters), choose_workers(len(drills)))) as runs:
            for number, placed in enumerate(runs, 1):
                progress(number, len(chapters))
                yield from (Measured(drill.slug, drill.extent, drill.problems) for drill in placed)


def _list_measured(laid: Laid) -> tuple[Measured, ...]:
    return tuple(Measured(drill.slug, Extent(len(drill.cards)), drill.problems) for drill in laid)
