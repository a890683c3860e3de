"""``drillcards doctor``: whether the installation is whole, in lines for a bug report."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from drillcards.build.installation import Check, State, check_installation
from drillcards.cli.json_output import print_json
from drillcards.cli.options import json_option, pass_folder
from drillcards.cli.streams import say, speaks_unicode
from drillcards.cli.text_output import align_columns

WORDS: Final = {State.OK: "ok", State.NOTE: "note", State.FAULT: "MEND"}


@click.command("doctor")
@json_option
@click.pass_context
@pass_folder
def command(folder: Path, ctx: click.Context, as_json: bool) -> None:
    """Look whether all that the program needs is there, and what to do about what isn't.

    What it prints is made for a bug report: there are no names, no addresses and no passwords in it.
    """
    checks = (
        *check_installation(folder, os.environ),
        check_terminal(sys.stdout.encoding or "unknown", speaks_unicode()),
    )
    if as_json:
        print_json([{"name": c.name, "state": c.state.value, "text": c.text, "advice": c.advice} for c in checks])
    else:
        for line in describe_checks(checks):
            say(line)
    ctx.exit(int(any(check.state is State.FAULT for check in checks)))


def check_terminal(encoding: str, shows_all: bool) -> Check:
    """What letters standard output can show."""
    if shows_all:
        return Check("terminal", State.OK, f"It shows every letter ({encoding}).")
    return Check("terminal", State.NOTE, f"It lacks letters ({encoding}), which are shown as plain ones or “?”.")


def describe_checks(checks: tuple[Check, ...]) -> Iterator[str]:
    """A line each, and a last one that sums them up."""
    rows = [(WORDS[check.state], check.name, f"{check.text} {check.advice}".strip()) for check in checks]
    yield from align_columns(rows)
    faults = sum(check.state is State.FAULT for check in checks)
    yield f"{faults} to mend." if faults else "All is well."
