"""What the Tab key offers: commands and options from a table, and the workspace's own names.

Loading a command would load all that it prints with, which takes longer than anybody waits for a Tab. So
``vocabulary.json`` lists what all commands take; a test holds it against the commands.
"""

import json
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, ShellComplete, ZshComplete

from drillcards.build.papers import list_paper_names, list_sheet_names
from drillcards.cli.main import PROGRAM, TAB
from drillcards.model.drill import Library
from drillcards.model.muscle import list_trained
from drillcards.read.drill import find_category
from drillcards.read.folder import DRILLS, walk_folder
from drillcards.read.headers import read_headers
from drillcards.read.library import read_library
from drillcards.read.roster import read_roster
from drillcards.read.settings import read_workspace
from drillcards.read.templates import list_names

VOCABULARY: Final = "vocabulary.json"

Words = Iterable[str]


class QuotingBashComplete(BashComplete):
    """Bash takes words as they are to be typed, and its script drops each backslash once more."""

    def format_completion(self, item: CompletionItem[str]) -> str:
        """The word with what the shell would take for its own made harmless."""
        if item.type != "plain" or shlex.quote(item.value) == item.value:
            return super().format_completion(item)
        typed = "".join(char if char.isalnum() or char in "-_./:,@" else rf"\\{char}" for char in item.value)
        return f"{item.type},{typed}"


SHELLS: Final[Mapping[str, type[ShellComplete]]] = {
    "bash": QuotingBashComplete,
    "zsh": ZshComplete,
    "fish": FishComplete,
}


def answer(instruction: str) -> str:
    """The words to offer, in the form that the shell's script takes; its line so far is in the environment."""
    shell = instruction.partition("_")[0]
    return make_completer(shell).complete()


def make_completer(shell: str) -> ShellComplete:
    """Click's completer for one of SHELLS: it has the script, and it answers."""
    text = files(__package__).joinpath(VOCABULARY).read_text("utf-8")
    return SHELLS[shell](build_command(PROGRAM, json.loads(text)), {}, PROGRAM, TAB)


def build_command(name: str, entry: Mapping[str, Any]) -> click.Command:
    """A command that takes what the table says and does nothing."""
    params = [build_param(name, param) for param in entry["params"]]
    settings: dict[str, Any] = {"context_settings": {"help_option_names": ["-h", "--help"]}}
    if "commands" not in entry:
        return click.Command(name, params=params, short_help=entry["summary"], **settings)
    commands = {other: build_command(other, below) for other, below in entry["commands"].items()}
    return click.Group(name, params=params, commands=commands, short_help=entry["summary"], **settings)


def build_param(command: str, entry: Mapping[str, Any]) -> click.Parameter:
    """An option or an argument of the table, with the words that it offers."""
    name, kind = entry["name"], entry["kind"]
    offer = OFFERS.get(f"{command} {name}") or OFFERS.get(name)
    settings: dict[str, Any] = {"shell_complete": partial(suggest, offer)} if offer else {}
    if kind == "choice":
        settings["type"] = click.Choice(entry["choices"])
    elif kind in {"file", "folder"}:
        settings["type"] = click.Path(file_okay=kind == "file")
    if "flags" not in entry:
        return click.Argument([name], nargs=-1 if entry["many"] else 1, required=False, **settings)
    if kind == "flag":
        settings["is_flag"] = True
    return click.Option([entry["flags"], name], multiple=entry["many"], help=entry["help"], **settings)


def suggest(
    offer: Callable[[Path], Words], ctx: click.Context, _param: click.Parameter, begun: str
) -> list[CompletionItem[str]]:
    """What is offered of the workspace that -C names, and begins as the word does, whatever its capitals."""
    root = Path(ctx.find_root().params.get("folder") or ".")
    words = tuple(dict.fromkeys(offer(root)))
    start = begun.casefold()
    found = [word for word in words if word.casefold().startswith(start)]
    return [CompletionItem(word) for word in found or list_short_names(words, start)]


def list_short_names(slugs: Sequence[str], start: str) -> list[str]:
    """The files' names without their folders, which name drills as well where only one is called so."""
    names = [slug.rsplit("/", 1)[-1] for slug in slugs if "/" in slug]
    return [name for name in names if name.casefold().startswith(start) and names.count(name) == 1]


def list_slugs(root: Path) -> Words:
    """All drills, of which no file is opened."""
    paths = (file.relative_to(root.resolve()).as_posix() for file in walk_folder(DRILLS, root.resolve(), []))
    return sorted(DRILLS.build_slug(path) for path in paths)


def list_categories(root: Path) -> Words:
    """The categories that drills are in."""
    headers = ((slug, matter.read_text("category")) for slug, matter in read_headers(root))
    return sorted({category or find_category(slug) for slug, category in headers} - {""})


def list_tags(root: Path) -> Words:
    """The tags that drills have."""
    return sorted({tag for _, matter in read_headers(root) for tag in matter.read_words("tags")})


def list_groups(root: Path) -> Words:
    """The muscle groups that drills train."""
    library, _ = read_library(read_workspace(root)[0])
    return sorted({group for drill in library.drills for group in list_trained(drill.muscles)})


def list_templates(root: Path) -> Words:
    """The templates' names, built in or not."""
    return list_names(read_workspace(root)[0])


def list_printers(root: Path) -> Words:
    """The printers of drillcards.toml."""
    return [printer.name for printer in read_workspace(root)[0].settings.printers]


def list_players(root: Path) -> Words:
    """The players' ids, which need no quotes."""
    roster, _ = read_roster(read_workspace(root)[0], Library(()))
    return [player.id for player in roster.players] if roster else []


# By a parameter's name, or by its command's and its own.
OFFERS: Final[Mapping[str, Callable[[Path], Words]]] = {
    "slugs": list_slugs,
    "slug": list_slugs,
    "category": list_categories,
    "categories": list_categories,
    "tags": list_tags,
    "groups": list_groups,
    "template": list_templates,
    "paper": lambda _root: list_paper_names(),
    "booklet paper": lambda _root: list_sheet_names(),
    "printer": list_printers,
    "players": list_players,
    "resend": list_players,
    "confirm": list_players,
}
