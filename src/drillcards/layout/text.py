"""From styled spans to lines: words in em, wrapping, and the last-line rule."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from operator import add
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
_SPECIAL: Final = re.compile(f"[\n\u00a0{_CJK_RANGE}]")


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


class _Entry(NamedTuple):
    """A word of a plain text, by what its neighbours add up. ``font`` is "" if it needs more than one."""

    advance: float
    width: float
    kerns: Kerns
    font: str


class _Table(dict[str, _Entry]):
    """The words of one style, each made when it is first asked for."""

    def __init__(self, make: Callable[[str], Word]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> _Entry:
        word = self._make(text)
        run = word.fragments[0].run if len(word.fragments) == 1 else None
        plain = (run.kerns, run.font) if run and run.text == text else ((), "")
        entry = self[text] = _Entry(word.width + word.space, word.width, *plain)
        return entry


class Typesetter:
    """Turns text into words with the fonts of one document, remembering each word it has met."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self._tables = {style: _Table(partial(self.make_word, face=style)) for style in fonts.styles}
        self._texts: dict[tuple[str, str], Words] = {}

    def set_text(self, text: str, style: str = "body") -> Words:
        """Words of a text in one style; newlines are hard breaks. Kept: heads and labels come again and again."""
        words = self._texts.get((text, style))
        if words is None:
            words = self._texts[text, style] = self.set_spans((Span(text),), style)
        return words

    def set_spans(self, spans: Sequence[Span], style: str = "body") -> Words:
        """Words of styled spans. A word may be made of several spans: ``**Tempo**:`` is one."""
        if len(spans) == 1 and spans[0].href is None and not _SPECIAL.search(spans[0].text):
            plain = self._set_plain(spans[0].text, _choose_style(spans[0], style))
            if plain is not None:
                return plain
        return gather_words(self._set_mixed(spans, style))

    def list_items(self, words: Words) -> Sequence[Word]:
        """The words one by one, whichever kind of text they are."""
        return words.items or [self.make_word(text, words.style) for text in words.texts]

    def make_word(self, text: str, face: str) -> Word:
        """One word in one style."""
        runs = self.fonts.shape(text.replace("\u00a0", " "), face)
        space = self.fonts.measure_space(runs[-1].font) if runs else 0.0
        return Word(tuple(Fragment(run, face) for run in runs), sum(run.width for run in runs), space)

    def _set_plain(self, text: str, style: str) -> Words | None:
        table = self._tables[style]
        texts = tuple(text.split())
        if not texts:
            return NO_WORDS
        advances, widths, kerns, fonts = zip(*[table[word] for word in texts], strict=True)
        if fonts.count(fonts[0]) != len(fonts) or not fonts[0]:
            return None
        starts = tuple(accumulate(advances, initial=0.0))
        return Words(starts, tuple(map(add, starts, widths)), max(widths), fonts[0], style, texts, kerns)

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
        word = self.make_word(text, face)
        if link is None:
            return word
        return word._replace(fragments=tuple(fragment._replace(link=link) for fragment in word.fragments))

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
    for word in typesetter.list_items(words):
        if word.width <= measure:
            fitted.append(word)
        else:
            fitted.extend(typesetter.split_word(word, measure))
    return gather_words(fitted)


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


def _choose_style(span: Span, style: str) -> str:
    if style == "body":
        return ("bold-italic" if span.em else "bold") if span.strong else ("italic" if span.em else "body")
    if style == "bold" and span.em:
        return "bold-italic"
    return style


def _join(first: Word, second: Word) -> Word:
    return Word(first.fragments + second.fragments, first.width + second.width, second.space, second.stop)
