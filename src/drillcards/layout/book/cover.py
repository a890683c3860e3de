"""The cover, front and back: whose book it is, for which season, and what is in it."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from drillcards.layout.book.lettering import Pen, fit_letters, place_letters, stack_letters
from drillcards.layout.book.story import Tools
from drillcards.layout.book.words import find_book_word
from drillcards.layout.contrast import INK, choose_ink
from drillcards.layout.figure import draw_figure, find_aspect
from drillcards.layout.pieces import Step
from drillcards.layout.structure import ARTIFACT, Placed
from drillcards.layout.subject import MUTED
from drillcards.layout.suits import Suit
from drillcards.model.drill import ImageBlock
from drillcards.model.muscle import MuscleUse
from drillcards.model.page import Box, Color, Group, Image, Page, Shape, Tag, rect_path
from drillcards.model.settings import Settings

TEAM_COLOR: Final = Color(0.075, 0.145, 0.235)
"""Where the settings name no colour: a navy that white reads on at 15:1."""
COVERED: Final = 0.6
"""The part of the cover that is in the team's colour."""
TITLE_SIZES: Final = (54.0, 48.0, 42.0, 36.0, 31.0, 27.0, 24.0, 21.0, 18.0)
MOST_LINES: Final = 4
SEASON_SIZES: Final = (22.0, 20.0, 18.0, 16.0, 14.0)
SEASON_LINES: Final = 2
LABEL_SIZE: Final = 15.0
LABEL_ROOM: Final = 30.0
"""From a title's first line up to the head of the label above it, at most."""
FOOT_SIZES: Final = (LABEL_SIZE, 13.0, 11.0)
SUMMARY_SIZE: Final = 11.0
LOGO_SHARES: Final = (0.28, 0.14)
"""A logo's height as a part of the cover's: at most, and what even a long name leaves it."""
LOGO_AIR: Final = 12.0
WIDEST_LOGO: Final = 1.6
"""Times the height that a logo could have: wider ones are lower."""
MOST_CHAPTERS: Final = 8
"""Beyond that the chapters' letters are left to the contents."""


class CoverContent(NamedTuple):
    """What the covers say. ``summary`` is a line such as "48 drills · 24 practices"; ``uses`` all that is trained."""

    settings: Settings
    suits: Sequence[Suit]
    summary: str
    uses: Sequence[MuscleUse]
    figure_alt: str


def draw_cover(content: CoverContent, tools: Tools) -> Page:
    """The front cover."""
    frame, color = tools.frame, content.settings.color or TEAM_COLOR
    ground = Box(-frame.bleed, -frame.bleed, frame.width + 2 * frame.bleed, COVERED * frame.height + frame.bleed)
    placed = [
        Placed(ARTIFACT, Shape(rect_path(ground), fill=color)),
        *_draw_upper(content.settings, choose_ink(color), tools),
        *_draw_lower(content, tools),
    ]
    return frame.make_page(placed, ":cover")


def draw_back_cover(content: CoverContent, tools: Tools) -> Page:
    """The back cover: the team's colour, and its name at the foot."""
    frame, settings = tools.frame, content.settings
    color = settings.color or TEAM_COLOR
    ground = Box(-frame.bleed, -frame.bleed, frame.width + 2 * frame.bleed, frame.height + 2 * frame.bleed)
    placed = [Placed(ARTIFACT, Shape(rect_path(ground), fill=color))]
    whose = "\u00a0· ".join(filter(None, (settings.team, settings.season)))
    if whose:
        block = frame.block
        room = Box(block.x, block.y, frame.width - 2 * block.x, block.h)
        pen = Pen("head-medium", choose_ink(color), (Step(Tag.PARAGRAPH, "whose"),), "center")
        placed += stack_letters(whose, FOOT_SIZES, room, MOST_LINES, pen, tools.typesetter).placed
    return frame.make_page(placed, ":back-cover")


def _draw_upper(settings: Settings, ink: Color, tools: Tools) -> Iterator[Placed]:
    """On the colour, from its foot up: season, team and label; and the logo in the room that they leave."""
    frame, block, typesetter = tools.frame, tools.frame.block, tools.typesetter
    label = find_book_word("book", tools.lang)
    room = Box(block.x, block.y, block.w, COVERED * frame.height - frame.outer - block.y)
    words: list[Placed] = []
    if settings.season:
        pen = Pen("head-medium", ink, (Step(Tag.PARAGRAPH, "season"),))
        season = stack_letters(settings.season, SEASON_SIZES, room, SEASON_LINES, pen, typesetter)
        words += season.placed
        room = room._replace(h=season.top - 0.5 * season.size - room.y)
    above = (LABEL_ROOM if settings.team else 0.0) + (
        LOGO_SHARES[1] * frame.height + LOGO_AIR if settings.logo else 0.0
    )
    pen = Pen("head", ink, (Step(Tag.HEADING_1, "title"),))
    free = Box(room.x, room.y + above, room.w, room.h - above)
    title = stack_letters(settings.team or label, TITLE_SIZES, free, MOST_LINES, pen, typesetter)
    words += title.placed
    top = title.top
    if settings.team:
        base = title.top - 0.2 * title.size
        path = (Step(Tag.PARAGRAPH, "label"),)
        set_label = typesetter.set_text(label, "head-medium")
        words += place_letters(set_label, LABEL_SIZE, room.x, room.right, base, ink, path)
        top = base - LABEL_SIZE
    if settings.logo:
        yield _place_logo(settings.logo, settings.team, room._replace(h=top - LOGO_AIR - room.y), frame.height)
    yield from words


def _place_logo(logo: ImageBlock, team: str, room: Box, page: float) -> Placed:
    """The logo at the top of its room, as large as that and its part of the ``page``'s height allow."""
    assert logo.path is not None
    assert logo.size is not None
    width, height = logo.size
    most = min(LOGO_SHARES[0] * page, room.h)
    scale = min(most / height, min(WIDEST_LOGO * LOGO_SHARES[0] * page, room.w) / width)
    box = Box(room.x, room.y, width * scale, height * scale)
    return Placed((), Group((Image(box, logo.path),), Tag.FIGURE, "logo", alt=team or "Logo", box=box))


def _draw_lower(content: CoverContent, tools: Tools) -> Iterator[Placed]:
    """Below the colour: the chapters with their letters, what there is of each thing, and the body that it trains."""
    frame, block = tools.frame, tools.frame.block
    top = COVERED * frame.height + frame.outer
    height = block.bottom - top
    width = height * find_aspect()
    figure = draw_figure(content.uses, Box(block.right - width, top, width, height), content.figure_alt)
    if figure is not None:
        yield Placed((), figure._replace(key="figure"))
    room = Box(block.x, top, block.w - width - SUMMARY_SIZE, height)
    if len(content.suits) <= MOST_CHAPTERS:
        yield from _list_chapters(content.suits, room, tools)
    size = max(frame.floor, SUMMARY_SIZE)
    words = fit_letters(content.summary, "head-medium", size, room.w, tools.typesetter)
    path = (Step(Tag.PARAGRAPH, "summary"),)
    yield from place_letters(words, size, room.x, room.right, block.bottom, MUTED, path)


def _list_chapters(suits: Sequence[Suit], room: Box, tools: Tools) -> Iterator[Placed]:
    """Each chapter's letter in its colour, and its name; as much as there is room for, as the contents have it all."""
    typesetter, floor = tools.typesetter, tools.frame.floor
    pitch = min(24.0, (room.h - 2 * LABEL_SIZE) / max(1, len(suits)))
    side, size = 0.74 * pitch, max(floor, 0.58 * pitch)
    letter_size = max(floor, 0.8 * side)
    letters = [typesetter.set_text(suit.letter, "head") for suit in suits]
    width = max([side, *(letter.width * letter_size + 2 for letter in letters)])
    left = room.x + width + 0.5 * size
    for index, (suit, letter) in enumerate(zip(suits, letters, strict=True)):
        square = Box(room.x, room.y + index * pitch, width, side)
        middle = square.y + side / 2
        ink = choose_ink(suit.color)
        yield Placed(ARTIFACT, Shape(rect_path(square), fill=suit.color))
        baseline = middle + 0.35 * letter_size
        yield from place_letters(letter, letter_size, square.x, square.right, baseline, ink, ARTIFACT, "center")
        name = typesetter.set_text(suit.title, "head-medium")
        fitted = max(floor, min(size, (room.right - left) / name.width))
        words = fit_letters(suit.title, "head-medium", fitted, room.right - left, typesetter)
        path = (Step(Tag.PARAGRAPH, f"chapter-{index}"),)
        yield from place_letters(words, fitted, left, room.right, middle + 0.35 * fitted, INK, path)
