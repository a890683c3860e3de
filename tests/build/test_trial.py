from pathlib import Path

import pytest

from drillcards.build.material import Material, Selection, read_material
from drillcards.build.trial import Extent, check_drills, measure_extent


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
    assert [(problem.code, problem.path) for problem in found if problem.code != "no-safety"] == [(code, file)]


def test_checking_everything_looks_at_the_season_and_the_routines(root: Path) -> None:
    (root / "season.toml").write_text("[[week]]\n", "utf-8")
    (root / "routines").mkdir()
    (root / "routines" / "empty.md").touch()
    material = read_material(root)
    codes = [problem.code for problem in check_drills(material, Selection())]
    assert sorted(codes) == ["empty-routine", "missing-image", "no-safety", "unknown-key"]
    assert [problem.code for problem in check_drills(material, Selection(("cone-weave",)))] == ["no-safety"]


def test_drills_without_room_on_other_built_in_templates_are_named_once(root: Path) -> None:
    (root / "drills" / "long.md").write_text(f"# {'A Name of Many Words ' * 8}\n\n## Execution\n\n1. Go\n", "utf-8")
    (told,) = check_drills(read_material(root), Selection(("long",)))
    assert (told.severity, told.code, told.path) == ("warning", "does-not-fit-elsewhere", "drills/long.md")
    assert "field-a6, pocket-3x5" in told.message


def test_what_was_checked_can_be_told(root: Path) -> None:
    (root / "season.toml").write_text("[[weeks]]\n[[weeks.practices]]\n[[weeks.practices]]\n", "utf-8")
    (root / "roster.csv").write_text("name\nAnn\nBen\nCy\n", "utf-8")
    (root / "routines").mkdir()
    (root / "routines" / "warm-up.md").write_text("# Warm-Up\n\n## Legs\n\n1. Go\n", "utf-8")
    material = read_material(root)
    assert measure_extent(material, Selection()) == Extent(3, 1, 2, 3)
    assert measure_extent(material, Selection(("cone-weave",))) == Extent(1)


def test_a_folder_without_drills_has_that_one_problem(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("name\n,\nx,y\n", "utf-8")
    assert [problem.code for problem in check_drills(read_material(tmp_path), Selection())] == ["no-drills-folder"]
