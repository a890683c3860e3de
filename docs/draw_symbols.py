"""Draw src/drillcards/layout/symbols.ttf anew: the signs that coaches use and no font package on PyPI has.

Needs fonttools and brotli. Takes the folders of three packages, all under the SIL Open Font License 1.1, and picks
from each what the ones before it lack: npm's @fontsource/noto-sans-symbols-2 5.3.0 and @fontsource/noto-sans-math
5.3.0 (glyf fonts in .woff2), and PyPI's fontpkg-fira-code 5.2, whose frames and blocks join:

    python docs/draw_symbols.py SYMBOLS_FOLDER MATH_FOLDER FIRA_FOLDER
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parents[1] / "src" / "drillcards" / "layout" / "symbols.ttf"
FRAMES = range(0x2500, 0x25A0)
"""Box drawing and blocks, which only a font of one width has so that they join."""
SIGNS = (
    range(0x2190, 0x2400),  # arrows, mathematics, technical
    range(0x25A0, 0x27C0),  # shapes, symbols, dingbats
    range(0x27F0, 0x2800),  # long arrows
    range(0x2900, 0x2980),  # more arrows
    range(0x2A00, 0x2A10),
    range(0x2B00, 0x2C00),  # more symbols and arrows
    range(0x1F780, 0x1F7D9),  # more shapes
)
EMOJI = frozenset(
    "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕"
)
"""What is a picture by default (Unicode's Emoji_Presentation): left to Noto Emoji."""
SPACE = 0x20
PER_EM = 1000


def find_glyphs(folders: list[Path]) -> Iterator[tuple[int, TTFont]]:
    """The code points to draw, and the font that has each."""
    symbols, math, fira = (
        [TTFont(file) for file in sorted(folder.rglob("*.*")) if is_font(file)] for folder in folders
    )
    for points, fonts in ((FRAMES, fira), *((points, symbols + math + fira) for points in SIGNS), ((SPACE,), math)):
        for point in points:
            font = next((font for font in fonts if point in font.getBestCmap()), None)
            if font and chr(point) not in EMOJI:
                yield point, font


def is_font(file: Path) -> bool:
    return file.suffix in {".ttf", ".woff2"}


def draw_font(folders: list[Path]) -> None:
    glyphs, widths, names = {".notdef": TTGlyphPen(None).glyph()}, {".notdef": 500}, {}
    for point, font in sorted(find_glyphs(folders), key=lambda found: found[0]):
        name, source = f"u{point:04X}", font.getBestCmap()[point]
        recording = DecomposingRecordingPen(font.getGlyphSet())
        font.getGlyphSet()[source].draw(recording)
        scale = PER_EM / font["head"].unitsPerEm
        pen = TTGlyphPen(None)
        recording.replay(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
        glyphs[name] = pen.glyph()
        widths[name] = round(font["hmtx"][source][0] * scale)
        names[point] = name
    builder = FontBuilder(PER_EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics({name: (width, getattr(table[name], "xMin", 0)) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=1069, descent=-293)
    builder.setupNameTable({"familyName": "Drillcards Symbols", "styleName": "Regular", "psName": "DrillcardsSymbols"})
    builder.setupOS2(sTypoAscender=1069, sTypoDescender=-293, usWinAscent=1069, usWinDescent=293)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    builder.save(TARGET)


if __name__ == "__main__":
    draw_font([Path(folder) for folder in sys.argv[1:]])
