from pathlib import Path

from PIL import Image as Pictures

from drillcards.model.page import Box, Group, Shape, rect_path
from drillcards.write.pdf import render_pdf, write_pdf
from drillcards.write.png import render_page, write_png
from write.samples import GREEN, make_document, make_page, make_panel

SAMPLE = make_document(make_page(), make_page(Shape(rect_path(Box(-9, -9, 153, 450)), fill=GREEN)))


def test_a_page_is_rendered_at_its_size_with_its_bleed() -> None:
    picture = render_page(render_pdf(SAMPLE), 1, 72)
    assert picture.size == (306, 450)
    assert picture.getpixel((1, 1)) == (26, 102, 51)
    assert picture.getpixel((150, 300)) == (26, 102, 51)
    assert picture.getpixel((156, 300)) == (255, 255, 255)


def test_a_turned_group_is_seen_where_the_model_says() -> None:
    bar = Group((make_panel(0, 0, 40, 20),), x=100, y=50, turns=1)
    picture = render_page(render_pdf(make_document(make_page(bar))), 0, 72)
    box = Pictures.eval(picture.convert("L"), lambda value: 255 - value).getbbox()
    # From (100, 50): 20 to the left, 40 down; all that moved by the bleed of 9.
    assert box == (89, 59, 109, 99)


def test_grey_has_no_colours(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_pdf(SAMPLE, path)
    assert render_page(path, 1, 36, grey=True).mode == "L"


def test_a_png_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.png"
    write_png(render_pdf(SAMPLE), 1, path, 36)
    with Pictures.open(path) as picture:
        assert (picture.format, picture.size) == ("PNG", (153, 225))
