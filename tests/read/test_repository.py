import shutil
import subprocess
from pathlib import Path

import pytest

from drillcards.model.roster import Player, Roster
from drillcards.read.repository import PRIVATE, find_shared_roster, list_tracked, list_unignored, write_ignores

ROSTER = Roster((Player("ann", "Ann Lee", guardians=("mum@lee-family.net",)),), "roster.csv")
git = pytest.mark.skipif(shutil.which("git") is None, reason="git isn't installed here")


def run_git(root: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True, text=True).stdout


def make_repository(root: Path, *names: str, version: int = 2) -> Path:
    run_git(root, "init", "-q")
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("name\nAnn Lee\n", "utf-8")
        run_git(root, "add", "-f", name)
    run_git(root, "update-index", "--index-version", str(version))
    return root


def test_a_gitignore_that_was_written_lacks_nothing() -> None:
    assert list_unignored(write_ignores()) == ()
    assert list_unignored("") == PRIVATE


@pytest.mark.parametrize(
    ("lines", "lacking"),
    [
        ("*.csv\n*.xlsx\n/output/*\n.drillcards", ("roster*.tsv", "roster*.txt", "roster*.ods")),
        ("roster.*\noutput\n/.drillcards/\nsent.csv", ()),
        ("# output/\n!output/\nroster*\n*.csv\n", ("output/", ".drillcards/")),
        ("*", ()),
    ],
)
def test_other_lines_that_do_the_same_are_understood(lines: str, lacking: tuple[str, ...]) -> None:
    assert list_unignored(lines) == lacking


@git
def test_what_a_written_gitignore_names_git_leaves_alone(tmp_path: Path) -> None:
    make_repository(tmp_path)
    (tmp_path / ".gitignore").write_text(write_ignores(), "utf-8")
    private = (
        "roster.csv",
        "roster.xlsx",
        "roster-u12.csv",
        "sent.csv",
        "output/mail/a.eml",
        ".drillcards/mail.sqlite",
    )
    for name in (*private, "drills/go.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    run_git(tmp_path, "add", ".")
    assert run_git(tmp_path, "ls-files").split() == [".gitignore", "drills/go.md"]


@git
@pytest.mark.parametrize("place", ["", "teams/u12"])
@pytest.mark.parametrize("version", [2, 3])
def test_a_roster_that_git_keeps_is_found(tmp_path: Path, place: str, version: int) -> None:
    path = f"{place}/roster.csv" if place else "roster.csv"
    root = make_repository(tmp_path, path, "a.md", version=version) / place
    assert list_tracked(root, ["roster.csv", "roster.xlsx", "oster.csv"]) == ("roster.csv",)
    (problem,) = find_shared_roster(root, ROSTER)
    assert (problem.severity, problem.code, problem.path) == ("warning", "shared-roster", "roster.csv")
    assert "git rm --cached roster.csv" in problem.hint


@git
def test_a_roster_that_git_leaves_alone_is_no_problem(tmp_path: Path) -> None:
    root = make_repository(tmp_path, "old-roster.csv", "other/roster.csv")
    (root / "roster.csv").write_text("name\nAnn\n", "utf-8")
    assert find_shared_roster(root, ROSTER) == ()


@git
def test_a_sample_whose_addresses_are_nobody_s_is_no_problem(tmp_path: Path) -> None:
    root = make_repository(tmp_path, "roster.csv")
    sample = Roster((Player("a", "A", guardians=("a@example.org",), emails=("b@team.example",)),), "roster.csv")
    assert find_shared_roster(root, sample) == ()
    assert find_shared_roster(root, Roster((Player("a", "A"),), "roster.csv"))


def test_a_folder_without_git_or_with_a_broken_one_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / ".git").write_bytes(b"\xff")
    assert list_tracked(tmp_path, ["roster.csv"]) == ()
    (tmp_path / ".git").unlink()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/index").write_bytes(b"DIRC\0\0\0\2roster.csv\0")
    assert list_tracked(tmp_path, ["roster.csv"]) == ()
