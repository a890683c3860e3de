"""docs/start.md: what a newcomer types, and all that the program answers."""

import re
import shlex
from pathlib import Path

import pytest

from cli.conftest import Run, run  # noqa: F401 (a fixture)
from docs.manual import ROOT, Fence
from docs.test_commands import write_file

PAGE = ROOT / "docs" / "start.md"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`([\w./-]+)`[^`\n]*:\n\n$")


def test_the_first_ten_minutes_are_as_they_are_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Run,  # noqa: F811 (the fixture that is imported)
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    text = PAGE.read_text("utf-8")

    def replay(match: re.Match[str]) -> str:
        if match[1] == "markdown":
            (named,) = FILE.findall(text[: match.start()])[-1:]
            write_file(Fence(match[1], match[2], named))
        return f"```console\n{answer(match[2])}```" if match[1] == "console" else match[0]

    def answer(typed: str) -> str:
        lines = []
        for line in typed.splitlines():
            if not line.startswith("$ "):
                continue
            lines.append(line)
            program, *args = shlex.split(line[2:])
            if program == "cd":
                monkeypatch.chdir(args[0])
                continue
            outcome = run(*args)
            lines += (outcome.out + outcome.err).splitlines()
        return "".join(f"{line}\n" for line in lines)

    told = FENCE.sub(replay, text)
    if request.config.getoption("--update"):
        PAGE.write_text(told, "utf-8")
    assert told == PAGE.read_text("utf-8"), "pytest --update"
