"""Pictures as all stages know them: which formats there are, and what is taken for one that can be printed."""

import io
import re
import warnings
from typing import Final

from PIL import Image

FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "JPEG2000", "BMP", "TIFF")
"""What Pillow may decode: pictures that people have. Not EPS and the like, which start other programs."""
MOST_PIXELS: Final = Image.MAX_IMAGE_PIXELS or 0
"""Pillow's own limit, a quarter of a gigabyte of colors."""

_ORIENTATION: Final = 0x0112
_FIRST_ON_ITS_SIDE: Final = 5
"""EXIF 2.32, 4.6.4 A: orientations from 5 on show rows as columns."""
_PIXELS: Final = re.compile(r"\((\d+) pixels\)")
_QUICKLY: Final = (1, 1)


class PictureError(Exception):
    """A file is no picture that can be printed; the message says why, as the end of a sentence about the file."""


class TooManyPixelsError(PictureError):
    """A picture is too large to be decoded. ``pixels`` is 0 where nobody counted."""

    def __init__(self, pixels: int) -> None:
        super().__init__("has too many pixels")
        self.pixels = pixels


def open_picture(data: bytes) -> Image.Image:
    """The first frame of a file's bytes, decoded.

    PictureError: they are no picture in one of the FORMATS, are damaged, or too many pixels (TooManyPixelsError).
    """
    with warnings.catch_warnings(action="ignore"):  # what Pillow warns of is printed all the same, or fails
        picture = _read_head(data)
        _load(picture)
    return picture


def measure_picture(data: bytes) -> tuple[int, int]:
    """Width and height in pixels as it is seen, of what ``open_picture`` opens; it raises the same, and is quicker."""
    with warnings.catch_warnings(action="ignore"):
        picture = _read_head(data)
        width, height = picture.size
        picture.draft(None, _QUICKLY)  # a JPEG is decoded small, which finds as much that is wrong with it
        _load(picture)
    return (height, width) if find_orientation(picture) >= _FIRST_ON_ITS_SIDE else (width, height)


def _load(picture: Image.Image) -> None:
    try:
        picture.load()
    except Exception as error:  # decoders raise whatever broken data leads them to, SyntaxError and SystemError too
        raise PictureError("can't be read: the file is damaged or cut off") from error


def _read_head(data: bytes) -> Image.Image:
    """The picture before it is decoded, which is as large as it says."""
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        pixels = _PIXELS.search(str(error))  # told in the message alone
        raise TooManyPixelsError(int(pixels[1]) if pixels else 0) from error
    except Exception as error:  # as above
        raise PictureError("is no picture that can be printed") from error
    if picture.width * picture.height > MOST_PIXELS:
        raise TooManyPixelsError(picture.width * picture.height)
    return picture


def find_orientation(picture: Image.Image) -> int:
    """How a picture is turned, by EXIF; 1, upright, where its EXIF can't be read."""
    try:
        with warnings.catch_warnings(action="ignore"):
            orientation = picture.getexif().get(_ORIENTATION, 1)
    except Exception:  # EXIF is a TIFF of its own, and broken ones raise as above
        return 1
    return orientation if orientation in range(1, 9) else 1
