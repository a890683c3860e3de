"""Font files of the coach's own: which can be used, and in plain words why another can't."""

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from drillcards.model.problem import Problem
from drillcards.read.disk import read_file
from drillcards.read.schema import report, suggest
from drillcards.read.toml import TomlFile

_SUFFIXES: Final = (".ttf", ".ttc", ".otf")
_COLLECTION: Final = b"ttcf"
_OUTLINES: Final = b"glyf"
"""The table of TrueType's outlines (OpenType 1.9, chapter 5). Other outlines can't be embedded."""
_UNUSABLE: Final = "unusable-font"
_GET_TTF: Final = "Get the same font as a .ttf file; most makers offer both."


def find_fonts(file: TomlFile, root: Path, names: tuple[str, ...]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The font files, absolute, that lie in the workspace, and problems for the others."""
    found: list[Path] = []
    problems: list[Problem] = []
    for name in names:
        path = (root / name).resolve()
        if fault := _find_fault(path, root, name):
            problems.append(report(file, ("fonts", "fallback"), *fault))
        else:
            found.append(path)
    return tuple(found), tuple(problems)


def _find_fault(path: Path, root: Path, name: str) -> tuple[str, str, str] | None:
    """Code, message and hint of what keeps a font from being used."""
    if not path.is_relative_to(root):
        return "outside-workspace", f"The font {name} lies outside the workspace.", "Copy it into a folder here."
    if not os.path.isfile(path):  # noqa: PTH113 - a Path raises for names longer than the disk takes
        there = sorted(file.relative_to(root).as_posix() for file in _list_fonts(root))
        hint = suggest(name, there) if there else "Copy the font, a .ttf file, into a folder fonts/ here."
        return "missing-font", f"There is no font file {name}.", hint
    try:
        outlined = _has_outlines(read_file(path))
    except (struct.error, ValueError):
        return _UNUSABLE, f"{name} is no font, or is damaged.", "Copy it once more from where it came from."
    except OSError as error:
        return _UNUSABLE, f"{name} can't be read: {error.strerror or error}.", "Check that you may open it."
    if not outlined:
        return _UNUSABLE, f"The letters of {name} are drawn in PostScript's way, which can't be printed.", _GET_TTF
    return None


def _has_outlines(data: bytes) -> bool:
    """Whether a font, of a collection the first, has TrueType outlines. struct.error or ValueError: it is no font."""
    start = struct.unpack_from(">I", data, 12)[0] if data.startswith(_COLLECTION) else 0
    if data[start : start + 4] not in {b"\0\1\0\0", b"true", b"OTTO"}:
        raise ValueError("no font's beginning")
    (count,) = struct.unpack_from(">H", data, start + 4)
    tables = [struct.unpack_from(">4s4xII", data, start + 12 + 16 * index) for index in range(count)]
    if any(offset + length > len(data) for _, offset, length in tables):
        raise ValueError("tables beyond the file's end")
    return any(tag == _OUTLINES for tag, _, _ in tables)


def _list_fonts(root: Path) -> Iterator[Path]:
    for folder in (root, root / "fonts"):
        if folder.is_dir():
            yield from (file for file in folder.iterdir() if file.suffix.lower() in _SUFFIXES)
