"""The program: its table of commands, loaded one at a time, and the one place that turns failures into exit codes."""

import gc
import os
import signal
import sys
from contextlib import suppress
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn

import click

from drillcards import __version__
from drillcards.cli.failures import UNUSABLE, describe_bug, describe_failure
from drillcards.cli.streams import discard_output, say, soften_streams
from drillcards.model.fault import TRACEBACK
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
    "doctor": Entry("drillcards.cli.doctor", "Look whether the installation is whole."),
    "completion": Entry("drillcards.cli.completion", "Let Tab complete what you type."),
}

PROGRAM: Final = "drillcards"
TAB: Final = "_DRILLCARDS_COMPLETE"
"""Set by the shell's script when Tab is pressed, to ``bash_complete`` and the like."""
SUGGESTIONS: Final = "drillcards.cli.suggestions"
"""Loaded as a command is, when a shell asks what Tab should offer."""

INTERRUPTED: Final = 128 + 2
"""The exit code of a program that SIGINT ended, as shells count it; SIGPIPE has 13."""
PIPE_CLOSED: Final = 128 + 13
ENDINGS: Final = ("SIGTERM", "SIGHUP")


class Ended(BaseException):
    """A signal asked the process to end; its only argument is the signal's number."""


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


class Folder(click.Path):
    """A folder that is there; of one that isn't, its nearest namesake is told."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; a usage error if it leads to no folder."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            path = Path(value)
            if Path.cwd().parts[-len(path.parts) :] == path.parts:
                self.fail("You are in that folder already: leave out -C.", param, ctx)
            others = [other.name for other in path.parent.glob("*") if other.is_dir()]
            near = get_close_matches(path.name, others, 1)
            asked = f" Did you mean {(path.parent / near[0]).as_posix()}?" if near else ""
            self.fail(f"{error.message}{asked}", param, ctx)


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    type=Folder(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder that holds drills/ (default: here).",
)
@click.option(TRACEBACK, is_flag=True, expose_value=False, help="Show where in the program a bug was met.")
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.pass_context
def program(ctx: click.Context, folder: Path) -> None:
    """Field cards, a season booklet and mailed packets from a folder of drills.

    Start with "drillcards init my-team"; "drillcards build" prints everything.
    """
    ctx.obj = folder


def heed_signals() -> None:
    """Let what ends a process end it as Ctrl-C does: drafts of files go, and workers too. ``nohup`` stays as it is."""
    for name in ENDINGS:
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, _frame: object) -> NoReturn:
    raise Ended(number)


def answer_tab(instruction: str) -> NoReturn:
    """Tell a shell what Tab offers, and exit. An error would be printed amid what somebody is typing: there is none."""
    gc.disable()  # the process ends before there is anything worth collecting
    with suppress(Exception):
        click.echo(import_module(SUGGESTIONS).answer(instruction).encode())
    sys.exit(0)


def name_help(error: click.ClickException) -> str:
    """Where more is told, for somebody who doesn't know what to write; of a wrong value the message says it."""
    if isinstance(error, click.MissingParameter | click.NoSuchOption | click.exceptions.NoSuchCommand) and error.ctx:
        return f"\n    See: {error.ctx.command_path} --help"
    return ""


def main() -> NoReturn:
    """Run the program on the arguments of the process and exit: 0 done, 1 errors in the content, 2 usage."""
    soften_streams()
    heed_signals()
    if instruction := os.environ.get(TAB):
        answer_tab(instruction)
    try:
        status = program.main(prog_name=PROGRAM, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        status = error.exit_code
    except click.ClickException as error:
        say(f"Error: {error.format_message()}{name_help(error)}", err=True)
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("Interrupted; the file in progress was not written.", err=True)
        status = INTERRUPTED
    except Ended as ended:
        say("Ended from outside; the file in progress was not written.", err=True)
        status = 128 + ended.args[0]
    except Exception as error:
        say(f"Error: {describe_end(error)}", err=True)
        status = UNUSABLE
    sys.exit(status or 0)


def describe_end(error: Exception) -> str:
    """What to say of an exception that ended the program."""
    match error:
        case ImportError() if not (error.name or "").startswith(f"{PROGRAM}."):
            return f"{error}. The installation isn't whole; install it again: pipx reinstall drillcards"
        case StarterMissingError():
            return str(error)
        case OSError():
            return describe_failure(error)
        case MemoryError():
            return "There isn't memory enough. Close other programs, or print fewer drills at a time."
        case _:  # a slip of ours, as is a module of our own that isn't there
            return describe_bug(error)
