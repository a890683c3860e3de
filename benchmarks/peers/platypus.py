"""Set blocks in ReportLab Platypus in a fresh process: `python -m benchmarks.peers.platypus IN.json OUT.pdf FONTS`.

List items are paragraphs with a bullet text, the cheapest way that Platypus has; the PDF has no tags.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

_BOLD = re.compile(r"\*\*(.+?)\*\*")


def main() -> None:
    source, out, fonts = sys.argv[1:]
    register_fonts(Path(fonts))
    styles = make_styles()
    story: list[Flowable] = []
    for blocks in json.loads(Path(source).read_text(encoding="utf-8")):
        story += [*set_blocks(blocks, styles), PageBreak()]
    margin = 36  # points: half an inch, as in the Typst source
    SimpleDocTemplate(
        out, pagesize=letter, leftMargin=margin, rightMargin=margin, topMargin=margin, bottomMargin=margin
    ).build(story)


def set_blocks(blocks: list[tuple[str, list[str]]], styles: dict[str, ParagraphStyle]) -> Iterator[Flowable]:
    """A drill's paragraphs, steps and bullets."""
    for kind, texts in blocks:
        for number, text in enumerate(texts, 1):
            markup = _BOLD.sub(r"<b>\1</b>", escape(text))
            bullet = {"bullets": "•", "steps": f"{number}."}.get(kind)
            yield Paragraph(markup, styles[kind], bulletText=bullet)


def register_fonts(folder: Path) -> None:
    """Text's regular and bold."""
    for style in ("Regular", "Bold"):
        registerFont(TTFont(style, folder / f"AtkinsonHyperlegible-{style}.ttf"))
    registerFontFamily("Regular", normal="Regular", bold="Bold", italic="Regular", boldItalic="Bold")


def make_styles() -> dict[str, ParagraphStyle]:
    """A style for each kind of block."""
    body = ParagraphStyle("paragraph", fontName="Regular", fontSize=10, leading=12)
    item = ParagraphStyle("item", parent=body, leftIndent=18, bulletFontName="Regular", bulletFontSize=10)
    heading = ParagraphStyle(
        "heading", parent=body, fontName="Bold", fontSize=12, leading=15, spaceBefore=6, spaceAfter=3
    )
    title = ParagraphStyle("title", parent=heading, fontSize=14, leading=18)
    return {"paragraph": body, "bullets": item, "steps": item, "heading": heading, "title": title}


if __name__ == "__main__":
    main()
