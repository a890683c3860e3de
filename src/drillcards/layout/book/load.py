"""How the weeks load the muscles: a chart of minutes, by group and week."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from drillcards.layout.book.grid import Cell, Tracks, draw_grid, measure_cells
from drillcards.layout.book.story import SetPage, Tools, compose_title, find_foot, set_story
from drillcards.layout.book.words import find_book_word
from drillcards.model.drill import Drill, Paragraph, Span
from drillcards.model.muscle import Role, Taxonomy, find_roles
from drillcards.model.page import Color, Tag
from drillcards.model.season import Block, Season, Week
from drillcards.model.units import mm_to_pt

KEY: Final = ":load"
WEEK_WIDTHS: Final = (mm_to_pt(14), mm_to_pt(8))
"""Of a week's column: at most, and at least, for minutes of three digits."""
HEAD_HEIGHT: Final = mm_to_pt(6)
ROW_HEIGHTS: Final = (mm_to_pt(6.4), mm_to_pt(4.4))
HEAD_AIR: Final = mm_to_pt(4)
"""Between the text and the chart."""
LIGHTEST: Final = 0.95
DARKEST: Final = 0.58
"""Greys of the least and the most minutes; ink on the darker one still has a contrast of 7:1."""
_LEDES: Final = {
    "en": "Minutes of practice in drills that train a group first of all. Darker is more.",
    "es": "Minutos de práctica en ejercicios que trabajan un grupo en primer lugar. Más oscuro es más.",
    "fr": "Minutes de pratique dans les exercices qui visent d’abord un groupe. Plus c’est foncé, plus il y en a.",
}
STRETCH_MARK: Final = "□"
"""Hollow, as the figure shows a stretched muscle."""
_KEYS: Final = {
    "en": f"{STRETCH_MARK}: only stretched.",
    "es": f"{STRETCH_MARK}: solo se estira.",
    "fr": f"{STRETCH_MARK} : seulement étiré.",
}

Load = Mapping[str, float]
"""Minutes by group; 0 for one that is only stretched."""


def measure_load(week: Week, drills: Mapping[str, Drill]) -> Load:
    """The minutes that a week's practices give to each group that its drills train first of all, 0 if they stretch it.

    The drills of a block share its minutes evenly, and so do stations among which a group rotates; where nobody
    rotates, each station has all of them for those who are there, and counts by its share of the players.
    """
    load: dict[str, float] = {}
    for practice in week.practices:
        for block in practice.blocks:
            for slug, minutes in _share_minutes(block):
                drill = drills.get(slug)
                for group, role in find_roles(drill.muscles).items() if drill else ():
                    if role in (Role.PRIMARY, Role.STRETCHED):
                        load[group] = load.get(group, 0.0) + minutes * (role is Role.PRIMARY)
    return load


def _share_minutes(block: Block) -> Iterator[tuple[str, float]]:
    places = [block.everyone] if block.everyone else []
    places += [station.drills for station in block.stations]
    for slugs in places:
        for slug in slugs:
            yield slug, block.minutes / len(places) / len(slugs)


def set_load(season: Season, drills: Mapping[str, Drill], taxonomy: Taxonomy, tools: Tools) -> Iterator[SetPage]:
    """The chart: groups from head to foot, weeks from left to right, as many as a page is wide. Groups at rest are
    left out.

    Nothing for a season without drills that train anything.
    """
    loads = [measure_load(week, drills) for week in season.weeks]
    most = max((minutes for load in loads for minutes in load.values()), default=0.0)
    groups = [(g.id, g.name) for g in taxonomy.groups if any(g.id in load for load in loads)]
    if not most:
        return
    names = measure_cells([Cell((name,)) for _, name in groups], tools)
    per_chart = max(1, int((tools.frame.block.w - names) / WEEK_WIDTHS[1]))
    for start in range(0, len(loads), per_chart):
        chosen = slice(start, start + per_chart)
        rows = [_name_weeks(season.weeks[chosen], tools.lang)]
        rows += [_fill_row(group, name, loads[chosen], most) for group, name in groups]
        yield from _draw_chart(rows, names, tools, first=start == 0)


def _draw_chart(rows: Sequence[Sequence[Cell]], names: float, tools: Tools, *, first: bool) -> Iterator[SetPage]:
    block = tools.frame.block
    head = SetPage([], ())
    if first:
        title = compose_title(find_book_word("load", tools.lang), KEY, tools)
        lang = tools.lang.partition("-")[0].lower()
        lede, key = (words.get(lang, words["en"]) for words in (_LEDES, _KEYS))
        if any(STRETCH_MARK in cell.lines for row in rows for cell in row):
            lede = f"{lede} {key}"
        text = tools.composer.compose_blocks((Paragraph((Span(lede),)),), KEY, Tag.SECTION)
        (head,) = set_story((title, *text), tools)
    top = find_foot(head) + HEAD_AIR if first else block.y
    weeks = len(rows[0]) - 1
    width = min(WEEK_WIDTHS[0], (block.w - names) / weeks)
    height = max(ROW_HEIGHTS[1], min(ROW_HEIGHTS[0], (block.bottom - top - HEAD_HEIGHT) / (len(rows) - 1)))
    tracks = Tracks((names, *[width] * weeks), HEAD_HEIGHT, height)
    grid = draw_grid(rows, (block.x, top), tracks, KEY if first else f"{KEY}-{rows[0][1].lines[0]}", tools)
    yield SetPage([*head.placed, *grid], head.tops)


def _name_weeks(weeks: Sequence[Week], lang: str) -> list[Cell]:
    names = [Cell((str(week.number),), strong=True, align="center", middle=True) for week in weeks]
    return [Cell((find_book_word("week", lang),), strong=True, middle=True), *names]


def _fill_row(group: str, name: str, loads: Sequence[Load], most: float) -> list[Cell]:
    cells = [Cell((name,), middle=True)]
    for load in loads:
        minutes = load.get(group, 0.0)
        if minutes >= 0.5:
            cells.append(Cell((f"{minutes:.0f}",), fill=_choose_grey(minutes / most), align="center", middle=True))
        else:
            mark = (STRETCH_MARK,) if load.get(group) == 0.0 else ()
            cells.append(Cell(mark, align="center", middle=True))
    return cells


def _choose_grey(share: float) -> Color:
    grey = LIGHTEST + (DARKEST - LIGHTEST) * share
    return Color(grey, grey, grey)
