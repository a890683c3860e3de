from dataclasses import replace
from pathlib import Path

import pytest

from drillcards.build.calendar import CalendarReport
from drillcards.build.cards import CardsReport
from drillcards.build.material import Material, read_material
from drillcards.build.season import PRODUCTS, build_season

SEASON = "[[weeks]]\n[[weeks.practices]]\nblocks = [{title = 'Run', minutes = 5}]\n"


def list_outputs(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "output").iterdir())


BOOKLETS = ["booklet-half-letter-saddle-letter.pdf", "booklet-half-letter.pdf"]


def test_a_workspace_of_drills_has_cards_pages_and_a_booklet_twice(sample: Material) -> None:
    names = ["Field cards", "Pages to read", "Season booklet, to read", "Season booklet, to staple"]
    assert list(dict(build_season(sample))) == names
    assert list_outputs(sample.workspace.root) == [*BOOKLETS, "cards-page.pdf", "cards-tiny-letter.pdf"]


def test_a_season_with_dates_has_a_calendar_too(root: Path) -> None:
    (root / "season.toml").write_text(f"{SEASON}date = 2027-03-02\n", "utf-8")
    products = dict(build_season(read_material(root)))
    assert list(products) == [product.name for product in PRODUCTS if product.name != "Packets"]
    report = products["Calendar"]
    assert isinstance(report, CalendarReport)
    assert report.out == root / "output" / "practices.ics"
    assert list_outputs(root) == [*BOOKLETS, "cards-page.pdf", "cards-tiny-letter.pdf", "practices.ics"]


def test_a_file_that_can_t_be_written_keeps_no_other_product_from_being_made(sample: Material) -> None:
    (sample.workspace.root / "output" / "cards-page.pdf").mkdir(parents=True)
    products = dict(build_season(sample))
    assert [name for name, report in products.items() if isinstance(report, OSError)] == ["Pages to read"]
    assert list_outputs(sample.workspace.root) == [*BOOKLETS, "cards-page.pdf", "cards-tiny-letter.pdf"]


def test_a_failure_that_is_about_no_file_ends_the_build(sample: Material) -> None:
    def hang_up(_done: int, _total: int) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        list(build_season(sample, hang_up))


def test_a_season_without_dates_has_no_calendar(root: Path) -> None:
    (root / "season.toml").write_text(SEASON, "utf-8")
    assert "Calendar" not in dict(build_season(read_material(root)))


def test_pages_are_as_large_as_the_settings_paper(sample: Material) -> None:
    workspace = replace(sample.workspace, settings=replace(sample.workspace.settings, paper="a4"))
    pages = dict(build_season(replace(sample, workspace=workspace)))["Pages to read"]
    assert isinstance(pages, CardsReport)
    assert pages.template is not None
    assert pages.template.name == "page-a4"


def test_progress_runs_through_all_products_and_never_back(sample: Material) -> None:
    steps: list[tuple[int, int]] = []
    list(build_season(sample, lambda done, total: steps.append((done, total))))
    shares = [done / total for done, total in steps]
    assert shares == sorted({*shares})
    assert shares[-1] == 1


def test_progress_ends_with_the_calendar(root: Path) -> None:
    (root / "season.toml").write_text(f"{SEASON}date = 2027-03-02\n", "utf-8")
    steps: list[tuple[int, int]] = []
    list(build_season(read_material(root), lambda done, total: steps.append((done, total))))
    shares = [done / total for done, total in steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1
