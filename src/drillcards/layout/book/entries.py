"""Entries with their pages, as contents and indexes have them: a name, a line of dots, a number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from drillcards.layout.book.lettering import place_letters
from drillcards.layout.book.rows import Entry, Head, Listing, Row
from drillcards.layout.book.story import SetPage, Tools
from drillcards.layout.book.words import find_book_word
from drillcards.layout.contrast import INK, choose_ink
from drillcards.layout.drawing import place_baseline
from drillcards.layout.pieces import Step, StepPath
from drillcards.layout.runs import draw_words
from drillcards.layout.structure import ARTIFACT, Placed
from drillcards.layout.subject import MUTED
from drillcards.layout.text import Words, WrappedLine, spare_end, wrap_words
from drillcards.layout.typesetter import fit_words
from drillcards.model.page import Box, Color, Line, LinkArea, Move, Shape, Tag, rect_path

INDENT: Final = 1.1
"""For each level of depth, in em."""
CODE_ROOM: Final = 2.1
"""For a card's number before a drill's name, in em; a longer one pushes the name on."""
GAP: Final = 1.2
"""At least this much stays between a name and its page, in em."""
HANG: Final = 1.0
"""A name's second line begins so much further right, in em."""
DOT: Final = (0.7, 2.6)
DOT_WIDTH: Final = 0.7
HEAD_SCALES: Final = (1.3, 1.05)
HEAD_AIR: Final = (1.0, 0.45)
"""Above heads of the first and the second level, in em."""
FEW_LINES: Final = 8
"""Up to so many stay below each other, where more are divided among a page's columns."""


@dataclass(slots=True)
class _Column:
    """Rows that stand below each other, by their number; heads that are said again come first, without one."""

    again: tuple[Head, ...] = ()
    numbers: list[int] = field(default_factory=list)


def set_entries(
    rows: Sequence[Row], tools: Tools, listing: Listing, *, title: SetPage | None = None, top: float, columns: int
) -> Iterator[SetPage]:
    """The rows in columns over as many pages as they need; the first page's begin at ``top``, below its title.

    A head stays with the entry after it, unless its note says that there is none. Heads are repeated, with the word
    for "continued", where a column begins below them. The last page's columns are about even, but a few rows stay in
    one column.
    """
    setter = _EntrySetter(tools, listing, columns)
    block = tools.frame.block
    heights = [setter.measure(row) for row in rows]
    start, box, page = 0, Box(block.x, top, block.w, block.bottom - top), title or SetPage([], ())
    while start < len(rows) or title is page:
        filled = _fill_page(rows, heights, start, box.h, setter)
        end = max((column.numbers[-1] + 1 for column in filled), default=start)
        if end == len(rows) and sum(heights[start:]) > FEW_LINES * setter.leading:
            filled = _even_out(rows, heights, start, box.h, setter)
        placed, tops = [*page.placed], [*page.tops]
        for column, place in zip(filled, setter.divide(box), strict=False):
            setter.draw_column(column, rows, place, placed, tops)
        yield SetPage(placed, tuple(tops))
        start, box, page = end, block, SetPage([], ())


def _even_out(
    rows: Sequence[Row], heights: Sequence[float], start: int, most: float, setter: "_EntrySetter"
) -> list[_Column]:
    """The rest of the rows in columns no higher than they must be."""
    low, high = 0.0, most
    while high - low > setter.leading / 2:
        middle = (low + high) / 2
        filled = _fill_page(rows, heights, start, middle, setter)
        fits = filled and filled[-1].numbers[-1] + 1 == len(rows)
        low, high = (low, middle) if fits else (middle, high)
    return _fill_page(rows, heights, start, high, setter)


def _fill_page(
    rows: Sequence[Row], heights: Sequence[float], start: int, height: float, setter: "_EntrySetter"
) -> list[_Column]:
    """Columns of this height, as many as a page has, from the row ``start`` on."""
    filled: list[_Column] = []
    heads = _find_heads(rows, start)
    for _ in range(setter.columns):
        if start == len(rows):
            break
        column = _Column(_find_above(rows[start], heads))
        used = sum(setter.measure(head) for head in map(setter.say_again, column.again))
        for number in range(start, len(rows)):
            row = rows[number]
            needed = heights[number] + (setter.lead(row) if column.numbers else 0.0)
            whole = used + needed + _measure_followers(rows, heights, number, setter)
            if column.numbers and _ends_heads(rows[number - 1]) and whole > height + 0.01:
                break
            used += needed
            column.numbers.append(number)
            if isinstance(row, Head):
                heads = {level: head for level, head in heads.items() if level < row.level} | {row.level: row}
        start = column.numbers[-1] + 1
        filled.append(column)
    return filled


def _find_heads(rows: Sequence[Row], end: int) -> dict[int, Head]:
    """The heads by level that the row ``end`` stands under."""
    heads: dict[int, Head] = {}
    for row in reversed(rows[:end]):
        if isinstance(row, Head) and all(row.level < level for level in heads):
            heads[row.level] = row
            if row.level == 1:
                break
    return dict(sorted(heads.items()))


def _find_above(row: Row, heads: Mapping[int, Head]) -> tuple[Head, ...]:
    """Of these heads those that the row stands under."""
    return tuple(head for level, head in heads.items() if isinstance(row, Entry) or level < row.level)


def _measure_followers(rows: Sequence[Row], heights: Sequence[float], number: int, setter: "_EntrySetter") -> float:
    """The height of what a head must not be parted from: further heads, and the first row that ends them."""
    height = 0.0
    while not _ends_heads(rows[number]) and number < len(rows) - 1:
        number += 1
        height += heights[number] + setter.lead(rows[number])
    return height


def _ends_heads(row: Row) -> bool:
    """Whether the row may be a column's last: an entry may, and a head below which nothing follows."""
    return isinstance(row, Entry) or row.alone


class _EntrySetter:
    """Measures and draws rows in columns of one width."""

    def __init__(self, tools: Tools, listing: Listing, columns: int) -> None:
        frame = tools.frame
        self._tools = tools
        self._listing = listing
        self.columns = columns
        self._gutter = frame.gutter if columns > 1 else 0.0
        self._width = (frame.block.w - self._gutter * (columns - 1)) / columns
        self._size = frame.entry.sizes[0]
        self.leading = self._size * frame.entry.leading[0]
        self._last_head = -1

    def divide(self, box: Box) -> tuple[Box, ...]:
        """The columns of a box."""
        step = self._width + self._gutter
        return tuple(Box(box.x + i * step, box.y, self._width, box.h) for i in range(self.columns))

    def lead(self, row: Row) -> float:
        """The air above a row that doesn't begin its column."""
        return HEAD_AIR[row.level - 1] * self._size if isinstance(row, Head) else 0.0

    def measure(self, row: Row) -> float:
        """A row's height without the air above it."""
        if isinstance(row, Head):
            lines = len(self._wrap_head(row)[1])
            return lines * self.leading * HEAD_SCALES[row.level - 1] + 0.15 * self._size
        return len(self._wrap_entry(row)[2]) * self.leading

    def say_again(self, head: Head) -> Head:
        """The head as it is repeated."""
        text = f"{head.text} ({find_book_word('continued', self._tools.lang)})"
        return head._replace(text=text, note="", anchor="", folio="")

    def draw_column(
        self, column: _Column, rows: Sequence[Row], box: Box, placed: list[Placed], tops: list[tuple[str, float]]
    ) -> None:
        """Draw a column's rows from the top of the box down."""
        y = box.y
        for head in map(self.say_again, column.again):
            y = self._draw_head(head, ARTIFACT, box, y, placed)
        for index, number in enumerate(column.numbers):
            row = rows[number]
            y += self.lead(row) if index else 0.0
            if isinstance(row, Entry):
                y = self._draw_entry(row, self._listing.path_entry(number, self._last_head), box, y, placed)
                continue
            self._last_head = number
            if row.anchor and not row.folio:
                tops.append((row.anchor, y))
            y = self._draw_head(row, self._listing.path_head(number, row), box, y, placed)

    def _draw_head(self, head: Head, path: StepPath, box: Box, y: float, placed: list[Placed]) -> float:
        size, leading = self._size * HEAD_SCALES[head.level - 1], self.leading * HEAD_SCALES[head.level - 1]
        left = box.x
        if head.color:
            placed += self._draw_letter(head, head.color, Box(left, y, leading, leading))
            left += leading + 0.5 * size
        words, lines = self._wrap_head(head)
        linked = _link_path(path, head.anchor if head.folio else "")
        baseline = place_baseline(y, leading, size)
        for index, (start, end, _) in enumerate(lines):
            placed += draw_words(words, start, end, left, baseline, size, INK, linked)
            if index < len(lines) - 1:
                baseline += leading
        right = left + lines[-1].width * size
        if head.note:
            note = self._tools.typesetter.set_text(head.note)
            x = right + 0.6 * size
            placed += draw_words(note, 0, len(note.ends), x, baseline, self._size, MUTED, path)
        if head.folio:
            self._draw_folio(head.folio, "head", baseline, right, box, linked, placed)
            area = Box(box.x, y, box.w, len(lines) * leading)
            placed.append(Placed(linked, LinkArea(area, f"#{head.anchor}", f"{head.text}, {head.folio}")))
        return y + len(lines) * leading + 0.15 * self._size

    def _draw_letter(self, head: Head, color: Color, box: Box) -> Iterator[Placed]:
        """A chapter's letter in its colour, as its pages have it at their edge."""
        yield Placed(ARTIFACT, Shape(rect_path(box), fill=color))
        words = self._tools.typesetter.set_text(head.letter, "head")
        size = min(0.72 * box.h, 0.9 * box.w / max(words.width, 0.1))
        baseline = box.y + box.h / 2 + 0.35 * size
        yield from place_letters(words, size, box.x, box.right, baseline, choose_ink(color), ARTIFACT, "center")

    def _draw_entry(self, entry: Entry, path: StepPath, box: Box, y: float, placed: list[Placed]) -> float:
        indent, words, lines = self._wrap_entry(entry)
        linked = _link_path(path, entry.anchor)
        size, left = self._size, box.x + indent * self._size
        baseline = place_baseline(y, self.leading, size)
        if entry.code:
            code = self._tools.typesetter.set_text(entry.code, "head-medium")
            at = left - max(CODE_ROOM, code.width + 0.4) * size
            placed += draw_words(code, 0, len(code.ends), at, baseline, size, MUTED, linked)
        for index, (start, end, _) in enumerate(lines):
            x = left + (HANG * size if index else 0.0)
            placed += draw_words(words, start, end, x, baseline, size, INK, linked)
            if index < len(lines) - 1:
                baseline += self.leading
        right = left + (lines[-1].width + (HANG if len(lines) > 1 else 0.0)) * size
        if entry.folio:
            self._draw_folio(entry.folio, "bold" if entry.strong else "body", baseline, right, box, linked, placed)
        if entry.anchor:
            label = f"{entry.text}, {entry.folio}" if entry.folio else entry.text
            area = Box(box.x, y, box.w, len(lines) * self.leading)
            placed.append(Placed(linked, LinkArea(area, f"#{entry.anchor}", label)))
        return y + len(lines) * self.leading

    def _draw_folio(
        self, folio: str, style: str, baseline: float, after: float, box: Box, path: StepPath, placed: list[Placed]
    ) -> None:
        """The pages at the right edge, and dots that lead the eye there."""
        size = self._size
        words = self._tools.typesetter.set_text(folio, style)
        placed += place_letters(words, size, box.x, box.right, baseline, INK, path, "right")
        start, end = after + 0.5 * size, box.right - (words.width + 0.5) * size
        if end - start > size:
            # Dots of neighbouring lines stand below each other when all begin at multiples of their distance.
            step = sum(DOT)
            start = box.right - int((box.right - start) / step) * step
            dots = Shape(
                (Move(start, baseline - DOT_WIDTH), Line(end, baseline - DOT_WIDTH)), None, MUTED, DOT_WIDTH, DOT
            )
            placed.append(Placed(ARTIFACT, dots))

    def _wrap_head(self, head: Head) -> tuple[Words, tuple[WrappedLine, ...]]:
        """The words that the lines count, and the lines."""
        size = self._size * HEAD_SCALES[head.level - 1]
        note = self._tools.typesetter.set_text(head.note).width * self._size + size if head.note else 0.0
        folio = self._measure_folio(head.folio, "head")
        letter = self.leading * HEAD_SCALES[head.level - 1] + 0.5 * size if head.color else 0.0
        room = (self._width - note - folio - letter) / size
        words = self._fit(head.text, "head", room)
        return words, wrap_words(words, room)

    def _wrap_entry(self, entry: Entry) -> tuple[float, Words, tuple[WrappedLine, ...]]:
        """The indent in em, the words that the lines count, and the lines; all measured as if each hung."""
        typesetter = self._tools.typesetter
        indent = entry.depth * INDENT
        if entry.code:
            indent += max(CODE_ROOM, typesetter.set_text(entry.code, "head-medium").width + 0.4)
        style = "bold" if entry.strong else "body"
        full = self._width / self._size - indent
        room = full - self._measure_folio(entry.folio, style) / self._size
        words = typesetter.set_text(entry.text, style)
        if words.width <= room:
            return indent, words, wrap_words(words, room)
        words = self._fit(entry.text, style, room - HANG)
        return indent, words, spare_end(words, wrap_words(words, full - HANG), room - HANG)

    def _fit(self, text: str, style: str, room: float) -> Words:
        return fit_words(self._tools.typesetter.set_text(text, style), room, self._tools.typesetter)

    def _measure_folio(self, folio: str, style: str) -> float:
        return (self._tools.typesetter.set_text(folio, style).width + GAP) * self._size if folio else 0.0


def _link_path(path: StepPath, anchor: str) -> StepPath:
    return (*path, Step(Tag.LINK, "link")) if anchor else path
