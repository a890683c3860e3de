"""``drillcards show``: one drill, as the program understands it."""

from pathlib import Path

import click

from drillcards.build.material import Selection, read_material, select_drills
from drillcards.cli.findings import choose_exit_code, show_problems
from drillcards.cli.json_output import convert_drill, print_json
from drillcards.cli.options import json_option, pass_folder
from drillcards.cli.streams import say
from drillcards.cli.text_output import describe_drill


@click.command("show")
@click.argument("slug")
@json_option
@click.pass_context
@pass_folder
def command(folder: Path, ctx: click.Context, slug: str, as_json: bool) -> None:
    """Show one drill as it was read: its facts, its sections with the keys that templates know them by, its muscles."""
    drills, problems = select_drills(read_material(folder), Selection((slug,)))
    for drill in drills:
        if as_json:
            print_json(convert_drill(drill))
        else:
            say("\n".join(describe_drill(drill)))
    show_problems(problems)
    ctx.exit(choose_exit_code(problems))
