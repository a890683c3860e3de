"""Lengths. Inside the program every length is in PostScript points (1/72 inch); files say millimetres or points."""

from typing import Final

POINTS_PER_MM: Final = 72 / 25.4


def mm_to_pt(mm: float) -> float:
    """Millimetres to points: ``mm_to_pt(25.4) == 72``."""
    return mm * POINTS_PER_MM


def pt_to_mm(pt: float) -> float:
    """Points to millimetres."""
    return pt / POINTS_PER_MM
