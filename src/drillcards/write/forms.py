"""Long paths kept as form XObjects: a figure that stands on every card is in the file once.

A form takes its colours and line from where it is used (ISO 32000-1, 8.10.1), so one serves all colours.
"""

import zlib
from typing import Final

from drillcards.model.page import Close, Path
from drillcards.write.container import format_stream
from drillcards.write.paths import format_number, get_kinds, spell_path

SHORTEST: Final = 100
"""Segments from which a form is worth its object. The body in the muscle figure is; a muscle, of which a drill has ten,
isn't: validators refuse files in which ten thousand forms are drawn, and a thousand drills must pass."""
MARGIN: Final = 36.0
"""Room for the stroke around the points: a form hides what lies outside its box."""

MOST_KEPT: Final = 1000
"""Paths that a store remembers before it begins anew, as a QR code comes once and never again."""

Form = bytes
"""A whole object; equal forms are one in the file."""


class FormStore:
    """The long paths met so far. One that is the same object is found without a look at its hundreds of numbers."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], tuple[Path, Form]] = {}
        self._forms: dict[tuple[Path, tuple[type, ...], str], Form] = {}

    def get_form(self, path: Path, paint: str) -> Form:
        """The form of a path that is painted with this operator."""
        known = self._known.get((id(path), paint))
        if known is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
                self._forms.clear()
            key = (path, get_kinds(path), paint)
            form = self._forms.get(key) or _make_form(path, paint)
            self._forms[key] = form
            known = self._known[id(path), paint] = (path, form)  # which keeps the path alive, and so its id its own
        return known[1]


def _make_form(path: Path, paint: str) -> Form:
    numbers = [segment for segment in path if not isinstance(segment, Close)]
    xs = [x for segment in numbers for x in segment[::2]]
    ys = [-y for segment in numbers for y in segment[1::2]]
    corners = (min(xs) - MARGIN, min(ys) - MARGIN, max(xs) + MARGIN, max(ys) + MARGIN)
    box = " ".join(map(format_number, corners))
    head = f"<</Type/XObject/Subtype/Form/BBox[{box}]/Resources<<>>/Filter/FlateDecode"
    return format_stream(head.encode("ascii"), zlib.compress(f"{spell_path(path, 0, 0)} {paint}".encode("ascii")))
