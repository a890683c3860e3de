"""Where a back lies so that it ends up behind its front.

A card is turned like a page of a book, about its own vertical axis: what is up in front is up behind. On the sheet
the card may lie turned, and the sheet is turned about one of *its* axes, so the back's turn follows from both.
Seen from behind, a sheet turned about its vertical axis is mirrored left to right: the point (x, y) lies at
(W − x, y), and the direction (dx, dy) becomes (−dx, dy). Folding a sheet along a line is the same mirroring, which is
why fronts and backs printed side by side for a one-sided printer use these functions too.
"""

from enum import StrEnum
from itertools import product

from drillcards.model.page import Box
from drillcards.model.sheet import Duplex


class Axis(StrEnum):
    """The line on the sheet, as it is looked at, about which it is turned or folded."""

    VERTICAL = "vertical"
    HORIZONTAL = "horizontal"


def find_axis(duplex: Duplex, *, landscape: bool) -> Axis:
    """The axis for an edge: the long edge stands upright on a portrait sheet and lies flat on a landscape one.

    Raises ValueError for ``Duplex.NONE``, which turns nothing.
    """
    if duplex is Duplex.NONE:
        raise ValueError("a sheet printed on one side isn't turned")
    upright_edge = Duplex.SHORT if landscape else Duplex.LONG
    return Axis.VERTICAL if duplex is upright_edge else Axis.HORIZONTAL


def mirror_box(box: Box, sheet_width: float, sheet_height: float, axis: Axis) -> Box:
    """The place on the other side that lies exactly behind ``box``: W − x − w, or H − y − h. Points."""
    if axis is Axis.VERTICAL:
        return box._replace(x=sheet_width - box.right)
    return box._replace(y=sheet_height - box.bottom)


def turn_back(turns: int, axis: Axis) -> int:
    """Clockwise quarter turns of a back whose front has ``turns``.

    After r turns a card's up points along (sin r·90°, −cos r·90°). Mirrored about the vertical axis that is the up of
    −r turns, about the horizontal axis that of 2 − r.
    """
    return (-turns if axis is Axis.VERTICAL else 2 - turns) % 4


def pair_cells(columns: int, rows: int) -> tuple[tuple[int, int, Axis], ...]:
    """Neighbouring cells for a front and its back on one side: (front, back, axis of the fold between them).

    Cells count row by row from 0. Pairs lie side by side; where the columns are odd in number, one above the other
    (all of them when the rows are even, else only the last column). If both are odd the last cell stays empty.
    """
    across = 0 if columns % 2 and rows % 2 == 0 else columns // 2 * 2
    side_by_side = [
        (row * columns + column, row * columns + column + 1, Axis.VERTICAL)
        for row, column in product(range(rows), range(0, across, 2))
    ]
    stacked = [
        (row * columns + column, (row + 1) * columns + column, Axis.HORIZONTAL)
        for row, column in product(range(0, rows - 1, 2), range(across, columns))
    ]
    return tuple(sorted(side_by_side + stacked))
