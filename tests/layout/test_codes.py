"""QR codes: a scanner reads the card as printed."""

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
import zxingcpp

from drillcards.layout.codes import MIN_MODULE, QUIET, draw_code
from drillcards.model.document import Document
from drillcards.model.page import BLACK, Box, Color, Group, Page, Shape
from drillcards.write.pdf import write_pdf
from layout.printed import find_fonts, measure_ink

URLS = ["https://example.org/v/1", "https://video.example.org/watch?v=abcdefghijk&t=120s", "HTTPS://EXAMPLE.ORG/A"]


def find_modules(group: Group) -> tuple[Box, Box, float]:
    """(the figure's box, the dark modules' box, a module's size)."""
    figure = group.items[0]
    assert isinstance(figure, Group)
    shape = figure.items[0]
    assert isinstance(shape, Shape)
    assert figure.box is not None
    dark = measure_ink(shape)
    module = (figure.box.w - dark.w) / (2 * QUIET)
    return figure.box, dark, module


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("side", [62.0, 70.0, 140.0])
def test_a_code_is_read_back_from_the_written_file(url: str, side: float, tmp_path: Path) -> None:
    ink = Color(0.09, 0.09, 0.11)
    group = draw_code(url, Box(20, 20, side, side), ink, f"Video: {url}")
    assert group is not None
    path = tmp_path / "code.pdf"
    write_pdf(Document("Code", (Page(200, 200, (group,)),), find_fonts().files), path)
    with pypdfium2.PdfDocument(path) as pdf:
        image = pdf[0].render(scale=300 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(image)
    assert code.text == url


@pytest.mark.parametrize("url", URLS)
def test_modules_are_large_enough_and_the_margin_is_four_of_them(url: str) -> None:
    group = draw_code(url, Box(0, 0, 70, 80), BLACK, "Video")
    assert group is not None
    box, dark, module = find_modules(group)
    assert module >= MIN_MODULE - 1e-9
    assert box.w == pytest.approx(70)
    assert dark.x - box.x == pytest.approx(QUIET * module)
    assert box.bottom - dark.bottom == pytest.approx(QUIET * module)


def test_no_code_is_drawn_that_a_phone_could_not_read() -> None:
    assert draw_code("https://example.org/" + "a" * 200, Box(0, 0, 60, 60), BLACK, "Video") is None


def test_a_link_longer_than_the_largest_code_is_not_drawn() -> None:
    assert draw_code("https://example.org/" + "a" * 4000, Box(0, 0, 600, 600), BLACK, "Video") is None
