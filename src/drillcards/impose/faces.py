"""A face as a part of a sheet, or as a page for a print shop: what cards and booklets have in common."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from drillcards.impose.grid import PRINTABLE_MARGIN
from drillcards.impose.marks import draw_crop_marks
from drillcards.model.page import Box, Group, Item, LinkArea, Page, rect_path
from drillcards.model.units import pt_to_mm

_SAME: Final = 0.01
"""Points within which two lengths are one."""


def find_odd_face(faces: Iterable[Page], first: Page) -> int | None:
    """The index of the first face whose size or bleed isn't that of ``first``."""
    for index, face in enumerate(faces):
        lengths = zip((face.width, face.height, face.bleed), (first.width, first.height, first.bleed), strict=True)
        if any(abs(a - b) > _SAME for a, b in lengths):
            return index
    return None


def add_crop_marks(face: Page) -> Page:
    """The face with crop marks outside its bleed, in a slug made wide enough for them."""
    marks, reach = draw_crop_marks(Box(0.0, 0.0, face.width, face.height), face.bleed)
    return replace(face, items=(*face.items, marks), slug=max(face.slug, reach))


def strip_tags(items: Sequence[Item]) -> tuple[Item, ...]:
    """The same ink without meaning: no tags and no links, which mean nothing on a sheet to be cut or folded."""
    return tuple(
        Group(strip_tags(item.items), x=item.x, y=item.y, turns=item.turns, clip=item.clip)
        if isinstance(item, Group)
        else item
        for item in items
        if not isinstance(item, LinkArea)
    )


def place_face(items: tuple[Item, ...], cell: Box, turns: int, inked: Box) -> Group:
    """A face, moved so that its trim turned by quarter ``turns`` about its top left corner covers ``cell``.

    Only what lies in ``inked`` prints: a box in the face's own coordinates.
    """
    x = cell.right if turns in (1, 2) else cell.x
    y = cell.bottom if turns in (2, 3) else cell.y
    return Group(items, x=x, y=y, turns=turns, clip=rect_path(inked))


def find_printable(sheet_width: float, sheet_height: float) -> Box:
    """What a printer reaches of a sheet, in points from its top left corner."""
    margin = PRINTABLE_MARGIN
    return Box(margin, margin, sheet_width - 2 * margin, sheet_height - 2 * margin)


def warn_of_edge(nearest: float, trial: str) -> tuple[str, ...]:
    """A word of warning if a printer's blank edge may swallow text that begins ``nearest`` points from the edge.

    ``trial`` is what to do about it, as the second half of the sentence.
    """
    if nearest >= PRINTABLE_MARGIN - _SAME:
        return ()
    return (f"Text begins {pt_to_mm(nearest):.2g} mm from the sheet's edge: {trial}.",)
