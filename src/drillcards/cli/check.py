"""``drillcards check``: every problem, before it is on paper."""

from collections.abc import Iterator
from pathlib import Path

import click

from drillcards.build.material import Problems, Selection, pick_usage_errors, read_material
from drillcards.build.trial import Extent, check_drills, measure_extent
from drillcards.cli.findings import choose_exit_code, list_as_annotations, list_as_json, show_problems
from drillcards.cli.json_output import print_json
from drillcards.cli.options import pass_folder, selection_options
from drillcards.cli.places import name_program
from drillcards.cli.progress import show_progress
from drillcards.cli.streams import say
from drillcards.cli.words import count
from drillcards.model.problem import has_errors


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
    if form == "json":
        print_json(list_as_json(problems))
    elif form == "github":
        for line in list_as_annotations(problems, find_place(folder)):
            say(line)
    else:
        show_problems(problems, err=False)
        for line in conclude(problems, measure_extent(material, selection), name_program(folder)):
            say(line)
    ctx.exit(choose_exit_code(problems, strict=strict))


def conclude(problems: Problems, extent: Extent, program: str) -> Iterator[str]:
    """The last line: what was checked, if all is well, or else what to do next. Nothing where a name is unknown."""
    if not problems:
        yield f"{describe_extent(extent)}: no problems."
    elif pick_usage_errors(problems):
        return
    elif has_errors(problems):
        yield "An error leaves something out of print: mend it, save the file, and check again."
    elif extent.drills:
        yield f"Warnings leave nothing out. To print everything: {program} build"


def describe_extent(extent: Extent) -> str:
    """``48 drills, 2 routines, 24 practices, 8 players``, without what there is none of."""
    numbers = (
        (extent.drills, "drill"),
        (extent.routines, "routine"),
        (extent.practices, "practice"),
        (extent.players, "player"),
    )
    return ", ".join(count(number, noun) for number, noun in numbers if number or noun == "drill")


def find_place(folder: Path) -> str:
    """The workspace as seen from the current folder, which in a workflow is the repository; "" if it is that."""
    here = Path.cwd()
    place = folder.resolve()
    if place == here:
        return ""
    return (place.relative_to(here) if place.is_relative_to(here) else place).as_posix()
