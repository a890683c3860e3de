import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.impose.grid import PRINTABLE_MARGIN, Fit, Grid, find_grid
from drillcards.impose.marks import MARK_LENGTH, MARK_WIDTH, Surroundings, draw_crop_marks, surround_cards
from drillcards.impose.papers import find_paper
from drillcards.model.page import Box, Group, Line, Move, Shape
from drillcards.model.units import mm_to_pt, pt_to_mm
from impose.decks import FONT, SIZES_MM, list_marks, list_words, overlap, to_points

ADVICE = "Print at 100 %, flip on the long edge"
FOLIO = "sheet 1 of 7, front"


def surround(grid: Grid, *, crop_marks: bool = True) -> Surroundings:
    return surround_cards(
        grid.cells, grid.bleed, find_printable(grid), advice=ADVICE, folio=FOLIO, font=FONT, crop_marks=crop_marks
    )


def find_printable(grid: Grid) -> Box:
    margin = PRINTABLE_MARGIN
    return Box(margin, margin, grid.sheet_width - 2 * margin, grid.sheet_height - 2 * margin)


def find(size_mm: tuple[float, float], paper_name: str, bleed_mm: float = 3.2) -> Grid:
    paper = find_paper(paper_name)
    assert paper is not None
    grid = find_grid(*to_points(size_mm), mm_to_pt(bleed_mm), paper)
    assert isinstance(grid, Grid)
    return grid


def check_marks(grid: Grid, found: Surroundings) -> None:
    """Nothing in a card's bleed, nothing where printers don't reach."""
    bleed = grid.bleed
    inked = [Box(c.x - bleed, c.y - bleed, c.w + 2 * bleed, c.h + 2 * bleed) for c in grid.cells]
    printable = find_printable(grid)
    for mark in list_marks(found.items):
        assert not any(overlap(mark, card) for card in inked)
        assert mark.x >= printable.x - MARK_WIDTH
        assert mark.y >= printable.y - MARK_WIDTH
        assert mark.right <= printable.right + MARK_WIDTH
        assert mark.bottom <= printable.bottom + MARK_WIDTH


def list_cut_marks(found: Surroundings) -> list[tuple[Move, Line]]:
    (around,) = found.items
    assert isinstance(around, Group)
    shapes = [item for item in around.items if isinstance(item, Shape)]
    return [
        (start, end)
        for shape in shapes
        for start, end in zip(shape.path[::2], shape.path[1::2], strict=True)
        if isinstance(start, Move) and isinstance(end, Line)
    ]


@pytest.mark.parametrize("crop_marks", [True, False])
@pytest.mark.parametrize("bleed_mm", [0, 0.5, 3.2])
@pytest.mark.parametrize("paper", ["letter", "a4", "legal", "tabloid"])
@pytest.mark.parametrize("size", SIZES_MM)
def test_marks_touch_no_card_and_stay_where_a_printer_reaches(
    size: str, paper: str, bleed_mm: float, crop_marks: bool
) -> None:
    grid = find(SIZES_MM[size], paper, bleed_mm)
    check_marks(grid, surround(grid, crop_marks=crop_marks))


@settings(deadline=None, max_examples=150)
@given(width=st.floats(30, 580), height=st.floats(30, 760), bleed=st.floats(0, 14))
def test_marks_for_cards_of_any_size_touch_none_and_stay_inside(width: float, height: float, bleed: float) -> None:
    paper = find_paper("letter")
    assert paper is not None
    grid = find_grid(width, height, bleed, paper)
    if isinstance(grid, Grid):
        check_marks(grid, surround(grid))


def test_words_ruler_and_marks_do_not_touch_each_other() -> None:
    for size in SIZES_MM.values():
        found = surround(find(size, "letter"))
        boxes = list(list_marks(found.items))
        (around,) = found.items or (Group(()),)
        assert isinstance(around, Group)
        for piece in (item for item in around.items if isinstance(item, Group)):
            own = list(list_marks([piece]))
            others = [box for box in boxes if box not in own]
            assert not any(overlap(a, b) for a in own for b in others)


def test_every_cut_has_a_mark_at_both_ends_and_long_enough_to_see() -> None:
    grid = find(SIZES_MM["4x6"], "letter")
    marks = list_cut_marks(surround(grid))
    upright = [(start, end) for start, end in marks if start.x == end.x]
    level = [(start, end) for start, end in marks if start.y == end.y]
    assert sorted({round(pt_to_mm(start.x), 2) for start, _ in upright}) == [31.75, 184.15]
    assert sorted({round(pt_to_mm(start.y), 2) for start, _ in level}) == [34.9, 136.5, 142.9, 244.5]
    assert (len(upright), len(level)) == (2 * 2, 4 * 2)
    assert all(abs(end.y - start.y) == pytest.approx(MARK_LENGTH) for start, end in upright)
    assert all(abs(end.x - start.x) == pytest.approx(MARK_LENGTH) for start, end in level)


def test_a_shared_cut_has_one_mark_at_each_end() -> None:
    grid = find(SIZES_MM["poker"], "letter", bleed_mm=0)
    upright = [start.x for start, end in list_cut_marks(surround(grid)) if start.x == end.x]
    assert (grid.columns, len(upright)) == (3, 2 * 4)


def test_marks_touch_the_trim_rather_than_be_too_short_to_see() -> None:
    grid = find(SIZES_MM["poker"], "letter", bleed_mm=0)
    above = [(start, end) for start, end in list_cut_marks(surround(grid)) if start.y < end.y < grid.top + 1]
    assert {end.y for _, end in above} == {grid.top}
    assert {round(pt_to_mm(end.y - start.y), 2) for start, end in above} == {1.35}


def test_marks_keep_a_millimetre_from_the_trim_of_cards_without_bleed() -> None:
    grid = find(SIZES_MM["4x6"], "letter", bleed_mm=0)
    ends = [end.y for start, end in list_cut_marks(surround(grid)) if start.x == end.x and start.y < grid.top]
    assert max(ends) == pytest.approx(grid.top - mm_to_pt(1))


def test_the_words_and_a_ruler_of_100_millimetres_and_4_inches_stand_beside_the_cards() -> None:
    found = surround(find(SIZES_MM["4x6"], "letter"))
    assert found.notes == ()
    assert set(list_words(found.items)) == {f"{ADVICE}; {FOLIO}", "100 mm", "4 in"}
    ticks = [mark for mark in list_marks(found.items) if mark.w == MARK_WIDTH and mark.h < mm_to_pt(2)]
    long_ticks = [tick.x for tick in ticks if tick.h == pytest.approx(mm_to_pt(1.8))]
    assert max(long_ticks) - min(long_ticks) == pytest.approx(288)
    above = [tick.x for tick in ticks if tick.bottom == min(tick.bottom for tick in ticks)]
    assert max(above) - min(above) == pytest.approx(mm_to_pt(100))


def test_the_ruler_stays_in_its_place_whatever_the_words() -> None:
    grid = find(SIZES_MM["4x6"], "letter")
    printable = find_printable(grid)
    rulers = []
    for folio in ("short", "rather a lot longer than short"):
        found = surround_cards(
            grid.cells, grid.bleed, printable, advice=ADVICE, folio=folio, font=FONT, crop_marks=False
        )
        (around,) = found.items
        assert isinstance(around, Group)
        rulers.append(around.items[1])
    assert rulers[0] == rulers[1]


def test_words_go_up_the_side_where_there_is_no_room_above_or_below() -> None:
    grid = find((120, 282), "a4", bleed_mm=0)
    (around,) = surround(grid).items
    assert isinstance(around, Group)
    turns = [item.turns for item in around.items if isinstance(item, Group)]
    assert turns == [3, 3]


def test_words_and_ruler_stand_between_the_marks_where_there_is_no_room_beyond_them() -> None:
    grid = find(SIZES_MM["5x8"], "letter")
    found = surround(grid)
    assert found.notes == ()
    assert set(list_words(found.items)) == {f"{ADVICE}; {FOLIO}", "100 mm", "4 in"}
    (around,) = found.items
    assert isinstance(around, Group)
    inside = list(list_marks([item for item in around.items if isinstance(item, Group)]))
    assert min(box.x for box in inside) > grid.left
    assert max(box.right for box in inside) < grid.left + grid.cell_width
    assert min(box.y for box in inside) > grid.cells[-1].bottom
    marks = [(start, end) for start, end in list_cut_marks(found) if start.x == end.x]
    assert max(end.y for _, end in marks) == pytest.approx(grid.cells[-1].bottom + mm_to_pt(1) + MARK_LENGTH)


def test_a_full_sheet_leaves_them_all_out_and_says_so() -> None:
    grid = find(SIZES_MM["a6"], "a4")
    assert grid.fit is Fit.FULL_SHEET
    found = surround(grid)
    assert found.items == ()
    assert found.notes == (
        "The cards leave no room around them for marks to cut along: cut along the cards' own edges.",
        f"There is no room to say so on the sheets: {ADVICE}.",
        "There is no room for a ruler on the sheet.",
    )


@pytest.mark.parametrize(
    ("cell", "where"),
    [(Box(0, 250, 600, 300), "beside them"), (Box(150, 0, 300, 800), "above and below them")],
)
def test_a_sheet_says_on_which_sides_there_is_no_room_for_marks(cell: Box, where: str) -> None:
    printable = Box(0, 0, 600, 800)
    found = surround_cards([cell], 0, printable, advice=ADVICE, folio="", font=FONT, crop_marks=True)
    assert f"no room {where} for marks" in found.notes[0]


def test_marks_around_one_face_start_at_its_bleed_and_tell_the_slug_they_need() -> None:
    trim = Box(0, 0, 300, 200)
    group, reach = draw_crop_marks(trim, 9)
    assert reach == 9 + MARK_LENGTH
    marks = list(list_marks([group]))
    assert len(marks) == 8
    assert not any(overlap(mark, Box(-9, -9, 318, 218)) for mark in marks)
    assert min(mark.x for mark in marks) == -reach
    assert max(mark.bottom for mark in marks if mark.h > MARK_WIDTH) == pytest.approx(200 + reach)
