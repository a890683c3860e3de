import tomllib
from importlib.resources import files
from typing import Any

import pytest

from drillcards.impose.papers import find_paper, format_size, list_papers, nearest_papers
from drillcards.model.sheet import Paper, Stock
from drillcards.model.units import pt_to_mm

DATA = tomllib.loads(files("drillcards.impose").joinpath("stock.toml").read_text(encoding="utf-8"))


def name_row(row: dict[str, Any]) -> str:
    return str(row["names"][0])


@pytest.mark.parametrize("row", DATA["stock"], ids=name_row)
def test_a_stocks_figures_add_up_to_its_sheet(row: dict[str, Any]) -> None:
    stock = find_paper(row["names"][0])
    assert isinstance(stock, Stock)
    sheet = (stock.paper.width, stock.paper.height)[:: -1 if stock.landscape else 1]
    across = stock.left + (stock.columns - 1) * stock.pitch_x + stock.card_width
    down = stock.top + (stock.rows - 1) * stock.pitch_y + stock.card_height
    far_right, far_bottom = row["far"]
    assert pt_to_mm(across) + far_right == pytest.approx(pt_to_mm(sheet[0]), abs=1e-6)
    assert pt_to_mm(down) + far_bottom == pytest.approx(pt_to_mm(sheet[1]), abs=1e-6)
    assert min(far_right, far_bottom, stock.left, stock.top) >= 0


@pytest.mark.parametrize("row", DATA["stock"], ids=name_row)
def test_cards_of_a_stock_do_not_overlap(row: dict[str, Any]) -> None:
    assert all(pitch >= size for pitch, size in zip(row["pitch"], row["card"], strict=True))


@pytest.mark.parametrize("row", DATA["paper"] + DATA["stock"], ids=name_row)
def test_every_paper_says_whose_figures_it_has(row: dict[str, Any]) -> None:
    assert row["source"].strip()


def test_no_name_stands_for_two_papers() -> None:
    names = [name for row in DATA["paper"] + DATA["stock"] for name in row["names"]]
    assert len(names) == len(set(names))


def test_papers_are_upright_as_the_model_promises() -> None:
    papers = [paper for paper in list_papers() if isinstance(paper, Paper)]
    assert papers
    assert all(paper.width <= paper.height for paper in papers)


def test_a_paper_is_listed_once_however_many_names_it_has() -> None:
    names = [paper.name for paper in list_papers()]
    assert names == [row["names"][0] for row in DATA["paper"] + DATA["stock"]]
    assert find_paper("avery-8388") is find_paper("avery-5388")


def test_case_and_spaces_in_a_name_do_not_matter() -> None:
    assert find_paper(" Avery L7418 ") is find_paper("avery-l7418") is not None
    assert find_paper("half_letter") is find_paper("half-letter") is not None


def test_an_unknown_name_finds_nothing() -> None:
    assert find_paper("avery-0000") is None
    assert find_paper("") is None


def test_near_names_are_those_that_contain_it_then_those_spelled_like_it() -> None:
    assert nearest_papers("5389")[0] == "avery-5389"
    assert nearest_papers("avrey-5388")[0] == "avery-5388"
    assert "letter" in nearest_papers("leter")
    assert nearest_papers("xyzzy") == ()
    assert nearest_papers("") == ()


def test_a_size_is_given_in_millimetres() -> None:
    letter = find_paper("letter")
    assert isinstance(letter, Paper)
    assert format_size(letter.width, letter.height) == "215.9 × 279.4 mm"
