"""Whether a PDF holds the drills it claims to hold: `python -m benchmarks.completeness PDF DRILLS [OMITTED…]`.

Runs in a process of its own, so that what it loads never counts as the memory of something measured.
"""

from __future__ import annotations

import ctypes
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped,unused-ignore]  # ships no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped,unused-ignore]

from benchmarks.peers.chapters import find_works
from benchmarks.peers.convert import Block, read_blocks
from drillcards.read.muscles import parse_mention

_WORD = re.compile(r"[^\W_]+")
# A book names each drill in its contents, by name, by equipment and by time, and once for each group of muscles.
_LISTS_OF_ALL = 4


def main() -> None:
    """Print JSON: `pages`; `kept`, the share of the source's words found in the PDF; `missing`, drills not found.

    Also `links`, from anywhere, and `unlisted`: drills that pages with links name less often than a book's contents and
    indexes must.
    """
    pdf, drills, *omitted = sys.argv[1:]
    sources = [path.read_text(encoding="utf-8") for path in sorted(Path(drills).rglob("*.md"))]
    wanted = Counter(word for source in sources for word in _list_words(_keep_sections(source, frozenset(omitted))))
    document = pypdfium2.PdfDocument(pdf)
    pages = [_list_words(page.get_textpage().get_text_range()) for page in document]
    links = [_count_links(page) for page in document]
    kept = (wanted & Counter(word for page in pages for word in page)).total() / wanted.total()
    titles = {_join_words(_list_words(read_blocks(source)[0].texts[0])): source for source in sources}
    # No two drills share a title, so one that was left out shows even among a thousand.
    text = _join_words(word for page in pages for word in page)
    missing = sum(1 for title in titles if title not in text)
    # In the narrow columns of an index a name may be divided, so only letters count there.
    lists = "".join(word for page, count in zip(pages, links, strict=True) if count for word in page)
    unlisted = sum(
        1
        for title, source in titles.items()
        if lists.count(title.replace(" ", "")) < _LISTS_OF_ALL + _count_groups(source)
    )
    found = {"pages": len(pages), "kept": kept, "missing": missing, "links": sum(links), "unlisted": unlisted}
    print(json.dumps(found))


def _count_links(page: pypdfium2.PdfPage) -> int:
    position, link, count = ctypes.c_int(0), pdfium.FPDF_LINK(), 0
    while pdfium.FPDFLink_Enumerate(page, position, link):
        count += 1
    return count


def _count_groups(source: str) -> int:
    """How many groups of muscles a corpus drill trains."""
    return len({use.group for line in find_works(read_blocks(source)) for use in parse_mention(line).uses})


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


def _join_words(words: Iterable[str]) -> str:
    """The words with a space before and after each, so that none is found inside another."""
    return f" {' '.join(words)} "


if __name__ == "__main__":
    main()
