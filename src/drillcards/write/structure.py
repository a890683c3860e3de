"""The structure tree: elements, the marked content and links they own, and the way back from those (ParentTree).

ISO 32000-1, 14.7. A part's elements live in memory until its pages are drawn, as one may span many of them.
"""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from drillcards.model.page import Box, Group, Tag
from drillcards.write.objects import ObjectList, escape_percent
from drillcards.write.strings import format_text

NAMES: Final = {tag: tag.value for tag in Tag}
"""The types as plain strings: a member of an enumeration takes twice as long to format."""
PRINTABLE: Final = 4
"""The flag that PDF/A wants on each annotation (ISO 19005-2, 6.3.2)."""
DOCUMENT_NUMBER: Final = 2
"""The object number of the document's element, the root of all parts' trees. Fixed, as they all refer to it."""


class Mark(NamedTuple):
    """A marked-content sequence on another page than its element's: its number there, and that page's object."""

    page: int
    mcid: int


class Annotated(NamedTuple):
    """A reference to an annotation (OBJR) on a page, both by object number."""

    page: int
    annotation: int


@dataclass(slots=True, eq=False)
class Element:
    """A node. It hangs in the tree, and has a number, only once it has content, so that nothing empty is written.

    ``page`` is the object number of the first page that it has a marked-content sequence on; such a sequence's number
    alone is its kid. ``words`` are the entries that speak for it.
    """

    tag: str
    parent: "Element | None" = None
    words: str = ""
    attributes: str = ""
    page: int | None = None
    kids: list["Element | int | Mark | Annotated"] = field(default_factory=list)
    keyed: dict[str, "Element"] | None = None
    number: int = -1

    def format(self, references: list[int]) -> str:
        """The object, as a Body. What hangs on the root hangs on the document."""
        parent, page, rest = self.parent, self.page, self.words
        if parent is None or parent.parent is None:
            above = f"{DOCUMENT_NUMBER} 0 R"
        else:
            above = "%d 0 R"
            references.append(parent.number)
        kids = _format_kids(self.kids, references)
        if page is not None:
            rest = f"/Pg %d 0 R{rest}"
            references.append(page)
        if self.attributes:
            rest += f"/A{self.attributes}"
        return f"<</Type/StructElem/S/{self.tag}/P {above}{kids}{rest}>>"


@dataclass(frozen=True, slots=True)
class Owners:
    """A page's elements by MCID, which the ParentTree leads to."""

    elements: tuple[Element, ...]

    def format(self, references: list[int]) -> str:
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
        key = group.key
        if key is None:
            return self._make_element(parent, group, lang)
        keyed = parent.keyed
        if keyed is None:
            keyed = parent.keyed = {}
        known = keyed.get(key)
        if known is None:
            known = keyed[key] = self._make_element(parent, group, lang)
        elif known.tag != group.tag:
            raise ValueError(f"The key {key!r} is both {known.tag} and {group.tag}")
        return known

    def add_mark(self, element: Element, page: int, mcid: int) -> None:
        """Let an element own a marked-content sequence of a page, and so take its place in the tree."""
        if element.number < 0:
            self.attach(element)
        if element.page is None:
            element.page = page
        element.kids.append(mcid if element.page == page else Mark(page, mcid))

    def add_annotation(self, element: Element, kid: Annotated) -> None:
        """Let an element own an annotation, and so take its place in the tree."""
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
        element = Element(NAMES[tag], parent)
        self._made.append(element)
        if group.alt or lang:
            element.words = _format_words(group, lang)
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


def _format_words(group: Group, lang: str) -> str:
    """The entries for what is said in a group's place, and for its language."""
    words = f"/{'ActualText' if group.tag is Tag.LABEL else 'Alt'}{format_text(group.alt)}" if group.alt else ""
    return escape_percent(f"{words}/Lang{format_text(lang)}" if lang else words)


def _format_kids(kids: list[Element | int | Mark | Annotated], references: list[int]) -> str:
    """The entry for an element's kids; sequences on other pages than its own name theirs."""
    texts = []
    for kid in kids:
        if type(kid) is int:
            texts.append(str(kid))
        elif type(kid) is Element:
            texts.append("%d 0 R")
            references.append(kid.number)
        elif type(kid) is Mark:
            texts.append(f"<</Type/MCR/Pg %d 0 R/MCID {kid.mcid}>>")
            references.append(kid.page)
        elif type(kid) is Annotated:
            texts.append("<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>")
            references.extend((kid.annotation, kid.page))
    return join_kids(texts)


def join_kids(kids: list[str]) -> str:
    """An element's entry for its kids, if it has any."""
    if not kids:
        return ""
    return f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]"
