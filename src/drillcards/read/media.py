"""Pictures and videos that a drill names: which file is meant, and which address a phone should open."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from drillcards.model.drill import ImageBlock
from drillcards.model.picture import MOST_PIXELS, PictureError, TooManyPixelsError, measure_picture
from drillcards.read.findings import Findings

_REMOTE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]+:|//)", re.I)
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
    """Width and height in pixels as it is seen, of a picture that can be decoded; or None, and a warning why."""
    try:
        return measure_picture(Path(path).read_bytes())
    except TooManyPixelsError as error:
        findings.warn(
            "image-too-large",
            line,
            f"{_shorten(src)} is too large: {_count_pixels(error.pixels)}at most {MOST_PIXELS / 1e6:.0f} megapixels.",
            "Save a smaller copy; 2,000 pixels on the longer side are enough for a whole page.",
        )
    except (PictureError, OSError) as error:
        reason = str(error) if isinstance(error, PictureError) else f"can't be read: {error.strerror or error}"
        findings.warn(
            "unreadable-image",
            line,
            f"{_shorten(src)} {reason}.",
            "Copy it once more from where it came from, or open it and save it as PNG or JPEG.",
        )
    return None


def _count_pixels(pixels: int) -> str:
    return f"it has {pixels / 1e6:.0f} megapixels, and may have " if pixels else "it may have "


def name_picture(src: str) -> str:
    """What to call a picture that has no words: its file's name."""
    return "" if src.startswith("data:") else _read_path(src).rsplit("/", 1)[-1]


def _read_path(src: str) -> str:
    """The file that an address names, with slashes where Windows has backslashes."""
    return unquote(re.split(r"[?#]", src, maxsplit=1)[0]).replace("\\", "/")


def name_lost_picture(image: ImageBlock) -> ImageBlock:
    """A picture with neither file nor words goes by its file's name, so that it leaves a trace in print."""
    return image if image.path or image.alt else replace(image, alt=name_picture(image.src))


def _shorten(src: str) -> str:
    return src if len(src) <= 80 else src[:77] + "…"


def _find_file(src: str, line: int, file: Path, root: Path, findings: Findings) -> str | None:
    name = _read_path(src)
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


_HOSTED: Final = re.compile(
    r"(?:www\.[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)?(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|hudl\.com|"
    r"loom\.com|streamable\.com|tiktok\.com|instagram\.com|facebook\.com|fb\.watch|drive\.google\.com))/\S",
    re.I,
)
"""A page of a host of videos, typed without https://; a file's name never begins so."""


def normalize_video(src: str) -> str:
    """The address to watch a video at: embedded YouTube and Vimeo players become their pages.

    A start time is kept: ``…/embed/ID?start=30`` is ``…/watch?v=ID&t=30s``.
    """
    address = f"https:{src}" if src.startswith("//") else f"https://{src}" if _HOSTED.match(src) else src
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
