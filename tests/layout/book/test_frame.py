"""The frame: margins that mirror, running heads that fit, thumb tabs at the edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillcards.layout.book.frame import Frame, Furniture, ThumbTab, furnish_page
from drillcards.layout.pieces import Step
from drillcards.layout.structure import Placed
from drillcards.layout.suits import PALETTE
from drillcards.model.page import Group, Page, Tag, Text
from layout.book.bound import make_tools
from layout.printed import BOOK_TEMPLATES, Seen, overlap, see, see_texts

SIDES = pytest.mark.parametrize("left", [False, True])
SIZES = pytest.mark.parametrize("template", BOOK_TEMPLATES)


def furnish(template: str, furniture: Furniture) -> Page:
    """A page with one word at the head of its block, and the rule's length of text below."""
    tools = make_tools(template)
    block, path = tools.frame.block, (Step(Tag.PARAGRAPH, "p"),)
    words = tools.typesetter.set_text("word")
    placed = [
        Placed(path, Text(block.x, block.y + 10, "word", words.font, 10.0, words.width * 10)),
        Placed(
            path, Text(block.right - words.width * 10, block.bottom - 5, "word", words.font, 10.0, words.width * 10)
        ),
    ]
    return furnish_page(tools.frame.make_page(placed), tools.frame, furniture, tools.typesetter)


def find_body(page: Page) -> list[Seen]:
    return [seen for seen in see_texts(page) if not seen.is_artifact]


@SIZES
@SIDES
def test_the_wider_margin_is_at_the_spine(template: str, left: bool) -> None:
    frame: Frame = make_tools(template).frame
    body = find_body(furnish(template, Furniture("6", left)))
    edges = min(seen.box.x for seen in body), frame.width - max(seen.box.right for seen in body)
    inner, outer = (edges[1], edges[0]) if left else edges
    assert inner == pytest.approx(frame.block.x)
    assert outer == pytest.approx(frame.outer)
    assert inner > outer >= frame.safe


@SIZES
@SIDES
def test_what_stands_around_the_block_is_furniture_within_the_safe_area_and_clear_of_the_text(
    template: str, left: bool
) -> None:
    tools = make_tools(template)
    page = furnish(template, Furniture("148", left, "A head as long as it gets " * 9, "Team and season " * 9))
    texts = see_texts(page)
    assert sum(seen.is_artifact for seen in texts) >= 3
    for seen in texts:
        assert seen.box.x >= page.safe - 0.01
        assert seen.box.right <= page.width - page.safe + 0.01
        assert seen.box.y >= page.safe - 0.01
        assert seen.box.bottom <= page.height - page.safe + 0.01
        assert seen.text.size >= tools.frame.floor
    boxes = [seen.box for seen in texts]
    assert not [1 for at, box in enumerate(boxes) for other in boxes[at + 1 :] if overlap(box, other)]


@SIDES
def test_folio_and_running_head_are_on_the_outside(left: bool) -> None:
    page = furnish("booklet", Furniture("148", left, "Head", "Foot"))
    places = {seen.text.text.strip(): seen.box for seen in see_texts(page)}
    middle = page.width / 2
    for outside in ("148", "Head"):
        assert (places[outside].right < middle) == left
    assert (places["Foot"].right < middle) != left


def test_a_head_too_long_for_its_line_ends_in_an_ellipsis_and_a_single_word_too() -> None:
    for head in ("One word after the other " * 9, "Donaudampfschifffahrtsgesellschaftskapitaen" * 3):
        texts = [seen.text.text.strip() for seen in see_texts(furnish("booklet", Furniture("1", False, head)))]
        (shown,) = [text for text in texts if text.endswith("…")]
        assert head.startswith(shown.removesuffix("…"))


def test_a_bare_page_has_a_label_and_nothing_else() -> None:
    page = furnish("booklet", Furniture("1", True, "Head", "Foot", bare=True))
    assert page.label == "1"
    assert [seen.text.text for seen in see_texts(page)] == ["word", "word"]
    assert not any(isinstance(item, Group) and item.x for item in page.items)


@given(count=st.integers(1, 60), left=st.booleans(), letter=st.sampled_from(["S", "W", "WW", "I"]))
def test_thumb_tabs_run_off_the_outer_edge_and_their_letters_stay_on_the_page(
    count: int, left: bool, letter: str
) -> None:
    frame = make_tools().frame
    spots = []
    for place in range(count):
        tab = ThumbTab(letter, PALETTE[place % len(PALETTE)], place, count)
        seen = [item for item in see(furnish("booklet", Furniture("6", left, tab=tab))) if item.is_artifact]
        (panel,) = [item.box for item in seen if not isinstance(item.item, Text)]
        (text,) = [item for item in seen if isinstance(item.item, Text) and item.text.text.strip() == letter]
        assert (panel.x == pytest.approx(-frame.bleed)) == left
        assert (panel.right == pytest.approx(frame.width + frame.bleed)) != left
        assert panel.y >= frame.block.y - 0.01
        assert panel.bottom <= frame.block.bottom + 0.01
        assert text.box.x >= 0
        assert text.box.right <= frame.width
        assert text.text.size >= frame.floor
        spots.append(round(panel.y, 2))
    assert spots[: len({*spots})] == sorted({*spots})
