"""From styled spans to lines: words in em, wrapping, and the last-line rule."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import Final, NamedTuple

from drillcards.layout.fonts import FontSet, Run
from drillcards.model.drill import Span
from drillcards.model.page import Kerns

LONELY: Final = 0.25
"""A single word on the last line, narrower than this part of the measure, fetches its neighbour."""

_TOKENS: Final = re.compile(r"\n|[ \t]+|[^ \t\n]+")
_SYLLABLES: Final = re.compile(r"(?<=[-/\u2010\u2013\u2014_@.?&=#:])(?=\w)")
_CJK_RANGE: Final = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_CLOSING: Final = "、。，．・：；？！）〕］｝〉》」』】ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
# CJK text breaks between any two characters, but never before closing marks and small kana (JIS X 4051, 6.1).
_CJK: Final = re.compile(f"[{_CJK_RANGE}][{_CLOSING}]*|[^{_CJK_RANGE}]+")
_HAS_CJK: Final = re.compile(f"[{_CJK_RANGE}]")
_SPECIAL: Final = re.compile(f"[\n\t{_CJK_RANGE}]")


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

    ``stop`` ends the line: a hard break.
    """

    fragments: tuple[Fragment, ...]
    width: float
    space: float
    stop: bool = False


class Words(NamedTuple):
    """A text's words with what wrapping and drawing ask of them again and again, worked out once.

    ``starts`` and ``ends`` are each word's edges in em, were all on one line. ``font`` is the only font, if there is
    just one and no link; then ``texts`` and ``kerns`` are the words' own.
    """

    items: tuple[Word, ...]
    starts: tuple[float, ...]
    ends: tuple[float, ...]
    widest: float
    stopped: bool
    font: str | None
    texts: tuple[str, ...]
    kerns: tuple[Kerns, ...]

    @property
    def width(self) -> float:
        """The width in em on one line, without the last space."""
        return self.ends[-1] if self.ends else 0.0


def gather_words(items: Sequence[Word]) -> Words:
    """Words with their edges."""
    starts = tuple(accumulate([w.width + w.space for w in items], initial=0.0))
    ends = tuple([end - w.space for end, w in zip(starts[1:], items, strict=True)])
    widest = max([w.width for w in items], default=0.0)
    fragments = [w.fragments[0] for w in items if len(w.fragments) == 1]
    fonts = {(f.run.font, f.link) for f in fragments}
    stopped = any(w.stop for w in items)
    if len(fonts) == 1 and len(fragments) == len(items) and fragments[0].link is None:
        runs = [f.run for f in fragments]
        texts, kerns = tuple([run.text for run in runs]), tuple([run.kerns for run in runs])
        return Words(tuple(items), starts, ends, widest, stopped, runs[0].font, texts, kerns)
    return Words(tuple(items), starts, ends, widest, stopped, None, (), ())


NO_WORDS: Final = gather_words(())


class WrappedLine(NamedTuple):
    """Words from ``start`` up to ``end``, and their width in em without the last space."""

    start: int
    end: int
    width: float


class _Table(dict[str, Word]):
    """The words of one style, each made when it is first asked for."""

    def __init__(self, make: Callable[[str], Word]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> Word:
        word = self[text] = self._make(text)
        return word


class Typesetter:
    """Turns text into words with the fonts of one document, remembering each word it has met."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self._tables = {style: _Table(partial(self._make_word, face=style)) for style in fonts.styles}

    def set_text(self, text: str, style: str = "body") -> Words:
        """Words of a text in one style; newlines are hard breaks."""
        return self.set_spans((Span(text),), style)

    def set_spans(self, spans: Sequence[Span], style: str = "body") -> Words:
        """Words of styled spans. A word may be made of several spans: ``**Tempo**:`` is one."""
        if len(spans) == 1 and spans[0].href is None and not _SPECIAL.search(spans[0].text):
            table = self._tables[_choose_style(spans[0], style)]
            return gather_words([table[token] for token in spans[0].text.split(" ") if token])
        return gather_words(self._set_mixed(spans, style))

    def _set_mixed(self, spans: Iterable[Span], style: str) -> list[Word]:
        words: list[Word] = []
        joined = False  # the next text continues the last word
        for number, span in enumerate(spans):
            face = _choose_style(span, style)
            link = LinkMark(span.href, number) if span.href else None
            for token in _TOKENS.findall(span.text):
                if token == "\n":
                    if words:
                        words[-1] = words[-1]._replace(stop=True)
                    joined = False
                elif token[0] in " \t":
                    joined = False
                else:
                    self._add_token(words, token, face, link, joined)
                    joined = True
        return words

    def split_word(self, word: Word, measure: float) -> Iterator[Word]:
        """Parts of a word that is wider than the measure: after a hyphen or slash, else with a hyphen of our own."""
        parts: list[Word] = []
        for fragment in word.fragments:
            for syllable in _SYLLABLES.split(fragment.run.text):
                made = self._find_word(syllable, fragment.style, fragment.link)
                pieces = [made] if made.width <= measure else self._chop(made, measure)
                if parts and parts[-1].width + pieces[0].width <= measure:
                    parts[-1] = _join(parts[-1], pieces.pop(0))
                parts.extend(pieces)
        yield from (part._replace(space=0.0) for part in parts[:-1])
        yield parts[-1]._replace(space=word.space, stop=word.stop)

    def _add_token(self, words: list[Word], token: str, face: str, link: LinkMark | None, joined: bool) -> None:
        pieces = _CJK.findall(token) if _HAS_CJK.search(token) else (token,)
        for index, piece in enumerate(pieces):
            word = self._find_word(piece, face, link)
            if index:
                words[-1] = words[-1]._replace(space=0.0)
                words.append(word)
            elif joined and words:
                words[-1] = _join(words[-1], word)
            else:
                words.append(word)

    def _find_word(self, text: str, face: str, link: LinkMark | None) -> Word:
        word = self._tables[face][text]
        if link is None:
            return word
        return word._replace(fragments=tuple(fragment._replace(link=link) for fragment in word.fragments))

    def _make_word(self, text: str, face: str) -> Word:
        runs = self.fonts.shape(text.replace("\u00a0", " "), face)
        space = self.fonts.measure_space(runs[-1].font) if runs else 0.0
        return Word(tuple(Fragment(run, face) for run in runs), sum(run.width for run in runs), space)

    def _chop(self, word: Word, measure: float) -> list[Word]:
        """A one-style syllable cut by letters, a hyphen after each part but the last. At least one letter a part."""
        style, link = word.fragments[0].style, word.fragments[0].link
        rest = "".join(fragment.run.text for fragment in word.fragments)
        parts = []
        while len(rest) > 1 and self._find_word(rest, style, link).width > measure:
            size = len(rest) - 1
            while size > 1 and self._find_word(rest[:size] + "-", style, link).width > measure:
                size -= 1
            parts.append(self._find_word(rest[:size] + "-", style, link))
            rest = rest[size:]
        return [*parts, self._find_word(rest, style, link)]


def fit_words(words: Words, measure: float, typesetter: Typesetter) -> Words:
    """The words with those divided that are wider than the measure, in em."""
    if words.widest <= measure:
        return words
    fitted: list[Word] = []
    for word in words.items:
        if word.width <= measure:
            fitted.append(word)
        else:
            fitted.extend(typesetter.split_word(word, measure))
    return gather_words(fitted)


def wrap_words(words: Words, measure: float) -> tuple[WrappedLine, ...]:
    """First-fit lines of at most ``measure`` em; no short word alone on a last line if its neighbour can join it.

    A word wider than the measure gets a line of its own: divide it with ``fit_words`` first.
    """
    count = len(words.items)
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


def slice_words(words: Words, start: int, end: int) -> Words:
    """Some of the words, as a text of their own."""
    return gather_words(words.items[start:end])


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


def _choose_style(span: Span, style: str) -> str:
    if style == "body":
        return ("bold-italic" if span.em else "bold") if span.strong else ("italic" if span.em else "body")
    if style == "bold" and span.em:
        return "bold-italic"
    return style


def _join(first: Word, second: Word) -> Word:
    return Word(first.fragments + second.fragments, first.width + second.width, second.space, second.stop)
