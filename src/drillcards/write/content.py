"""A page's items in order, each in the marked-content sequence of the element that it belongs to.

Sequences don't nest. One goes on while its owner's leaves follow each other, and begins and ends in one graphics state.
"""

from typing import Final, NamedTuple

from drillcards.model.page import Box, Group, Image, Item, LinkArea, Shape, Tag, Text
from drillcards.write.canvas import Canvas
from drillcards.write.structure import Element, Mark, Tree, format_box

ARTIFACT: Final = "/Artifact BMC"
PAGINATION: Final = {
    "": ARTIFACT,
    "Header": "/Artifact<</Type/Pagination/Subtype/Header>>BDC",
    "Footer": "/Artifact<</Type/Pagination/Subtype/Footer>>BDC",
}

Owner = Element | str
"""Whose a leaf is: an element's, or nobody's, and then the operator that opens the artifact."""


class PageLink(NamedTuple):
    """A link found on a page, with its rectangle in PDF's coordinates and the element it belongs to."""

    box: Box
    target: str
    label: str
    element: Element


class _Scope(NamedTuple):
    """What a group passes on to its items."""

    owner: Owner = ARTIFACT
    shapes: Owner = ARTIFACT
    lang: str = ""
    """A language that a group without a tag set, and that waits for an element."""
    x: float = 0.0
    y: float = 0.0
    """Where the group's origin is in the present graphics state."""


class PageContent:
    """Draws one page. ``canvas`` has the content stream, ``marks`` its elements by MCID, ``links`` what was found.

    ``page`` is the page's object number. Without a ``tree`` everything is plain: no marks, no links.
    """

    def __init__(self, page: int, canvas: Canvas, tree: Tree | None) -> None:
        self.canvas = canvas
        self.links: list[PageLink] = []
        self.marks: list[Element] = []
        self._page = page
        self._tree = tree
        self._owner: Owner | None = None
        self._owner_depth = 0

    def draw(self, items: tuple[Item, ...]) -> None:
        """Draw a page's items; closes what it opens. ValueError: an item that can't be where it is."""
        self._draw_items(items, _Scope(), self._tree.root if self._tree else None)
        self._close_mark()
        self.canvas.end_text()

    def _draw_items(self, items: tuple[Item, ...], scope: _Scope, parent: Element | None) -> None:
        canvas = self.canvas
        for item in items:
            if type(item) is Group:
                self._draw_group(item, scope, parent)
            elif type(item) is Text:
                if item.text:
                    self._mark(scope.owner)
                    canvas.show_text(item, scope.x, scope.y)
            elif type(item) is LinkArea:
                self._add_link(item, scope, parent)
            elif type(item) is Shape:
                if _has_ink(item):
                    self._mark(scope.shapes)
                    canvas.paint_shape(item, scope.x, scope.y)
            elif type(item) is Image:
                self._mark(scope.owner)
                canvas.place_image(item, scope.x, scope.y)

    # Groups

    def _draw_group(self, group: Group, scope: _Scope, parent: Element | None) -> None:
        inner, element = self._enter_group(group, scope, parent)
        turns = group.turns % 4
        if not turns and not group.clip:
            self._locate_figure(group, element, inner)
            self._draw_items(group.items, inner, element)
            return
        # The sequence goes around the new graphics state if all of that belongs to it, and else ends before it.
        owners = _find_owners(group.items, inner.owner, inner.shapes)
        if owners == {inner.owner}:
            self._mark(inner.owner)
        elif owners:
            self._close_mark()
        self.canvas.push(inner.x, inner.y, turns, group.clip)
        inner = inner._replace(x=0.0, y=0.0)
        self._locate_figure(group, element, inner)
        self._draw_items(group.items, inner, element)
        if self._owner_depth == self.canvas.depth:
            self._close_mark()
        self.canvas.pop()

    def _enter_group(self, group: Group, scope: _Scope, parent: Element | None) -> tuple[_Scope, Element | None]:
        """What holds inside a group, and the element that its tagged groups hang on (None: in an artifact)."""
        x, y = scope.x + group.x, scope.y + group.y
        lang = group.lang or scope.lang
        if self._tree is None or parent is None:
            return scope._replace(x=x, y=y), None
        if group.tag is Tag.ARTIFACT:
            opening = PAGINATION[group.artifact]
            return _Scope(opening, opening, "", x, y), None
        if group.tag is None:
            if (
                not group.lang
                or isinstance(scope.owner, str)
                or not any(isinstance(item, Text) for item in group.items)
            ):
                return scope._replace(x=x, y=y, lang=lang), parent
            group = group._replace(tag=Tag.SPAN)  # text in another language needs an element that says so
        element = self._tree.open_element(parent, group, lang)
        # Only in these is a shape something that is read; elsewhere it is a rule or a panel.
        holds_shapes = group.tag is Tag.FIGURE or group.tag is Tag.LABEL
        return _Scope(element, element if holds_shapes else ARTIFACT, "", x, y), element

    def _locate_figure(self, group: Group, element: Element | None, scope: _Scope) -> None:
        if element and group.tag is Tag.FIGURE and group.box and not element.attributes:
            box = self.canvas.locate_box(group.box, scope.x, scope.y)
            element.attributes = f"<</O/Layout/BBox{format_box(box)}>>"

    # Marked content

    def _mark(self, owner: Owner) -> None:
        """Go on with the sequence of this owner, or open one."""
        if owner is self._owner or self._tree is None:
            return
        self._close_mark()
        if isinstance(owner, str):
            self.canvas.put(owner)
        else:
            mcid = len(self.marks)
            self.marks.append(owner)
            self._tree.add_content(owner, Mark(self._page, mcid))
            self.canvas.put(f"/{owner.tag}<</MCID {mcid}>>BDC")
        self._owner = owner
        self._owner_depth = self.canvas.depth

    def _close_mark(self) -> None:
        if self._owner is not None:
            self.canvas.end_text()
            self.canvas.put("EMC")
            self._owner = None

    # Links

    def _add_link(self, link: LinkArea, scope: _Scope, parent: Element | None) -> None:
        if self._tree is None:
            return
        if parent is None or parent.tag != Tag.LINK:
            raise ValueError(f"The link to {link.target} is not directly inside a LINK group")
        self._tree.attach(parent)
        self.links.append(PageLink(self.canvas.locate_box(link.box, scope.x, scope.y), link.target, link.label, parent))


def _find_owners(items: tuple[Item, ...], owner: Owner, shapes: Owner) -> set[Owner]:
    """Whose the leaves are that a group without a tag holds; "" stands for any other's."""
    owners: set[Owner] = set()
    for item in items:
        if isinstance(item, Group):
            plain = item.tag is None and not item.lang
            owners |= _find_owners(item.items, owner, shapes) if plain else {""}
        elif _has_ink(item):
            owners.add(shapes if isinstance(item, Shape) else owner)
    return owners


def _has_ink(leaf: Text | Shape | Image | LinkArea) -> bool:
    if isinstance(leaf, Text):
        return bool(leaf.text)
    if isinstance(leaf, Shape):
        return bool(leaf.path) and (leaf.fill is not None or leaf.stroke is not None)
    return isinstance(leaf, Image)
