"""Draw the pictures of README and docs from what the program really prints: ``make pictures``."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from pypdfium2 import PdfDocument, raw

from drillcards.build.booklet import BookletOrder, print_booklet
from drillcards.build.cards import print_cards
from drillcards.build.material import Material, Selection, read_material
from drillcards.build.order import CardOrder
from drillcards.read.templates import list_templates, read_template
from drillcards.write.png import render_page

ROOT = Path(__file__).resolve().parent.parent
PICTURES = Path(__file__).resolve().parent / "pictures"
DPI = 100
GAP = 16
BEHIND = (196, 196, 196)
DRILL = "speed/butt-kicks"
SPREAD_DPI = 72
# Spreads of the booklet, two a picture, each by the anchor of a place on it: its left-hand and its right-hand page.
SPREADS = {
    "booklet-front": (":contents", ":chapter-speed"),
    "booklet-drill": (DRILL, ":practice-1"),
    "booklet-plan": (":calendar", ":index-muscle"),
}


ANCHORS = (DRILL, *(anchor for anchors in SPREADS.values() for anchor in anchors))


def draw_pictures() -> None:
    """One picture a template, its first two faces in colour and below them in grey; and one of an imposed sheet."""
    material = read_material(ROOT)
    templates, _ = list_templates(material.workspace)
    for template in templates:
        if template.name.startswith("booklet"):
            continue
        pdf = _print(material, CardOrder(Selection((DRILL,)), template.name, "single"))
        count = 1 if template.back is None else 2
        rows = [[_render(pdf, index, template.bleed, grey=grey) for index in range(count)] for grey in (False, True)]
        _save(_arrange(rows if count == 2 else [[*rows[0], *rows[1]]]), template.name)
    _draw_booklet(material)
    pdf = _print(material, CardOrder(Selection(categories=("speed",)), crop_marks=True))
    _save(_arrange([[_render(pdf, index, 0, grey=False, dpi=60) for index in range(2)]]), "sheet")


def _draw_booklet(material: Material) -> None:
    """The cover with a drill's spread in grey, and the booklet's other kinds of spreads in colour."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "booklet.pdf"
        print_booklet(material, BookletOrder(out=out))
        pdf, places = out.read_bytes(), _find_places(out)
    bleed = read_template(material.workspace, "booklet")[0].bleed

    def draw_spread(anchor: str, *, grey: bool = False) -> Image.Image:
        left = (places[anchor] + 1) // 2 * 2 - 1  # pages count from 0, and the cover has no neighbour
        pages = [_render(pdf, index, bleed, grey=grey, dpi=SPREAD_DPI) for index in (left, left + 1)]
        return _arrange([pages], gap=0)

    cover = _render(pdf, 0, bleed, grey=False, dpi=SPREAD_DPI)
    _save(_arrange([[cover, draw_spread(DRILL, grey=True)]]), "booklet-cover")
    for name, anchors in SPREADS.items():
        _save(_arrange([[draw_spread(anchor) for anchor in anchors]]), name)


def _find_places(path: Path) -> dict[str, int]:
    """The pages (from 0) of a PDF's named places."""
    with PdfDocument(path) as pdf:
        destinations = (raw.FPDF_GetNamedDestByName(pdf.raw, name.encode()) for name in ANCHORS)
        return {
            name: raw.FPDFDest_GetDestPageIndex(pdf.raw, destination)
            for name, destination in zip(ANCHORS, destinations, strict=True)
        }


def _print(material: Material, order: CardOrder) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "cards.pdf"
        print_cards(
            material, CardOrder(order.selection, order.template, order.paper, crop_marks=order.crop_marks, out=out)
        )
        return out.read_bytes()


def _render(pdf: bytes, index: int, bleed: float, *, grey: bool, dpi: int = DPI) -> Image.Image:
    """A page as it looks when it is cut."""
    page = render_page(pdf, index, dpi, grey=grey).convert("RGB")
    inset = round(bleed * dpi / 72)
    return page.crop((inset, inset, page.width - inset, page.height - inset))


def _arrange(rows: Sequence[Sequence[Image.Image]], gap: int = GAP) -> Image.Image:
    width = max(sum(page.width + gap for page in row) for row in rows) + gap
    height = sum(max(page.height for page in row) + gap for row in rows) + gap
    sheet = Image.new("RGB", (width, height), BEHIND)
    top = gap
    for row in rows:
        left = gap
        for page in row:
            sheet.paste(page, (left, top))
            left += page.width + gap
        top += max(page.height for page in row) + gap
    return sheet


def _save(picture: Image.Image, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    picture.quantize(200, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    draw_pictures()
