"""Which card's which face goes into which cell of which sheet: the whole imposition as numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from drillcards.impose.duplex import Axis, find_axis, mirror_box, pair_cells, turn_back
from drillcards.impose.grid import Grid
from drillcards.model.page import Box
from drillcards.model.sheet import Duplex


class Side(StrEnum):
    """A face of a card, or of a sheet."""

    FRONT = "front"
    BACK = "back"


class Order(StrEnum):
    """How the deck runs through the sheets. Copies follow one another as whole decks: 1, 2, 3, 1, 2, 3."""

    DECK = "deck"
    """Sheet by sheet: the first sheet holds the first cards."""
    STACK = "stack"
    """Through the pile: cut it as one and put the piles on each other, the first on top, and the deck is in order."""


@dataclass(frozen=True, slots=True)
class Placement:
    """One face of the card with this index (from 0): its trim on the sheet, and its clockwise quarter turns."""

    card: int
    face: Side
    cell: Box
    turns: int


@dataclass(frozen=True, slots=True)
class SheetSide:
    """One side of the ``sheet``-th sheet (from 1), as looked at from that side."""

    sheet: int
    side: Side
    cells: tuple[Box, ...]
    """All cells of the grid on this side, used or not."""
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """Sides in printing order. ``duplex`` is what the printer must do: none if no card has a back."""

    grid: Grid
    duplex: Duplex
    sides: tuple[SheetSide, ...]
    sheet_count: int
    cards_per_sheet: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where one card goes: its front, and its back, which is on the other side if the sheet is turned."""

    front: Box
    front_turns: int
    back: Box
    back_turns: int


def plan_sheets(
    has_back: Sequence[bool], grid: Grid, duplex: Duplex, *, copies: int = 1, order: Order = Order.DECK
) -> SheetPlan:
    """Lay out one card for each item of ``has_back``, ``copies`` times over.

    Duplex: each back lies behind its front, and every sheet has both sides, be one blank, so that the printer stays
    in step. One-sided: a back lies next to its front, turned so that folding the sheet between them brings it behind;
    fold and glue, or cut and glue. Where the grid has one cell, the back is the next sheet. Raises ValueError if
    ``copies`` is less than 1.
    """
    if copies < 1:
        raise ValueError(f"copies must be at least 1, not {copies}")
    used_duplex = duplex if any(has_back) else Duplex.NONE
    beside = used_duplex is Duplex.NONE and any(has_back)
    spots = _find_spots(grid, used_duplex, beside=beside)
    deck = list(range(len(has_back))) * copies
    sides: list[SheetSide] = []
    for cards in _deal_cards(deck, len(spots), order):
        fronts, backs = _place_faces(cards, spots, has_back)
        sheet = sides[-1].sheet + 1 if sides else 1
        sides.extend(_make_sides(sheet, fronts, backs, grid, used_duplex))
    return SheetPlan(
        grid=grid,
        duplex=used_duplex,
        sides=tuple(sides),
        sheet_count=sides[-1].sheet if sides else 0,
        cards_per_sheet=len(spots),
        notes=_describe_backs(grid) if beside else (),
    )


def _find_spots(grid: Grid, duplex: Duplex, *, beside: bool) -> tuple[_Spot, ...]:
    cells = grid.cells
    if duplex is not Duplex.NONE:
        axis = find_axis(duplex, landscape=grid.landscape)
        return tuple(
            _Spot(cell, grid.turns, _mirror_cell(cell, grid, axis), turn_back(grid.turns, axis)) for cell in cells
        )
    if beside and len(cells) > 1:
        return tuple(
            _Spot(cells[front], grid.turns, cells[back], turn_back(grid.turns, axis))
            for front, back, axis in pair_cells(grid.columns, grid.rows)
        )
    return tuple(_Spot(cell, grid.turns, cell, grid.turns) for cell in cells)


def _mirror_cell(cell: Box, grid: Grid, axis: Axis) -> Box:
    return mirror_box(cell, grid.sheet_width, grid.sheet_height, axis)


def _deal_cards(deck: Sequence[int], per_sheet: int, order: Order) -> list[list[tuple[int, int]]]:
    """For each sheet its (card, spot) pairs."""
    sheets = ceil(len(deck) / per_sheet)
    dealt: list[list[tuple[int, int]]] = [[] for _ in range(sheets)]
    for place, card in enumerate(deck):
        if order is Order.DECK:
            dealt[place // per_sheet].append((card, place % per_sheet))
        else:
            dealt[place % sheets].append((card, place // sheets))
    return dealt


def _place_faces(
    cards: Sequence[tuple[int, int]], spots: Sequence[_Spot], has_back: Sequence[bool]
) -> tuple[tuple[Placement, ...], tuple[Placement, ...]]:
    fronts = tuple(Placement(card, Side.FRONT, spots[i].front, spots[i].front_turns) for card, i in cards)
    backs = tuple(Placement(card, Side.BACK, spots[i].back, spots[i].back_turns) for card, i in cards if has_back[card])
    return fronts, backs


def _make_sides(
    sheet: int, fronts: tuple[Placement, ...], backs: tuple[Placement, ...], grid: Grid, duplex: Duplex
) -> tuple[SheetSide, ...]:
    cells = grid.cells
    if duplex is not Duplex.NONE:
        axis = find_axis(duplex, landscape=grid.landscape)
        behind = tuple(_mirror_cell(cell, grid, axis) for cell in cells)
        return (SheetSide(sheet, Side.FRONT, cells, fronts), SheetSide(sheet, Side.BACK, behind, backs))
    if backs and len(cells) == 1:
        return (SheetSide(sheet, Side.FRONT, cells, fronts), SheetSide(sheet + 1, Side.FRONT, cells, backs))
    return (SheetSide(sheet, Side.FRONT, cells, fronts + backs),)


def _describe_backs(grid: Grid) -> tuple[str, ...]:
    if len(grid.cells) == 1:
        return ("Printed on one side: each card's back is on the sheet after its front; glue them back to back.",)
    return (
        "Printed on one side: each card's back is next to its front; fold the sheet between them and glue, "
        "or cut both out and glue them back to back.",
    )
