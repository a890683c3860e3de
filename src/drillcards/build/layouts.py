"""A book's drills: laid out to count their pages, and drawn when their numbers are known."""

from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import Generic, Self, TypeVar

from drillcards.build.chunks import (
    Progress,
    choose_workers,
    cut_evenly,
    ignore_progress,
    prepare_edition,
    report_chunk,
    shift_progress,
)
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
from drillcards.build.sieve import Faults, make_or_blame
from drillcards.build.workers import Crew, run_in_order
from drillcards.layout.book.book import Book, Chapter
from drillcards.layout.book.frame import find_frame
from drillcards.layout.book.numbering import Extent
from drillcards.layout.book.running import RunDrill, run_on
from drillcards.layout.cards import Edition, lay_out_cards
from drillcards.layout.references import References
from drillcards.model.card import LaidDrill
from drillcards.model.drill import Drill
from drillcards.model.fault import blame_drill
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
        self._crew: Crew[tuple[Measured, ...], Laid, Numbers, Drawn | Faults]
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

    def draw(self, pagination: Pagination, progress: Progress) -> Iterator[Drawn | Faults]:
        """What is made of each chunk's pages, in order; or the drills that nothing can be made of."""
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

    def _draw(self, index: int, laid: Laid, numbers: Numbers) -> Drawn | Faults:
        if self._galleys is None:
            book = pick_printed(self._book, numbers.extents)
            pagination = Pagination(book, numbers, refer_pages(book, numbers.numbering))
            self._galleys = Galleys(self._material, self._template, pagination)
            self._edition = replace(self._edition, references=pagination.references)
        galleys, drills = self._galleys, {drill.slug: drill for drill in self._drills[self._chunks[index]]}
        naming = [drill for slug, drill in drills.items() if slug in numbers.naming]
        final = {drill.slug: drill for drill in (*laid, *lay_out_cards(naming, self._edition))}
        printed = [drill for slug, drill in final.items() if slug in numbers.extents]
        if lost := {drill.slug: drill.problems[0] for drill in printed if not drill.cards}:
            return Faults(lost)
        return make_or_blame(
            printed,
            lambda some: self._make(galleys.number_drills(some)),
            lambda one: (one.slug, blame_drill(drills[one.slug])),
        )


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

    def draw(self, pagination: Pagination, progress: Progress) -> Iterator[Drawn | Faults]:
        """What is made of each chapter's pages, in order; or the drills that nothing can be made of."""
        if self._usual:
            yield from self._usual.draw(pagination, progress)
            return
        galleys = Galleys(self._material, self._template, pagination)
        edition, frame = replace(self._edition, references=pagination.references), find_frame(self._template)
        chapters = pagination.book.chapters

        def make_run(chapter: Chapter, drills: Sequence[Drill]) -> Drawn | Faults:
            run = run_on(drills, edition, frame)
            lost = {drill.slug: drill.problems[0] for drill in run.drills if not drill.extent.pages}
            return Faults(lost) if lost else self._make(galleys.number_run(chapter, run))

        def make_chapter(index: int) -> Drawn | Faults:
            make = partial(make_run, chapters[index])
            return make_or_blame(chapters[index].drills, make, lambda drill: (drill.slug, blame_drill(drill)))

        workers = choose_workers(len(pagination.book.drills))
        with closing(run_in_order(make_chapter, len(chapters), workers)) as results:
            for number, drawn in enumerate(results, 1):
                yield drawn
                shift_progress(progress, 1, 2)(number, len(chapters))

    def _measure_again(self, drills: Sequence[Drill], references: References) -> Iterator[Measured]:
        edition = replace(self._edition, references=references)
        return self._run_chapters(drills, edition, ignore_progress, references.anchors)

    def _run_chapters(
        self, drills: Sequence[Drill], edition: Edition, progress: Progress, printed: Container[str] | None = None
    ) -> Iterator[Measured]:
        """The chapters that have any of these drills, whole: where one of them begins depends on those before.

        ``printed`` are the slugs of those that can be; None: all may be.
        """
        frame, wanted = find_frame(self._template), {drill.slug for drill in drills}
        book = self._book if printed is None else pick_printed(self._book, printed)
        chapters = [c for c in book.chapters if any(drill.slug in wanted for drill in c.drills)]

        def run(index: int) -> tuple[RunDrill, ...]:
            return run_on(chapters[index].drills, edition, frame).drills

        with closing(run_in_order(run, len(chapters), choose_workers(len(drills)))) as runs:
            for number, placed in enumerate(runs, 1):
                progress(number, len(chapters))
                yield from (Measured(drill.slug, drill.extent, drill.problems) for drill in placed)


def _list_measured(laid: Laid) -> tuple[Measured, ...]:
    return tuple(Measured(drill.slug, Extent(len(drill.cards)), drill.problems) for drill in laid)
