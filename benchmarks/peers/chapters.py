"""The folder of drills as the Typst neighbours read it: chapters with letters and colours, drills with numbers.

Part of what is timed, as reading is for drillcards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers.convert import Block, read_blocks

# The colours that drillcards gives to categories, in order.
_PALETTE = ("E69F00", "56B4E9", "009E73", "D55E00", "CC79A7", "F0E442")
# Categories that start like another: the later takes its next free letter.
_LETTERS = {"strength": "T", "throwing": "R"}
_MUSCLES = "Muscle Groups Targeted"


class Drill(NamedTuple):
    """A drill: its number as on its card, the lines of its muscles, and its blocks after the title."""

    slug: str
    code: str
    title: str
    description: str
    revision: str
    works: tuple[str, ...]
    blocks: tuple[Block, ...]


class Chapter(NamedTuple):
    """A category: colour as RRGGBB, drills in the order of their files."""

    title: str
    letter: str
    color: str
    drills: tuple[Drill, ...]


def read_chapters(folder: Path) -> Iterator[Chapter]:
    """The drills of each category, which is a folder."""
    for index, category in enumerate(sorted(path for path in folder.iterdir() if path.is_dir())):
        letter = _LETTERS.get(category.name, category.name[0].upper())
        paths = sorted(category.glob("*.md"))
        drills = tuple(_read_drill(path, f"{letter}{number}") for number, path in enumerate(paths, 1))
        yield Chapter(category.name.capitalize(), letter, _PALETTE[index % len(_PALETTE)], drills)


def _read_drill(path: Path, code: str) -> Drill:
    markdown = path.read_text(encoding="utf-8")
    title, *blocks = read_blocks(markdown)
    front = dict(line.split(": ", 1) for line in markdown.split("---\n", 2)[1].splitlines())
    revision = sha256(markdown.encode()).hexdigest()[:4]
    works = find_works(blocks)
    return Drill(path.stem, code, title.texts[0], front["description"], revision, works, tuple(blocks))


def find_works(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The lines of a corpus drill that name muscles."""
    return next((items.texts for heading, items in pairwise(blocks) if heading.texts == (_MUSCLES,)), ())
