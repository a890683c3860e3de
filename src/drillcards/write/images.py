"""Pictures as a PDF holds them: upright, in sRGB or grey, on white, at most 300 dots per inch, each file once."""

import io
import math
import struct
import warnings
from pathlib import Path
from typing import Final

from PIL import Image as Pictures
from PIL import ImageCms, ImageOps

FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
"""What Pillow may decode. Not EPS and the like, which start other programs."""
DOTS_PER_INCH: Final = 300
"""What print shops ask for; more only makes the file larger."""
MAX_PIXELS: Final = 100_000_000
JPEG_QUALITY: Final = 90
CANNOT_READ: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, Pictures.DecompressionBombError)
"""What Pillow's decoders raise over a file that is broken."""

Entries = dict[str, object]


class WriteError(Exception):
    """A picture can't be written. ``path`` is the file, ``message`` says why in words for its owner."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def encode_image(path: str, width: float, height: float) -> tuple[Entries, bytes]:
    """An image XObject's entries and data, for a picture that is printed ``width`` × ``height`` points.

    A JPEG that needs no change keeps its pixels as they are; one that does becomes a JPEG again, all else is lossless.
    WriteError: the file can't be read, or is larger than 100 megapixels.
    """
    try:
        source = Path(path).read_bytes()
        picture = _open_picture(path, source)
        is_jpeg = picture.format in {"JPEG", "MPO"}
        changed = _prepare_picture(picture, _count_dots(width), _count_dots(height))
        if is_jpeg and changed is picture:
            return _describe(picture, "/DCTDecode"), strip_jpeg(source)
        if is_jpeg:
            buffer = io.BytesIO()
            changed.save(buffer, "JPEG", quality=JPEG_QUALITY, subsampling=0)
            return _describe(changed, "/DCTDecode"), buffer.getvalue()
        return _encode_lossless(changed)
    except CANNOT_READ as error:
        raise WriteError(path, f"this picture can't be read ({error})") from error


def _count_dots(points: float) -> int:
    return max(1, math.ceil(points / 72 * DOTS_PER_INCH))


def _open_picture(path: str, source: bytes) -> Pictures.Image:
    """The first frame, its size checked before any of it is decoded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Pictures.DecompressionBombWarning)  # the check below is stricter
        picture = Pictures.open(io.BytesIO(source), formats=FORMATS)
    if picture.width * picture.height > MAX_PIXELS:
        raise WriteError(path, f"this picture has {picture.width} × {picture.height} pixels, more than 100 megapixels")
    picture.load()
    return picture


def _prepare_picture(picture: Pictures.Image, most_x: int, most_y: int) -> Pictures.Image:
    """Upright, on white, in sRGB or grey, and not larger than that; the same object if it is all that already."""
    changed = picture
    if picture.getexif().get(0x0112, 1) != 1:  # Orientation
        changed = ImageOps.exif_transpose(changed)
    profile = picture.info.get("icc_profile")
    if changed.mode == "CMYK":
        changed = _flatten(_convert_colors(changed, profile))
    else:
        changed = _convert_colors(_flatten(changed), profile)
    ratio = max(most_x / changed.width, most_y / changed.height)
    if ratio < 1:
        size = (max(1, round(changed.width * ratio)), max(1, round(changed.height * ratio)))
        changed = changed.resize(size, Pictures.Resampling.LANCZOS)
    return changed


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


def _encode_lossless(picture: Pictures.Image) -> tuple[Entries, bytes]:
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
    """A JPEG without what isn't the picture: where and with what it was taken, thumbnails, comments.

    Kept of the application segments is Adobe's (APP14), which tells how the colours are coded (ITU-T T.81, B.1).
    """
    out, start = bytearray(data[:2]), 2
    while start + 4 <= len(data) and data[start] == 0xFF and data[start + 1] != 0xDA:
        marker = data[start + 1]
        if marker == 0xFF:  # a fill byte
            start += 1
            continue
        end = start + 2 + int.from_bytes(data[start + 2 : start + 4])
        if not (0xE0 <= marker <= 0xEF and marker != 0xEE) and marker != 0xFE:
            out += data[start:end]
        start = end
    return bytes(out + data[start:])
