"""Covers: whatever a team is called, nothing is too small, cut off, or upon anything else."""

import pytest

from drillcards.layout.book.cover import CoverContent, draw_back_cover, draw_cover
from drillcards.layout.contrast import LEAST_CONTRAST, measure_contrast
from drillcards.layout.suits import Suit
from drillcards.model.drill import ImageBlock
from drillcards.model.page import Color, Page, Shape, Tag
from drillcards.model.settings import Settings
from layout.book.bound import DRILLS, find_figures, list_faults, make_tools
from layout.printed import BOOK_TEMPLATES, see, see_texts

LONG = "The Northern Valley Unified Girls Softball and Baseball Development Academy 2027"
WORD = "Donaudampfschifffahrtsgesellschaftskapit"
NAMES = [("", ""), ("A", ""), ("", "Spring 2027"), (LONG, LONG), (WORD, WORD), (WORD * 2, "x"), ("Ä" * 80, "W" * 80)]
LOGOS = [None, (2000, 200), (200, 2000), (600, 600), (1, 1)]
USES = DRILLS[0].muscles


def suit(letter: str, title: str) -> Suit:
    return Suit(letter, Color(0.9, 0.6, 0), title)


def describe(team: str = "", season: str = "", logo: tuple[int, int] | None = None, **settings: object) -> CoverContent:
    image = ImageBlock("logo.png", "", "/logo.png", logo) if logo else None
    suits = [suit("S", "Speed"), suit("T", "Throwing")]
    return CoverContent(
        Settings(team=team, season=season, logo=image, **settings),  # type: ignore[arg-type]  # by name
        suits,
        "12 drills · 8 practices",
        USES,
        "Figure",
    )


def draw(content: CoverContent, template: str = "booklet") -> list[Page]:
    tools = make_tools(template)
    return [draw_cover(content, tools), draw_back_cover(content, tools)]


@pytest.mark.parametrize("template", BOOK_TEMPLATES)
@pytest.mark.parametrize("logo", LOGOS)
@pytest.mark.parametrize(("team", "season"), NAMES)
def test_every_name_has_its_room_beside_every_logo(
    template: str, logo: tuple[int, int] | None, team: str, season: str
) -> None:
    pages = draw(describe(team, season, logo), template)
    assert list_faults(pages, make_tools(template).frame.floor) == []


@pytest.mark.parametrize(("team", "season"), NAMES)
def test_every_letter_of_the_names_is_on_both_covers(team: str, season: str) -> None:
    for page in draw(describe(team, season)):
        text = "".join(seen.text.text for seen in see_texts(page)).replace("-", "").replace(" ", "")
        assert team.replace(" ", "") in text
        assert season.replace(" ", "") in text


def test_words_are_whole_where_a_smaller_size_holds_them() -> None:
    (front, _) = draw(describe(WORD))
    assert WORD in [seen.text.text.strip() for seen in see_texts(front)]


def test_a_logo_is_as_large_as_the_name_below_it_leaves_it() -> None:
    sizes = []
    for team in ("Tigers", LONG):
        front = draw(describe(team, LONG, (600, 600)))[0]
        sizes.append(max(box.h for box in find_figures(front.items) if box.y < front.height / 2))
    assert sizes[0] > sizes[1] > 0.13 * make_tools().frame.height


@pytest.mark.parametrize("code", ["000000", "FFFFFF", "777777", "7F7F7F", "FFFF00", "0000FF", "D55E00", "767676"])
def test_names_can_be_read_on_every_team_s_colour(code: str) -> None:
    color = Color(*(int(code[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    for page in draw(describe("Tigers", "Spring", color=color)):
        (ground,) = [seen.box for seen in see(page) if isinstance(seen.item, Shape) and seen.item.fill == color][:1]
        on_it = [seen.text for seen in see_texts(page) if seen.box.bottom < ground.bottom]
        assert on_it
        assert all(measure_contrast(text.color, color) >= LEAST_CONTRAST for text in on_it)


@pytest.mark.parametrize("template", BOOK_TEMPLATES)
@pytest.mark.parametrize("count", [1, 8, 9, 40])
@pytest.mark.parametrize("letter", ["I", "WW"])
def test_chapters_with_long_names_and_two_letters_are_large_enough(template: str, count: int, letter: str) -> None:
    suits = [suit(letter, f"Category {at} with a name of fifty letters or so, or more") for at in range(count)]
    pages = draw(describe("Tigers")._replace(suits=suits), template)
    assert list_faults(pages, make_tools(template).frame.floor) == []
    listed = [seen for seen in see_texts(pages[0]) if seen.text.text.startswith("Category")]
    assert len(listed) == (count if count <= 8 else 0)


def test_the_team_is_the_book_s_first_heading() -> None:
    (front, _) = draw(describe("Tigers", "Spring"))
    headings = [seen.text.text.strip() for seen in see_texts(front) if Tag.HEADING_1 in seen.tags]
    assert headings == ["Tigers"]
    (unnamed, _) = draw(describe())
    assert [seen.text.text.strip() for seen in see_texts(unnamed) if Tag.HEADING_1 in seen.tags] == ["Drill book"]


def test_a_book_of_drills_without_muscles_has_a_cover_without_a_figure() -> None:
    (front, _) = draw(describe("Tigers")._replace(uses=()))
    assert list(find_figures(front.items)) == []
