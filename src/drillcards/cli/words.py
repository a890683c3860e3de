"""Numbers, lengths and file names as the program says them."""

from pathlib import Path

from drillcards.model.units import pt_to_mm


def count(number: int, noun: str, plural: str = "") -> str:
    """``count(1, "card") == "1 card"``, ``count(2, "card") == "2 cards"``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def name_size(width: float, height: float) -> str:
    """A size in points as "101.6 × 152.4 mm"."""
    return f"{pt_to_mm(width):.4g} × {pt_to_mm(height):.4g} mm"


def name_file(path: Path) -> str:
    """A path as seen from the current folder if it lies below that, else whole; always with forward slashes."""
    here = Path.cwd()
    absolute = here / path
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else absolute).as_posix()
