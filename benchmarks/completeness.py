"""Whether a PDF holds the drills it claims to hold: `python -m benchmarks.completeness PDF DRILLS [OMITTED…]`.

Runs in a process of its own, so that what it loads never counts as the memory of something measured.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped,unused-ignore]  # ships no types

from benchmarks.peers.convert import Block, read_blocks

_WORD = re.compile(r"[^\W_]+")


def main() -> None:
    """Print JSON: `pages`; `kept`, the share of the source's words found in the PDF; `missing`, drills not found."""
    pdf, drills, *omitted = sys.argv[1:]
    sources = [path.read_text(encoding="utf-8") for path in sorted(Path(drills).rglob("*.md"))]
    wanted = Counter(word for source in sources for word in _list_words(_keep_sections(source, frozenset(omitted))))
    document = pypdfium2.PdfDocument(pdf)
    words = [word for page in document for word in _list_words(page.get_textpage().get_text_range())]
    kept = (wanted & Counter(words)).total() / wanted.total()
    # No two drills share a title, so one that was left out shows even among a thousand.
    text = f" {' '.join(words)} "
    titles = (" ".join(_list_words(read_blocks(source)[0].texts[0])) for source in sources)
    missing = sum(1 for title in titles if f" {title} " not in text)
    print(json.dumps({"pages": len(document), "kept": kept, "missing": missing}))


def _keep_sections(source: str, omitted: frozenset[str]) -> str:
    """The text of a corpus drill without the omitted sections: headings, or `intro` and `closing`."""
    section = "intro"
    kept: list[str] = []
    blocks = read_blocks(source)
    for block in blocks:
        section = _name_section(block, section, last=block is blocks[-1])
        if section not in omitted or block.kind == "title":
            kept.extend(block.texts)
    return "\n".join(kept)


def _name_section(block: Block, section: str, *, last: bool) -> str:
    if block.kind == "heading":
        return block.texts[0]
    return "closing" if last else section


def _list_words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


if __name__ == "__main__":
    main()
