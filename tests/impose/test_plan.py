from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.impose.grid import Grid, find_grid
from drillcards.impose.papers import find_paper
from drillcards.impose.plan import Order, SheetPlan, Side, plan_sheets
from drillcards.model.page import Box
from drillcards.model.sheet import Duplex
from drillcards.model.units import mm_to_pt
from impose.decks import SIZES_MM, overlap, to_points


def find(size: str, paper_name: str = "letter") -> Grid:
    paper = find_paper(paper_name)
    assert paper is not None
    grid = find_grid(*to_points(SIZES_MM[size]), mm_to_pt(3.2), paper)
    assert isinstance(grid, Grid)
    return grid


def print_plan(plan: SheetPlan) -> str:
    """A plan to read: each side's cells row by row as they are looked at, with card (from 1), face and turns."""
    lines = []
    for side in plan.sides:
        lines.append(f"sheet {side.sheet} {side.side}")
        found = {placed.cell: f"{placed.card + 1}{placed.face[0]}{'^>v<'[placed.turns]}" for placed in side.placements}
        rows: dict[float, list[tuple[float, str]]] = {}
        for cell in side.cells:
            rows.setdefault(round(cell.y, 3), []).append((cell.x, found.get(cell, "···")))
        lines += ["  " + " ".join(name for _, name in sorted(row)) for _, row in sorted(rows.items())]
    return "\n".join(lines)


def test_a_plan_for_the_long_edge_mirrors_columns() -> None:
    assert print_plan(plan_sheets([True] * 5, find("a6", "a4"), Duplex.LONG)) == (
        "sheet 1 front\n  1f^ 2f^\n  3f^ 4f^\n"
        "sheet 1 back\n  2b^ 1b^\n  4b^ 3b^\n"
        "sheet 2 front\n  5f^ ···\n  ··· ···\n"
        "sheet 2 back\n  ··· 5b^\n  ··· ···"
    )


def test_a_plan_for_cards_that_lie_on_their_side_turns_their_backs_the_other_way() -> None:
    assert print_plan(plan_sheets([True, True], find("4x6 upright", "avery-8389"), Duplex.LONG)) == (
        "sheet 1 front\n  1f>\n  2f>\nsheet 1 back\n  1b<\n  2b<"
    )


def test_a_plan_for_the_short_edge_mirrors_rows_and_turns_backs_over() -> None:
    assert print_plan(plan_sheets([True, False, True], find("4x6"), Duplex.SHORT)) == (
        "sheet 1 front\n  1f^\n  2f^\n"
        "sheet 1 back\n  ···\n  1bv\n"
        "sheet 2 front\n  3f^\n  ···\n"
        "sheet 2 back\n  ···\n  3bv"
    )


def test_a_plan_for_one_side_puts_backs_next_to_fronts() -> None:
    assert print_plan(plan_sheets([True] * 3, find("a6", "a4"), Duplex.NONE)) == (
        "sheet 1 front\n  1f^ 1b^\n  2f^ 2b^\nsheet 2 front\n  3f^ 3b^\n  ··· ···"
    )
    assert print_plan(plan_sheets([True] * 2, find("3x5", "avery-5388"), Duplex.NONE)) == (
        "sheet 1 front\n  1f^\n  1bv\n  ···\nsheet 2 front\n  2f^\n  2bv\n  ···"
    )


def test_one_card_a_sheet_and_one_side_makes_the_back_the_next_sheet() -> None:
    plan = plan_sheets([True, False, True], find("5x8", "a4"), Duplex.NONE)
    assert print_plan(plan) == (
        "sheet 1 front\n  1f^\nsheet 2 front\n  1b^\nsheet 3 front\n  2f^\nsheet 4 front\n  3f^\nsheet 5 front\n  3b^"
    )
    assert "sheet after" in plan.notes[0]


def test_copies_are_whole_decks_one_after_the_other() -> None:
    plan = plan_sheets([False] * 3, find("4x6"), Duplex.NONE, copies=2)
    assert [[placed.card for placed in side.placements] for side in plan.sides] == [[0, 1], [2, 0], [1, 2]]


def test_a_deck_without_backs_needs_no_turning_and_no_blank_sides() -> None:
    plan = plan_sheets([False] * 3, find("4x6"), Duplex.LONG)
    assert plan.duplex is Duplex.NONE
    assert [(side.sheet, side.side) for side in plan.sides] == [(1, Side.FRONT), (2, Side.FRONT)]
    assert plan.notes == ()


def test_a_sheet_whose_cards_have_no_backs_still_has_a_blank_back_to_stay_in_step() -> None:
    plan = plan_sheets([True, True, False], find("4x6"), Duplex.LONG)
    assert [(side.sheet, side.side, len(side.placements)) for side in plan.sides] == [
        (1, Side.FRONT, 2),
        (1, Side.BACK, 2),
        (2, Side.FRONT, 1),
        (2, Side.BACK, 0),
    ]


def test_no_cards_make_no_sheets() -> None:
    plan = plan_sheets([], find("4x6"), Duplex.LONG)
    assert (plan.sides, plan.sheet_count) == ((), 0)


def test_copies_below_one_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        plan_sheets([True], find("4x6"), Duplex.LONG, copies=0)


@settings(deadline=None, max_examples=150)
@given(
    has_back=st.lists(st.booleans(), min_size=1, max_size=30),
    size=st.sampled_from(sorted(SIZES_MM)),
    paper=st.sampled_from(["letter", "a4"]),
    duplex=st.sampled_from(Duplex),
    copies=st.integers(1, 4),
    order=st.sampled_from(Order),
)
def test_every_face_is_placed_once_a_copy_in_cells_of_the_one_grid(
    has_back: list[bool], size: str, paper: str, duplex: Duplex, copies: int, order: Order
) -> None:
    grid = find(size, paper)
    plan = plan_sheets(has_back, grid, duplex, copies=copies, order=order)
    placed = Counter((item.card, item.face) for side in plan.sides for item in side.placements)
    fronts = {(card, Side.FRONT): copies for card in range(len(has_back))}
    backs = {(card, Side.BACK): copies for card, back in enumerate(has_back) if back}
    assert placed == fronts | backs
    for side in plan.sides:
        cells = [item.cell for item in side.placements]
        assert len(set(cells)) == len(cells)
        assert set(cells) <= set(side.cells)
        same_side = next(other for other in plan.sides if other.side is side.side)
        assert side.cells == same_side.cells
        assert not any(overlap(a, b) for a in cells for b in cells if a is not b)
    assert [side.sheet for side in plan.sides if side.side is Side.FRONT] == list(range(1, plan.sheet_count + 1))


def pile_up(plan: SheetPlan) -> list[int]:
    """Cut the pile of sheets and put the piles of cards on one another: the cards from the top."""
    piles: dict[Box, list[int]] = {cell: [] for cell in plan.grid.cells}
    for side in plan.sides:
        for placed in side.placements:
            if placed.face is Side.FRONT:
                piles[placed.cell].append(placed.card)
    return [card for pile in piles.values() for card in pile]


@pytest.mark.parametrize("size", ["4x6", "3x5", "business"])
@pytest.mark.parametrize("copies", [1, 2])
def test_in_stack_order_the_piles_make_the_deck(size: str, copies: int) -> None:
    grid = find(size)
    for count in range(1, 3 * len(grid.cells) + 2):
        plan = plan_sheets([True] * count, grid, Duplex.LONG, copies=copies, order=Order.STACK)
        assert pile_up(plan) == list(range(count)) * copies
        assert plan.sheet_count == -(-count * copies // len(grid.cells))
