"""The checks themselves: each must notice a file that was broken on purpose."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from drillcards.model.document import Purpose
from drillcards.model.page import Anchor
from drillcards.write.pdf import write_pdf
from pdf_checks import check_standards, check_structure, outline_structure
from write.samples import make_document, make_field, make_link, make_page, make_panel, make_paragraph

Break = Callable[[pikepdf.Pdf], None]


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """Two pages, each a panel, two paragraphs and a link, and at the end two check boxes."""
    path = tmp_path / "sound.pdf"
    page = make_page(make_panel(), make_paragraph(40, "a "), make_paragraph(60, "b "), make_link(80, "c", "#top"))
    boxes = (make_field(100, "one"), make_field(120, "two"))
    second = replace(page, items=(*page.items, *boxes))
    write_pdf(make_document(replace(page, anchors=(Anchor("top"),)), second), path)
    return path


def get_element(pdf: pikepdf.Pdf, index: int) -> pikepdf.Object:
    """A paragraph: 0 and 1 of the first page, 2 with its link; 3, 4, 5 of the second, and its boxes."""
    return pdf.Root.StructTreeRoot.K.K[index]


def rewrite(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    stream = pdf.pages[0].Contents.read_bytes()
    assert old in stream
    pdf.pages[0].Contents.write(stream.replace(old, new, 1))


def use_mcid_twice(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf, b"/MCID 1", b"/MCID 0")


def nest_marks(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf, b"ET\nEMC\n/P<</MCID 1>>BDC", b"ET\n/P<</MCID 1>>BDC\nEMC")


def forget_to_close(pdf: pikepdf.Pdf) -> None:
    stream = pdf.pages[0].Contents.read_bytes()
    pdf.pages[0].Contents.write(stream.removesuffix(b"EMC"))


def paint_outside(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf, b"/Artifact BMC", b"0 0 5 5 re f /Artifact BMC")


def cross_text_and_marks(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf, b"ET\nEMC", b"EMC\nET")


def own_mcid_twice(pdf: pikepdf.Pdf) -> None:
    get_element(pdf, 1).K = 0


def own_missing_mcid(pdf: pikepdf.Pdf) -> None:
    get_element(pdf, 1).K = 77


def shift_parent_tree(pdf: pikepdf.Pdf) -> None:
    slots = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    slots[0], slots[1] = slots[1], slots[0]


def shorten_parent_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot.ParentTree.Nums[1][2]


def detach_from_parent(pdf: pikepdf.Pdf) -> None:
    get_element(pdf, 0).P = get_element(pdf, 1)


def hang_twice(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K.K.append(get_element(pdf, 0))


def empty_an_element(pdf: pikepdf.Pdf) -> None:
    del get_element(pdf, 0)["/K"]


def unlink(pdf: pikepdf.Pdf) -> None:
    link = get_element(pdf, 2).K
    link.K = link.K[0]


def borrow_annotation(pdf: pikepdf.Pdf) -> None:
    get_element(pdf, 5).K.K[1].Obj = get_element(pdf, 2).K.K[1].Obj


def mislead_annotation(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots[0].StructParent = pdf.pages[1].Annots[0].StructParent


def silence_annotation(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0]["/Contents"]


def silence_field(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1].Annots[1]["/TU"]


def mislead_field(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Annots[1].StructParent = pdf.pages[1].Annots[2].StructParent


def unfasten_field(pdf: pikepdf.Pdf) -> None:
    get_element(pdf, 6).K.Obj = pdf.pages[1].Annots[2]


def crowd_field(pdf: pikepdf.Pdf) -> None:
    get_element(pdf, 6).K = pikepdf.Array([get_element(pdf, 6).K, get_element(pdf, 7).K])


def list_ghost_field(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields.append(pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Btn)))


def share_name(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Annots[1].T = pdf.pages[1].Annots[2].T


def part_name(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Annots[1].T = pikepdf.String("one.two")


def show_other_state(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Annots[1].AS = pikepdf.Name.Yes


def remove_state(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1].Annots[1].AP.N["/Yes"]


def move_field(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Annots[1].P = pdf.pages[0].obj


def draw_anew(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.NeedAppearances = True


def reuse_next_key(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTreeNextKey = 1


def remove_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


BREAKAGES: list[tuple[Break, str]] = [
    (use_mcid_twice, "page 1: an MCID is used twice"),
    (nest_marks, "page 1: marked content is nested"),
    (forget_to_close, "page 1: BDC is left open"),
    (paint_outside, "page 1: f paints outside of any marked content"),
    (cross_text_and_marks, "page 1: EMC closes what isn't open"),
    (own_mcid_twice, "/P owns MCID 0, which another element has"),
    (own_missing_mcid, "the tree names MCID 77, which is on no page"),
    (shift_parent_tree, "page 1: the ParentTree gives MCID 0 to another element"),
    (shorten_parent_tree, "page 1: 3 MCIDs but 2 slots in the ParentTree"),
    (detach_from_parent, "/P names another parent than the one it hangs on"),
    (hang_twice, "/P is in the tree twice"),
    (empty_an_element, "/P is empty"),
    (unlink, "/Link has no annotation (OBJR)"),
    (borrow_annotation, "/Link refers to an annotation that another element has"),
    (mislead_annotation, "page 1: the ParentTree gives an annotation to another element"),
    (silence_annotation, "page 1: an annotation says nothing (Contents)"),
    (silence_field, "page 2: an annotation says nothing (TU)"),
    (mislead_field, "page 2: the ParentTree gives an annotation to another element"),
    (unfasten_field, "page 2: an annotation belongs to no element"),
    (crowd_field, "/Form isn't one annotation (OBJR) and nothing else"),
    (list_ghost_field, "the form's fields aren't the pages' widgets"),
    (share_name, "a field's name is empty, in use twice, or parted by a full stop"),
    (part_name, "a field's name is empty, in use twice, or parted by a full stop"),
    (show_other_state, "a check box has other states than Yes and Off, or shows another than it is in"),
    (remove_state, "a check box has other states than Yes and Off, or shows another than it is in"),
    (move_field, "a field names another page than the one it is on"),
    (draw_anew, "the form lets viewers draw its fields anew (NeedAppearances)"),
    (reuse_next_key, "ParentTreeNextKey is in use"),
    (remove_tree, "there is no structure tree"),
]


@pytest.mark.parametrize(("breakage", "message"), BREAKAGES, ids=[b.__name__ for b, _ in BREAKAGES])
def test_each_breakage_is_noticed(sound: Path, breakage: Break, message: str) -> None:
    assert check_structure(sound) == []
    broken = sound.with_name("broken.pdf")
    with pikepdf.open(sound) as pdf:
        breakage(pdf)
        pdf.save(broken)
    assert message in check_structure(broken)


def test_an_untagged_file_meets_no_standard_for_reading(tmp_path: Path) -> None:
    path = tmp_path / "sheets.pdf"
    write_pdf(make_document(make_page(make_paragraph(40, "x")), purpose=Purpose.PRINTING), path)
    assert any(problem.startswith("ua1") for problem in check_standards(path))
    assert any(problem.startswith("2a") for problem in check_standards(path))


def test_a_structure_can_be_read_as_text(sound: Path) -> None:
    assert outline_structure(sound).splitlines()[:4] == ["Document", "  P *", "  P *", "  P"]
