"""``doctor``: what it prints and ends in."""

import json
from pathlib import Path

from cli.conftest import Run
from drillcards.build.installation import Check, State
from drillcards.cli.doctor import check_terminal, describe_checks

STATES = {State.OK: "ok", State.NOTE: "note", State.FAULT: "MEND"}


def test_each_check_is_a_line_with_what_to_do() -> None:
    checks = (Check("fonts", State.OK, "All."), Check("output/", State.FAULT, "It is a file.", "Rename it."))
    assert [*describe_checks(checks)] == [
        "ok    fonts    All.",
        "MEND  output/  It is a file. Rename it.",
        "1 to mend.",
    ]
    assert [*describe_checks(checks[:1])][-1] == "All is well."


def test_a_whole_installation_ends_in_0(run: Run, season: Path) -> None:
    outcome = run("doctor")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.endswith("All is well.\n")
    assert {line.split()[0] for line in outcome.out.splitlines()[:-1]} <= {*STATES.values()}


def test_something_to_mend_ends_in_1(run: Run, season: Path) -> None:
    (season / "output").write_text("notes", "utf-8")
    outcome = run("doctor")
    assert outcome.code == 1
    assert "MEND  output/" in outcome.out


def test_json_has_every_check(run: Run, season: Path) -> None:
    outcome = run("doctor", "--json")
    checks = json.loads(outcome.out)
    assert [check["name"] for check in checks][-1] == "terminal"
    assert {tuple(check) for check in checks} == {("name", "state", "text", "advice")}
    assert {check["state"] for check in checks} <= {*STATES}


def test_a_terminal_that_lacks_letters_is_a_note() -> None:
    assert check_terminal("utf-8", True).state is State.OK
    assert check_terminal("cp437", False) == Check(
        "terminal", State.NOTE, "It lacks letters (cp437), which are shown as plain ones or “?”."
    )
