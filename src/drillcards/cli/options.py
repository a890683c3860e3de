"""Options that several commands share."""

from collections.abc import Callable
from math import isfinite
from pathlib import Path
from typing import Any, Final

import click

Command = Callable[..., Any]
Callback = Callable[[click.Context, click.Parameter, Path | None], Path | None]


class Measure(click.FloatRange):
    """A number in a range that something can be measured with: "nan" is in every range, and "inf" in an open one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; a usage error if there is none."""
        number: float = super().convert(value, param, ctx)
        if not isfinite(number):
            self.fail(f"{value!r} is no number to measure with.", param, ctx)
        return number


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


def refuse_other_files(suffix: str, example: str) -> Callback:
    """A callback for --out: usage errors for what can't become a file of this kind, before any work is done."""

    def check(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
        if value is None:
            return None
        if value == Path():  # an empty text, too
            raise click.BadParameter(f"Name a file, such as {example}.", ctx, param)
        if value.suffix.lower() != suffix:
            raise click.BadParameter(f"{value} must end in {suffix}.", ctx, param)
        if value.is_dir():
            raise click.BadParameter(f"{value} is a folder.", ctx, param)
        return value

    return check
