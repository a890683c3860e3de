"""Pictures as a PDF holds them: upright, in sRGB or grey, on white, not finer than need be, each file once."""

import io
import math
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image as Pictures
from PIL import ImageCms

from drillcards.model.picture import PictureError, find_orientation, open_picture

_MARKER: Final = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
"""Of a segment of a JPEG: neither a stuffed byte nor a restart, both of which stand among the pixels."""
_SCAN: Final = 0xDA
_ADOBE: Final = 0xEE
_NEEDED: Final = frozenset({*range(0xC0, 0xD0), _SCAN, 0xDB, 0xDC, 0xDD})
"""Of a JPEG's segments (ITU-T T.81, table B.1) those that decoding needs: frames, tables, scans, lines, restarts."""
_END: Final = 0xD9

_TURNS: Final = {
    2: Pictures.Transpose.FLIP_LEFT_RIGHT,
    3: Pictures.Transpose.ROTATE_180,
    4: Pictures.Transpose.FLIP_TOP_BOTTOM,
    5: Pictures.Transpose.TRANSPOSE,
    6: Pictures.Transpose.ROTATE_270,
    7: Pictures.Transpose.TRANSVERSE,
    8: Pictures.Transpose.ROTATE_90,
}
"""What makes a picture upright, by its orientation in EXIF."""

_WHITES: Final = (1.0, 255.0, 65535.0, 4294967295.0)
"""What may stand for white where a pixel's bits don't say."""

Entries = dict[str, object]
Encoding = tuple[Entries, bytes]
"""An image XObject's entries and data."""


class Fineness(NamedTuple):
    """How fine pictures are at most: dots per inch of their printed size, and the quality of JPEGs, of at most 95."""

    dots_per_inch: float
    jpeg: int


FINENESSES: Final = (Fineness(300, 90), Fineness(200, 80), Fineness(150, 70), Fineness(100, 60))
"""From what print shops ask for, as more only makes a file larger, to what still does on a phone."""
FINEST: Final = FINENESSES[0]


class WriteError(Exception):
    """A picture can't be written. ``path`` is the file, ``message`` says why in words for its owner."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def encode_image(path: str, width: float, height: float, fineness: Fineness = FINEST) -> Encoding:
    """An image XObject's entries and data, for a picture that is printed ``width`` × ``height`` points.

    A JPEG that needs no change keeps its pixels as they are; one that does becomes a JPEG again, all else is lossless.
    That is the finest; where less is asked for, the shortest of that, the same with fewer pixels, and a JPEG of these.
    WriteError: the file isn't there any more, or is no longer the picture that it was when it was read.
    """
    try:
        source = Path(path).read_bytes()
        encodings = list(_list_encodings(open_picture(source), source, (width, height), fineness))
    except (OSError, PictureError) as error:
        raise WriteError(path, f"this picture can't be read ({error})") from error
    return min(encodings, key=lambda encoding: len(encoding[1]))


def _list_encodings(
    picture: Pictures.Image, source: bytes, size: tuple[float, float], fineness: Fineness
) -> Iterator[Encoding]:
    """The finest encoding, and then those that may be shorter."""
    is_jpeg = picture.format in {"JPEG", "MPO"}
    upright = _prepare_picture(picture)
    fine = _reduce_picture(upright, size, FINEST.dots_per_inch)
    if is_jpeg and fine is picture:
        yield _describe(picture, "/DCTDecode"), strip_jpeg(source)
    else:
        yield _encode_jpeg(fine, FINEST.jpeg) if is_jpeg else _encode_lossless(fine)
    if fineness != FINEST:
        coarse = _reduce_picture(upright, size, fineness.dots_per_inch)
        yield _encode_jpeg(coarse, fineness.jpeg)
        if not is_jpeg:
            yield _encode_lossless(coarse)


def _prepare_picture(picture: Pictures.Image) -> Pictures.Image:
    """Upright, on white, in sRGB or grey; the same object if it is all that already."""
    turn = _TURNS.get(find_orientation(picture))
    changed = picture.transpose(turn) if turn is not None else picture
    profile = picture.info.get("icc_profile")
    if changed.mode in {"CMYK", "LAB"}:
        return _flatten(_convert_colors(changed, profile))
    return _convert_colors(_flatten(changed), profile)


def _reduce_picture(picture: Pictures.Image, size: tuple[float, float], dots_per_inch: float) -> Pictures.Image:
    """As fine as that, being printed in this size, in points; the same object if it isn't finer already."""
    most_x, most_y = (max(1, math.ceil(length / 72 * dots_per_inch)) for length in size)
    ratio = max(most_x / picture.width, most_y / picture.height)
    if ratio >= 1:
        return picture
    pixels = (max(1, round(picture.width * ratio)), max(1, round(picture.height * ratio)))
    return picture.resize(pixels, Pictures.Resampling.LANCZOS)


def _convert_colors(picture: Pictures.Image, data: bytes | None) -> Pictures.Image:
    """In sRGB by the picture's own ICC profile, if it has one that says something else."""
    if not data:
        return picture
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        if picture.mode == "RGB" and "sRGB" in ImageCms.getProfileDescription(profile):
            return picture
        converted = ImageCms.profileToProfile(picture, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture  # a profile that makes no sense says nothing about the colours
    assert converted is not None
    return converted


def _flatten(picture: Pictures.Image) -> Pictures.Image:
    """In RGB or grey, what shows through being white."""
    if picture.mode in {"RGB", "L"} and "transparency" not in picture.info:
        return picture
    if picture.mode[0] in "IF":
        return _scale_grey(picture)
    if picture.mode in {"1", "CMYK", "YCbCr", "LAB", "HSV"}:
        return picture.convert("L" if picture.mode == "1" else "RGB")
    layer = picture.convert("RGBA")
    ground = Pictures.new("RGBA", layer.size, "white")
    return Pictures.alpha_composite(ground, layer).convert("L" if picture.mode == "LA" else "RGB")


def _scale_grey(picture: Pictures.Image) -> Pictures.Image:
    """Grey in eight bits, of more, or of fractions."""
    values = picture.convert("F")
    (_, most) = values.getextrema()
    assert isinstance(most, float)
    scale = 1 / 257 if picture.mode.startswith("I;16") else next((255 / top for top in _WHITES if most <= top), 0.0)
    return values.point(lambda value: value * scale).convert("L")


def _describe(picture: Pictures.Image, filter_name: str) -> Entries:
    return {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": "/DeviceGray" if picture.mode == "L" else "/DeviceRGB",
        "BitsPerComponent": 8,
        "Filter": filter_name,
    }


def _encode_jpeg(picture: Pictures.Image, quality: int) -> Encoding:
    buffer = io.BytesIO()
    # Colours that are coarser than the light are seen in print before they are on a screen.
    picture.save(buffer, "JPEG", quality=quality, subsampling=0 if quality >= FINEST.jpeg else 2)
    return _describe(picture, "/DCTDecode"), strip_jpeg(buffer.getvalue())  # Pillow hands comments on


def _encode_lossless(picture: Pictures.Image) -> Encoding:
    """A PNG's own data: PDF's predictor 15 is PNG's row filter (ISO 32000-1, 7.4.4.4)."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    data = buffer.getvalue()
    parts, start = [], 8  # past the signature come chunks of length, name, data and a checksum
    while start < len(data):
        (length,) = struct.unpack(">I", data[start : start + 4])
        if data[start + 4 : start + 8] == b"IDAT":
            parts.append(data[start + 8 : start + 8 + length])
        start += length + 12
    colors = 1 if picture.mode == "L" else 3
    predictor = f"<</Predictor 15/Colors {colors}/BitsPerComponent 8/Columns {picture.width}>>"
    return {**_describe(picture, "/FlateDecode"), "DecodeParms": predictor}, b"".join(parts)


def strip_jpeg(data: bytes) -> bytes:
    """A JPEG without what isn't the picture: where and with what it was taken, thumbnails, comments, what follows it.

    Kept of the application segments is Adobe's, whose 12 bytes tell how the colours are coded.
    """
    out, start, marker = bytearray(data[:2]), 2, 0
    while found := _MARKER.search(data, start):
        if marker == _SCAN:
            out += data[start : found.start()]  # the pixels
        marker = found[1][0]
        if marker == _END:
            return bytes(out + b"\xff\xd9")
        end = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
        content = data[found.end() + 2 : end]
        if marker == _ADOBE and content.startswith(b"Adobe"):
            out += b"\xff\xee\0\x0e" + content[:12]
        elif marker in _NEEDED:
            out += data[found.end() - 2 : end]
        start = end
    return bytes(out + data[start:] + b"\xff\xd9")
