"""Font files, and text shaped once: which glyphs there are, how wide words run, how their letters kern.

Everything is measured in em, so that one shaping serves every size on the ladder.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

import uharfbuzz as hb

from drillcards.model.font import FontFile
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
    ("manimgx_fonts", "NotoEmoji[wght].ttf"),
)

_LATIN: Final = "AZaz09áÉñÜßçœ¿¡“”’–—…½×·•°"
SAMPLES: Final = {
    # Letters that a file is there for, by the styles and fallbacks above.
    **dict.fromkeys(STYLES.values(), _LATIN),
    FALLBACKS[0]: "αΩжЯłőệ",
    FALLBACKS[1]: "→←↑↓①⚑",
    FALLBACKS[2]: "⚾🏃⭐✔",
}

INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
"""Joiners, selectors, soft hyphens and marks of direction: they steer other programs and have no look of their own."""

STAND_INS: Final = {
    "✓": "✔",
    "★": "⭐",
    "☆": "⭐",
    "■": "◼",
    "□": "◻",
    "●": "•",
    "○": "⚪",
    "☐": "⬜",
    "►": "▶",
    "✗": "×",
    "✘": "×",
    "➔": "→",
    "➜": "→",
    "⟶": "→",
}
"""Marks that our fonts lack, and the twin that is printed instead unless a font of the coach's has the mark itself."""

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
        buffer.add_str(text)
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
    """The fonts of a document: the named styles, then the fallbacks in order of preference."""

    def __init__(self, fallbacks: Iterable[Path] = ()) -> None:
        self._styles = {style: FontFile(*_locate(*where)) for style, where in STYLES.items()}
        own = tuple(FontFile(path.stem, path) for path in fallbacks)
        self._fallbacks = own + tuple(FontFile(*_locate(*where)) for where in FALLBACKS)
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
        return (*self._styles.values(), *self._fallbacks)

    def shape(self, text: str, style: str) -> tuple[Run, ...]:
        """The text in the style's font, fallback fonts taking the characters that it lacks.

        Raises KeyError for a character that no font has: call ``find_missing`` on the whole drill first.
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
        missing = {
            char for char in unknown if not char.isspace() and self._find_face(self._choose_twin(char), "body") is None
        }
        self._known |= unknown - missing
        return "".join(sorted(missing))

    def _split_runs(self, text: str, style: str) -> Iterable[Run]:
        face = self._open(self._styles[style])
        if all(ord(char) in face.characters for char in text):
            yield face.shape(text)
            return
        text = "".join(map(self._choose_twin, text))
        start, current = 0, None
        for index, char in enumerate(text):
            found = self._find_face(char, style)
            if found is None:
                raise KeyError(f"no font has {char!r}")
            if current is not None and found is not current:
                yield current.shape(text[start:index])
                start = index
            current = found
        if current is not None:
            yield current.shape(text[start:])

    def _choose_twin(self, char: str) -> str:
        """The character, or what stands in for it where no font has it."""
        twin = STAND_INS.get(char)
        return twin if twin and self._find_face(char, "body") is None else char

    def _find_face(self, char: str, style: str) -> _Face | None:
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
    """The set with the coach's own fallback files before the built-in ones. Raises OSError if a file is missing."""
    return FontSet(fallbacks)


def find_lacking(package: str, name: str) -> str:
    """The letters of SAMPLES that a built-in font file lacks. OSError or ImportError: the file isn't there."""
    face = _Face(FontFile(*_locate(package, name)))
    return "".join(char for char in SAMPLES[package, name] if ord(char) not in face.characters)


def _locate(package: str, name: str) -> tuple[str, Path]:
    path = Path(str(files(package).joinpath(name)))
    return path.stem.partition("[")[0], path
