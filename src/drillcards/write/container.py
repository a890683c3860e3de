"""The file around the objects: ReportLab's document, saved with object streams and a cross-reference stream.

ReportLab 5.1 writes every object plainly, all at the end, and a classic table. A tagged document has about a hundred
small objects a page, which compress to a third of that inside object streams (ISO 32000-1, 7.5.7 and 7.5.8), and
thousands of pages shouldn't wait in memory; so saving is done here.
"""

import hashlib
import struct
import zlib
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from reportlab.pdfbase import pdfdoc

from drillcards.write.reportlab_fixes import Catalog, Stream

OBJECTS_PER_STREAM: Final = 200
"""A reader decodes a whole stream to get at one object; a few hundred is what other producers pack too."""
LEVEL: Final = 4
"""Of zlib's effort. 6, its default, takes twice as long for files that are a twentieth smaller."""
HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
ROW: Final = struct.Struct(">xBIH")
"""A row of the cross-reference table, and before it room for the filter's type."""
FONTS: Final = "BasicFonts"
"""ReportLab's name for the dictionary of all fonts."""


class PdfFile(pdfdoc.PDFDocument):  # type: ignore[misc]  # ReportLab has no types
    """A file as it grows: streams are written at once, other objects packed, and ReportLab's objects added at the end.

    Those of a page skip ReportLab's dictionaries, which cost too much for a hundred thousand structure elements.
    """

    def __init__(self) -> None:
        # invariant: SOURCE_DATE_EPOCH, or else a fixed date, is the only time there is.
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7))
        self.Catalog = self._catalog = Catalog()
        self._out = bytearray(HEADER)
        self._offsets: dict[int, int] = {}
        self._packed = array("I")
        """The numbers of the packed objects in order, also of those that still wait."""
        self._waiting: list[str] = []
        self._streams: list[bytes] = []
        """Object streams, which get their numbers at the end."""

    def reserve_numbers(self, count: int = 1) -> int:
        """The first of ``count`` object numbers in a row."""
        first: int = self.objectcounter + 1
        self.objectcounter += count
        return first

    def add_body(self, body: str) -> int:
        """The number of a new object, which isn't a stream."""
        number = self.reserve_numbers()
        self.pack_body(number, body)
        return number

    def add_object(self, obj: object, name: str | None = None) -> int:
        """The number of an object of ReportLab's, registered if it wasn't yet."""
        return self.get_number(self.Reference(obj, name).name)

    def get_number(self, name: str) -> int:
        """The number of the object that is registered under this name."""
        number: int = self.idToObjectNumberAndVersion[name][0]
        return number

    def write_object(self, number: int, body: bytes) -> None:
        """Write an object where the file ends now; streams must be written so."""
        self._offsets[number] = len(self._out)
        self._out += b"%d 0 obj\n%b\nendobj\n" % (number, body)

    def pack_body(self, number: int, body: str) -> None:
        """Pack an object that isn't a stream. Its text is Latin-1."""
        self.pack_bodies((number,), (body,))

    def pack_bodies(self, numbers: Iterable[int], bodies: Iterable[str]) -> None:
        """Pack several, one body for each number."""
        self._packed.extend(numbers)
        self._waiting.extend(bodies)
        full = len(self._waiting) // OBJECTS_PER_STREAM * OBJECTS_PER_STREAM
        for start in range(0, full, OBJECTS_PER_STREAM):
            self._add_stream(self._waiting[start : start + OBJECTS_PER_STREAM])
        del self._waiting[:full]

    def finish(self) -> bytearray:
        """The finished file, with all objects of ReportLab's."""
        catalog = self.add_object(self.Catalog)
        info = self.add_object(self.info)
        self._add_registered()
        if self._waiting:
            self._add_stream(self._waiting)
        first = self.reserve_numbers(len(self._streams))
        for number, stream in enumerate(self._streams, first):
            self.write_object(number, stream)
        digest = hashlib.md5(self._out, usedforsecurity=False).hexdigest().encode()
        entries = b"/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (catalog, info, digest, digest)
        self._write_table(first, entries)
        return self._out

    def _add_registered(self) -> None:
        done = 0
        while done < len(self.idToObject):  # formatting one object may register more
            for name in list(self.idToObject)[done:]:
                obj, number = self.idToObject[name], self.get_number(name)
                body = pdfdoc.format(obj, self, toplevel=1)
                if isinstance(obj, Stream):
                    self.write_object(number, body)
                else:
                    self.pack_body(number, body.decode("latin-1"))
                done += 1

    def _add_stream(self, bodies: Sequence[str]) -> None:
        """Make an object stream of those that have waited longest."""
        start = len(self._streams) * OBJECTS_PER_STREAM
        numbers = self._packed[start : start + len(bodies)]
        offsets = accumulate([len(body) + 1 for body in bodies], initial=0)
        head = " ".join([f"{number} {offset}" for number, offset in zip(numbers, offsets, strict=False)]) + "\n"
        data = zlib.compress((head + "\n".join(bodies)).encode("latin-1"), LEVEL)
        entries = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(numbers), len(head))
        self._streams.append(format_stream(entries, data))

    def _write_table(self, first_stream: int, entries: bytes) -> None:
        """Append the cross-reference stream and the end of the file."""
        start, number = len(self._out), self.reserve_numbers()
        self._offsets[number] = start
        head = b"<</Type/XRef/Size %d/W[1 4 2]%b/Filter/FlateDecode" % (number + 1, entries)
        head += b"/DecodeParms<</Predictor 12/Columns 7>>"
        data = zlib.compress(_predict_rows(self._make_table(first_stream)))
        self._out += b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, format_stream(head, data), start)

    def _make_table(self, first_stream: int) -> bytes:
        """Each number's row, behind a byte for the predictor: offset and generation, or object stream and index."""
        table = bytearray(ROW.size * (self.objectcounter + 1))
        ROW.pack_into(table, 0, 0, 0, 0xFFFF)
        for number, offset in self._offsets.items():
            ROW.pack_into(table, ROW.size * number, 1, offset, 0)
        for place, number in enumerate(self._packed):
            stream, index = divmod(place, OBJECTS_PER_STREAM)
            ROW.pack_into(table, ROW.size * number, 2, first_stream + stream, index)
        return bytes(table)


def format_stream(open_dictionary: bytes, data: bytes) -> bytes:
    """A stream of data as they are, behind a dictionary that lacks only its Length and its end."""
    return b"%b/Length %d>>\nstream\n%b\r\nendstream" % (open_dictionary, len(data), data)


def _predict_rows(table: bytes) -> bytes:
    """The table's rows less the row above, each behind PNG's filter type 2, "up".

    Turns the long regular runs into zeros, which compress. The bytes are subtracted all at once, as one large number
    in which the top bit of each byte is set aside so that nothing is borrowed from a neighbour.
    """
    x, y = int.from_bytes(table), int.from_bytes(bytes(ROW.size) + table[: -ROW.size])
    low = int.from_bytes(b"\x7f" * len(table))
    high = int.from_bytes(b"\x80" * len(table))
    filters = int.from_bytes((b"\x02" + bytes(ROW.size - 1)) * (len(table) // ROW.size))
    difference = ((x | high) - (y & low)) ^ ((x ^ ~y) & high)
    return (difference | filters).to_bytes(len(table))
