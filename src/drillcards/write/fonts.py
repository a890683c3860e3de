"""Fonts as a PDF holds them: the characters used, in subsets of at most 250, each with its widths and its ToUnicode.

ReportLab reads the TrueType file and cuts the subsets. Assigning codes is done here, because its own font object maps
unused codes to U+0000, writes characters beyond the BMP wrongly, takes U+00A0 for a space, draws a box for a character
that the font lacks, and cannot hold two instances that share a PostScript name.
"""

from functools import lru_cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, TTFontFace

from drillcards.model.font import FontFile
from drillcards.model.page import Kerns
from drillcards.write.container import PdfFile
from drillcards.write.reportlab_fixes import Stream

CODES: Final = [code for code in range(1, 256) if code not in b" \\()\r\n"]
"""What a character may become: none needs an escape in a literal string. 32 stays for the space."""


class Font(dict[int, int]):
    """One font of one file, and the code that each of its used characters has.

    As a mapping it goes from code points to subset × 256 + code, and grows as it is asked; so ``str.translate`` is
    all there is to encoding.
    """

    def __init__(self, source: FontFile, index: int) -> None:
        super().__init__()
        self.source = source
        self.face = read_face(source.path)
        self.name = f"F{index}"
        self.subsets: list[dict[int, int]] = []
        """For each subset, code → code point."""
        self.words: dict[tuple[str, Kerns], str] = {}
        """Words as they were written before, for text.py."""

    def __missing__(self, point: int) -> int:
        if not self.face.charToGlyph.get(point):  # some tables name glyph 0, the box, for what they lack
            raise ValueError(f"The font {self.source.name} has no glyph for U+{point:04X} ({chr(point)!r})")
        # A space has code 32 in whichever subset comes first, all others follow the order of their first use.
        if not self.subsets or (point != 32 and len(self.subsets[-1].keys() - {32}) == len(CODES)):
            self.subsets.append({})
        subset = self.subsets[0] if point == 32 else self.subsets[-1]
        code = 32 if point == 32 else CODES[len(subset.keys() - {32})]
        subset[code] = point
        self[point] = value = (0 if point == 32 else (len(self.subsets) - 1) * 256) + code
        return value

    def write(self, file: PdfFile) -> dict[str, int]:
        """Add the font's objects to a file; the resource name and object number of each subset."""
        return {f"{self.name}.{n}": _add_subset(file, self, n) for n in range(len(self.subsets))}


@lru_cache(maxsize=32)
def read_face(path: Path) -> TTFontFace:
    """The font in this file; of a variable one its default instance. Kept, as a run writes many documents."""
    return TTFontFace(str(path))


def _add_subset(file: PdfFile, font: Font, number: int) -> int:
    face = font.face
    codes = font.subsets[number]
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
