"""The program: its table of commands, loaded one at a time, and the one place that turns failures into exit codes."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple, NoReturn

import click

from drillcards import __version__
from drillcards.cli.failures import UNUSABLE, describe_failure
from drillcards.cli.streams import discard_output, say, soften_streams
from drillcards.read.starter import StarterMissingError


class Entry(NamedTuple):
    """A command that isn't loaded yet; its module has it under the name ``command``."""

    module: str
    summary: str


# In the order of a coach's work, which is the order that --help shows.
COMMANDS: Final = {
    "init": Entry("drillcards.cli.init", "Start a folder with sample drills."),
    "new": Entry("drillcards.cli.new", "Start a drill with all its sections."),
    "import": Entry("drillcards.cli.import_drills", "Make drills of a table, or of free-exercise-db."),
    "check": Entry("drillcards.cli.check", "Find what is wrong in the drills before printing."),
    "list": Entry("drillcards.cli.list", "List the drills."),
    "show": Entry("drillcards.cli.show", "Show one drill as it was read."),
    "muscles": Entry("drillcards.cli.muscles", "List muscle groups and their drills, or read a mention."),
    "templates": Entry("drillcards.cli.templates", "List the card templates."),
    "cards": Entry("drillcards.cli.cards", "Print field cards."),
    "booklet": Entry("drillcards.cli.booklet", "Print the season booklet."),
    "calendar": Entry("drillcards.cli.calendar", "Write the season's practices for calendars."),
    "packets": Entry("drillcards.cli.packets", "Build a PDF for each player."),
    "send": Entry("drillcards.cli.send", "Mail the packets, or rehearse it."),
    "sent": Entry("drillcards.cli.sent", "List what was mailed to whom."),
    "build": Entry("drillcards.cli.build", "Print everything the folder describes."),
}

INTERRUPTED: Final = 128 + 2
"""The exit code of a program that SIGINT ended, as shells count it; SIGPIPE has 13."""
PIPE_CLOSED: Final = 128 + 13


class LazyGroup(click.Group):
    """A group that imports a command when it is called, so that --help and --version stay quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, loaded; None if there is none."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command = import_module(entry.module).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments begin with; an unknown one is told its nearest namesakes."""
        if not ctx.resilient_parsing and args[0] not in COMMANDS and args[0][:1] != "-":
            raise click.exceptions.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; when nobody reads its output any more (``drillcards list | head -1``), end quietly."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            discard_output()
            ctx.exit(PIPE_CLOSED)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The summaries, from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder that holds drills/ (default: here).",
)
@click.version_option(__version__, prog_name="drillcards", message="%(prog)s %(version)s")
@click.pass_context
def program(ctx: click.Context, folder: Path) -> None:
    """Field cards, a season booklet and mailed packets from a folder of drills.

    Start with "drillcards init my-team"; "drillcards build" prints everything.
    """
    ctx.obj = folder


def main() -> NoReturn:
    """Run the program on the arguments of the process and exit: 0 done, 1 errors in the content, 2 usage."""
    soften_streams()
    try:
        status = program.main(prog_name="drillcards", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        status = error.exit_code
    except click.ClickException as error:
        say(f"Error: {error.format_message()}", err=True)
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("Interrupted; the file in progress was not written.", err=True)
        status = INTERRUPTED
    except StarterMissingError as error:
        say(f"Error: {error}", err=True)
        status = UNUSABLE
    except OSError as error:
        say(f"Error: {describe_failure(error)}", err=True)
        status = UNUSABLE
    sys.exit(status or 0)
