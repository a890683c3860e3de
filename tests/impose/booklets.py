"""Booklets printed, piled up, folded and read through, by geometry that shares no code with the package.

A sheet lies on the table with its front up, in landscape. Points of either side are carried to where a reader sees
them: the front as it lies, the back after the leaf was turned about the fold, like a page of a book.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from drillcards.model.page import Page
from drillcards.model.sheet import Duplex
from impose.decks import Laid, Point, list_words, make_face, read_faces

Side = TypeVar("Side")

UPRIGHT = ((0.0, 0.0), (1.0, 0.0), (0.2, 0.7))
"""Three points of a page that aren't on a line, as parts of its width and height, fix how it lies."""


@dataclass(frozen=True)
class Sheet:
    """A printed sheet: what is on its front and on its back, each as the printer's file has it."""

    front: Sequence[Laid]
    back: Sequence[Laid]


@dataclass(frozen=True)
class Seen:
    """A page as a reader sees it on the opened sheet: the left edge and the top of its trim."""

    page: int
    left: float
    top: float


def make_booklet(count: int, width: float, height: float, bleed: float = 0.0) -> list[Page]:
    return [make_face(f"{index} page", width, height, bleed) for index in range(count)]


def feed_printer(sides: Sequence[Side], duplex: Duplex) -> list[tuple[Side, Side]]:
    """Fronts and backs of the sheets that come out; a one-sided printer is fed the whole pile again, turned over."""
    if duplex is Duplex.NONE:
        half = len(sides) // 2
        return list(zip(sides[:half], sides[half:], strict=True))
    return list(zip(sides[::2], sides[1::2], strict=True))


def read_sheets(pages: Sequence[Page], duplex: Duplex) -> list[Sheet]:
    return [Sheet(read_faces(front), read_faces(back)) for front, back in feed_printer(pages, duplex)]


def count_signatures(pages: Sequence[Page], duplex: Duplex) -> list[int]:
    """The sheets of each signature, as the marks on the fold tell a coach who has the pile: ``1/3`` starts one."""
    marks = [[word for word in list_words(front.items) if "/" in word] for front, _ in feed_printer(pages, duplex)]
    starts = [index for index, words in enumerate(marks) if words] or [0]
    numbers = [word for words in marks for word in words]
    assert numbers in ([], [f"{number}/{len(starts)}" for number in range(1, len(starts) + 1)])
    return [end - start for start, end in zip(starts, [*starts[1:], len(marks)], strict=True)]


def turn_back(sheet_width: float, sheet_height: float, duplex: Duplex) -> Callable[[Point], Point]:
    """Where a point of the back, as the file has it, is seen by a reader who turns the leaf about the fold.

    The printer turned the sheet about its short edge, which stands upright on a landscape sheet, or its long edge.
    """

    def carry(point: Point) -> Point:
        x, y = point
        on_front = (x, sheet_height - y) if duplex is Duplex.LONG else (sheet_width - x, y)
        return sheet_width - on_front[0], on_front[1]

    return carry


def fold_sheets(
    sheets: Sequence[Sheet],
    sizes: Sequence[int],
    sheet_size: tuple[float, float],
    page_size: tuple[float, float],
    duplex: Duplex,
) -> list[Seen | None]:
    """The booklet read from cover to cover; None is a blank page. Every page must stand upright."""
    turn = turn_back(*sheet_size, duplex)
    pile = [
        (
            _look_at(sheet.front, lambda point: point, sheet_size, page_size),
            _look_at(sheet.back, turn, sheet_size, page_size),
        )
        for sheet in sheets
    ]
    read: list[Seen | None] = []
    start = 0
    for size in sizes:
        signature = pile[start : start + size]
        for outside, inside in signature:
            read += [outside[1], inside[0]]
        for outside, inside in reversed(signature):
            read += [inside[1], outside[0]]
        start += size
    assert start == len(pile)
    return read


def _look_at(
    laid: Sequence[Laid],
    carry: Callable[[Point], Point],
    sheet_size: tuple[float, float],
    page_size: tuple[float, float],
) -> list[Seen | None]:
    """What is in the left and the right half of one side."""
    halves: list[Seen | None] = [None, None]
    for face in laid:
        seen = [carry(face.carry(u * page_size[0], v * page_size[1])) for u, v in UPRIGHT]
        left, top = seen[0]
        upright = [(left + u * page_size[0], top + v * page_size[1]) for u, v in UPRIGHT]
        differences = [max(abs(x - u), abs(y - v)) for (x, y), (u, v) in zip(seen, upright, strict=True)]
        assert max(differences) < 1e-6, f"page {face.index} doesn't stand upright"
        half = int(left + page_size[0] / 2 > sheet_size[0] / 2)
        assert halves[half] is None
        halves[half] = Seen(face.index, left, top)
    return halves


def list_pages(read: Sequence[Seen | None]) -> list[int | None]:
    return [seen.page if seen else None for seen in read]
