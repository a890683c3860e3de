"""Leaves become pages: numbers, left and right, anchors where a place is met first."""

from hypothesis import given
from hypothesis import strategies as st

from drillcards.layout.book.leaves import Leaf, make_blank, make_leaves, make_notes, number_leaves
from drillcards.layout.book.story import SetPage
from drillcards.model.page import Anchor, Group, Page
from layout.book.bound import list_faults, make_tools
from layout.printed import see_texts


def number(leaves: list[Leaf], first: int, *, roman: bool = False) -> list[Page]:
    tools = make_tools()
    return list(number_leaves(leaves, first, tools.frame, "Foot", tools.typesetter, roman=roman))


def is_moved(page: Page) -> bool:
    return any(isinstance(item, Group) and item.x for item in page.items)


@given(first=st.integers(1, 300), count=st.integers(1, 5), roman=st.booleans())
def test_even_numbers_are_on_left_hand_pages_and_all_are_printed(first: int, count: int, roman: bool) -> None:
    leaves = [Leaf(make_notes(make_tools(), at).page, "Part", "Head") for at in range(count)]
    pages = number(leaves, first, roman=roman)
    for at, page in enumerate(pages, first):
        texts = [seen.text.text.strip() for seen in see_texts(page)]
        assert page.label in texts
        assert roman or page.label == str(at)
        assert is_moved(page) == (at % 2 == 0)
        assert ("Part" in texts, "Head" in texts) == (at % 2 == 0, at % 2 == 1)


def test_front_matter_has_roman_numbers() -> None:
    leaves = [make_notes(make_tools(), at) for at in range(4)]
    assert [page.label for page in number(leaves, 1, roman=True)] == ["i", "ii", "iii", "iv"]


def test_a_blank_page_has_a_number_that_is_not_printed() -> None:
    (page,) = number([make_blank(make_tools().frame)], 8)
    assert page.label == "8"
    assert page.items == ()


def test_a_place_is_an_anchor_where_it_is_met_first_and_a_drill_s_slug_never() -> None:
    pages = [SetPage([], ((":load", 51.0), ("speed/a", 60.0))), SetPage([], ((":load", 51.0), (":weeks", 90.0)))]
    leaves = list(make_leaves(pages, make_tools().frame, "load", "Part", "Head"))
    assert [leaf.page.anchors for leaf in leaves] == [(Anchor(":load", 51.0),), (Anchor(":weeks", 90.0),)]


def test_a_page_for_notes_has_room_to_write() -> None:
    pages = number([make_notes(make_tools(), 8)], 8)
    assert list_faults(pages, make_tools().frame.floor) == []
    assert "Notes" in [seen.text.text.strip() for seen in see_texts(pages[0])]
