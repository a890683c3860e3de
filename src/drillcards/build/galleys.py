"""All pages of a book in order, made a few at a time: front matter, drills, and what follows them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from drillcards.build.material import Material, Problems
from drillcards.build.pagination import MOST_ROUNDS, Pagination
from drillcards.build.sieve import Faults, make_or_blame
from drillcards.layout.book.book import (
    Book,
    Chapter,
    close_book,
    name_season,
    open_chapter,
    set_front,
    set_indexes,
    set_routines,
    set_season,
)
from drillcards.layout.book.frame import find_frame
from drillcards.layout.book.indexes import Catalogue
from drillcards.layout.book.leaves import Leaf, make_blank, make_notes, number_leaves
from drillcards.layout.book.numbering import Numbering, Place, number_pages
from drillcards.layout.book.plans import key_practice
from drillcards.layout.book.routines import key_routine
from drillcards.layout.book.running import Run
from drillcards.layout.book.story import Tools
from drillcards.layout.book.words import find_book_word
from drillcards.layout.compose import Composer
from drillcards.layout.contrast import INK
from drillcards.layout.fonts import load_fonts
from drillcards.layout.references import gather_references
from drillcards.layout.setting import Setter
from drillcards.layout.subject import MUTED
from drillcards.layout.suits import PLAIN
from drillcards.layout.typesetter import Typesetter
from drillcards.model.card import LaidDrill
from drillcards.model.document import Document, Purpose
from drillcards.model.fault import Blamed
from drillcards.model.page import Page
from drillcards.model.routine import Routine
from drillcards.model.season import Practice, Season
from drillcards.model.sheet import Duplex
from drillcards.model.template import CardTemplate

Drawn = TypeVar("Drawn")
Other = TypeVar("Other")


class Galleys:
    """All of a book's pages in order, made a few at a time."""

    def __init__(self, material: Material, template: CardTemplate, pagination: Pagination) -> None:
        settings = material.workspace.settings
        self.material = material
        self.template = template
        self.book = pagination.book
        self.extents = pagination.numbers.extents
        self.numbering = pagination.numbers.numbering
        self.references = pagination.references
        self.fonts = load_fonts(settings.fallback_fonts).files
        typesetter = Typesetter(load_fonts(settings.fallback_fonts))
        frame = find_frame(template)
        inks = {"ink": INK, "muted": MUTED, "category": PLAIN}
        composer = Composer(typesetter, frame.body.heading_em)
        self.tools = Tools(frame, typesetter, Setter(typesetter), composer, inks, settings.lang)
        codes = {drill.slug: self.book.suits.get_code(drill) for drill in self.book.drills}
        self.catalogue = Catalogue(self.book.drills, codes, self.numbering, self.book.taxonomy, settings.lang)
        page = find_book_word("page", settings.lang)
        self.plan_references = gather_references(
            self.book.drills,
            {drill.slug for drill in self.book.drills},
            lambda drill: f"{codes[drill.slug]}, {page}\u00a0{self.numbering.format_folio(drill.slug)}",
        )
        self._homes = {drill.slug: chapter for chapter in self.book.chapters for drill in chapter.drills}
        self.problems: Problems = ()
        self.foot = " · ".join(filter(None, (settings.team, name_season(self.book))))

    def describe(self, purpose: Purpose) -> Document:
        """The document but for its pages and its outline."""
        settings = self.material.workspace.settings
        whose = " ".join(filter(None, (settings.team, name_season(self.book))))
        title = find_book_word("book", settings.lang)
        return Document(
            title=f"{whose}: {title}" if whose else title,
            pages=(),
            fonts=self.fonts,
            lang=settings.lang,
            author=settings.team,
            purpose=purpose,
            duplex=Duplex.LONG,
        )

    def run(self, make: Callable[[tuple[Page, ...]], Drawn], drills: Iterator[Other]) -> Iterator[Drawn | Other]:
        """What ``make`` makes of the front matter, then the ``drills`` as they were drawn, then all that follows.

        Routines and practices that nothing can be made of leave ``book``, and ``problems`` says why.
        """
        front, back = self._make_around(make)
        yield front
        yield from drills
        yield back

    def _make_around(self, make: Callable[[tuple[Page, ...]], Drawn]) -> tuple[Drawn, Drawn]:
        """What comes before the drills, and after them."""
        book, season = self.book, self.book.season

        def make_with(plans: Sequence[Routine | Practice]) -> tuple[Drawn, Drawn]:
            self.book = keep_plans(book, plans)
            first = self.numbering.find_next(book.drills[-1].slug)
            back, numbering = self._lay_out_back(first)
            front = tuple(set_front(self.book, self.catalogue, numbering, self.tools))
            return make(self._number(front, 1, roman=True)), make(self._number(back, first))

        plans: tuple[Routine | Practice, ...] = (*book.routines, *(season.practices if season else ()))
        made = make_or_blame(plans, make_with, lambda plan: blame_plan(plan, season))
        if not isinstance(made, Faults):
            return made
        self.problems = tuple(made.found.values())
        return make_with([plan for plan in plans if blame_plan(plan, season)[0] not in made.found])

    def number_drills(self, laid: Iterable[LaidDrill]) -> tuple[Page, ...]:
        """The pages of drills that each begin on a new page, with openers before the first of a chapter."""
        pages: list[Page] = []
        for drill in laid:
            chapter = self._homes[drill.slug]
            if drill.slug == chapter.drills[0].slug:
                pages += self._open_chapter(chapter)
            pages += self._number(self._make_leaves(drill, chapter), self.numbering.firsts[drill.slug])
        return tuple(pages)

    def number_run(self, chapter: Chapter, run: Run) -> tuple[Page, ...]:
        """The pages of a chapter whose drills run on; a page's head is the first drill on it."""
        tab = self.book.find_tab(chapter)
        leaves = [Leaf(page.page, chapter.suit.title, page.title, tab) for page in run.pages]
        return (*self._open_chapter(chapter), *self._number(leaves, self.numbering.find_next(chapter.key)))

    def _open_chapter(self, chapter: Chapter) -> tuple[Page, ...]:
        """The chapter's opener, and a page for notes before it where it would else have been on the left."""
        at = self.book.chapters.index(chapter)
        number = self.numbering.firsts[chapter.key]
        before = self.book.chapters[at - 1].drills[-1].slug if at else None
        free = [make_notes(self.tools, number - 1)] if before and self.numbering.find_next(before) < number else []
        leaves = (*free, open_chapter(chapter, self.catalogue, self.tools))
        return self._number(leaves, number - len(free))

    def _make_leaves(self, laid: LaidDrill, chapter: Chapter) -> list[Leaf]:
        """A drill's pages, as many as it was given."""
        tab = self.book.find_tab(chapter)
        leaves = [Leaf(card.front, chapter.suit.title, laid.title, tab) for card in laid.cards]
        spare = self.extents[laid.slug].pages - len(leaves)
        assert spare >= 0, f"{laid.slug} takes more pages than were counted"
        return leaves + [make_blank(self.tools.frame)] * spare

    def _lay_out_back(self, first: int) -> tuple[tuple[Leaf, ...], Numbering]:
        """Routines, season and indexes, from page ``first`` on, and the numbers of the whole body."""
        routines = tuple(set_routines(self.book, self.references, self.tools))
        numbering = self._extend(routines, first)
        season = self._lay_out_season(numbering, first + len(routines))
        indexes = tuple(set_indexes(self.catalogue, self.tools))
        inside = (*routines, *season, *indexes)
        # The back cover is the back of the last leaf of paper, so it has an even number.
        last = first + len(inside)
        free = (make_notes(self.tools, last),) if last % 2 else ()
        leaves = (*inside, *free, close_book(self.book, self.tools))
        return leaves, self._extend(leaves, first)

    def _lay_out_season(self, numbering: Numbering, first: int) -> tuple[Leaf, ...]:
        """The season's pages; its calendar names the pages of practices that come after it."""
        if self.book.season is None:
            return ()
        keys = (key_practice(practice) for practice in self.book.season.practices)
        guess = number_pages(Place(key, 1) for key in keys)
        leaves: tuple[Leaf, ...] = ()
        for _ in range(MOST_ROUNDS):
            known = Numbering({**numbering.firsts, **guess.firsts}, {**numbering.counts, **guess.counts})
            leaves = tuple(set_season(self.book, known, self.plan_references, self.tools))
            found = _find_places(leaves, first)
            if all(found.firsts[key] == page for key, page in guess.firsts.items()):
                break
            guess = Numbering({key: found.firsts[key] for key in guess.firsts}, guess.counts)
        return leaves

    def _extend(self, leaves: Sequence[Leaf], first: int) -> Numbering:
        """The drills' numbers and those of the places on these leaves."""
        found = _find_places(leaves, first)
        return Numbering({**self.numbering.firsts, **found.firsts}, {**self.numbering.counts, **found.counts})

    def _number(self, leaves: Sequence[Leaf], first: int, *, roman: bool = False) -> tuple[Page, ...]:
        tools = self.tools
        return tuple(number_leaves(leaves, first, tools.frame, self.foot, tools.typesetter, roman=roman))


def keep_plans(book: Book, plans: Sequence[Routine | Practice]) -> Book:
    """The book with these of its routines and practices alone."""
    kept = {id(plan) for plan in plans}
    season = book.season
    if season:
        weeks = (replace(week, practices=tuple(p for p in week.practices if id(p) in kept)) for week in season.weeks)
        season = replace(season, weeks=tuple(weeks))
    return replace(book, routines=tuple(routine for routine in book.routines if id(routine) in kept), season=season)


def blame_plan(plan: Routine | Practice, season: Season | None) -> tuple[str, Blamed]:
    """A routine's or practice's anchor, and what an error about it names."""
    if isinstance(plan, Routine):
        return key_routine(plan.slug), Blamed(plan.source.path, plan.source.line, "this routine")
    return key_practice(plan), Blamed(season.path if season else "", plan.line or None, "this practice")


def _find_places(leaves: Sequence[Leaf], first: int) -> Numbering:
    """The pages of the anchors on these leaves."""
    firsts = {anchor.name: number for number, leaf in enumerate(leaves, first) for anchor in leaf.page.anchors}
    return Numbering(firsts, dict.fromkeys(firsts, 1))
