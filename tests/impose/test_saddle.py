from dataclasses import replace

import pytest

from drillcards.impose.marks import MARK_LENGTH
from drillcards.impose.papers import find_paper
from drillcards.impose.saddle import SaddleImposition, impose_saddle, separate_pages
from drillcards.model.page import Anchor, Box, Group, LinkArea, Page, Tag, Text
from drillcards.model.sheet import Duplex, Paper
from drillcards.model.units import mm_to_pt
from impose.booklets import count_signatures, fold_sheets, list_pages, make_booklet, read_sheets
from impose.decks import FONT, list_marks, list_words, make_face, overlap, read_faces, to_points

HALF_LETTER = to_points((139.7, 215.9))
A5 = to_points((148, 210))
BLEED = mm_to_pt(3)


def impose(
    pages: list[Page],
    paper_name: str = "letter",
    *,
    duplex: Duplex = Duplex.SHORT,
    signature: int | None = None,
    tail: int = 0,
    thickness: float = mm_to_pt(0.1),
    back_offset: tuple[float, float] = (0.0, 0.0),
) -> SaddleImposition:
    paper = find_paper(paper_name)
    assert isinstance(paper, Paper)
    return impose_saddle(
        pages,
        paper=paper,
        signature=signature,
        paper_thickness=thickness,
        tail=tail,
        duplex=duplex,
        font=FONT,
        back_offset=back_offset,
    )


@pytest.mark.parametrize("duplex", Duplex)
@pytest.mark.parametrize(("size", "paper"), [(HALF_LETTER, "letter"), (A5, "a4"), (A5, "a3")])
@pytest.mark.parametrize("signature", [None, 3])
def test_drawn_sheets_fold_into_the_booklet(
    signature: int | None, size: tuple[float, float], paper: str, duplex: Duplex
) -> None:
    for count in (*range(1, 18), 48, 128):
        imposed = impose(make_booklet(count, *size, BLEED), paper, duplex=duplex, signature=signature, tail=1)
        sheet = imposed.pages[0]
        sizes = count_signatures(imposed.pages, duplex)
        read = fold_sheets(read_sheets(imposed.pages, duplex), sizes, (sheet.width, sheet.height), size, duplex)
        pages = list_pages(read)
        assert [page for page in pages if page is not None] == list(range(count))
        assert (pages[0], pages[-1]) == (0, count - 1 if count > 1 else None)
        assert (len(sizes), sum(sizes), pages.count(None)) == (
            imposed.signature_count,
            imposed.sheet_count,
            imposed.blanks,
        )
        spine, top = sheet.width / 2, (sheet.height - size[1]) / 2
        for place, seen in enumerate(read):
            if seen:
                moved = spine - seen.left if place % 2 == 0 else seen.left + size[0] - spine
                assert seen.top == pytest.approx(top)
                assert -1e-6 <= moved <= imposed.most_creep + 1e-6


@pytest.mark.parametrize("duplex", Duplex)
@pytest.mark.parametrize(("size", "paper"), [(HALF_LETTER, "letter"), (A5, "a4"), (A5, "tabloid")])
def test_ink_of_two_pages_meets_at_the_fold_and_nowhere_crosses_it(
    size: tuple[float, float], paper: str, duplex: Duplex
) -> None:
    imposed = impose(make_booklet(40, *size, BLEED), paper, duplex=duplex)
    for sheet in imposed.pages:
        left, right = sorted((laid.find_ink() for laid in read_faces(sheet)), key=lambda ink: ink.x)
        assert left.right == pytest.approx(sheet.width / 2)
        assert right.x == pytest.approx(sheet.width / 2)
        assert min(left.x, left.y, right.y, sheet.width - right.right, sheet.height - right.bottom) >= -1e-6


@pytest.mark.parametrize("duplex", Duplex)
@pytest.mark.parametrize(
    ("size", "paper"), [(HALF_LETTER, "letter"), (A5, "a4"), (A5, "a3"), (A5, "legal"), (to_points((105, 148)), "a4")]
)
def test_marks_keep_away_from_what_is_read_and_from_where_printers_do_not_reach(
    size: tuple[float, float], paper: str, duplex: Duplex
) -> None:
    imposed = impose(make_booklet(60, *size, BLEED), paper, duplex=duplex, signature=4)
    reach = mm_to_pt(5) - 0.25
    for sheet in imposed.pages:
        faces = [laid.find_box(*size) for laid in read_faces(sheet)]
        safe = [Box(box.x + 12, box.y + 12, box.w - 24, box.h - 24) for box in faces]
        for mark in list_marks(sheet.items):
            assert not any(overlap(mark, box) for box in safe)
            assert min(mark.x, mark.y, sheet.width - mark.right, sheet.height - mark.bottom) >= reach


@pytest.mark.parametrize("paper", ["a5", "a4", "letter", "a3"])
@pytest.mark.parametrize("size_mm", [(74, 105), (70, 90), (60, 140)])
def test_marks_on_the_fold_touch_no_words_ruler_or_crop_marks(size_mm: tuple[float, float], paper: str) -> None:
    for sheet in impose(make_booklet(8, *to_points(size_mm), BLEED), paper, signature=1).pages:
        around, spine = (item for item in sheet.items if isinstance(item, Group) and item.tag is Tag.ARTIFACT)
        others = list(list_marks([around]))
        assert others
        assert not any(overlap(mark, other) for mark in list_marks([spine]) for other in others)


def test_a_sheet_says_its_number_and_how_to_turn_it_where_there_is_room() -> None:
    imposed = impose(make_booklet(24, *A5), "a3", signature=3)
    assert [page.label for page in imposed.pages[:3]] == ["1 front", "1 back", "2 front"]
    assert "Print at 100 %, flip on the short edge; sheet 1 of 6, signature 1 of 2, front" in list_words(
        imposed.pages[0].items
    )
    single = impose(make_booklet(4, *A5), "a3", duplex=Duplex.LONG)
    assert "Print at 100 %, flip on the long edge; sheet 1 of 1, back" in list_words(single.pages[1].items)
    one_sided = impose(make_booklet(4, *A5), "a3", duplex=Duplex.NONE)
    assert "Print at 100 %, one-sided, all fronts first; sheet 1 of 1, back" in list_words(one_sided.pages[1].items)


def test_half_letter_fills_letter_and_leaves_no_words_on_it() -> None:
    for page in impose(make_booklet(16, *HALF_LETTER)).pages:
        assert (page.width, page.height) == pytest.approx((792, 612))
        assert list_words(page.items) == []


def test_small_pages_get_marks_to_cut_them_by() -> None:
    front = impose(make_booklet(4, *A5, BLEED), "a3").pages[0]
    left, top = mm_to_pt(210) - A5[0], (mm_to_pt(297) - A5[1]) / 2
    upright = {
        (round(mark.x + mark.w / 2, 3), round(mark.h, 3)) for mark in list_marks(front.items) if mark.bottom < top
    }
    assert (round(left, 3), round(MARK_LENGTH, 3)) in upright
    assert (round(left + 2 * A5[0], 3), round(MARK_LENGTH, 3)) in upright


def test_the_printers_offset_moves_the_backs_and_nothing_else() -> None:
    pages = make_booklet(8, *A5)
    plain, moved = impose(pages, "a4"), impose(pages, "a4", back_offset=(2.0, -1.5))
    assert moved.pages[::2] == plain.pages[::2]
    assert [page.items for page in moved.pages[1::2]] == [
        (Group(page.items, x=2.0, y=-1.5),) for page in plain.pages[1::2]
    ]


def test_tags_links_and_anchors_stay_behind() -> None:
    word = Text(50, 50, "Sprint", "Test-Regular", 12, 40)
    link = LinkArea(Box(50, 40, 40, 12), "#sprint", "film")
    page = Page(*A5, (Group((word, link), tag=Tag.LINK, key="k", alt="film"),), anchors=(Anchor("sprint"),))
    front = impose([page], "a4").pages[0]
    placed = front.items[0]
    assert isinstance(placed, Group)
    assert placed.items == (Group((word,)),)
    assert front.anchors == ()


def test_pages_too_large_for_the_paper_give_their_problem_and_no_sheets() -> None:
    imposed = impose(make_booklet(4, *to_points((215.9, 279.4))))
    assert (imposed.pages, imposed.notes) == ((), ())
    assert [problem.code for problem in imposed.problems] == ["booklet-too-large"]


def test_no_pages_make_no_sheets() -> None:
    assert impose([]) == SaddleImposition((), 0, 0, 0, 0.0, Duplex.SHORT)
    assert separate_pages([]) == separate_pages([], crop_marks=True) == ()


def test_pages_of_different_sizes_in_one_booklet_are_refused() -> None:
    pages = make_booklet(3, *A5, BLEED)
    for other in (make_face("3 page", A5[0] + 1, A5[1], BLEED), make_face("3 page", *A5, 0)):
        for bind in (impose, separate_pages):
            with pytest.raises(ValueError, match="page 4 differs"):
                bind([*pages, other])


def test_separate_pages_are_the_pages_themselves() -> None:
    pages = [replace(page, label=str(number)) for number, page in enumerate(make_booklet(5, *A5, BLEED), start=1)]
    assert separate_pages(pages) == tuple(pages)


def test_crop_marks_of_separate_pages_stand_in_a_slug_outside_the_bleed() -> None:
    pages = make_booklet(2, *A5, BLEED)
    for page, plain in zip(separate_pages(pages, crop_marks=True), pages, strict=True):
        marks = page.items[-1]
        assert isinstance(marks, Group)
        assert (page.items[:-1], marks.tag, page.slug) == (plain.items, Tag.ARTIFACT, BLEED + MARK_LENGTH)
