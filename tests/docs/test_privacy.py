"""What docs/privacy.md and SECURITY.md promise of files and connections."""

import ast
import re
import stat
import sys
from pathlib import Path

import pytest

from docs.manual import ROOT, read_page
from drillcards.build.calendar import write_calendar
from drillcards.build.mailing import rehearse_post
from drillcards.build.material import read_material
from drillcards.mail.ledger import open_ledger
from drillcards.read.repository import PRIVATE

PAGE = read_page("docs/privacy.md")
SOURCE = ROOT / "src/drillcards"
CONNECTING = {"socket", "ssl", "smtplib", "http", "ftplib", "requests", "httpx", "aiohttp", "urllib3", "asyncio"}


def list_rows() -> dict[str, str]:
    """Who can read what: the last column by the second."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| ")
    ]
    return {place: reader for row in rows[1:] for place in re.findall(r"`([^`]+)`", row[1]) for reader in row[3:]}


def list_modules(path: Path) -> set[str]:
    """What a module imports, by its full name."""
    tree = ast.parse(path.read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_only_mail_can_open_a_connection() -> None:
    users = {
        path.relative_to(SOURCE).parts[0]
        for path in SOURCE.rglob("*.py")
        for name in list_modules(path)
        if name.partition(".")[0] in CONNECTING or name == "urllib.request"
    }
    assert users == {"mail"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_files_can_be_read_by_whom_the_table_says(tmp_path: Path) -> None:
    (tmp_path / "drills/m").mkdir(parents=True)
    (tmp_path / "drills/m/go.md").write_text("# Go\n\n## Execution\n\n1. Go\n", "utf-8")
    (tmp_path / "drillcards.toml").write_text('[mail]\nfrom = "coach@example.org"\n', "utf-8")
    (tmp_path / "roster.csv").write_text("name,number,email\nAnn Lee,7,mum@lee.example\n", "utf-8")
    plan = "[[weeks]]\n[[weeks.practices]]\ndate = 2027-03-02\nblocks = [{drills = ['go'], minutes = 5}]\n"
    (tmp_path / "season.toml").write_text(plan, "utf-8")
    material = read_material(tmp_path)
    assert rehearse_post(material).rehearsed
    write_calendar(material)
    open_ledger(tmp_path).close()
    readers = list_rows()
    made = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*") if path.is_file()}
    for place in ("output/packets/", "output/mail/", ".drillcards/mail.sqlite", ".drillcards/calendar.json"):
        files = [path for name, path in made.items() if name.startswith(place)]
        assert files
        assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in files} == {0}
        assert readers[place] == "you"
    assert "Ann" not in made["output/practices.ics"].read_text("utf-8")
    assert stat.S_IMODE((tmp_path / ".drillcards").stat().st_mode) == 0o700


def test_what_git_is_kept_from_has_every_private_place() -> None:
    assert {"output/", ".drillcards/", "roster*.csv", "roster*.xlsx"} <= {*PRIVATE}


@pytest.mark.parametrize("page", ["README.md", "SECURITY.md"])
def test_the_page_is_found(page: str) -> None:
    assert "docs/privacy.md" in read_page(page)
