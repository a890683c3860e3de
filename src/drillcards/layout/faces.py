"""One face: its slots filled in the order in which they depend on each other, drawn in reading order."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from drillcards.layout.desk import Desk, LaidFace, Sheet
from drillcards.layout.drawing import Inks, draw_column
from drillcards.layout.fillers import FILLERS, Job
from drillcards.layout.lanes import Beside
from drillcards.layout.pieces import Pieces
from drillcards.layout.slots import Filled
from drillcards.layout.structure import ARTIFACT, Placed
from drillcards.model.drill import Fact
from drillcards.model.page import Box, Line, Move, Shape
from drillcards.model.template import CardTemplate, Face, Slot, SlotKind
from drillcards.model.units import mm_to_pt

HOLE_CLEAR: Final = mm_to_pt(12)
"""No ink within this diameter of a ring hole's centre: the paper is punched wider than the film, which seals it."""
RULE: Final = 0.9


def lay_out_face(
    desk: Desk, face: Face, sheet: Sheet, overflow: Pieces, handed: tuple[Fact, ...] = (), *, force: bool = False
) -> LaidFace:
    """Fill a face: earlier faces' overflow goes into its first flow slot, before the slot's own pieces.

    The facts that they ``handed`` on go into its first facts slot that has room. ``force`` breaks text at any line
    rather than leave the first flow slot empty.
    """
    laid = LaidFace(overflow, handed=handed)
    slots = {slot.name: slot for slot in face.slots}
    for slot in face.slots:
        _fill_slot(desk, slots, slot, sheet, laid, force)
    return laid


def draw_face(face: Face, laid: LaidFace, inks: Inks) -> list[Placed]:
    """The face's items in the template's order."""
    placed: list[Placed] = []
    for slot in face.slots:
        filled = laid.filled[slot.name]
        placed += filled.placed
        if filled.flow:
            for column, box in filled.flow.columns:
                placed += draw_column(column, box, inks)
    return placed


def _fill_slot(desk: Desk, slots: Mapping[str, Slot], slot: Slot, sheet: Sheet, laid: LaidFace, force: bool) -> None:
    """Fill a slot, and before it those that it waits for."""
    if slot.name in laid.filled:
        return
    for name in (*slot.after, *slot.clear_of):
        _fill_slot(desk, slots, slots[name], sheet, laid, force)
    box = _find_box(slot, laid, sheet.holes)
    beside = _find_beside(slot, laid, box)
    if beside and slot.kind is not SlotKind.FLOW:
        box = box._replace(w=beside.width)
    job = Job(desk, sheet, slot, desk.template.get_style(slot.style), box, laid, force, beside)
    filled = FILLERS[slot.kind](job)
    if filled.used.bottom > desk.template.height - desk.template.safe + 0.01 and slot.kind is not SlotKind.PANEL:
        filled = replace(filled, fits=False)
    laid.filled[slot.name] = _finish(desk, slot, filled, box)


def find_holes(template: CardTemplate, *, is_back: bool) -> tuple[Box, ...]:
    """Where a front or a back must stay free of ink, as the paper is punched there."""
    if template.ring_hole is None:
        return ()
    x, y = template.ring_hole
    middle = template.width - x if is_back else x
    return (Box(middle - HOLE_CLEAR / 2, y - HOLE_CLEAR / 2, HOLE_CLEAR, HOLE_CLEAR),)


def _find_box(slot: Slot, laid: LaidFace, holes: tuple[Box, ...]) -> Box:
    """The slot's box, moved by what it comes after, but never up to where a hole is."""
    box = slot.box
    if slot.after:
        top = max(laid.filled[name].used.bottom for name in slot.after) + slot.gap
        beside = [hole for hole in holes if hole.x < box.right and box.x < hole.right]
        top = max([top, *(hole.bottom + RULE / 2 for hole in beside if hole.y < top)])
        box = Box(box.x, top, box.w, box.h if slot.rigid else box.bottom - top)
    return box


def _find_beside(slot: Slot, laid: LaidFace, box: Box) -> Beside | None:
    """The room to the left of what the slot keeps clear of, as far as there is anything."""
    shown = [laid.filled[name].used for name in slot.clear_of if laid.filled[name].shows]
    if not shown:
        return None
    width = min(used.x for used in shown) - slot.gutter - box.x
    return Beside(width, max(used.bottom for used in shown) + slot.gap - box.y)


def _finish(desk: Desk, slot: Slot, filled: Filled, box: Box) -> Filled:
    """An empty slot takes no room, not even its gap; one with a rule draws it."""
    if not filled.shows:
        return Filled((), Box(box.x, box.y - slot.gap, box.w, 0.0))
    if not slot.rule:
        return filled
    y = filled.used.y if slot.rule == "top" else filled.used.bottom
    line = Shape((Move(box.x, y), Line(box.right, y)), stroke=desk.subject.inks["ink"], line_width=RULE)
    return replace(filled, placed=(*filled.placed, Placed(ARTIFACT, line)))
