"""Everything that printing a workspace would find wrong, found without printing it."""

from dataclasses import dataclass

from drillcards.build.booklet import gather_book
from drillcards.build.chunks import (
    Progress,
    choose_workers,
    ignore_progress,
    lay_out_drills,
    prepare_edition,
    shift_progress,
)
from drillcards.build.collector import pause_collector
from drillcards.build.mail_trial import try_mail
from drillcards.build.material import Material, Problems, Selection, pick_usage_errors, select_drills
from drillcards.build.omissions import find_dead_links, find_omissions
from drillcards.build.order import DECKS, find_press, find_template
from drillcards.build.team import read_team
from drillcards.model.card import LaidDrill
from drillcards.model.problem import Problem, sort_problems
from drillcards.read.repository import find_shared_roster
from drillcards.read.templates import list_templates


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there was to check; of a part of the drills, nothing else was looked at."""

    drills: int
    routines: int = 0
    practices: int = 0
    players: int = 0


def measure_extent(material: Material, selection: Selection) -> Extent:
    """What ``check_drills`` looks at for this choice."""
    drills = len(select_drills(material, selection)[0])
    if selection != Selection():
        return Extent(drills)
    roster, _ = read_team(material)
    practices = len(material.season.practices) if material.season else 0
    return Extent(drills, len(material.routines), practices, len(roster.players) if roster else 0)


@pause_collector()
def check_drills(material: Material, selection: Selection, progress: Progress = ignore_progress) -> Problems:
    """Every problem that reading the workspace and printing the chosen drills in each deck would meet.

    The season, the routines, the roster and the mail's templates are looked at where everything is.
    """
    workspace = material.workspace
    drills, problems = select_drills(material, selection)
    if pick_usage_errors(material.problems):
        return problems
    found = [*problems, *list_templates(workspace)[1]]
    if selection == Selection():
        found += (*material.season_problems, *material.routine_problems, *gather_book(material, drills)[1])
        roster, team_problems = read_team(material)
        found += (*team_problems, *try_mail(material), *(find_shared_roster(workspace.root, roster) if roster else ()))
    for index, make_order in enumerate(DECKS.values()):
        order = make_order(workspace.settings)
        template, template_problems = find_template(workspace, order.template)
        found += template_problems
        if template:
            edition = prepare_edition(material, drills, template)
            found += (
                *find_omissions(drills, template),
                *find_dead_links(drills, edition.references, material.library.slugs),
            )
            press = find_press(order, template, workspace.settings)
            found += [press] if isinstance(press, Problem) else []
            steps = shift_progress(progress, index, len(DECKS))
            workers = choose_workers(len(drills))
            for some in lay_out_drills(drills, edition, _list_problems, steps, workers):
                found += some
    return sort_problems(found)


def _list_problems(laid: tuple[LaidDrill, ...]) -> Problems:
    return tuple(problem for drill in laid for problem in drill.problems)
