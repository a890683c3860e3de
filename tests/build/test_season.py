from dataclasses import replace
from pathlib import Path

import pytest

from drillcards.build.material import Material, Selection, read_material
from drillcards.build.season import PRODUCTS, build_season, check_drills


def test_a_season_has_field_cards_and_pages_to_read(sample: Material) -> None:
    products = dict(build_season(sample))
    assert list(products) == list(PRODUCTS) == ["Field cards", "Pages to read"]
    outputs = sorted(path.name for path in (sample.workspace.root / "output").iterdir())
    assert outputs == ["cards-page.pdf", "cards-tiny-letter.pdf"]


def test_pages_are_as_large_as_the_settings_paper(sample: Material) -> None:
    workspace = replace(sample.workspace, settings=replace(sample.workspace.settings, paper="a4"))
    pages = dict(build_season(replace(sample, workspace=workspace)))["Pages to read"]
    assert pages.template is not None
    assert pages.template.name == "page-a4"


def test_progress_runs_through_all_products_and_never_back(sample: Material) -> None:
    steps: list[tuple[int, int]] = []
    list(build_season(sample, lambda done, total: steps.append((done, total))))
    assert steps == [(done, 6) for done in range(1, 7)]


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
