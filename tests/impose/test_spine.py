import pytest

from drillcards.impose.signatures import FoldedSheet, plan_signatures
from drillcards.impose.spine import Spine, draw_fold, draw_number, draw_staples
from drillcards.model.page import Box, Shape
from drillcards.model.units import mm_to_pt, pt_to_mm
from impose.decks import FONT, list_marks, list_words, overlap

PRINTABLE = Box(15, 15, 770, 580)
TIGHT = Spine(400, 0, 610, 0, PRINTABLE)
ROOMY = Spine(400, 100, 510, 9, PRINTABLE)


def make_pile() -> tuple[FoldedSheet, ...]:
    return plan_signatures(12).sheets


@pytest.mark.parametrize("is_front", [True, False])
@pytest.mark.parametrize("sheet", make_pile(), ids=["outermost", "middle", "innermost"])
def test_a_fold_is_marked_on_every_side_if_the_marks_get_cut_off(sheet: FoldedSheet, is_front: bool) -> None:
    items = draw_fold(ROOMY, sheet, is_front=is_front)
    above, below = list_marks(items)
    assert above.bottom == ROOMY.top - ROOMY.bleed
    assert below.y == ROOMY.bottom + ROOMY.bleed
    assert {round(mark.x + mark.w / 2, 6) for mark in (above, below)} == {ROOMY.x}
    (shape,) = items
    assert isinstance(shape, Shape)
    assert shape.dash


def test_inside_the_trim_only_the_two_sides_that_a_folder_sees_are_marked() -> None:
    outermost, middle, innermost = make_pile()
    seen = [(sheet, is_front) for sheet in (outermost, middle, innermost) for is_front in (True, False)]
    marked = [pair for pair in seen if draw_fold(TIGHT, pair[0], is_front=pair[1])]
    assert marked == [(outermost, True), (innermost, False)]
    above, below = list_marks(draw_fold(TIGHT, outermost, is_front=True))
    assert (above.y, below.bottom) == (PRINTABLE.y, PRINTABLE.bottom)
    assert pt_to_mm(above.h) == pytest.approx(pt_to_mm(below.h)) == pytest.approx(4)


def test_staples_are_as_wide_as_staples_and_a_quarter_from_either_end() -> None:
    marks = list(list_marks(draw_staples(TIGHT)))
    assert [mark.y + mark.h / 2 for mark in marks] == pytest.approx([610 / 4, 610 * 3 / 4])
    assert [mark.h for mark in marks] == pytest.approx([mm_to_pt(12)] * 2)


@pytest.mark.parametrize("count", [2, 3, 8, 32, 120])
def test_numbers_of_signatures_go_down_the_fold_like_stairs_between_the_staples(count: int) -> None:
    staples = list(list_marks(draw_staples(TIGHT)))
    places = []
    for number in range(1, count + 1):
        items = draw_number(TIGHT, number, count, FONT)
        assert list_words(items) == [f"{number}/{count}"]
        (mark,) = list_marks(items)
        assert mark.x < TIGHT.x < mark.right
        assert not any(overlap(mark, staple) for staple in staples)
        assert staples[0].bottom < mark.y
        assert mark.bottom < staples[1].y
        places.append(mark.y)
    assert places == sorted(set(places))
