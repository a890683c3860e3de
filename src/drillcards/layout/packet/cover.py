"""A packet's first page: whose it is, the coach's words, and the week's plan with boxes to tick."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from drillcards.layout.book.cover import TEAM_COLOR
from drillcards.layout.book.grid import Cell, Tracks, draw_grid, measure_cells, measure_height
from drillcards.layout.book.lettering import Pen, place_letters, stack_letters
from drillcards.layout.book.plans import DAYS, describe_practice
from drillcards.layout.book.story import SetPage, Tools, set_story
from drillcards.layout.contrast import INK, choose_ink
from drillcards.layout.doses import describe_dose
from drillcards.layout.ink import find_bottom
from drillcards.layout.packet.words import choose_packet_lang, find_packet_word
from drillcards.layout.pieces import Piece, Pieces, Step
from drillcards.layout.structure import ARTIFACT, Placed
from drillcards.layout.subject import MUTED
from drillcards.model.drill import Blocks, Bullets, Drill, Paragraph, Quote, Section, Span
from drillcards.model.page import Box, Item, Shape, Tag, Text, rect_path
from drillcards.model.roster import Player
from drillcards.model.season import Week
from drillcards.model.settings import Settings
from drillcards.model.units import mm_to_pt

KEY: Final = ":plan"
NAME_SIZES: Final = (34.0, 30.0, 26.0, 22.0, 19.0, 16.0)
HEAD_SIZE: Final = 13.0
NUMBER_SIDE: Final = mm_to_pt(18)
LEAST_DAY: Final = mm_to_pt(8)
HEAD_HEIGHT: Final = mm_to_pt(6)
LEAST_ROW: Final = mm_to_pt(9)
CODE_AIR: Final = mm_to_pt(3)
"""Behind a drill's name and behind its number."""
MOST_NAMES: Final = 0.6
"""The names' share of what cards and days leave of a row's width; what they don't need says how much to do."""
BEFORE_GRID: Final = mm_to_pt(3)


class Planned(NamedTuple):
    """A drill on the plan, and its card's number."""

    drill: Drill
    code: str


class CoverContent(NamedTuple):
    """What the cover says. ``part`` is such as (1, 2) for the first of two files; ``week`` None if no plan is known."""

    player: Player
    settings: Settings
    drills: Sequence[Planned]
    week: Week | None = None
    part: tuple[int, int] = (1, 1)


def set_cover(content: CoverContent, tools: Tools) -> Iterator[SetPage]:
    """The cover, and further pages if the plan needs them."""
    head, top = _draw_head(content, tools)
    table = _tabulate(content, tools)
    words, lead = tuple(_compose_words(content, tools)), tuple(_compose_lead(tools))
    pages = _set_words((*words, *lead), head, top, tools)
    if not table.count_fitting(_find_foot(pages[-1]), tools):  # the heading would stand alone below the words
        pages = [*_set_words(words, head, top, tools), *set_story(lead, tools)]
    yield from pages[:-1]
    yield from _set_plan(table, tools, pages[-1], _find_foot(pages[-1]))


def _set_words(pieces: Pieces, head: Sequence[Placed], top: float, tools: Tools) -> list[SetPage]:
    """The pieces below the head, on as many pages as they need."""
    pages = list(set_story(pieces, tools, top=top)) or [SetPage([], ())]
    return [SetPage([*head, *pages[0].placed], ()), *pages[1:]]


def _find_foot(page: SetPage) -> float:
    """Where a table may begin below what a page has."""
    return find_bottom(item for _, item in page.placed) + BEFORE_GRID


def _draw_head(content: CoverContent, tools: Tools) -> tuple[list[Placed], float]:
    """Team, name and shirt number, and where they end."""
    block, settings, player = tools.frame.block, content.settings, content.player
    whose = " · ".join(filter(None, (settings.team, settings.season, _name_part(content, tools))))
    kind = find_packet_word("packet", tools.lang)
    words = tools.typesetter.set_text(f"{whose} · {kind}" if whose else kind, "head-medium")
    size = min(HEAD_SIZE, block.w / words.width)
    path = (Step(Tag.PARAGRAPH, "whose"),)
    placed = list(place_letters(words, size, block.x, block.right, block.y + HEAD_SIZE, MUTED, path))
    right = block.right - (NUMBER_SIDE + mm_to_pt(6) if player.number else 0.0)
    top = block.y + HEAD_SIZE + mm_to_pt(4)
    pen = Pen("head", INK, (Step(Tag.HEADING_1, "name"),))
    room = Box(block.x, top, right - block.x, 3 * NAME_SIZES[0])
    name = stack_letters(player.name, NAME_SIZES, room, 2, pen, tools.typesetter)
    rise = name.top - top  # the lines stand at the foot of their room; here they begin at its head
    placed += [Placed(path, _lift(item, rise)) for path, item in name.placed]
    base = room.bottom - rise
    if player.number:
        placed += _draw_number(content, Box(block.right - NUMBER_SIDE, top, NUMBER_SIDE, NUMBER_SIDE), tools)
        base = max(base, top + NUMBER_SIDE - mm_to_pt(2))
    return placed, base + mm_to_pt(6)


def _lift(item: Item, rise: float) -> Item:
    """An item of a line of type, moved up."""
    assert isinstance(item, Text)
    return item._replace(y=item.y - rise)


def _name_part(content: CoverContent, tools: Tools) -> str:
    part, parts = content.part
    if parts == 1:
        return ""
    return f"{find_packet_word('part', tools.lang)} {part} {find_packet_word('of', tools.lang)} {parts}"


def _draw_number(content: CoverContent, box: Box, tools: Tools) -> Iterator[Placed]:
    """The number on the shirt, in the team's colour."""
    color = content.settings.color or TEAM_COLOR
    yield Placed(ARTIFACT, Shape(rect_path(box), fill=color))
    words = tools.typesetter.set_text(content.player.number, "head")
    size = min(0.7 * box.h, 0.85 * box.w / words.width)
    path = (Step(Tag.PARAGRAPH, "number"),)
    baseline = box.y + box.h / 2 + 0.35 * size
    yield from place_letters(words, size, box.x, box.right, baseline, choose_ink(color), path, "center")


def _compose_words(content: CoverContent, tools: Tools) -> Iterator[Piece]:
    """The coach's note and the week's practices."""
    lines = [line.strip() for line in content.player.note.splitlines() if line.strip()]
    if lines:
        note = Quote(tuple(Paragraph((Span(line),)) for line in lines))
        yield from _mark_language(_compose_part(0, "from-coach", (note,), tools), tools.lang)
    if content.week and content.week.practices:
        items = tuple((Paragraph(describe_practice(p, tools.lang)),) for p in content.week.practices)
        yield from _compose_part(1, "practices", (Bullets(items),), tools)


def _compose_lead(tools: Tools) -> Iterator[Piece]:
    """The plan's heading, and what to do with it."""
    hint = Paragraph((Span(find_packet_word("tick", tools.lang)),))
    yield from _compose_part(2, "plan", (hint,), tools)


def _mark_language(pieces: Pieces, lang: str) -> Iterator[Piece]:
    """The coach writes in the player's language, which isn't always that of the words around the note."""
    for piece in pieces:
        path = piece.content.path
        if choose_packet_lang(lang) != lang:
            path = tuple(step._replace(lang=lang) if step.tag is Tag.QUOTE else step for step in path)
        yield piece._replace(content=piece.content._replace(path=path))


def _compose_part(index: int, word: str, blocks: Blocks, tools: Tools) -> Pieces:
    return tools.composer.compose_section(Section(word, find_packet_word(word, tools.lang), blocks), index)


class _Table(NamedTuple):
    """The plan: its rows below a header, and the tracks that they all lie in."""

    header: list[Cell]
    rows: list[list[Cell]]
    tracks: Tracks

    def count_fitting(self, top: float, tools: Tools) -> int:
        """How many rows fit between ``top`` and the end of the block, below the header."""
        return max(0, int((tools.frame.block.bottom - top - HEAD_HEIGHT) / self.tracks.height))


def _tabulate(content: CoverContent, tools: Tools) -> _Table:
    block = tools.frame.block
    header = _name_columns(tools)
    rows = [_fill_row(planned, tools) for planned in content.drills]
    codes = measure_cells([row[1] for row in (header, *rows)], tools) + CODE_AIR
    day = max(LEAST_DAY, measure_cells(header[3:], tools))
    spare = block.w - codes - 7 * day
    names = min(MOST_NAMES * spare, measure_cells([row[0] for row in (header, *rows)], tools) + CODE_AIR)
    widths = (names, codes, spare - names, *[day] * 7)
    height = max(LEAST_ROW, measure_height(rows, widths, tools))
    return _Table(header, rows, Tracks(widths, HEAD_HEIGHT, height))


def _set_plan(table: _Table, tools: Tools, page: SetPage, top: float) -> Iterator[SetPage]:
    """The plan's rows, on as many pages as they need."""
    block = tools.frame.block
    start = 0
    while start < len(table.rows):
        room = table.count_fitting(top, tools)
        if room < 1:
            yield page
            page, top = SetPage([], ()), block.y
            continue
        some = table.rows[start : start + room]
        grid = draw_grid((table.header, *some), (block.x, top), table.tracks, f"{KEY}-{start}", tools)
        page = SetPage([*page.placed, *grid], page.tops)
        start, top = start + room, block.bottom
    yield page


def _name_columns(tools: Tools) -> list[Cell]:
    days = DAYS.get(tools.lang.partition("-")[0].lower(), DAYS["en"])
    heads = [Cell((find_packet_word(word, tools.lang),), strong=True) for word in ("drill", "card", "dose")]
    return [*heads, *(Cell((day,), strong=True, align="center") for day in days)]


def _fill_row(planned: Planned, tools: Tools) -> list[Cell]:
    drill = planned.drill
    dose = describe_dose(drill.facts, drill.lang)
    days = DAYS.get(tools.lang.partition("-")[0].lower(), DAYS["en"])
    done = find_packet_word("done", tools.lang)
    ticks = [
        Cell(tick=(f"{drill.slug} day {number}", f"{drill.title}, {day}: {done}")) for number, day in enumerate(days, 1)
    ]
    name = Cell((drill.title,), strong=True, anchors=(drill.slug,), middle=True)
    return [name, Cell((planned.code,), middle=True), Cell((dose,) if dose else (), middle=True), *ticks]
