"""Emphasis by CommonMark's delimiter runs (https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis).

Python-Markdown decides by other rules where a run is next to punctuation or inside a word.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown.util import ETX, STX

_RUN: Final = re.compile(r"\*+|_+")
_REST: Final = re.compile(r"[*_\[\]<&`]|\\(?!\n)")  # a backslash at a line's end is a hard break


@dataclass(slots=True)
class _Run:
    """Delimiters side by side in the text, ``start`` to ``end``; what is left of them shrinks as they are paired.

    ``number`` counts the runs of a text.
    """

    number: int
    char: str
    start: int
    end: int
    opens: bool
    closes: bool
    length: int = 0

    def __post_init__(self) -> None:
        self.length = self.end - self.start

    @property
    def left(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where an element begins or ends: the delimiters at ``start`` to ``end`` stand for it."""

    start: int
    end: int
    tag: str
    opens: bool


def build_emphasis(text: str) -> Element:
    """The text as an element of ``strong`` and ``em`` elements; delimiters that pair with none are escaped.

    What is in strong text already gets no second ``strong`` for further delimiters, so that elements don't nest deeper
    than there are styles, however many delimiters there are.
    Escaped as Python-Markdown does it (their code point between STX and ETX), so that no later pass reads them again.
    """
    runs = [_classify_run(text, match, number) for number, match in enumerate(_RUN.finditer(text))]
    marks = sorted(_pair_runs(runs), key=lambda mark: mark.start)
    root = Element("span")
    path = [root]
    depths = {"strong": 0, "em": 0}
    position = 0
    for mark in marks:
        _append_text(path[-1], _escape_rest(text[position : mark.start]))
        if mark.opens:
            path.append(path[-1] if depths[mark.tag] else SubElement(path[-1], mark.tag))
        else:
            path.pop()
        depths[mark.tag] += 1 if mark.opens else -1
        position = mark.end
    _append_text(root, _escape_rest(text[position:]))
    return root


def _append_text(parent: Element, text: str) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _escape_rest(text: str) -> str:
    """Whatever meant nothing in the whole: it mustn't come to mean something in a part of it."""
    return _REST.sub(lambda match: f"{STX}{ord(match[0])}{ETX}", text)


def _is_punctuation(char: str) -> bool:
    """Punctuation and symbols. What an earlier pass put away behind STX and ETX began and ended with punctuation."""
    return char in (STX, ETX) or unicodedata.category(char)[0] in "PS"


def _classify_run(text: str, match: re.Match[str], number: int) -> _Run:
    """Left-flanking runs may open, right-flanking ones may close; underscores inside a word do neither."""
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    left = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
    right = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
    opens, closes = left, right
    if match[0][0] == "_":
        opens = left and (not right or _is_punctuation(before))
        closes = right and (not left or _is_punctuation(after))
    return _Run(number, match[0][0], match.start(), match.end(), opens, closes)


def _pair_runs(runs: list[_Run]) -> list[_Mark]:
    marks: list[_Mark] = []
    openers: list[_Run] = []
    tried: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        while run.closes and run.left:
            kind = (run.char, run.opens, run.length % 3)
            index = _find_opener(openers, run, tried.get(kind, 0))
            if index is None:
                tried[kind] = run.number
                break
            marks += _pair_delimiters(openers[index], run)
            # Runs in between can pair with nothing any more.
            del openers[index + (1 if openers[index].left else 0) :]
        if run.opens and run.left:
            openers.append(run)
    return marks


def _find_opener(openers: list[_Run], closer: _Run, first: int) -> int | None:
    """The last run that pairs with the closer. None from before the ``first`` did with a closer of its kind."""
    for index in range(len(openers) - 1, -1, -1):
        opener = openers[index]
        if opener.number < first:
            return None
        if opener.char != closer.char:
            continue
        # The rule of three: runs that may both open and close don't pair when their lengths add up to 3, 6, 9…
        both = opener.closes or closer.opens
        if both and (opener.length + closer.length) % 3 == 0 and (opener.length % 3 or closer.length % 3):
            continue
        return index
    return None


def _pair_delimiters(opener: _Run, closer: _Run) -> tuple[_Mark, _Mark]:
    """Take two delimiters from each side if there are as many, else one."""
    width = 2 if opener.left >= 2 and closer.left >= 2 else 1
    tag = "strong" if width == 2 else "em"
    opener.end -= width
    closer.start += width
    return (
        _Mark(opener.end, opener.end + width, tag, opens=True),
        _Mark(closer.start - width, closer.start, tag, opens=False),
    )
