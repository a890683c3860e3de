"""All that a finished file says, to be searched for what it mustn't: the name of another player, say.

Files are read as this program writes them: bodies plain or in object streams, streams plain or compressed by Flate.
A file that isn't like that is an error, so that nothing is overlooked in silence.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Final, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
from reportlab.pdfbase import pdfdoc  # noqa: F401  # brings the codec "pdfdoc"

UTF_16: Final = b"\xfe\xff"
HYPHEN: Final = "\ufffe"
"""What PDFium makes of a hyphen at the end of a line."""

_STREAM: Final = re.compile(rb">>\s*stream\n")
_LENGTH: Final = re.compile(rb"/Length (\d+)")
_BEGIN: Final = re.compile(rb"<<|<([^<>]*)>|\(")
"""Of a string, in hexadecimal or literal (ISO 32000-1, 7.3.4), or of a dictionary."""
_PIECE: Final = re.compile(rb"[^()\\]+|\\([0-7]{1,3}|\r\n|.)|[()]", re.DOTALL)
"""Of a literal string; the group is what a backslash escapes."""
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b""}


class _Stream(NamedTuple):
    """A stream, with what stands between it and the one before; at a file's end, that alone."""

    head: bytes
    data: bytes


def list_strings(data: bytes | bytearray) -> Iterator[str]:
    """Each page's text, and then each string of each object: properties, bookmarks, labels, alternative texts, fields.

    A page's text is one string in which lines are joined by spaces, so that a name is found that stands on two of
    them. A string with percent escapes, as addresses and fields' names have them, comes a second time without. Names
    of PDF's own (/Link) and what pictures show aren't listed. ValueError: the file isn't as this program writes it.
    """
    data = bytes(data)
    yield from _list_page_texts(data)
    for stream in _list_streams(data):
        if b"/XRef" in stream.head:
            continue  # all it says is the file's checksum
        yield from _list_object_texts(stream.head)
        if b"/ObjStm" in stream.head:
            yield from _list_object_texts(_decompress(stream))
        elif b"/Metadata" in stream.head:
            yield from _list_xml_texts(stream.data)


def _list_page_texts(data: bytes) -> Iterator[str]:
    """What can be copied from each page, also where it is clipped or lies outside."""
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            text: str = page.get_textpage().get_text_range()
            yield " ".join(text.replace(HYPHEN, "-").split())


def _list_streams(data: bytes) -> Iterator[_Stream]:
    start = 0
    while found := _STREAM.search(data, start):
        head = data[start : found.end()]
        lengths: list[bytes] = _LENGTH.findall(head)
        end = found.end() + int(lengths[-1]) if lengths else 0
        if not data.startswith(b"\r\nendstream", end):
            raise ValueError("A stream isn't as long as it says")
        yield _Stream(head, data[found.end() : end])
        start = end
    yield _Stream(data[start:], b"")


def _decompress(stream: _Stream) -> bytes:
    try:
        return zlib.decompress(stream.data)
    except zlib.error as error:
        raise ValueError("An object stream isn't compressed by Flate") from error


def _list_object_texts(objects: bytes) -> Iterator[str]:
    """The strings among objects, each as often as it is there."""
    place = 0
    while found := _BEGIN.search(objects, place):
        place = found.end()
        if found[0] == b"(":
            value, place = _read_literal(objects, place)
            yield from _decode(value)
        elif found[1] is not None:
            yield from _decode(bytes.fromhex(found[1].decode("ascii")))


def _read_literal(objects: bytes, place: int) -> tuple[bytes, int]:
    """The literal string whose first parenthesis ends at ``place``, and where its last one ends."""
    value, depth = bytearray(), 1
    while piece := _PIECE.match(objects, place):
        place, token, escaped = piece.end(), piece[0], piece[1]
        depth += (token == b"(") - (token == b")")
        if depth == 0:
            return bytes(value), place
        if escaped is None:
            value += token
        elif escaped.isdigit():
            value.append(int(escaped, 8) & 0xFF)
        else:
            value += _ESCAPED.get(escaped, escaped)
    raise ValueError("A string has no end")


def _decode(value: bytes) -> Iterator[str]:
    """A string as text, read in each way that it may be meant."""
    for text in _list_readings(value):
        yield text
        if (plain := unquote(text)) != text:
            yield plain


def _list_readings(value: bytes) -> Iterator[str]:
    """In UTF-16 if it says so, and else in UTF-8, as anchors' names are, and in PDF's own code, as properties are."""
    if value.startswith(UTF_16):
        yield value[len(UTF_16) :].decode("utf-16-be")
        return
    with suppress(UnicodeDecodeError):
        yield value.decode("utf-8")
    if not value.isascii():
        yield value.decode("pdfdoc", "replace")


def _list_xml_texts(data: bytes) -> Iterator[str]:
    """The texts and attributes of the metadata."""
    for element in ElementTree.fromstring(data).iter():
        yield from element.attrib.values()
        if element.text and element.text.strip():
            yield element.text.strip()
