"""``drillcards completion``: a script for the shell, so that Tab completes what is typed."""

from typing import Final

import click

from drillcards.cli.streams import say
from drillcards.cli.suggestions import SHELLS, make_completer

# "\b" keeps click from filling the lines below it.
HELP: Final = """\
Print a script that lets Tab complete commands, drills, categories, tags, templates and more.

To install it, type this once, and open a new terminal:

\b
bash: echo 'eval "$(drillcards completion bash)"' >> ~/.bashrc
zsh: echo 'eval "$(drillcards completion zsh)"' >> ~/.zshrc
fish: echo 'drillcards completion fish | source' >> ~/.config/fish/config.fish
"""


@click.command("completion", help=HELP)
@click.argument("shell", type=click.Choice(list(SHELLS)))
def command(shell: str) -> None:
    """Print the script."""
    say(make_completer(shell).source().rstrip("\n"))
