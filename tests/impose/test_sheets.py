from dataclasses import replace
from itertools import combinations

import pytest

from drillcards.impose.grid import PRINTABLE_MARGIN
from drillcards.impose.papers import find_paper
from drillcards.impose.sheets import Imposition, impose_cards, separate_faces
from drillcards.model.card import Card
from drillcards.model.page import Box, Group, LinkArea, Page, Tag, Text
from drillcards.model.sheet import Duplex
from drillcards.model.units import mm_to_pt
from impose.decks import FONT, SIZES_MM, list_words, make_deck, make_face, overlap, read_faces, to_points

WIDTH, HEIGHT = to_points(SIZES_MM["4x6"])
BLEED = mm_to_pt(3.2)


def impose(
    deck: list[Card],
    paper_name: str = "letter",
    *,
    duplex: Duplex = Duplex.LONG,
    copies: int = 1,
    crop_marks: bool = True,
    back_offset: tuple[float, float] = (0.0, 0.0),
) -> Imposition:
    paper = find_paper(paper_name)
    assert paper is not None
    return impose_cards(
        deck, paper, duplex=duplex, font=FONT, copies=copies, crop_marks=crop_marks, back_offset=back_offset
    )


@pytest.mark.parametrize("duplex", Duplex)
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("size", SIZES_MM)
def test_ink_of_cards_never_meets_and_covers_each_trim(size: str, paper: str, duplex: Duplex) -> None:
    width, height = to_points(SIZES_MM[size])
    imposed = impose(make_deck([True] * 13, width, height, BLEED), paper, duplex=duplex)
    assert imposed.pages
    for page in imposed.pages:
        faces = read_faces(page)
        inks = [laid.find_ink() for laid in faces]
        assert not any(overlap(a, b) for a, b in combinations(inks, 2))
        for laid, ink in zip(faces, inks, strict=True):
            trim = laid.find_box(width, height)
            grown = (trim.x - ink.x, trim.y - ink.y, ink.right - trim.right, ink.bottom - trim.bottom)
            assert grown in (pytest.approx((BLEED,) * 4), pytest.approx((0,) * 4, abs=1e-6))
            assert ink.x >= -1e-6
            assert ink.y >= -1e-6
            assert ink.right <= page.width + 1e-6
            assert ink.bottom <= page.height + 1e-6


def test_a_sheet_says_its_number_its_side_and_how_to_turn_it() -> None:
    imposed = impose(make_deck([True] * 3, WIDTH, HEIGHT, BLEED))
    assert [page.label for page in imposed.pages] == ["1 front", "1 back", "2 front", "2 back"]
    assert "Print at 100 %, flip on the long edge; sheet 1 of 2, front" in list_words(imposed.pages[0].items)
    assert "Print at 100 %, flip on the long edge; sheet 2 of 2, back" in list_words(imposed.pages[3].items)
    assert (imposed.sheet_count, imposed.cards_per_sheet, imposed.duplex) == (2, 2, Duplex.LONG)
    assert (imposed.notes, imposed.problems) == ((), ())


def test_a_deck_without_backs_is_one_sided_and_says_so() -> None:
    imposed = impose(make_deck([False], WIDTH, HEIGHT, BLEED), duplex=Duplex.SHORT)
    assert imposed.duplex is Duplex.NONE
    assert [page.label for page in imposed.pages] == ["1"]
    assert "Print at 100 %, one-sided; sheet 1 of 1" in list_words(imposed.pages[0].items)


def test_pages_have_the_size_of_the_sheet_as_it_lies() -> None:
    (portrait,) = impose(make_deck([False], WIDTH, HEIGHT, BLEED)).pages
    (landscape,) = impose(make_deck([False], HEIGHT, WIDTH, BLEED)).pages
    assert (portrait.width, portrait.height) == pytest.approx((612, 792))
    assert (landscape.width, landscape.height) == pytest.approx((792, 612))
    assert (portrait.bleed, portrait.slug) == (0, 0)


def test_the_printers_offset_moves_the_backs_of_sheets_and_nothing_else() -> None:
    deck = make_deck([True] * 3, WIDTH, HEIGHT, BLEED)
    plain, moved = impose(deck), impose(deck, back_offset=(2.0, -1.5))
    assert moved.pages[::2] == plain.pages[::2]
    assert [page.items for page in moved.pages[1::2]] == [
        (Group(page.items, x=2.0, y=-1.5),) for page in plain.pages[1::2]
    ]


def test_the_offset_leaves_backs_that_are_printed_on_fronts_alone() -> None:
    deck = make_deck([True] * 3, WIDTH, HEIGHT, BLEED)
    assert impose(deck, duplex=Duplex.NONE, back_offset=(2, 2)) == impose(deck, duplex=Duplex.NONE)


def test_tags_and_links_stay_behind_and_everything_else_comes_along() -> None:
    word = Text(5, 5, "Sprint", "Test-Regular", 12, 40)
    link = LinkArea(Box(5, 0, 40, 12), "https://example.org", "film")
    inner = Group((word, link), tag=Tag.LINK, key="k", x=7, y=8, turns=1, alt="film", lang="en")
    face = Page(WIDTH, HEIGHT, (Group((inner,), tag=Tag.SECTION, x=1),), bleed=BLEED)
    (sheet,) = impose([Card("sprint", face)]).pages
    placed = sheet.items[0]
    assert isinstance(placed, Group)
    assert placed.tag is None
    assert placed.items == (Group((Group((word,), x=7, y=8, turns=1),), x=1),)


def test_stock_gets_no_crop_marks_and_no_notes_about_them() -> None:
    width, height = mm_to_pt(127), mm_to_pt(76.2)
    deck = make_deck([True] * 4, width, height)
    with_marks, without = impose(deck, "avery-5388"), impose(deck, "avery-5388", crop_marks=False)
    assert with_marks == without
    assert with_marks.notes == ()
    assert any("flip on the long edge" in word for word in list_words(with_marks.pages[0].items))


def test_a_full_sheet_tells_the_coach_what_was_left_out_once() -> None:
    deck = make_deck([True] * 9, mm_to_pt(105), mm_to_pt(148), BLEED)
    imposed = impose(deck, "a4")
    assert (imposed.cards_per_sheet, imposed.sheet_count) == (4, 3)
    assert len(imposed.notes) == len(set(imposed.notes))
    said = " ".join(imposed.notes)
    for part in (
        "share their cuts",
        "reach the edge",
        "no room around them for marks",
        "flip on the long edge",
        "ruler",
    ):
        assert part in said
    assert all(not page.items or read_faces(page) for page in imposed.pages)


def test_text_that_a_printer_may_swallow_is_announced() -> None:
    deck = make_deck([False], mm_to_pt(105), mm_to_pt(148))
    close = [replace(card, front=replace(card.front, safe=mm_to_pt(4))) for card in deck]
    assert not any("Text begins" in note for note in impose(deck, "a4").notes)
    assert any("Text begins 4 mm from the sheet's edge" in note for note in impose(close, "a4").notes)


def test_a_card_that_does_not_fit_gives_its_problem_and_no_pages() -> None:
    imposed = impose(make_deck([True], *to_points(SIZES_MM["5x8"]), BLEED), "a5")
    assert imposed.pages == ()
    assert [problem.code for problem in imposed.problems] == ["card-too-large"]
    assert "letter" in imposed.problems[0].hint


def test_no_cards_make_no_sheets() -> None:
    assert impose([]) == Imposition((), 0, 0, Duplex.NONE)
    assert separate_faces([]) == ()


@pytest.mark.parametrize(
    "other",
    [
        make_face("1 front", WIDTH + 1, HEIGHT, BLEED),
        make_face("1 front", WIDTH, HEIGHT - 1, BLEED),
        make_face("1 front", WIDTH, HEIGHT, 0),
    ],
    ids=["width", "height", "bleed"],
)
def test_faces_of_different_sizes_in_one_deck_are_refused(other: Page) -> None:
    deck = make_deck([True], WIDTH, HEIGHT, BLEED)
    odd_card, odd_back = Card("odd", other), Card("odd", deck[0].front, other)
    for card in (odd_card, odd_back):
        with pytest.raises(ValueError, match="odd differs"):
            impose([*deck, card])
        with pytest.raises(ValueError, match="odd differs"):
            separate_faces([*deck, card])


def test_separate_faces_are_the_pages_themselves_in_order() -> None:
    deck = make_deck([True, True], WIDTH, HEIGHT, BLEED)
    assert separate_faces(deck) == (deck[0].front, deck[0].back, deck[1].front, deck[1].back)


def test_a_missing_back_is_blank_if_any_card_has_one() -> None:
    deck = make_deck([False, True], WIDTH, HEIGHT, BLEED)
    blank = separate_faces(deck)[1]
    assert (blank.width, blank.height, blank.bleed, blank.items) == (WIDTH, HEIGHT, BLEED, ())
    bare = make_deck([False, False], WIDTH, HEIGHT, BLEED)
    assert separate_faces(bare) == (bare[0].front, bare[1].front)


def test_crop_marks_of_separate_faces_stand_in_a_slug_outside_the_bleed() -> None:
    deck = make_deck([True, False], WIDTH, HEIGHT, BLEED)
    for page, plain in zip(separate_faces(deck, crop_marks=True), separate_faces(deck), strict=True):
        assert page.slug == BLEED + mm_to_pt(5)
        assert page.items[:-1] == plain.items
        marks = page.items[-1]
        assert isinstance(marks, Group)
        assert marks.tag is Tag.ARTIFACT


def test_cards_stay_inside_what_a_printer_reaches_unless_the_notes_say_otherwise() -> None:
    for size_mm in SIZES_MM.values():
        width, height = to_points(size_mm)
        imposed = impose(make_deck([True] * 5, width, height, BLEED), duplex=Duplex.SHORT)
        inks = [(page, laid.find_ink()) for page in imposed.pages for laid in read_faces(page)]
        inside = all(
            min(ink.x, ink.y, page.width - ink.right, page.height - ink.bottom) >= PRINTABLE_MARGIN - 0.01
            for page, ink in inks
        )
        assert inside != any("reach the edge" in note for note in imposed.notes)
