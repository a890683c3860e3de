"""A book's bookmarks, three levels deep."""

from collections.abc import Iterator

from drillcards.layout.book.book import CONTENTS, COVER, INDEXES, Book
from drillcards.layout.book.calendar import KEY as CALENDAR
from drillcards.layout.book.guide import KEY as GUIDE
from drillcards.layout.book.load import KEY as LOAD
from drillcards.layout.book.plans import format_date, key_practice, name_practice
from drillcards.layout.book.routines import key_routine
from drillcards.layout.book.words import find_book_word
from drillcards.model.document import OutlineEntry
from drillcards.model.season import Season


def list_outline(book: Book, places: frozenset[str], lang: str) -> Iterator[OutlineEntry]:
    """Part, chapter and drill; part, week and practice; part, index and region. ``places`` are the book's anchors."""

    def enter(level: int, word: str, anchor: str) -> OutlineEntry:
        return OutlineEntry(find_book_word(word, lang), level, anchor)

    yield OutlineEntry(book.settings.team or find_book_word("book", lang), 0, COVER)
    yield enter(0, "guide", GUIDE)
    yield enter(0, "contents", CONTENTS)
    if book.chapters:
        yield enter(0, "drills", book.chapters[0].key)
    for chapter in book.chapters:
        yield OutlineEntry(chapter.suit.title or find_book_word("drills", lang), 1, chapter.key)
        for drill in chapter.drills:
            yield OutlineEntry(drill.title, 2, drill.slug)
    for index, routine in enumerate(book.routines):
        if index == 0:
            yield enter(0, "routines", key_routine(routine.slug))
        yield OutlineEntry(routine.title, 1, key_routine(routine.slug))
    if book.season:
        yield OutlineEntry(book.season.title or find_book_word("season", lang), 0, CALENDAR)
        yield from (enter(1, word, key) for key, word in ((CALENDAR, "calendar"), (LOAD, "load")) if key in places)
        yield from _list_weeks(book.season, lang)
    yield enter(0, "indexes", INDEXES[0][0])
    for key, word, _ in INDEXES:
        yield enter(1, word, key)
        if word == "by-muscle":
            yield from _list_regions(book, places, lang)


def _list_weeks(season: Season, lang: str) -> Iterator[OutlineEntry]:
    for week in season.weeks:
        if not week.practices:
            continue
        name = f"{find_book_word('week', lang)} {week.number}" + (f": {week.title}" if week.title else "")
        yield OutlineEntry(name, 1, key_practice(week.practices[0]))
        for practice in week.practices:
            day = f", {format_date(practice.date, lang)}" if practice.date else ""
            yield OutlineEntry(name_practice(practice, lang) + day, 2, key_practice(practice))


def _list_regions(book: Book, places: frozenset[str], lang: str) -> Iterator[OutlineEntry]:
    for region, name in {group.region: group.region_name for group in book.taxonomy.groups}.items():
        anchor = f":region-{region}"
        if anchor in places:
            yield OutlineEntry(name.capitalize(), 2, anchor)
    if ":region-other" in places:
        yield OutlineEntry(find_book_word("other", lang), 2, ":region-other")
