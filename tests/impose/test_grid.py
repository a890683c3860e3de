from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.impose.grid import PRINTABLE_MARGIN, Fit, Grid, describe_fit, find_grid
from drillcards.impose.papers import find_paper, list_papers
from drillcards.model.page import Box
from drillcards.model.problem import Problem
from drillcards.model.sheet import Paper, Stock
from drillcards.model.units import mm_to_pt
from impose.decks import SIZES_MM, overlap, to_points

BLEED = mm_to_pt(3.2)


def find(size_mm: tuple[float, float], paper_name: str, bleed: float = BLEED) -> Grid:
    paper = find_paper(paper_name)
    assert paper is not None
    grid = find_grid(*to_points(size_mm), bleed, paper)
    assert isinstance(grid, Grid), grid
    return grid


def explain(size_mm: tuple[float, float], paper_name: str, bleed: float = BLEED) -> Problem:
    paper = find_paper(paper_name)
    assert paper is not None
    problem = find_grid(*to_points(size_mm), bleed, paper)
    assert isinstance(problem, Problem), problem
    return problem


@pytest.mark.parametrize(
    ("size", "paper", "grid"),
    [
        ("4x6", "letter", "1×2 portrait full-bleed"),
        ("4x6", "a4", "1×2 portrait full-bleed"),
        ("4x6 upright", "letter", "2×1 landscape full-bleed"),
        ("5x8", "letter", "1×2 portrait shared-cuts"),
        ("5x8", "a4", "1×1 landscape full-bleed"),
        ("a6", "letter", "2×1 landscape full-bleed"),
        ("a6", "a4", "2×2 portrait full-sheet"),
        ("3x5", "letter", "2×2 landscape full-bleed"),
        ("3x5", "a4", "2×2 landscape full-bleed"),
        ("poker", "letter", "3×2 landscape full-bleed"),
        ("half-letter", "letter", "2×1 landscape full-sheet"),
        ("half-letter", "a4", "1×1 portrait full-bleed"),
        ("a5", "a4", "2×1 landscape full-sheet"),
        ("a5", "letter", "1×1 portrait full-bleed"),
        ("business", "letter", "2×4 portrait full-bleed"),
        ("business", "a4", "2×5 portrait full-bleed"),
    ],
)
def test_common_cards_lie_on_common_paper_like_this(size: str, paper: str, grid: str) -> None:
    found = find(SIZES_MM[size], paper)
    words = [
        f"{found.columns}×{found.rows}",
        "landscape" if found.landscape else "portrait",
        *(["turned"] if found.turns else []),
        found.fit,
    ]
    assert " ".join(words) == grid


@pytest.mark.parametrize("paper", ["letter", "a4", "legal", "tabloid"])
@pytest.mark.parametrize("size", SIZES_MM)
@pytest.mark.parametrize("bleed_mm", [0, 3.2])
def test_cards_are_centred_apart_and_inside_what_a_printer_reaches(size: str, paper: str, bleed_mm: float) -> None:
    check_grid(find(SIZES_MM[size], paper, mm_to_pt(bleed_mm)))


@settings(deadline=None, max_examples=200)
@given(width=st.floats(30, 580), height=st.floats(30, 760), bleed=st.floats(0, 14))
def test_any_card_that_fits_is_centred_apart_and_inside(width: float, height: float, bleed: float) -> None:
    grid = find_grid(width, height, bleed, Paper("letter", "Letter", 612, 792))
    if isinstance(grid, Grid):
        check_grid(grid)
        assert {grid.cell_width, grid.cell_height} == {width, height}
    else:
        assert grid.code == "card-too-large"
        assert max(width, height) > 792 - 2 * PRINTABLE_MARGIN or min(width, height) > 612 - 2 * PRINTABLE_MARGIN


def check_grid(grid: Grid) -> None:
    ink = [
        Box(cell.x - grid.bleed, cell.y - grid.bleed, cell.w + 2 * grid.bleed, cell.h + 2 * grid.bleed)
        for cell in grid.cells
    ]
    left, top = min(box.x for box in ink), min(box.y for box in ink)
    right, bottom = max(box.right for box in ink), max(box.bottom for box in ink)
    assert left == pytest.approx(grid.sheet_width - right, abs=1e-6)
    assert top == pytest.approx(grid.sheet_height - bottom, abs=1e-6)
    assert not any(overlap(a, b) for a, b in combinations(ink, 2))
    for near in (left, top):
        fills = grid.fit is Fit.FULL_SHEET and 0 <= near + 1e-6 <= mm_to_pt(1.01)
        assert fills or near >= PRINTABLE_MARGIN - 0.01


@pytest.mark.parametrize("size", ["4x6", "3x5", "poker", "business"])
def test_neighbours_that_keep_their_bleeds_are_two_bleeds_apart(size: str) -> None:
    grid = find(SIZES_MM[size], "letter")
    assert grid.fit is Fit.FULL_BLEED
    assert grid.pitch_x - grid.cell_width == pytest.approx(2 * BLEED)
    assert grid.pitch_y - grid.cell_height == pytest.approx(2 * BLEED)


def test_cards_without_bleed_share_one_cut() -> None:
    grid = find(SIZES_MM["poker"], "letter", bleed=0)
    assert (grid.columns, grid.rows) == (3, 3)
    assert (grid.pitch_x, grid.pitch_y) == (grid.cell_width, grid.cell_height)
    assert describe_fit(grid, 0) == ()


def test_bleed_is_given_up_only_for_twice_as_many_cards() -> None:
    poker = find(SIZES_MM["poker"], "letter")
    assert (len(poker.cells), poker.fit) == (6, Fit.FULL_BLEED)  # nine fit without bleed
    a6 = find(SIZES_MM["a6"], "a4")
    assert (len(a6.cells), a6.fit) == (4, Fit.FULL_SHEET)  # two fit with it


def test_bleed_is_given_up_where_no_card_fits_with_it() -> None:
    grid = find((204, 268), "letter")
    assert (grid.columns, grid.rows, grid.fit, grid.bleed) == (1, 1, Fit.SHARED_CUTS, 0)


def test_the_options_can_be_narrowed() -> None:
    paper = find_paper("a4")
    assert paper is not None
    grid = find_grid(*to_points(SIZES_MM["a6"]), BLEED, paper, options=[Fit.FULL_BLEED])
    assert isinstance(grid, Grid)
    assert (len(grid.cells), grid.bleed) == (2, BLEED)


def test_a_card_that_neither_fills_the_sheet_nor_leaves_the_margin_does_not_fit() -> None:
    problem = explain((207, 268), "letter")
    assert problem.code == "card-too-large"
    assert problem.message.startswith("Cards of 207 × 268 mm don't fit on US Letter (215.9 × 279.4 mm)")
    assert "legal" not in problem.hint
    assert "tabloid, a3." in problem.hint


def test_a_card_larger_than_any_paper_goes_on_pages_of_its_own() -> None:
    assert explain((500, 600), "a4").hint == "--paper single prints each face on a page of its own size."


def test_the_papers_named_are_those_that_the_card_fits() -> None:
    hint = explain((300, 200), "letter").hint
    named = hint.split(": ")[1].split(". ")[0].split(", ")
    for paper in list_papers():
        grid = find_grid(mm_to_pt(300), mm_to_pt(200), BLEED, paper)
        assert (paper.name in named) == isinstance(grid, Grid)


def test_notes_say_what_the_coach_must_know() -> None:
    assert describe_fit(find(SIZES_MM["4x6"], "letter"), BLEED) == ()
    (shared,) = describe_fit(find(SIZES_MM["5x8"], "letter"), BLEED)
    assert "share their cuts" in shared
    shared_too, edge = describe_fit(find(SIZES_MM["a6"], "a4"), BLEED)
    assert "share their cuts" in shared_too
    assert "reach the edge" in edge
    perforated, edge = describe_fit(find((139.7, 107.95), "avery-8387"), BLEED)
    assert "perforation" in perforated
    assert "reach the edge" in edge


@pytest.mark.parametrize("stock", [s for s in list_papers() if isinstance(s, Stock)], ids=lambda stock: stock.name)
def test_stock_takes_cards_of_its_own_size_either_way_round(stock: Stock) -> None:
    for size, turns in (
        ((stock.card_width, stock.card_height), 0),
        ((stock.card_height, stock.card_width), 1),
    ):
        grid = find_grid(*size, 0.0, stock)
        assert isinstance(grid, Grid)
        assert (grid.turns, grid.fit, grid.landscape) == (turns, Fit.PERFORATED, stock.landscape)
        assert grid.cells[0] == pytest.approx(Box(stock.left, stock.top, stock.card_width, stock.card_height))
        assert grid.cells[-1].right <= grid.sheet_width + 1e-6
        assert grid.cells[-1].bottom <= grid.sheet_height + 1e-6


def test_a_card_half_a_millimetre_off_lies_in_the_middle_of_the_stocks() -> None:
    grid = find((105, 148), "avery-c2352")
    assert grid.cells[0].y == pytest.approx(mm_to_pt(0.25))
    assert grid.pitch_y == pytest.approx(mm_to_pt(148.5))


def test_a_card_of_another_size_is_told_the_stocks_and_which_stock_takes_it() -> None:
    problem = explain((152.4, 101.6), "avery-5388")
    assert problem.code == "stock-size"
    assert problem.message == "avery-5388 is perforated for cards of 127 × 76.2 mm; these are 152.4 × 101.6 mm."
    assert problem.hint.startswith("Use a template of 127 × 76.2 mm.")
    assert "avery-5389" in problem.hint
    assert "avery-5388" not in problem.hint
    assert explain((105, 147.9), "avery-c2352").code == "stock-size"


def test_stock_keeps_bleed_only_where_there_is_waste_all_round() -> None:
    assert find((127, 76.2), "avery-5388").bleed == 0
    apart = find_paper("avery-8389")
    assert isinstance(apart, Stock)
    assert find((152.4, 101.6), "avery-8389").bleed == BLEED
    assert find((152.4, 101.6), "avery-8389", mm_to_pt(7)).bleed == 0  # its cards are 12.7 mm apart
    touching = replace(apart, pitch_y=apart.card_height)
    grid = find_grid(apart.card_width, apart.card_height, BLEED, touching)
    assert isinstance(grid, Grid)
    assert grid.bleed == 0
