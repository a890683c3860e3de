"""Numbers, turns and paths as PDF writes them."""

from functools import lru_cache
from typing import Final

from drillcards.model.page import Close, Curve, Line, Move, Path

TURNS: Final = ("1 0 0 1", "0 -1 1 0", "-1 0 0 -1", "0 1 -1 0")
"""The rotation part of a matrix for each number of clockwise quarter turns."""


def format_number(value: float) -> str:
    """A length with two decimals, 3.5 µm: finer than any printer's dot. Exact below 10,000 points."""
    return f"{round(value, 2) + 0.0:g}"  # + 0.0 turns -0.0 into 0


@lru_cache(maxsize=65536)
def format_hundredths(value: int) -> str:
    """The same of a length in hundredths of a point. Kept, as a page's lines and columns come again."""
    return f"{value / 100:g}"


def format_path(path: Path, x: float, y: float) -> str:
    """The operators that build a path moved by (x, y), y upwards. Kept, as figures come again on every card."""
    return _keep_path(path, get_kinds(path), x, y)


def get_kinds(path: Path) -> tuple[type, ...]:
    """What the segments are; beside a path in any key, as a Line and a Move to one point are equal tuples."""
    return tuple(map(type, path))


@lru_cache(maxsize=1024)
def _keep_path(path: Path, _kinds: tuple[type, ...], x: float, y: float) -> str:
    return spell_path(path, x, y)


def spell_path(path: Path, x: float, y: float) -> str:
    """The same, not kept."""
    parts = []
    for segment in path:
        if isinstance(segment, Close):
            parts.append("h")
            continue
        numbers = [segment[i] + x if i % 2 == 0 else -(segment[i] + y) for i in range(len(segment))]
        parts.append(f"{' '.join(map(format_number, numbers))} {_OPERATORS[type(segment)]}")
    return " ".join(parts)


_OPERATORS: dict[type, str] = {Move: "m", Line: "l", Curve: "c"}
