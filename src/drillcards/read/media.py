"""Pictures and videos that a drill names: which file is meant, and which address a phone should open."""

import re
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from PIL import Image

from drillcards.model.drill import ImageBlock
from drillcards.read.findings import Findings

_REMOTE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]+:|//)", re.I)
_ORIENTATION: Final = 0x0112
_FIRST_ON_ITS_SIDE: Final = 5
"""EXIF 2.32, 4.6.4 A: orientations from 5 on show rows as columns."""
_MOST_PIXELS: Final = Image.MAX_IMAGE_PIXELS or 0
"""Pillow's own limit, a quarter of a gigabyte of colours: beyond it, it warns, here a picture isn't read."""
_PIXELS: Final = re.compile(r"\((\d+) pixels\)")
_YOUTUBE_HOSTS: Final = ("youtube.com", "youtube-nocookie.com")


def locate_image(src: str, alt: str, line: int, file: Path, root: Path, findings: Findings) -> ImageBlock:
    """The picture that ``src`` names, sought beside the coach's ``file``, then below the workspace's ``root``.

    Both paths are absolute. Without a picture inside the workspace ``path`` is None and ``findings`` has a warning;
    nothing is fetched, and nothing outside is read.
    """
    path: str | None = None
    size: tuple[int, int] | None = None
    if not src:
        findings.warn("missing-image", line, "An image has no file.", "Write the picture's path in the parentheses.")
    elif _REMOTE.match(src):
        findings.warn(
            "remote-image",
            line,
            f"The image {_shorten(src)} isn't in the workspace; nothing is fetched from a network.",
            "Save the picture beside this file, and write its file name instead.",
        )
    else:
        path = _find_file(src, line, file, root, findings)
    if path:
        size = _measure_image(path, src, line, findings)
        path = path if size else None
    return ImageBlock(src, alt, path, size, line)


def _measure_image(path: str, src: str, line: int, findings: Findings) -> tuple[int, int] | None:
    """Width and height in pixels as it is seen, from the file's head alone; or None, and a warning why."""
    try:
        with (
            warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning),
            Image.open(path) as image,
        ):
            turned = image.getexif().get(_ORIENTATION, 1) >= _FIRST_ON_ITS_SIDE
            return (image.height, image.width) if turned else image.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        findings.warn(
            "image-too-large",
            line,
            f"{_shorten(src)} is too large: {_count_megapixels(error)}at most {_MOST_PIXELS / 1e6:.0f} megapixels.",
            "Save a smaller copy; 2,000 pixels on the longer side are enough for a whole page.",
        )
    except (OSError, ValueError, SyntaxError):
        findings.warn(
            "unreadable-image",
            line,
            f"{_shorten(src)} is no picture that can be printed.",
            "Save it as PNG or JPEG.",
        )
    return None


def _count_megapixels(error: Exception) -> str:
    """Pillow tells the number of pixels in its message alone."""
    pixels = _PIXELS.search(str(error))
    return f"it has {int(pixels[1]) / 1e6:.0f} megapixels, and may have " if pixels else "it may have "


def name_picture(src: str) -> str:
    """What to call a picture that has no words: its file's name."""
    return unquote(re.split(r"[?#]", src, maxsplit=1)[0]).rsplit("/", 1)[-1] if not src.startswith("data:") else ""


def name_lost_picture(image: ImageBlock) -> ImageBlock:
    """A picture with neither file nor words goes by its file's name, so that it leaves a trace in print."""
    return image if image.path or image.alt else replace(image, alt=name_picture(image.src))


def _shorten(src: str) -> str:
    return src if len(src) <= 80 else src[:77] + "…"


def _find_file(src: str, line: int, file: Path, root: Path, findings: Findings) -> str | None:
    name = unquote(re.split(r"[?#]", src, maxsplit=1)[0])
    true_root = root.resolve()
    outside = False
    for candidate in (file.parent / name, root / name.lstrip("/")):
        try:
            true_path = candidate.resolve()
            if not true_path.is_relative_to(true_root):
                outside = True
            elif true_path.is_file():
                return str(true_path)
        except (OSError, RuntimeError, ValueError):
            # A name that the file system can't take, or links in a circle: no such picture.
            continue
    if outside:
        findings.warn(
            "image-outside-workspace",
            line,
            f"The image {_shorten(src)} is outside the workspace, and wasn't read.",
            "Copy the picture into the workspace, beside this file.",
        )
    else:
        findings.warn(
            "missing-image",
            line,
            f"There is no image {_shorten(src)}.",
            "Check its name, upper and lower case too. It is sought beside this file, then in the workspace.",
        )
    return None


def is_web_address(address: str) -> bool:
    """Whether a phone can open it: ``https://`` or ``http://``, and a host."""
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", address)
    except ValueError:
        return False


def normalize_video(src: str) -> str:
    """The address to watch a video at: embedded YouTube and Vimeo players become their pages.

    A start time is kept: ``…/embed/ID?start=30`` is ``…/watch?v=ID&t=30s``.
    """
    address = f"https:{src}" if src.startswith("//") else src
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return address
    steps = [step for step in parts.path.split("/") if step]
    if host in _YOUTUBE_HOSTS and len(steps) == 2 and steps[0] in ("embed", "v", "shorts"):
        start = parse_qs(parts.query).get("start", [""])[0]
        return f"https://www.youtube.com/watch?v={steps[1]}" + (f"&t={start}s" if start.isdigit() else "")
    if host == "player.vimeo.com" and len(steps) == 2 and steps[0] == "video":
        return f"https://vimeo.com/{steps[1]}"
    return address
