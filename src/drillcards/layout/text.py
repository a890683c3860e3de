"""Words in em, and the lines they make: wrapping, and the last-line rule."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from drillcards.layout.fonts import Run
from drillcards.model.page import Kerns

LONELY: Final = 0.25
"""A single word on the last line, narrower than this part of the measure, fetches its neighbour."""


class LinkMark(NamedTuple):
    """The link that a fragment is part of; ``number`` tells apart two links of one text to one place."""

    url: str
    number: int


class Fragment(NamedTuple):
    """A piece of a word in one font."""

    run: Run
    style: str
    link: LinkMark | None = None


class Word(NamedTuple):
    """What no line break divides. ``width`` and ``space`` (after it, 0 between syllables) are in em.

    ``stop`` ends the line: a hard break. ``space_font`` is the font of the space, "" if that of the last fragment.
    """

    fragments: tuple[Fragment, ...]
    width: float
    space: float
    stop: bool = False
    space_font: str = ""


class Words(NamedTuple):
    """A text's words with what wrapping and drawing ask of them again and again, worked out once.

    ``starts`` (one more than there are words) and ``ends`` are the words' edges in em, were all on one line.
    A plain text is in one font, without links and hard breaks: ``font`` and ``style`` name it, ``texts`` and
    ``kerns`` are the words' own. Of any other text the words themselves are ``items``.
    """

    starts: tuple[float, ...]
    ends: tuple[float, ...]
    widest: float
    font: str = ""
    style: str = ""
    texts: tuple[str, ...] = ()
    kerns: tuple[Kerns, ...] = ()
    items: tuple[Word, ...] = ()
    stopped: bool = False

    @property
    def width(self) -> float:
        """The width in em on one line, without the last space."""
        return self.ends[-1] if self.ends else 0.0


def gather_words(items: Sequence[Word]) -> Words:
    """Words of any kind with their edges."""
    starts = tuple(accumulate([word.width + word.space for word in items], initial=0.0))
    ends = tuple(start + word.width for start, word in zip(starts, items, strict=False))
    widest = max((word.width for word in items), default=0.0)
    return Words(starts, ends, widest, items=tuple(items), stopped=any(word.stop for word in items))


NO_WORDS: Final = Words((0.0,), (), 0.0)


class WrappedLine(NamedTuple):
    """Words from ``start`` up to ``end``, and their width in em without the last space."""

    start: int
    end: int
    width: float


def wrap_words(words: Words, measure: float) -> tuple[WrappedLine, ...]:
    """First-fit lines of at most ``measure`` em; no short word alone on a last line if its neighbour can join it.

    A word wider than the measure gets a line of its own: divide it with ``fit_words`` first.
    """
    count = len(words.ends)
    if count and not words.stopped and words.ends[-1] <= measure:
        return (WrappedLine(0, count, words.ends[-1]),)
    if not words.stopped:
        return tuple(_wrap_stretch(words, 0, count, measure))
    lines: list[WrappedLine] = []
    start = 0
    for index, word in enumerate(words.items):
        if word.stop or index == count - 1:
            lines.extend(_wrap_stretch(words, start, index + 1, measure))
            start = index + 1
    return tuple(lines)


def spare_end(words: Words, lines: tuple[WrappedLine, ...], measure: float) -> tuple[WrappedLine, ...]:
    """The lines, the last of at most ``measure`` em, as something stands beside it: else its last word gets a line.

    No word may be wider than that.
    """
    last = lines[-1]
    if last.width <= measure:
        return lines
    at = last.end - 1
    before = WrappedLine(last.start, at, words.ends[at - 1] - words.starts[last.start])
    return (*lines[:-1], before, WrappedLine(at, last.end, words.ends[at] - words.starts[at]))


def slice_words(words: Words, start: int, end: int) -> Words:
    """Some of the words, as a text of their own."""
    if words.items:
        return gather_words(words.items[start:end])
    offset = words.starts[start]
    starts = tuple(x - offset for x in words.starts[start : end + 1])
    ends = tuple(x - offset for x in words.ends[start:end])
    texts, kerns = words.texts[start:end], words.kerns[start:end]
    return words._replace(starts=starts, ends=ends, texts=texts, kerns=kerns)


def _wrap_stretch(words: Words, start: int, end: int, measure: float) -> list[WrappedLine]:
    """Lines of words between two hard breaks."""
    lines: list[WrappedLine] = []
    starts, ends = words.starts, words.ends
    while start < end:
        stop = max(start + 1, bisect_right(ends, starts[start] + measure + 1e-9, start, end))
        lines.append(WrappedLine(start, stop, ends[stop - 1] - starts[start]))
        start = stop
    if len(lines) > 1:
        _join_lonely(words, lines, measure)
    return lines


def _join_lonely(words: Words, lines: list[WrappedLine], measure: float) -> None:
    before, last = lines[-2], lines[-1]
    lonely = last.end - last.start == 1 and last.width < LONELY * measure
    if not lonely or before.end - before.start < 3:
        return
    at = before.end - 1
    width = words.ends[last.end - 1] - words.starts[at]
    if width <= measure:
        shorter = words.ends[at - 1] - words.starts[before.start]
        lines[-2:] = [WrappedLine(before.start, at, shorter), WrappedLine(at, last.end, width)]
