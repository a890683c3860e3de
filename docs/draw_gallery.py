"""Draw docs/gallery.md and its pictures from what the program really prints: ``make gallery``."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image
from pypdfium2 import PdfDocument, raw

from drillcards import api
from drillcards.read.templates import list_templates, read_template

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
DPI = 100
SPREAD_DPI = 72
SHEET_DPI = 60
GAP = 16
BEHIND = (196, 196, 196)
DRILL = "speed/butt-kicks"
PLAYER = 0
# Spreads of the booklet, two a picture, each by the anchor of a place on it: its left-hand and its right-hand page.
SPREADS = {
    "booklet-front": (":contents", ":chapter-speed"),
    "booklet-drill": (DRILL, ":practice-1"),
    "booklet-plan": (":calendar", ":index-muscle"),
    "booklet-routine": (":routine-fifteen-minute-warm-up", ":load"),
}
CAPTIONS = {
    "booklet-cover": "The cover, and a drill in grey",
    "booklet-front": "Contents, and a chapter's opener",
    "booklet-drill": "A drill, and a practice",
    "booklet-plan": "The season at a glance, and the index by muscle group",
    "booklet-routine": "A routine, and how the season loads the muscles",
    "packet": "A packet's cover and its summary",
    "sheet": "A sheet of cards, and its back",
}
ANCHORS = (DRILL, *(anchor for anchors in SPREADS.values() for anchor in anchors))


def draw_gallery(folder: Path) -> None:
    """Write ``gallery.md`` and ``pictures/*.png`` into a folder."""
    material = api.read_material(ROOT)
    templates = [t for t in list_templates(material.workspace)[0] if not t.name.startswith("booklet")]
    pictures = {template.name: _draw_template(material, template.name) for template in templates}
    pictures |= {"sheet": _draw_sheet(material), "packet": _draw_packet(material), **_draw_booklet(material)}
    for name, picture in pictures.items():
        _save(picture, folder / "pictures" / f"{name}.png")
    descriptions = {template.name: template.description for template in templates}
    (folder / "gallery.md").write_text("\n".join(_write_page(descriptions)), "utf-8")


def _write_page(descriptions: Mapping[str, str]) -> list[str]:
    """The lines of the page."""
    lines = ["# Gallery", "", "What the program prints of this repository's drills; `make gallery` draws it anew.", ""]
    lines += ["Each card is shown in colour and in grey. `drillcards cards --template NAME` prints it.", ""]
    for name, description in descriptions.items():
        lines += [f"## {name}", "", f"{description}.", "", f"![{name}](pictures/{name}.png)", ""]
    lines += ["## On sheets, in packets, in the booklet", ""]
    for name in ("sheet", "packet", "booklet-cover", *SPREADS):
        lines += [f"{CAPTIONS[name]}:", "", f"![{CAPTIONS[name]}](pictures/{name}.png)", ""]
    return lines


def _draw_template(material: api.Material, name: str) -> Image.Image:
    """A drill's first two faces in colour, and below them in grey; of pages one, beside its grey twin."""
    drills, _ = api.select_drills(material, api.Selection((DRILL,)))
    laid, _ = api.lay_out(material, drills, name)
    pdf = api.render_pdf(api.arrange_faces(material, laid))
    bleed, sides = laid[0].cards[0].front.bleed, 1 if laid[0].cards[0].back is None else 2
    rows = [[_render(pdf, index, bleed, grey=grey) for index in range(sides)] for grey in (False, True)]
    return _arrange(rows if sides == 2 else [[*rows[0], *rows[1]]])


def _draw_sheet(material: api.Material) -> Image.Image:
    drills, _ = api.select_drills(material, api.Selection(categories=("speed",)))
    laid, _ = api.lay_out(material, drills)
    paper = api.find_paper("letter")
    assert paper is not None
    pdf = api.render_pdf(api.arrange_sheets(material, laid, paper)[0])
    return _arrange([[_render(pdf, index, 0, dpi=SHEET_DPI) for index in range(2)]])


def _draw_packet(material: api.Material) -> Image.Image:
    """The first and the last page of the first player's packet."""
    with tempfile.TemporaryDirectory() as folder:
        report = api.build_packets(material, api.PacketOrder(out=Path(folder)))
        pdf = report.packets[PLAYER].files[0].read_bytes()
    with PdfDocument(pdf) as document:
        last = len(document) - 1
    return _arrange([[_render(pdf, index, 0, dpi=SPREAD_DPI) for index in (0, last)]])


def _draw_booklet(material: api.Material) -> dict[str, Image.Image]:
    """The cover with a drill's spread in grey, and the booklet's other kinds of spreads in colour."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "booklet.pdf"
        api.print_booklet(material, api.BookletOrder(out=out))
        pdf, places = out.read_bytes(), _find_places(out)
    template, _ = read_template(material.workspace, "booklet")
    bleed = template.bleed if template else 0

    def draw_spread(anchor: str, *, grey: bool = False) -> Image.Image:
        left = (places[anchor] + 1) // 2 * 2 - 1  # pages count from 0, and the cover has no neighbour
        pages = [_render(pdf, index, bleed, grey=grey, dpi=SPREAD_DPI) for index in (left, left + 1)]
        return _arrange([pages], gap=0)

    cover = _render(pdf, 0, bleed, dpi=SPREAD_DPI)
    return {
        "booklet-cover": _arrange([[cover, draw_spread(DRILL, grey=True)]]),
        **{name: _arrange([[draw_spread(anchor) for anchor in anchors]]) for name, anchors in SPREADS.items()},
    }


def _find_places(path: Path) -> dict[str, int]:
    """The pages (from 0) of a PDF's named places."""
    with PdfDocument(path) as pdf:
        destinations = (raw.FPDF_GetNamedDestByName(pdf.raw, name.encode()) for name in ANCHORS)
        return {
            name: raw.FPDFDest_GetDestPageIndex(pdf.raw, destination)
            for name, destination in zip(ANCHORS, destinations, strict=True)
        }


def _render(pdf: bytes, index: int, bleed: float, *, grey: bool = False, dpi: int = DPI) -> Image.Image:
    """A page as it looks when it is cut."""
    page = api.render_page(pdf, index, dpi, grey=grey).convert("RGB")
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


def _save(picture: Image.Image, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(200, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    draw_gallery(HERE)
