"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

Command = Callable[..., Any]

json_option: Final = click.option("--json", "as_json", is_flag=True, help="Print JSON, and nothing else, on stdout.")

pass_folder: Final = click.make_pass_decorator(Path)
"""Gives a command, as its first argument, the folder that -C names."""


def selection_options(command: Command) -> Command:
    """SLUG…, --category, --tag and --muscle, as ``slugs``, ``categories``, ``tags`` and ``groups``."""
    options = (
        click.argument("slugs", metavar="[SLUG]...", nargs=-1),
        click.option("--category", "categories", metavar="C", multiple=True, help="Only drills of this category."),
        click.option("--tag", "tags", metavar="T", multiple=True, help="Only drills with this tag."),
        click.option("--muscle", "groups", metavar="GROUP", multiple=True, help="Only drills for this muscle group."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def refuse_other_files(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """A callback for --out: usage errors for what can't become a PDF, before any work is done."""
    if value is None:
        return None
    if value == Path():  # an empty text, too
        raise click.BadParameter("Name a file, such as cards.pdf.", ctx, param)
    if value.suffix.lower() != ".pdf":
        raise click.BadParameter(f"{value} must end in .pdf.", ctx, param)
    if value.is_dir():
        raise click.BadParameter(f"{value} is a folder.", ctx, param)
    return value
