"""Pages on sheets as numbers, held against folding them."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drillcards.impose.papers import find_paper
from drillcards.impose.plan import Side
from drillcards.impose.signatures import plan_signatures
from drillcards.impose.spreads import CREEP_FACTOR, PagePlacement, SaddlePlan, SpreadSide, check_paper, plan_spreads
from drillcards.model.page import Box
from drillcards.model.problem import Problem
from drillcards.model.sheet import Duplex, Paper
from drillcards.model.units import mm_to_pt
from impose.booklets import Sheet, feed_printer, fold_sheets, list_pages
from impose.decks import Laid, to_points

THICKNESS = mm_to_pt(0.1)
HALF_LETTER = to_points((139.7, 215.9))
A5 = to_points((148, 210))


def find(name: str) -> Paper:
    paper = find_paper(name)
    assert isinstance(paper, Paper)
    return paper


def plan(
    count: int,
    *,
    size: tuple[float, float] = HALF_LETTER,
    paper: str = "letter",
    bleed: float = 0.0,
    duplex: Duplex = Duplex.SHORT,
    signature: int | None = None,
    tail: int = 0,
    thickness: float = THICKNESS,
) -> SaddlePlan:
    signatures = plan_signatures(count, signature=signature, tail=tail)
    return plan_spreads(signatures, *size, bleed, find(paper), duplex=duplex, thickness=thickness)


def read_side(side: SpreadSide) -> list[Laid]:
    return [lay(placed) for placed in side.placements]


def lay(placed: PagePlacement) -> Laid:
    """A page turned by half a turn lies to the left of its own origin and above it."""
    x, y = (placed.trim.right, placed.trim.bottom) if placed.turns == 2 else (placed.trim.x, placed.trim.y)
    return Laid(placed.page, "page", x, y, placed.turns, ())


@pytest.mark.parametrize("duplex", Duplex)
@pytest.mark.parametrize("tail", [0, 1])
@pytest.mark.parametrize("signature", [*range(1, 9), None])
def test_printed_piled_and_folded_a_booklet_reads_from_the_first_page_to_the_last(
    signature: int | None, tail: int, duplex: Duplex
) -> None:
    for count in range(1, 129):
        planned = plan(count, duplex=duplex, signature=signature, tail=tail)
        sheets = [Sheet(read_side(front), read_side(back)) for front, back in feed_printer(planned.sides, duplex)]
        sizes = planned.signatures.sizes
        read = list_pages(fold_sheets(sheets, sizes, (planned.sheet_width, planned.sheet_height), HALF_LETTER, duplex))
        kept = tail if count > 1 else 0
        blanks: list[int | None] = [None] * (-count % 4)
        assert read == [*range(count - kept), *blanks, *range(count - kept, count)]


@pytest.mark.parametrize("wrong", [Duplex.LONG, Duplex.SHORT])
def test_the_fold_would_notice_a_sheet_turned_on_the_wrong_edge(wrong: Duplex) -> None:
    other = Duplex.SHORT if wrong is Duplex.LONG else Duplex.LONG
    planned = plan(8, duplex=other)
    sheets = [Sheet(read_side(front), read_side(back)) for front, back in feed_printer(planned.sides, other)]
    with pytest.raises(AssertionError, match="doesn't stand upright"):
        fold_sheets(sheets, (2,), (planned.sheet_width, planned.sheet_height), HALF_LETTER, wrong)


def test_sides_come_in_the_order_they_are_printed_in() -> None:
    def list_sides(duplex: Duplex) -> list[tuple[int, Side]]:
        return [(side.sheet, side.side) for side in plan(12, duplex=duplex, signature=2).sides]

    fronts, backs = ([(sheet, side) for sheet in (1, 2, 3)] for side in (Side.FRONT, Side.BACK))
    assert list_sides(Duplex.NONE) == [*fronts, *backs]
    alternating = [side for pair in zip(fronts, backs, strict=True) for side in pair]
    assert list_sides(Duplex.SHORT) == list_sides(Duplex.LONG) == alternating


@pytest.mark.parametrize("duplex", Duplex)
@pytest.mark.parametrize("signature", [1, 3, None])
def test_pages_move_towards_the_fold_by_as_much_as_the_sheets_around_them_are_thick(
    signature: int | None, duplex: Duplex
) -> None:
    planned = plan(61, duplex=duplex, signature=signature, size=A5, paper="a4")
    moved = set()
    for side in planned.sides:
        creep = side.folded.depth * THICKNESS * CREEP_FACTOR
        moved.add(creep)
        for placed in side.placements:
            outer = max(planned.spine - placed.trim.x, placed.trim.right - planned.spine)
            assert outer == pytest.approx(A5[0] - creep)
    assert planned.most_creep == pytest.approx(max(moved))
    assert min(moved) == 0


@settings(deadline=None, max_examples=60)
@given(
    count=st.integers(1, 200),
    signature=st.none() | st.integers(1, 30),
    thickness=st.floats(0, 2),
    bleed=st.floats(0, 20),
    size=st.tuples(st.floats(60, 396), st.floats(60, 612)),
    duplex=st.sampled_from(Duplex),
)
@example(count=105, signature=None, thickness=2.0, bleed=0.0, size=(60.0, 60.0), duplex=Duplex.LONG)
def test_ink_stays_on_its_own_half_of_the_sheet_and_creep_grows_inwards(
    count: int, signature: int | None, thickness: float, bleed: float, size: tuple[float, float], duplex: Duplex
) -> None:
    planned = plan(count, signature=signature, thickness=thickness, bleed=bleed, size=size, duplex=duplex)
    creeps: dict[int, float] = {}
    for side in planned.sides:
        depth = side.folded.depth
        for placed in side.placements:
            ink, is_left = find_ink(placed), lies_left(placed, side)
            low, high = (0.0, planned.spine) if is_left else (planned.spine, planned.sheet_width)
            assert ink.x >= low - 1e-6
            assert ink.right <= high + 1e-6
            assert ink.y >= -1e-6
            assert ink.bottom <= planned.sheet_height + 1e-6
            creep = placed.trim.right - planned.spine if is_left else planned.spine - placed.trim.x
            assert creep == pytest.approx(creeps.setdefault(depth, creep), abs=1e-9)
    grown = [creeps[depth] for depth in sorted(creeps)]
    assert grown[0] == pytest.approx(0, abs=1e-9)
    assert all(b >= a - 1e-9 for a, b in pairwise(grown))


def lies_left(placed: PagePlacement, side: SpreadSide) -> bool:
    """Whether the fold is to the right of the page, on the sheet: it is, for a left page, unless it is turned."""
    pair = side.folded.front if side.side is Side.FRONT else side.folded.back
    return (placed.page == pair[0]) == (placed.turns == 0)


def find_ink(placed: PagePlacement) -> Box:
    laid, ink = lay(placed), placed.ink
    xs, ys = zip(laid.carry(ink.x, ink.y), laid.carry(ink.right, ink.bottom), strict=True)
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@pytest.mark.parametrize("duplex", [Duplex.SHORT, Duplex.LONG])
def test_bleed_is_cut_off_at_the_fold_and_kept_at_the_edges_that_are_cut(duplex: Duplex) -> None:
    bleed = mm_to_pt(3)
    for side in plan(8, size=A5, paper="a3", bleed=bleed, duplex=duplex).sides:
        for placed in side.placements:
            ink, trim = find_ink(placed), placed.trim
            spine = mm_to_pt(210)
            is_left = trim.x < spine - 100
            assert (trim.y - ink.y, ink.bottom - trim.bottom) == pytest.approx((bleed, bleed))
            if is_left:
                assert (trim.x - ink.x, ink.right) == pytest.approx((bleed, spine))
            else:
                assert (ink.x, ink.right - trim.right) == pytest.approx((spine, bleed))


def test_bleed_is_kept_as_far_as_the_sheet_reaches() -> None:
    inks = [find_ink(placed) for side in plan(4, size=A5, paper="a4", bleed=9).sides for placed in side.placements]
    width, height = to_points((297, 210))
    assert {round(ink.x, 6) for ink in inks} == {0, round(width / 2, 6)}
    assert {(round(ink.y, 6), round(ink.h, 6)) for ink in inks} == {(0, round(height, 6))}


def test_pages_that_are_smaller_than_half_the_sheet_meet_at_the_fold_in_its_middle() -> None:
    front = plan(4, size=A5, paper="legal").sides[0]
    width, height = to_points((355.6, 215.9))
    assert front.spread == pytest.approx((width / 2 - A5[0], (height - A5[1]) / 2, 2 * A5[0], A5[1]))


@pytest.mark.parametrize(
    ("size_mm", "paper"),
    [
        ((139.7, 215.9), "letter"),
        ((148, 210), "a4"),
        ((215.9, 279.4), "tabloid"),
        ((210, 297), "a3"),
        ((105, 148), "a5"),
    ],
)
def test_every_page_fits_the_paper_that_is_twice_as_large(size_mm: tuple[float, float], paper: str) -> None:
    assert check_paper(*to_points(size_mm), find(paper)) is None


def test_pages_that_are_too_large_are_a_problem_that_names_the_papers_that_would_do() -> None:
    problem = check_paper(*to_points((210, 297)), find("a4"))
    assert isinstance(problem, Problem)
    assert problem.code == "booklet-too-large"
    assert problem.message == "Two pages of 210 × 297 mm don't fit side by side on A4 (297 × 210 mm)."
    assert problem.hint == (
        "--paper takes these for a booklet of this size: a3. --impose none leaves each page on a page of its own size."
    )
    too_wide = check_paper(*to_points((297, 420)), find("a3"))
    assert isinstance(too_wide, Problem)
    assert too_wide.hint == "--impose none leaves each page on a page of its own size."


def test_paper_of_a_negative_thickness_is_refused() -> None:
    with pytest.raises(ValueError, match="thinner than nothing"):
        plan(4, thickness=-0.1)
