"""Font files, and text shaped once: which glyphs there are, how wide words run, how their letters kern.

Everything is measured in em, so that one shaping serves every size on the ladder.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import category, decomposition, normalize

import uharfbuzz as hb

from drillcards.model.font import BOX, FontFile
from drillcards.model.page import Kerns

STYLES: Final = {
    "body": ("fontpkg_atkinson_hyperlegible", "files/AtkinsonHyperlegible-Regular.ttf"),
    "bold": ("fontpkg_atkinson_hyperlegible", "files/AtkinsonHyperlegible-Bold.ttf"),
    "italic": ("fontpkg_atkinson_hyperlegible", "files/AtkinsonHyperlegible-Italic.ttf"),
    "bold-italic": ("fontpkg_atkinson_hyperlegible", "files/AtkinsonHyperlegible-BoldItalic.ttf"),
    "head": ("fontpkg_barlow_condensed", "files/BarlowCondensed-Bold.ttf"),
    "head-medium": ("fontpkg_barlow_condensed", "files/BarlowCondensed-SemiBold.ttf"),
}

FALLBACKS: Final = (
    ("manimgx_fonts", "NotoSans[wght].ttf"),
    ("manimgx_fonts", "NotoSansSymbols[wght].ttf"),
    ("drillcards", "layout/symbols.ttf"),
    ("manimgx_fonts", "NotoEmoji[wght].ttf"),
)
"""In order: a sign that is also an emoji is drawn as a sign. ``docs/draw_symbols.py`` made the one of our own."""

_LATIN: Final = "AZaz09áÉñÜßçœ¿¡“”’–—…½×·•°"
SAMPLES: Final = {
    # Letters that a file is there for, by the styles and fallbacks above.
    **dict.fromkeys(STYLES.values(), _LATIN),
    FALLBACKS[0]: "αΩжЯłőệ",
    FALLBACKS[1]: "→←↑↓①⚑",
    FALLBACKS[2]: "△▲◆○●☐☒✓★☆⇒↻◦─│█",
    FALLBACKS[3]: "⚾🏃⭐",
}

INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
"""Joiners, selectors, soft hyphens and marks of direction: they steer other programs and have no look of their own."""

# Scripts that run from right to left, or whose letters join or move about: a glyph a character, in the order of the
# text, would misspell them. Blocks as in Unicode's Blocks.txt; the byte order mark isn't one of these letters.
UNSHAPED: Final = re.compile(
    "["
    "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe"  # Hebrew, Arabic, Syriac, Thaana
    "\U00010800-\U00010fff\U0001e800-\U0001edff\U0001ef00-\U0001efff"  # others from right to left
    "\u0900-\u0dff\ua830-\ua83f\ua8e0-\ua8ff\U00011000-\U00011fff"  # Devanagari to Sinhala
    "\u0e00-\u0eff"  # Thai, Lao
    "\u0f00-\u0fff"  # Tibetan
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Myanmar
    "\u1780-\u17ff\u19e0-\u19ff"  # Khmer
    "\u1700-\u177f\u1800-\u18af\u1900-\u19df\u1a00-\u1aaf\u1b00-\u1c4f\ua840-\ua87f\ua880-\ua8df\ua900-\ua9df\uaa00-\uaa5f"
    "\uaa80-\uaadf\uabc0-\uabff"  # Mongolian, Tai, Balinese, Javanese, Cham and their neighbours
    "]"
)

_EQUIVALENTS: Final = frozenset({"<font>", "<wide>", "<narrow>", "<compat>", "<square>"})
"""Unicode's ways of writing other characters that mean the same. Not raised or lowered digits, nor fractions."""
_NAMELESS: Final = frozenset({"Cc", "Cn", "Co", "Cs"})
"""Categories of what is no character to anybody else: a program's own, and codes that stand for none."""

# A glyph must stay the one that the character maps to, or the PDF's text could no longer be copied.
_FEATURES: Final[dict[str, bool | int]] = dict.fromkeys(("liga", "clig", "calt", "ccmp", "locl", "rlig", "dlig"), False)


class Run(NamedTuple):
    """Text in one font: ``width`` in em, ``kerns`` as page.Text has them, for one word."""

    font: str
    text: str
    width: float
    kerns: Kerns


class _Face:
    """One font file, opened when it is first needed."""

    def __init__(self, file: FontFile) -> None:
        self.file = file
        face = hb.Face(hb.Blob.from_file_path(str(file.path)))
        self._font = hb.Font(face)
        self._per_em = 1 / face.upem
        self._advances: dict[int, int] = {}
        self.characters = frozenset(face.unicodes)
        self.space = self.shape(" ").width

    def shape(self, text: str) -> Run:
        buffer = hb.Buffer()
        buffer.add_str(BOX * len(text) if self.file.boxes else text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, _FEATURES)
        advance, kerns = 0, []
        positions = buffer.glyph_positions or ()
        for index, (info, position) in enumerate(zip(buffer.glyph_infos, positions, strict=True)):
            advance += position.x_advance
            kern = position.x_advance - self._measure_glyph(info.codepoint)
            if kern:
                kerns.append((index, round(kern * 1000 * self._per_em)))
        return Run(self.file.name, text, advance * self._per_em, tuple(kerns))

    def _measure_glyph(self, glyph: int) -> int:
        advance = self._advances.get(glyph)
        if advance is None:
            advance = self._advances[glyph] = self._font.get_glyph_h_advance(glyph)
        return advance


class FontSet:
    """The fonts of a document: the named styles, then the fallbacks in order of preference, then boxes."""

    def __init__(self, fallbacks: Iterable[Path] = ()) -> None:
        self._styles = {style: FontFile(*_locate(*where)) for style, where in STYLES.items()}
        built_in = tuple(FontFile(*_locate(*where)) for where in FALLBACKS)
        self._fallbacks = built_in + tuple(FontFile(path.stem, path) for path in fallbacks)
        self._boxes = FontFile("boxes", built_in[2].path, boxes=True)
        self._faces: dict[str, _Face] = {}
        self._shaped: dict[tuple[str, str], tuple[Run, ...]] = {}
        self._known: set[str] = set()

    @property
    def styles(self) -> tuple[str, ...]:
        """The names of the styles."""
        return tuple(self._styles)

    @property
    def files(self) -> tuple[FontFile, ...]:
        """Every font that a page may name. Writers embed those that are used."""
        return (*self._styles.values(), *self._fallbacks, self._boxes)

    def shape(self, text: str, style: str) -> tuple[Run, ...]:
        """The text in the style's font, fallback fonts taking the characters that it lacks.

        What no font has is a box in print, and itself in the text that is copied: ``find_missing`` tells of it.
        """
        key = (style, text)
        runs = self._shaped.get(key)
        if runs is None:
            runs = self._shaped[key] = tuple(self._split_runs(INVISIBLE.sub("", text), style))
        return runs

    def name_font(self, style: str) -> str:
        """The name of the style's own font."""
        return self._styles[style].name

    def measure_space(self, font: str) -> float:
        """The width in em of a space in the font of this name, which must have been used before."""
        return self._faces[font].space

    def find_missing(self, text: str) -> str:
        """The characters, each once and in order of code point, that no font can show."""
        unknown = set(INVISIBLE.sub("", text)) - self._known
        missing = {char for char in unknown if not char.isspace() and not self._can_show(char)}
        self._known |= unknown - missing
        return "".join(sorted(missing))

    def _can_show(self, char: str) -> bool:
        twin = self._choose_twin(char)
        return (twin != BOX or char == BOX) and all(self._find_face(part, "body") for part in twin)

    def _split_runs(self, text: str, style: str) -> Iterable[Run]:
        face = self._open(self._styles[style])
        if all(ord(char) in face.characters for char in text):
            yield face.shape(text)
            return
        boxes = self._open(self._boxes)
        for found, chars in groupby(
            "".join(map(self._choose_twin, text)), key=lambda char: self._find_face(char, style) or boxes
        ):
            yield found.shape("".join(chars))

    def _choose_twin(self, char: str) -> str:
        """The character, or what means the same where no font has it."""
        if self._find_face(char, "body"):
            return char
        if decomposition(char).split(" ")[0] in _EQUIVALENTS:
            twin = normalize("NFKC", char)
            return twin if all(self._find_face(part, "body") for part in twin) else char
        return BOX if category(char) in _NAMELESS else char

    def _find_face(self, char: str, style: str) -> _Face | None:
        if UNSHAPED.match(char):
            return None
        for file in (self._styles[style], *self._fallbacks):
            face = self._open(file)
            if ord(char) in face.characters:
                return face
        return None

    def _open(self, file: FontFile) -> _Face:
        face = self._faces.get(file.name)
        if face is None:
            face = self._faces[file.name] = _Face(file)
        return face


@cache
def load_fonts(fallbacks: tuple[Path, ...] = ()) -> FontSet:
    """The set with the coach's own fallback files behind the built-in ones. Raises OSError if a file is missing."""
    return FontSet(fallbacks)


def find_lacking(package: str, name: str) -> str:
    """The letters of SAMPLES that a built-in font file lacks. OSError or ImportError: the file isn't there."""
    face = _Face(FontFile(*_locate(package, name)))
    return "".join(char for char in SAMPLES[package, name] if ord(char) not in face.characters)


def _locate(package: str, name: str) -> tuple[str, Path]:
    path = Path(str(files(package).joinpath(name)))
    return path.stem.partition("[")[0], path
