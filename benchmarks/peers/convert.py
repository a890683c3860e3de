"""The corpus as the neighbours want it: Typst source, and blocks for Platypus. Runs before anything is timed.

Reads the Markdown that `benchmarks.corpus` writes, not Markdown at large.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_STEP = re.compile(r"\d+\. ")
_TYPST_MARKUP = re.compile(r"([\\#*_$`<>@~\[\]=+/-])")

# Letter, with fonts by name; everything else is Typst as it comes, tagged PDF included.
_TYPST_HEAD = """#set page("us-letter", margin: 0.5in)
#set text(font: "{family}", size: 10pt)
#set document(title: "Drills")
"""


class Block(NamedTuple):
    """One block of a drill: kind is title, heading, paragraph, bullets or steps; texts has one entry, or the items."""

    kind: str
    texts: tuple[str, ...]


def read_blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of one corpus drill, in order, without its front matter; bold stays as **bold**."""
    body = markdown.split("---\n", 2)[2]
    return tuple(_read_block(chunk) for chunk in body.strip().split("\n\n"))


def _read_block(chunk: str) -> Block:
    lines = chunk.split("\n")
    if chunk.startswith("## "):
        return Block("heading", (chunk[3:],))
    if chunk.startswith("# "):
        return Block("title", (chunk[2:],))
    if chunk.startswith("- "):
        return Block("bullets", tuple(line[2:] for line in lines))
    if _STEP.match(chunk):
        return Block("steps", tuple(_STEP.sub("", line, count=1) for line in lines))
    return Block("paragraph", (chunk,))


def write_blocks(drills: tuple[Path, ...], out: Path) -> None:
    """Write every drill's blocks as JSON: a list of drills, each a list of [kind, [text…]]."""
    out.write_text(json.dumps([read_blocks(path.read_text(encoding="utf-8")) for path in drills]), encoding="utf-8")


def write_typst(drills: tuple[Path, ...], out: Path, family: str) -> None:
    """Write one Typst document that starts each drill on a new page, set in the font `family`."""
    parts = (_format_typst(read_blocks(path.read_text(encoding="utf-8"))) for path in drills)
    out.write_text(_TYPST_HEAD.format(family=family) + "\n#pagebreak()\n".join(parts), encoding="utf-8")


def _format_typst(blocks: tuple[Block, ...]) -> str:
    marks = {"title": "= ", "heading": "== ", "paragraph": "", "bullets": "- ", "steps": "+ "}
    chunks = ("\n".join(marks[block.kind] + escape_typst(text) for text in block.texts) for block in blocks)
    return "\n\n".join(chunks) + "\n"


def escape_typst(text: str) -> str:
    pieces = _BOLD.split(text)  # odd pieces are bold
    escaped = [_TYPST_MARKUP.sub(r"\\\1", piece) for piece in pieces]
    return "".join(f"*{piece}*" if index % 2 else piece for index, piece in enumerate(escaped))
