"""The cover, front and back: whose book it is, for which season, and what is in it."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from drillcards.layout.book.lettering import place_letters, stack_letters
from drillcards.layout.book.story import Tools
from drillcards.layout.book.words import find_book_word
from drillcards.layout.figure import draw_figure, find_aspect
from drillcards.layout.pieces import Step
from drillcards.layout.structure import ARTIFACT, Placed
from drillcards.layout.subject import INK, MUTED
from drillcards.layout.suits import Suit
from drillcards.model.drill import ImageBlock
from drillcards.model.muscle import MuscleUse
from drillcards.model.page import WHITE, Box, Color, Group, Image, Page, Shape, Tag, rect_path
from drillcards.model.settings import Settings

TEAM_COLOR: Final = Color(0.075, 0.145, 0.235)
"""Where the settings name no colour: a navy that white reads on at 15:1."""
COVERED: Final = 0.6
"""The part of the cover that is in the team's colour."""
TITLE_SIZES: Final = (54.0, 48.0, 42.0, 36.0, 31.0, 27.0, 24.0)
MOST_LINES: Final = 4
SEASON_SIZE: Final = 22.0
LABEL_SIZE: Final = 15.0
LOGO_SHARE: Final = 0.28
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
    frame, settings = tools.frame, content.settings
    color = settings.color or TEAM_COLOR
    on_color = choose_ink(color)
    ground = Box(-frame.bleed, -frame.bleed, frame.width + 2 * frame.bleed, COVERED * frame.height + frame.bleed)
    placed = [Placed(ARTIFACT, Shape(rect_path(ground), fill=color))]
    left, right = frame.block.x, frame.block.right
    top = frame.block.y
    if settings.logo:
        placed.append(_place_logo(settings.logo, settings.team, left, top, frame.height * LOGO_SHARE))
    base = COVERED * frame.height - frame.outer
    title = (Step(Tag.HEADING_1, "title"),)
    if settings.season:
        words = tools.typesetter.set_text(settings.season, "head-medium")
        size = min(SEASON_SIZE, frame.block.w / words.width)
        placed += place_letters(words, size, left, right, base, on_color, (Step(Tag.PARAGRAPH, "season"),))
        base -= 1.5 * size
    label = find_book_word("book", tools.lang)
    room = base - top - (frame.height * LOGO_SHARE if settings.logo else 0.0)
    stack = stack_letters(
        settings.team or label, TITLE_SIZES, (left, right, room), base, MOST_LINES, on_color, title, tools.typesetter
    )
    placed += stack.placed
    if settings.team:
        words = tools.typesetter.set_text(label, "head-medium")
        path = (Step(Tag.PARAGRAPH, "label"),)
        placed += place_letters(words, LABEL_SIZE, left, right, stack.top - 0.2 * stack.size, on_color, path)
    placed += _draw_lower(content, tools)
    return frame.make_page(placed, ":cover")


def draw_back_cover(content: CoverContent, tools: Tools) -> Page:
    """The back cover: the team's colour, and its name at the foot."""
    frame, settings = tools.frame, content.settings
    color = settings.color or TEAM_COLOR
    ground = Box(-frame.bleed, -frame.bleed, frame.width + 2 * frame.bleed, frame.height + 2 * frame.bleed)
    placed = [Placed(ARTIFACT, Shape(rect_path(ground), fill=color))]
    whose = " · ".join(filter(None, (settings.team, settings.season)))
    if whose:
        words = tools.typesetter.set_text(whose, "head-medium")
        size = min(LABEL_SIZE, frame.block.w / words.width)
        path = (Step(Tag.PARAGRAPH, "whose"),)
        ink = choose_ink(color)
        placed += place_letters(words, size, 0, frame.width, frame.block.bottom, ink, path, "center")
    return frame.make_page(placed, ":back-cover")


def choose_ink(ground: Color) -> Color:
    """White or ink, whichever stands out more from the ground (WCAG 2.2, relative luminance and contrast)."""
    luminance = _measure_luminance(ground)
    return WHITE if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / (_measure_luminance(INK) + 0.05) else INK


def _measure_luminance(color: Color) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _place_logo(logo: ImageBlock, team: str, left: float, top: float, most: float) -> Placed:
    """The logo at the top, as large as its part of the page allows."""
    assert logo.path is not None
    assert logo.size is not None
    width, height = logo.size
    scale = min(most / height, 1.6 * most / width)
    box = Box(left, top, width * scale, height * scale)
    return Placed((), Group((Image(box, logo.path),), Tag.FIGURE, "logo", alt=team or "Logo", box=box))


def _draw_lower(content: CoverContent, tools: Tools) -> Iterator[Placed]:
    """Below the colour: the chapters with their letters, what there is of each thing, and the body that it trains."""
    frame, typesetter = tools.frame, tools.typesetter
    top = COVERED * frame.height + frame.outer
    height = frame.block.bottom - top
    width = height * find_aspect()
    figure = draw_figure(content.uses, Box(frame.block.right - width, top, width, height), content.figure_alt)
    if figure is not None:
        yield Placed((), figure._replace(key="figure"))
    suits = content.suits if len(content.suits) <= MOST_CHAPTERS else ()
    pitch = min(24.0, (height - 2 * LABEL_SIZE) / max(1, len(suits)))
    side, size = 0.74 * pitch, 0.58 * pitch
    room = frame.block.w - width - side - size
    for index, suit in enumerate(suits):
        y = top + index * pitch
        yield Placed(ARTIFACT, Shape(rect_path(Box(frame.block.x, y, side, side)), fill=suit.color))
        letter = typesetter.set_text(suit.letter, "head")
        letter_size = min(0.8 * side, 0.9 * side / letter.width)
        baseline = y + side / 2 + 0.35 * letter_size
        edges = (frame.block.x, frame.block.x + side)
        yield from place_letters(letter, letter_size, *edges, baseline, INK, ARTIFACT, "center")
        words = typesetter.set_text(suit.title, "head-medium")
        fitted = min(size, room / words.width)
        at = frame.block.x + side + 0.5 * size
        path = (Step(Tag.PARAGRAPH, f"chapter-{index}"),)
        yield from place_letters(words, fitted, at, at + room, y + side / 2 + 0.35 * fitted, INK, path)
    words = typesetter.set_text(content.summary, "head-medium")
    path = (Step(Tag.PARAGRAPH, "summary"),)
    room = frame.block.w - width - size
    at = frame.block.x
    fitted = min(11.0, room / words.width)
    yield from place_letters(words, fitted, at, at + room, frame.block.bottom, MUTED, path)
