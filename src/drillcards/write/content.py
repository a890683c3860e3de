"""A page's items as PDF operators, each in its marked-content sequence.

Coordinates: a page's y grows downwards, PDF's upwards, so every y is negated, once, when it is written; the page's
first operator puts the origin into the trim's top left corner. A group that only moves adds to the items' coordinates;
one that turns or clips gets a graphics state of its own (q … Q).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from drillcards.model.page import Box, Color, Group, Image, Item, LinkArea, Path, Shape, Tag, Text
from drillcards.write.fonts import Font
from drillcards.write.paths import format_number, format_path
from drillcards.write.structure import Element, Mark, Tree, format_box
from drillcards.write.text import format_string

TURNS: Final = ("1 0 0 1", "0 -1 1 0", "-1 0 0 -1", "0 1 -1 0")
"""The rotation part of a matrix for each number of clockwise quarter turns."""
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


@dataclass(slots=True)
class _Graphics:
    """What q saves and Q restores: the colours and the rest as last written, and where the state's origin is."""

    fill: Color | None = None
    stroke: Color | None = None
    line_width: float | None = None
    dash: tuple[float, ...] = ()
    font: str = ""
    size: float = 0.0
    x: float = 0.0
    y: float = 0.0
    turns: int = 0


class PageContent:
    """Draws one page. ``operators`` is its content stream, ``marks`` its elements by MCID.

    ``links`` and ``images`` (resource name → object number) are what it found.
    ``page`` is the page's object number, ``origin`` the trim's top left corner in PDF's coordinates.
    Without a ``tree`` everything is plain: no marks, no links.
    """

    def __init__(
        self,
        page: int,
        origin: tuple[float, float],
        fonts: dict[str, Font],
        tree: Tree | None,
        use_image: Callable[[Image], tuple[str, int]],
    ) -> None:
        self.operators: list[str] = []
        self.links: list[PageLink] = []
        self.marks: list[Element] = []
        self.images: dict[str, int] = {}
        self._page = page
        self._fonts = fonts
        self._tree = tree
        self._use_image = use_image
        self._origin = origin
        self._graphics = _Graphics()
        self._saved: list[_Graphics] = []
        self._owner: Owner | None = None
        self._owner_depth = 0
        self._in_text = False
        self._pen = (0, 0)

    def draw(self, items: tuple[Item, ...]) -> None:
        """Draw a page's items; closes what it opens."""
        root = self._tree.root if self._tree else None
        self._draw_items(items, _Scope(), root)
        self._close_mark()
        self._close_text()

    def _draw_items(self, items: tuple[Item, ...], scope: _Scope, parent: Element | None) -> None:
        for item in items:
            if type(item) is Text:
                self._mark(scope.owner)
                self._draw_text(item, scope)
            elif type(item) is Group:
                self._draw_group(item, scope, parent)
            elif type(item) is Shape:
                self._mark(scope.shapes)
                self._draw_shape(item, scope)
            elif type(item) is Image:
                self._mark(scope.owner)
                self._draw_image(item, scope)
            elif type(item) is LinkArea:
                self._add_link(item, scope, parent)

    # Groups

    def _draw_group(self, group: Group, scope: _Scope, parent: Element | None) -> None:
        inner, element = self._enter_group(group, scope, parent)
        turns = group.turns % 4
        if not turns and not group.clip:
            self._locate_figure(group, element, inner)
            self._draw_items(group.items, inner, element)
            return
        # A sequence begins and ends in one graphics state: around this one if all of it belongs to that sequence.
        if _find_owners(group.items, inner.owner, inner.shapes) == {inner.owner}:
            self._mark(inner.owner)
        else:
            self._close_mark()
        self._push(inner.x, inner.y, turns, group.clip)
        inner = inner._replace(x=0.0, y=0.0)
        self._locate_figure(group, element, inner)
        self._draw_items(group.items, inner, element)
        self._pop()

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
            group = replace(group, tag=Tag.SPAN)  # text in another language needs an element that says so
        element = self._tree.open_element(parent, group, lang)
        # Only in these is a shape something that is read; elsewhere it is a rule or a panel.
        holds_shapes = group.tag is Tag.FIGURE or group.tag is Tag.LABEL
        return _Scope(element, element if holds_shapes else ARTIFACT, "", x, y), element

    def _locate_figure(self, group: Group, element: Element | None, scope: _Scope) -> None:
        if element and group.tag is Tag.FIGURE and group.box and not element.attributes:
            element.attributes = f"<</O/Layout/BBox{format_box(self._to_page(group.box, scope))}>>"

    # Marked content

    def _mark(self, owner: Owner) -> None:
        """Go on with the sequence of this owner, or open one."""
        if owner is self._owner or self._tree is None:
            return
        self._close_mark()
        if isinstance(owner, str):
            self.operators.append(owner)
        else:
            mcid = len(self.marks)
            self.marks.append(owner)
            owner.add(Mark(self._page, mcid))
            self.operators.append(f"/{owner.tag}<</MCID {mcid}>>BDC")
        self._owner = owner
        self._owner_depth = len(self._saved)

    def _close_mark(self) -> None:
        if self._owner is not None:
            self._close_text()
            self.operators.append("EMC")
            self._owner = None

    # Graphics states

    def _push(self, x: float, y: float, turns: int, clip: Path | None) -> None:
        self._close_text()
        self._saved.append(self._graphics)
        left, top = self._to_page_point(x, y)
        self._graphics = replace(self._graphics, x=left, y=top, turns=(self._graphics.turns + turns) % 4)
        self.operators.append(f"q {TURNS[turns]} {format_number(x)} {format_number(-y)} cm")
        if clip:
            self.operators.append(f"{format_path(clip, 0, 0)} W n")

    def _pop(self) -> None:
        if self._owner_depth == len(self._saved):
            self._close_mark()
        self._close_text()
        self.operators.append("Q")
        self._graphics = self._saved.pop()

    def _to_page_point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the present graphics state, from the trim's top left corner."""
        state = self._graphics
        for _ in range(state.turns):
            x, y = -y, x
        return state.x + x, state.y + y

    def _to_page(self, box: Box, scope: _Scope) -> Box:
        """A box of the present group in PDF's coordinates; its x and y are the lower left corner."""
        x1, y1 = self._to_page_point(scope.x + box.x, scope.y + box.y)
        x2, y2 = self._to_page_point(scope.x + box.right, scope.y + box.bottom)
        left, bottom = self._origin
        return Box(left + min(x1, x2), bottom - max(y1, y2), abs(x2 - x1), abs(y2 - y1))

    # Leaves

    def _draw_text(self, text: Text, scope: _Scope) -> None:
        font = self._fonts[text.font]
        put = self.operators.append
        if not self._in_text:
            put("BT")
            self._in_text = True
            self._pen = (0, 0)
        self._set_fill(text.color)
        x, y = round((scope.x + text.x) * 100), round((scope.y + text.y) * -100)
        pen_x, pen_y = self._pen
        put(f"{(x - pen_x) / 100:g} {(y - pen_y) / 100:g} Td")
        self._pen = (x, y)
        state = self._graphics
        for subset, shown in format_string(font, text.text, text.kerns):
            name = f"/{font.name}.{subset}"
            if state.font != name or state.size != text.size:
                put(f"{name} {format_number(text.size)} Tf")
                state.font, state.size = name, text.size
            put(shown)

    def _close_text(self) -> None:
        if self._in_text:
            self.operators.append("ET")
            self._in_text = False

    def _draw_shape(self, shape: Shape, scope: _Scope) -> None:
        if shape.fill is None and shape.stroke is None:
            return
        self._close_text()
        if shape.fill is not None:
            self._set_fill(shape.fill)
        if shape.stroke is not None:
            self._set_stroke(shape.stroke, shape)
        paint = "S" if shape.fill is None else "f" if shape.stroke is None else "B"
        self.operators.append(f"{format_path(shape.path, scope.x, scope.y)} {paint}")

    def _draw_image(self, image: Image, scope: _Scope) -> None:
        self._close_text()
        name, number = self._use_image(image)
        self.images[name] = number
        box = image.box
        place = f"{format_number(scope.x + box.x)} {format_number(-(scope.y + box.bottom))}"
        size = f"{format_number(box.w)} 0 0 {format_number(box.h)}"
        self.operators.append(f"q {size} {place} cm /{name} Do Q")

    def _add_link(self, link: LinkArea, scope: _Scope, parent: Element | None) -> None:
        if self._tree is None:
            return
        if parent is None or parent.tag != Tag.LINK:
            raise ValueError(f"The link to {link.target} is not directly inside a LINK group")
        parent.attach()
        self.links.append(PageLink(self._to_page(link.box, scope), link.target, link.label, parent))

    def _set_fill(self, color: Color) -> None:
        if self._graphics.fill != color:
            self._graphics.fill = color
            self.operators.append(_format_color(color, "g", "rg"))

    def _set_stroke(self, color: Color, shape: Shape) -> None:
        state = self._graphics
        if state.stroke != color:
            state.stroke = color
            self.operators.append(_format_color(color, "G", "RG"))
        if state.line_width != shape.line_width:
            state.line_width = shape.line_width
            self.operators.append(f"{format_number(shape.line_width)} w")
        if state.dash != shape.dash:
            state.dash = shape.dash
            self.operators.append(f"[{' '.join(map(format_number, shape.dash))}]0 d")


def _find_owners(items: tuple[Item, ...], owner: Owner, shapes: Owner) -> set[Owner]:
    """Whose the leaves are that a group without a tag holds; "" stands for any other's."""
    owners: set[Owner] = set()
    for item in items:
        if isinstance(item, Group):
            plain = item.tag is None and not item.lang
            owners |= _find_owners(item.items, owner, shapes) if plain else {""}
        elif not isinstance(item, LinkArea):
            owners.add(shapes if isinstance(item, Shape) else owner)
    return owners


def _format_color(color: Color, grey: str, rgb: str) -> str:
    """A colour's operator. Greys are DeviceGray, so that a press prints black text with black ink alone."""
    if color.r == color.g == color.b:
        return f"{round(color.r, 3):g} {grey}"
    return f"{round(color.r, 3):g} {round(color.g, 3):g} {round(color.b, 3):g} {rgb}"
