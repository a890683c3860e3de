"""A folder of Markdown to finished pages with Typst: `python -m benchmarks.peers.typst_pages INPUTS OUT.pdf FONTS…`.

The whole job in one process: read the drills, convert them to Typst source, compile that. INPUTS holds the folder of
drills, `page.typ` and `figure.typ`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import typst

from benchmarks.peers.chapters import Drill, read_chapters
from benchmarks.peers.convert import Block, escape_typst

# What stands before the items of a section where it isn't a bullet, as on drillcards' pages.
_MARKERS = {"Common Mistakes": "×", "Variations": "›"}
_MARKS = {"title": "= ", "heading": "== ", "paragraph": "", "bullets": "- ", "steps": "+ "}


def main() -> None:
    inputs, out, *fonts = sys.argv[1:]
    source = Path(inputs, "deck.typ")
    source.write_text(_compose_deck(Path(inputs, "workspace", "drills")), encoding="utf-8")
    # Both standards at once, as drillcards' PDF has them.
    typst.compile(str(source), output=out, font_paths=fonts, ignore_system_fonts=True, pdf_standards=["ua-1", "a-2a"])


def _compose_deck(folder: Path) -> str:
    parts = ['#import "page.typ": deck, drill\n#show: deck\n']
    for chapter in read_chapters(folder):
        look = f'category: "{chapter.title}", letter: "{chapter.letter}", color: rgb("{chapter.color}")'
        parts += (_format_drill(drill, look) for drill in chapter.drills)
    return "#pagebreak(weak: true)\n".join(parts)


def _format_drill(drill: Drill, look: str) -> str:
    return (
        f"#drill(title: {json.dumps(drill.title)}, description: {json.dumps(drill.description)}, {look}, "
        f'code: "{drill.code} · {drill.revision}", works: {format_strings(drill.works)})[\n{format_body(drill)}\n]\n'
    )


def format_body(drill: Drill) -> str:
    """A drill's blocks as Typst markup, its sections with headings of level 2."""
    return "\n\n".join(map(_format_block, drill.blocks))


def format_strings(texts: Iterable[str]) -> str:
    """An array of strings as Typst code."""
    return "(" + "".join(f"{json.dumps(text)}, " for text in texts) + ")"


def _format_block(block: Block) -> str:
    mark = _MARKS[block.kind]
    text = "\n".join([mark + escape_typst(text) for text in block.texts])
    marker = _MARKERS.get(block.texts[0]) if block.kind == "heading" else None
    return f"{text}\n#set list(marker: [{marker}])" if marker else text


if __name__ == "__main__":
    main()
