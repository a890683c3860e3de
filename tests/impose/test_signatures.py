import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillcards.impose.signatures import FoldedSheet, plan_signatures, suggest_signature


def count_from_one(sheet: FoldedSheet) -> list[list[int | None]]:
    return [[page if page is None else page + 1 for page in side] for side in (sheet.front, sheet.back)]


def read_through(sheets: tuple[FoldedSheet, ...]) -> list[int | None]:
    """Leaf by leaf, every signature from its outermost sheet to its innermost and back."""
    read: list[int | None] = []
    for number in dict.fromkeys(sheet.signature for sheet in sheets):
        signature = [sheet for sheet in sheets if sheet.signature == number]
        read += [page for sheet in signature for page in (sheet.front[1], sheet.back[0])]
        read += [page for sheet in reversed(signature) for page in (sheet.back[1], sheet.front[0])]
    return read


def test_eight_pages_lie_on_two_sheets_as_any_printer_knows() -> None:
    first, second = plan_signatures(8).sheets
    assert count_from_one(first) == [[8, 1], [2, 7]]
    assert count_from_one(second) == [[6, 3], [4, 5]]
    assert (first.is_outermost, first.is_innermost) == (True, False)
    assert (second.is_outermost, second.is_innermost) == (False, True)


def test_a_signature_counts_its_own_pages() -> None:
    sheets = plan_signatures(16, signature=2).sheets
    places = [(sheet.signature, sheet.size, sheet.depth) for sheet in sheets]
    assert places == [
        (1, 2, 0),
        (1, 2, 1),
        (2, 2, 0),
        (2, 2, 1),
    ]
    assert count_from_one(sheets[2]) == [[16, 9], [10, 15]]
    assert count_from_one(sheets[3]) == [[14, 11], [12, 13]]


def test_blank_pages_come_at_the_end_or_before_a_back_cover() -> None:
    assert count_from_one(plan_signatures(3).sheets[0]) == [[None, 1], [2, 3]]
    assert count_from_one(plan_signatures(3, tail=1).sheets[0]) == [[3, 1], [2, None]]
    assert read_through(plan_signatures(6, tail=2).sheets) == [0, 1, 2, 3, None, None, 4, 5]


def test_the_first_page_stays_outside_however_many_are_to_stay_last() -> None:
    for tail in (1, 2, 9):
        assert count_from_one(plan_signatures(1, tail=tail).sheets[0]) == [[None, 1], [None, None]]
        assert plan_signatures(2, tail=tail).sheets[0].front == (1, 0)


def test_no_pages_need_no_sheets() -> None:
    plan = plan_signatures(0, signature=3, tail=1)
    assert (plan.sheets, plan.sizes, plan.blanks) == ((), (), 0)


@given(count=st.integers(0, 400), signature=st.none() | st.integers(1, 30), tail=st.integers(0, 4))
def test_every_page_is_read_once_and_in_order_with_blanks_where_they_belong(
    count: int, signature: int | None, tail: int
) -> None:
    plan = plan_signatures(count, signature=signature, tail=tail)
    read = read_through(plan.sheets)
    kept = min(tail, max(0, count - 1))
    assert read == [*range(count - kept), *[None] * plan.blanks, *range(count - kept, count)]
    assert plan.blanks in range(4)
    assert plan.tail == kept


@given(count=st.integers(1, 400), signature=st.integers(1, 30))
def test_signatures_are_as_few_as_will_do_and_of_one_thickness_or_nearly(count: int, signature: int) -> None:
    plan = plan_signatures(count, signature=signature)
    assert max(plan.sizes) <= signature
    assert max(plan.sizes) - min(plan.sizes) <= 1
    assert list(plan.sizes) == sorted(plan.sizes, reverse=True)
    assert sum(plan.sizes) == len(plan.sheets) == -(-count // 4)
    assert (len(plan.sizes) - 1) * signature < len(plan.sheets)


def test_a_last_signature_of_one_sheet_is_avoided() -> None:
    assert plan_signatures(4 * 9, signature=4).sizes == (3, 3, 3)
    assert plan_signatures(4 * 10, signature=4).sizes == (4, 3, 3)


@given(sheets=st.integers(1, 300), most=st.integers(1, 30))
def test_a_suggested_signature_is_thin_enough_and_needs_no_more_signatures(sheets: int, most: int) -> None:
    size = suggest_signature(sheets, most)
    assert size <= most
    assert plan_signatures(4 * sheets, signature=size).sizes == plan_signatures(4 * sheets, signature=most).sizes


@pytest.mark.parametrize(("count", "signature", "tail"), [(-1, None, 0), (4, 0, 0), (4, -2, 0), (4, None, -1)])
def test_what_makes_no_sense_is_refused(count: int, signature: int | None, tail: int) -> None:
    with pytest.raises(ValueError, match=r"can't have fewer|at least one"):
        plan_signatures(count, signature=signature, tail=tail)
