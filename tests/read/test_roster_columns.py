import pytest

from drillcards.read.cells import Row
from drillcards.read.findings import Findings
from drillcards.read.roster_columns import Columns, match_columns
from drillcards.read.roster_headers import COLUMNS, NAMES


def match(*headers: str) -> tuple[Columns | None, Findings]:
    findings = Findings("roster.csv")
    return match_columns(Row(3, headers), (), findings), findings


def match_quietly(*headers: str) -> Columns:
    columns, findings = match(*headers)
    assert columns is not None
    assert findings.problems == []
    return columns


def test_no_header_means_two_columns() -> None:
    names = [name for names in COLUMNS.values() for name in names]
    assert len(names) == len({*names})


@pytest.mark.parametrize("key", COLUMNS)
def test_every_name_of_a_column_is_found(key: str) -> None:
    for name in COLUMNS[key]:
        for header in (name, name.upper(), f" {name.replace(' ', '_')} "):
            fields = match_quietly(*(() if key in NAMES else ("name",)), header).fields
            assert key in fields, header


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("GUARDIAN EMAILS", "guardians"),
        ("guardian_emails", "guardians"),
        ("GuardianEmails", "guardians"),
        ("Parent's e-mail 2", "guardians"),
        ("Parent 1 Email", "guardians"),
        ("Parent 12 E-mail Address", "guardians"),
        ("E-Mail", "emails"),
        ("No.", "number"),
        ("#", "number"),
        ("Posición", "position"),
        ("NIVEAU", "level"),
    ],
)
def test_capitals_accents_spaces_and_marks_don_t_matter(header: str, key: str) -> None:
    assert match_quietly("name", header).fields == {"name": (0,), key: (1,)}


def test_addresses_may_be_spread_over_columns() -> None:
    columns = match_quietly("Parent email 1", "name", "Parent email 2")
    assert columns.pick_cells(Row(2, ("a", "b", "c")), "guardians") == ("a", "c")


def test_other_columns_are_kept_by_their_headers() -> None:
    columns = match_quietly("name", "Birthday", "", "Notes", "T-shirt  size", "")
    assert columns.pick_extra(Row(2, ("Ana", "2014-03-01", "x", "Peanuts"))) == (
        ("Birthday", "2014-03-01"),
        ("Notes", "Peanuts"),
        ("T-shirt size", ""),
    )
    assert columns.width == 5


def test_a_second_column_for_the_same_is_kept_as_one_of_one_s_own() -> None:
    columns, findings = match("name", "position", "Pos")
    assert columns is not None
    assert (columns.fields, columns.extra) == ({"name": (0,), "position": (1,)}, ((2, "Pos"),))
    assert [(problem.code, problem.line) for problem in findings.problems] == [("repeated-column", 3)]


@pytest.mark.parametrize(
    ("header", "meant"), [("postion", "position"), ("guardian emial", "guardian emails"), ("drlls", "drills")]
)
def test_a_misspelt_column_is_asked_about(header: str, meant: str) -> None:
    _, findings = match("name", header)
    assert [problem.code for problem in findings.problems] == ["unknown-column"]
    assert f"“{meant}”" in findings.problems[0].hint


@pytest.mark.parametrize(
    "header", ["Birthday", "Phone", "School", "Grade", "Notes", "Parents", "Gender", "Team", "T-shirt"]
)
def test_columns_of_one_s_own_are_no_slips(header: str) -> None:
    match_quietly("name", "email", header)


def test_without_names_nobody_is_known() -> None:
    columns, findings = match("Nmae", "email")
    assert columns is None
    (problem,) = findings.problems
    assert (problem.severity, problem.code, problem.line) == ("error", "missing-column", 3)
    assert "“nmae”" in problem.hint
