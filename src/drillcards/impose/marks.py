"""What is printed around the cards: crop marks, a ruler, and how to print and turn the sheet.

All of it stays inside the printable margin and outside every card's bleed. Each side of the sheet has room between
the two: crop marks stand next to the cards, and beyond them, along the sheet's edges, run tracks for the words and
the ruler. Where that is too much for the room, a track runs between two marks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from drillcards.model.page import BLACK, Box, Group, Item, Line, Move, Segment, Shape, Tag, Text
from drillcards.model.units import mm_to_pt

MARK_WIDTH: Final = 0.25
"""Points: thin enough to cut on."""
MARK_LENGTH: Final = mm_to_pt(5)
_MARK_ENOUGH: Final = mm_to_pt(3)
"""Marks aren't made shorter than this to gain a track."""
_MARK_LEAST: Final = mm_to_pt(1)
"""Where less than this is left, a mark would be taken for a speck."""
_CLEARANCE: Final = mm_to_pt(1)
"""Distance of a mark from the trim, where there is room for it, so that a cut beside the line leaves no ink behind."""
_TRACK: Final = mm_to_pt(4)
_TRACK_GAP: Final = mm_to_pt(1)
_WORDS_SIZE: Final = 6.5
_FIGURES_SIZE: Final = 5.0
_RULER_LENGTH: Final = 4 * 72.0
"""Four inches, 101.6 mm: as long as a hand-held ruler can check well, and room for a scale of 100 mm."""
_LABEL_GAP: Final = 2.0


@dataclass(frozen=True, slots=True)
class MarkFont:
    """The font for the words: ``name`` as in ``FontFile.name``, ``advance`` one ASCII character's width in em."""

    name: str
    advance: Callable[[str], float]

    def measure(self, text: str, size: float) -> float:
        """The width in points, without kerning."""
        return size * sum(map(self.advance, text))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The marks of one side, and a note for each thing that had no room."""

    items: tuple[Item, ...]
    notes: tuple[str, ...]


class _Cuts(NamedTuple):
    """Where cuts run that isn't the sheet's edge: from left to right, and from the top down."""

    across: tuple[float, ...]
    down: tuple[float, ...]


class Span(NamedTuple):
    """From where to where crop marks run, as distances outwards from the bleeds."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class _Edge:
    """Room between the cards' bleeds and the printable margin on one side of the sheet."""

    mark: Span | None
    has_track: bool
    is_shared: bool = False
    """Marks reach into the track."""


@dataclass(frozen=True, slots=True)
class _Track:
    """A strip along one edge: its group's origin and turns, and how much of its length is free."""

    x: float
    y: float
    turns: int
    length: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something for a track, drawn from its own top left corner."""

    items: tuple[Item, ...]
    width: float
    at_end: bool
    note: str


def surround_cards(
    cells: Sequence[Box], bleed: float, printable: Box, *, advice: str, folio: str, font: MarkFont, crop_marks: bool
) -> Surroundings:
    """The marks around ``cells`` (trims) that print ``bleed`` beyond their edges, within ``printable``; points.

    The words are ``advice``, how to print, and ``folio``, which side of which sheet this is.
    """
    extent = _find_extent(cells, bleed)
    offset = _find_offset(bleed)
    edges = [_divide_room(room, offset, crop_marks=crop_marks) for room in _measure_rooms(extent, printable)]
    pieces = (_draw_words(advice, folio, font), _draw_ruler(font))
    cuts = _find_cuts(cells, printable)
    items, notes = _fill_tracks(pieces, _list_tracks(edges, printable, cuts))
    if crop_marks:
        spans = [edge.mark for edge in edges]
        items = (*_draw_cuts(cuts, extent, spans), *items)
        notes = (*_describe_cuts(spans), *notes)
    return Surroundings((Group(items, tag=Tag.ARTIFACT),) if items else (), notes)


def draw_crop_marks(trim: Box, bleed: float) -> tuple[Group, float]:
    """Crop marks of full length around one trim, and how far they reach beyond it: the slug that they need."""
    extent = _find_extent([trim], bleed)
    offset = _find_offset(bleed)
    span = Span(offset, offset + MARK_LENGTH)
    return Group(_draw_cuts(_find_cuts([trim], extent), extent, [span] * 4), tag=Tag.ARTIFACT), bleed + span.end


def find_mark_span(room: float, bleed: float) -> Span | None:
    """Where a crop mark would run in so much ``room`` between the bleed and what a printer reaches; None: nowhere."""
    return _divide_room(room, _find_offset(bleed), crop_marks=True).mark


def _find_extent(cells: Sequence[Box], bleed: float) -> Box:
    left = min(cell.x for cell in cells) - bleed
    top = min(cell.y for cell in cells) - bleed
    right = max(cell.right for cell in cells) + bleed
    bottom = max(cell.bottom for cell in cells) + bleed
    return Box(left, top, right - left, bottom - top)


def _find_offset(bleed: float) -> float:
    return max(0.0, _CLEARANCE - bleed)


def _measure_rooms(extent: Box, printable: Box) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    return (
        extent.x - printable.x,
        extent.y - printable.y,
        printable.right - extent.right,
        printable.bottom - extent.bottom,
    )


def _divide_room(room: float, offset: float, *, crop_marks: bool) -> _Edge:
    """Marks of full length and a track if there is room, else shorter marks and a track, else what marks can get.

    In the last case they may leave room between them.
    """
    if not crop_marks:
        return _Edge(None, has_track=room >= _TRACK_GAP + _TRACK)
    beside_track = min(offset + MARK_LENGTH, room - _TRACK_GAP - _TRACK)
    if beside_track - offset >= _MARK_ENOUGH:
        return _Edge(Span(offset, beside_track), has_track=True)
    end = min(offset + MARK_LENGTH, room)
    start = offset if end - offset >= _MARK_LEAST else 0.0
    has_track = room >= _TRACK_GAP + _TRACK
    return _Edge(Span(start, end) if end - start >= _MARK_LEAST else None, has_track=has_track, is_shared=has_track)


def _find_cuts(cells: Sequence[Box], printable: Box) -> _Cuts:
    return _Cuts(
        _list_cuts([edge for cell in cells for edge in (cell.x, cell.right)], printable.x, printable.right),
        _list_cuts([edge for cell in cells for edge in (cell.y, cell.bottom)], printable.y, printable.bottom),
    )


def _draw_cuts(cuts: _Cuts, extent: Box, spans: Sequence[Span | None]) -> tuple[Item, ...]:
    """Marks in line with every cut that isn't at the sheet's edge; ``spans`` at the left, top, right and bottom."""
    left, top, right, bottom = spans
    segments: list[Segment] = []
    for x in cuts.across:
        if top:
            segments += [Move(x, extent.y - top.end), Line(x, extent.y - top.start)]
        if bottom:
            segments += [Move(x, extent.bottom + bottom.start), Line(x, extent.bottom + bottom.end)]
    for y in cuts.down:
        if left:
            segments += [Move(extent.x - left.end, y), Line(extent.x - left.start, y)]
        if right:
            segments += [Move(extent.right + right.start, y), Line(extent.right + right.end, y)]
    return (Shape(tuple(segments), stroke=BLACK, line_width=MARK_WIDTH),) if segments else ()


def _list_cuts(edges: Sequence[float], low: float, high: float) -> tuple[float, ...]:
    """The distinct positions from ``low`` to ``high``; cards that share a cut give the same one up to rounding."""
    return tuple({round(edge, 3): edge for edge in sorted(edges) if low <= edge <= high}.values())


def _describe_cuts(spans: Sequence[Span | None]) -> tuple[str, ...]:
    left, top, right, bottom = spans
    upright, level = top or bottom, left or right
    if upright and level:
        return ()
    where = "around them" if not (upright or level) else "above and below them" if level else "beside them"
    return (f"The cards leave no room {where} for marks to cut along: cut along the cards' own edges.",)


def _list_tracks(edges: Sequence[_Edge], printable: Box, cuts: _Cuts) -> tuple[_Track, ...]:
    """Bottom, top, left (read upwards), right (read downwards); the upright ones keep clear of the corners."""
    left, top, right, bottom = edges
    inset = _TRACK + _TRACK_GAP
    level = (printable.x, printable.right)
    upright = (printable.y + inset, printable.bottom - inset)
    return (
        *(_Track(a, printable.bottom - _TRACK, 0, b - a) for a, b in _list_runs(bottom, level, cuts.across)),
        *(_Track(a, printable.y, 0, b - a) for a, b in _list_runs(top, level, cuts.across)),
        *(_Track(printable.x, b, 3, b - a) for a, b in _list_runs(left, upright, cuts.down)),
        *(_Track(printable.right, a, 1, b - a) for a, b in _list_runs(right, upright, cuts.down)),
    )


def _list_runs(edge: _Edge, ends: tuple[float, float], cuts: Sequence[float]) -> list[tuple[float, float]]:
    """From where to where a track may run: all along, or from mark to mark if they reach into it."""
    if not edge.has_track:
        return []
    if not (edge.is_shared and edge.mark):
        return [ends]
    starts = [ends[0], *(cut + _TRACK_GAP for cut in cuts)]
    stops = [*(cut - _TRACK_GAP for cut in cuts), ends[1]]
    return [(start, stop) for start, stop in zip(starts, stops, strict=True) if start < stop]


def _fill_tracks(pieces: Sequence[_Piece], tracks: Sequence[_Track]) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Put each piece into the first track that has room: at its start, or at its end so that it never wanders."""
    free = [track.length for track in tracks]
    items: list[Item] = []
    notes: list[str] = []
    for piece in pieces:
        found = next((i for i, length in enumerate(free) if piece.width <= length), None)
        if found is None:
            notes.append(piece.note)
            continue
        track = tracks[found]
        along = track.length - piece.width if piece.at_end else 0.0
        free[found] -= piece.width + mm_to_pt(5)
        dx, dy = {0: (along, 0.0), 1: (0.0, along), 3: (0.0, -along)}[track.turns]
        items.append(Group(piece.items, x=track.x + dx, y=track.y + dy, turns=track.turns))
    return tuple(items), tuple(notes)


def _draw_words(advice: str, folio: str, font: MarkFont) -> _Piece:
    words = f"{advice}; {folio}"
    width = font.measure(words, _WORDS_SIZE)
    text = Text(0.0, _TRACK - mm_to_pt(1), words, font.name, _WORDS_SIZE, width)
    note = f"There is no room to say so on the sheets: {advice}."
    return _Piece((text,), width, at_end=False, note=note)


def _draw_ruler(font: MarkFont) -> _Piece:
    """A line with millimetres above it and inches below."""
    middle = _TRACK / 2
    segments: list[Segment] = [Move(0.0, middle), Line(_RULER_LENGTH, middle)]
    for mm in range(0, 101, 5):
        x = mm_to_pt(mm)
        segments += [Move(x, middle), Line(x, middle - mm_to_pt(0.9 if mm % 10 else 1.8))]
    for quarter in range(4 * 4 + 1):
        x = quarter * 18.0
        segments += [Move(x, middle), Line(x, middle + mm_to_pt(0.9 if quarter % 4 else 1.8))]
    x = _RULER_LENGTH + _LABEL_GAP
    labels = tuple(
        Text(x, baseline, label, font.name, _FIGURES_SIZE, font.measure(label, _FIGURES_SIZE))
        for label, baseline in (("100 mm", middle - 0.8), ("4 in", middle + 0.8 + 0.67 * _FIGURES_SIZE))
    )
    width = x + max(label.width for label in labels)
    ruler = Shape(tuple(segments), stroke=BLACK, line_width=MARK_WIDTH)
    return _Piece((ruler, *labels), width, at_end=True, note="There is no room for a ruler on the sheet.")
