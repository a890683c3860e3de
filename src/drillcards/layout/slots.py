"""Slots of short text: one style, its largest size that fits, aligned in a box, perhaps turned."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from drillcards.layout.drawing import Inks, place_baseline
from drillcards.layout.figure import draw_swatch
from drillcards.layout.flow import FlowFit
from drillcards.layout.pieces import StepPath
from drillcards.layout.runs import draw_words
from drillcards.layout.structure import ARTIFACT, Placed, nest_items
from drillcards.layout.text import Word, Words, WrappedLine, gather_words, slice_words, wrap_words
from drillcards.layout.typesetter import Typesetter, fit_words
from drillcards.model.muscle import Role
from drillcards.model.page import Box, Group
from drillcards.model.template import Slot, TextStyle

FACT_GAP: Final = 1.25
"""Between two facts, in em."""
LABEL_GAP: Final = 0.3
SWATCH_SIDE: Final = 0.668
"""In em: as high as Atkinson Hyperlegible's capitals."""
LABEL_SCALE: Final = 0.86
"""Labels are quieter than what they label: smaller, and muted."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a slot drew, and the part of its box that it used, or more: slots after it move down.

    ``fits`` is False when text runs out of where it must stay.
    """

    placed: tuple[Placed, ...]
    used: Box
    fits: bool = True
    labels: tuple[str, ...] = ()
    """Of the facts that it shows."""
    flow: FlowFit | None = None
    """Columns that are drawn when it is settled that they stay as they are."""

    @property
    def shows(self) -> bool:
        """Whether there is anything to see."""
        return bool(self.placed) or (self.flow is not None and any(column.settings for column, _ in self.flow.columns))


class Swatch(NamedTuple):
    """What the figure fills a muscle of this role with, or this group's if it has a look of its own."""

    role: Role
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words with their place in the structure; a slot sets several after each other.

    ``swatches`` stand before the words of these indices, which are ``swatch_room`` em wider for them; they are left out
    where words are too long for a line and have to be divided.
    """

    words: Words
    path: StepPath
    color: str = "ink"
    swatches: tuple[tuple[int, Swatch], ...] = ()
    swatch_room: float = 0.0


Pair = tuple[Passage, Passage]
"""A label and what it labels."""


def fill_text(passage: Passage, slot: Slot, style: TextStyle, box: Box, typesetter: Typesetter, inks: Inks) -> Filled:
    """The passage in the largest size whose lines fit the box; else the smallest, running out below."""
    local = Box(0, 0, box.h, box.w) if slot.turns % 2 else box
    size, fitted, lines = _fit_lines(passage.words, style, local, typesetter)
    lines = _even_lines(fitted, lines, local.w / size)
    height = len(lines) * size * style.leading[0]
    top = local.y + {"top": 0.0, "middle": (local.h - height) / 2, "bottom": local.h - height}[style.valign]
    inside = Box(local.x, top, local.w, height)
    placed = tuple(_draw_lines(fitted, lines, inside, size, style, passage, inks))
    within = height <= local.h + 0.01
    if slot.turns:
        return Filled(_turn(placed, slot.turns, box), box, within)
    return Filled(placed, inside, within or style.valign == "top")


def count_lines(passage: Passage, style: TextStyle, box: Box, typesetter: Typesetter) -> int:
    """How many lines the passage would fill in the box."""
    return len(_fit_lines(passage.words, style, box, typesetter)[2])


def fit_pairs(pairs: Sequence[Pair], style: TextStyle, box: Box, typesetter: Typesetter) -> tuple[int, ...]:
    """Which of the pairs the box holds at the smallest size, each whole, the earlier ones first: their indices."""
    size = style.sizes[-1]
    room = int((box.h + 0.01) / (size * style.leading[0]))
    kept: tuple[int, ...] = ()
    for index in range(len(pairs)):
        more = (*kept, index)
        if len(_wrap_pairs([pairs[i] for i in more], box.w / size, typesetter)) <= room:
            kept = more
    return kept


def fill_pairs(pairs: Sequence[Pair], style: TextStyle, box: Box, typesetter: Typesetter, inks: Inks) -> Filled:
    """Labels and their values in as few lines as the largest fitting size allows; a pair breaks only if it must."""
    for size in style.sizes:
        lines = _wrap_pairs(pairs, box.w / size, typesetter)
        if len(lines) <= style.max_lines:
            break
    leading = size * style.leading[0]
    placed: list[Placed] = []
    for row, line in enumerate(lines):
        baseline = place_baseline(box.y + row * leading, leading, size)
        for x, scale, words, passage in filter(_has_words, line):
            color = inks[passage.color]
            left = box.x + x * size
            placed.extend(draw_words(words, 0, len(words.ends), left, baseline, size * scale, color, passage.path))
    height = len(lines) * leading
    return Filled(tuple(placed), Box(box.x, box.y, box.w, height))


def _fit_lines(
    words: Words, style: TextStyle, box: Box, typesetter: Typesetter
) -> tuple[float, Words, tuple[WrappedLine, ...]]:
    """The largest size whose lines fit the box, or else the smallest; the words as they are set, and their lines."""
    if style.tracking:
        words = gather_words([_track(word, style.tracking) for word in typesetter.list_items(words)])
    for size in style.sizes:
        loose = fit_words(words, box.w / size, typesetter)
        lines = wrap_words(loose, box.w / size)
        low = len(lines) <= style.max_lines and len(lines) * size * style.leading[0] <= box.h + 0.01
        # A letter that is wider than the box, such as a W, can't be divided.
        if low and all(line.width * size <= box.w + 0.01 for line in lines):
            break
    return size, loose, lines


def _even_lines(words: Words, lines: tuple[WrappedLine, ...], measure: float) -> tuple[WrappedLine, ...]:
    """As many lines, of even length: those of the narrowest measure that needs no more."""
    if len(lines) <= 1:
        return lines
    narrow, wide = measure / len(lines), measure
    for _ in range(6):
        middle = (narrow + wide) / 2
        fits = words.widest <= middle and len(wrap_words(words, middle)) == len(lines)
        narrow, wide = (narrow, middle) if fits else (middle, wide)
    return wrap_words(words, wide)


def _track(word: Word, tracking: float) -> Word:
    """The word with so much room, in em, after each character."""
    extra = round(tracking * 1000)
    fragments = []
    for fragment in word.fragments:
        run, kerns = fragment.run, dict(fragment.run.kerns)
        loose = tuple((at, kerns.get(at, 0) + extra) for at in range(len(run.text)))
        width = run.width + extra / 1000 * len(run.text)
        fragments.append(fragment._replace(run=run._replace(kerns=loose, width=width)))
    width = sum(fragment.run.width for fragment in fragments)
    return word._replace(fragments=tuple(fragments), width=width)


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
        baseline = place_baseline(box.y + index * leading, leading, size)
        trail = index < len(lines) - 1
        color = inks[passage.color]
        for start, end, swatch in _divide_line(line, passage.swatches if words is passage.words else ()):
            left = x + (words.starts[start] - words.starts[line.start]) * size
            if swatch:
                side = SWATCH_SIDE * size
                square = draw_swatch(swatch.role, Box(left, baseline - side, side, side), group=swatch.group)
                yield Placed(ARTIFACT, square)
                left += passage.swatch_room * size
            yield from draw_words(
                words, start, end, left, baseline, size, color, passage.path, trail=trail or end < line.end
            )


def _divide_line(line: WrappedLine, swatches: Iterable[tuple[int, Swatch]]) -> Iterator[tuple[int, int, Swatch | None]]:
    """The line from swatch to swatch: (first word, word after the last, the swatch before it)."""
    inside = {index: swatch for index, swatch in swatches if line.start <= index < line.end}
    starts = sorted({line.start, *inside})
    for start, end in zip(starts, [*starts[1:], line.end], strict=True):
        yield start, end, inside.get(start)


def _turn(placed: Sequence[Placed], turns: int, box: Box) -> tuple[Placed, ...]:
    """Items of a local system at (0, 0), turned clockwise into the box; their structure goes along inside."""
    corner = {1: (box.right, box.y), 2: (box.right, box.bottom), 3: (box.x, box.bottom)}[turns % 4]
    return (Placed((), Group(nest_items(placed), x=corner[0], y=corner[1], turns=turns % 4)),)


_Entry = tuple[float, float, Words, Passage]


def _has_words(entry: _Entry) -> bool:
    return bool(entry[2].ends)


def _wrap_pairs(pairs: Sequence[Pair], measure: float, typesetter: Typesetter) -> list[list[_Entry]]:
    """Lines of (x in em, scale, words, passage); words too long for a line are divided."""
    lines: list[list[_Entry]] = []
    x = 0.0
    for label, value in pairs:
        label_words = fit_words(label.words, measure / LABEL_SCALE, typesetter)
        value_words = fit_words(value.words, measure, typesetter)
        width = label_words.width * LABEL_SCALE + LABEL_GAP + value_words.width
        if not lines or x + width > measure:
            lines.append([])
            x = 0.0
        *above, last = _split_words(label_words, measure / LABEL_SCALE, measure / LABEL_SCALE)
        for words in above:
            lines[-1].append((x, LABEL_SCALE, words, label))
            lines.append([])
        lines[-1].append((x, LABEL_SCALE, last, label))
        x += last.width * LABEL_SCALE + LABEL_GAP
        first, *others = _split_words(value_words, measure - x, measure)
        lines[-1].append((x, 1.0, first, value))
        x += first.width
        for words in others:
            lines.append([(0.0, 1.0, words, value)])
            x = words.width
        x += FACT_GAP
    return lines


def _split_words(words: Words, first: float, measure: float) -> list[Words]:
    """One line where the words fit it, else what fills the first line's rest, perhaps nothing, and then whole ones."""
    if words.width <= first:
        return [words]
    count = len(words.ends)
    head = wrap_words(words, first)[0].end if words.ends[0] <= first else 0
    rest = slice_words(words, head, count)
    return [slice_words(words, 0, head), *(slice_words(rest, *line[:2]) for line in wrap_words(rest, measure))]
