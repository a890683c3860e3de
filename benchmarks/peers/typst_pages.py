"""A folder of Markdown to finished pages with Typst: `python -m benchmarks.peers.typst_pages INPUTS OUT.pdf FONTS…`.

The whole job in one process: read the drills, convert them to Typst source, compile that. INPUTS holds the folder of
drills, `page.typ` and `figure.typ`.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import typst

from benchmarks.peers.convert import Block, escape_typst, read_blocks

# The colours that drillcards gives to categories, in order.
_PALETTE = ("E69F00", "56B4E9", "009E73", "D55E00", "CC79A7", "F0E442")
# Two categories that start alike: the later takes its next free letter.
_LETTERS = {"strength": "T", "throwing": "H"}
# What stands before the items of a section where it isn't a bullet, as on drillcards' pages.
_MARKERS = {"Common Mistakes": "×", "Variations": "›"}
_MARKS = {"title": "= ", "heading": "== ", "paragraph": "", "bullets": "- ", "steps": "+ "}
_MUSCLES = "Muscle Groups Targeted"


def main() -> None:
    inputs, out, *fonts = sys.argv[1:]
    source = Path(inputs, "deck.typ")
    source.write_text(_compose_deck(Path(inputs, "workspace", "drills")), encoding="utf-8")
    # Both standards at once, as drillcards' PDF has them.
    typst.compile(str(source), output=out, font_paths=fonts, ignore_system_fonts=True, pdf_standards=["ua-1", "a-2a"])


def _compose_deck(folder: Path) -> str:
    parts = ['#import "page.typ": deck, drill\n#show: deck\n']
    for index, category in enumerate(sorted(path for path in folder.iterdir() if path.is_dir())):
        letter = _LETTERS.get(category.name, category.name[0].upper())
        look = f'category: "{category.name.capitalize()}", letter: "{letter}", color: rgb("{_PALETTE[index % 6]}")'
        for number, path in enumerate(sorted(category.glob("*.md")), 1):
            parts.append(_format_drill(path.read_text(encoding="utf-8"), look, f"{letter}{number}"))
    return "#pagebreak(weak: true)\n".join(parts)


def _format_drill(markdown: str, look: str, code: str) -> str:
    title, *blocks = read_blocks(markdown)
    front = dict(line.split(": ", 1) for line in markdown.split("---\n", 2)[1].splitlines())
    revision = sha256(markdown.encode()).hexdigest()[:4]
    works: tuple[str, ...] = ()
    for heading, items in pairwise(blocks):
        if heading.texts == (_MUSCLES,):
            works = items.texts
    names = "".join(f"{json.dumps(name)}, " for name in works)
    return (
        f"#drill(title: {json.dumps(title.texts[0])}, description: {json.dumps(front['description'])}, {look}, "
        f'code: "{code} · {revision}", works: ({names}))[\n' + "\n\n".join(map(_format_block, blocks)) + "\n]\n"
    )


def _format_block(block: Block) -> str:
    mark = _MARKS[block.kind]
    text = "\n".join([mark + escape_typst(text) for text in block.texts])
    marker = _MARKERS.get(block.texts[0]) if block.kind == "heading" else None
    return f"{text}\n#set list(marker: [{marker}])" if marker else text


if __name__ == "__main__":
    main()
