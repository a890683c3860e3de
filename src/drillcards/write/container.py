"""The file around the objects: ReportLab's document, saved with object streams and a cross-reference stream.

ReportLab 5.1 writes every object plainly and a classic table. A tagged document has about fifty small objects a page,
which compress to a third of that inside object streams (ISO 32000-1, 7.5.7 and 7.5.8), so saving is done here.
"""

import hashlib
import struct
import zlib
from typing import Final

from reportlab.pdfbase import pdfdoc

from drillcards.write.reportlab_fixes import Catalog, Stream

OBJECTS_PER_STREAM: Final = 200
"""A reader decodes a whole stream to get at one object; a few hundred is what other producers pack too."""
HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class PdfFile(pdfdoc.PDFDocument):  # type: ignore[misc]  # ReportLab has no types
    """ReportLab's table of objects, plus objects that are bytes already.

    Those skip ReportLab's dictionaries, which cost too much for a hundred thousand structure elements.
    """

    def __init__(self, lang: str) -> None:
        # invariant: SOURCE_DATE_EPOCH, or else a fixed date, is the only time there is.
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7), lang=lang)
        self.Catalog = self._catalog = Catalog(self)
        self.Catalog.Lang = pdfdoc.PDFString(lang)
        self.raw: dict[int, bytes] = {}

    def reserve_numbers(self, count: int) -> int:
        """The first of ``count`` object numbers in a row, to be filled in ``raw``."""
        first: int = self.objectcounter + 1
        self.objectcounter += count
        return first

    def add_raw(self, body: bytes) -> int:
        """The number of a new object, which isn't a stream."""
        number = self.reserve_numbers(1)
        self.raw[number] = body
        return number

    def add_object(self, obj: object, name: str | None = None) -> int:
        """The number of an object of ReportLab's, registered if it wasn't yet."""
        return self.get_number(self.Reference(obj, name).name)

    def get_number(self, name: str) -> int:
        """The number of the object that is registered under this name."""
        number: int = self.idToObjectNumberAndVersion[name][0]
        return number

    def format_text(self, text: str) -> str:
        """A text string as it stands in an object, to be encoded in Latin-1 with what is around it."""
        formatted: bytes = pdfdoc.PDFString(text).format(self)
        return formatted.decode("latin-1")

    def format(self) -> bytes:
        """The finished file. Replaces ReportLab's method of this name."""
        catalog = self.add_object(self.Catalog)
        info = self.add_object(self.info)
        sections = _Sections()
        number = 0
        while number < self.objectcounter:  # formatting one object may register more
            number += 1
            self._write_object(sections, number)
        sections.flush(self)
        digest = hashlib.md5(sections.out, usedforsecurity=False).hexdigest().encode()
        entries = b"/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (catalog, info, digest, digest)
        return sections.finish(self.reserve_numbers(1), entries)

    def _write_object(self, sections: "_Sections", number: int) -> None:
        body = self.raw.pop(number, None)
        if body is not None:
            sections.pack(self, number, body)
        elif number in self.numberToId:
            obj = self.idToObject[self.numberToId[number]]
            body = pdfdoc.format(obj, self, toplevel=1)
            if isinstance(obj, Stream):
                sections.add_plain(number, body)
            else:
                sections.pack(self, number, body)


class _Sections:
    """The file as it grows, and where each object of it went."""

    def __init__(self) -> None:
        self.out = bytearray(HEADER)
        self.places: dict[int, tuple[int, int, int]] = {0: (0, 0, 0xFFFF)}
        """number → (1, offset, generation), or (2, number of the object stream, index in it)"""
        self.waiting: list[tuple[int, bytes]] = []

    def add_plain(self, number: int, body: bytes) -> None:
        self.places[number] = (1, len(self.out), 0)
        self.out += b"%d 0 obj\n%b\nendobj\n" % (number, body)

    def pack(self, file: PdfFile, number: int, body: bytes) -> None:
        self.waiting.append((number, body))
        if len(self.waiting) == OBJECTS_PER_STREAM:
            self.flush(file)

    def flush(self, file: PdfFile) -> None:
        """Write the waiting objects into one object stream."""
        if not self.waiting:
            return
        stream_number = file.reserve_numbers(1)
        heads, bodies, offset = [], [], 0
        for index, (number, body) in enumerate(self.waiting):
            self.places[number] = (2, stream_number, index)
            heads.append(b"%d %d" % (number, offset))
            bodies.append(body)
            offset += len(body) + 1
        head = b" ".join(heads) + b"\n"
        data = zlib.compress(head + b"\n".join(bodies))
        entries = b"<</Type/ObjStm/N %d/First %d" % (len(heads), len(head))
        self.add_plain(stream_number, format_stream(entries + b"/Filter/FlateDecode", data))
        self.waiting = []

    def finish(self, number: int, entries: bytes) -> bytes:
        """Append the cross-reference stream as object ``number`` and the end of the file."""
        start = len(self.out)
        self.places[number] = (1, start, 0)
        head = b"<</Type/XRef/Size %d/W[1 4 2]%b/Filter/FlateDecode" % (number + 1, entries)
        head += b"/DecodeParms<</Predictor 12/Columns 7>>"
        self.out += b"%d 0 obj\n%b\nendobj\n" % (
            number,
            format_stream(head, zlib.compress(_predict_rows([self.places[n] for n in range(number + 1)]))),
        )
        self.out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self.out)


def format_stream(open_dictionary: bytes, data: bytes) -> bytes:
    """A stream of data as they are, behind a dictionary that lacks only its Length and its end."""
    return b"%b/Length %d>>\nstream\n%b\r\nendstream" % (open_dictionary, len(data), data)


def _predict_rows(rows: list[tuple[int, int, int]]) -> bytes:
    """The table's rows of 1 + 4 + 2 bytes less the row above, each behind PNG's filter type 2, "up".

    Turns the long regular runs into zeros, which compress. The bytes are subtracted all at once, as one large number
    in which the top bit of each byte is set aside so that nothing is borrowed from a neighbour.
    """
    table = b"".join(struct.pack(">BBIH", 0, *row) for row in rows)
    x, y = int.from_bytes(table), int.from_bytes(bytes(8) + table[:-8])
    low = int.from_bytes(b"\x7f" * len(table))
    high = int.from_bytes(b"\x80" * len(table))
    filters = int.from_bytes(b"\x02\0\0\0\0\0\0\0" * len(rows))
    difference = ((x | high) - (y & low)) ^ ((x ^ ~y) & high)
    return (difference | filters).to_bytes(len(table))
