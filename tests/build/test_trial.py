from pathlib import Path

import pytest

from drillcards.build.material import Material, Selection, read_material
from drillcards.build.trial import check_drills


def test_checking_lays_out_what_would_be_printed(flawed: Material) -> None:
    assert [(problem.path, problem.code) for problem in check_drills(flawed, Selection())] == [
        ("drills/broken.md", "broken-front-matter"),
        ("drills/unprintable.md", "missing-glyph"),
    ]


def test_checking_writes_nothing(sample: Material) -> None:
    check_drills(sample, Selection())
    assert not (sample.workspace.root / "output").exists()


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("drillcards.toml", 'paper = "lettre"\n', "unknown-paper"),
        ("drillcards.toml", 'template = "tinny"\n', "unknown-template"),
        ("drillcards.toml", 'template = "tiny"\npaper = "avery-5389"\n', "stock-size"),
        ("templates/other.toml", 'extends = "tinny"\n', "unknown-template"),
    ],
)
def test_checking_finds_errors_in_settings_and_templates(root: Path, file: str, text: str, code: str) -> None:
    (root / file).write_text(text, "utf-8")
    found = check_drills(read_material(root), Selection(("cone-weave",)))
    assert [(problem.code, problem.path) for problem in found] == [(code, file)]


def test_checking_everything_looks_at_the_season_and_the_routines(root: Path) -> None:
    (root / "season.toml").write_text("[[week]]\n", "utf-8")
    (root / "routines").mkdir()
    (root / "routines" / "empty.md").touch()
    material = read_material(root)
    codes = [problem.code for problem in check_drills(material, Selection())]
    assert sorted(codes) == ["empty-routine", "missing-image", "unknown-key"]
    assert check_drills(material, Selection(("cone-weave",))) == ()
