"""The structure tree: elements, the marked content and links they own, and the way back from those (ParentTree).

ISO 32000-1, 14.7. Elements live in memory until the pages are done, as one may span many of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.pdfbase import pdfdoc

from drillcards.model.page import Box, Group, Tag
from drillcards.write.container import PdfFile


class Mark(NamedTuple):
    """A marked-content sequence: its number on the page that is this object."""

    page: int
    mcid: int


class Annotated(NamedTuple):
    """A reference to an annotation (OBJR) on a page, both by object number."""

    page: int
    annotation: int


@dataclass(slots=True, eq=False)
class Element:
    """A node. It hangs in the tree only once it has content, so that nothing empty is written."""

    tag: str
    parent: "Element | None" = None
    alt: str = ""
    actual_text: str = ""
    lang: str = ""
    attributes: str = ""
    kids: list["Element | Mark | Annotated"] = field(default_factory=list)
    keyed: dict[str, "Element"] | None = None
    attached: bool = False
    number: int = 0

    def add(self, kid: Mark | Annotated) -> None:
        """Own a piece of content, and take one's place in the tree."""
        self.attach()
        self.kids.append(kid)

    def attach(self) -> None:
        """Take one's place among the parent's kids, if that hasn't happened yet."""
        if not self.attached and self.parent:
            self.attached = True
            self.parent.attach()
            self.parent.kids.append(self)


@dataclass(slots=True, eq=False)
class Tree:
    """A document's structure as it grows."""

    root: Element = field(default_factory=lambda: Element("Document", attached=True))
    parents: list[Element | list[Element]] = field(default_factory=list)
    """The ParentTree: an annotation's element, or a page's elements by MCID."""

    def open_element(self, parent: Element, group: Group, lang: str) -> Element:
        """The element that a tagged group stands for: a new one, or the one that its key names below ``parent``.

        ValueError: the key names an element of another kind, or a figure has no alternative text.
        """
        if group.key is None:
            return _make_element(parent, group, lang)
        if parent.keyed is None:
            parent.keyed = {}
        known = parent.keyed.get(group.key)
        if known is None:
            known = parent.keyed[group.key] = _make_element(parent, group, lang)
        elif known.tag != group.tag:
            raise ValueError(f"The key {group.key!r} is both {known.tag} and {group.tag}")
        return known

    def add_parent(self, entry: Element | list[Element]) -> int:
        """The key under which a page or an annotation finds its elements (StructParents, StructParent)."""
        self.parents.append(entry)
        return len(self.parents) - 1

    def write(self, file: PdfFile) -> None:
        """Add the tree to a file and its catalog."""
        elements = list(_walk_elements(self.root))
        first = file.reserve_numbers(len(elements) + 1)
        for number, element in enumerate(elements, first + 1):
            element.number = number
        for element in elements:
            file.raw[element.number] = _format_element(file, element, first)
        file.raw[first] = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>" % (
            self.root.number,
            _add_parent_tree(file, self.parents),
            len(self.parents),
        )
        file.Catalog.StructTreeRoot = f"{first} 0 R"
        file.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})


def format_box(box: Box) -> str:
    """A box in PDF's terms, from a box whose x and y are its lower left corner."""
    return f"[{box.x:.2f} {box.y:.2f} {box.right:.2f} {box.bottom:.2f}]"


def _make_element(parent: Element, group: Group, lang: str) -> Element:
    tag = group.tag
    assert tag is not None
    element = Element(tag, parent, lang=lang)
    if tag is Tag.LABEL:
        element.actual_text = group.alt
    else:
        element.alt = group.alt
    if tag is Tag.FIGURE and not group.alt:
        raise ValueError("A figure has no alternative text")
    if tag is Tag.LIST:
        element.attributes = f"<</O/List/ListNumbering/{'Decimal' if group.numbered else 'Disc'}>>"
    elif tag is Tag.TABLE_HEADER:
        element.attributes = f"<</O/Table/Scope/{group.scope or 'Column'}>>"
    if tag is Tag.TABLE_HEADER or tag is Tag.TABLE_CELL:
        element.attach()  # a cell counts even when empty, or its row would be short
    return element


def _walk_elements(root: Element) -> Iterator[Element]:
    """The tree in reading order. With a stack of its own, as a book's tree may be deep and wide."""
    stack = [root]
    while stack:
        element = stack.pop()
        yield element
        stack.extend(kid for kid in reversed(element.kids) if type(kid) is Element)


def _format_element(file: PdfFile, element: Element, root: int) -> bytes:
    page, kids = _format_kids(element)
    parts = [f"<</Type/StructElem/S/{element.tag}/P {element.parent.number if element.parent else root} 0 R"]
    if page:
        parts.append(f"/Pg {page} 0 R")
    if element.alt:
        parts.append(f"/Alt{file.format_text(element.alt)}")
    if element.actual_text:
        parts.append(f"/ActualText{file.format_text(element.actual_text)}")
    if element.lang:
        parts.append(f"/Lang{file.format_text(element.lang)}")
    if element.attributes:
        parts.append(f"/A{element.attributes}")
    if kids:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
    return ("".join(parts) + ">>").encode("latin-1")


def _format_kids(element: Element) -> tuple[int, list[str]]:
    """The page that an element's plain MCIDs are on (0: none), and its kids; those on other pages name theirs."""
    page = 0
    kids = []
    for kid in element.kids:
        if type(kid) is Element:
            kids.append(f"{kid.number} 0 R")
        elif type(kid) is Mark:
            page = page or kid.page
            plain = kid.page == page
            kids.append(f"{kid.mcid}" if plain else f"<</Type/MCR/Pg {kid.page} 0 R/MCID {kid.mcid}>>")
        elif type(kid) is Annotated:
            kids.append(f"<</Type/OBJR/Obj {kid.annotation} 0 R/Pg {kid.page} 0 R>>")
    return page, kids


def _add_parent_tree(file: PdfFile, parents: list[Element | list[Element]]) -> int:
    entries = []
    for key, entry in enumerate(parents):
        if isinstance(entry, list):
            number = file.add_raw(b"[%b]" % b" ".join(b"%d 0 R" % element.number for element in entry))
        else:
            number = entry.number
        entries.append(b"%d %d 0 R" % (key, number))
    return file.add_raw(b"<</Nums[%b]>>" % b" ".join(entries))
