"""What Tab offers, in the words of the program and of a workspace."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from cli.conftest import Run
from drillcards.build.papers import list_paper_names, list_sheet_names
from drillcards.cli.main import COMMANDS, PROGRAM, TAB, LazyGroup, program
from drillcards.cli.suggestions import OFFERS, SHELLS, VOCABULARY, make_completer

VOCABULARY_FILE = Path(sys.modules["drillcards.cli.suggestions"].__file__ or "").with_name(VOCABULARY)


def describe_command(command: click.Command, summary: str) -> dict[str, Any]:
    """What vocabulary.json says of a command."""
    shown = [param for param in command.params if param.name != "version"]
    entry: dict[str, Any] = {"summary": summary, "params": [describe_param(param) for param in shown]}
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        below = {name: command.get_command(ctx, name) for name in command.list_commands(ctx)}
        entry["commands"] = {
            name: describe_command(other, other.get_short_help_str(80)) for name, other in below.items() if other
        }
    return entry


def describe_param(param: click.Parameter) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": param.name, "kind": "text", "many": param.nargs == -1 or param.multiple}
    if isinstance(param.type, click.Choice):
        entry |= {"kind": "choice", "choices": list(param.type.choices)}
    elif isinstance(param.type, click.Path):
        entry["kind"] = "file" if param.type.file_okay else "folder"
    if isinstance(param, click.Option):
        entry["kind"] = "flag" if param.is_flag else entry["kind"]
        entry["flags"] = "/".join((*param.opts, *param.secondary_opts))
        entry["help"] = (param.help or "").split(". ")[0]
    return entry


def test_the_vocabulary_is_that_of_the_commands(request: pytest.FixtureRequest) -> None:
    assert isinstance(program, LazyGroup)
    entry = describe_command(program, "")
    entry["commands"] = {
        name: {**below, "summary": COMMANDS[name].summary} for name, below in entry["commands"].items()
    }
    described = json.dumps(entry, indent=1, ensure_ascii=False) + "\n"
    if request.config.getoption("--update"):
        VOCABULARY_FILE.write_text(described, "utf-8")
    assert VOCABULARY_FILE.read_text("utf-8") == described, "commands have changed: run pytest --update"


@pytest.fixture
def press(season: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What Tab offers behind a line, in the sample workspace."""

    def call(line: str, cursor: int | None = None) -> list[str]:
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1 if cursor is None else cursor))
        completer = make_completer("zsh")
        return [item.value for item in completer.get_completions(*completer.get_completion_args())]

    return call


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("drillcards ca", ["calendar", "cards"]),
        ("drillcards cards --cop", ["--copies"]),
        ("drillcards import f", ["free-exercise-db"]),
        ("drillcards booklet --impose ", ["none", "saddle"]),
        ("drillcards cards ", ["fielding/glove-taps", "fielding/old-relay", "speed/cone-weave", "speed/ladder-run"]),
        ("drillcards cards SPEED/c", ["speed/cone-weave"]),
        ("drillcards cards speed/cone-weave lad", ["ladder-run"]),
        ("drillcards show glove", ["glove-taps"]),
        ("drillcards check --category s", ["speed"]),
        ("drillcards new Swing --category ", ["fielding", "speed"]),
        ("drillcards list --tag f", ["feet"]),
        ("drillcards cards --muscle ca", ["calves"]),
        ("drillcards cards --template ti", ["tiny"]),
        ("drillcards cards --paper si", ["single", "sigel-lp795"]),
        ("drillcards booklet --paper t", ["tabloid"]),
        ("drillcards booklet --paper si", []),
        ("drillcards cards --printer ", []),
        ("drillcards packets --player ", []),
        ("drillcards completion ", ["bash", "zsh", "fish"]),
    ],
)
def test_tab_offers_what_begins_like_the_word(press: Any, line: str, offered: list[str]) -> None:
    assert press(line) == offered


def test_players_are_offered_by_their_ids(press: Any, season: Path) -> None:
    (season / "roster.csv").write_text("name\nÉva Kis\nBen Ash\n", "utf-8")
    assert press("drillcards packets --player ") == ["eva-kis", "ben-ash"]
    assert press("drillcards send --resend b") == ["ben-ash"]


def test_printers_are_offered_by_their_names(press: Any, season: Path) -> None:
    (season / "drillcards.toml").write_text("[printers.office]\nback_offset_mm = [0, 1]\n", "utf-8")
    assert press("drillcards cards --printer o") == ["office"]


def test_tab_looks_into_the_folder_of_c(press: Any, season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(season.parent)
    assert press("drillcards cards ") == []
    assert press("drillcards -C sample cards g") == ["glove-taps"]


def test_a_file_s_name_is_offered_where_one_drill_alone_bears_it(press: Any, season: Path) -> None:
    (season / "drills" / "fielding" / "cone-weave.md").write_text("# Other\n\nRun.\n", "utf-8")
    assert press("drillcards cards cone") == []
    assert press("drillcards cards lad") == ["ladder-run"]


def test_what_is_offered_belongs_to_a_parameter_that_there_is() -> None:
    entries = [
        (command, param["name"])
        for command, entry in json.loads(VOCABULARY_FILE.read_text("utf-8"))["commands"].items()
        for param in entry["params"]
    ]
    names = {name for _, name in entries} | {f"{command} {name}" for command, name in entries}
    assert set(OFFERS) - names == set()


def test_the_papers_that_are_offered_can_be_ordered(run: Run, season: Path) -> None:
    assert {"single", *list_sheet_names()} < {*list_paper_names()}
    listed = run("cards", "--paper", "tracing-paper").err
    assert all(name in listed for name in list_paper_names())


def make_surroundings(season: Path) -> dict[str, str]:
    """An environment in which ``drillcards`` is this program."""
    programs = season.parent / "bin"
    programs.mkdir(exist_ok=True)
    script = programs / PROGRAM
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m drillcards "$@"\n', "utf-8")
    script.chmod(0o755)
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}


def ask_shell(shell: str, script: str, season: Path) -> tuple[str, str]:
    command = [shell, *({"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]), "-c", script]
    environ = make_surroundings(season)
    result = subprocess.run(command, cwd=season, env=environ, capture_output=True, text=True, check=False, timeout=60)
    return result.stdout, result.stderr


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} isn't installed")


BASH: str = """
eval "$(drillcards completion bash)"
COMP_WORDS=({words})
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_drillcards_completion drillcards
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@needs("bash")
def test_bash_completes_drills(season: Path) -> None:
    assert ask_shell("bash", BASH.format(words="drillcards cards spe"), season) == (
        "speed/cone-weave\nspeed/ladder-run\n",
        "",
    )


@needs("bash")
def test_bash_gets_words_with_spaces_as_they_are_to_be_typed(season: Path) -> None:
    (season / "drills" / "Base Running").mkdir()
    (season / "drills" / "Base Running" / "go.md").write_text("# Go\n\nRun.\n", "utf-8")
    typed = BASH.format(words="drillcards cards --category ba")
    assert ask_shell("bash", typed, season) == ("Base\\ Running\n", "")
    again = BASH.format(words="drillcards cards --category 'Base\\ R'")
    assert ask_shell("bash", again, season) == ("Base\\ Running\n", "")


@needs("zsh")
def test_zsh_completes_drills(season: Path) -> None:
    script = """
compdef() { }
compadd() { print -l -- $completions }
eval "$(drillcards completion zsh)"
words=(drillcards cards spe)
CURRENT=3
_drillcards_completion
"""
    assert ask_shell("zsh", script, season) == ("speed/cone-weave\nspeed/ladder-run\n", "")


@needs("fish")
def test_fish_completes_drills(season: Path) -> None:
    script = "drillcards completion fish | source\ncomplete -C 'drillcards cards spe'\n"
    assert ask_shell("fish", script, season) == ("speed/cone-weave\nspeed/ladder-run\n", "")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", ["drillcards cards ", "drillcards cards --tag ", "drillcards 'cards ", ""])
def test_tab_never_prints_an_error(season: Path, shell: str, line: str) -> None:
    (season / "drills" / "broken.md").write_bytes(b"---\ntags: [a\n\x00")
    (season / "drillcards.toml").write_text("[[[", "utf-8")
    for environ in ({"COMP_WORDS": line, "COMP_CWORD": "2"}, {"COMP_WORDS": line}, {}):
        result = subprocess.run(
            [sys.executable, "-m", "drillcards"],
            cwd=season,
            env={**os.environ, TAB: f"{shell}_complete", **environ},
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert (result.returncode, result.stderr) == (0, b"")


def test_tab_loads_nothing_that_prints(season: Path) -> None:
    code = (
        "import sys; from drillcards.cli.suggestions import answer\nanswer('bash_complete')\nprint(sorted(sys.modules))"
    )
    environ = {**os.environ, "COMP_WORDS": "drillcards cards --muscle ", "COMP_CWORD": "3"}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=season, env=environ, capture_output=True, check=True, text=True, timeout=60
    )
    assert "drillcards.read.library" in result.stdout
    assert not any(name in result.stdout for name in ("reportlab", "uharfbuzz", "icalendar", "drillcards.cli.cards"))
