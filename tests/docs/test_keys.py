"""docs/files.md has every key that the program knows, and no other."""

import re
from pathlib import Path

import pytest

from docs.manual import PAGES, list_fences, read_page
from drillcards.model.drill import Library
from drillcards.model.problem import Problem
from drillcards.model.settings import Workspace
from drillcards.read.manuscript import MATTER_KEYS
from drillcards.read.roster_headers import COLUMNS
from drillcards.read.routines import KEYS as ROUTINE_KEYS
from drillcards.read.season import read_season
from drillcards.read.settings import read_workspace
from drillcards.read.templates import read_template

PAGE = read_page("docs/files.md")


def find_section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def list_words(text: str) -> set[str]:
    return set(re.findall(r"`([a-z_ ]+)`", text))


def list_cells(text: str, column: int) -> set[str]:
    """The words in backquotes of a column (from 0) of all tables of a text."""
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return {word for row in rows for word in list_words(row[column])}


def list_known(problems: tuple[Problem, ...]) -> set[str]:
    """What hints about unknown keys say that there is."""
    hints = [problem.hint for problem in problems if problem.code == "unknown-key"]
    assert hints
    return {word for hint in hints for word in re.findall(r"“([^”]+)”", hint)}


def test_a_drill_s_header() -> None:
    assert list_cells(find_section("A drill's header"), 0) == MATTER_KEYS
    assert list_words(find_section("A drill's header").split("A routine has")[1]) == ROUTINE_KEYS - list_facts()


def list_facts() -> set[str]:
    return {"duration", "distance", "sets", "reps", "sets_reps", "rest", "players", "equipment", "level", "ages"}


@pytest.mark.parametrize(
    ("text", "title", "end"),
    [
        ("zzzz = 1\n", "drillcards.toml", "`[categories.NAME]`"),
        ("[categories.speed]\nzzzz = 1\n", "`[categories.NAME]`", "`[aliases]`"),
        ("[packets]\nzzzz = 1\n", "`[packets]`", "A rule's"),
        ("[mail]\nzzzz = 1\n", "`[mail]`", "\n## "),
    ],
)
def test_the_settings(tmp_path: Path, text: str, title: str, end: str) -> None:
    (tmp_path / "drillcards.toml").write_text(text, "utf-8")
    known = list_known(read_workspace(tmp_path)[1])
    told = PAGE.split(f"{title}")[1] if title.startswith("`") else find_section(title)
    tables = {"aliases", "categories", "fonts", "printers", "packets", "mail"}
    assert list_cells(told.split(end)[0], 0) == known - tables
    assert known & tables == {table for table in tables & known if f"`[{table}" in PAGE}


def test_a_rule_of_the_packets(tmp_path: Path) -> None:
    (tmp_path / "drillcards.toml").write_text("[[packets.rules]]\nzzzz = 1\n", "utf-8")
    rules = PAGE.split("A rule's ")[1].split("`[mail]`")[0]
    assert list_words(rules) == list_known(read_workspace(tmp_path)[1])


def test_the_printers_and_fonts(tmp_path: Path) -> None:
    (tmp_path / "drillcards.toml").write_text("[fonts]\nzzzz = 1\n[printers.office]\nzzzz = 1\n", "utf-8")
    _, problems = read_workspace(tmp_path)
    assert {problem.hint for problem in problems} == {"There is only “fallback”.", "There is only “back_offset_mm”."}
    assert {"fallback", "back_offset_mm"} <= list_words(find_section("drillcards.toml"))


def test_the_season(tmp_path: Path) -> None:
    text = "zzzz = 1\n[[weeks]]\nzzzz = 1\n[[weeks.practices]]\nzzzz = 1\n[[weeks.practices.blocks]]\nzzzz = 1\n"
    text += "stations = [{zzzz = 1}]\n"
    (tmp_path / "season.toml").write_text(text, "utf-8")
    _, problems = read_season(Workspace(tmp_path), Library(()))
    assert sum(problem.code == "unknown-key" for problem in problems) == 5
    assert list_cells(find_section("season.toml"), 1) == list_known(problems)


def test_a_template(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    text = 'extends = "page"\nzzzz = 1\n[card]\nzzzz = 1\n[styles.body]\nzzzz = 1\n[front.body]\nzzzz = 1\n'
    (tmp_path / "templates" / "odd.toml").write_text(text, "utf-8")
    _, problems = read_template(Workspace(tmp_path), "odd")
    assert sum(problem.code == "unknown-key" for problem in problems) == 4
    assert list_cells(find_section("templates/*.toml"), 1) == list_known(problems)


def test_the_roster_s_columns() -> None:
    told = list_cells(find_section("roster.csv"), 0)
    names = {name for column in COLUMNS.values() for name in column}
    assert told <= names
    assert {key for key, column in COLUMNS.items() if told.isdisjoint(column)} == set()


@pytest.mark.parametrize("page", PAGES)
def test_an_example_has_only_keys_that_there_are(tmp_path: Path, page: str) -> None:
    (tmp_path / "templates").mkdir()
    for number, fence in enumerate(fence for fence in list_fences(page) if fence.language == "toml"):
        for name in ("drillcards.toml", "season.toml", f"templates/t{number}.toml"):
            (tmp_path / name).write_text(fence.text, "utf-8")
        read = (
            read_workspace(tmp_path)[1],
            read_season(Workspace(tmp_path), Library(()))[1],
            read_template(Workspace(tmp_path), f"t{number}")[1],
        )
        codes = [{problem.code for problem in problems} for problems in read]
        assert any(not found & {"unknown-key", "bad-toml", "wrong-type"} for found in codes), fence.text
