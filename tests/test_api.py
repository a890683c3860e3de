"""The library as other programs use it."""

import ast
import inspect
from pathlib import Path

import pytest

from drillcards import api
from pdf_checks import check_standards, check_structure, extract_text

SAMPLE = Path(__file__).parent / "sample"


@pytest.fixture(scope="module")
def material() -> api.Material:
    return api.read_material(SAMPLE)


def test_all_that_is_offered_is_there_and_explained() -> None:
    offered = {name: getattr(api, name) for name in api.__all__}
    assert [name for name, value in offered.items() if name != "Problems" and not inspect.getdoc(value)] == []


def test_all_that_is_imported_for_others_is_offered() -> None:
    """A public value of a signature that can't be imported from here would send people into the stages."""
    tree = ast.parse(inspect.getsource(api))
    private = {"Sequence", "replace", "lay_out_drills", "prepare_edition", "find_template", "describe_document"}
    private |= {"find_mark_font", "impose_cards", "separate_faces", "load_fonts", "list_sections"}
    imported = {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert imported - private == set(api.__all__) - {"lay_out", "arrange_faces", "arrange_sheets"}


def test_drills_become_a_tagged_file(material: api.Material, tmp_path: Path) -> None:
    drills, problems = api.select_drills(material, api.Selection(categories=("speed",)))
    laid, more = api.lay_out(material, drills, "page")
    assert (problems, more) == ((), ())
    assert [drill.slug for drill in laid] == ["speed/cone-weave", "speed/ladder-run"]
    out = tmp_path / "speed.pdf"
    api.write_pdf(api.arrange_faces(material, laid), out)
    assert check_standards(out) == []
    assert check_structure(out) == []
    assert "Cone Weave" in extract_text(out)[0]


def test_drills_become_sheets(material: api.Material) -> None:
    drills, _ = api.select_drills(material, api.Selection())
    laid, _ = api.lay_out(material, drills)
    paper = api.find_paper("letter")
    assert paper is not None
    document, imposition = api.arrange_sheets(material, laid, paper, duplex=api.Duplex.SHORT, copies=2)
    assert (len(laid), sum(len(drill.cards) for drill in laid)) == (3, 4)
    assert (imposition.sheet_count, imposition.cards_per_sheet) == (2, 4)
    assert (len(document.pages), document.purpose, document.duplex) == (4, api.Purpose.PRINTING, api.Duplex.SHORT)
    assert api.write_trace(document).count("\npage ") == 4


def test_sheets_that_are_too_small_say_so(material: api.Material) -> None:
    laid, _ = api.lay_out(material, material.library.drills, "page")
    paper = api.find_paper("avery-5389")
    assert paper is not None
    document, imposition = api.arrange_sheets(material, laid, paper)
    assert document.pages == ()
    assert [problem.severity for problem in imposition.problems] == [api.Severity.ERROR]


def test_a_template_that_is_not_there_is_a_problem_with_what_there_is(material: api.Material) -> None:
    laid, problems = api.lay_out(material, material.library.drills, "tinny")
    assert laid == ()
    assert [(problem.code, "tiny" in problem.hint) for problem in problems] == [("unknown-template", True)]


def test_a_page_becomes_a_picture(material: api.Material) -> None:
    laid, _ = api.lay_out(material, material.library.drills[:1], "page")
    picture = api.render_page(api.render_pdf(api.arrange_faces(material, laid)), 0, 36)
    assert (picture.width, picture.height) == (306, 396)


def test_a_booklet_of_pages_that_there_are_not_is_a_problem_with_those_that_there_are(material: api.Material) -> None:
    report = api.print_booklet(material, api.BookletOrder(page="a6"))
    assert report.out is None
    assert [problem.hint for problem in report.problems if problem.code == "unknown-page"] == [
        "There are: “half-letter”, “a5”, “letter”, “a4”."
    ]
