import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from drillcards.read.cells import Row
from drillcards.read.findings import Findings
from drillcards.read.spreadsheet import read_sheet

TEXT = "name;note\r\nJosé;1\r\n"
ROWS = (Row(1, ("name", "note")), Row(2, ("José", "1")))


def read(root: Path, data: bytes) -> tuple[tuple[Row, ...] | None, list[tuple[str, int | None]]]:
    (root / "roster.csv").write_bytes(data)
    findings = Findings("roster.csv")
    table = read_sheet(root / "roster.csv", root, findings, lambda row: "name" in row.cells)
    assert all(problem.hint for problem in findings.problems)
    return table.rows if table else None, [(problem.code, problem.line) for problem in findings.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_what_excel_writes_is_read(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, TEXT.encode(encoding)) == (ROWS, [])


def test_windows_text_is_read_with_a_warning(tmp_path: Path) -> None:
    assert read(tmp_path, TEXT.encode("cp1252")) == (ROWS, [("not-utf-8", 2)])


@pytest.mark.parametrize(
    "name", ["Léa Dupré", "Élodie Côté", "María Núñez", "Jürgen Groß", "François Lefèvre", "Zoë Ayala"]
)
@pytest.mark.parametrize(("encoding", "guessed"), [("mac_roman", True), ("cp1252", False)])
def test_the_old_mac_s_letters_are_told_from_windows_(
    tmp_path: Path, name: str, encoding: str, *, guessed: bool
) -> None:
    (tmp_path / "roster.csv").write_bytes(f"name,note\n{name},x\n".encode(encoding))
    findings = Findings("roster.csv")
    table = read_sheet(tmp_path / "roster.csv", tmp_path, findings, lambda row: "name" in row.cells)
    assert table is not None
    assert (table.rows[1].cells[0], table.guessed) == (name, guessed)
    (problem,) = findings.problems
    assert ("Mac Roman" in problem.message) is guessed


def test_windows_quotation_marks_are_no_letters(tmp_path: Path) -> None:
    text = "name;note\nJosé;don’t – “go”…\n"
    assert read(tmp_path, text.encode("cp1252")) == (
        (Row(1, ("name", "note")), Row(2, ("José", "don’t – “go”…"))),
        [("not-utf-8", 2)],
    )


def test_what_a_file_holds_decides_and_not_its_name(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.append(["name", "note"])
    workbook.active.append(["José", 1])
    stream = io.BytesIO()
    workbook.save(stream)
    assert read(tmp_path, stream.getvalue()) == (ROWS, [])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 and no more", "unreadable-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unreadable-workbook"),
        (b"name\x00,email\n", "not-text"),
        (b"\xff\xfeodd", "not-text"),
    ],
)
def test_what_is_no_table_is_an_error_that_says_how_to_save_it(tmp_path: Path, data: bytes, code: str) -> None:
    rows, problems = read(tmp_path, data)
    assert rows is None
    assert [problem for problem, _ in problems] == [code]


@pytest.mark.parametrize(
    ("sheets", "chosen", "told"),
    [
        ({"Read me": "Fill in", "Players": "name"}, "Players", "not “Read me”"),
        ({"Players": "name", "Fees": "Month"}, "Players", ""),
        ({"U10": "name", "U12": "name"}, "U10", "not “U12”"),
        ({"Players": "name", "-Left": "name"}, "Players", "“Left” (hidden)"),
        ({"-Players": "name"}, "", "hidden: “Players”"),
        ({"One": "Month", "Two": "Week"}, "One", "not “Two”"),
    ],
)
def test_the_sheet_with_the_best_header_is_read(tmp_path: Path, sheets: dict[str, str], chosen: str, told: str) -> None:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, cell in sheets.items():
        sheet = workbook.create_sheet(name.strip("-"))
        sheet.append([cell])
        sheet.sheet_state = "hidden" if name.startswith("-") else "visible"
    if not chosen:
        workbook.create_sheet()
    workbook.save(tmp_path / "roster.xlsx")
    findings = Findings("roster.xlsx")
    table = read_sheet(tmp_path / "roster.xlsx", tmp_path, findings, lambda row: "name" in row.cells)
    assert table is not None
    assert table.name == chosen
    assert [problem.code for problem in findings.problems] == (["other-sheets"] if told else [])
    assert all(told in problem.message for problem in findings.problems)


def test_a_workbook_that_reaches_too_far_is_an_error(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active["XFD1048576"] = "x"
    stream = io.BytesIO()
    workbook.save(stream)
    assert read(tmp_path, stream.getvalue()) == (None, [("sheet-too-large", None)])


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    findings = Findings("roster.csv")
    assert read_sheet(tmp_path, tmp_path, findings, lambda row: 0) is None
    assert [problem.code for problem in findings.problems] == ["unreadable-file"]


def test_a_link_out_of_the_workspace_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / "other.csv").write_text("name\nAna\n", "utf-8")
    (tmp_path / "team" / "roster.csv").symlink_to(tmp_path / "other.csv")
    findings = Findings("roster.csv")
    assert read_sheet(tmp_path / "team" / "roster.csv", tmp_path / "team", findings, lambda row: 0) is None
    assert [problem.code for problem in findings.problems] == ["outside-workspace"]
