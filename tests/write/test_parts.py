import io
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from PIL import Image as Pictures

from drillcards.model.document import Document, OutlineEntry, Purpose
from drillcards.model.page import BLACK, Anchor, Box, Group, Image, Line, Move, Page, Shape, Tag
from drillcards.write.binding import Binder, bind_within
from drillcards.write.file import save_file
from drillcards.write.fonts import COMMON, Font
from drillcards.write.images import FINENESSES
from drillcards.write.parts import Painter
from drillcards.write.pdf import render_pdf
from pdf_checks import check_standards, check_structure, extract_text, outline_structure
from write.samples import (
    FONTS,
    make_document,
    make_field,
    make_group,
    make_link,
    make_page,
    make_paragraph,
    make_step,
    make_text,
)

COMB = tuple((Move if n == 0 else Line)(float(n // 8 * 4), 40.0 if n // 8 % 2 else 0.0) for n in range(8 * 14))


def make_pages(picture: str) -> list[Page]:
    """Pages with all that a part may share with others, or refer to in them."""
    figure = Group((Shape(COMB, stroke=BLACK),), tag=Tag.FIGURE, alt="A comb: 100 %", box=Box(0, 0, 60, 40))
    pages = []
    for number in range(6):
        image = Image(Box(20, 200, 20 + 10 * number, 10), picture)
        steps = Group((make_step("1.", 60, "Stand “still”."), make_step("2.", 80, "Go.")), tag=Tag.LIST, key="steps")
        section = make_group(
            Tag.SECTION,
            make_paragraph(20, f"Drill {number} – go"),
            make_group(Tag.PARAGRAPH, make_text(20, 40, chr(0x410 + number) + " ", "noto")),
            steps,
            make_link(120, "on", f"#drill-{(number + 3) % 6}"),
            make_field(140, f"drill-{number}", size=9 + number % 2),
            figure,
            Group((image,), tag=Tag.FIGURE, alt="Halves", box=image.box),
            key=f"drill-{number}",
        )
        pages.append(replace(make_page(section, label=str(number + 1)), anchors=(Anchor(f"drill-{number}"),)))
    return pages


@pytest.fixture
def document(tmp_path: Path) -> Document:
    picture = tmp_path / "halves.png"
    Pictures.new("RGB", (400, 150), (200, 30, 30)).save(picture)
    outline = tuple(OutlineEntry(f"Drill {number}", 0, f"drill-{number}") for number in range(6))
    return replace(make_document(*make_pages(str(picture))), outline=outline)


def bind(document: Document, cuts: Sequence[int], painters: int = 1) -> bytes:
    """The document parted before the pages of these indices, its parts drawn by several painters in turn."""
    hands = [Painter(document.fonts, document.purpose) for _ in range(painters)]
    binder = Binder(document.fonts, document.purpose)
    edges = [0, *cuts, len(document.pages)]
    for index, (start, stop) in enumerate(pairwise(edges)):
        binder.add_part(hands[index % painters].draw_part(document.pages[start:stop]))
    return bytes(binder.finish(replace(document, pages=())))


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_document_is_the_same_in_however_many_parts_and_by_however_many_hands(
    document: Document, purpose: Purpose
) -> None:
    document = replace(document, purpose=purpose, outline=document.outline if purpose is Purpose.READING else ())
    whole = render_pdf(document)
    assert bind(document, [1, 2, 3, 4, 5]) == whole
    assert bind(document, [1, 4], painters=2) == whole
    assert bind(document, [0, 2, 2], painters=3) == whole  # with parts that are empty


def test_what_is_in_several_parts_holds_together(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "parts.pdf"
    save_file(bind(document, [1, 2, 5], painters=2), path)
    assert check_standards(path) == []
    assert check_structure(path) == []
    assert [page.split("\n")[1] for page in extract_text(path)] == [f"{chr(0x410 + n)} " for n in range(6)]
    assert outline_structure(path).count("\n  Sect") == 6
    with pikepdf.open(path) as pdf:
        assert [page.label for page in pdf.pages] == list("123456")
        names = pdf.Root.Names.Dests.Names
        places = {bytes(names[i]): names[i + 1][0].objgen for i in range(0, len(names), 2)}
        for number, page in enumerate(pdf.pages):
            assert places[bytes(page.Annots[0].Dest)] == pdf.pages[(number + 3) % 6].obj.objgen


def test_pictures_and_long_paths_of_several_parts_are_in_the_file_once(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "parts.pdf"
    save_file(bind(document, [2, 4]), path)
    with pikepdf.open(path) as pdf:
        kinds = [str(o.get("/Subtype")) for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        picture = pdf.pages[0].Resources.XObject.Im2
        assert (kinds.count("/Form"), kinds.count("/Image")) == (1 + 4, 1)  # boxes of two sizes, two states each
        assert int(picture.Width) == 292  # for the largest use, 70 points wide, and that is on the last page


def test_a_file_for_mail_has_pictures_as_fine_as_its_limit_allows(document: Document, tmp_path: Path) -> None:
    blots = Pictures.frombytes("RGB", (75, 50), random.Random(1).randbytes(75 * 50 * 3))
    blots.resize((400, 150), Pictures.Resampling.BICUBIC).save(tmp_path / "halves.png")
    painter = Painter(document.fonts, document.purpose)
    parts = [painter.draw_part(document.pages[:4]), painter.draw_part(document.pages[4:])]
    most, sizes, finenesses = 1_000_000, [], []
    for _ in FINENESSES:
        data, fineness = bind_within(parts, document, most)
        assert len(data) <= most
        sizes.append(len(data))
        finenesses.append(fineness)
        path = tmp_path / "mail.pdf"
        save_file(data, path)
        assert check_standards(path) == []
        assert check_structure(path) == []
        most = len(data) - 1
    assert finenesses == list(FINENESSES)
    assert sizes[0] > 2 * sizes[-1]
    assert bind_within(parts, document, most) == (data, FINENESSES[-1])  # it doesn't get any smaller
    finest, fineness = bind_within(parts, document, 1_000_000)
    assert (bytes(finest), fineness) == (bind(document, [3]), FINENESSES[0])


def test_a_key_that_is_in_two_parts_stops_the_file() -> None:
    page = make_page(make_group(Tag.SECTION, make_paragraph(40, "x"), key="torn"))
    assert count_sections(render_pdf(make_document(page, page))) == 1
    with pytest.raises(ValueError, match="'torn' is in two parts"):
        bind(make_document(page, page), [1])


def count_sections(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return sum(isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Sect" for o in pdf.objects)


def test_a_check_box_in_two_parts_stops_the_file() -> None:
    pages = (make_page(make_field(40, "set-1")), make_page(make_field(40, "set-1")))
    with pytest.raises(ValueError, match="check box 'set-1' is in two places"):
        bind(make_document(*pages), [1])


def test_an_anchor_in_two_parts_and_a_link_to_none_stop_the_file() -> None:
    page = replace(make_page(), anchors=(Anchor("wall"),))
    with pytest.raises(ValueError, match="'wall' is in two places"):
        bind(make_document(page, page), [1])
    with pytest.raises(ValueError, match="wall, which is on no page"):
        bind(make_document(make_page(make_link(40, "x", "#wall")), make_page()), [1])


def test_a_font_s_codes_do_not_depend_on_what_was_used_before() -> None:
    points = [point for point, glyph in Font(FONTS[2], 1).face.charToGlyph.items() if glyph][:900]
    shuffled = random.Random(1).sample(points, len(points))
    one, other = Font(FONTS[2], 1), Font(FONTS[2], 1)
    assert {point: one[point] for point in points} == {point: other[point] for point in shuffled}
    assert len(set(one.values())) == len(points)
    assert one.list_subsets() == other.list_subsets()


def test_ascii_stays_legible_and_no_code_needs_an_escape() -> None:
    assert all(COMMON[point] == point for point in range(32, 127) if chr(point) not in "()\\")
    assert len(set(COMMON.values())) == len(COMMON)
    assert not set(COMMON.values()) & set(b"()\\\r\n\0")


def test_a_subset_that_nobody_uses_is_not_written() -> None:
    font = Font(FONTS[2], 1)
    font.add_characters([0x20, ord("a"), 0x42F])
    assert [sorted(codes.values()) for codes in font.list_subsets().values()] == [[0x20, 0x61], [0x20, 0x42F]]
