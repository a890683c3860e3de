"""Ways into and around a document: viewer preferences, page labels, named destinations, the outline and links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import quote

from reportlab.pdfbase import pdfdoc

from drillcards.model.document import Document, OutlineEntry
from drillcards.model.sheet import Duplex
from drillcards.write.container import PdfFile
from drillcards.write.content import PageLink
from drillcards.write.labels import find_label_ranges
from drillcards.write.objects import escape_percent
from drillcards.write.strings import format_name, format_text
from drillcards.write.structure import PRINTABLE, format_box

DUPLEX: Final = {
    Duplex.LONG: "/DuplexFlipLongEdge",
    Duplex.SHORT: "/DuplexFlipShortEdge",
    Duplex.NONE: "/Simplex",
}
ASCII: Final = "".join(map(chr, range(33, 127)))


class Destination(NamedTuple):
    """A place: a page's object number, and a height above the page's lower edge."""

    page: int
    y: float


def write_preferences(file: PdfFile, document: Document) -> None:
    """Ask viewers for the title in the window, true size on paper, and the right edge to turn on."""
    preferences = {"DisplayDocTitle": "true", "PrintScaling": "/None", "Duplex": DUPLEX[document.duplex]}
    file.Catalog.ViewerPreferences = pdfdoc.PDFDictionary(preferences)


def write_labels(file: PdfFile, labels: Sequence[str]) -> None:
    """Add the page labels, one for each page, unless no page has one."""
    entries = []
    for page, prefix, style, first in find_label_ranges(labels):
        start = f"/P{format_text(prefix)}" if prefix else ""
        entries.append(f"{page}<<{start}{f'/S/{style}/St {first}' if style else ''}>>")
    if entries:
        number = file.add_body(f"<</Nums[{' '.join(entries)}]>>")
        file.Catalog.PageLabels = f"{number} 0 R"


def write_destinations(file: PdfFile, destinations: Mapping[str, Destination]) -> None:
    """Add the named destinations: one leaf of a name tree, in the order of their bytes."""
    if not destinations:
        return
    entries = [
        f"{format_name(name)}[{place.page} 0 R/XYZ null {place.y:.2f} null]"
        for name, place in sorted(destinations.items(), key=lambda entry: entry[0].encode("utf-8"))
    ]
    number = file.add_body(f"<</Names[{' '.join(entries)}]>>")
    file.Catalog.Names = pdfdoc.PDFDictionary({"Dests": f"{number} 0 R"})


def write_outline(file: PdfFile, outline: tuple[OutlineEntry, ...], destinations: Mapping[str, Destination]) -> None:
    """Add the bookmarks, all folded but the first level. ValueError: an anchor that is on no page.

    An entry that is more than one level deeper than the one before hangs on that one.
    """
    if not outline:
        return
    first = file.reserve_numbers(len(outline) + 1)
    parents = _find_parents(outline)
    kids: list[list[int]] = [[] for _ in range(len(outline) + 1)]
    bodies: list[str] = []
    for position, (entry, parent) in enumerate(zip(outline, parents, strict=True), 1):
        if entry.anchor not in destinations:
            raise ValueError(f"The outline leads to {entry.anchor!r}, which is on no page")
        kids[parent].append(position)
        text = f"<</Title{format_text(entry.title)}/Dest{format_name(entry.anchor)}/Parent {first + parent} 0 R"
        if len(kids[parent]) > 1:
            before = kids[parent][-2]
            text += f"/Prev {first + before} 0 R"
            bodies[before - 1] += f"/Next {first + position} 0 R"
        bodies.append(text)
    file.pack_body(first, f"<</Type/Outlines{_format_kids(first, kids[0], '')}>>")
    for position, text in enumerate(bodies, 1):
        file.pack_body(first + position, f"{text}{_format_kids(first, kids[position], '-')}>>")
    file.Catalog.Outlines = f"{first} 0 R"
    file.Catalog.PageMode = "/UseOutlines"


def _find_parents(outline: tuple[OutlineEntry, ...]) -> list[int]:
    """For each entry the position (from 1) of the entry that it hangs on, or 0."""
    path: list[tuple[int, int]] = []  # (level, position) from the first level down to the entry before
    parents = []
    for position, entry in enumerate(outline, 1):
        while path and path[-1][0] >= entry.level:
            path.pop()
        parents.append(path[-1][1] if path else 0)
        path.append((entry.level, position))
    return parents


def _format_kids(first: int, kids: list[int], sign: str) -> str:
    if not kids:
        return ""
    return f"/First {first + kids[0]} 0 R/Last {first + kids[-1]} 0 R/Count {sign}{len(kids)}"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link as an object. Its key in the ParentTree is its own number, which is as unique as a key must be."""

    link: PageLink
    number: int

    def format(self, references: list[int]) -> str:
        """The object, as a Body."""
        link = self.link
        references.append(self.number)
        text = f"<</Type/Annot/Subtype/Link/Rect{format_box(link.box)}/Border[0 0 0]/F {PRINTABLE}/StructParent %d"
        return f"{text}/Contents{escape_percent(format_text(link.label))}{_format_target(link.target)}>>"


def _format_target(target: str) -> str:
    if target.startswith("#"):
        return f"/Dest{format_name(target[1:])}"
    address = quote(target, safe=ASCII)  # a URI is ASCII; what is escaped already stays as it is
    return f"/A<</S/URI/URI<{address.encode('ascii').hex()}>>>"
