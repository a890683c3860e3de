"""Which page of a booklet lies where on which folded sheet: page numbers only, no lengths.

A signature is a pile of sheets folded once as one. Counted within its signature of n sheets, and from 1, sheet k (0 is
the outermost) has the pages 4n − 2k and 2k + 1 outside, and 2k + 2 and 4n − 2k − 1 inside. So eight pages lie as
[8, 1] [2, 7] [6, 3] [4, 5].
"""

from dataclasses import dataclass
from math import ceil
from typing import Final

PAGES_PER_SHEET: Final = 4

Pair = tuple[int | None, int | None]
"""The left and the right page of one side of a sheet, as it is looked at: indexes from 0; None stays blank."""


@dataclass(frozen=True, slots=True)
class FoldedSheet:
    """A sheet of the ``signature``-th signature (from 1) of ``size`` sheets, ``depth`` inside its outermost (0)."""

    signature: int
    size: int
    depth: int
    front: Pair
    """What is outside when it is folded."""
    back: Pair

    @property
    def is_outermost(self) -> bool:
        """Whether its front is the outside of the signature."""
        return self.depth == 0

    @property
    def is_innermost(self) -> bool:
        """Whether its back is the middle of the signature, where staples are bent."""
        return self.depth == self.size - 1


@dataclass(frozen=True, slots=True)
class SignaturePlan:
    """A booklet's sheets, signature by signature, the outermost of each first; ``sizes`` are the sheets of each.

    ``blanks`` are the pages added to fill the last sheet, and the last ``tail`` pages come after them.
    """

    sheets: tuple[FoldedSheet, ...]
    sizes: tuple[int, ...]
    blanks: int
    tail: int


def plan_signatures(count: int, *, signature: int | None = None, tail: int = 0) -> SignaturePlan:
    """Distribute ``count`` pages over signatures of at most ``signature`` sheets (None: one signature of them all).

    Signatures differ by one sheet at most, the thicker ones first, so that none is too thin to hold. Blank pages come
    just before the last ``tail`` pages: a back cover (1) stays outermost. The first page comes first in any case.
    Raises ValueError for less than one sheet a signature, or a negative number.
    """
    if count < 0 or tail < 0:
        raise ValueError("a booklet can't have fewer than no pages")
    if signature is not None and signature < 1:
        raise ValueError("a signature has at least one sheet")
    sizes = _divide_sheets(ceil(count / PAGES_PER_SHEET), signature)
    kept = min(tail, max(0, count - 1))
    blanks = -count % PAGES_PER_SHEET
    pages = [*range(count - kept), *[None] * blanks, *range(count - kept, count)]
    sheets: list[FoldedSheet] = []
    for number, size in enumerate(sizes, start=1):
        first = PAGES_PER_SHEET * len(sheets)
        sheets += _fold_pages(number, pages[first : first + PAGES_PER_SHEET * size])
    return SignaturePlan(tuple(sheets), sizes, blanks, kept)


def suggest_signature(sheets: int, most: int) -> int:
    """The ``signature`` that divides so many sheets into as few even signatures of at most ``most`` as will do."""
    return ceil(sheets / ceil(sheets / most))


def _divide_sheets(sheets: int, most: int | None) -> tuple[int, ...]:
    if not sheets:
        return ()
    number = ceil(sheets / (most or sheets))
    size, thicker = divmod(sheets, number)
    return (size + 1,) * thicker + (size,) * (number - thicker)


def _fold_pages(signature: int, pages: list[int | None]) -> list[FoldedSheet]:
    """Take two pages from each end for each sheet."""
    size, last = len(pages) // PAGES_PER_SHEET, len(pages) - 1
    return [
        FoldedSheet(
            signature,
            size,
            depth,
            front=(pages[last - 2 * depth], pages[2 * depth]),
            back=(pages[2 * depth + 1], pages[last - 2 * depth - 1]),
        )
        for depth in range(size)
    ]
