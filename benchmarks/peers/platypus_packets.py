"""Packets with ReportLab Platypus in one process: `… peers.platypus_packets DRILLS.json PACKETS.json OUT FONTS`.

Each packet is a title page with the player's name and the plan as a table of empty boxes, and the drills as plain
pages. No form fields, no figure, no tags, no looking for other players' data.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from benchmarks.peers.platypus import make_styles, register_fonts, set_blocks

_GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("FONT", (0, 0), (-1, -1), "Regular", 10)])
_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def main() -> None:
    drills, packets, out, fonts = map(Path, sys.argv[1:])
    register_fonts(fonts)
    styles = make_styles()
    blocks = json.loads(drills.read_text(encoding="utf-8"))
    out.mkdir(parents=True, exist_ok=True)
    for name, numbers in json.loads(packets.read_text(encoding="utf-8")):
        story = [*_set_cover(name, [blocks[number] for number in numbers], styles)]
        for number in numbers:
            story += [*set_blocks(blocks[number], styles), PageBreak()]
        path = out / f"{name}.pdf"
        SimpleDocTemplate(
            str(path), pagesize=letter, leftMargin=36, rightMargin=36, topMargin=36, bottomMargin=36
        ).build(story)


def _set_cover(
    name: str, drills: list[list[tuple[str, list[str]]]], styles: dict[str, ParagraphStyle]
) -> list[Flowable]:
    rows = [["Drill", *_DAYS], *([drill[0][1][0], *[""] * 7] for drill in drills)]
    return [Paragraph(name, styles["title"]), Table(rows, style=_GRID), PageBreak()]


if __name__ == "__main__":
    main()
