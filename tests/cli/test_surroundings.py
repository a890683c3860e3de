"""The program as a process: terminals, pipes, signals, disks and installations that don't play along."""

import errno
import multiprocessing
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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_earlier_file_and_neither_draft_nor_process(
    season: Path, run: Run, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    assert run("cards").code == 0
    (file,) = before = list((season / "output").iterdir())
    whole = file.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", lambda *_: signal.raise_signal(number))
        assert run("cards").code == 128 + number
    monkeypatch.setattr("drillcards.build.chunks.LEAST_CHUNK", 1)
    monkeypatch.setattr("drillcards.build.chunks.LEAST_SHARED", 0)
    monkeypatch.setattr("drillcards.build.chunks.count_workers", lambda: 2)
    monkeypatch.setattr("drillcards.build.cards.Binder.add_part", lambda *_: signal.raise_signal(number))
    outcome = run("cards", "--paper", "single", "--out", "new.pdf")
    assert (outcome.code, outcome.out) == (128 + number, "")
    assert multiprocessing.active_children() == []
    assert (list((season / "output").iterdir()), file.read_bytes()) == (before, whole)
    assert not (season / "new.pdf").exists()


def test_a_worker_that_is_killed_ends_the_run_with_one_line(
    season: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drillcards.build.chunks.LEAST_SHARED", 0)
    monkeypatch.setattr("drillcards.build.chunks.count_workers", lambda: 2)
    monkeypatch.setattr("drillcards.layout.cards.share_sections", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    outcome = run("cards", "--paper", "single")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "Error: A process that was laying out pages was ended from outside.\n"


@pytest.mark.parametrize(
    "args",
    [
        ["cards", "--out", f"{'x' * 300}.pdf"],
        ["cards", "--out", f"{'é' * 150}.pdf"],
        ["cards", "--out", f"{'x' * 300}/cards.pdf"],
        ["booklet", "--season", f"{'x' * 300}.toml"],
        ["packets", "--roster", f"{'x' * 300}.csv"],
        ["cards", "x" * 300],
    ],
)
def test_a_name_longer_than_the_disk_takes_is_a_matter_of_usage(season: Path, run: Run, args: list[str]) -> None:
    outcome = run(*args)
    assert outcome.code == 2
    assert "bug" not in outcome.err
    assert list(season.glob("**/*.pdf")) == []


def test_a_drill_with_a_long_title_gets_a_shorter_name(season: Path, run: Run) -> None:
    outcome = run("new", "Ladder é梯 " * 60)
    assert outcome.code == 0
    (file,) = (file for file in (season / "drills").iterdir() if file.is_file())
    assert len(os.fsencode(file.name)) < 255
    assert file.name.startswith("ladder-e梯-ladder-e梯")


def test_a_name_that_is_too_long_is_the_one_line_that_is_said(season: Path, run: Run) -> None:
    outcome = run("cards", "--out", f"{'x' * 300}.pdf")
    assert outcome.err == f"Error: {'x' * 300}.pdf: File name too long. Choose a shorter name.\n"


def test_no_file_s_name_and_no_title_says_anything_to_the_terminal(season: Path, run: Run) -> None:
    (season / "drills" / "a\x1b[2Jb.md").write_text('---\ntitle: "Up \\e]0;owned\\a"\nvideo: no\n---\nGo\n', "utf-8")
    (season / "drillcards.toml").write_text('team = "Hares \\u001b[31m\\u202e"\n', "utf-8")
    (season / "season.toml").write_text('title = "Spring \\u009b1m"\nweeks = 3\n', "utf-8")
    for args in (["list"], ["check"], ["show", "a\x1b[2Jb"], ["cards"], ["booklet"], ["calendar"], ["cards", "\x1bc"]):
        outcome = run(*args)
        shown = outcome.out + outcome.err
        assert [char for char in shown if (char < " " and char not in "\n\t") or char in "\x7f\x9b\u202e"] == []
    assert "control-character" in run("check", "--format", "json").out
    assert "Traceback" not in shown


def test_pipes_and_devices_in_the_place_of_files_are_told_and_not_waited_for(season: Path, run: Run) -> None:
    os.mkfifo(season / "pipe")
    for name in ("drills/speed/pipe.md", "season.toml", "roster.csv"):
        (season / name).symlink_to(season / "pipe")
    (season / "drills" / "speed" / "loop.md").symlink_to("loop.md")
    outcome = run("check")
    assert outcome.code == 1
    for name in ("drills/speed/loop.md", "drills/speed/pipe.md", "season.toml", "roster.csv"):
        assert f"{name}: error: " in outcome.out
    assert "bug" not in outcome.out
    assert run("cards").out.startswith("3 drills → ")
