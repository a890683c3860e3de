"""Parts bound into one file: numbered, and joined by what they share."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reportlab.pdfbase import pdfdoc

from drillcards.model.document import Document, Purpose
from drillcards.model.font import FontFile
from drillcards.write.canvas import Picture
from drillcards.write.container import FONTS, PdfFile, format_stream
from drillcards.write.fields import Field, write_fields
from drillcards.write.fonts import Font
from drillcards.write.forms import Form
from drillcards.write.images import FINENESSES, FINEST, Fineness, encode_image
from drillcards.write.metadata import write_metadata
from drillcards.write.navigation import (
    Destination,
    write_destinations,
    write_labels,
    write_outline,
    write_preferences,
)
from drillcards.write.parts import DrawnPage, Part
from drillcards.write.structure import DOCUMENT_NUMBER, join_kids


class _BoundPage(NamedTuple):
    """A page with its number in the file, as far as it can be written before the last part is there."""

    number: int
    text: str
    resources: Mapping[str, Form | str]
    """By name on the page: a form, or the path of a picture."""
    label: str


class Binder:
    """Takes the parts of one document in order, and writes what it can at once.

    Only numbers and offsets depend on what came before a part, so the file is the same however its pages were parted.
    """

    def __init__(self, fonts: Iterable[FontFile], purpose: Purpose) -> None:
        self._file = PdfFile()
        self._tagged = purpose is Purpose.READING
        if self._tagged:
            number = self._file.reserve_numbers()
            assert number == DOCUMENT_NUMBER
        self._fonts = {source.name: Font(source, index) for index, source in enumerate(fonts, 1)}
        self._pages: list[_BoundPage] = []
        self._shared = _SharedObjects()
        self._destinations: dict[str, Destination] = {}
        self._targets: set[str] = set()
        """The anchors that links lead to."""
        self._fields: dict[str, Field] = {}
        """The check boxes by name, in order."""
        self._top: list[int] = []
        self._keys: set[str] = set()
        self._parents: list[str] = []
        """The ParentTree's entries, by the number of a page or of an annotation."""

    def add_part(self, part: Part) -> None:
        """Add the next pages. ValueError: an anchor, a check box or a key is also in a part before."""
        if torn := sorted(self._keys & part.keys):
            raise ValueError(f"The key {torn[0]!r} is in two parts")
        self._keys |= part.keys
        first = self._file.reserve_numbers(part.objects.count)
        for page in part.pages:
            self._add_page(page, first)
        self._file.pack_bodies(*part.objects.place_bodies(first))
        self._top += [first + number for number in part.top]
        for name, characters in part.characters.items():
            self._fonts[name].add_characters(characters)

    def list_lost_links(self) -> tuple[str, ...]:
        """The anchors that links lead to, and that are on no page so far."""
        return tuple(sorted(self._targets - self._destinations.keys()))

    def finish(self, document: Document, fineness: Fineness = FINEST) -> bytearray:
        """The whole file. Of the document everything counts but its pages, which are those of the parts.

        ValueError: it has no title, or a link or the outline leads to an anchor that isn't there. WriteError: a picture
        can't be read.
        """
        if not document.title:
            raise ValueError("A document needs a title")
        if missing := self.list_lost_links():
            raise ValueError(f"Links lead to {', '.join(missing)}, which is on no page")
        file = self._file
        self._write_pages(fineness)
        write_destinations(file, self._destinations)
        write_fields(file, tuple(self._fields.values()))
        write_outline(file, document.outline, self._destinations)
        write_labels(file, [page.label for page in self._pages])
        write_preferences(file, document)
        write_metadata(file, document)
        if self._tagged:
            self._write_structure()
        return file.finish()

    def _add_page(self, page: DrawnPage, first: int) -> None:
        number = first + page.number
        self._file.write_object(number + 1, format_stream(b"<</Filter/FlateDecode", page.content))
        text = f"{page.boxes}/Contents {number + 1} 0 R"
        if page.owners is not None:
            # The page's number is as good a key as any, being unique.
            text += f"/StructParents {number}"
            self._parents.append(f"{number} {first + page.owners} 0 R")
        if page.annotations:
            text += f"/Annots[{' '.join([f'{first + annotation} 0 R' for annotation, _ in page.annotations])}]/Tabs/S"
        self._parents += [f"{first + annotation} {first + element} 0 R" for annotation, element in page.annotations]
        self._targets.update(page.targets)
        self._pages.append(_BoundPage(number, text, self._shared.collect(page.resources), page.label))
        for name, y in page.anchors:
            if name in self._destinations:
                raise ValueError(f"The anchor {name!r} is in two places")
            self._destinations[name] = Destination(number, y)
        for field in page.fields:
            if field.name in self._fields:
                raise ValueError(f"The check box {field.name!r} is in two places")
            self._fields[field.name] = field._replace(number=first + field.number, page=number)

    def _write_pages(self, fineness: Fineness) -> None:
        """The pages' dictionaries, and all that they share."""
        file = self._file
        fonts = file.idToObject[FONTS].dict
        for font in self._fonts.values():
            fonts |= {name: f"{number} 0 R" for name, number in font.write(file).items()}
        numbers = self._shared.write(file, fineness)
        root = file.reserve_numbers()
        file.Catalog.Pages = f"{root} 0 R"
        head = f"<</Type/Page/Parent {root} 0 R/Resources<</Font {file.get_number(FONTS)} 0 R"
        for page in self._pages:
            uses = "".join([f"/{name} {numbers[key]} 0 R" for name, key in page.resources.items()])
            resources = f"/XObject<<{uses}>>>>" if uses else ">>"
            file.pack_body(page.number, f"{head}{resources}{page.text}>>")
        kids = " ".join([f"{page.number} 0 R" for page in self._pages])
        file.pack_body(root, f"<</Type/Pages/Count {len(self._pages)}/Kids[{kids}]>>")

    def _write_structure(self) -> None:
        file = self._file
        kids = join_kids([f"{number} 0 R" for number in self._top])
        parents = file.add_body(f"<</Nums[{' '.join(self._parents)}]>>")
        root = file.add_body(
            f"<</Type/StructTreeRoot/K {DOCUMENT_NUMBER} 0 R/ParentTree {parents} 0 R"
            f"/ParentTreeNextKey {parents}>>"  # greater than the number of any page or annotation
        )
        document = f"<</Type/StructElem/S/Document/P {root} 0 R{kids}>>"
        file.pack_body(DOCUMENT_NUMBER, document)
        file.Catalog.StructTreeRoot = f"{root} 0 R"
        file.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})


def bind_within(parts: Sequence[Part], document: Document, most: int) -> tuple[bytearray, Fineness]:
    """The parts as one file of at most so many bytes, its pictures as fine as that allows, and how fine they are.

    What isn't a picture stays as it is, so the file may be larger even with the coarsest. Errors are the Binder's.
    """
    for fineness in FINENESSES:
        binder = Binder(document.fonts, document.purpose)
        for part in parts:
            binder.add_part(part)
        data = binder.finish(document, fineness)
        if len(data) <= most:
            break
    return data, fineness


class _SharedObjects:
    """Forms and pictures, each once in the file. A picture is written as large as its largest use needs it."""

    def __init__(self) -> None:
        self._forms: dict[Form, Form] = {}
        self._pictures: dict[str, Picture] = {}

    def collect(self, resources: Mapping[str, Form | Picture]) -> dict[str, Form | str]:
        """Remember what a page uses; by name, what ``write`` will give the numbers of."""
        return {
            name: self._add_picture(use) if isinstance(use, Picture) else self._forms.setdefault(use, use)
            for name, use in resources.items()
        }

    def _add_picture(self, use: Picture) -> str:
        known = self._pictures.get(use.path, use)
        largest = Picture(use.path, max(known.width, use.width), max(known.height, use.height))
        self._pictures[use.path] = largest
        return use.path

    def write(self, file: PdfFile, fineness: Fineness) -> dict[Form | str, int]:
        """Write all, and read the pictures for that; the object numbers. WriteError: a picture can't be read."""
        numbers: dict[Form | str, int] = {}
        for form in self._forms:
            numbers[form] = file.reserve_numbers()
            file.write_object(numbers[form], form)
        for picture in self._pictures.values():
            numbers[picture.path] = file.reserve_numbers()
            entries, data = encode_image(*picture, fineness)
            head = "".join([f"/{key} {value}" for key, value in entries.items()])
            file.write_object(numbers[picture.path], format_stream(f"<<{head}".encode("ascii"), data))
        return numbers
