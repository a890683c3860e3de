"""``drillcards build``: everything at once."""

from pathlib import Path

import click

from drillcards.build.material import read_material
from drillcards.build.season import build_season
from drillcards.cli.cards import describe_report
from drillcards.cli.findings import choose_exit_code, show_problems
from drillcards.cli.options import pass_folder
from drillcards.cli.progress import show_progress
from drillcards.cli.streams import say


@click.command("build")
@click.pass_context
@pass_folder
def command(folder: Path, ctx: click.Context) -> None:
    """Print everything that the folder describes into output/: the field cards, and pages to read."""
    material = read_material(folder)
    with show_progress("Printing") as advance:
        products = list(build_season(material, advance))
    for name, report in products:
        say(f"{name}: " + "\n  ".join(describe_report(report)))
    problems = [problem for _, report in products for problem in report.problems]
    show_problems(problems)
    ctx.exit(choose_exit_code(problems))
