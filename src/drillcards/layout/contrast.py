"""Ink that stands out from the colour it is printed on."""

from typing import Final

from drillcards.model.page import BLACK, WHITE, Color

INK: Final = Color(0.09, 0.09, 0.11)
LEAST_CONTRAST: Final = 4.5
"""For text of any size (WCAG 2.2, 1.4.3)."""


def choose_ink(ground: Color) -> Color:
    """Ink or white, whichever stands out more; black for the middle tones on which neither reaches 4.5:1."""
    best = max((INK, WHITE), key=lambda ink: measure_contrast(ink, ground))
    return best if measure_contrast(best, ground) >= LEAST_CONTRAST else BLACK


def measure_contrast(one: Color, other: Color) -> float:
    """From 1 for equal colours to 21 for black on white (WCAG 2.2, contrast ratio)."""
    dark, light = sorted((_measure_luminance(one), _measure_luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _measure_luminance(color: Color) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
