"""The program run in this process, in a copy of the sample workspace."""

import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from drillcards.cli.main import main

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True)
class Outcome:
    """What a run printed, and its exit code."""

    args: tuple[str, ...]
    code: int
    out: str
    err: str

    def transcribe(self) -> str:
        """The run as a reader of a terminal would see it; standard error is set apart."""
        command = " ".join(f"'{arg}'" if " " in arg else arg for arg in self.args)
        errors = f"--- on standard error\n{self.err}" if self.err else ""
        return f"$ drillcards {command}\n{self.out}{errors}--- exit code {self.code}\n"


Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def own_signals() -> Iterator[None]:
    """What signals do in a program that starts in a terminal, though these tests may run in the background."""
    usual: dict[int, Any] = {
        signal.SIGINT: signal.default_int_handler,
        signal.SIGTERM: signal.SIG_DFL,
        signal.SIGHUP: signal.SIG_DFL,
    }
    before = {number: signal.signal(number, handler) for number, handler in usual.items()}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("COLUMNS", "90")

    def call(*args: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["drillcards", *args])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ending:
            main()
        captured = capsys.readouterr()
        assert isinstance(ending.value.code, int)
        return Outcome(args, ending.value.code, captured.out, captured.err)

    return call


@pytest.fixture
def season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample workspace, which is also the current folder."""
    return copy_workspace("sample", tmp_path, monkeypatch)


@pytest.fixture
def flawed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same of a workspace with drills that can't be read or printed."""
    return copy_workspace("flawed", tmp_path, monkeypatch)


def copy_workspace(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = folder / name
    shutil.copytree(TESTS / name, root)
    monkeypatch.chdir(root)
    return root
