"""Pages drawn, but not numbered: what can be made in several processes, and bound together in one."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drillcards.model.document import Purpose
from drillcards.model.font import FontFile
from drillcards.model.page import Page
from drillcards.write.canvas import Canvas, Picture
from drillcards.write.container import LEVEL
from drillcards.write.content import PageContent
from drillcards.write.fonts import Font
from drillcards.write.forms import Form, FormStore
from drillcards.write.navigation import Annotation
from drillcards.write.objects import ObjectList, Objects
from drillcards.write.structure import Annotated, Owners, Tree


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page. All object numbers are counted from the first of its part.

    ``number`` is the page's own, followed by its content stream's; ``owners`` is that of the list of its elements by
    MCID, None if it has none; ``links`` are (annotation, element) pairs and ``targets`` the anchors they lead to.
    ``resources`` are by name, ``anchors`` heights above the lower edge by name.
    """

    number: int
    boxes: str
    content: bytes
    resources: Mapping[str, Form | Picture]
    owners: int | None
    links: tuple[tuple[int, int], ...]
    targets: tuple[str, ...]
    anchors: tuple[tuple[str, float], ...]
    label: str


@dataclass(frozen=True, slots=True)
class Part:
    """Some pages of a document, one after the other, and all that belongs to them alone.

    ``top`` are the numbers of the elements right below the document's, and ``keys`` those of their keys: what a key
    joins must be in one part. ``characters`` are those used of each font, by its name, here or in parts before.
    """

    pages: tuple[DrawnPage, ...]
    objects: Objects
    top: tuple[int, ...]
    keys: frozenset[str]
    characters: Mapping[str, frozenset[int]]


class Painter:
    """Draws parts of one document. What it keeps in between makes it faster, but changes nothing in the parts."""

    def __init__(self, fonts: Iterable[FontFile], purpose: Purpose) -> None:
        self._fonts = {source.name: Font(source, index) for index, source in enumerate(fonts, 1)}
        self._forms = FormStore()
        self._tagged = purpose is Purpose.READING

    def draw_part(self, pages: Iterable[Page]) -> Part:
        """The pages as a part. ValueError: a page contradicts itself, or names a font or character that isn't there."""
        objects = ObjectList()
        tree = Tree(objects) if self._tagged else None
        drawn = tuple(self._draw_page(page, objects, tree) for page in pages)
        formatted = objects.format()
        characters = {name: frozenset(font) for name, font in self._fonts.items() if font}
        if tree is None:
            return Part(drawn, formatted, (), frozenset(), characters)
        part = Part(drawn, formatted, tree.list_top(), frozenset(tree.root.keyed or ()), characters)
        tree.dissolve()
        return part

    def _draw_page(self, page: Page, objects: ObjectList, tree: Tree | None) -> DrawnPage:
        number = objects.add(None)
        objects.add(None)  # the content stream
        margin = max(page.bleed, page.slug)
        top = margin + page.height
        canvas = Canvas((margin, top), self._fonts, self._forms)
        content = PageContent(number, canvas, tree)
        content.draw(page.items)
        links = tuple(_add_links(content, number, objects, tree)) if tree else ()
        return DrawnPage(
            number,
            _format_boxes(page, margin),
            zlib.compress(canvas.get_stream(), LEVEL),
            canvas.resources,
            objects.add(Owners(tuple(content.marks))) if content.marks else None,
            links,
            tuple(link.target[1:] for link in content.links if link.target.startswith("#")),
            tuple((anchor.name, top - anchor.y) for anchor in page.anchors),
            page.label,
        )


def _add_links(content: PageContent, page: int, objects: ObjectList, tree: Tree) -> Iterable[tuple[int, int]]:
    """Give a page's links their objects; the numbers of each one's annotation and element."""
    for link in content.links:
        annotation = Annotation(link, objects.next_number)
        objects.add(annotation)
        tree.add_annotation(link.element, Annotated(page, annotation.number))
        yield annotation.number, link.element.number


def _format_boxes(page: Page, margin: float) -> str:
    """The sheet, the ink's extent and the trim, one inside the other (ISO 32000-1, 14.11.2)."""
    boxes = []
    for name, inset in (("MediaBox", 0.0), ("BleedBox", margin - page.bleed), ("TrimBox", margin)):
        right, top = page.width + 2 * margin - inset, page.height + 2 * margin - inset
        boxes.append(f"/{name}[{inset:.2f} {inset:.2f} {right:.2f} {top:.2f}]")
    return "".join(boxes)
