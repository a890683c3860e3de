from pathlib import Path

import pikepdf

from drillcards.model.page import BLACK, WHITE, Box, Color, Group, Line, Move, Shape, Tag
from drillcards.model.page import Path as Outline
from drillcards.write.pdf import render_pdf, write_pdf
from drillcards.write.png import render_page
from pdf_checks import check_standards, check_structure
from write.samples import GREEN, make_document, make_page

COMB: Outline = tuple((Move if n == 0 else Line)(float(n // 8 * 4), 40.0 if n // 8 % 2 else 0.0) for n in range(8 * 14))


def count_forms(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return sum(isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Form" for o in pdf.objects)


def test_a_long_path_is_in_the_file_once_in_all_colours_and_places(tmp_path: Path) -> None:
    shapes = (Shape(COMB, fill=GREEN), Group((Shape(COMB, fill=BLACK),), x=100, y=50))
    page = make_page(Group(shapes, tag=Tag.FIGURE, alt="Two combs", box=Box(0, 0, 160, 100)))
    path = tmp_path / "combs.pdf"
    write_pdf(make_document(page, page), path)
    assert count_forms(path) == 1
    assert check_standards(path) == []
    assert check_structure(path) == []
    picture = render_page(path, 0, 72).convert("RGB")
    assert picture.getpixel((9 + 4, 9 + 20)) == (26, 102, 51)
    assert picture.getpixel((109 + 4, 59 + 20)) == (0, 0, 0)


def test_filled_and_stroked_paths_are_different_forms(tmp_path: Path) -> None:
    path = tmp_path / "combs.pdf"
    write_pdf(make_document(make_page(Shape(COMB, fill=GREEN), Shape(COMB, stroke=BLACK))), path)
    assert count_forms(path) == 2


def test_paths_through_the_same_points_are_not_taken_for_each_other() -> None:
    def draw(path: Outline) -> Color:
        page = make_page(Shape(path, stroke=BLACK, line_width=3))
        pixel = render_page(render_pdf(make_document(page)), 0, 72).convert("RGB").getpixel((9 + 22, 9 + 20))
        assert isinstance(pixel, tuple)
        return Color(*(part / 255 for part in pixel))

    broken = tuple(Move(*segment) if index == 6 * 8 else segment for index, segment in enumerate(COMB))
    for part in (slice(None), slice(4 * 8, 8 * 8)):  # as a form, and as it stands
        lines = (Move(*COMB[part][0]), *COMB[part][1:])
        gap = (Move(*broken[part][0]), *broken[part][1:])
        assert draw(lines) != WHITE
        assert draw(gap) == WHITE


def test_a_wide_stroke_is_not_cut_off() -> None:
    page = make_page(Shape(COMB, stroke=GREEN, line_width=20))
    picture = render_page(render_pdf(make_document(page)), 0, 72)
    assert picture.getpixel((9 - 6, 9 + 20)) == (26, 102, 51)
