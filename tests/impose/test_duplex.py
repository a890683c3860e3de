"""Backs behind fronts, held against geometry that is written anew here: points, turned about an edge."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.impose.duplex import Axis, find_axis, mirror_box, pair_cells, turn_back
from drillcards.impose.grid import Grid, find_grid
from drillcards.impose.papers import find_paper, list_papers
from drillcards.impose.plan import Order
from drillcards.impose.sheets import impose_cards
from drillcards.model.page import Box, Page
from drillcards.model.sheet import Duplex, Paper, Stock
from drillcards.model.units import mm_to_pt
from impose.decks import FONT, SIZES_MM, Laid, Point, make_deck, read_faces, to_points

PROBES = ((0.0, 0.0), (1.0, 0.0), (0.2, 0.7))
"""Three points of a card that aren't on a line, as parts of its width and height, fix how it lies."""


def turn_sheet(front: Page, duplex: Duplex) -> Callable[[Point], Point]:
    """Where a point of the front is seen from behind, after the sheet was turned on its long or short edge."""
    edges = {"upright": front.height, "level": front.width}
    longer = "upright" if edges["upright"] >= edges["level"] else "level"
    hinge = longer if duplex is Duplex.LONG else ({"upright", "level"} - {longer}).pop()
    if hinge == "upright":
        return lambda point: (front.width - point[0], point[1])
    return lambda point: (point[0], front.height - point[1])


def lies_behind(front: Laid, back: Laid, width: float, height: float, turn: Callable[[Point], Point]) -> bool:
    """Whether the card, turned like a page of a book, shows its back upright: (u, v) of the front is (w − u, v)."""
    return all(
        back.carry(width - part_x * width, part_y * height)
        == pytest.approx(turn(front.carry(part_x * width, part_y * height)), abs=1e-6)
        for part_x, part_y in PROBES
    )


def check_backs(pages: tuple[Page, ...], width: float, height: float, duplex: Duplex, has_back: list[bool]) -> None:
    for front, back in zip(pages[::2], pages[1::2], strict=True):
        turn = turn_sheet(front, duplex)
        fronts = [laid for laid in read_faces(front) if has_back[laid.index]]
        backs = read_faces(back)
        assert len(fronts) == len(backs)
        assert all(laid.face == "front" for laid in read_faces(front))
        for laid in fronts:
            behind = [other for other in backs if lies_behind(laid, other, width, height, turn)]
            assert [(other.index, other.face) for other in behind] == [(laid.index, "back")]


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("duplex", [Duplex.LONG, Duplex.SHORT])
@pytest.mark.parametrize("paper_name", ["letter", "a4"])
@pytest.mark.parametrize("size", SIZES_MM)
def test_every_back_lies_upright_behind_its_own_front(size: str, paper_name: str, duplex: Duplex, order: Order) -> None:
    paper = find_paper(paper_name)
    assert isinstance(paper, Paper)
    width, height = to_points(SIZES_MM[size])
    grid = find_grid(width, height, mm_to_pt(3.2), paper)
    assert isinstance(grid, Grid)
    for count in range(1, 3 * len(grid.cells) + 2):
        has_back = [True] * count
        deck = make_deck(has_back, width, height, mm_to_pt(3.2))
        imposed = impose_cards(deck, paper, duplex=duplex, font=FONT, order=order)
        assert imposed.duplex is duplex
        assert imposed.sheet_count == -(-count // len(grid.cells)) == len(imposed.pages) // 2
        check_backs(imposed.pages, width, height, duplex, has_back)


@pytest.mark.parametrize("duplex", [Duplex.LONG, Duplex.SHORT])
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("stock", [s for s in list_papers() if isinstance(s, Stock)], ids=lambda stock: stock.name)
def test_backs_lie_behind_fronts_on_stock_be_its_margins_even_or_not(
    stock: Stock, turned: bool, duplex: Duplex
) -> None:
    width, height = (stock.card_width, stock.card_height)[:: -1 if turned else 1]
    has_back = [True] * (stock.columns * stock.rows + 1)
    imposed = impose_cards(make_deck(has_back, width, height), stock, duplex=duplex, font=FONT)
    assert imposed.sheet_count == 2
    check_backs(imposed.pages, width, height, duplex, has_back)


@settings(deadline=None, max_examples=60)
@given(
    width=st.floats(40, 600),
    height=st.floats(40, 800),
    bleed=st.floats(0, 12),
    has_back=st.lists(st.booleans(), min_size=1, max_size=12).filter(any),
    duplex=st.sampled_from([Duplex.LONG, Duplex.SHORT]),
    copies=st.integers(1, 3),
)
def test_backs_lie_behind_fronts_for_any_size_and_any_cards_without_backs(
    width: float, height: float, bleed: float, has_back: list[bool], duplex: Duplex, copies: int
) -> None:
    tabloid = Paper("tabloid", "Tabloid", 792, 1224)
    deck = make_deck(has_back, width, height, bleed)
    imposed = impose_cards(deck, tabloid, duplex=duplex, font=FONT, copies=copies)
    assert imposed.pages
    check_backs(imposed.pages, width, height, duplex, has_back)


def test_the_check_of_backs_fails_for_a_back_that_lies_the_wrong_way_round() -> None:
    front = Laid(0, "front", 100, 100, 0, ())
    turn = turn_sheet(Page(600, 800, ()), Duplex.LONG)
    assert lies_behind(front, Laid(0, "back", 600 - 100 - 200, 100, 0, ()), 200, 150, turn)
    assert not lies_behind(front, Laid(0, "back", 600 - 100, 100 + 150, 2, ()), 200, 150, turn)
    assert not lies_behind(front, Laid(0, "back", 100, 100, 0, ()), 200, 150, turn)


@pytest.mark.parametrize(
    ("duplex", "landscape", "axis"),
    [
        (Duplex.LONG, False, Axis.VERTICAL),
        (Duplex.SHORT, True, Axis.VERTICAL),
        (Duplex.SHORT, False, Axis.HORIZONTAL),
        (Duplex.LONG, True, Axis.HORIZONTAL),
    ],
)
def test_the_axis_follows_from_the_edge_and_the_way_the_sheet_lies(duplex: Duplex, landscape: bool, axis: Axis) -> None:
    assert find_axis(duplex, landscape=landscape) is axis


def test_a_sheet_printed_on_one_side_has_no_axis() -> None:
    with pytest.raises(ValueError, match="isn't turned"):
        find_axis(Duplex.NONE, landscape=False)


def test_a_back_on_the_other_axis_is_upside_down() -> None:
    assert (turn_back(0, Axis.VERTICAL), turn_back(0, Axis.HORIZONTAL)) == (0, 2)
    assert (turn_back(1, Axis.VERTICAL), turn_back(1, Axis.HORIZONTAL)) == (3, 1)


def test_mirroring_twice_gives_the_same_place() -> None:
    box = Box(10, 20, 30, 40)
    for axis in Axis:
        assert mirror_box(mirror_box(box, 600, 800, axis), 600, 800, axis) == box


@pytest.mark.parametrize(("columns", "rows"), list(product(range(1, 6), range(1, 6))))
def test_pairs_are_neighbours_and_leave_at_most_one_cell_empty(columns: int, rows: int) -> None:
    pairs = pair_cells(columns, rows)
    used = [cell for front, back, _ in pairs for cell in (front, back)]
    assert len(used) == len(set(used)) == columns * rows // 2 * 2
    for front, back, axis in pairs:
        step = (back % columns - front % columns, back // columns - front // columns)
        assert step == ((1, 0) if axis is Axis.VERTICAL else (0, 1))


@pytest.mark.parametrize("size", SIZES_MM)
def test_a_fold_between_front_and_back_brings_the_back_behind_the_front(size: str) -> None:
    paper = find_paper("tabloid")
    assert isinstance(paper, Paper)
    width, height = to_points(SIZES_MM[size])
    deck = make_deck([True] * 9, width, height, mm_to_pt(3))
    imposed = impose_cards(deck, paper, duplex=Duplex.NONE, font=FONT)
    seen = []
    for page in imposed.pages:
        faces = read_faces(page)
        backs = {laid.index: laid for laid in faces if laid.face == "back"}
        for front in (laid for laid in faces if laid.face == "front"):
            back = backs[front.index]
            assert lies_behind(front, back, width, height, fold_between(front, back, width, height))
            seen.append(front.index)
    assert sorted(seen) == list(range(9))


def fold_between(front: Laid, back: Laid, width: float, height: float) -> Callable[[Point], Point]:
    """Mirroring about the line half-way between two neighbours, whichever way they lie."""
    a, b = front.find_box(width, height), back.find_box(width, height)
    if abs(b.x - a.x) > abs(b.y - a.y):
        return lambda point: (a.right + b.x - point[0], point[1])
    return lambda point: (point[0], a.bottom + b.y - point[1])
