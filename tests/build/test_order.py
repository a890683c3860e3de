from dataclasses import replace

import pytest

from drillcards.build.material import Material
from drillcards.build.order import DECKS, CardOrder, Press, find_press, find_sheet, find_template
from drillcards.impose.papers import find_paper
from drillcards.model.problem import Problem
from drillcards.model.settings import Printer, Settings
from drillcards.model.template import CardTemplate


@pytest.fixture
def tiny(sample: Material) -> CardTemplate:
    template, problems = find_template(sample.workspace, None)
    assert template is not None, problems
    return template


def test_the_settings_name_the_template_that_the_order_leaves_open(sample: Material, tiny: CardTemplate) -> None:
    assert tiny.name == "tiny"
    ordered, _ = find_template(sample.workspace, "page")
    assert ordered is not None
    assert ordered.name == "page"


def test_an_unknown_template_of_the_settings_is_the_settings_fault(sample: Material) -> None:
    workspace = replace(sample.workspace, settings=Settings(template="tinny"))
    template, (problem,) = find_template(workspace, None)
    assert template is None
    assert (problem.code, problem.path) == ("unknown-template", "drillcards.toml")
    assert find_template(workspace, "tinny")[1][0].path == ""


def test_the_settings_name_the_paper_that_the_order_leaves_open(tiny: CardTemplate) -> None:
    assert find_press(CardOrder(), tiny, Settings(paper="a4")) == Press(find_paper("a4"))
    assert find_press(CardOrder(paper="letter"), tiny, Settings(paper="a4")) == Press(find_paper("letter"))


@pytest.mark.parametrize(("order", "settings"), [("single", "letter"), (None, "single")])
def test_single_is_no_paper(tiny: CardTemplate, order: str | None, settings: str) -> None:
    assert find_press(CardOrder(paper=order), tiny, Settings(paper=settings)) == Press(None)


@pytest.mark.parametrize("settings", ["letter", "a4"])
def test_a_template_as_large_as_the_paper_is_printed_as_it_is(sample: Material, settings: str) -> None:
    page, _ = find_template(sample.workspace, "page")
    assert page is not None
    assert find_press(CardOrder(), page, Settings(paper=settings)) == Press(None)
    assert find_press(CardOrder(paper="letter"), page, Settings()) == Press(find_paper("letter"))


def test_half_a_sheet_is_cut_out_of_one(tiny: CardTemplate) -> None:
    half = replace(tiny, width=396, height=612)
    assert find_press(CardOrder(), half, Settings()) == Press(find_paper("letter"))


def test_an_unknown_paper_names_the_nearest_and_all(tiny: CardTemplate) -> None:
    problem = find_press(CardOrder(paper="leter"), tiny, Settings())
    assert isinstance(problem, Problem)
    assert (problem.code, problem.path) == ("unknown-paper", "")
    assert problem.hint.startswith("Did you mean letter")
    assert "avery-5389" in problem.hint


@pytest.mark.parametrize("name", ["single", "avery"])
def test_a_sheet_to_fold_that_is_unknown_names_plain_papers_only(name: str) -> None:
    problem = find_sheet(name)
    assert isinstance(problem, Problem)
    assert problem.message == f"There is no paper “{name}”."
    assert problem.hint.startswith("A booklet is folded from plain paper: letter, legal, ")
    assert "avery" not in problem.hint
    assert "single" not in problem.hint


def test_an_unknown_sheet_to_fold_names_the_nearest_plain_one() -> None:
    problem = find_sheet("leter")
    assert isinstance(problem, Problem)
    assert problem.hint.startswith("Did you mean letter")


def test_an_unknown_paper_of_the_settings_is_the_settings_fault(tiny: CardTemplate) -> None:
    problem = find_press(CardOrder(), tiny, Settings(paper="leter"))
    assert isinstance(problem, Problem)
    assert problem.path == "drillcards.toml"


def test_a_printer_moves_the_backs(tiny: CardTemplate) -> None:
    settings = Settings(printers=(Printer("office", 1.5, -2.0), Printer("home")))
    assert find_press(CardOrder(printer="office"), tiny, settings) == Press(find_paper("letter"), (1.5, -2.0))
    unknown = find_press(CardOrder(printer="ofice"), tiny, settings)
    assert isinstance(unknown, Problem)
    assert unknown.hint == "There are: office, home."


def test_a_card_that_does_not_fit_the_paper_is_told_before_anything_is_laid_out(tiny: CardTemplate) -> None:
    ordered = find_press(CardOrder(paper="avery-5389"), tiny, Settings())
    assert isinstance(ordered, Problem)
    assert ordered.path == ""
    by_settings = find_press(CardOrder(), tiny, Settings(paper="avery-5389"))
    assert isinstance(by_settings, Problem)
    assert (by_settings.code, by_settings.path) == (ordered.code, "drillcards.toml")


def test_pages_to_read_are_a4_however_the_settings_spell_it() -> None:
    assert DECKS["Pages to read"](Settings(paper="A4")).template == "page-a4"
