import ctypes
import io
from pathlib import Path

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
from PIL.Image import Image
from pypdfium2 import raw

from drillcards.model.document import Document, Purpose
from drillcards.model.page import Box, CheckBox, Group, Shape, Tag, rect_path
from drillcards.write.pdf import render_pdf, write_pdf
from drillcards.write.png import render_page
from pdf_checks import check_standards, check_structure, check_syntax, extract_text, outline_structure
from write.samples import GREEN, make_document, make_field, make_group, make_page, make_tasks, make_text

BOX = Box(20, 100, 11, 11)
"""Where the only box of most of these documents is; the bleed of 9 points comes on top."""


def write(document: Document, folder: Path) -> Path:
    """The file, after all that any tagged file must pass."""
    path = folder / "fields.pdf"
    write_pdf(document, path)
    assert check_standards(path) == []
    assert check_structure(path) == []
    return path


def tick(data: bytes, *spots: tuple[float, float]) -> bytes:
    """The file saved by a viewer after clicks on its first page, at points from the trim's top left corner."""
    buffer = io.BytesIO()
    with pypdfium2.PdfDocument(data) as pdf:
        pdf.init_forms()
        page = pdf[0]
        for x, y in spots:
            place = (pdf.formenv.raw, page.raw, 0, ctypes.c_double(9 + x), ctypes.c_double(9 + 432 - y))
            raw.FORM_OnMouseMove(*place)
            assert raw.FORM_OnLButtonDown(*place)
            assert raw.FORM_OnLButtonUp(*place)
        raw.FORM_ForceToKillFocus(pdf.formenv.raw)
        pdf.save(buffer)
    return buffer.getvalue()


def read_states(data: bytes) -> dict[str, str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert all(field.AS == field.V for field in fields)
        return {str(field.T): str(field.AS) for field in fields}


def cut_out(data: bytes, box: Box, dpi: int = 144) -> Image:
    """What is seen of a box on the first page."""
    picture = render_page(data, 0, dpi).convert("L")
    left, top, right, bottom = (round((9 + edge) * dpi / 72) for edge in (box.x, box.y, box.right, box.bottom))
    return picture.crop((left, top, right, bottom))


def count_dark(picture: Image) -> int:
    return sum(picture.histogram()[:128])


def test_a_list_of_tasks_has_boxes_to_tick_that_are_read_aloud(tmp_path: Path) -> None:
    path = write(make_document(make_page(make_tasks("Wall sit", "Läufe"))), tmp_path)
    item = "\n    LI\n      Lbl\n        Form @\n      LBody *"
    assert outline_structure(path) == f"Document\n  L{item}{item}"
    assert extract_text(path) == ["Wall sit \nLäufe "]
    with pikepdf.open(path) as pdf:
        fields = list(pdf.pages[0].Annots)
        assert [(str(field.T), str(field.TU)) for field in fields] == [
            ("Wall sit", "Tick when Wall sit is done"),
            ("Läufe", "Tick when Läufe is done"),
        ]
        assert [float(edge) for edge in fields[0].Rect] == [29, 330, 40, 341]
        assert pdf.pages[0].obj.Tabs == "/S"


def test_a_click_ticks_a_box_and_another_click_unticks_it() -> None:
    data = render_pdf(make_document(make_page(make_tasks("one", "two", "three"))))
    assert read_states(data) == {"one": "/Off", "two": "/Off", "three": "/Off"}
    ticked = tick(data, (25, 125), (25, 145))
    assert read_states(ticked) == {"one": "/Off", "two": "/Yes", "three": "/Yes"}
    assert read_states(tick(ticked, (25, 125))) == {"one": "/Off", "two": "/Off", "three": "/Yes"}


def test_a_tick_is_seen_and_a_box_without_one_is_an_empty_frame() -> None:
    data = render_pdf(make_document(make_page(make_field(BOX.y, "one"))))
    empty, ticked = cut_out(data, BOX), cut_out(tick(data, (25, 105)), BOX)
    inside = (3, 3, empty.width - 3, empty.height - 3)
    assert count_dark(empty) > 0
    assert empty.crop(inside).getextrema() == (255, 255)
    assert count_dark(ticked.crop(inside)) > 20


def test_a_box_covers_what_is_printed_below_it_so_that_a_tick_is_seen_on_any_colour() -> None:
    panel = Shape(rect_path(Box(0, 80, 288, 60)), fill=GREEN)
    data = render_pdf(make_document(make_page(panel, make_field(BOX.y, "one"))))
    assert cut_out(data, BOX).getpixel((11, 11)) == 255


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_tick_turns_with_its_group(turns: int, tmp_path: Path) -> None:
    wide = Box(0, 0, 40, 20)

    def draw(turns: int) -> Image:
        field = make_group(Tag.FORM, CheckBox(wide, "one", "One"))
        path = write(make_document(make_page(Group((field,), x=140, y=200, turns=turns))), tmp_path)
        place = [(160.0, 210.0), (130.0, 220.0), (120.0, 190.0), (150.0, 180.0)][turns]
        around = Box(140 - 45, 200 - 45, 90, 90)
        return cut_out(tick(path.read_bytes(), place), around)

    upright, turned = draw(0), draw(turns).rotate(90 * turns)  # Pillow turns counter-clockwise
    different = [abs(one - other) > 160 for one, other in zip(upright.tobytes(), turned.tobytes(), strict=True)]
    assert count_dark(turned) > 200
    assert sum(different) < 10


def test_any_text_is_a_name(tmp_path: Path) -> None:
    names = ("a.b", "a", "a%2Eb", "a..b.", "Läufe 100 %", "(", ".")
    path = write(make_document(make_page(make_tasks(*names))), tmp_path)
    with pikepdf.open(path) as pdf:
        assert [str(field.T) for field in pdf.Root.AcroForm.Fields][:3] == ["a%2Eb", "a", "a%252Eb"]


def test_a_name_is_one_box_s_only() -> None:
    with pytest.raises(ValueError, match="check box 'set-1' is in two places"):
        render_pdf(make_document(make_page(make_field(40, "set-1"), make_field(60, "set-1"))))


@pytest.mark.parametrize(("name", "label"), [("", "Set 1"), ("set-1", "")])
def test_a_box_without_a_name_or_words_for_it_stops_the_file(name: str, label: str) -> None:
    with pytest.raises(ValueError, match="needs both a name and a label"):
        render_pdf(make_document(make_page(make_field(40, name, label))))


def test_a_box_outside_of_a_form_group_stops_the_file() -> None:
    box = CheckBox(BOX, "set-1", "Set 1")
    for group in (make_group(Tag.PARAGRAPH, box), make_group(Tag.ARTIFACT, make_group(Tag.FORM, box))):
        with pytest.raises(ValueError, match="'set-1' is not directly inside a FORM group"):
            render_pdf(make_document(make_page(group)))


def test_a_box_shares_its_group_with_nothing() -> None:
    box = CheckBox(BOX, "set-1", "Set 1")
    span = make_group(Tag.SPAN, make_text(0, 0, "Set 1"))
    for others in ((make_text(0, 0, "Set 1"),), (span,), (CheckBox(BOX, "set-2", "Set 2"),)):
        for items in ((box, *others), (*others, box)):
            with pytest.raises(ValueError, match="not alone in its FORM group"):
                render_pdf(make_document(make_page(make_group(Tag.FORM, *items))))


def test_boxes_of_one_size_share_their_looks(tmp_path: Path) -> None:
    page = make_page(*(make_field(20 * i, f"{i}", size=11 if i % 2 else 14) for i in range(12)))
    with pikepdf.open(write(make_document(page), tmp_path)) as pdf:
        assert sum(isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Form" for o in pdf.objects) == 4


def test_a_season_of_boxes_meets_the_standards(tmp_path: Path) -> None:
    pages = [make_page(make_tasks(*(f"{page}.{i}" for i in range(15)))) for page in range(150)]
    write(make_document(*pages), tmp_path)


def test_sheets_for_a_printer_have_empty_boxes_that_look_the_same_and_are_no_fields(tmp_path: Path) -> None:
    page = make_page(make_field(BOX.y, "one"), make_field(140, "one"), Group((CheckBox(BOX, "", ""),), x=40))
    path = tmp_path / "sheets.pdf"
    write_pdf(make_document(page, purpose=Purpose.PRINTING), path)
    assert check_syntax(path) == []
    with pikepdf.open(path) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj
    printed = cut_out(path.read_bytes(), BOX)
    shown = cut_out(render_pdf(make_document(make_page(make_field(BOX.y, "one")))), BOX)
    assert count_dark(printed) > 0
    assert printed.tobytes() == shown.tobytes()
    assert printed.tobytes() == cut_out(path.read_bytes(), BOX._replace(x=60)).tobytes()
