"""What can be asked for: an order for cards, and what it means for a template, a paper and a printer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from drillcards.build.material import Problems, Selection
from drillcards.build.papers import SINGLE, list_paper_names, list_sheet_names
from drillcards.impose.grid import find_grid
from drillcards.impose.papers import find_paper, nearest_papers
from drillcards.impose.plan import Order
from drillcards.model.problem import Problem, Severity
from drillcards.model.settings import Settings, Workspace
from drillcards.model.sheet import Duplex, Paper, Stock
from drillcards.model.template import CardTemplate
from drillcards.read.settings import FILE_NAME
from drillcards.read.templates import Sections, read_template

_FILLS_SHEET: Final = 0.9
"""A template that covers this much of a sheet isn't cut out of it: US Letter covers 97 % of A4, a half sheet 50 %."""


@dataclass(frozen=True, slots=True)
class CardOrder:
    """What to print. None leaves a choice to the workspace's settings; ``out`` to a name in ``output/``."""

    selection: Selection = field(default_factory=Selection)
    template: str | None = None
    paper: str | None = None
    duplex: Duplex | None = None
    copies: int = 1
    crop_marks: bool | None = None
    """None: on sheets that cards are cut from, but not where each face is a page of its own."""
    order: Order = Order.DECK
    printer: str | None = None
    out: Path | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """Where the cards go: a paper (None: each face on a page of its own), and how far the printer's backs are off.

    ``back_offset`` is (right, down) in points.
    """

    paper: Paper | Stock | None
    back_offset: tuple[float, float] = (0.0, 0.0)


def name_page_template(settings: Settings) -> str:
    """The built-in template of whole pages that suits the paper."""
    return "page-a4" if find_paper(settings.paper) == find_paper("a4") else "page"


def _order_pages(settings: Settings) -> CardOrder:
    return CardOrder(template=name_page_template(settings), paper=SINGLE)


# What `build` prints of all drills, and `check` tries.
DECKS: Final[Mapping[str, Callable[[Settings], CardOrder]]] = {
    "Field cards": lambda _settings: CardOrder(),
    "Pages to read": _order_pages,
}


def find_template(
    workspace: Workspace, name: str | None, sections: Sections = None
) -> tuple[CardTemplate | None, Problems]:
    """The template of this name, by default that of the settings; or None and why there is none."""
    if name is not None:
        return read_template(workspace, name, sections)
    template, problems = read_template(workspace, workspace.settings.template, sections)
    return template, tuple(map(_blame_settings, problems))


def find_press(order: CardOrder, template: CardTemplate, settings: Settings) -> Press | Problem:
    """Where the order's cards go; or what is unknown in it, or that the cards don't fit the paper.

    A template as large as the paper of the settings is a page: nobody cuts it out of one.
    """
    printer = next((printer for printer in settings.printers if printer.name == order.printer), None)
    if order.printer and printer is None:
        return _report_printer(order.printer, settings)
    paper = _find_paper(order, template, settings)
    if isinstance(paper, Problem):
        return paper
    grid = find_grid(template.width, template.height, template.bleed, paper) if paper else None
    if isinstance(grid, Problem):
        return grid if order.paper or order.template else _blame_settings(grid)
    return Press(paper, (printer.back_x, printer.back_y) if printer else (0.0, 0.0))


def _find_paper(order: CardOrder, template: CardTemplate, settings: Settings) -> Paper | Stock | Problem | None:
    """The paper; None if each face is a page of its own."""
    name = order.paper or settings.paper
    if name == SINGLE:
        return None
    paper = find_paper(name)
    if paper is None:
        return _report_paper(name) if order.paper else report_settings_paper(settings)
    return None if order.paper is None and _fills_sheet(template, paper) else paper


def find_sheet(name: str) -> Paper | Problem:
    """The plain paper of this name, which a booklet is folded from; or that there is none."""
    paper = find_paper(name)
    if isinstance(paper, Paper):
        return paper
    hint = f"A booklet is folded from plain paper: {', '.join(list_sheet_names())}."
    if paper is None:
        near = tuple(near for near in nearest_papers(name) if isinstance(find_paper(near), Paper))
        return _report_unknown("paper", name, _ask_for(near) + hint)
    return Problem(Severity.ERROR, "perforated-paper", "", None, f"{paper.title} is perforated for cards.", hint)


def _fills_sheet(template: CardTemplate, paper: Paper | Stock) -> bool:
    return isinstance(paper, Paper) and template.width * template.height >= _FILLS_SHEET * paper.width * paper.height


def _blame_settings(problem: Problem) -> Problem:
    """A name that nobody typed on the command line comes from the settings."""
    return problem if problem.path else replace(problem, path=FILE_NAME)


def report_settings_paper(settings: Settings) -> Problem:
    """That the paper of the settings is unknown."""
    return _blame_settings(_report_paper(settings.paper))


def _ask_for(near: tuple[str, ...]) -> str:
    return f"Did you mean {' or '.join(near)}? " if near else ""


def _report_paper(name: str) -> Problem:
    asked = _ask_for(nearest_papers(name))
    return _report_unknown("paper", name, f"{asked}There are: {', '.join(list_paper_names())}.")


def _report_printer(name: str, settings: Settings) -> Problem:
    known = [printer.name for printer in settings.printers]
    there = "There are: " if len(known) > 1 else "There is only "
    hint = f"{there}{', '.join(known)}." if known else f"Describe it in {FILE_NAME}, under [printers.{name}]."
    return _report_unknown("printer", name, hint)


def _report_unknown(kind: str, name: str, hint: str) -> Problem:
    return Problem(Severity.ERROR, f"unknown-{kind}", "", None, f"There is no {kind} “{name}”.", hint)
