"""Openers: letter, name and figure keep clear of each other, and drills are listed where there is room."""

import pytest

from drillcards.layout.book.opener import Opening, draw_opener
from drillcards.layout.book.rows import Entry
from drillcards.layout.contrast import LEAST_CONTRAST, measure_contrast
from drillcards.layout.suits import Suit
from drillcards.model.page import Color, Page
from layout.book.bound import DRILLS, find_figures, list_faults, make_tools
from layout.printed import BOOK_TEMPLATES, see_texts

ORANGE = Color(0.9, 0.6, 0)
TITLES = [
    "Speed",
    "Speed & agility",
    "Category with a name of fifty letters or thereabouts",
    "Donaudampfschifffahrtsgesellschaftskapitaensmuetze",
    "Throwing, catching, and all that goes with them in the infield and the outfield",
]


def draw(suit: Suit, count: int = 3, template: str = "booklet", *, figure: bool = True) -> Page:
    entries = [Entry(f"Drill {at}", str(at), f"d{at}", f"S{at}") for at in range(count)]
    uses = DRILLS[0].muscles if figure else ()
    return draw_opener(Opening(":chapter", suit, "3 drills · 5–10 min", entries, uses, "Figure"), make_tools(template))


@pytest.mark.parametrize("template", BOOK_TEMPLATES)
@pytest.mark.parametrize("letter", ["S", "I", "AW", "WW", "g"])
@pytest.mark.parametrize("title", TITLES)
def test_a_name_keeps_clear_of_the_letter_whatever_they_are(template: str, letter: str, title: str) -> None:
    page = draw(Suit(letter, ORANGE, title), template=template)
    letters = [seen for seen in see_texts(page) if seen.text.text.strip() == letter and seen.is_artifact]
    faults = list_faults([page], make_tools(template).frame.floor)
    if letter.isupper():  # capitals have no descender, which the measure of their box counts with
        (big,) = letters
        below = [seen for seen in see_texts(page) if seen.box.y > big.text.y]
        faults = [fault for fault in faults if not any(repr(seen.text.text) in fault for seen in below)]
    assert faults == []


@pytest.mark.parametrize("title", TITLES)
def test_every_letter_of_the_name_is_there(title: str) -> None:
    text = "".join(seen.text.text for seen in see_texts(draw(Suit("S", ORANGE, title))) if not seen.is_artifact)
    assert title.replace(" ", "") in text.replace("-", "").replace(" ", "")


@pytest.mark.parametrize("color", [Color(0, 0, 0.5), Color(0, 0, 0), Color(1, 1, 1), Color(0.47, 0.47, 0.47), ORANGE])
def test_the_name_can_be_read_on_the_chapter_s_colour(color: Color) -> None:
    page = draw(Suit("S", color, "Speed"))
    on_it = [seen.text for seen in see_texts(page) if seen.text.text.strip() in ("S", "Speed", "3 drills · 5–10 min")]
    assert len(on_it) == 3
    assert all(measure_contrast(text.color, color) >= LEAST_CONTRAST for text in on_it)


@pytest.mark.parametrize("template", BOOK_TEMPLATES)
@pytest.mark.parametrize("figure", [True, False])
@pytest.mark.parametrize("count", [1, 8, 15, 40, 100])
def test_drills_are_all_listed_or_none_is(template: str, figure: bool, count: int) -> None:
    page = draw(Suit("S", ORANGE, "Speed"), count, template, figure=figure)
    listed = sum(seen.text.text.startswith("Drill ") for seen in see_texts(page))
    assert listed in (0, count)
    assert listed == count or count > 8
    assert list_faults([page], make_tools(template).frame.floor) == []
    assert len(list(find_figures(page.items))) == figure
