"""From styled spans to words: each distinct word is shaped once for a whole run."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from operator import add
from typing import Final, NamedTuple

from drillcards.layout.fonts import FontSet
from drillcards.layout.text import NO_WORDS, Fragment, LinkMark, Word, Words, gather_words
from drillcards.model.drill import Span
from drillcards.model.page import Kerns

FOLLOWED: Final = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
"""Links that a PDF can lead to. One to a script, a file or a place in a text is printed as words."""
INNER: Final = "drill:"
"""What a link within the document begins with, before the name of its anchor. No coach writes one."""

BLANK: Final = "_" * 10
"""A line to write on."""

_TOKENS: Final = re.compile(r"\n|[ \t]+|[^ \t\n]+")
FEW_LETTERS: Final = 16
"""Of a word that is divided by letters, the first that are tried."""
_SYLLABLES: Final = re.compile(r"(?<=[-/\u2010\u2013\u2014_@.?&=#:])(?=\w)")
_ADDRESS: Final = re.compile(r"://|^www\.|@|\w\.\w+/")
# Korean isn't among them: it has spaces, and breaks there.
_CJK_RANGE: Final = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CLOSING: Final = "、。，．・：；？！）〕］｝〉》」』】ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_OPENING: Final = "（〔［｛〈《「『【“‘"
# CJK text breaks between any two characters, but never before closing marks and small kana, nor behind opening marks
# (JIS X 4051, 6.1).
_CJK: Final = re.compile(f"[{_OPENING}]*(?:[{_CJK_RANGE}][{_CLOSING}]*|[^{_CJK_RANGE}{_OPENING}]+)|[{_OPENING}]+")
_HAS_CJK: Final = re.compile(f"[{_CJK_RANGE}]")
_SPECIAL: Final = re.compile(f"[\n\u00a0{_CJK_RANGE}]")


class _Entry(NamedTuple):
    """A word, and what a plain text adds up of it. ``font`` is "" if it needs more than one."""

    advance: float
    width: float
    kerns: Kerns
    font: str
    word: Word


class _Table(dict[str, _Entry]):
    """The words of one style, each made when it is first asked for."""

    def __init__(self, make: Callable[[str], Word]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> _Entry:
        word = self._make(text)
        run = word.fragments[0].run if len(word.fragments) == 1 else None
        plain = (run.kerns, run.font) if run and run.text == text and not word.space_font else ((), "")
        entry = self[text] = _Entry(word.width + word.space, word.width, *plain, word)
        return entry


class Typesetter:
    """Turns text into words with the fonts of one document, remembering each word it has met."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self._tables = {style: _Table(partial(self._shape_word, face=style)) for style in fonts.styles}
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
        return words.items or [self._tables[words.style][text].word for text in words.texts]

    def join_pairs(self, pairs: Iterable[tuple[Words, Words]], separator: str) -> Words:
        """Labels and values as running text: ``Reps: 10 · Rest: 30 s``.

        A label without a value has room to write one behind it; what has neither is left out.
        """
        items: list[Word] = []
        for label, value in pairs:
            if not (label.ends or value.ends):
                continue
            if items:
                items[-1] = _join(items[-1], self._find_word(f"\u00a0{separator}", "body", None))
            if label.ends:
                *words, last = self.list_items(label)
                items += [*words, _join(last, self._find_word(":", "bold", None))]
            items += self.list_items(value) or [self._find_word(BLANK, "body", None)]
        return gather_words([item._replace(stop=False) for item in items])

    def _shape_word(self, text: str, face: str) -> Word:
        runs = self.fonts.shape(text.replace("\u00a0", " "), face)
        width = sum(run.width for run in runs)
        if not runs:
            return Word((), width, 0.0)
        own = self.fonts.name_font(face)
        # A space is as wide as the text's own, whatever font the word before it needs: that of emoji is a hole.
        return Word(
            tuple(Fragment(run, face) for run in runs),
            width,
            self.fonts.measure_space(own),
            space_font="" if runs[-1].font == own else own,
        )

    def _set_plain(self, text: str, style: str) -> Words | None:
        table = self._tables[style]
        texts = tuple(text.split())
        if not texts:
            return NO_WORDS
        advances, widths, kerns, fonts, _ = zip(*[table[word] for word in texts], strict=True)
        if fonts.count(fonts[0]) != len(fonts) or not fonts[0]:
            return None
        starts = tuple(accumulate(advances, initial=0.0))
        return Words(starts, tuple(map(add, starts, widths)), max(widths), fonts[0], style, texts, kerns)

    def _set_mixed(self, spans: Iterable[Span], style: str) -> list[Word]:
        words: list[Word] = []
        joined = False  # the next text continues the last word
        for number, span in enumerate(spans):
            face = _choose_style(span, style)
            link = _mark_link(span.href, number) if span.href else None
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
        """Parts of a word that is wider than the measure: after a hyphen or slash, else with a hyphen of our own.

        An address gets none: it would be taken for a part of it.
        """
        whole = "".join(fragment.run.text for fragment in word.fragments)
        hyphen = "" if _ADDRESS.search(whole) else "-"
        parts: list[Word] = []
        for fragment in word.fragments:
            for syllable in _SYLLABLES.split(fragment.run.text):
                made = self._find_word(syllable, fragment.style, fragment.link)
                pieces = [made] if made.width <= measure else self._chop(made, measure, hyphen)
                if parts and parts[-1].width + pieces[0].width <= measure:
                    parts[-1] = _join(parts[-1], pieces.pop(0))
                parts.extend(pieces)
        yield from (part._replace(space=0.0) for part in parts[:-1])
        yield parts[-1]._replace(space=word.space, stop=word.stop)

    def _add_token(self, words: list[Word], token: str, face: str, link: LinkMark | None, joined: bool) -> None:
        for index, piece in enumerate(split_scripts(token)):
            word = self._find_word(piece, face, link)
            if index:
                words[-1] = words[-1]._replace(space=0.0)
                words.append(word)
            elif joined and words:
                words[-1] = _join(words[-1], word)
            else:
                words.append(word)

    def _find_word(self, text: str, face: str, link: LinkMark | None) -> Word:
        word = self._tables[face][text].word
        if link is None:
            return word
        return word._replace(fragments=tuple(fragment._replace(link=link) for fragment in word.fragments))

    def _chop(self, word: Word, measure: float, hyphen: str) -> list[Word]:
        """A one-style syllable cut by letters, the hyphen after each part but the last. At least one letter a part."""
        style, link = word.fragments[0].style, word.fragments[0].link
        rest = "".join(fragment.run.text for fragment in word.fragments)
        parts = []
        while len(rest) > 1:
            beyond = self._find_beyond(rest, style, measure)
            if beyond == len(rest) and self._find_word(rest, style, link).width <= measure:
                break
            size = min(beyond, len(rest) - 1)
            while size > 1 and self._find_word(rest[:size] + hyphen, style, link).width > measure:
                size -= 1
            parts.append(self._find_word(rest[:size] + hyphen, style, link))
            rest = rest[size:]
        return [*parts, self._find_word(rest, style, link)]

    def _find_beyond(self, text: str, style: str, measure: float) -> int:
        """A number of letters that are clearly wider than the measure, or all: a word of thousands isn't set whole."""
        size = FEW_LETTERS
        while size < len(text) and self._find_word(text[:size], style, None).width <= measure + 1:
            size *= 2
        return min(size, len(text))


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


def split_scripts(token: str) -> list[str]:
    """A token without spaces, divided where CJK text may break; whole if it has none."""
    return _CJK.findall(token) if _HAS_CJK.search(token) else [token]


def _mark_link(href: str, number: int) -> LinkMark | None:
    """The link to a place in the document or elsewhere, as ``page.LinkArea`` has it; None if no PDF can follow it."""
    if href.startswith(INNER):
        return LinkMark(f"#{href.removeprefix(INNER)}", number)
    return LinkMark(href, number) if FOLLOWED.match(href) else None


def _choose_style(span: Span, style: str) -> str:
    if style == "body":
        return ("bold-italic" if span.em else "bold") if span.strong else ("italic" if span.em else "body")
    if style == "bold" and span.em:
        return "bold-italic"
    return style


def _join(first: Word, second: Word) -> Word:
    return Word(
        first.fragments + second.fragments, first.width + second.width, second.space, second.stop, second.space_font
    )
