"""A booklet read back from its PDF: every link leads to a page that bears the number printed and shows the drill."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it ships no types

NUMBER = re.compile(r"(?<!\w)(\d+|[ivxlc]+)(?:–(?:\d+|[ivxlc]+))?\)?[.,]?\s*$")


class Found(NamedTuple):
    """A link within the document: the page it is on (from 0), its words, its anchor, and the page that leads to."""

    page: int
    words: str
    anchor: str
    target: int


def read_links(path: Path) -> Iterator[Found]:
    """All links within the document."""
    with pikepdf.open(path) as pdf, pypdfium2.PdfDocument(path) as pages:
        numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        places = dict(_read_places(pdf, numbers))
        for index, page in enumerate(pdf.pages):
            links = [note for note in page.get("/Annots", []) if "/Dest" in note]
            if not links:
                continue
            text = pages[index].get_textpage()
            for note in links:
                left, bottom, right, top = map(float, note.Rect)
                words = text.get_text_bounded(left + 0.3, bottom, right - 1.0, top)
                anchor = str(note.Dest)
                yield Found(index, " ".join(words.split()), anchor, places[anchor])


def _read_places(pdf: pikepdf.Pdf, numbers: Mapping[Any, int]) -> Iterator[tuple[str, int]]:
    names = pdf.Root.Names.Dests.Names
    for at in range(0, len(names), 2):
        yield str(names[at]), numbers[names[at + 1][0].objgen]


def read_labels(path: Path) -> list[str]:
    """Each page's label, as a viewer shows it."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [pdf.get_page_label(index) for index in range(len(pdf))]


def check_numbers(path: Path, titles: Mapping[str, str]) -> tuple[Counter[str], list[str]]:
    """How often each drill (by slug) is linked to, and every link that says what isn't so."""
    labels = read_labels(path)
    with pypdfium2.PdfDocument(path) as pdf:
        shown = [_fold(page.get_textpage().get_text_range()) for page in pdf]
    linked: Counter[str] = Counter()
    faults: list[str] = []
    for link in read_links(path):
        where = f"page {labels[link.page]}: “{link.words}”"
        number = NUMBER.search(link.words)
        if number and number[1] != labels[link.target]:
            faults.append(f"{where} leads to page {labels[link.target]}")
        if link.anchor in titles:
            linked[link.anchor] += 1
            if _fold(titles[link.anchor]) not in shown[link.target]:
                faults.append(f"{where} leads to a page that doesn't show {titles[link.anchor]}")
    return linked, faults


def check_folios(path: Path, bare: int = 2) -> list[str]:
    """Pages whose label isn't printed at their foot. Covers and blank pages have none: at most so many of them."""
    labels = read_labels(path)
    silent, faults = 0, []
    with pypdfium2.PdfDocument(path) as pdf:
        for index, page in enumerate(pdf):
            text = page.get_textpage()
            words = text.get_text_bounded(0, 0, page.get_width(), page.get_height() * 0.075).split()
            if not text.count_chars() or not {*words} & {*labels}:
                silent += 1
            elif labels[index] not in words:
                faults.append(f"page {labels[index]} is called {' '.join(words)} in print")
    return faults if silent <= bare else [*faults, f"{silent} pages have no folio"]


def _fold(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
