"""Strings of text as operands of the operators that show them."""

from typing import Final

from drillcards.model.page import Kerns
from drillcards.write.fonts import Font

LAST: Final = "\xff"
"""The last code of a font's first subset; those of others lie beyond."""


def format_string(font: Font, text: str, kerns: tuple[Kerns, ...]) -> list[tuple[int, str]]:
    """A run as (subset, operator with its operand) pairs, to be shown one after the other.

    ``kerns`` as in the model's Text: for each of the words that the spaces divide, or fewer, or none.
    ValueError: the font lacks a character.
    """
    words = text.split(" ")
    operator = f"[({_format_words(font, words, kerns)})]TJ" if kerns else f"({text.translate(font)})Tj"
    return [(0, operator)] if operator.isascii() or max(operator) <= LAST else _split_string(font, text, kerns)


def _format_words(font: Font, words: list[str], kerns: tuple[Kerns, ...]) -> str:
    """Words and the spaces between them, as they stand inside the array's first and last parenthesis."""
    if len(kerns) < len(words):
        kerns += ((),) * (len(words) - len(kerns))
    parts, known_words = [], font.words
    for word, by in zip(words, kerns, strict=True):
        known = known_words.get(word)
        if known is None or (known[0] is not by and known[0] != by):
            known = known_words[word] = (by, _format_word(font, word, by))
        parts.append(known[1])
    return chr(font[0x20]).join(parts) if len(parts) > 1 else parts[0]


def _format_word(font: Font, word: str, kerns: Kerns) -> str:
    """One word. PDF subtracts adjustments (ISO 32000-1, 9.4.3), so they change their sign."""
    codes, parts, start = word.translate(font), [], 0
    for index, by in kerns:
        parts.append(f"{codes[start : index + 1]}){-by}(")
        start = index + 1
    return "".join(parts) + codes[start:]


def _split_string(font: Font, text: str, kerns: tuple[Kerns, ...]) -> list[tuple[int, str]]:
    """The same for characters of several subsets: a run for each stretch of characters that are in one of them."""
    adjustments: dict[int, int] = {}
    start = 0
    for word, by in zip(text.split(" "), kerns, strict=False):
        adjustments |= {start + index: -amount for index, amount in by}
        start += len(word) + 1
    runs: list[tuple[int, str]] = []
    operand, subset = "", -1
    for index, value in enumerate(map(ord, text.translate(font))):
        own = subset if value == 0x20 and operand else value >> 8  # a space is in each subset
        if own != subset:
            if operand:
                runs.append((subset, f"[({operand})]TJ"))
            operand, subset = "", own
        operand += chr(value & 0xFF)
        if index in adjustments:
            operand += f"){adjustments[index]}("
    runs.append((subset, f"[({operand})]TJ"))
    return runs
