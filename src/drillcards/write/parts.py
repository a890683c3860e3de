"""Pages drawn, but not numbered: what can be made in several processes, and bound together in one."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drillcards.model.document import Purpose
from drillcards.model.font import FontFile
from drillcards.model.page import Page
from drillcards.write.canvas import Canvas, Picture
from drillcards.write.container import LEVEL
from drillcards.write.content import PageBox, PageContent, PageLink
from drillcards.write.fields import Field
from drillcards.write.fonts import Font
from drillcards.write.forms import Form, FormStore
from drillcards.write.navigation import Annotation
from drillcards.write.objects import ObjectList, Objects
from drillcards.write.structure import Annotated, Owners, Tree


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page. All object numbers are counted from the first of its part.

    ``number`` is the page's own, followed by its content stream's; ``owners`` is that of the list of its elements by
    MCID, None if it has none; ``annotations`` are (annotation, element) pairs. ``targets`` are the anchors that links
    lead to, and ``fields`` those annotations that are check boxes, written when the part is bound.
    ``resources`` are by name, ``anchors`` heights above the lower edge by name.
    """

    number: int
    boxes: str
    content: bytes
    resources: Mapping[str, Form | Picture]
    owners: int | None
    annotations: tuple[tuple[int, int], ...]
    targets: tuple[str, ...]
    fields: tuple[Field, ...]
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
    """Draws parts of one document. What it keeps in between makes it faster, but changes nothing in the parts.

    ``forms`` may be shared with painters of other documents.
    """

    def __init__(self, fonts: Iterable[FontFile], purpose: Purpose, forms: FormStore | None = None) -> None:
        self._fonts = {source.name: Font(source, index) for index, source in enumerate(fonts, 1)}
        self._forms = forms or FormStore()
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
        annotations = tuple(_add_annotations(content, number, objects, tree)) if tree else ()
        return DrawnPage(
            number,
            _format_boxes(page, margin),
            zlib.compress(canvas.get_stream(), LEVEL),
            canvas.resources,
            objects.add(Owners(tuple(content.marks))) if content.marks else None,
            annotations,
            tuple(_list_targets(content)),
            tuple(_list_fields(content, number, annotations)),
            tuple((anchor.name, top - anchor.y) for anchor in page.anchors),
            page.label,
        )


def _add_annotations(content: PageContent, page: int, objects: ObjectList, tree: Tree) -> Iterable[tuple[int, int]]:
    """Give a page's links and check boxes their numbers; those of each one's annotation and element.

    ValueError: a check box isn't alone in its group, as PDF/UA-1 asks (ISO 14289-1, 7.18.4).
    """
    for found in content.found:
        number = objects.next_number
        if isinstance(found, PageLink):
            objects.add(Annotation(found, number))
        elif found.element.kids:
            raise ValueError(f"The check box {found.name!r} is not alone in its FORM group")
        else:
            objects.add(None)
        tree.add_annotation(found.element, Annotated(page, number))
        yield number, found.element.number


def _list_targets(content: PageContent) -> Iterable[str]:
    for found in content.found:
        if isinstance(found, PageLink) and found.target.startswith("#"):
            yield found.target[1:]


def _list_fields(content: PageContent, page: int, annotations: tuple[tuple[int, int], ...]) -> Iterable[Field]:
    for found, (number, _) in zip(content.found, annotations, strict=True):
        if isinstance(found, PageBox):
            yield Field(number, page, found.box, found.turns, found.name, found.label)


def _format_boxes(page: Page, margin: float) -> str:
    """The sheet, the ink's extent and the trim, one inside the other (ISO 32000-1, 14.11.2)."""
    boxes = []
    for name, inset in (("MediaBox", 0.0), ("BleedBox", margin - page.bleed), ("TrimBox", margin)):
        right, top = page.width + 2 * margin - inset, page.height + 2 * margin - inset
        boxes.append(f"/{name}[{inset:.2f} {inset:.2f} {right:.2f} {top:.2f}]")
    return "".join(boxes)
