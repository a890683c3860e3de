"""``drillcards templates``: the cards there are."""

from pathlib import Path

import click

from drillcards.cli.findings import choose_exit_code, show_problems
from drillcards.cli.json_output import convert_template, print_json
from drillcards.cli.options import json_option, pass_folder
from drillcards.cli.streams import say
from drillcards.cli.text_output import align_columns
from drillcards.cli.words import name_size
from drillcards.model.template import CardTemplate
from drillcards.read.settings import read_workspace
from drillcards.read.templates import list_templates


@click.command("templates")
@json_option
@click.pass_context
@pass_folder
def command(folder: Path, ctx: click.Context, as_json: bool) -> None:
    """List the card templates: their sizes, where they come from, and the sections that they omit."""
    workspace, _ = read_workspace(folder)
    templates, problems = list_templates(workspace)
    if as_json:
        print_json([convert_template(template) for template in templates])
    else:
        say("\n".join(align_columns([describe_template(template) for template in templates])))
    show_problems(problems)
    ctx.exit(choose_exit_code(problems))


def describe_template(template: CardTemplate) -> tuple[str, str, str, str]:
    """Name, size, source, and what it leaves out."""
    omits = f"omits {', '.join(template.omits)}" if template.omits else "omits nothing"
    return template.name, name_size(template.width, template.height), template.source, omits
