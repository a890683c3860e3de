"""Words on one line → runs: neighbours in one font become one text, with their kerning."""

from collections.abc import Iterator, Sequence

from drillcards.layout.fonts import Run
from drillcards.layout.pieces import Step, StepPath
from drillcards.layout.structure import Placed
from drillcards.layout.text import Fragment, Word, Words
from drillcards.model.page import Box, Color, Kerns, LinkArea, Tag, Text


def draw_words(
    words: Words,
    start: int,
    end: int,
    x: float,
    baseline: float,
    size: float,
    color: Color,
    path: StepPath,
    *,
    trail: bool = True,
) -> Sequence[Placed]:
    """The words from ``start`` up to ``end`` on one line, from x on.

    A real space follows each word, and with ``trail`` also the last. Links get a step and a place to click.
    """
    if words.font:
        texts, kerns = words.texts[start:end], words.kerns[start:end]
        text = " ".join(texts) + " " if trail else " ".join(texts)
        width = ((words.starts[end] if trail else words.ends[end - 1]) - words.starts[start]) * size
        run = Text(x, baseline, text, words.font, size, width, color, kerns if any(kerns) else ())
        return (Placed(path, run),)
    return tuple(_draw_mixed(words, start, end, x, baseline, size, color, path, trail))


def _draw_mixed(
    words: Words,
    start: int,
    end: int,
    x: float,
    baseline: float,
    size: float,
    color: Color,
    path: StepPath,
    trail: bool,
) -> Iterator[Placed]:
    run = _Run()
    for index in range(start, end):
        word = words.items[index]
        for fragment in word.fragments:
            if run.joins(fragment):
                run.add(fragment)
                continue
            yield from run.draw(x, baseline, size, color, path)
            x += run.width * size
            run = _Run(fragment)
        if word.space and (trail or index < end - 1):
            if word.space_font:
                yield from run.draw(x, baseline, size, color, path)
                x += run.width * size
                run = _Run(_begin_space(word, words.items[index + 1] if index < end - 1 else None))
            run.add_space(word.space)
    yield from run.draw(x, baseline, size, color, path)


def _begin_space(word: Word, after: Word | None) -> Fragment:
    """Nothing yet, in the font of the word's space; in its link only if that goes on."""
    last = word.fragments[-1]
    link = last.link if after and after.fragments and after.fragments[0].link == last.link else None
    return Fragment(Run(word.space_font, "", 0.0, ()), last.style, link)


class _Run:
    """A run as it grows, word by word."""

    def __init__(self, fragment: Fragment | None = None) -> None:
        self._first = fragment
        self._words: list[str] = [""]
        self._kerns: list[Kerns] = [()]
        self.width = 0.0
        self._tail = 0.0
        if fragment:
            self.add(fragment)

    def joins(self, fragment: Fragment) -> bool:
        """Whether the fragment goes on in the same font and link."""
        first = self._first
        return first is not None and first.run.font == fragment.run.font and first.link == fragment.link

    def add(self, fragment: Fragment) -> None:
        """Continue the last word."""
        length = len(self._words[-1])
        self._words[-1] += fragment.run.text
        self._kerns[-1] += tuple((at + length, by) for at, by in fragment.run.kerns)
        self.width += fragment.run.width
        self._tail = 0.0

    def add_space(self, width: float) -> None:
        """End the last word."""
        self._words.append("")
        self._kerns.append(())
        self.width += width
        self._tail = width

    def draw(self, x: float, baseline: float, size: float, color: Color, path: StepPath) -> Iterator[Placed]:
        """The run's text, and the link that it is part of."""
        if self._first is None:
            return
        words = " ".join(self._words)
        kerns = tuple(self._kerns) if any(self._kerns) else ()
        text = Text(x, baseline, words, self._first.run.font, size, self.width * size, color, kerns)
        link = self._first.link
        if link is None:
            yield Placed(path, text)
            return
        inside = (*path, Step(Tag.LINK, f"link-{link.number}"))
        area = Box(x, baseline - 0.8 * size, (self.width - self._tail) * size, 1.05 * size)  # no space after the words
        yield Placed(inside, text)
        yield Placed(inside, LinkArea(area, link.url, words.strip()))
