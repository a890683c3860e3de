"""Drills put on the shelf: as files that are a coach's own from the moment that they are edited.

What was written is remembered by its digest, in ``.drillcards/imports.json``. A file that still is what was written
follows its source; one that was edited stays, and one that was deleted stays away.
"""

import errno
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from drillcards.importers.harvest import Harvest
from drillcards.importers.markdown import write_drill
from drillcards.write.file import save_file

MEMORY: Final = Path(".drillcards", "imports.json")
VERSION: Final = 1
DAMAGED: Final = (
    "What was imported before can't be read from this file. Put it back from a copy; or delete it, and each drill that "
    "is there and differs is kept as it is"
)


@dataclass(frozen=True, slots=True)
class Shelved:
    """The files of drills by what became of them, relative to the workspace; and how many pictures were copied."""

    new: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    """Kept as the coach edited them, or wrote them before any import."""
    deleted: tuple[str, ...] = ()
    pictures: int = 0
    unread: tuple[str, ...] = ()
    """Pictures of the source that can't be read, by their names; their drills are there without them."""
    outside: tuple[str, ...] = ()
    """Files that would be outside of the workspace, as a folder is a link that leads there; they aren't written."""


def shelve_drills(harvest: Harvest, root: Path, *, lang: str = "en", rehearse: bool = False) -> Shelved:
    """Write what is new and what has changed in its source; nothing if it is a rehearsal. ``lang`` is the team's.

    OSError: the memory can't be read, or a file can't be written, with its path as ``filename``; those before it are
    whole, and remembered.
    """
    memory = read_memory(root)
    found: dict[str, list[str]] = {"new": [], "updated": [], "same": [], "edited": [], "deleted": []}
    remembered = dict(memory)
    pictures = 0
    unread: list[str] = []
    outside: list[str] = []
    try:
        for place, content in _list_files(harvest, lang, unread):
            if not (root / place).resolve().is_relative_to(root.resolve()):
                outside.append(place)
                continue
            state = _compare(root / place, content, memory.get(place))
            if state in ("new", "updated") and not rehearse:
                save_file(content, root / place)
            if state in ("new", "updated", "same"):
                remembered[place] = _hash(content)
            if place.endswith(".md"):
                found[state].append(place)
            else:
                pictures += state in ("new", "updated")
    finally:
        if not rehearse and remembered != memory:
            write_memory(root, remembered)
    return Shelved(
        **{state: tuple(places) for state, places in found.items()},
        pictures=pictures,
        unread=tuple(unread),
        outside=tuple(outside),
    )


def _list_files(harvest: Harvest, lang: str, unread: list[str]) -> Iterator[tuple[str, bytes]]:
    """Pictures before the drills that show them."""
    for picture in harvest.pictures:
        try:
            content = picture.source.read_bytes()
        except OSError:
            unread.append(f"{picture.source.parent.name}/{picture.source.name}")
        else:
            yield picture.place, content
    for drill in harvest.drills:
        yield drill.source.path, write_drill(drill, lang).encode("utf-8")


def _compare(file: Path, content: bytes, remembered: str | None) -> str:
    """What is to become of a file: "new", "updated", "same", "edited" or "deleted"."""
    if file.is_dir():
        return "edited"
    try:
        there = file.read_bytes()
    except FileNotFoundError:
        if remembered:
            return "deleted"
        return "edited" if _has_twin(file) else "new"
    if there == content:
        return "same"
    return "updated" if _hash(there) == remembered else "edited"


def _has_twin(file: Path) -> bool:
    """Whether there is a file whose name differs in capitals only, which many disks take for the same."""
    try:
        return any(other.name.casefold() == file.name.casefold() for other in file.parent.iterdir())
    except FileNotFoundError:
        return False


def read_memory(root: Path) -> Mapping[str, str]:
    """Digests by path; none if there is no memory yet.

    OSError: there is one, and it can't be read; its ``filename`` is the memory's. Written over, it would be lost what
    the coach edited, and what they deleted.
    """
    file = root / MEMORY
    try:
        data = json.loads(file.read_bytes())
        if data["version"] != VERSION:
            raise ValueError
        return {str(place): str(digest) for place, digest in data["files"].items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise OSError(errno.EINVAL, DAMAGED, str(file)) from error


def write_memory(root: Path, digests: Mapping[str, str]) -> None:
    """Replace the memory, whole."""
    text = json.dumps({"version": VERSION, "files": dict(sorted(digests.items()))}, indent=1, ensure_ascii=False)
    save_file(f"{text}\n".encode(), root / MEMORY)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
