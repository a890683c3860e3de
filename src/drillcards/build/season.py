"""Everything that a workspace describes: printed, or checked."""

from collections.abc import Callable, Iterator
from typing import Final

from drillcards.build.cards import CardsReport, print_cards
from drillcards.build.chunks import Progress, choose_workers, ignore_progress, lay_out_drills
from drillcards.build.collector import pause_collector
from drillcards.build.material import Material, Problems, Selection, select_drills
from drillcards.build.omissions import find_dead_links, find_omissions
from drillcards.build.order import SINGLE, CardOrder, find_press, find_template
from drillcards.model.card import LaidDrill
from drillcards.model.problem import Problem, sort_problems
from drillcards.model.settings import Settings
from drillcards.read.templates import list_templates


def _order_pages(settings: Settings) -> CardOrder:
    return CardOrder(template="page-a4" if settings.paper == "a4" else "page", paper=SINGLE)


# What `build` makes, in this order.
PRODUCTS: Final[dict[str, Callable[[Settings], CardOrder]]] = {
    "Field cards": lambda _settings: CardOrder(),
    "Pages to read": _order_pages,
}


def build_season(material: Material, progress: Progress = ignore_progress) -> Iterator[tuple[str, CardsReport]]:
    """Make the products one by one: each one's name, and what became of it."""
    for index, (name, make_order) in enumerate(PRODUCTS.items()):
        steps = _shift_progress(progress, index)
        yield name, print_cards(material, make_order(material.workspace.settings), steps)


@pause_collector()
def check_drills(material: Material, selection: Selection, progress: Progress = ignore_progress) -> Problems:
    """Every problem that reading the workspace and printing the chosen drills on each product would meet."""
    workspace = material.workspace
    drills, problems = select_drills(material, selection)
    found = [*problems, *list_templates(workspace)[1]]
    for index, make_order in enumerate(PRODUCTS.values()):
        order = make_order(workspace.settings)
        template, template_problems = find_template(workspace, order.template)
        found += template_problems
        if template:
            found += (*find_omissions(drills, template), *find_dead_links(drills))
            press = find_press(order, template, workspace.settings)
            found += [press] if isinstance(press, Problem) else []
            steps = _shift_progress(progress, index)
            workers = choose_workers(len(drills))
            for some in lay_out_drills(material, drills, template, _list_problems, steps, workers):
                found += some
    return sort_problems(found)


def _list_problems(laid: tuple[LaidDrill, ...]) -> Problems:
    return tuple(problem for drill in laid for problem in drill.problems)


def _shift_progress(progress: Progress, index: int) -> Progress:
    """Progress through one of the products, as a part of the progress through all."""
    return lambda done, total: progress(index * total + done, len(PRODUCTS) * total)
