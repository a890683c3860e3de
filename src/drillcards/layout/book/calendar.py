"""The season at a glance: a calendar of its practices, and its weeks with what they are about."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import ceil
from typing import Final

from drillcards.layout.book.grid import Cell, Tracks, draw_grid, measure_height
from drillcards.layout.book.numbering import Numbering
from drillcards.layout.book.plans import DAYS, format_day, key_practice, name_practice
from drillcards.layout.book.story import SetPage, Tools, compose_title, find_foot, set_story
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
HEAD_AIR: Final = mm_to_pt(4)
"""Between the title and the calendar."""
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
    block, practices = tools.frame.block, _gather_days(season)
    widths = (WEEK_WIDTH, *[(block.w - WEEK_WIDTH) / 7] * 7)
    filled = [_fill_week(monday, practices, numbering, tools) for monday in weeks]
    least = max(WEEK_HEIGHTS[1], measure_height(filled, widths, tools))
    first = find_foot(head) + HEAD_AIR
    room = block.bottom - first - HEAD_HEIGHT
    page_count = ceil(len(weeks) / max(1, int(room / least)))
    per_page = ceil(len(weeks) / page_count)
    tracks = Tracks(widths, HEAD_HEIGHT, max(least, min(WEEK_HEIGHTS[0], room / per_page)))
    for start in range(0, len(weeks), per_page):
        top = block.y if start else first
        rows = [_name_days(tools.lang), *filled[start : start + per_page]]
        grid = draw_grid(rows, (block.x, top), tracks, KEY if start == 0 else f"{KEY}-{start}", tools)
        page = SetPage([*grid], ()) if start else SetPage([*head.placed, *grid], head.tops)
        if start + per_page < len(weeks):
            yield page
            continue
        bottom = top + HEAD_HEIGHT + (len(rows) - 1) * tracks.height
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
        keys = tuple(map(key_practice, found))
        pages = (f"{find_book_word('page', tools.lang)}\u00a0{numbering.format_folio(key)}" for key in keys)
        cells.append(Cell((str(day.day), *pages), strong=True, fill=BUSY, anchors=keys))
    return cells


def compose_weeks(season: Season, numbering: Numbering, tools: Tools) -> Pieces:
    """A table of the weeks: title, focus if any has one, and the practices with their pages."""
    described = any(map(_is_described, season.weeks))
    heads = ("week", "focus", "practice") if described else ("week", "practice")
    header = tuple((Span(find_book_word(key, tools.lang)),) for key in heads)
    rows = tuple(
        (
            _name_week(week),
            *((_describe_week(week),) if described else ()),
            tuple(_link_practices(week.practices, numbering, tools)),
        )
        for week in season.weeks
    )
    return tools.composer.compose_blocks((Table(header, rows),), ":weeks", Tag.DIVISION)


def _is_described(week: Week) -> bool:
    return bool(week.focus or week.notes)


def _name_week(week: Week) -> Spans:
    return (Span(" ".join(filter(None, (f"{week.number}", week.title))), strong=True),)


def _describe_week(week: Week) -> Spans:
    """What it is about, and the notes on a line of their own."""
    notes = Span(f"\n{week.notes}" if week.focus else week.notes, em=True)
    return (Span(week.focus), notes) if week.notes else (Span(week.focus),)


def _link_practices(practices: Sequence[Practice], numbering: Numbering, tools: Tools) -> Iterator[Span]:
    for index, practice in enumerate(practices):
        key = key_practice(practice)
        name = name_practice(practice, tools.lang)
        if practice.date:  # a date and its page are short enough for one line, and belong together
            name = format_day(practice.date, tools.lang).replace(" ", "\u00a0")
        if index:
            yield Span("\n")
        page = f"{find_book_word('page', tools.lang)}\u00a0{numbering.format_folio(key)}"
        yield Span(f"{name},\u00a0{page}" if practice.date else f"{name}, {page}", href=INNER + key)
