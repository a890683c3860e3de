"""How each kind of slot fills its box."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple

from drillcards.layout.codes import draw_code
from drillcards.layout.desk import Desk, LaidFace, Sheet
from drillcards.layout.figure import draw_figure, find_aspect
from drillcards.layout.flow import fit_flow
from drillcards.layout.lanes import Beside
from drillcards.layout.legend import compose_legend, list_names
from drillcards.layout.pieces import Cut, Pieces, Step, StepPath
from drillcards.layout.slots import Filled, Pair, Passage, count_lines, fill_pairs, fill_text, fit_pairs
from drillcards.layout.structure import ARTIFACT, Placed
from drillcards.layout.subject import SETTINGS_PARTS, choose_facts, describe_groups, name_groups
from drillcards.layout.text import Words
from drillcards.layout.words import find_word
from drillcards.model.drill import Fact
from drillcards.model.page import Box, Shape, Tag, rect_path
from drillcards.model.template import Slot, SlotKind, TextStyle

TAGS: Final = {"title": Tag.HEADING_1, "description": Tag.PARAGRAPH, "category": Tag.PARAGRAPH}
"""What a text part means on a drill's first face; elsewhere, like all other parts, it is page furniture."""

EDGE: Final = 0.01
"""Closer to the trim than this, in points, is on it."""


_find_aspect: Final = cache(find_aspect)
"""Asked for by every drill, and always the same."""


class Job(NamedTuple):
    """A slot to be filled, in the box that its neighbours left it."""

    desk: Desk
    sheet: Sheet
    slot: Slot
    style: TextStyle
    box: Box
    laid: LaidFace
    force: bool
    beside: Beside | None = None
    """The room at the top of a flow's box, where something stands at its right."""


def _fill_panel(job: Job) -> Filled:
    """A filled box; edges on the trim move out to the bleed."""
    template, box = job.desk.template, job.slot.box
    left = -template.bleed if box.x < EDGE else box.x
    top = -template.bleed if box.y < EDGE else box.y
    right = template.width + template.bleed if box.right > template.width - EDGE else box.right
    bottom = template.height + template.bleed if box.bottom > template.height - EDGE else box.bottom
    ink = job.desk.subject.inks[job.slot.fill or "pale"]
    shape = Shape(rect_path(Box(left, top, right - left, bottom - top)), fill=ink)
    return Filled((Placed(ARTIFACT, shape),), box)


def _fill_texts(job: Job) -> Filled:
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


def _fill_parts(job: Job, shown: Sequence[str], texts: Mapping[str, str]) -> Filled:
    text = job.slot.separator.join(texts[part] for part in shown)
    part = "title" if "title" in shown else shown[0] if len(shown) == 1 else ""
    path = _choose_path(job, Step(TAGS[part], part)) if part in TAGS else ARTIFACT
    words = job.desk.typesetter.set_text(text.upper() if job.style.upper else text, job.style.font)
    return _fill_passage(job, words, path)


def _fill_facts(job: Job) -> Filled:
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


def _set_fact(job: Job, fact: Fact) -> Pair:
    typesetter, path = job.desk.typesetter, _choose_path(job, Step(Tag.PARAGRAPH, f"fact-{fact.key}"))
    label = Passage(typesetter.set_text(fact.label, "head-medium"), path, "muted")
    return label, Passage(typesetter.set_text(fact.value, "head"), path, job.style.color)


def _is_last(job: Job) -> bool:
    """Whether no facts slot of the drill's first card is still to be filled."""
    template, side = job.desk.template, job.sheet.side
    face = {"front": template.front, "back": template.back}.get(side)
    later = template.back.slots if side == "front" and template.back else ()
    waiting = [slot for slot in face.slots if slot.name not in job.laid.filled] if face else []
    return not any(slot.kind is SlotKind.FACTS and slot is not job.slot for slot in (*waiting, *later))


def _fill_figure(job: Job) -> Filled:
    """The muscle figure, as high as its slot's width allows."""
    subject = job.desk.subject
    names = name_groups(subject.drill.muscles, subject.groups)
    alt = describe_groups(find_word("muscles", subject.drill.lang), names, subject.drill.lang)
    height = min(job.box.h, job.box.w / _find_aspect())
    figure = draw_figure(subject.drill.muscles, job.box._replace(h=height), alt)
    if figure is None:
        return Filled((), job.box)
    path = ARTIFACT if job.sheet.side == "more" else ()
    return Filled((Placed(path, figure._replace(key="figure")),), job.box._replace(h=height))


def _fill_legend(job: Job) -> Filled:
    """The word for muscles and the group names, with swatches if the card has a figure for them to explain.

    They are left out where they would cost another line, which may be what sends the drill's last words to a card of
    their own.
    """
    desk, typesetter = job.desk, job.desk.typesetter
    lang = desk.subject.drill.lang
    names = list_names(desk.subject.drill.muscles, desk.subject.groups, find_word("stretched", lang))
    if not names:
        return Filled((), job.box)
    label, path = find_word("muscles", lang), _choose_path(job, Step(Tag.PARAGRAPH, "legend"))
    legend = compose_legend([name._replace(swatch=None) for name in names], label, path, typesetter)
    if any(slot.kind is SlotKind.FIGURE for slot in desk.template.list_slots()):
        marked = compose_legend(names, label, path, typesetter)
        plain, more = (count_lines(passage, job.style, job.box, typesetter) for passage in (legend, marked))
        legend = marked if more <= plain else legend
    return fill_text(legend, job.slot, job.style, job.box, typesetter, desk.subject.inks)


def _fill_code(job: Job) -> Filled:
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


def _fill_flow(job: Job) -> Filled:
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
        beside=job.beside,
        columns_below=slot.columns_below,
        pace=desk.pace,
        largest=job.sheet.largest,
        force=job.force,
    )
    laid.overflow = fit.rest
    laid.columns.extend(column for column, _ in fit.columns)
    laid.body_pt = laid.body_pt or fit.measure.size
    bottom = max((box.y + column.height for column, box in fit.columns), default=job.box.y)
    return Filled((), job.box._replace(h=bottom - job.box.y), flow=fit)


FILLERS: Final[Mapping[SlotKind, Callable[[Job], Filled]]] = {
    SlotKind.PANEL: _fill_panel,
    SlotKind.TEXT: _fill_texts,
    SlotKind.FACTS: _fill_facts,
    SlotKind.FLOW: _fill_flow,
    SlotKind.FIGURE: _fill_figure,
    SlotKind.LEGEND: _fill_legend,
    SlotKind.CODE: _fill_code,
}


def _fill_passage(job: Job, words: Words, path: StepPath) -> Filled:
    passage = Passage(words, path, job.style.color)
    return fill_text(passage, job.slot, job.style, job.box, job.desk.typesetter, job.desk.subject.inks)


def _choose_path(job: Job, step: Step) -> StepPath:
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
