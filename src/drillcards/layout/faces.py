"""One face: its slots filled in the order in which they depend on each other, drawn in reading order."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from drillcards.layout.codes import draw_code
from drillcards.layout.columns import Column
from drillcards.layout.compose import Composer
from drillcards.layout.drawing import draw_column
from drillcards.layout.flow import Pace, fit_flow
from drillcards.layout.pieces import Cut, Pieces, Step, StepPath
from drillcards.layout.setting import Setter
from drillcards.layout.slots import Filled, Passage, fill_pairs, fill_text
from drillcards.layout.structure import ARTIFACT, Placed
from drillcards.layout.subject import Subject, name_groups
from drillcards.layout.text import Typesetter, Word, gather_words
from drillcards.layout.words import find_word
from drillcards.model.page import Box, Line, Move, Shape, Tag, rect_path
from drillcards.model.template import CardTemplate, Face, Slot, SlotKind, TextStyle

TAGS: Final = {"title": Tag.HEADING_1, "description": Tag.PARAGRAPH, "category": Tag.PARAGRAPH}
"""What a text part means on a drill's first face; elsewhere, like all other parts, it is page furniture."""

RULE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a drill's faces are laid out with. ``pace`` fixes size and tightness where faces must look alike."""

    template: CardTemplate
    subject: Subject
    typesetter: Typesetter
    setter: Setter
    composer: Composer
    pace: Pace | None = None


class Sheet(NamedTuple):
    """Which face it is: "front", "back" or "more"; the first of the drill or not; "2 of 2" or nothing."""

    side: str
    first: bool
    mark: str


@dataclass(slots=True)
class LaidFace:
    """A face as it fills up. ``crowded`` names slots whose text ran out of its box; ``body_pt`` is 0 without a body."""

    overflow: Pieces
    filled: dict[str, Filled] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    body_pt: float = 0.0

    @property
    def crowded(self) -> tuple[str, ...]:
        """Names of the slots whose text ran out of its box."""
        return tuple(name for name, filled in self.filled.items() if not filled.fits)


def lay_out_face(
    desk: Desk, face: Face, sheet: Sheet, overflow: Pieces, own: Mapping[str, Pieces], *, force: bool = False
) -> LaidFace:
    """Fill a face: earlier faces' overflow goes into its first flow slot, before the slot's own pieces.

    ``force`` breaks text at any line rather than leave the first flow slot empty.
    """
    laid = LaidFace(overflow)
    slots = {slot.name: slot for slot in face.slots}
    for slot in face.slots:
        _fill_slot(desk, slots, slot, sheet, own, laid, force)
    return laid


def draw_face(face: Face, laid: LaidFace) -> tuple[Placed, ...]:
    """The face's items in the template's order."""
    return tuple(item for slot in face.slots for item in laid.filled[slot.name].placed)


def _fill_slot(  # the slots that this one waits for are filled first
    desk: Desk,
    slots: Mapping[str, Slot],
    slot: Slot,
    sheet: Sheet,
    own: Mapping[str, Pieces],
    laid: LaidFace,
    force: bool,
) -> None:
    if slot.name in laid.filled:
        return
    for name in (*slot.after, *slot.clear_of):
        _fill_slot(desk, slots, slots[name], sheet, own, laid, force)
    box = _find_box(slot, laid)
    style = desk.template.get_style(slot.style)
    match slot.kind:
        case SlotKind.PANEL:
            filled = Filled((_draw_panel(desk, slot),), slot.box)
        case SlotKind.TEXT:
            filled = _fill_texts(desk, slot, style, sheet, box)
        case SlotKind.FACTS:
            filled = _fill_facts(desk, slot, style, sheet, box)
        case SlotKind.LEGEND:
            filled = _fill_legend(desk, slot, style, sheet, box)
        case SlotKind.CODE:
            filled = _fill_code(desk, style, box)
        case SlotKind.FIGURE:
            filled = Filled((), box._replace(h=0.0))
        case SlotKind.FLOW:
            filled = _fill_flow(desk, slot, style, sheet, box, own, laid, force)
    if filled.used.bottom > desk.template.height - desk.template.safe + 0.01 and slot.kind is not SlotKind.PANEL:
        filled = replace(filled, fits=False)
    laid.filled[slot.name] = _finish(desk, slot, filled, box)


def _find_box(slot: Slot, laid: LaidFace) -> Box:
    box = slot.box
    if slot.after:
        top = max(laid.filled[name].used.bottom for name in slot.after) + slot.gap
        box = Box(box.x, top, box.w, box.h if slot.rigid else box.bottom - top)
    shown = [laid.filled[name].used.x for name in slot.clear_of if laid.filled[name].placed]
    if shown:
        box = box._replace(w=min(shown) - slot.gutter - box.x)
    return box


def _finish(desk: Desk, slot: Slot, filled: Filled, box: Box) -> Filled:
    """An empty slot takes no room, not even its gap; one with a rule draws it."""
    if not filled.placed:
        return Filled((), Box(box.x, box.y - slot.gap, box.w, 0.0))
    if not slot.rule:
        return filled
    y = filled.used.y if slot.rule == "top" else filled.used.bottom
    line = Shape((Move(box.x, y), Line(box.right, y)), stroke=desk.subject.inks["ink"], line_width=RULE)
    return Filled((*filled.placed, Placed(ARTIFACT, line)), filled.used, filled.fits)


def _draw_panel(desk: Desk, slot: Slot) -> Placed:
    """A filled box; edges on the trim move out to the bleed."""
    template, box = desk.template, slot.box
    left = -template.bleed if box.x < 0.01 else box.x
    top = -template.bleed if box.y < 0.01 else box.y
    right = template.width + template.bleed if box.right > template.width - 0.01 else box.right
    bottom = template.height + template.bleed if box.bottom > template.height - 0.01 else box.bottom
    shape = Shape(rect_path(Box(left, top, right - left, bottom - top)), fill=desk.subject.inks[slot.fill or "pale"])
    return Placed(ARTIFACT, shape)


def _fill_texts(desk: Desk, slot: Slot, style: TextStyle, sheet: Sheet, box: Box) -> Filled:
    texts = {**desk.subject.texts, "count": sheet.mark}
    shown = [part for part in slot.shows if texts.get(part)]
    if not shown:
        return Filled((), box)
    text = slot.separator.join(texts[part] for part in shown)
    path: StepPath = ARTIFACT
    if sheet.first and len(shown) == 1 and shown[0] in TAGS:
        path = (Step(TAGS[shown[0]], shown[0]),)
    words = desk.typesetter.set_text(text.upper() if style.upper else text, style.font)
    return fill_text(Passage(words, path, style.color), slot, style, box, desk.typesetter, desk.subject.inks)


def _fill_facts(desk: Desk, slot: Slot, style: TextStyle, sheet: Sheet, box: Box) -> Filled:
    """The facts that the slot names, and with "*" those that no other slot of the template does."""
    named = {part for other in desk.template.list_slots() if other.kind is SlotKind.FACTS for part in other.shows}
    pairs = []
    for fact in desk.subject.drill.facts:
        if fact.key not in slot.shows and ("*" not in slot.shows or fact.key in named):
            continue
        path = (Step(Tag.PARAGRAPH, f"fact-{fact.key}"),) if sheet.first else ARTIFACT
        label = Passage(desk.typesetter.set_text(fact.label, "head-medium"), path, "muted")
        value = Passage(desk.typesetter.set_text(fact.value, "head"), path, style.color)
        pairs.append((label, value))
    return fill_pairs(pairs, style, box, desk.subject.inks) if pairs else Filled((), box)


def _fill_legend(desk: Desk, slot: Slot, style: TextStyle, sheet: Sheet, box: Box) -> Filled:
    """Group names separated by commas: the primary ones bold, the others plain."""
    names = name_groups(desk.subject.drill.muscles, desk.subject.groups)
    words: list[Word] = []
    for index, (name, primary) in enumerate(names):
        text = name + ("," if index < len(names) - 1 else "")
        words.extend(desk.typesetter.set_text(text, "bold" if primary else "body").items)
    if not words:
        return Filled((), box)
    path: StepPath = (Step(Tag.PARAGRAPH, "legend"),) if sheet.first else ARTIFACT
    return fill_text(
        Passage(gather_words(words), path, style.color), slot, style, box, desk.typesetter, desk.subject.inks
    )


def _fill_code(desk: Desk, style: TextStyle, box: Box) -> Filled:
    """The video's code with its word below."""
    drill, inks = desk.subject.drill, desk.subject.inks
    if not drill.video:
        return Filled((), box)
    label = find_word("video", drill.lang)
    leading = style.sizes[0] * style.leading[0]
    group = draw_code(drill.video, box._replace(h=box.h - leading), inks["ink"], f"{label}: {drill.video}")
    if group is None:
        return Filled((), box)
    return Filled((Placed((), group),), box)


def _fill_flow(
    desk: Desk,
    slot: Slot,
    style: TextStyle,
    sheet: Sheet,
    box: Box,
    own: Mapping[str, Pieces],
    laid: LaidFace,
    force: bool,
) -> Filled:
    pieces = (*_continue_section(desk, laid.overflow), *own.get(f"{sheet.side}.{slot.name}", ()))
    fit = fit_flow(
        pieces,
        box,
        style,
        desk.setter,
        columns=slot.columns,
        gutter=slot.gutter,
        pace=desk.pace,
        force=force,
    )
    laid.overflow = fit.rest
    laid.columns.extend(column for column, _ in fit.columns)
    laid.body_pt = laid.body_pt or fit.measure.size
    placed = tuple(
        item for column, place in fit.columns for item in draw_column(column, place, fit.measure, desk.subject.inks)
    )
    used = max((column.height for column, _ in fit.columns), default=0.0)
    return Filled(placed, box._replace(h=used))


def _continue_section(desk: Desk, pieces: Pieces) -> Pieces:
    """Overflow that starts inside a section is headed by its name again; the structure has it once."""
    if not pieces or pieces[0].cut is Cut.SECTION or not pieces[0].section:
        return pieces
    word = find_word("continued", desk.subject.drill.lang)
    head = desk.composer.compose_heading(f"{pieces[0].section} ({word})", ARTIFACT, pieces[0].section)
    return (head, *pieces)
