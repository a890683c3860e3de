"""A book as a whole: what is in it, in which order, and the pages of all of it but its drills'."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from drillcards.layout.book.calendar import KEY as CALENDAR
from drillcards.layout.book.calendar import set_calendar
from drillcards.layout.book.contents import set_contents, set_index
from drillcards.layout.book.cover import CoverContent, draw_back_cover, draw_cover
from drillcards.layout.book.durations import read_minutes
from drillcards.layout.book.frame import ThumbTab
from drillcards.layout.book.guide import KEY as GUIDE
from drillcards.layout.book.guide import Extras, set_guide
from drillcards.layout.book.indexes import (
    Catalogue,
    index_equipment,
    index_muscles,
    index_names,
    index_times,
)
from drillcards.layout.book.leaves import Leaf, make_blank, make_leaves
from drillcards.layout.book.load import KEY as LOAD
from drillcards.layout.book.load import set_load
from drillcards.layout.book.numbering import Extent, Numbering, Place
from drillcards.layout.book.opener import Opening, draw_ground, draw_opener
from drillcards.layout.book.plans import Planned, compose_plan, format_date, key_practice, name_practice
from drillcards.layout.book.routines import compose_routine, key_routine
from drillcards.layout.book.rows import Entry, Head, Row
from drillcards.layout.book.story import Tools, set_story
from drillcards.layout.book.words import find_book_word
from drillcards.layout.references import References
from drillcards.layout.subject import describe_groups
from drillcards.layout.suits import Suit, Suits
from drillcards.model.drill import Drill
from drillcards.model.muscle import MuscleUse, Role, Taxonomy, find_strongest
from drillcards.model.page import Anchor, Page
from drillcards.model.routine import Routine
from drillcards.model.season import Season
from drillcards.model.settings import Settings

INDEXES: Final = (
    (":index-muscle", "by-muscle", index_muscles),
    (":index-name", "by-name", index_names),
    (":index-equipment", "by-equipment", index_equipment),
    (":index-time", "by-time", index_times),
)
"""In the order they are printed: anchor, title, and what makes their rows."""
COVER: Final = ":cover"
CONTENTS: Final = ":contents"


@dataclass(frozen=True, slots=True)
class Chapter:
    """The drills of a category."""

    key: str
    suit: Suit
    drills: tuple[Drill, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """What is bound together. ``drills`` are those that can be printed, chapter by chapter.

    ``library`` has drills that aren't in the book, too: a season plans with all of them.
    """

    settings: Settings
    suits: Suits
    taxonomy: Taxonomy
    chapters: tuple[Chapter, ...]
    routines: tuple[Routine, ...] = ()
    season: Season | None = None
    library: tuple[Drill, ...] = ()

    @property
    def drills(self) -> tuple[Drill, ...]:
        """All drills in order."""
        return tuple(drill for chapter in self.chapters for drill in chapter.drills)

    def list_places(self, extents: Mapping[str, Extent], *, compact: bool) -> Iterator[Place]:
        """Each chapter's opener and each drill with its pages. Chapters open on the right, but not to save paper."""
        for chapter in self.chapters:
            yield Place(chapter.key, 1, right=not compact)
            for drill in chapter.drills:
                extent = extents[drill.slug]
                yield Place(drill.slug, extent.pages, shared=extent.shared)

    def find_tab(self, chapter: Chapter) -> ThumbTab:
        """The thumb tab of a chapter's pages."""
        return ThumbTab(chapter.suit.letter, chapter.suit.color, self.chapters.index(chapter), len(self.chapters))


def name_season(book: Book) -> str:
    """The season's name: that of the settings, else the plan's, or ""."""
    return book.settings.season or (book.season.title if book.season else "")


def share_chapters(drills: Iterable[Drill], suits: Suits) -> tuple[Chapter, ...]:
    """A chapter for each category, in the order of the suits; drills without one come last."""
    order = {category: at for at, category in enumerate(suits.by_category)}
    found = sorted(drills, key=lambda drill: (order[drill.category], drill.slug))
    return tuple(
        Chapter(f":chapter-{category}", suits.by_category[category], tuple(run))
        for category, run in groupby(found, key=lambda drill: drill.category)
    )


def open_chapter(chapter: Chapter, catalogue: Catalogue, tools: Tools) -> Leaf:
    """A chapter's opener."""
    suit = chapter.suit
    if not suit.title:
        suit = Suit(suit.letter, suit.color, find_book_word("drills", tools.lang))
    uses = list(_combine_uses(chapter.drills))
    opening = Opening(
        chapter.key,
        suit,
        _summarize_drills(chapter.drills, tools.lang),
        [catalogue.enter(drill) for drill in chapter.drills],
        uses,
        _describe_uses(uses, catalogue.taxonomy, tools.lang),
    )
    page = draw_opener(opening, tools)
    return Leaf(_anchor(page, chapter.key), chapter.suit.title, ground=draw_ground(suit, tools.frame))


def set_routines(book: Book, references: References, tools: Tools) -> Iterator[Leaf]:
    """Each routine from a new page."""
    part = find_book_word("routines", tools.lang)
    for routine in book.routines:
        pages = set_story(compose_routine(routine, references, tools), tools)
        yield from make_leaves(pages, tools.frame, key_routine(routine.slug), part, routine.title)


def set_season(book: Book, numbering: Numbering, references: References, tools: Tools) -> Iterator[Leaf]:
    """The season at a glance, how it loads the muscles, and a page for each practice."""
    season = book.season
    if season is None:
        return
    part = season.title or find_book_word("season", tools.lang)
    pages = set_calendar(season, numbering, tools)
    yield from make_leaves(pages, tools.frame, CALENDAR, part, find_book_word("calendar", tools.lang))
    drills = {drill.slug: drill for drill in (*book.library, *book.drills)}
    pages = set_load(season, drills, book.taxonomy, tools)
    yield from make_leaves(pages, tools.frame, LOAD, part, find_book_word("load", tools.lang))
    titles = {slug: drill.title for slug, drill in drills.items()}
    page = find_book_word("page", tools.lang)
    folios = {routine.slug: numbering.format_folio(key_routine(routine.slug)) for routine in book.routines}
    routines = {slug: f"{page}\u00a0{folio}" for slug, folio in folios.items()}
    for week in season.weeks:
        for practice in week.practices:
            planned = Planned(practice, week, titles, references, routines, tools.lang)
            pages = set_story(compose_plan(planned, tools), tools, single=True)
            head = name_practice(practice, tools.lang)
            yield from make_leaves(pages, tools.frame, key_practice(practice), part, head)


def set_indexes(catalogue: Catalogue, tools: Tools) -> Iterator[Leaf]:
    """The four indexes, each from a new page."""
    part = find_book_word("indexes", tools.lang)
    for key, word, list_rows in INDEXES:
        title = find_book_word(word, tools.lang)
        lede = find_book_word("bold-first", tools.lang) if list_rows is index_muscles else ""
        pages = set_index(list(list_rows(catalogue)), title, lede, key, tools)
        yield from make_leaves(pages, tools.frame, key, part, title)


def set_front(book: Book, catalogue: Catalogue, numbering: Numbering, tools: Tools) -> Iterator[Leaf]:
    """Cover, guide, contents, and a blank page if the body would begin on a left-hand page."""
    yield Leaf(_anchor(draw_cover(_describe_cover(book, tools), tools), COVER), bare=True)
    guide = find_book_word("guide", tools.lang)
    leaves = list(make_leaves(set_guide(tools, _name_extras(book)), tools.frame, GUIDE, guide, guide))
    title = find_book_word("contents", tools.lang)
    rows = list(list_contents(book, catalogue, numbering, tools.lang))
    leaves += make_leaves(set_contents(rows, title, CONTENTS, tools), tools.frame, CONTENTS, title, title)
    yield from leaves
    if len(leaves) % 2 == 0:
        yield make_blank(tools.frame)


def _name_extras(book: Book) -> Extras:
    return Extras(season=book.season is not None, routines=bool(book.routines))


def close_book(book: Book, tools: Tools) -> Leaf:
    """The back cover."""
    return Leaf(draw_back_cover(_describe_cover(book, tools), tools), bare=True)


def list_contents(book: Book, catalogue: Catalogue, numbering: Numbering, lang: str) -> Iterator[Row]:
    """The rows of the contents: chapters with their drills, then what follows them."""

    def enter(key: str, text: str) -> Entry:
        return Entry(text, numbering.format_folio(key), key, depth=1)

    for chapter in book.chapters:
        title = chapter.suit.title or find_book_word("drills", lang)
        folio, suit = numbering.format_folio(chapter.key), chapter.suit
        yield Head(title, 1, anchor=chapter.key, folio=folio, letter=suit.letter, color=suit.color)
        yield from (catalogue.enter(drill, depth=1) for drill in chapter.drills)
    if book.routines:
        yield Head(find_book_word("routines", lang), 1)
        yield from (enter(key_routine(routine.slug), routine.title) for routine in book.routines)
    if book.season:
        yield Head(book.season.title or find_book_word("season", lang), 1)
        places = [(CALENDAR, "calendar"), (LOAD, "load")]
        yield from (enter(key, find_book_word(word, lang)) for key, word in places if key in numbering.firsts)
        for practice in book.season.practices:
            day = f", {format_date(practice.date, lang)}" if practice.date else ""
            yield enter(key_practice(practice), name_practice(practice, lang) + day)
    yield Head(find_book_word("indexes", lang), 1)
    yield from (enter(key, find_book_word(word, lang)) for key, word, _ in INDEXES)


def _describe_cover(book: Book, tools: Tools) -> CoverContent:
    uses = list(_combine_uses(book.drills))
    parts = [_count(len(book.drills), "drill", "drills", tools.lang)]
    settings = book.settings
    if book.season:
        parts.append(_count(len(book.season.practices), "practice", "practices", tools.lang))
        settings = replace(settings, season=name_season(book))
    suits = [chapter.suit for chapter in book.chapters if chapter.suit.title]
    alt = _describe_uses(uses, book.taxonomy, tools.lang)
    return CoverContent(settings, suits, " · ".join(parts), uses, alt)


def _summarize_drills(drills: Sequence[Drill], lang: str) -> str:
    """``12 drills · 3–15 min``."""
    minutes = sorted(minutes for drill in drills if (minutes := read_minutes(drill)) is not None)
    parts = [_count(len(drills), "drill", "drills", lang)]
    if minutes:
        least, most = f"{minutes[0]:.0f}", f"{minutes[-1]:.0f}"
        span = most if least == most else f"{least}–{most}"
        parts.append(f"{span} {find_book_word('minutes', lang)}")
    return " · ".join(parts)


def _count(number: int, one: str, several: str, lang: str) -> str:
    return f"{number} {find_book_word(one if number == 1 else several, lang).lower()}"


def _combine_uses(drills: Iterable[Drill]) -> Iterator[MuscleUse]:
    """One use for each group that any of the drills names, in the strongest of its roles."""
    uses: dict[str, dict[Role, MuscleUse]] = {}
    for use in (use for drill in drills for use in drill.muscles if use.group):
        uses.setdefault(use.group or "", {}).setdefault(use.role, use)
    yield from (uses[group][find_strongest(uses[group])] for group in sorted(uses))


def _describe_uses(uses: Iterable[MuscleUse], taxonomy: Taxonomy, lang: str) -> str:
    """Words for a figure: the names of the groups."""
    roles = {use.group: use.role for use in uses}
    names = ((group.name, roles[group.id]) for group in taxonomy.groups if group.id in roles)
    return describe_groups(find_book_word("figure", lang), names, lang)


def _anchor(page: Page, name: str) -> Page:
    return replace(page, anchors=(Anchor(name),))
