"""Single lines of type at fixed places."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from drillcards.layout.pieces import StepPath
from drillcards.layout.runs import draw_words
from drillcards.layout.structure import Placed
from drillcards.layout.text import Words, WrappedLine, slice_words, wrap_words
from drillcards.layout.typesetter import Typesetter, fit_words
from drillcards.model.page import Box, Color, Item

ELLIPSIS: Final = "…"
EVENNESS: Final = 0.05
"""Lines of a heading are evened out to so many em."""


def draw_letters(
    words: Words, size: float, left: float, right: float, baseline: float, color: Color, align: str = "left"
) -> tuple[Item, ...]:
    """The words on one line between two edges, without a place in the structure."""
    return tuple(item for _, item in place_letters(words, size, left, right, baseline, color, (), align))


def place_letters(
    words: Words,
    size: float,
    left: float,
    right: float,
    baseline: float,
    color: Color,
    path: StepPath,
    align: str = "left",
) -> tuple[Placed, ...]:
    """The words on one line between two edges: "left", "center" or "right"."""
    if not words.ends:
        return ()
    spare = right - left - words.width * size
    x = left + {"left": 0.0, "center": spare / 2, "right": spare}[align]
    return tuple(draw_words(words, 0, len(words.ends), x, baseline, size, color, path))


def fit_letters(text: str, style: str, size: float, room: float, typesetter: Typesetter) -> Words:
    """As many words of the text as ``room`` points hold, an ellipsis after them if those aren't all.

    Only for what stands elsewhere in full, as running heads do.
    """
    words = fit_words(typesetter.set_text(text, style), room / size, typesetter)
    if words.width * size <= room:
        return words
    for count in range(len(words.ends) - 1, 0, -1):
        kept = slice_words(words, 0, count)
        if kept.width * size <= room - size:
            texts = ["".join(fragment.run.text for fragment in word.fragments) for word in typesetter.list_items(kept)]
            return typesetter.set_text(" ".join(texts) + ELLIPSIS, style)
    first = typesetter.list_items(fit_words(words, room / size - 1, typesetter))[0]
    start = "".join(fragment.run.text for fragment in first.fragments)
    return typesetter.set_text(start.removesuffix("-") + ELLIPSIS, style)


class Pen(NamedTuple):
    """How lines are drawn: the style and colour of their type, their place in the structure, and where they stand."""

    style: str
    color: Color
    path: StepPath
    align: str = "left"


class Stack(NamedTuple):
    """Lines below each other: what was placed, the size it is in, and where the first line begins, in points."""

    placed: tuple[Placed, ...]
    size: float
    top: float


def stack_letters(
    text: str,
    sizes: Sequence[float],
    room: Box,
    most: int,
    pen: Pen,
    typesetter: Typesetter,
) -> Stack:
    """A heading in the first of the sizes that takes at most so many lines and divides no word; else in the last.

    The last line stands on the foot of ``room``, in points. Lines are about equally long.
    """
    whole = typesetter.set_text(text, pen.style)
    for size in sizes:
        words = fit_words(whole, room.w / size, typesetter)
        lines = wrap_words(words, room.w / size)
        if len(lines) <= most and len(lines) * size <= room.h and len(words.ends) == len(whole.ends):
            break
    lines = _even_lines(words, lines, room.w / size)
    placed: list[Placed] = []
    for above, line in zip(range(len(lines) - 1, -1, -1), lines, strict=True):
        shown = slice_words(words, line.start, line.end)
        baseline = room.bottom - above * size
        placed += place_letters(shown, size, room.x, room.right, baseline, pen.color, pen.path, pen.align)
    return Stack(tuple(placed), size, room.bottom - len(lines) * size)


def _even_lines(words: Words, lines: tuple[WrappedLine, ...], measure: float) -> tuple[WrappedLine, ...]:
    """As many lines, at the least measure that makes no more of them: no word is left alone below full lines."""
    low, high = words.widest, measure
    while high - low > EVENNESS:
        middle = (low + high) / 2
        narrower = wrap_words(words, middle)
        if len(narrower) <= len(lines):
            lines, high = narrower, middle
        else:
            low = middle
    return lines
