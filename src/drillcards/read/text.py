"""Clean text from a file, whatever editor wrote it."""

import codecs
import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from drillcards.read.findings import Findings
from drillcards.read.yaml import Value, map_texts

# Controls other than tab and line feed: nothing prints them, YAML refuses them, and Python-Markdown marks its
# placeholders with two of them.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
# What has no width, turns the direction of what follows, or both; joiners, which some scripts need, aren't among them.
_INVISIBLE: Final = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Bullets and signs of the fonts Symbol and Wingdings, which Word writes as codes of its own from U+F000 on.
_OFFICE_SIGNS: Final = str.maketrans(
    {
        "\uf0b7": "•", "\uf0a7": "▪", "\uf06e": "■", "\uf06f": "□", "\uf06c": "●", "\uf071": "❑", "\uf075": "◆",
        "\uf076": "❖", "\uf077": "◆", "\uf0a8": "◻", "\uf0d8": "➢", "\uf0e0": "→", "\uf0df": "←", "\uf0e8": "➔",
        "\uf0f0": "⇨", "\uf0fb": "✗", "\uf0fc": "✓", "\uf0fd": "☒", "\uf0fe": "☑", "\uf04a": "☺", "\uf0b0": "°",
        "\uf0b4": "×", "\uf0ae": "→", "\uf0de": "⇒", "\uf0a3": "≤", "\uf0b3": "≥", "\uf0b1": "±", "\uf044": "Δ",
    }
)  # fmt: skip
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n")
MAC: Final = "Mac text (Mac Roman)"
WINDOWS: Final = "Windows text (cp1252)"
_MOSTLY: Final = 0.6
_LINE_ENDS: Final = re.compile(r"[\r\x0c]")
_FEW: Final = 10
"""Of so many bytes one may be NUL in a text that an editor or a sync has hurt."""
_ACCENTED: Final = frozenset("àáâãäåæçèéêëìíîïñòóôõöøœùúûüÿß")
_SIGNS: Final = frozenset("–—…€•°«»¿¡½×·")
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_text(data: bytes, findings: Findings) -> str | None:
    """The text of a file: line ends as line feeds, composed (NFC), without byte order mark and control characters.

    None, with an error in ``findings``, when the bytes are no text; a warning when they aren't UTF-8.
    """
    if data.startswith(_UTF16_MARKS):
        return _decode_utf16(data, findings)
    if (wide := guess_utf16(data)) is not None:
        findings.warn("not-utf-8", 1, "The file is UTF-16, not UTF-8.", "Save the file as UTF-8.")
        return _clean_text(wide)
    if b"\x00" in data:
        return _decode_stray(data, findings)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        text, kind = guess_letters(data)
        findings.warn(
            "not-utf-8",
            line,
            f"The file isn't UTF-8; it was read as {kind}.",
            "Check the accented letters, and save the file as UTF-8.",
        )
    return _clean_text(text)


def _decode_stray(data: bytes, findings: Findings) -> str | None:
    """A text without its few NUL bytes; None, with an error, for what has many, and is no text."""
    line = data[: data.index(b"\x00")].count(b"\n") + 1
    clean = data.replace(b"\x00", b"")
    try:
        text = clean.decode("utf-8-sig")
        whole = (len(data) - len(clean)) * _FEW <= len(data) and not _CONTROLS.search(_LINE_ENDS.sub("", text))
    except UnicodeDecodeError:
        whole = False
    if not whole:
        findings.fail(
            "not-text", line, "This is not a text file.", "Save it as plain text (Markdown), not as a document."
        )
        return None
    findings.warn(
        "stray-bytes",
        line,
        "There are bytes here that are no text; they were left out.",
        "Save the file again as UTF-8.",
    )
    return _clean_text(text)


def _decode_utf16(data: bytes, findings: Findings) -> str | None:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        findings.fail("not-text", 1, "This is not a text file.", "Save it as plain text (Markdown), UTF-8.")
        return None
    findings.warn("not-utf-8", 1, "The file is UTF-16, not UTF-8.", "Save the file as UTF-8.")
    return _clean_text(text)


def guess_letters(data: bytes) -> tuple[str, str]:
    """The text of bytes that are neither UTF-8 nor UTF-16, and what they were taken for: Windows' or the old Mac's.

    On a Mac, letters with accents are the bytes that Windows has dashes, quotation marks and signs for. Bytes that
    Windows' code page leaves unassigned are C1 controls in Latin-1, cleaned away later.
    """
    if _rate_words(data.decode("mac-roman")) > _rate_words(data.decode("cp1252", "replace")):
        return data.decode("mac_roman"), MAC
    try:
        return data.decode("cp1252"), WINDOWS
    except UnicodeDecodeError:
        return data.decode("latin-1"), WINDOWS


def guess_utf16(data: bytes) -> str | None:
    """The text of UTF-16 without the mark at its start: every second byte of Western text is zero. None: it isn't."""
    half = len(data) // 2
    for name, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if half and len(data) % 2 == 0 and zeros.count(0) > _MOSTLY * half:
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                return None
            return None if "\x00" in text else text
    return None


def _rate_words(text: str) -> int:
    """How well the characters beyond ASCII stand where they are: letters within words, capitals at their beginning."""
    return sum(
        _rate_place(match[0], text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1])
        for match in _BEYOND_ASCII.finditer(text)
    )


def _rate_place(char: str, before: str, after: str) -> int:
    beside = before.isalpha() or after.isalpha()
    if char.lower() in _ACCENTED or char in "šžŠŽ":
        odd = char.isupper() and before.islower()
        return -2 if odd else (2 if char.lower() in _ACCENTED else 1) if beside or char in "àÀ" else -1
    if char in "‘’":
        return 2 if before.isalpha() == (char == "’") else -2
    if char in "“”":
        return 2 if before.isspace() == (char == "“") or not before else -2
    return 1 if char in _SIGNS else -2


def _clean_text(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return _CONTROLS.sub("", text)
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n").replace("\ufeff", "")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text).translate(_OFFICE_SIGNS))


def clean_line(text: str) -> str:
    """The words of a text on one line, composed (NFC), without control characters."""
    return " ".join(_clean_text(text).split())


def clean_paragraphs(text: str) -> str:
    """The same with its paragraphs, which blank lines part, each on a line of its own."""
    return "\n".join(filter(None, map(clean_line, _BLANK_LINE.split(_clean_text(text)))))


def clean_lines(text: str) -> str:
    """The same with all its lines as they are, but for blank ones."""
    return "\n".join(filter(None, map(clean_line, _clean_text(text).split("\n"))))


def drop_invisible(text: str) -> str:
    """The text without characters that nobody sees and nobody typed, as come with text from web pages."""
    return _INVISIBLE.sub("", text)


def clean_cell(text: str) -> str:
    """The words of a spreadsheet's cell on one line, without control and invisible characters."""
    return clean_line(drop_invisible(text))


def drop_controls(values: Mapping[str, Value], lines: Mapping[str, int], findings: Findings) -> dict[str, Value]:
    """Values, in which a file may write characters by their number, without controls; each is told at its line."""
    kept: dict[str, Value] = {}
    for key, value in values.items():
        kept[key] = map_texts(value, lambda text: _CONTROLS.sub("", text))
        if kept[key] is not value:
            message = f"In “{clean_line(key)}” there is a character that controls a terminal; it was taken out."
            findings.warn("control-character", lines.get(key), message, "Type the text anew, without backslashes.")
    return kept
