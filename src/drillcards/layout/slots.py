"""Slots of short text: one style, its largest size that fits, aligned in a box, perhaps turned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from drillcards.layout.drawing import Inks, place_baseline
from drillcards.layout.pieces import StepPath
from drillcards.layout.runs import draw_words
from drillcards.layout.structure import Placed, nest_items
from drillcards.layout.text import Typesetter, Word, Words, WrappedLine, fit_words, measure_words, wrap_words
from drillcards.model.page import Box, Group
from drillcards.model.template import Slot, TextStyle

FACT_GAP: Final = 1.25
"""Between two facts, in em."""
LABEL_GAP: Final = 0.3
LABEL_SCALE: Final = 0.86
"""Labels are quieter than what they label: smaller, and muted."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a slot drew, and the part of its box that it used. ``fits`` is False when text runs out of the box."""

    placed: tuple[Placed, ...]
    used: Box
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Passage:
    """Words with their place in the structure; a slot sets several after each other."""

    words: Words
    path: StepPath
    color: str = "ink"


def fill_text(passage: Passage, slot: Slot, style: TextStyle, box: Box, typesetter: Typesetter, inks: Inks) -> Filled:
    """The passage in the largest size whose lines fit the box; else the smallest, running out below."""
    local = Box(0, 0, box.h, box.w) if slot.turns % 2 else box
    words = passage.words
    for size in style.sizes:
        fitted, lines = _wrap_evenly(words, local.w / size, style, typesetter)
        height = len(lines) * size * style.leading[0]
        fits = len(lines) <= style.max_lines and height <= local.h + 0.01
        if fits or size == style.sizes[-1]:
            break
    top = local.y + {"top": 0.0, "middle": (local.h - height) / 2, "bottom": local.h - height}[style.valign]
    inside = Box(local.x, top, local.w, height)
    placed = tuple(_draw_lines(fitted, lines, inside, size, style, passage, inks))
    fits = height <= local.h + 0.01
    if slot.turns:
        return Filled(_turn(placed, slot.turns, box), box, fits)
    return Filled(placed, inside, fits)


def fill_pairs(pairs: Sequence[tuple[Passage, Passage]], style: TextStyle, box: Box, inks: Inks) -> Filled:
    """Labels and their values in as few lines as the largest fitting size allows; a pair breaks only if it must."""
    for size in style.sizes:
        lines = _wrap_pairs(pairs, box.w / size)
        if len(lines) <= style.max_lines:
            break
    leading = size * style.leading[0]
    placed: list[Placed] = []
    for row, line in enumerate(lines):
        baseline = place_baseline(box.y + row * leading, leading, size)
        for x, scale, words, passage in line:
            color = inks[passage.color]
            placed.extend(draw_words(words, box.x + x * size, baseline, size * scale, color, passage.path))
    height = len(lines) * leading
    return Filled(tuple(placed), Box(box.x, box.y, box.w, height), height <= box.h + 0.01)


def _wrap_evenly(
    words: Words, measure: float, style: TextStyle, typesetter: Typesetter
) -> tuple[Words, tuple[WrappedLine, ...]]:
    """As few lines as the measure allows, then the narrowest measure that needs no more: lines of even length."""
    measure -= style.tracking
    loose = tuple(_track(word, style.tracking) for word in words) if style.tracking else words
    loose = fit_words(loose, measure, typesetter)
    lines = wrap_words(loose, measure)
    narrow, wide = measure / max(1, len(lines)), measure
    for _ in range(6 if len(lines) > 1 else 0):
        middle = (narrow + wide) / 2
        fits = len(wrap_words(loose, middle)) == len(lines) and all(w.width <= middle for w in loose)
        narrow, wide = (narrow, middle) if fits else (middle, wide)
    return loose, wrap_words(loose, wide)


def _track(word: Word, tracking: float) -> Word:
    letters = sum(len(fragment.run.text) for fragment in word.fragments)
    return word._replace(width=word.width + letters * tracking, space=word.space + tracking if word.space else 0.0)


def _draw_lines(
    words: Words,
    lines: Sequence[WrappedLine],
    box: Box,
    size: float,
    style: TextStyle,
    passage: Passage,
    inks: Inks,
) -> Iterator[Placed]:
    leading = size * style.leading[0]
    for index, line in enumerate(lines):
        spare = box.w - line.width * size
        x = box.x + {"left": 0.0, "center": spare / 2, "right": spare}[style.align]
        run = words[line.start : line.end]
        baseline = place_baseline(box.y + index * leading, leading, size)
        trail = index < len(lines) - 1
        color = inks[passage.color]
        yield from draw_words(run, x, baseline, size, color, passage.path, trail=trail, tracking=style.tracking)


def _turn(placed: Sequence[Placed], turns: int, box: Box) -> tuple[Placed, ...]:
    """Items of a local system at (0, 0), turned clockwise into the box; their structure goes along inside."""
    corner = {1: (box.right, box.y), 2: (box.right, box.bottom), 3: (box.x, box.bottom)}[turns % 4]
    return (Placed((), Group(nest_items(placed), x=corner[0], y=corner[1], turns=turns % 4)),)


_Entry = tuple[float, float, Words, Passage]


def _wrap_pairs(pairs: Sequence[tuple[Passage, Passage]], measure: float) -> list[list[_Entry]]:
    """Lines of (x in em, scale, words, passage)."""
    lines: list[list[_Entry]] = []
    x = 0.0
    for label, value in pairs:
        label_width = measure_words(label.words) * LABEL_SCALE + LABEL_GAP
        width = label_width + measure_words(value.words)
        if not lines or x + width > measure:
            lines.append([])
            x = 0.0
        lines[-1].append((x, LABEL_SCALE, label.words, label))
        first, *others = _split_value(value.words, measure - x - label_width, measure)
        lines[-1].append((x + label_width, 1.0, first, value))
        for words in others:
            lines.append([(0.0, 1.0, words, value)])
            x = 0.0
            width = measure_words(words)
        x += width + FACT_GAP
    return lines


def _split_value(words: Words, first: float, measure: float) -> list[Words]:
    """The value's lines: one where it fits, else filling the first line's rest and then whole ones."""
    if measure_words(words) <= first or len(words) < 2:
        return [words]
    head = wrap_words(words, first)[0].end
    rest = words[head:]
    return [words[:head], *(rest[line.start : line.end] for line in wrap_words(rest, measure))]
