"""A page's items in order, each in the marked-content sequence of the element that it belongs to.

Sequences don't nest. One goes on while its owner's leaves follow each other, and begins and ends in one graphics state.
"""

from typing import Final, NamedTuple

from drillcards.model.page import Box, CheckBox, Group, Image, Item, Leaf, LinkArea, Shape, Tag, Text
from drillcards.write.canvas import Canvas
from drillcards.write.fields import outline_box
from drillcards.write.structure import Element, Tree, format_box

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


class PageBox(NamedTuple):
    """A check box found on a page, with its rectangle in PDF's coordinates, its quarter turns and its element."""

    box: Box
    turns: int
    name: str
    label: str
    element: Element


class _Scope(NamedTuple):
    """What a group passes on to its items. ``parent`` is what tagged groups hang on; None in an artifact."""

    parent: Element | None
    owner: Owner = ARTIFACT
    shapes: Owner = ARTIFACT
    lang: str = ""
    """A language that a group without a tag set, and that waits for an element."""
    x: float = 0.0
    y: float = 0.0
    """Where the group's origin is in the present graphics state."""


class PageContent:
    """Draws one page. ``canvas`` has the content stream, ``marks`` its elements by MCID, ``found`` its annotations.

    ``page`` is the page's object number. Without a ``tree`` everything is plain: no marks, no links, and check boxes
    are only drawn.
    """

    def __init__(self, page: int, canvas: Canvas, tree: Tree | None) -> None:
        self.canvas = canvas
        self.found: list[PageLink | PageBox] = []
        self.marks: list[Element] = []
        self._page = page
        self._tree = tree
        self._owner: Owner | None = None
        self._owner_depth = 0

    def draw(self, items: tuple[Item, ...]) -> None:
        """Draw a page's items; closes what it opens. ValueError: an item that can't be where it is."""
        self._draw_items(items, _Scope(self._tree.root if self._tree else None))
        self._close_mark()
        self.canvas.end_text()

    def _draw_items(self, items: tuple[Item, ...], scope: _Scope) -> None:
        for item in items:
            if type(item) is Group:
                if item.turns % 4 or item.clip:
                    self._draw_turned_group(item, scope)
                    continue
                inner = self._enter_group(item, scope)
                if item.tag is Tag.FIGURE:
                    self._locate_figure(item, inner)
                self._draw_items(item.items, inner)
            elif type(item) is Text:
                if item.text:
                    self._mark(scope.owner)
                    self.canvas.show_text(item, scope.x, scope.y)
            else:
                self._draw_other(item, scope)

    def _draw_other(self, item: Item, scope: _Scope) -> None:
        """Draw what there is far less of than groups and texts."""
        if isinstance(item, LinkArea):
            self._add_link(item, scope)
        elif isinstance(item, CheckBox):
            self._add_check_box(item, scope)
        elif isinstance(item, Shape):
            if _has_ink(item):
                self._mark(scope.shapes)
                self.canvas.paint_shape(item, scope.x, scope.y)
        elif isinstance(item, Image):
            self._mark(scope.owner)
            self.canvas.place_image(item, scope.x, scope.y)

    # Groups

    def _draw_turned_group(self, group: Group, scope: _Scope) -> None:
        """Draw a group that is turned or clipped, and so needs a graphics state of its own."""
        inner = self._enter_group(group, scope)
        # The sequence goes around the new graphics state if all of that belongs to it, and else ends before it.
        owners = _find_owners(group.items, inner.owner, inner.shapes)
        if owners == {inner.owner}:
            self._mark(inner.owner)
        elif owners:
            self._close_mark()
        self.canvas.push(inner.x, inner.y, group.turns % 4, group.clip)
        inner = inner._replace(x=0.0, y=0.0)
        if group.tag is Tag.FIGURE:
            self._locate_figure(group, inner)
        self._draw_items(group.items, inner)
        if self._owner_depth == self.canvas.depth:
            self._close_mark()
        self.canvas.pop()

    def _enter_group(self, group: Group, scope: _Scope) -> _Scope:
        """What holds inside a group."""
        tree, parent, tag = self._tree, scope.parent, group.tag
        x, y = scope.x + group.x, scope.y + group.y
        if tree is None or parent is None:
            return scope._replace(x=x, y=y)
        if tag is Tag.ARTIFACT:
            opening = PAGINATION[group.artifact]
            return _Scope(None, opening, opening, "", x, y)
        lang = group.lang or scope.lang
        if tag is None:
            if (
                not group.lang
                or isinstance(scope.owner, str)
                or not any(isinstance(item, Text) for item in group.items)
            ):
                return scope._replace(x=x, y=y, lang=lang)
            group = group._replace(tag=Tag.SPAN)  # text in another language needs an element that says so
        element = tree.open_element(parent, group, lang)
        # Only in these is a shape something that is read; elsewhere it is a rule or a panel.
        shapes = element if tag is Tag.FIGURE or tag is Tag.LABEL else ARTIFACT
        return _Scope(element, element, shapes, "", x, y)

    def _locate_figure(self, group: Group, scope: _Scope) -> None:
        """Tell a figure's element where it is; ``scope`` is what holds inside it."""
        element = scope.parent
        if element and group.box and not element.attributes:
            box = self.canvas.locate_box(group.box, scope.x, scope.y)
            element.attributes = f"<</O/Layout/BBox{format_box(box)}>>"

    # Marked content

    def _mark(self, owner: Owner) -> None:
        """Go on with the sequence of this owner, or open one."""
        tree, canvas = self._tree, self.canvas
        if owner is self._owner or tree is None:
            return
        self._close_mark()
        if type(owner) is Element:
            mcid = len(self.marks)
            self.marks.append(owner)
            tree.add_mark(owner, self._page, mcid)
            canvas.put(f"/{owner.tag}<</MCID {mcid}>>BDC")
        else:
            canvas.put(str(owner))
        self._owner = owner
        self._owner_depth = canvas.depth

    def _close_mark(self) -> None:
        if self._owner is not None:
            self.canvas.end_text()
            self.canvas.put("EMC")
            self._owner = None

    # Annotations

    def _add_link(self, link: LinkArea, scope: _Scope) -> None:
        if self._tree is None:
            return
        parent = scope.parent
        if parent is None or parent.tag != Tag.LINK:
            raise ValueError(f"The link to {link.target} is not directly inside a LINK group")
        self._tree.attach(parent)
        self.found.append(PageLink(self.canvas.locate_box(link.box, scope.x, scope.y), link.target, link.label, parent))

    def _add_check_box(self, field: CheckBox, scope: _Scope) -> None:
        if self._tree is None:
            self.canvas.paint_shape(outline_box(field.box), scope.x, scope.y)
            return
        parent = scope.parent
        if parent is None or parent.tag != Tag.FORM:
            raise ValueError(f"The check box {field.name!r} is not directly inside a FORM group")
        if not field.name or not field.label:
            raise ValueError(f"The check box {field.name!r}, {field.label!r} needs both a name and a label")
        self._tree.attach(parent)
        box = self.canvas.locate_box(field.box, scope.x, scope.y)
        self.found.append(PageBox(box, self.canvas.turns, field.name, field.label, parent))


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


def _has_ink(leaf: Leaf) -> bool:
    """Whether a leaf draws on a tagged page; a check box there is drawn by the viewer."""
    if isinstance(leaf, Text):
        return bool(leaf.text)
    if isinstance(leaf, Shape):
        return bool(leaf.path) and (leaf.fill is not None or leaf.stroke is not None)
    return isinstance(leaf, Image)
