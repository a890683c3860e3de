"""Page numbers: which pages each drill and each part of the book has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_HUNDREDS: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))


@dataclass(frozen=True, slots=True)
class Numbering:
    """The first page of each place in the body, and how many pages it has, by anchor: a drill's is its slug."""

    firsts: Mapping[str, int]
    counts: Mapping[str, int]

    def format_folio(self, anchor: str) -> str:
        """The page's number as printed: "12"."""
        return str(self.firsts[anchor])

    def find_next(self, anchor: str) -> int:
        """The page after the last of this place."""
        return self.firsts[anchor] + self.counts[anchor]

    def format_span(self, anchor: str) -> str:
        """All its pages: "12", or "12–14"."""
        first, count = self.firsts[anchor], self.counts[anchor]
        return str(first) if count == 1 else f"{first}–{first + count - 1}"


class Extent(NamedTuple):
    """How many pages a drill takes; the first may be ``shared`` with the drill before."""

    pages: int
    shared: bool = False


class Place(NamedTuple):
    """Something that takes pages: its anchor, how many, and where it begins.

    That is on the next page, on the next ``right``-hand page, or on the last of the one before, which is ``shared``.
    """

    anchor: str
    pages: int
    right: bool = False
    shared: bool = False


def number_pages(places: Iterable[Place]) -> Numbering:
    """Numbers from 1 for places that follow each other. What begins on the right may leave a page before it free."""
    firsts: dict[str, int] = {}
    sizes: dict[str, int] = {}
    page = 1
    for anchor, count, right, shared in places:
        page += 1 if right and page % 2 == 0 else 0
        page -= 1 if shared else 0
        firsts[anchor], sizes[anchor] = page, count
        page += count
    return Numbering(firsts, sizes)


def format_roman(number: int) -> str:
    """A number above 0 in lower-case Roman numerals, as front matter has them: 4 is "iv"."""
    signs: list[str] = []
    for worth, sign in (*_HUNDREDS, *_ROMAN):
        count, number = divmod(number, worth)
        signs.append(sign * count)
    return "".join(signs)
