"""Page numbers: places follow each other, and what must begin on the right does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillcards.layout.book.numbering import Numbering, Place, format_roman, number_pages

PLACES = st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=30).map(
    lambda found: [Place(f"place-{at}", pages, right) for at, (pages, right) in enumerate(found)]
)
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@given(places=PLACES)
def test_each_place_follows_the_one_before_it_after_at_most_one_free_page(places: list[Place]) -> None:
    numbering = number_pages(places)
    page = 1
    for place in places:
        first = numbering.firsts[place.anchor]
        assert first - page in ((0, 1) if place.right else (0,))
        page = numbering.find_next(place.anchor)
        assert page == first + place.pages


@given(places=PLACES)
def test_what_begins_on_the_right_has_an_odd_number(places: list[Place]) -> None:
    numbering = number_pages(places)
    assert all(numbering.firsts[place.anchor] % 2 for place in places if place.right)


def test_a_span_names_its_last_page_only_where_there_is_another() -> None:
    numbering = Numbering({"one": 7, "three": 12}, {"one": 1, "three": 3})
    assert numbering.format_span("one") == "7"
    assert numbering.format_span("three") == "12–14"
    assert numbering.format_folio("three") == "12"


@given(number=st.integers(1, 3999))
def test_roman_numerals_add_up_and_repeat_no_sign_four_times(number: int) -> None:
    signs = [ROMAN[sign] for sign in format_roman(number)]
    after = [*signs[1:], 0]
    assert sum(-sign if sign < other else sign for sign, other in zip(signs, after, strict=True)) == number
    assert not any(sign * 4 in format_roman(number) for sign in ROMAN)


@pytest.mark.parametrize(("number", "numeral"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (49, "xlix"), (90, "xc")])
def test_roman_numerals_are_written_as_in_books(number: int, numeral: str) -> None:
    assert format_roman(number) == numeral
