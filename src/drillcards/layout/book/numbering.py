"""Page numbers: which pages each drill and each part of the book has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

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

    def format_span(self, anchor: str) -> str:
        """All its pages: "12", or "12–14"."""
        first, count = self.firsts[anchor], self.counts[anchor]
        return str(first) if count == 1 else f"{first}–{first + count - 1}"


def number_pages(counts: Iterable[tuple[str, int]], first: int = 1) -> Numbering:
    """Numbers for places that follow each other, from (anchor, how many pages it has)."""
    firsts: dict[str, int] = {}
    sizes: dict[str, int] = {}
    page = first
    for anchor, count in counts:
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
