"""ReportLab's PDF objects, extended where they fall short of PDF/UA and PDF/A. Subclasses: nothing of it is patched."""

from typing import Final

from reportlab.pdfbase import pdfdoc


class Catalog(pdfdoc.PDFCatalog):  # type: ignore[misc]  # ReportLab has no types
    """A catalog that keeps OutputIntents, which stock ReportLab drops as an unknown key. PDF/A needs it."""

    __NoDefault__: Final = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]
    __Refs__: Final = pdfdoc.PDFCatalog.__Refs__

    def __init__(self) -> None:
        self.PageMode: str | None = None


class Stream(pdfdoc.PDFStream):  # type: ignore[misc]  # ReportLab has no types
    """A stream with an end of line before ``endstream``: PDF/A (ISO 19005-2, 6.1.7.1) asks for it, stock writes none.

    CR and LF, since with LF alone a carriage return that ends the data could be taken for a part of it.

    ``content`` is bytes, compressed here and now unless ``dictionary`` names a Filter or ``plain`` is set.
    """

    def __init__(self, content: bytes, dictionary: dict[str, object] | None = None, *, plain: bool = False) -> None:
        super().__init__(pdfdoc.PDFDictionary(dictionary or {}), content)
        if not plain and "Filter" not in self.dictionary:
            self.dictionary["Filter"] = "/FlateDecode"
            self.content = pdfdoc.PDFZCompress.encode(content)

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The dictionary and the data. Replaces ReportLab's method of this name."""
        self.dictionary["Length"] = len(self.content)
        head: bytes = pdfdoc.format(self.dictionary, document)
        return b"%b\nstream\n%b\r\nendstream" % (head, self.content)
