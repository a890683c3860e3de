"""A document as a PDF file."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfbase import pdfdoc

from drillcards.model.document import Document, Purpose
from drillcards.model.page import Box, Page
from drillcards.write.container import PdfFile
from drillcards.write.content import PageContent
from drillcards.write.fonts import Font
from drillcards.write.metadata import write_metadata
from drillcards.write.navigation import write_preferences
from drillcards.write.reportlab_fixes import Page as PdfPage
from drillcards.write.reportlab_fixes import Stream
from drillcards.write.structure import Tree

Progress = Callable[[int], None]


def write_pdf(document: Document, path: Path, progress: Progress | None = None) -> None:
    """Write a document to ``path``, whole or not at all; folders are made. ``progress`` gets the pages done so far.

    ValueError: the document contradicts itself (a font, anchor or title that isn't there). WriteError: a picture
    that can't be read. OSError: the disk.
    """
    data = render_pdf(document, progress)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def render_pdf(document: Document, progress: Progress | None = None) -> bytes:
    """The bytes that ``write_pdf`` writes. The same document gives the same bytes."""
    if not document.title:
        raise ValueError("A document needs a title")
    file = PdfFile(document.lang)
    tree = Tree() if document.purpose is Purpose.READING else None
    fonts = {source.name: Font(source, index) for index, source in enumerate(document.fonts, 1)}
    for index, page in enumerate(document.pages, 1):
        _add_page(file, page, fonts, tree)
        if progress:
            progress(index)
    for font in fonts.values():
        for name, number in font.write(file).items():
            file.idToObject["BasicFonts"].dict[name] = f"{number} 0 R"
    if tree:
        tree.write(file)
    write_preferences(file, document)
    write_metadata(file, document)
    return file.format()


def _add_page(file: PdfFile, page: Page, fonts: dict[str, Font], tree: Tree | None) -> None:
    margin = max(page.bleed, page.slug)
    target = PdfPage()
    file.addPage(target)
    number = file.get_number(f"Page{file.pageCounter - 1}")
    left, top = margin, margin + page.height
    content = PageContent(number, (left, top), fonts, tree)
    content.draw(page.items)
    origin = f"1 0 0 1 {left:.2f} {top:.2f} cm"
    target.Contents = Stream("\n".join([origin, *content.operators]).encode("latin-1"))
    target.Resources = pdfdoc.PDFDictionary({"Font": pdfdoc.PDFObjectReference("BasicFonts")})
    target.Parent = file.Reference(file.Pages)
    target.MediaBox = _format_box(Box(0, 0, page.width + 2 * margin, page.height + 2 * margin))
    inset = margin - page.bleed
    target.BleedBox = _format_box(Box(inset, inset, page.width + 2 * page.bleed, page.height + 2 * page.bleed))
    target.TrimBox = _format_box(Box(margin, margin, page.width, page.height))
    if tree and content.marks:
        target.StructParents = tree.add_parent(content.marks)


def _format_box(box: Box) -> pdfdoc.PDFArray:
    return pdfdoc.PDFArrayCompact([f"{v:.2f}" for v in (box.x, box.y, box.right, box.bottom)])
