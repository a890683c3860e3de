"""Words on one line → runs: neighbours in one font become one text, with their kerning."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drillcards.layout.pieces import Step, StepPath
from drillcards.layout.structure import Placed
from drillcards.layout.text import Fragment, LinkMark, Word
from drillcards.model.page import Box, Color, LinkArea, Tag, Text


class _Run(NamedTuple):
    font: str
    link: LinkMark | None
    text: str
    width: float
    kerns: tuple[tuple[int, int], ...]


def draw_words(
    words: Sequence[Word],
    x: float,
    baseline: float,
    size: float,
    color: Color,
    path: StepPath,
    *,
    trail: bool = True,
    tracking: float = 0.0,
) -> Iterator[Placed]:
    """One line of words, left to right. A real space follows each word, and with ``trail`` also the last.

    ``tracking`` in em is added after each character. Links get a step and a place to click of their own.
    """
    for run in _merge_runs(words, trail):
        kerns, width = run.kerns, run.width
        if tracking:
            kerns, width = _track(run, tracking)
        text = Text(x, baseline, run.text, run.font, size, width * size, color, kerns)
        if run.link:
            step = Step(Tag.LINK, f"link-{run.link.number}")
            area = LinkArea(Box(x, baseline - 0.8 * size, width * size, size * 1.05), run.link.url, run.text.strip())
            yield Placed((*path, step), text)
            yield Placed((*path, step), area)
        else:
            yield Placed(path, text)
        x += width * size


def _merge_runs(words: Sequence[Word], trail: bool) -> Iterator[_Run]:
    texts: list[str] = []
    kerns: list[tuple[int, int]] = []
    width, length = 0.0, 0
    current: Fragment | None = None
    for index, word in enumerate(words):
        for fragment in word.fragments:
            run = fragment.run
            if current is not None and (run.font != current.run.font or fragment.link != current.link):
                yield _Run(current.run.font, current.link, "".join(texts), width, tuple(kerns))
                texts, kerns, width, length = [], [], 0.0, 0
            current = fragment
            texts.append(run.text)
            if run.kerns:
                kerns.extend((at + length, kern) for at, kern in run.kerns)
            width += run.width
            length += len(run.text)
        if word.space and (trail or index < len(words) - 1):
            texts.append(" ")
            width += word.space
            length += 1
    if current is not None:
        yield _Run(current.run.font, current.link, "".join(texts), width, tuple(kerns))


def _track(run: _Run, tracking: float) -> tuple[tuple[tuple[int, int], ...], float]:
    extra = round(tracking * 1000)
    kerns = dict(run.kerns)
    tracked = tuple((at, kerns.get(at, 0) + extra) for at in range(len(run.text)))
    return tracked, run.width + extra / 1000 * len(run.text)
