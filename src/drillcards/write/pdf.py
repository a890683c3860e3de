"""A document as a PDF file."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from reportlab.pdfbase import pdfdoc

from drillcards.model.document import Document, Purpose
from drillcards.model.page import Page
from drillcards.write.canvas import Canvas
from drillcards.write.container import PdfFile
from drillcards.write.content import PageContent
from drillcards.write.fonts import Font
from drillcards.write.forms import FormStore
from drillcards.write.images import ImageStore
from drillcards.write.metadata import write_metadata
from drillcards.write.navigation import (
    Destination,
    write_destinations,
    write_labels,
    write_links,
    write_outline,
    write_preferences,
)
from drillcards.write.reportlab_fixes import Page as PdfPage
from drillcards.write.reportlab_fixes import Stream
from drillcards.write.structure import Tree

Progress = Callable[[int], None]


def write_pdf(document: Document, path: Path, progress: Progress | None = None) -> None:
    """Write a document to ``path``, whole or not at all; folders are made. ``progress`` gets the pages done so far.

    ValueError: the document contradicts itself (it names a font, a character or an anchor that isn't there).
    WriteError: a picture can't be read. OSError: the disk.
    """
    data = render_pdf(document, progress)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")  # beside it, so that replacing is one step
    try:
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def render_pdf(document: Document, progress: Progress | None = None) -> bytes:
    """The bytes that ``write_pdf`` writes. The same document gives the same bytes."""
    if not document.title:
        raise ValueError("A document needs a title")
    with _pause_collector():
        return _Binder(document).bind(progress)


@contextmanager
def _pause_collector() -> Iterator[None]:
    """No garbage collection meanwhile: it would walk the growing tree over and over, a quarter of all the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Binder:
    """What the pages of one file share."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.file = PdfFile(document.lang)
        self.tree = Tree() if document.purpose is Purpose.READING else None
        self.fonts = {source.name: Font(source, index) for index, source in enumerate(document.fonts, 1)}
        self.images = ImageStore(self.file)
        self.forms = FormStore(self.file)
        self.destinations: dict[str, Destination] = {}
        self.targets: set[str] = set()
        """The anchors that links lead to."""

    def bind(self, progress: Progress | None) -> bytes:
        for count, page in enumerate(self.document.pages, 1):
            self._add_page(page)
            if progress:
                progress(count)
        missing = sorted(self.targets - self.destinations.keys())
        if missing:
            raise ValueError(f"Links lead to {', '.join(missing)}, which is on no page")
        file = self.file
        resources = file.idToObject["BasicFonts"].dict
        for font in self.fonts.values():
            resources |= {name: f"{number} 0 R" for name, number in font.write(file).items()}
        self.images.write()
        write_destinations(file, self.destinations)
        write_outline(file, self.document.outline, self.destinations)
        write_labels(file, self.document)
        write_preferences(file, self.document)
        write_metadata(file, self.document)
        if self.tree:
            self.tree.write(file)
        return file.format()

    def _add_page(self, page: Page) -> None:
        file, target = self.file, PdfPage()
        file.addPage(target)
        number = file.get_number(target.__InternalName__)
        margin = max(page.bleed, page.slug)
        _set_boxes(target, page, margin)
        top = margin + page.height
        canvas = Canvas((margin, top), self.fonts, self.images, self.forms)
        content = PageContent(number, canvas, self.tree)
        content.draw(page.items)
        target.Contents = Stream(canvas.get_stream())
        target.Parent = file.Reference(file.Pages)
        target.Resources = pdfdoc.PDFDictionary({"Font": pdfdoc.PDFObjectReference("BasicFonts")})
        if canvas.resources:
            target.Resources["XObject"] = pdfdoc.PDFDictionary({k: f"{n} 0 R" for k, n in canvas.resources.items()})
        self._add_anchors(page, number, top)
        if self.tree and content.marks:
            target.StructParents = self.tree.add_parent(content.marks)
        if self.tree and content.links:
            target.Annots = pdfdoc.PDFArray(write_links(file, content.links, number, self.tree))
            target.Tabs = "/S"
            self.targets |= {link.target[1:] for link in content.links if link.target.startswith("#")}

    def _add_anchors(self, page: Page, number: int, top: float) -> None:
        for anchor in page.anchors:
            if anchor.name in self.destinations:
                raise ValueError(f"The anchor {anchor.name!r} is in two places")
            self.destinations[anchor.name] = Destination(number, top - anchor.y)


def _set_boxes(target: PdfPage, page: Page, margin: float) -> None:
    """The sheet, the ink's extent and the trim, one inside the other (ISO 32000-1, 14.11.2)."""
    for name, inset in (("MediaBox", 0.0), ("BleedBox", margin - page.bleed), ("TrimBox", margin)):
        right, top = page.width + 2 * margin - inset, page.height + 2 * margin - inset
        setattr(target, name, pdfdoc.PDFArrayCompact([f"{value:.2f}" for value in (inset, inset, right, top)]))
