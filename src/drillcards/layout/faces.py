"""One face: its slots filled in the order in which they depend on each other, drawn in reading order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final, NamedTuple

from drillcards.layout.codes import draw_code
from drillcards.layout.columns import Column
from drillcards.layout.compose import Composer
from drillcards.layout.drawing import Inks, draw_column
from drillcards.layout.figure import draw_figure, find_aspect
from drillcards.layout.flow import Pace, fit_flow
from drillcards.layout.pieces import Cut, Pieces, Step, StepPath
from drillcards.layout.setting import Setter
from drillcards.layout.slots import Filled, Pair, Passage, fill_pairs, fill_text, fit_pairs
from drillcards.layout.structure import ARTIFACT, Placed
from drillcards.layout.subject import SETTINGS_PARTS, Subject, choose_facts, name_groups
from drillcards.layout.text import Word, Words, gather_words
from drillcards.layout.typesetter import Typesetter
from drillcards.layout.words import find_word
from drillcards.model.drill import Fact
from drillcards.model.page import Box, Line, Move, Shape, Tag, rect_path
from drillcards.model.template import CardTemplate, Face, Slot, SlotKind, TextStyle
from drillcards.model.units import mm_to_pt

TAGS: Final = {"title": Tag.HEADING_1, "description": Tag.PARAGRAPH, "category": Tag.PARAGRAPH}
"""What a text part means on a drill's first face; elsewhere, like all other parts, it is page furniture."""

HOLE_CLEAR: Final = mm_to_pt(12)
"""No ink within this diameter of a ring hole's centre: the paper is punched wider than the film, which seals it."""
RULE: Final = 0.9
EDGE: Final = 0.01
"""Closer to the trim than this, in points, is on it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a drill's faces are laid out with. ``pace`` fixes size and tightness where faces must look alike."""

    template: CardTemplate
    subject: Subject
    own: Mapping[str, Pieces]
    """What each flow slot of the first card starts with, by "front.body"."""
    typesetter: Typesetter
    setter: Setter
    composer: Composer
    pace: Pace | None = None


class Sheet(NamedTuple):
    """Which face it is: "front", "back" or "more"; the first of the drill or not; "2 of 2" or nothing; its holes."""

    side: str
    first: bool
    mark: str
    holes: tuple[Box, ...] = ()


@dataclass(slots=True)
class LaidFace:
    """A face as it fills up. ``crowded`` names slots whose text ran out of its box; ``body_pt`` is 0 without a body."""

    overflow: Pieces
    filled: dict[str, Filled] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    body_pt: float = 0.0
    handed: tuple[Fact, ...] = ()
    """Facts that wait for the next facts slot."""

    @property
    def crowded(self) -> tuple[str, ...]:
        """Names of the slots whose text ran out of its box."""
        return tuple(name for name, filled in self.filled.items() if not filled.fits)


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
                placed += draw_column(column, box, filled.flow.measure, inks)
    return placed


_find_aspect: Final = cache(find_aspect)
"""Asked for by every drill, and always the same."""


class _Job(NamedTuple):
    """A slot to be filled, in the box that its neighbours left it."""

    desk: Desk
    sheet: Sheet
    slot: Slot
    style: TextStyle
    box: Box
    laid: LaidFace
    force: bool


def _fill_slot(desk: Desk, slots: Mapping[str, Slot], slot: Slot, sheet: Sheet, laid: LaidFace, force: bool) -> None:
    """Fill a slot, and before it those that it waits for."""
    if slot.name in laid.filled:
        return
    for name in (*slot.after, *slot.clear_of):
        _fill_slot(desk, slots, slots[name], sheet, laid, force)
    box = _find_box(slot, laid, sheet.holes)
    job = _Job(desk, sheet, slot, desk.template.get_style(slot.style), box, laid, force)
    filled = _FILLERS[slot.kind](job)
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
    shown = [laid.filled[name].used.x for name in slot.clear_of if laid.filled[name].shows]
    if shown:
        box = box._replace(w=min(shown) - slot.gutter - box.x)
    return box


def _finish(desk: Desk, slot: Slot, filled: Filled, box: Box) -> Filled:
    """An empty slot takes no room, not even its gap; one with a rule draws it."""
    if not filled.shows:
        return Filled((), Box(box.x, box.y - slot.gap, box.w, 0.0))
    if not slot.rule:
        return filled
    y = filled.used.y if slot.rule == "top" else filled.used.bottom
    line = Shape((Move(box.x, y), Line(box.right, y)), stroke=desk.subject.inks["ink"], line_width=RULE)
    return replace(filled, placed=(*filled.placed, Placed(ARTIFACT, line)))


def _fill_panel(job: _Job) -> Filled:
    """A filled box; edges on the trim move out to the bleed."""
    template, box = job.desk.template, job.slot.box
    left = -template.bleed if box.x < EDGE else box.x
    top = -template.bleed if box.y < EDGE else box.y
    right = template.width + template.bleed if box.right > template.width - EDGE else box.right
    bottom = template.height + template.bleed if box.bottom > template.height - EDGE else box.bottom
    ink = job.desk.subject.inks[job.slot.fill or "pale"]
    shape = Shape(rect_path(Box(left, top, right - left, bottom - top)), fill=ink)
    return Filled((Placed(ARTIFACT, shape),), box)


def _fill_texts(job: _Job) -> Filled:
    """The slot's text parts on one line or a few, a separator between them.

    Of what the settings say, and every card repeats, parts without room are left off from the end.
    """
    texts = {**job.desk.subject.texts, "count": job.sheet.mark}
    shown = [part for part in job.slot.shows if texts.get(part)]
    if not shown:
        return Filled((), job.box)
    filled = _fill_parts(job, shown, texts)
    while SETTINGS_PARTS.issuperset(shown) and len(shown) > 1 and not _is_inside(filled, job.box):
        shown.pop()
        filled = _fill_parts(job, shown, texts)
    return filled


def _is_inside(filled: Filled, box: Box) -> bool:
    return filled.fits and filled.used.h <= box.h + EDGE


def _fill_parts(job: _Job, shown: Sequence[str], texts: Mapping[str, str]) -> Filled:
    text = job.slot.separator.join(texts[part] for part in shown)
    path = _choose_path(job, Step(TAGS[shown[0]], shown[0])) if len(shown) == 1 and shown[0] in TAGS else ARTIFACT
    words = job.desk.typesetter.set_text(text.upper() if job.style.upper else text, job.style.font)
    return _fill_passage(job, words, path)


def _fill_facts(job: _Job) -> Filled:
    """The facts handed on to the slot and its own; those that it can't show whole are handed on, if one comes after it.

    Its room is its own height, wherever it begins; the last facts slot shows all and is as high as it needs to be.
    """
    desk, box, typesetter = job.desk, job.box._replace(h=job.slot.box.h), job.desk.typesetter
    facts = (*job.laid.handed, *choose_facts(job.slot, desk.subject.drill, desk.template))
    pairs = [_set_fact(job, fact) for fact in facts]
    kept: Sequence[int] = range(len(facts)) if _is_last(job) else fit_pairs(pairs, job.style, box, typesetter)
    job.laid.handed = tuple(fact for index, fact in enumerate(facts) if index not in kept)
    if not kept:
        return Filled((), job.box)
    filled = fill_pairs([pairs[index] for index in kept], job.style, job.box, typesetter, desk.subject.inks)
    return replace(filled, labels=tuple(facts[index].label for index in kept))


def _set_fact(job: _Job, fact: Fact) -> Pair:
    typesetter, path = job.desk.typesetter, _choose_path(job, Step(Tag.PARAGRAPH, f"fact-{fact.key}"))
    label = Passage(typesetter.set_text(fact.label, "head-medium"), path, "muted")
    return label, Passage(typesetter.set_text(fact.value, "head"), path, job.style.color)


def _is_last(job: _Job) -> bool:
    """Whether no facts slot of the drill's first card is still to be filled."""
    template, side = job.desk.template, job.sheet.side
    face = {"front": template.front, "back": template.back}.get(side)
    later = template.back.slots if side == "front" and template.back else ()
    waiting = [slot for slot in face.slots if slot.name not in job.laid.filled] if face else []
    return not any(slot.kind is SlotKind.FACTS and slot is not job.slot for slot in (*waiting, *later))


def _fill_figure(job: _Job) -> Filled:
    """The muscle figure, as high as its slot's width allows."""
    subject = job.desk.subject
    names = name_groups(subject.drill.muscles, subject.groups)
    alt = f"{find_word('muscles', subject.drill.lang)}: {', '.join(name for name, _ in names)}"
    height = min(job.box.h, job.box.w / _find_aspect())
    figure = draw_figure(subject.drill.muscles, job.box._replace(h=height), alt)
    if figure is None:
        return Filled((), job.box)
    path = ARTIFACT if job.sheet.side == "more" else ()
    return Filled((Placed(path, figure._replace(key="figure")),), job.box._replace(h=height))


def _fill_legend(job: _Job) -> Filled:
    """The word for muscles and the group names, separated by commas: the primary ones bold, the others plain."""
    names = name_groups(job.desk.subject.drill.muscles, job.desk.subject.groups)
    if not names:
        return Filled((), job.box)
    typesetter, lang = job.desk.typesetter, job.desk.subject.drill.lang
    words: list[Word] = list(typesetter.list_items(typesetter.set_text(find_word("muscles", lang), "head-medium")))
    for index, (name, primary) in enumerate(names):
        text = name + ("," if index < len(names) - 1 else "")
        words.extend(typesetter.list_items(typesetter.set_text(text, "bold" if primary else "body")))
    return _fill_passage(job, gather_words(words), _choose_path(job, Step(Tag.PARAGRAPH, "legend")))


def _fill_code(job: _Job) -> Filled:
    """The video's code with its word below."""
    subject, style, box = job.desk.subject, job.style, job.box
    if not subject.drill.video:
        return Filled((), box)
    label = find_word("video", subject.drill.lang)
    leading = style.sizes[0] * style.leading[0]
    group = draw_code(
        subject.drill.video, box._replace(h=box.h - leading), subject.inks["ink"], f"{label}: {subject.drill.video}"
    )
    if group is None:
        return Filled((), box)
    words = job.desk.typesetter.set_text(label, style.font)
    extent = group.box or box
    below = Box(box.x, extent.bottom, box.w, leading)
    caption = fill_text(Passage(words, ARTIFACT, "muted"), job.slot, style, below, job.desk.typesetter, subject.inks)
    return Filled((Placed((), group), *caption.placed), Box(box.x, box.y, box.w, below.bottom - box.y))


def _fill_flow(job: _Job) -> Filled:
    """Earlier overflow, then the slot's own sections, at one step of the ladder; what is left becomes overflow."""
    desk, slot, laid = job.desk, job.slot, job.laid
    pieces = (*_continue_section(desk, laid.overflow), *desk.own.get(f"{job.sheet.side}.{slot.name}", ()))
    fit = fit_flow(
        pieces,
        job.box,
        job.style,
        desk.setter,
        columns=slot.columns,
        gutter=slot.gutter,
        pace=desk.pace,
        force=job.force,
    )
    laid.overflow = fit.rest
    laid.columns.extend(column for column, _ in fit.columns)
    laid.body_pt = laid.body_pt or fit.measure.size
    used = max((column.height for column, _ in fit.columns), default=0.0)
    return Filled((), job.box._replace(h=used), flow=fit)


_FILLERS: Final[Mapping[SlotKind, Callable[[_Job], Filled]]] = {
    SlotKind.PANEL: _fill_panel,
    SlotKind.TEXT: _fill_texts,
    SlotKind.FACTS: _fill_facts,
    SlotKind.FLOW: _fill_flow,
    SlotKind.FIGURE: _fill_figure,
    SlotKind.LEGEND: _fill_legend,
    SlotKind.CODE: _fill_code,
}


def _fill_passage(job: _Job, words: Words, path: StepPath) -> Filled:
    passage = Passage(words, path, job.style.color)
    return fill_text(passage, job.slot, job.style, job.box, job.desk.typesetter, job.desk.subject.inks)


def _choose_path(job: _Job, step: Step) -> StepPath:
    """Text is read on the drill's first card; where it comes again, as heads on backs do, it is page furniture."""
    again = step.key in TAGS and not job.sheet.first
    return ARTIFACT if again or job.sheet.side == "more" else (step,)


def _continue_section(desk: Desk, pieces: Pieces) -> Pieces:
    """Overflow that starts inside a section is headed by its name again; the structure has it once."""
    if not pieces or pieces[0].cut is Cut.SECTION or not pieces[0].section:
        return pieces
    word = find_word("continued", desk.subject.drill.lang)
    head = desk.composer.compose_heading(f"{pieces[0].section} ({word})", ARTIFACT, pieces[0].section)
    return (head, *pieces)
