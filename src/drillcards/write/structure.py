"""The structure tree: elements, the marked content and links they own, and the way back from those (ParentTree).

ISO 32000-1, 14.7. A part's elements live in memory until its pages are drawn, as one may span many of them.
"""

from array import array
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from drillcards.model.page import Box, Group, Tag
from drillcards.write.objects import ObjectList, escape_percent
from drillcards.write.strings import format_text

DOCUMENT_NUMBER: Final = 2
"""The object number of the document's element, the root of all parts' trees. Fixed, as they all refer to it."""


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
    """A node. It hangs in the tree, and has a number, only once it has content, so that nothing empty is written."""

    tag: str
    parent: "Element | None" = None
    alt: str = ""
    actual_text: str = ""
    lang: str = ""
    attributes: str = ""
    kids: list["Element | Mark | Annotated"] = field(default_factory=list)
    keyed: dict[str, "Element"] | None = None
    number: int = -1

    def format(self, references: "array[int]") -> str:
        """The object, as a Body. What hangs on the root hangs on the document."""
        parent = self.parent
        if parent is None or parent.parent is None:
            text = f"<</Type/StructElem/S/{self.tag}/P {DOCUMENT_NUMBER} 0 R"
        else:
            text = f"<</Type/StructElem/S/{self.tag}/P %d 0 R"
            references.append(parent.number)
        kids, page = _format_kids(self.kids, references)
        text += kids
        if page is not None:
            text += "/Pg %d 0 R"
            references.append(page)
        if self.alt:
            text += f"/Alt{escape_percent(format_text(self.alt))}"
        if self.actual_text:
            text += f"/ActualText{escape_percent(format_text(self.actual_text))}"
        if self.lang:
            text += f"/Lang{escape_percent(format_text(self.lang))}"
        if self.attributes:
            text += f"/A{self.attributes}"
        return text + ">>"


@dataclass(frozen=True, slots=True)
class Owners:
    """A page's elements by MCID, which the ParentTree leads to."""

    elements: tuple[Element, ...]

    def format(self, references: "array[int]") -> str:
        """The object, as a Body."""
        references.extend([element.number for element in self.elements])
        return f"[{' '.join(['%d 0 R'] * len(self.elements))}]"


class Tree:
    """The structure of a part as it grows. Its elements get their numbers from ``objects``."""

    def __init__(self, objects: ObjectList) -> None:
        self.root = Element("Document")
        self._objects = objects
        self._made: list[Element] = []

    def open_element(self, parent: Element, group: Group, lang: str) -> Element:
        """The element that a tagged group stands for: a new one, or the one that its key names below ``parent``.

        ValueError: the key names an element of another kind, or a figure has no alternative text.
        """
        if group.key is None:
            return self._make_element(parent, group, lang)
        if parent.keyed is None:
            parent.keyed = {}
        known = parent.keyed.get(group.key)
        if known is None:
            known = parent.keyed[group.key] = self._make_element(parent, group, lang)
        elif known.tag != group.tag:
            raise ValueError(f"The key {group.key!r} is both {known.tag} and {group.tag}")
        return known

    def add_content(self, element: Element, kid: Mark | Annotated) -> None:
        """Let an element own a piece of content, and so take its place in the tree."""
        self.attach(element)
        element.kids.append(kid)

    def attach(self, element: Element) -> None:
        """Put an element among its parent's kids, if that hasn't happened yet."""
        parent = element.parent
        if element.number < 0 and parent:
            if parent.number < 0:
                self.attach(parent)
            element.number = self._objects.add(element)
            parent.kids.append(element)

    def list_top(self) -> tuple[int, ...]:
        """The numbers of what hangs on the root."""
        return tuple(kid.number for kid in self.root.kids if type(kid) is Element)

    def dissolve(self) -> None:
        """Undo the circles of parents and kids, which would outlive the part as long as garbage isn't collected."""
        for element in self._made:
            element.parent = None

    def _make_element(self, parent: Element, group: Group, lang: str) -> Element:
        tag = group.tag
        assert tag is not None
        element = Element(tag, parent, lang=lang)
        self._made.append(element)
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
            self.attach(element)  # a cell counts even when empty, or its row would be short
        return element


def format_box(box: Box) -> str:
    """A box in PDF's terms, from a box whose x and y are its lower left corner."""
    return f"[{box.x:.2f} {box.y:.2f} {box.right:.2f} {box.bottom:.2f}]"


def _format_kids(kids: list[Element | Mark | Annotated], references: "array[int]") -> tuple[str, int | None]:
    """The entry for an element's kids, and the page that its plain MCIDs are on; those on other pages name theirs."""
    texts = []
    page = None
    for kid in kids:
        if type(kid) is Mark:
            if page is None:
                page = kid.page
            if kid.page == page:
                texts.append(str(kid.mcid))
            else:
                texts.append(f"<</Type/MCR/Pg %d 0 R/MCID {kid.mcid}>>")
                references.append(kid.page)
        elif type(kid) is Element:
            texts.append("%d 0 R")
            references.append(kid.number)
        elif type(kid) is Annotated:
            texts.append("<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>")
            references.extend((kid.annotation, kid.page))
    return join_kids(texts), page


def join_kids(kids: list[str]) -> str:
    """An element's entry for its kids, if it has any."""
    if not kids:
        return ""
    return f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]"
