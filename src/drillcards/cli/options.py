"""Options that several commands share."""

from collections.abc import Callable
from functools import wraps
from math import isfinite
from pathlib import Path
from typing import Any, Final

import click

from drillcards.build.material import Selection
from drillcards.model.sheet import Duplex

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

players_option: Final = click.option(
    "--player", "players", metavar="P", multiple=True, help="Only this player; may be given again."
)

roster_option: Final = click.option(
    "--roster", metavar="F.csv", type=click.Path(path_type=Path), help="The players (default: roster.csv)."
)

pass_folder: Final = click.make_pass_decorator(Path)
"""Gives a command, as its first argument, the folder that -C names."""


def selection_options(command: Command) -> Command:
    """SLUG…, --category, --tag and --muscle, handed over as one ``selection``."""

    @wraps(command)
    def call(
        *args: Any,
        slugs: tuple[str, ...],
        categories: tuple[str, ...],
        tags: tuple[str, ...],
        groups: tuple[str, ...],
        **others: Any,
    ) -> Any:
        return command(*args, selection=Selection(slugs, categories, tags, groups), **others)

    options = (
        click.argument("slugs", metavar="[SLUG]...", nargs=-1),
        click.option("--category", "categories", metavar="C", multiple=True, help="Only drills of this category."),
        click.option("--tag", "tags", metavar="T", multiple=True, help="Only drills with this tag."),
        click.option("--muscle", "groups", metavar="GROUP", multiple=True, help="Only drills for this muscle group."),
    )
    for option in reversed(options):
        call = option(call)
    return call


def season_option(help_text: str) -> Callable[[Command], Command]:
    """--season, as ``season``: another file for the plan."""
    return click.option("--season", metavar="F.toml", type=click.Path(path_type=Path), help=help_text)


def duplex_option(help_text: str) -> Callable[[Command], Command]:
    """--duplex, as ``duplex``: a Duplex, None unless it is given."""
    words = click.Choice([duplex.value for duplex in Duplex])
    return click.option("--duplex", type=words, callback=_read_duplex, help=help_text)


def _read_duplex(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Duplex | None:
    return Duplex(value) if value else None


def crop_marks_option(help_text: str, *, default: bool | None) -> Callable[[Command], Command]:
    """--crop-marks and --no-crop-marks, as ``crop_marks``; ``default`` unless one of them is given."""
    return click.option("--crop-marks/--no-crop-marks", default=default, help=help_text)


def out_option(
    suffix: str, example: str, default: str = "a name in output/ that says what it is"
) -> Callable[[Command], Command]:
    """--out, as ``out``: a file of this kind; None unless it is given."""
    return click.option(
        "--out",
        metavar=f"F{suffix}",
        type=click.Path(path_type=Path),
        callback=refuse_other_files(suffix, example),
        help=f"The file (default: {default}).",
    )


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
