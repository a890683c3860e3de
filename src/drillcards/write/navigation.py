"""Ways into and around a document: viewer preferences, page labels, named destinations, the outline and links."""

from typing import Final

from reportlab.pdfbase import pdfdoc

from drillcards.model.document import Document
from drillcards.model.sheet import Duplex
from drillcards.write.container import PdfFile

DUPLEX: Final = {
    Duplex.LONG: "/DuplexFlipLongEdge",
    Duplex.SHORT: "/DuplexFlipShortEdge",
    Duplex.NONE: "/Simplex",
}


def write_preferences(file: PdfFile, document: Document) -> None:
    """Ask viewers for the title in the window, true size on paper, and the right edge to turn on."""
    preferences = {"DisplayDocTitle": "true", "PrintScaling": "/None", "Duplex": DUPLEX[document.duplex]}
    file.Catalog.ViewerPreferences = pdfdoc.PDFDictionary(preferences)
