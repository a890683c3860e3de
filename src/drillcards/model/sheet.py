"""Paper, and where cards lie on it."""

from dataclasses import dataclass
from enum import StrEnum


class Duplex(StrEnum):
    """The edge that a sheet is turned on to print its other side."""

    LONG = "long"
    SHORT = "short"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, portrait: ``width`` ≤ ``height``, in points."""

    name: str
    title: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Stock:
    """Perforated paper: cards of one size on a fixed grid. All lengths in points, from the sheet's top left corner.

    ``landscape`` turns the paper; ``paper.width`` stays its shorter edge.
    """

    name: str
    title: str
    paper: Paper
    landscape: bool
    card_width: float
    card_height: float
    columns: int
    rows: int
    left: float
    top: float
    pitch_x: float
    pitch_y: float
