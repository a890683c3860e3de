"""Entries with their pages, as contents and indexes have them: a name, a line of dots, a number."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from drillcards.layout.book.lettering import place_letters
from drillcards.layout.book.story import SetPage, Tools
from drillcards.layout.book.words import find_book_word
from drillcards.layout.drawing import place_baseline
from drillcards.layout.pieces import Step, StepPath
from drillcards.layout.runs import draw_words
from drillcards.layout.structure import ARTIFACT, Placed
from drillcards.layout.subject import INK, MUTED
from drillcards.layout.text import Words, WrappedLine, wrap_words
from drillcards.layout.typesetter import fit_words
from drillcards.model.page import Box, Color, Line, LinkArea, Move, Shape, Tag, rect_path

INDENT: Final = 1.1
"""For each level of depth, in em."""
CODE_ROOM: Final = 2.3
"""For a card's number before a drill's name, in em; a longer one pushes the name on."""
GAP: Final = 1.6
"""At least this much stays between a name and its page, in em."""
HANG: Final = 1.0
"""A name's second line begins so much further right, in em."""
DOT: Final = (0.7, 2.6)
DOT_WIDTH: Final = 0.7
HEAD_SCALES: Final = (1.3, 1.05)
HEAD_AIR: Final = (1.0, 0.45)
"""Above heads of the first and the second level, in em."""


class Entry(NamedTuple):
    """A name, the pages it stands on as printed, and the anchor there. ``code`` is the number on the drill's card."""

    text: str
    folio: str = ""
    anchor: str = ""
    code: str = ""
    strong: bool = False
    depth: int = 0


class Head(NamedTuple):
    """A head between entries, of level 1 or 2, perhaps with a chapter's letter and colour. ``note`` follows it quietly.

    ``anchor`` names its place or, with a ``folio``, the place that it leads to.
    """

    text: str
    level: int
    note: str = ""
    anchor: str = ""
    folio: str = ""
    letter: str = ""
    color: Color | None = None


Row = Entry | Head


@dataclass(frozen=True, slots=True)
class Listing:
    """How rows hang in the structure: the path of a head and that of an entry, by the row's number and its head's."""

    path_head: Callable[[int, Head], StepPath]
    path_entry: Callable[[int, int], StepPath]


def path_index(key: str) -> Listing:
    """An index: under each head an Index with a list of links."""
    section = Step(Tag.SECTION, key)
    headings = {1: Tag.HEADING_2, 2: Tag.HEADING_3}

    def path_entry(number: int, head: int) -> StepPath:
        index, listed = Step(Tag.INDEX, f"index-{head}"), Step(Tag.LIST, "list")
        return (section, index, listed, Step(Tag.LIST_ITEM, str(number)), Step(Tag.LIST_BODY, "body"))

    return Listing(lambda number, head: (section, Step(headings[head.level], str(number))), path_entry)


def path_contents(key: str) -> Listing:
    """A table of contents: heads and entries alike are items that refer to pages."""
    section, contents = Step(Tag.SECTION, key), Step(Tag.CONTENTS, "contents")

    def path_item(number: int) -> StepPath:
        return (section, contents, Step(Tag.CONTENTS_ITEM, str(number)), Step(Tag.REFERENCE, "reference"))

    return Listing(lambda number, _: path_item(number), lambda number, _: path_item(number))


@dataclass(slots=True)
class _Sheet:
    """The page that is being filled, from column to column."""

    placed: list[Placed] = field(default_factory=list)
    tops: list[tuple[str, float]] = field(default_factory=list)


def set_entries(
    rows: Sequence[Row], tools: Tools, listing: Listing, *, title: SetPage | None = None, top: float, columns: int
) -> Iterator[SetPage]:
    """The rows in columns over as many pages as they need; the first page's begin at ``top``, below its title.

    A head stays with the entry after it, and is repeated, with the word for "continued", where a column begins among
    its entries.
    """
    setter = _EntrySetter(tools, listing, columns)
    page = _Sheet([*title.placed] if title else [], [*title.tops] if title else [])
    box, column = _cut_top(tools.frame.block, top), 0
    boxes = setter.divide(box)
    y = boxes[0].y
    for number, row in enumerate(rows):
        needed = setter.measure(row) + (setter.measure_followers(rows, number) if isinstance(row, Head) else 0.0)
        at_top = y == boxes[column].y
        if not at_top and y + setter.lead(row) + needed > boxes[column].bottom + 0.01:
            column += 1
            if column == columns:
                yield SetPage(page.placed, tuple(page.tops))
                page, column = _Sheet(), 0
                boxes = setter.divide(tools.frame.block)
            y = boxes[column].y
            at_top = True
            if isinstance(row, Entry):
                y = setter.repeat_head(boxes[column], y, page)
        y += 0.0 if at_top else setter.lead(row)
        y = setter.draw(row, number, boxes[column], y, page)
    yield SetPage(page.placed, tuple(page.tops))


def _cut_top(block: Box, top: float) -> Box:
    return Box(block.x, top, block.w, block.bottom - top)


class _EntrySetter:
    """Measures and draws rows in columns of one width."""

    def __init__(self, tools: Tools, listing: Listing, columns: int) -> None:
        frame = tools.frame
        self._tools = tools
        self._listing = listing
        self._columns = columns
        self._gutter = frame.gutter if columns > 1 else 0.0
        self._width = (frame.block.w - self._gutter * (columns - 1)) / columns
        self._size = frame.entry.sizes[0]
        self._leading = self._size * frame.entry.leading[0]
        self._heads: dict[int, Head] = {}
        self._last_head = -1

    def divide(self, box: Box) -> tuple[Box, ...]:
        """The columns of a box."""
        step = self._width + self._gutter
        return tuple(Box(box.x + i * step, box.y, self._width, box.h) for i in range(self._columns))

    def lead(self, row: Row) -> float:
        """The air above a row that doesn't begin its column."""
        return HEAD_AIR[row.level - 1] * self._size if isinstance(row, Head) else 0.0

    def measure(self, row: Row) -> float:
        """A row's height without the air above it."""
        if isinstance(row, Head):
            lines = len(self._wrap_head(row))
            return lines * self._leading * HEAD_SCALES[row.level - 1] + 0.15 * self._size
        return len(self._wrap_entry(row)[2]) * self._leading

    def measure_followers(self, rows: Sequence[Row], number: int) -> float:
        """What a head must not be parted from: further heads, and the first entry."""
        height = 0.0
        for row in rows[number + 1 :]:
            height += self.measure(row) + self.lead(row)
            if isinstance(row, Entry):
                break
        return height

    def repeat_head(self, box: Box, y: float, page: _Sheet) -> float:
        """Say again under which head the entries stand that a column begins with; the y below."""
        for level in (1, 2):
            head = self._heads.get(level)
            if head:
                again = head._replace(
                    text=f"{head.text} ({find_book_word('continued', self._tools.lang)})", note="", anchor="", folio=""
                )
                y = self._draw_head(again, ARTIFACT, box, y, page)
        return y

    def draw(self, row: Row, number: int, box: Box, y: float, page: _Sheet) -> float:
        """Draw a row from ``y`` down; the y below it."""
        if isinstance(row, Entry):
            return self._draw_entry(row, self._listing.path_entry(number, self._last_head), box, y, page)
        self._heads = {level: head for level, head in self._heads.items() if level < row.level} | {row.level: row}
        self._last_head = number
        if row.anchor and not row.folio:
            page.tops.append((row.anchor, y))
        return self._draw_head(row, self._listing.path_head(number, row), box, y, page)

    def _draw_head(self, head: Head, path: StepPath, box: Box, y: float, page: _Sheet) -> float:
        size, leading = self._size * HEAD_SCALES[head.level - 1], self._leading * HEAD_SCALES[head.level - 1]
        left = box.x
        if head.color:
            page.placed += self._draw_letter(head, head.color, Box(left, y, leading, leading))
            left += leading + 0.5 * size
        lines = self._wrap_head(head)
        words = self._tools.typesetter.set_text(head.text, "head")
        linked = _link_path(path, head.anchor if head.folio else "")
        baseline = place_baseline(y, leading, size)
        for index, (start, end, _) in enumerate(lines):
            page.placed += draw_words(words, start, end, left, baseline, size, INK, linked)
            if index < len(lines) - 1:
                baseline += leading
        right = left + lines[-1].width * size
        if head.note:
            note = self._tools.typesetter.set_text(head.note)
            x = right + 0.6 * size
            page.placed += draw_words(note, 0, len(note.ends), x, baseline, self._size, MUTED, path)
        if head.folio:
            self._draw_folio(head.folio, "head", baseline, right, box, linked, page)
            area = Box(box.x, y, box.w, len(lines) * leading)
            page.placed.append(Placed(linked, LinkArea(area, f"#{head.anchor}", f"{head.text}, {head.folio}")))
        return y + len(lines) * leading + 0.15 * self._size

    def _draw_letter(self, head: Head, color: Color, box: Box) -> Iterator[Placed]:
        """A chapter's letter in its colour, as its pages have it at their edge."""
        yield Placed(ARTIFACT, Shape(rect_path(box), fill=color))
        words = self._tools.typesetter.set_text(head.letter, "head")
        size = min(0.72 * box.h, 0.9 * box.w / max(words.width, 0.1))
        baseline = box.y + box.h / 2 + 0.35 * size
        yield from place_letters(words, size, box.x, box.right, baseline, INK, ARTIFACT, "center")

    def _draw_entry(self, entry: Entry, path: StepPath, box: Box, y: float, page: _Sheet) -> float:
        indent, words, lines = self._wrap_entry(entry)
        linked = _link_path(path, entry.anchor)
        size, left = self._size, box.x + indent * self._size
        baseline = place_baseline(y, self._leading, size)
        if entry.code:
            code = self._tools.typesetter.set_text(entry.code, "head-medium")
            at = left - max(CODE_ROOM, code.width + 0.4) * size
            page.placed += draw_words(code, 0, len(code.ends), at, baseline, size, MUTED, linked)
        for index, (start, end, _) in enumerate(lines):
            x = left + (HANG * size if index else 0.0)
            page.placed += draw_words(words, start, end, x, baseline, size, INK, linked)
            if index < len(lines) - 1:
                baseline += self._leading
        right = left + (lines[-1].width + (HANG if len(lines) > 1 else 0.0)) * size
        if entry.folio:
            self._draw_folio(entry.folio, "bold" if entry.strong else "body", baseline, right, box, linked, page)
        if entry.anchor:
            label = f"{entry.text}, {entry.folio}" if entry.folio else entry.text
            area = Box(box.x, y, box.w, len(lines) * self._leading)
            page.placed.append(Placed(linked, LinkArea(area, f"#{entry.anchor}", label)))
        return y + len(lines) * self._leading

    def _draw_folio(
        self, folio: str, style: str, baseline: float, after: float, box: Box, path: StepPath, page: _Sheet
    ) -> None:
        """The pages at the right edge, and dots that lead the eye there."""
        size = self._size
        words = self._tools.typesetter.set_text(folio, style)
        page.placed += place_letters(words, size, box.x, box.right, baseline, INK, path, "right")
        start, end = after + 0.5 * size, box.right - (words.width + 0.5) * size
        if end - start > size:
            # Dots of neighbouring lines stand below each other when all begin at multiples of their distance.
            step = sum(DOT)
            start = box.right - int((box.right - start) / step) * step
            dots = Shape(
                (Move(start, baseline - DOT_WIDTH), Line(end, baseline - DOT_WIDTH)), None, MUTED, DOT_WIDTH, DOT
            )
            page.placed.append(Placed(ARTIFACT, dots))

    def _wrap_head(self, head: Head) -> tuple[WrappedLine, ...]:
        size = self._size * HEAD_SCALES[head.level - 1]
        note = self._tools.typesetter.set_text(head.note).width * self._size + size if head.note else 0.0
        folio = self._measure_folio(head.folio, "head")
        letter = self._leading * HEAD_SCALES[head.level - 1] + 0.5 * size if head.color else 0.0
        room = (self._width - note - folio - letter) / size
        return wrap_words(self._fit(head.text, "head", room), room)

    def _wrap_entry(self, entry: Entry) -> tuple[float, Words, tuple[WrappedLine, ...]]:
        """The indent in em, the words that the lines count, and the lines; all measured as if each hung."""
        typesetter = self._tools.typesetter
        indent = entry.depth * INDENT
        if entry.code:
            indent += max(CODE_ROOM, typesetter.set_text(entry.code, "head-medium").width + 0.4)
        style = "bold" if entry.strong else "body"
        room = self._width / self._size - indent - self._measure_folio(entry.folio, style) / self._size
        words = typesetter.set_text(entry.text, style)
        if words.width <= room:
            return indent, words, wrap_words(words, room)
        words = self._fit(entry.text, style, room - HANG)
        return indent, words, wrap_words(words, room - HANG)

    def _fit(self, text: str, style: str, room: float) -> Words:
        return fit_words(self._tools.typesetter.set_text(text, style), room, self._tools.typesetter)

    def _measure_folio(self, folio: str, style: str) -> float:
        return (self._tools.typesetter.set_text(folio, style).width + GAP) * self._size if folio else 0.0


def _link_path(path: StepPath, anchor: str) -> StepPath:
    return (*path, Step(Tag.LINK, "link")) if anchor else path
