"""The grid of cards on a sheet: how many, which way round, with how much bleed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import floor
from typing import Final

from drillcards.impose.papers import format_size, list_papers, orient_sheet
from drillcards.model.page import Box
from drillcards.model.problem import Problem, Severity
from drillcards.model.sheet import Paper, Stock
from drillcards.model.units import mm_to_pt

PRINTABLE_MARGIN: Final = mm_to_pt(5)
"""Office printers leave 4.2–5 mm of the sheet's edge blank."""
STOCK_TOLERANCE: Final = mm_to_pt(0.5)
"""How far a card may differ from a stock's: A6 is 148 mm high, a quarter of A4 148.5 mm."""
_FILL_TOLERANCE: Final = mm_to_pt(2)
"""Cards fill a sheet if no more is left over: halving ISO sizes drops fractions (two A6 are 296 mm, A4 is 297 mm)."""
_WORTH_THE_BLEED: Final = 2
"""A later option replaces an earlier one only if it holds this many times as many cards: bleed is what forgives a
cutter its 1.6 mm, so 9 poker cards a sheet rather than 6 don't justify losing it, and four A6 rather than two do."""
_ROUNDING: Final = 0.01
"""Points. Lengths converted from millimetres differ in the last digits only."""


class Fit(StrEnum):
    """What a grid does with the cards' bleeds."""

    FULL_BLEED = "full-bleed"
    """Each card keeps its bleed; neighbours are two bleeds apart."""
    SHARED_CUTS = "shared-cuts"
    """No bleed; one cut parts two neighbours."""
    FULL_SHEET = "full-sheet"
    """No bleed, and the cards reach the edge of the sheet, which they fill."""
    PERFORATED = "perforated"
    """The stock's own grid."""


FIT_OPTIONS: Final = (Fit.FULL_BLEED, Fit.SHARED_CUTS, Fit.FULL_SHEET)
"""In order of preference; see ``find_grid``."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of one size on one side of a sheet, in points from its top left corner.

    ``sheet_width`` and ``sheet_height`` are as looked at. A cell is a card's trim; ``bleed`` is what prints around it.
    ``turns`` are a front's clockwise quarter turns: 0 or 1.
    """

    paper: str
    sheet_width: float
    sheet_height: float
    columns: int
    rows: int
    left: float
    top: float
    cell_width: float
    cell_height: float
    pitch_x: float
    pitch_y: float
    bleed: float
    turns: int
    fit: Fit

    @property
    def landscape(self) -> bool:
        """Whether the sheet is wider than high."""
        return self.sheet_width > self.sheet_height

    @property
    def cells(self) -> tuple[Box, ...]:
        """The trims, row by row."""
        return tuple(
            Box(self.left + column * self.pitch_x, self.top + row * self.pitch_y, self.cell_width, self.cell_height)
            for row, column in product(range(self.rows), range(self.columns))
        )


def find_grid(
    width: float, height: float, bleed: float, paper: Paper | Stock, *, options: Iterable[Fit] = FIT_OPTIONS
) -> Grid | Problem:
    """The grid for cards of ``width`` × ``height`` (trim) with ``bleed``, all points; or why there is none.

    On plain paper each option gives its best grid: the one with the most cards, then with cards upright, then with
    the sheet upright, centred, everything that prints 5 mm inside the sheet (``FULL_SHEET`` excepted). The first
    option that fits is taken, unless a later one holds twice as many cards. On stock the card must have the
    stock's size, either way round, within 0.5 mm.
    """
    if isinstance(paper, Stock):
        return _fit_stock(width, height, bleed, paper) or _explain_stock(width, height, bleed, paper)
    return _fit_paper(width, height, bleed, paper, options) or _explain_paper(width, height, bleed, paper)


def describe_fit(grid: Grid, bleed: float) -> tuple[str, ...]:
    """What a coach should know of a grid that gave up the cards' ``bleed`` or the printable margin; often nothing."""
    notes: list[str] = []
    if grid.bleed < bleed - _ROUNDING:
        notes.append(
            f"Cards on {grid.paper} touch, so colour ends at the perforation, without bleed."
            if grid.fit is Fit.PERFORATED
            else f"Bleeds don't fit on {grid.paper}: cards share their cuts, which must be exact."
        )
    if min(grid.left, grid.top) < PRINTABLE_MARGIN - _ROUNDING:
        notes.append(f"The cards reach the edge of {grid.paper}: most printers leave up to 5 mm blank there.")
    return tuple(notes)


def _fit_paper(width: float, height: float, bleed: float, paper: Paper, options: Iterable[Fit]) -> Grid | None:
    best: Grid | None = None
    for fit in options:
        grid = _fit_option(width, height, bleed, paper, fit)
        if grid and (best is None or len(grid.cells) >= _WORTH_THE_BLEED * len(best.cells)):
            best = grid
    return best


def _fit_option(width: float, height: float, bleed: float, paper: Paper, fit: Fit) -> Grid | None:
    kept = bleed if fit is Fit.FULL_BLEED else 0.0
    grids = [
        _fill_sheet(width, height, kept, paper, landscape=landscape, turns=turns, fit=fit)
        for landscape, turns in product((False, True), (0, 1))
    ]
    found = [grid for grid in grids if grid.columns and grid.rows]
    return min(found, key=lambda grid: (-grid.columns * grid.rows, grid.turns, grid.landscape), default=None)


def _fill_sheet(
    width: float, height: float, bleed: float, paper: Paper, *, landscape: bool, turns: int, fit: Fit
) -> Grid:
    sheet_width, sheet_height = orient_sheet(paper, landscape=landscape)
    cell_width, cell_height = (height, width) if turns else (width, height)
    pitch_x, pitch_y = cell_width + 2 * bleed, cell_height + 2 * bleed
    columns = _count_cards(sheet_width, pitch_x, fit)
    rows = _count_cards(sheet_height, pitch_y, fit)
    return Grid(
        paper=paper.name,
        sheet_width=sheet_width,
        sheet_height=sheet_height,
        columns=columns,
        rows=rows,
        left=(sheet_width - columns * pitch_x) / 2 + bleed,
        top=(sheet_height - rows * pitch_y) / 2 + bleed,
        cell_width=cell_width,
        cell_height=cell_height,
        pitch_x=pitch_x,
        pitch_y=pitch_y,
        bleed=bleed,
        turns=turns,
        fit=fit,
    )


def _count_cards(sheet: float, pitch: float, fit: Fit) -> int:
    if fit is Fit.FULL_SHEET:
        filling = floor((sheet + _ROUNDING) / pitch)
        if filling and sheet - filling * pitch <= _FILL_TOLERANCE:
            return filling
    return max(0, floor((sheet - 2 * PRINTABLE_MARGIN + _ROUNDING) / pitch))


def _fit_stock(width: float, height: float, bleed: float, stock: Stock) -> Grid | None:
    turns = next((turns for turns in (0, 1) if _matches(width, height, turns, stock)), None)
    if turns is None:
        return None
    sheet_width, sheet_height = orient_sheet(stock.paper, landscape=stock.landscape)
    cell_width, cell_height = (height, width) if turns else (width, height)
    return Grid(
        paper=stock.name,
        sheet_width=sheet_width,
        sheet_height=sheet_height,
        columns=stock.columns,
        rows=stock.rows,
        left=stock.left + (stock.card_width - cell_width) / 2,
        top=stock.top + (stock.card_height - cell_height) / 2,
        cell_width=cell_width,
        cell_height=cell_height,
        pitch_x=stock.pitch_x,
        pitch_y=stock.pitch_y,
        bleed=bleed if _has_waste_around(stock, bleed) else 0.0,
        turns=turns,
        fit=Fit.PERFORATED,
    )


def _matches(width: float, height: float, turns: int, stock: Stock) -> bool:
    cell_width, cell_height = (height, width) if turns else (width, height)
    differences = (abs(cell_width - stock.card_width), abs(cell_height - stock.card_height))
    return max(differences) <= STOCK_TOLERANCE + _ROUNDING


def _has_waste_around(stock: Stock, bleed: float) -> bool:
    """Whether every card has waste for its bleed on all four sides."""
    between = [
        pitch - size
        for count, pitch, size in (
            (stock.columns, stock.pitch_x, stock.card_width),
            (stock.rows, stock.pitch_y, stock.card_height),
        )
        if count > 1
    ]
    outside = min(stock.left, stock.top) - PRINTABLE_MARGIN
    return outside >= bleed and all(gap >= 2 * bleed for gap in between)


def _explain_paper(width: float, height: float, bleed: float, paper: Paper) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="card-too-large",
        path="",
        line=None,
        message=f"Cards of {format_size(width, height)} don't fit on {paper.title} "
        f"({format_size(paper.width, paper.height)}), of which the printer leaves 5 mm blank on each side.",
        hint=_suggest_papers(width, height, bleed),
    )


def _explain_stock(width: float, height: float, bleed: float, stock: Stock) -> Problem:
    size = format_size(stock.card_width, stock.card_height)
    return Problem(
        severity=Severity.ERROR,
        code="stock-size",
        path="",
        line=None,
        message=f"{stock.name} is perforated for cards of {size}; these are {format_size(width, height)}.",
        hint=f"Use a template of {size}. {_suggest_papers(width, height, bleed)}",
    )


def _suggest_papers(width: float, height: float, bleed: float) -> str:
    names = [
        paper.name
        for paper in list_papers()
        if (
            _fit_stock(width, height, bleed, paper)
            if isinstance(paper, Stock)
            else _fit_paper(width, height, bleed, paper, FIT_OPTIONS)
        )
    ]
    single = "--paper single prints each face on a page of its own size."
    return f"--paper takes these for this size: {', '.join(names)}. {single}" if names else single
