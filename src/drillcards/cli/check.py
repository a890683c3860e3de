"""``drillcards check``: every problem, before it is on paper."""

from pathlib import Path

import click

from drillcards.build.material import Problems, Selection, read_material
from drillcards.build.trial import check_drills
from drillcards.cli.findings import choose_exit_code, list_as_annotations, list_as_json, show_problems
from drillcards.cli.json_output import print_json
from drillcards.cli.options import pass_folder, selection_options
from drillcards.cli.progress import show_progress
from drillcards.cli.streams import say


@click.command("check")
@selection_options
@click.option("--strict", is_flag=True, help="Let warnings, too, end in exit code 1.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="For people (text), programs (json), or the margin of a pull request (github).",
)
@click.pass_context
@pass_folder
def command(
    folder: Path,
    ctx: click.Context,
    selection: Selection,
    strict: bool,
    form: str,
) -> None:
    """Find what is wrong in the drills, the settings and the templates, and what would not fit its card.

    Each problem stands with its file and line, and what to do about it.
    """
    material = read_material(folder)
    with show_progress("Checking") as advance:
        problems = check_drills(material, selection, advance)
    show_findings(problems, form, folder)
    ctx.exit(choose_exit_code(problems, strict=strict))


def show_findings(problems: Problems, form: str, folder: Path) -> None:
    """Print the problems, which are this command's result, on standard output."""
    if form == "json":
        print_json(list_as_json(problems))
    elif form == "github":
        for line in list_as_annotations(problems, find_place(folder)):
            say(line)
    elif problems:
        show_problems(problems, err=False)
    else:
        say("No problems.")


def find_place(folder: Path) -> str:
    """The workspace as seen from the current folder, which in a workflow is the repository; "" if it is that."""
    here = Path.cwd()
    place = folder.resolve()
    if place == here:
        return ""
    return (place.relative_to(here) if place.is_relative_to(here) else place).as_posix()
