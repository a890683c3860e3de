"""A document that is whole already, as a PDF file: drawn and bound in one part. Long ones are drawn in many parts."""

from pathlib import Path

from drillcards.model.document import Document
from drillcards.write.binding import Binder
from drillcards.write.file import save_file
from drillcards.write.parts import Painter


def render_pdf(document: Document) -> bytes:
    """The file's bytes. ValueError: the document contradicts itself."""
    binder = Binder(document.fonts, document.purpose)
    binder.add_part(Painter(document.fonts, document.purpose).draw_part(document.pages))
    return bytes(binder.finish(document))


def write_pdf(document: Document, path: Path) -> None:
    """The same, written."""
    save_file(render_pdf(document), path)
