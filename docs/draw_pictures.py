"""Draw the README's pictures from what the program really prints: ``make pictures``."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from drillcards.build.cards import print_cards
from drillcards.build.material import Material, Selection, read_material
from drillcards.build.order import CardOrder
from drillcards.read.templates import list_templates
from drillcards.write.png import render_page

ROOT = Path(__file__).resolve().parent.parent
PICTURES = Path(__file__).resolve().parent / "pictures"
DPI = 100
GAP = 16
BEHIND = (196, 196, 196)
DRILL = "speed/butt-kicks"


def draw_pictures() -> None:
    """One picture a template, its first two faces in colour and below them in grey; and one of an imposed sheet."""
    material = read_material(ROOT)
    templates, _ = list_templates(material.workspace)
    for template in templates:
        pdf = _print(material, CardOrder(Selection((DRILL,)), template.name, "single"))
        count = 1 if template.back is None else 2
        rows = [[_render(pdf, index, template.bleed, grey=grey) for index in range(count)] for grey in (False, True)]
        _save(_arrange(rows if count == 2 else [[*rows[0], *rows[1]]]), template.name)
    pdf = _print(material, CardOrder(Selection(categories=("speed",)), crop_marks=True))
    _save(_arrange([[_render(pdf, index, 0, grey=False, dpi=60) for index in range(2)]]), "sheet")


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


def _arrange(rows: Sequence[Sequence[Image.Image]]) -> Image.Image:
    width = max(sum(page.width + GAP for page in row) for row in rows) + GAP
    height = sum(max(page.height for page in row) + GAP for row in rows) + GAP
    sheet = Image.new("RGB", (width, height), BEHIND)
    top = GAP
    for row in rows:
        left = GAP
        for page in row:
            sheet.paste(page, (left, top))
            left += page.width + GAP
        top += max(page.height for page in row) + GAP
    return sheet


def _save(picture: Image.Image, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    picture.quantize(96, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    draw_pictures()
