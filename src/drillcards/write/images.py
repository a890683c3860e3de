"""Pictures as a PDF holds them: upright, in sRGB or grey, on white, not finer than need be, each file once."""

import io
import math
import re
import struct
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image as Pictures
from PIL import ImageCms, ImageOps

FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
"""What Pillow may decode. Not EPS and the like, which start other programs."""
MAX_PIXELS: Final = 100_000_000
CANNOT_READ: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, Pictures.DecompressionBombError)
"""What Pillow's decoders raise over a file that is broken."""

_MARKER: Final = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
"""Of a segment of a JPEG: neither a stuffed byte nor a restart, both of which stand among the pixels."""
_SCAN: Final = 0xDA
_END: Final = 0xD9

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
    WriteError: the file can't be read, or is larger than 100 megapixels.
    """
    try:
        source = Path(path).read_bytes()
        encodings = list(_list_encodings(_open_picture(path, source), source, (width, height), fineness))
    except CANNOT_READ as error:
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


def _open_picture(path: str, source: bytes) -> Pictures.Image:
    """The first frame, its size checked before any of it is decoded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Pictures.DecompressionBombWarning)  # the check below is stricter
        picture = Pictures.open(io.BytesIO(source), formats=FORMATS)
    if picture.width * picture.height > MAX_PIXELS:
        raise WriteError(path, f"this picture has {picture.width} × {picture.height} pixels, more than 100 megapixels")
    picture.load()
    return picture


def _prepare_picture(picture: Pictures.Image) -> Pictures.Image:
    """Upright, on white, in sRGB or grey; the same object if it is all that already."""
    changed = picture
    if picture.getexif().get(0x0112, 1) != 1:  # Orientation
        changed = ImageOps.exif_transpose(changed)
    profile = picture.info.get("icc_profile")
    if changed.mode == "CMYK":
        changed = _flatten(_convert_colors(changed, profile))
    else:
        changed = _convert_colors(_flatten(changed), profile)
    return changed


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
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value / 256).convert("L")
    if picture.mode in {"1", "CMYK", "YCbCr", "LAB", "HSV", "I", "F"}:
        return picture.convert("L" if picture.mode in {"1", "I", "F"} else "RGB")
    layer = picture.convert("RGBA")
    ground = Pictures.new("RGBA", layer.size, "white")
    return Pictures.alpha_composite(ground, layer).convert("L" if picture.mode == "LA" else "RGB")


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
    return _describe(picture, "/DCTDecode"), buffer.getvalue()


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

    Kept of the application segments is Adobe's (APP14), which tells how the colours are coded (ITU-T T.81, B.1).
    """
    out, start, marker = bytearray(data[:2]), 2, 0
    while found := _MARKER.search(data, start):
        if marker == _SCAN:
            out += data[start : found.start()]  # the pixels
        marker = found[1][0]
        if marker == _END:
            return bytes(out + b"\xff\xd9")
        end = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
        if not (0xE0 <= marker <= 0xEF and marker != 0xEE) and marker != 0xFE:
            out += data[found.end() - 2 : end]
        start = end
    return bytes(out + data[start:])
