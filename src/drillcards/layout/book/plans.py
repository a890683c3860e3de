"""Practice plans: a page for each practice, as coaches print them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from drillcards.layout.book.routines import key_routine
from drillcards.layout.book.story import Tools, compose_title
from drillcards.layout.book.words import find_book_word
from drillcards.layout.pieces import Pieces
from drillcards.layout.references import References
from drillcards.layout.typesetter import INNER
from drillcards.model.drill import Blocks, Paragraph, Span, Spans, Table
from drillcards.model.page import Tag
from drillcards.model.season import Block, PlannedRoutine, Practice, Station, Week

DAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
}
MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
}
NOON: Final = 12
BULLET: Final = "•"
"""Before each station."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A practice with the week that it is in, what drills are called by slug, and where they and routines are.

    ``routines`` has the marks of those that are in the book, such as "page 97", by slug.
    """

    practice: Practice
    week: Week
    titles: Mapping[str, str]
    references: References
    routines: Mapping[str, str]
    lang: str

    def word(self, key: str) -> str:
        """A word in the book's language."""
        return find_book_word(key, self.lang)


def format_date(day: date, lang: str) -> str:
    """``Tue, Apr 6`` as Americans write it, ``Tue 6 Apr`` elsewhere, in the book's language."""
    key = lang.partition("-")[0].lower()
    name = DAYS.get(key, DAYS["en"])[day.weekday()]
    return f"{name}{',' if _is_american(lang) else ''} {format_day(day, lang)}"


def format_day(day: date, lang: str) -> str:
    """``Apr 6`` or ``6 Apr``."""
    key = lang.partition("-")[0].lower()
    month = MONTHS.get(key, MONTHS["en"])[day.month - 1]
    return f"{month} {day.day}" if _is_american(lang) else f"{day.day} {month}"


def _is_american(lang: str) -> bool:
    """Plain English is: that is where most of the game is played."""
    return lang.lower() in ("en", "en-us")


def name_practice(practice: Practice, lang: str) -> str:
    """A practice's title, or "Practice 3" where it has none."""
    return practice.title or f"{find_book_word('practice', lang)} {practice.number}"


def key_practice(practice: Practice) -> str:
    """The anchor of a practice's page."""
    return f":practice-{practice.number}"


def describe_practice(practice: Practice, lang: str) -> Spans:
    """One line: when, where and what for."""
    when = format_date(practice.date, lang) if practice.date else name_practice(practice, lang)
    clock = _format_start(practice.start, lang) if practice.start else ""
    rest = " · ".join(filter(None, (practice.place, practice.focus)))
    head = Span(", ".join(filter(None, (when, clock))), strong=True)
    return (head, Span(f" · {rest}")) if rest else (head,)


def compose_plan(planned: Planned, tools: Tools) -> Pieces:
    """A practice as pieces: title, when and where, the plan as a table, what to do in the rain, notes."""
    key = key_practice(planned.practice)
    title = compose_title(name_practice(planned.practice, planned.lang), key, tools, scale=2.0)
    blocks: Blocks = (*_describe_circumstances(planned), _tabulate(planned), *_describe_rest(planned))
    return (title, *tools.composer.compose_blocks(blocks, key, Tag.SECTION))


def _describe_circumstances(planned: Planned) -> Iterator[Paragraph]:
    practice, week = planned.practice, planned.week
    when = format_date(practice.date, planned.lang) if practice.date else ""
    clock = _format_start(practice.start, planned.lang) if practice.start else ""
    name = f"{planned.word('week')} {week.number}" + (f", {week.title}" if week.title else "")
    length = f"{practice.minutes or practice.planned} {planned.word('minutes')}"
    parts = [part for part in (", ".join(filter(None, (when, clock))), length, practice.place, name) if part]
    yield Paragraph((Span(" · ".join(parts), strong=True),))
    yield from _label_texts(planned, ("focus", practice.focus), ("bring", ", ".join(practice.equipment)))


def _describe_rest(planned: Planned) -> Iterator[Paragraph]:
    return _label_texts(planned, ("rain", planned.practice.rain), ("notes", planned.practice.notes))


def _label_texts(planned: Planned, *texts: tuple[str, str]) -> Iterator[Paragraph]:
    """Those that aren't empty, each behind its word in bold."""
    for key, text in texts:
        if text:
            yield Paragraph((Span(f"{planned.word(key)}: ", strong=True), Span(text)))


def _tabulate(planned: Planned) -> Table:
    """Clock (or time since the start), minutes, running total, and what is done."""
    words = (planned.word(key) for key in ("clock", "minutes", "total", "what"))
    header = tuple((Span(word[:1].upper() + word[1:]),) for word in words)
    rows: list[tuple[Spans, ...]] = []
    total = 0
    for block in planned.practice.blocks:
        begins = _format_clock(planned.practice.start, total, planned.lang)
        total += block.minutes
        numbers = tuple((Span(text),) for text in (begins, str(block.minutes), str(total)))
        rows.append((*numbers, tuple(_describe_block(block, planned))))
    return Table(header, tuple(rows))


def _format_start(start: time, lang: str) -> str:
    """``5:30 pm`` or ``17:30``."""
    suffix = (" pm" if start.hour >= NOON else " am") if _is_american(lang) else ""
    return _format_clock(start, 0, lang) + suffix


def _format_clock(start: time | None, passed: int, lang: str) -> str:
    """The time after so many minutes: of the clock, or since the start if nobody knows when that is."""
    if start is None:
        return f"{passed // 60}:{passed % 60:02}"
    minutes = start.hour * 60 + start.minute + passed
    hour = minutes // 60 % 24
    if _is_american(lang):
        hour = (hour - 1) % NOON + 1
    return f"{hour}:{minutes % 60:02}"


def _describe_block(block: Block, planned: Planned) -> Iterator[Span]:
    yield Span(block.title, strong=True)
    if block.rotate_minutes:
        yield Span(f" ({planned.word('rotate')} {block.rotate_minutes} {planned.word('minutes')})")
    if block.routine:
        yield Span("\n")
        yield from _name_routine(block.routine, planned)
    for slug in block.drills:
        yield Span("\n")
        yield from _name_drill(slug, planned)
    for station in block.stations:
        yield from _describe_station(station, planned)
    if block.notes:
        yield Span(f"\n{block.notes}", em=True)


def _describe_station(station: Station, planned: Planned) -> Iterator[Span]:
    """``• Infielders at Left side (Coach Ruiz): Short Hops (F3, p. 12)``."""
    where = f" {planned.word('at')} ".join(filter(None, (station.group, station.name)))
    coach = f"({station.coach})" if station.coach and where else station.coach
    who = " ".join(filter(None, (BULLET, where, coach)))
    yield Span(f"\n{who}: " if station.drills else f"\n{who}")
    for index, slug in enumerate(station.drills):
        if index:
            yield Span(", ")
        yield from _name_drill(slug, planned)
    if station.notes:
        yield Span(f" – {station.notes}", em=True)


def _name_routine(routine: PlannedRoutine, planned: Planned) -> Spans:
    mark = planned.routines.get(routine.slug)
    if mark is None:
        return (Span(routine.title, strong=True),)
    href = INNER + key_routine(routine.slug)
    return (Span(routine.title, strong=True, href=href), Span(f" ({mark})", href=href))


def _name_drill(slug: str, planned: Planned) -> Spans:
    return planned.references.mark_drill(slug, planned.titles.get(slug, slug))
