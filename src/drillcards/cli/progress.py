"""How far a long run has come: a bar on a terminal, silence everywhere else."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Advance = Callable[[int, int], None]
"""Called with how much is done, and of how much."""


@contextmanager
def show_progress(label: str) -> Iterator[Advance]:
    """A bar on standard error that appears with the first step and goes on to the end; none if that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def advance(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield advance


def clear_progress() -> None:
    """Blank the bar's line, so that words can be said there; the bar's next step draws it again below them."""
    if sys.stderr.isatty():
        click.echo(f"\r{' ' * (shutil.get_terminal_size().columns - 1)}\r", file=sys.stderr, nl=False)
