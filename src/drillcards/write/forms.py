"""Long paths kept as form XObjects: a figure that stands on every card is in the file once.

A form takes its colours and line from where it is used (ISO 32000-1, 8.10.1), so one serves all colours.
"""

from typing import Final

from drillcards.model.page import Close, Path
from drillcards.write.container import PdfFile
from drillcards.write.paths import format_number, format_path, get_kinds
from drillcards.write.reportlab_fixes import Stream

SHORTEST: Final = 11
"""Segments from which a form is worth its object: one more than a rounded box has."""
MARGIN: Final = 36.0
"""Room for the stroke around the points: a form hides what lies outside its box."""


class FormStore:
    """The long paths of one file."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._forms: dict[tuple[Path, tuple[type, ...], str], tuple[str, int]] = {}

    def use(self, path: Path, paint: str) -> tuple[str, int]:
        """The resource name and object number of a path that is painted with this operator."""
        key = (path, get_kinds(path), paint)
        known = self._forms.get(key)
        if known is None:
            stream = Stream(f"{format_path(path, 0, 0)} {paint}".encode("ascii"), _describe(path))
            known = self._forms[key] = (f"Fm{len(self._forms) + 1}", self._file.add_object(stream))
        return known


def _describe(path: Path) -> dict[str, object]:
    numbers = [segment for segment in path if not isinstance(segment, Close)]
    xs = [x for segment in numbers for x in segment[::2]]
    ys = [-y for segment in numbers for y in segment[1::2]]
    corners = (min(xs) - MARGIN, min(ys) - MARGIN, max(xs) + MARGIN, max(ys) + MARGIN)
    return {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": f"[{' '.join(map(format_number, corners))}]",
        "Resources": "<<>>",
    }
