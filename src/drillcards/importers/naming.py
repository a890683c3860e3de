"""Files for what is imported: a place of its own for each, the same one on every run."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from drillcards.read.slug import make_slug

LONGEST: Final = 80
"""Characters of a file's name: readable, and far from what any disk refuses."""
# READMEs are no drills; the others are names that Windows keeps for devices, whatever their suffix:
# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
_DEVICES: Final = frozenset(
    {"readme", "con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)


NO_FOLDERS: Final[Mapping[str, str]] = MappingProxyType({})


def pick_folder(category: str, known: Mapping[str, str]) -> str:
    """The folder of a category: one that is there, whatever its capitals and spaces, else a new one of that name.

    ``known`` are the folders' names by what ``make_file_name`` makes of them.
    """
    name = make_file_name(category)
    return known.get(name, name)


def choose_names(named: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """The slug ``FOLDER/NAME`` for each (folder, name, id): made of the name, else of the id, else numbered.

    Names that differ only in capitals, which many disks take for one, count as the same.
    """
    taken: set[str] = set()
    for folder, name, identity in named:
        words = [make_file_name(name) or make_file_name(identity) or "exercise", make_file_name(identity)]
        slug = next(slug for slug in _list_slugs(folder, words) if slug.casefold() not in taken)
        taken.add(slug.casefold())
        yield slug


def _list_slugs(folder: str, words: list[str]) -> Iterator[str]:
    start = f"{folder}/" if folder else ""
    yield from (f"{start}{word}" for word in words if word)
    number = 2
    while True:
        yield f"{start}{words[0]}-{number}"
        number += 1


def make_file_name(text: str) -> str:
    """The text as a file's name without its suffix; "" if it has no letter or digit."""
    slug = make_slug(text)[:LONGEST].strip("-")
    return f"{slug}-drill" if slug in _DEVICES else slug
