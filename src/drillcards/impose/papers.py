"""The papers and perforated stock that the program knows by name; the figures are in ``stock.toml``."""

import tomllib
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any, Final

from drillcards.model.sheet import Paper, Stock
from drillcards.model.units import mm_to_pt, pt_to_mm

_SUGGESTIONS: Final = 3
_SIMILARITY: Final = 0.5
"""difflib's ratio from which a name counts as a near miss: "avrey-5389" yes, "tracing-paper" no."""


def find_paper(name: str) -> Paper | Stock | None:
    """The paper or stock of this name (case, spaces and underscores don't matter), or None."""
    return _load_papers().get(_fold_name(name))


def list_papers() -> tuple[Paper | Stock, ...]:
    """Every paper, then every stock, once each, in the order of ``stock.toml``."""
    return tuple(dict.fromkeys(_load_papers().values()))


def nearest_papers(name: str) -> tuple[str, ...]:
    """Up to three known names for one that isn't known: those that contain it, then those spelled much like it."""
    wanted = _fold_name(name)
    known = tuple(_load_papers())
    containing = [candidate for candidate in known if wanted and wanted in candidate]
    similar = get_close_matches(wanted, known, n=_SUGGESTIONS, cutoff=_SIMILARITY)
    return tuple(dict.fromkeys(containing + similar))[:_SUGGESTIONS]


def orient_sheet(paper: Paper, *, landscape: bool) -> tuple[float, float]:
    """The sheet's width and height as it is looked at."""
    return (paper.height, paper.width) if landscape else (paper.width, paper.height)


def format_size(width: float, height: float) -> str:
    """A size as a coach reads it: ``"152.4 × 101.6 mm"``."""
    return f"{pt_to_mm(width):.4g} × {pt_to_mm(height):.4g} mm"


def _fold_name(name: str) -> str:
    return "-".join(name.lower().replace("_", " ").split())


@cache
def _load_papers() -> dict[str, Paper | Stock]:
    text = files(__package__).joinpath("stock.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    papers = {row["names"][0]: _read_paper(row) for row in data["paper"]}
    stock = {row["names"][0]: _read_stock(row, papers) for row in data["stock"]}
    found: dict[str, Paper | Stock] = {**papers, **stock}
    return {name: found[row["names"][0]] for row in data["paper"] + data["stock"] for name in row["names"]}


def _read_paper(row: dict[str, Any]) -> Paper:
    width, height = map(mm_to_pt, row["size"])
    return Paper(row["names"][0], row["title"], width, height)


def _read_stock(row: dict[str, Any], papers: dict[str, Paper]) -> Stock:
    card_width, card_height = map(mm_to_pt, row["card"])
    left, top = map(mm_to_pt, row["first"])
    pitch_x, pitch_y = map(mm_to_pt, row["pitch"])
    return Stock(
        name=row["names"][0],
        title=row["title"],
        paper=papers[row["paper"]],
        landscape=row.get("landscape", False),
        card_width=card_width,
        card_height=card_height,
        columns=row["grid"][0],
        rows=row["grid"][1],
        left=left,
        top=top,
        pitch_x=pitch_x,
        pitch_y=pitch_y,
    )
