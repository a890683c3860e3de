"""QR codes as shapes: sharp at every size, with the quiet zone that readers need."""

from typing import Final

import segno

from drillcards.model.page import Box, Close, Color, Group, Line, LinkArea, Move, Path, Shape, Tag
from drillcards.model.units import mm_to_pt

QUIET: Final = 4
"""Modules of white on each side (ISO/IEC 18004, 9.1)."""
MIN_MODULE: Final = mm_to_pt(0.4)
"""A phone at arm's length reads modules of 0.4 mm off a matt pouch; smaller ones drown in glare."""


def can_encode(url: str) -> bool:
    """Whether the URL isn't longer than the largest code there is."""
    return _make_code(url) is not None


def draw_code(url: str, box: Box, ink: Color, alt: str) -> Group | None:
    """The URL's code, as large as the box allows, or None when its modules would be too small to read.

    The error correction is the highest that doesn't make the code larger.
    """
    code = _make_code(url)
    if code is None:
        return None
    rows = [bytes(row) for row in code.matrix]
    count = len(rows) + 2 * QUIET
    module = min(box.w, box.h) / count
    if module < MIN_MODULE:
        return None
    side = module * count
    place = Box(box.x + (box.w - side) / 2, box.y, side, side)
    shape = Shape(_trace_modules(rows, place.x + QUIET * module, place.y + QUIET * module, module), fill=ink)
    figure = Group((shape,), Tag.FIGURE, "code", alt=alt, box=place)
    return Group((figure, LinkArea(place, url, alt)), Tag.LINK, "video", box=place)


def _make_code(url: str) -> segno.QRCode | None:
    try:
        return segno.make_qr(url, error="m", boost_error=True)
    except segno.DataOverflowError:
        return None


def _trace_modules(rows: list[bytes], x: float, y: float, module: float) -> Path:
    """One rectangle for each run of dark modules in a row."""
    path: list[Move | Line | Close] = []
    for down, row in enumerate(rows):
        top, bottom = y + down * module, y + (down + 1) * module
        start = None
        for across, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = across
            elif not dark and start is not None:
                left, right = x + start * module, x + across * module
                path += [Move(left, top), Line(right, top), Line(right, bottom), Line(left, bottom), Close()]
                start = None
    return tuple(path)
