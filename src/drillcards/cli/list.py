"""``drillcards list``: what there is."""

from pathlib import Path

import click

from drillcards.build.material import Selection, read_material, select_drills
from drillcards.cli.findings import choose_exit_code, show_problems
from drillcards.cli.json_output import list_drill_head, print_json
from drillcards.cli.options import json_option, pass_folder, selection_options
from drillcards.cli.streams import say
from drillcards.cli.text_output import align_columns
from drillcards.model.drill import Drill
from drillcards.model.problem import Severity


@click.command("list")
@selection_options
@json_option
@click.pass_context
@pass_folder
def command(
    folder: Path,
    ctx: click.Context,
    selection: Selection,
    as_json: bool,
) -> None:
    """List the drills: their slugs, which name them on the command line, their titles and tags.

    Of problems only errors are told, and warnings if there is nothing to list; "drillcards check" tells all.
    """
    drills, problems = select_drills(read_material(folder), selection)
    if as_json:
        print_json([list_drill_head(drill) for drill in drills])
    else:
        for line in align_columns([describe_entry(drill) for drill in drills]):
            say(line)
    show_problems(problem for problem in problems if problem.severity is Severity.ERROR or not drills)
    ctx.exit(choose_exit_code(problems))


def describe_entry(drill: Drill) -> tuple[str, str, str]:
    """Slug, title, and what else tells a drill from others."""
    notes = [*drill.tags, *([] if drill.published else ["(not published)"])]
    return drill.slug, drill.title, ", ".join(notes)
