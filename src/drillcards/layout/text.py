"""From styled spans to lines: words in em, wrapping, and the last-line rule."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from drillcards.layout.fonts import FontSet, Run
from drillcards.model.drill import Span

LONELY: Final = 0.25
"""A single word on the last line, narrower than this part of the measure, fetches its neighbour."""

_TOKENS: Final = re.compile(r"\n|[ \t]+|[^ \t\n]+")
_SYLLABLES: Final = re.compile(r"(?<=[-/\u2010\u2013\u2014_@.?&=#:])(?=\w)")
_CJK_RANGE: Final = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_CLOSING: Final = "、。，．・：；？！）〕］｝〉》」』】ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
# CJK text breaks between any two characters, but never before closing marks and small kana (JIS X 4051, 6.1).
_CJK: Final = re.compile(f"[{_CJK_RANGE}][{_CLOSING}]*|[^{_CJK_RANGE}]+")
_HAS_CJK: Final = re.compile(f"[{_CJK_RANGE}]")


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


Words = tuple[Word, ...]


class WrappedLine(NamedTuple):
    """Words from ``start`` up to ``end``, and their width in em without the last space."""

    start: int
    end: int
    width: float


class Typesetter:
    """Turns text into words with the fonts of one document, remembering each word it has met."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self._words: dict[tuple[str, str, LinkMark | None], Word] = {}

    def set_text(self, text: str, style: str = "body") -> Words:
        """Words of a text in one style; newlines are hard breaks."""
        return self.set_spans((Span(text),), style)

    def set_spans(self, spans: Iterable[Span], style: str = "body") -> Words:
        """Words of styled spans. A word may be made of several spans: ``**Tempo**:`` is one."""
        words: list[Word] = []
        joined = False  # the next text continues the last word
        for index, span in enumerate(spans):
            face = _choose_style(span, style)
            link = LinkMark(span.href, index) if span.href else None
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
        return tuple(words)

    def split_word(self, word: Word, measure: float) -> Iterator[Word]:
        """Parts of a word that is wider than the measure: after a hyphen or slash, else with a hyphen of our own."""
        parts: list[Word] = []
        for fragment in word.fragments:
            for syllable in _SYLLABLES.split(fragment.run.text):
                made = self._make_word(syllable, fragment.style, fragment.link)
                pieces = [made] if made.width <= measure else self._chop(made, measure)
                if parts and parts[-1].width + pieces[0].width <= measure:
                    parts[-1] = _join(parts[-1], pieces.pop(0))
                parts.extend(pieces)
        yield from (part._replace(space=0.0) for part in parts[:-1])
        yield parts[-1]._replace(space=word.space, stop=word.stop)

    def _add_token(self, words: list[Word], token: str, face: str, link: LinkMark | None, joined: bool) -> None:
        pieces = _CJK.findall(token) if _HAS_CJK.search(token) else (token,)
        for index, piece in enumerate(pieces):
            word = self._make_word(piece, face, link)
            if index:
                words[-1] = words[-1]._replace(space=0.0)
                words.append(word)
            elif joined and words:
                words[-1] = _join(words[-1], word)
            else:
                words.append(word)

    def _make_word(self, text: str, face: str, link: LinkMark | None) -> Word:
        key = (text, face, link)
        word = self._words.get(key)
        if word is None:
            runs = self.fonts.shape(text.replace("\u00a0", " "), face)
            space = self.fonts.measure_space(runs[-1].font) if runs else 0.0
            fragments = tuple(Fragment(run, face, link) for run in runs)
            word = self._words[key] = Word(fragments, sum(run.width for run in runs), space)
        return word

    def _chop(self, word: Word, measure: float) -> list[Word]:
        """A one-style syllable cut by letters, a hyphen after each part but the last. At least one letter a part."""
        style, link = word.fragments[0].style, word.fragments[0].link
        rest = "".join(fragment.run.text for fragment in word.fragments)
        parts = []
        while len(rest) > 1 and self._make_word(rest, style, link).width > measure:
            size = len(rest) - 1
            while size > 1 and self._make_word(rest[:size] + "-", style, link).width > measure:
                size -= 1
            parts.append(self._make_word(rest[:size] + "-", style, link))
            rest = rest[size:]
        return [*parts, self._make_word(rest, style, link)]


def fit_words(words: Words, measure: float, typesetter: Typesetter) -> Words:
    """The words with those divided that are wider than the measure, in em."""
    if all(word.width <= measure for word in words):
        return words
    fitted: list[Word] = []
    for word in words:
        if word.width <= measure:
            fitted.append(word)
        else:
            fitted.extend(typesetter.split_word(word, measure))
    return tuple(fitted)


def wrap_words(words: Sequence[Word], measure: float) -> tuple[WrappedLine, ...]:
    """First-fit lines of at most ``measure`` em; no short word alone on a last line if its neighbour can join it.

    A word wider than the measure gets a line of its own: divide it with ``fit_words`` first.
    """
    lines: list[WrappedLine] = []
    start, width, space = 0, 0.0, 0.0
    for index, word in enumerate(words):
        if index > start and width + space + word.width > measure + 1e-9:
            lines.append(WrappedLine(start, index, width))
            start, width, space = index, 0.0, 0.0
        width += space + word.width
        space = word.space
        if word.stop:
            lines.append(WrappedLine(start, index + 1, width))
            _join_lonely(words, lines, measure)
            start, width, space = index + 1, 0.0, 0.0
    if start < len(words):
        lines.append(WrappedLine(start, len(words), width))
        _join_lonely(words, lines, measure)
    return tuple(lines)


def measure_words(words: Sequence[Word]) -> float:
    """The width in em of the words on one line."""
    return sum(word.width + word.space for word in words) - (words[-1].space if words else 0.0)


def _join_lonely(words: Sequence[Word], lines: list[WrappedLine], measure: float) -> None:
    if len(lines) < 2:
        return
    before, last = lines[-2], lines[-1]
    lonely = last.end - last.start == 1 and last.width < LONELY * measure
    if not lonely or before.end - before.start < 3 or words[before.end - 1].stop:
        return
    moved = words[before.end - 1]
    if moved.width + moved.space + last.width <= measure:
        rest = before.width - moved.width - words[before.end - 2].space
        lines[-2:] = [
            WrappedLine(before.start, before.end - 1, rest),
            WrappedLine(before.end - 1, last.end, moved.width + moved.space + last.width),
        ]


def _choose_style(span: Span, style: str) -> str:
    if style == "body":
        return ("bold-italic" if span.em else "bold") if span.strong else ("italic" if span.em else "body")
    if style == "bold" and span.em:
        return "bold-italic"
    return style


def _join(first: Word, second: Word) -> Word:
    return Word(first.fragments + second.fragments, first.width + second.width, second.space, second.stop)
