"""A thousand drills in one file: the structure's numbers grow with it, and every page must still be found in it."""

from pathlib import Path

import pytest

from drillcards.build.cards import print_cards
from drillcards.build.material import read_material
from drillcards.build.order import CardOrder
from pdf_checks import check_standards, check_structure

DRILLS = Path(__file__).parents[2] / "drills"
COUNT = 1000


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The drills that ship, again and again, each time with other titles; without their last sections, to save time."""
    shipped = sorted(DRILLS.glob("*/*.md"))
    for number in range(COUNT):
        path = shipped[number % len(shipped)]
        copy = tmp_path / "drills" / path.parent.name / f"{path.stem}-{number}.md"
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8").partition("\n## Coaching Points")[0]
        copy.write_text(text.replace("\ntitle: ", f"\ntitle: {number} ", 1), encoding="utf-8")
    return tmp_path


def test_a_thousand_drills_make_an_accessible_file(workspace: Path) -> None:
    report = print_cards(read_material(workspace), CardOrder(template="field-4x6", paper="single"))
    assert report.out is not None
    assert (len(report.cards), report.page_count) == (COUNT, 2 * COUNT)
    assert check_structure(report.out) == []
    assert check_standards(report.out) == []
