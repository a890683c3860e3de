"""The program as a process: terminals, pipes, signals, disks and installations that don't play along."""

import errno
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from cli.conftest import Run
from drillcards.cli.failures import describe_failure

PROGRAM = (sys.executable, "-m", "drillcards")


def spawn(args: Sequence[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    environ = {**os.environ, **environment}
    return subprocess.run([*PROGRAM, *args], cwd=folder, env=environ, capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437"])
def test_a_terminal_that_lacks_characters_gets_plain_ones(season: Path, encoding: str) -> None:
    result = spawn(["cards", "cone-weave"], season, PYTHONIOENCODING=encoding)
    assert result.returncode == 0
    assert b"1 drill -> 1 card on 1 letter sheet" in result.stdout


def test_json_keeps_every_character_whatever_the_terminal_has(season: Path) -> None:
    drill = season / "drills" / "speed" / "ladder-run.md"
    drill.write_text(drill.read_text("utf-8").replace("Ladder Run", "Échelle 梯子"), "utf-8")
    result = spawn(["list", "ladder-run", "--json"], season, PYTHONIOENCODING="ascii")
    assert b'"title": "\\u00c9chelle \\u68af\\u5b50"' in result.stdout


def test_a_reader_who_has_seen_enough_ends_the_program_quietly(season: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "wb") as closed_pipe:
        result = subprocess.run(
            [*PROGRAM, "list"], cwd=season, stdout=closed_pipe, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert (result.returncode, result.stderr) == (141, b"")


def test_an_interrupt_ends_in_130_and_one_line(season: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def press_control_c(_root: Path) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("drillcards.cli.list.read_material", press_control_c)
    outcome = run("list")
    assert (outcome.code, outcome.out) == (130, "")
    assert outcome.err.strip() == "Interrupted; the file in progress was not written."


def test_a_terminal_sees_progress(season: Path) -> None:
    main_end, terminal = pty.openpty()
    process = subprocess.Popen([*PROGRAM, "cards"], cwd=season, stdout=subprocess.DEVNULL, stderr=terminal)
    os.close(terminal)
    seen = b""
    while True:
        try:
            piece = os.read(main_end, 4096)
        except OSError:  # Linux's way to say that the other end is closed
            break
        if not piece:
            break
        seen += piece
    os.close(main_end)
    assert process.wait(60) == 0
    assert b"Laying out" in seen
    assert b"100%" in seen


def test_without_a_terminal_there_is_no_progress(season: Path, run: Run) -> None:
    assert run("cards", "cone-weave").err == ""


def test_help_and_version_load_no_command(season: Path) -> None:
    code = (
        "import sys; from drillcards.cli.main import program\n"
        "program.main(['--help'], standalone_mode=False)\n"
        "print(sorted(name for name in sys.modules if name.startswith(('drillcards.', 'reportlab', 'uharfbuzz'))))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=60)
    loaded = result.stdout.splitlines()[-1]
    assert "drillcards.cli.main" in loaded
    unwanted = (
        "reportlab",
        "uharfbuzz",
        "icalendar",
        "drillcards.layout",
        "drillcards.cli.cards",
        "drillcards.read.set",
    )
    assert not any(name in loaded for name in unwanted)


def test_commands_that_only_look_load_no_canvas(season: Path) -> None:
    code = (
        "import sys; from drillcards.cli.main import program\n"
        "program.main(['list'], standalone_mode=False)\n"
        "print(sorted(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=season, capture_output=True, check=True, text=True)
    loaded = result.stdout.splitlines()[-1]
    assert "drillcards.read.library" in loaded
    assert "reportlab" not in loaded
    assert "uharfbuzz" not in loaded


@pytest.mark.parametrize("command", ["cards", "check"])
def test_commands_that_print_cards_load_no_calendar(season: Path, command: str) -> None:
    code = (
        "import sys; from drillcards.cli.main import program\n"
        f"program.main(['{command}', 'cone-weave'], standalone_mode=False)\n"
        "print(sorted(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=season, capture_output=True, check=True, text=True)
    loaded = result.stdout.splitlines()[-1]
    assert "drillcards.layout.cards" in loaded
    assert "icalendar" not in loaded


def test_a_calendar_is_written_without_canvas_and_fonts(season: Path) -> None:
    code = (
        "import sys; from drillcards.cli.main import program\n"
        "program.main(['calendar'], standalone_mode=False)\n"
        "print(sorted(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=season, capture_output=True, check=True, text=True)
    loaded = result.stdout.splitlines()[-1]
    assert "icalendar" in loaded
    assert "reportlab" not in loaded
    assert "uharfbuzz" not in loaded


def test_a_folder_for_the_output_is_made(season: Path, run: Run) -> None:
    outcome = run("cards", "cone-weave", "--out", "for print/today/cards.PDF")
    assert outcome.code == 0
    assert (season / "for print" / "today" / "cards.PDF").read_bytes().startswith(b"%PDF-")
    assert "for print/today/cards.PDF\n" in outcome.out


def test_an_output_that_can_t_be_written_is_one_clear_line(season: Path, run: Run) -> None:
    outcome = run("cards", "cone-weave", "--out", "drillcards.toml/cards.pdf")
    assert outcome.code == 2
    assert outcome.err.startswith("Error: drillcards.toml/cards.pdf: ")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("command", [["cards", "cone-weave"], ["booklet"]])
def test_a_file_called_output_comes_with_what_to_do(season: Path, run: Run, command: list[str]) -> None:
    (season / "output").write_text("notes", "utf-8")
    outcome = run(*command)
    assert outcome.code == 2
    assert outcome.err.endswith("output is a file, where a folder is needed: rename it.\n")


@pytest.mark.parametrize(
    ("file", "code", "hint"),
    [
        ("output/cards.pdf", errno.EACCES, "Close the viewer that has it open, or name a file in another folder"),
        ("drills/new.md", errno.EACCES, "Look whether you may write there"),
        ("output/cards.pdf", errno.ENOSPC, "Make room on the disk"),
    ],
)
def test_a_file_that_can_t_be_written_comes_with_what_to_do(season: Path, file: str, code: int, hint: str) -> None:
    said = describe_failure(OSError(code, os.strerror(code), str(season / file)))
    assert said.startswith(f"{file}: {os.strerror(code)}. {hint}")


def test_a_failure_without_a_file_is_told_in_the_system_s_words(season: Path) -> None:
    assert describe_failure(OSError(errno.EIO, "Input/output error")) == "Input/output error."


def test_a_folder_for_a_file_is_a_usage_error(season: Path, run: Run) -> None:
    (season / "all.pdf").mkdir()
    outcome = run("cards", "--out", "all.pdf")
    assert (outcome.code, outcome.err) == (2, "Error: Invalid value for '--out': all.pdf is a folder.\n")


def test_a_workspace_elsewhere_gets_its_own_output(season: Path, tmp_path: Path, run: Run) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    os.chdir(elsewhere)
    outcome = run("-C", "../sample", "cards", "cone-weave")
    assert outcome.code == 0
    assert (season / "output" / "cards-tiny-letter-cone-weave.pdf").exists()
    assert list(elsewhere.iterdir()) == []


def test_an_installation_without_templates_says_so(
    season: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("drillcards.read.starter._PACKAGE", tmp_path / "site-packages" / "drillcards")
    outcome = run("cards")
    assert outcome.code == 2
    assert outcome.err.startswith("Error: drillcards is installed without its templates")
