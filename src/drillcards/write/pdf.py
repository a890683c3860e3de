"""A document as a PDF file."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from drillcards.model.document import Document
from drillcards.model.page import Page
from drillcards.write.binding import Binder
from drillcards.write.file import save_file
from drillcards.write.parts import Painter

Progress = Callable[[int], None]


def write_pdf(document: Document, path: Path, progress: Progress | None = None) -> None:
    """Write a document to ``path``, whole or not at all; folders are made. ``progress`` gets the pages done so far.

    ValueError: the document contradicts itself (it names a font, a character or an anchor that isn't there).
    WriteError: a picture can't be read. OSError: the disk.
    """
    save_file(render_pdf(document, progress), path)


def render_pdf(document: Document, progress: Progress | None = None) -> bytes:
    """The bytes that ``write_pdf`` writes. The same document gives the same bytes."""
    if not document.title:
        raise ValueError("A document needs a title")
    painter = Painter(document.fonts, document.purpose)
    binder = Binder(document.fonts, document.purpose)
    binder.add_part(painter.draw_part(_count_pages(document.pages, progress)))
    return bytes(binder.finish(document))


def _count_pages(pages: Iterable[Page], progress: Progress | None) -> Iterator[Page]:
    for count, page in enumerate(pages, 1):
        yield page
        if progress:
            progress(count)
