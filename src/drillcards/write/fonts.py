"""Fonts as a PDF holds them: the characters used, in subsets of at most 250, each with its widths and its ToUnicode.

ReportLab reads the TrueType file and cuts the subsets. Assigning codes is done here, because its own font object maps
unused codes to U+0000, writes characters beyond the BMP wrongly, takes U+00A0 for a space, draws a box for a character
that the font lacks, and cannot hold two instances that share a PostScript name.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, TTFontFace

from drillcards.model.font import BOX, FontFile
from drillcards.model.page import Kerns
from drillcards.write.container import PdfFile
from drillcards.write.reportlab_fixes import Stream

CODES: Final = [code for code in range(1, 256) if code not in b" \\()\r\n"]
"""What a character may become: none needs an escape in a literal string. 32 stays for the space."""
PUNCTUATION: Final = "–—‘’‚“”„†‡•…‰‹›€™−≤≥≈→←↑↓ŒœŠšŽžŸıŁłĞğİŞş⅓⅔⅛⅜⅝⅞✓"
"""What is common beyond Latin-1, so that most texts need one subset."""


def _assign_common_codes() -> dict[int, int]:
    """The first subset: ASCII as it is, as far as it needs no escape, and then Latin-1 and the punctuation."""
    codes = {code: code for code in (32, *CODES) if 32 <= code < 127}
    others = [*map(ord, "()\\"), *range(0xA0, 0x100), *map(ord, PUNCTUATION)]
    free = [code for code in CODES if code not in codes]
    return codes | dict(zip(others, free, strict=False))


COMMON: Final = _assign_common_codes()


class Font(dict[int, int]):
    """One font of one file, and the code that each of the characters has that were used so far.

    As a mapping it goes from code points to subset × 256 + code, and grows as it is asked; so ``str.translate`` is
    all there is to encoding. The codes depend on the file alone, so that pages drawn apart from each other agree.
    """

    def __init__(self, source: FontFile, index: int) -> None:
        super().__init__()
        self.source = source
        self.name = f"F{index}"
        self.words: dict[str, tuple[Kerns, str]] = {}
        """Words with their kerns as they were last written, for text.py: a word mostly comes again with the same."""

    @property
    def face(self) -> TTFontFace:
        """The file, read when the font is first used."""
        return read_boxes(self.source.path) if self.source.boxes else read_face(self.source.path)

    def __missing__(self, point: int) -> int:
        if not self.face.charToGlyph.get(point):  # some tables name glyph 0, the box, for what they lack
            raise ValueError(f"The font {self.source.name} has no glyph for U+{point:04X} ({chr(point)!r})")
        if self.source.boxes:
            value = _choose_code(point)
        else:
            code = COMMON.get(point)
            value = _assign_rare_codes(self.source.path)[point] if code is None else code
        self[point] = value
        return value

    def add_characters(self, points: Iterable[int]) -> None:
        """Count these characters as used."""
        self.update({point: self[point] for point in points})

    def list_subsets(self) -> dict[int, dict[int, int]]:
        """The subsets in use by number: each goes from code to code point. A space that is used is in each."""
        space = {32: 32} if 32 in self else {}
        subsets: dict[int, dict[int, int]] = {}
        for point, value in sorted(self.items(), key=lambda item: item[1]):
            subsets.setdefault(value >> 8, dict(space))[value & 0xFF] = point
        return subsets

    def write(self, file: PdfFile) -> dict[str, int]:
        """Add the font's objects to a file; the resource name and object number of each subset."""
        subsets = self.list_subsets().items()
        return {f"{self.name}.{number}": _add_subset(file, self, number, codes) for number, codes in subsets}


@lru_cache(maxsize=32)
def _assign_rare_codes(path: Path) -> dict[int, int]:
    """The characters of a font that aren't common, in order of code point, in the subsets from 1."""
    rare = sorted(read_face(path).charToGlyph.keys() - COMMON.keys())
    return {point: _choose_code(index) for index, point in enumerate(rare)}


def _choose_code(index: int) -> int:
    """The code of a character by its place in an order, in the subsets from 1."""
    return (1 + index // len(CODES)) * 256 + CODES[index % len(CODES)]


@lru_cache(maxsize=32)
def read_face(path: Path) -> TTFontFace:
    """The font in this file; of a variable one its default instance. Kept, as a run writes many documents."""
    return TTFontFace(str(path))


@lru_cache(maxsize=2)
def read_boxes(path: Path) -> TTFontFace:
    """The font in this file, all characters having the glyph and the width of its box."""
    face = TTFontFace(str(path))
    face.charToGlyph = _Everything(face.charToGlyph[ord(BOX)])
    face.charWidths = _Everything(face.charWidths[ord(BOX)])
    return face


class _Everything(dict[int, int]):
    """One value for all keys, as far as ReportLab and this module ask."""

    def __init__(self, value: int) -> None:
        super().__init__()
        self._value = value

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: int) -> int:
        return self._value

    def get(self, key: int, default: object = None) -> int:  # noqa: ARG002 -- there always is a value
        return self._value


def _add_subset(file: PdfFile, font: Font, number: int, codes: dict[int, int]) -> int:
    face = font.face
    points = [codes.get(code, 0) for code in range(max(codes) + 1)]
    prefix = _name_subset(int(font.name[1:]) * 256 + number)
    name = f"{prefix}+{face.name.decode('latin-1')}"
    program = face.makeSubset(points)
    descriptor = pdfdoc.PDFDictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": pdfdoc.PDFName(name),
            "Flags": (face.flags & ~FF_NONSYMBOLIC) | FF_SYMBOLIC,
            "FontBBox": pdfdoc.PDFArrayCompact(face.bbox),
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.capHeight,
            "ItalicAngle": face.italicAngle,
            "StemV": face.stemV,
            "MissingWidth": face.defaultWidth,
            "FontFile2": file.Reference(Stream(program, {"Length1": len(program)})),
        }
    )
    dictionary = pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/TrueType",
            "BaseFont": pdfdoc.PDFName(name),
            "FirstChar": 0,
            "LastChar": len(points) - 1,
            "Widths": pdfdoc.PDFArrayCompact([face.getCharWidth(point) for point in points]),
            "FontDescriptor": file.Reference(descriptor),
            "ToUnicode": file.Reference(Stream(format_to_unicode(codes))),
        }
    )
    return file.add_object(dictionary)


def _name_subset(number: int) -> str:
    """The six capitals that mark a subset, different for each in a file (ISO 32000-1, 9.6.4)."""
    letters = []
    for _ in range(6):
        number, rest = divmod(number, 26)
        letters.append(chr(ord("A") + rest))
    return "".join(reversed(letters))


def format_to_unicode(codes: dict[int, int]) -> bytes:
    """The CMap from codes back to text (ISO 32000-1, 9.10.3), at most 100 entries a block, in UTF-16BE."""
    entries = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in sorted(codes.items())
    ]
    blocks = [entries[i : i + 100] for i in range(0, len(entries), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
