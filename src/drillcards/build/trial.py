"""Everything that printing a workspace would find wrong, found without printing it."""

from collections.abc import Iterator, Sequence
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
from drillcards.build.material import Material, Problems, Selection, list_sections, pick_usage_errors, select_drills
from drillcards.build.omissions import find_dead_links, find_omissions
from drillcards.build.order import DECKS, CardOrder, find_press, find_template
from drillcards.build.precautions import find_missing_safety
from drillcards.build.team import read_team
from drillcards.layout.reports import DOES_NOT_FIT
from drillcards.model.card import LaidDrill
from drillcards.model.drill import Drill
from drillcards.model.problem import Problem, Severity, sort_problems
from drillcards.model.template import CardTemplate
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
    sections = list_sections(material)
    templates, template_problems = list_templates(workspace, sections)
    found = [*problems, *template_problems]
    if selection == Selection():
        found += (*material.season_problems, *material.routine_problems, *gather_book(material, drills)[1])
        roster, team_problems = read_team(material)
        found += (*team_problems, *try_mail(material), *(find_shared_roster(workspace.root, roster) if roster else ()))
    found += find_missing_safety(drills)
    tried: list[str] = []
    for index, make_order in enumerate(DECKS.values()):
        order = make_order(workspace.settings)
        template, template_problems = find_template(workspace, order.template, sections)
        found += template_problems
        if template:
            tried.append(template.name)
            steps = shift_progress(progress, index, len(DECKS) + 1)
            found += _try_deck(material, drills, template, order, steps)
    others = [template for template in templates if template.name not in tried]
    found += _try_others(material, drills, others, shift_progress(progress, len(DECKS), len(DECKS) + 1))
    return sort_problems(found)


def _try_deck(
    material: Material, drills: Sequence[Drill], template: CardTemplate, order: CardOrder, progress: Progress
) -> Iterator[Problem]:
    """All that printing the drills with a template would meet."""
    edition = prepare_edition(material, drills, template)
    yield from find_omissions(drills, template)
    yield from find_dead_links(drills, edition.references, material.library.slugs)
    press = find_press(order, template, material.workspace.settings)
    if isinstance(press, Problem):
        yield press
    yield from _lay_out(material, drills, template, progress, choose_workers(len(drills)))


def _try_others(
    material: Material, drills: Sequence[Drill], templates: Sequence[CardTemplate], progress: Progress
) -> Iterator[Problem]:
    """A warning for each drill that has no room on some templates, which nothing else prints: it names them.

    Other errors that only these templates meet are told as they are.
    """
    workers = choose_workers(len(drills) * len(templates))
    paths = {drill.source.path for drill in drills}
    refused: dict[tuple[str, int | None], list[str]] = {}
    for index, template in enumerate(templates):
        steps = shift_progress(progress, index, len(templates))
        for problem in _lay_out(material, drills, template, steps, workers):
            if problem.code == DOES_NOT_FIT and problem.path in paths:
                refused.setdefault((problem.path, problem.line), []).append(template.name)
            elif problem.severity is Severity.ERROR and problem.code != DOES_NOT_FIT:
                yield problem
    for (path, line), names in refused.items():
        message = f"It has no room on cards of {', '.join(names)}, and would be left out if they are printed."
        hint = "Shorten it, if you mean to print those."
        yield Problem(Severity.WARNING, "does-not-fit-elsewhere", path, line, message, hint)


def _lay_out(
    material: Material, drills: Sequence[Drill], template: CardTemplate, progress: Progress, workers: int
) -> Iterator[Problem]:
    edition = prepare_edition(material, drills, template)
    for some in lay_out_drills(drills, edition, _list_problems, progress, workers):
        yield from some


def _list_problems(laid: tuple[LaidDrill, ...]) -> Problems:
    return tuple(problem for drill in laid for problem in drill.problems)
