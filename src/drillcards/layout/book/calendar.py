"""The season at a glance: a calendar of its practices, and its weeks with what they are about."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from drillcards.layout.book.grid import Cell, Tracks, draw_grid
from drillcards.layout.book.numbering import Numbering
from drillcards.layout.book.plans import DAYS, format_day, key_practice, name_practice
from drillcards.layout.book.story import SetPage, Tools, compose_title, set_story
from drillcards.layout.book.words import find_book_word
from drillcards.layout.pieces import Pieces
from drillcards.layout.typesetter import INNER
from drillcards.model.drill import Span, Spans, Table
from drillcards.model.page import Color, Tag
from drillcards.model.season import Practice, Season, Week
from drillcards.model.units import mm_to_pt

BUSY: Final = Color(0.86, 0.86, 0.86)
"""A day with practice: grey enough to be found in black and white, light enough to read on."""
HEAD_HEIGHT: Final = mm_to_pt(5.5)
WEEK_HEIGHTS: Final = (mm_to_pt(15), mm_to_pt(11.5))
"""Of a row of the calendar: at most, and at least."""
WEEK_WIDTH: Final = mm_to_pt(17)
BELOW_TITLE: Final = mm_to_pt(14)
KEY: Final = ":calendar"


def set_calendar(season: Season, numbering: Numbering, tools: Tools) -> Iterator[SetPage]:
    """The calendar, on as many pages as its weeks need, then the table of weeks. Without dates just the table."""
    title = compose_title(find_book_word("calendar", tools.lang), KEY, tools)
    weeks = list(_list_calendar_weeks(season))
    table = compose_weeks(season, numbering, tools)
    if not weeks:
        yield from set_story((title, *table), tools)
        return
    (head,) = set_story((title._replace(keep=False),), tools)
    block = tools.frame.block
    room = block.h - BELOW_TITLE - HEAD_HEIGHT
    most = int(room / WEEK_HEIGHTS[1])
    chunks = [weeks[start : start + most] for start in range(0, len(weeks), most)]
    practices = _gather_days(season)
    for number, chunk in enumerate(chunks):
        height = min(WEEK_HEIGHTS[0], room / len(chunk))
        widths = (WEEK_WIDTH, *[(block.w - WEEK_WIDTH) / 7] * 7)
        top = block.y + (BELOW_TITLE if number == 0 else 0.0)
        rows = [_name_days(tools.lang), *(_fill_week(monday, practices, numbering, tools) for monday in chunk)]
        tracks = Tracks(widths, HEAD_HEIGHT, height)
        grid = list(draw_grid(rows, (block.x, top), tracks, KEY, tools))
        page = SetPage([*(head.placed if number == 0 else ()), *grid], head.tops if number == 0 else ())
        bottom = top + HEAD_HEIGHT + len(chunk) * height
        if number < len(chunks) - 1:
            yield page
            continue
        yield from _add_table(page, table, bottom + mm_to_pt(6), tools)


def _add_table(page: SetPage, table: Pieces, top: float, tools: Tools) -> Iterator[SetPage]:
    """The table of weeks below the calendar, or on a page after it."""
    if tools.frame.block.bottom - top > mm_to_pt(30):
        rest = list(set_story(table, tools, top=top))
        if len(rest) == 1:
            yield SetPage([*page.placed, *rest[0].placed], page.tops)
            return
    yield page
    yield from set_story(table, tools)


def _list_calendar_weeks(season: Season) -> Iterator[date]:
    """The Mondays from the first dated practice to the last."""
    days = sorted(practice.date for practice in season.practices if practice.date)
    if days:
        monday = days[0] - timedelta(days=days[0].weekday())
        while monday <= days[-1]:
            yield monday
            monday += timedelta(days=7)


def _gather_days(season: Season) -> dict[date, list[Practice]]:
    days: dict[date, list[Practice]] = {}
    for practice in season.practices:
        if practice.date:
            days.setdefault(practice.date, []).append(practice)
    return days


def _name_days(lang: str) -> list[Cell]:
    names = DAYS.get(lang.partition("-")[0].lower(), DAYS["en"])
    return [Cell((find_book_word("week", lang),), strong=True), *(Cell((name,), strong=True) for name in names)]


def _fill_week(
    monday: date, practices: Mapping[date, Sequence[Practice]], numbering: Numbering, tools: Tools
) -> list[Cell]:
    cells = [Cell((format_day(monday, tools.lang),), strong=True)]
    for offset in range(7):
        day = monday + timedelta(days=offset)
        found = practices.get(day, ())
        if not found:
            cells.append(Cell((str(day.day),)))
            continue
        pages = ", ".join(numbering.format_folio(key_practice(practice)) for practice in found)
        page = f"{find_book_word('page', tools.lang)}\u00a0{pages}"
        cells.append(Cell((str(day.day), page), strong=True, fill=BUSY, anchor=key_practice(found[0])))
    return cells


def compose_weeks(season: Season, numbering: Numbering, tools: Tools) -> Pieces:
    """A table of the weeks: title and focus, and the practices with their pages."""
    header = tuple((Span(find_book_word(key, tools.lang)),) for key in ("week", "focus", "practice"))
    rows = tuple(
        (_name_week(week), _describe_week(week), tuple(_link_practices(week.practices, numbering, tools)))
        for week in season.weeks
    )
    return tools.composer.compose_blocks((Table(header, rows),), ":weeks", Tag.DIVISION)


def _name_week(week: Week) -> Spans:
    return (Span(" ".join(filter(None, (f"{week.number}", week.title))), strong=True),)


def _describe_week(week: Week) -> Spans:
    """What it is about, and the notes on a line of their own."""
    notes = Span(f"\n{week.notes}" if week.focus else week.notes, em=True)
    return (Span(week.focus), notes) if week.notes else (Span(week.focus),)


def _link_practices(practices: Sequence[Practice], numbering: Numbering, tools: Tools) -> Iterator[Span]:
    for index, practice in enumerate(practices):
        key = key_practice(practice)
        # A day and its page stay on one line; a title may break.
        day = format_day(practice.date, tools.lang).replace(" ", "\u00a0") if practice.date else ""
        name = f"{day},\u00a0" if day else f"{name_practice(practice, tools.lang)}, "
        if index:
            yield Span("\n")
        yield Span(f"{name}{find_book_word('page', tools.lang)}\u00a0{numbering.format_folio(key)}", href=INNER + key)
