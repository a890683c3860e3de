"""Every command of the documents, typed as it is written, page by page, among the sample drills."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import Run, run  # noqa: F401 (a fixture)
from docs.manual import PAGES, Fence, list_commands, list_parts
from drillcards.cli.main import COMMANDS
from drillcards.mail.secret import VARIABLE
from mail.post_office import PASSWORD, PostOffice, make_certificates, run_office

MAIL = """
[mail]
from = "coach@example.org"
name = "Coach"
host = "localhost"
port = {port}
user = "coach@example.org"
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """A mail server that the program trusts and has the password of."""
    context, authority = make_certificates(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    monkeypatch.setenv(VARIABLE, PASSWORD)
    with run_office(PostOffice(), context) as office:
        yield office


def test_the_documents_have_commands() -> None:
    assert len(PAGES) >= 8
    assert sum(len(list_commands(page)) for page in PAGES) > 60


@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_followed_command_by_command(
    page: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Run,  # noqa: F811 (the fixture that is imported)
    office: PostOffice,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "my-team").code == 0
    monkeypatch.chdir(tmp_path / "my-team")
    settings = Path("drillcards.toml")
    settings.write_text(MAIL.format(port=office.port), "utf-8")  # in place of the sample's own tables
    failed = []
    for part in list_parts(page):
        if isinstance(part, Fence):
            write_file(part)
        elif part.mention and len(part.args) < 2 and part.args[:1] != ("send",):
            assert not part.args or part.args[0] in (*COMMANDS, "--help"), part
        elif part.complete and part.args[0] != "init":
            outcome = run(*part.args)
            if outcome.code:
                failed.append(outcome.transcribe())
    assert failed == []


def write_file(fence: Fence) -> None:
    """What the page says to write: settings behind those that are there, anything else as a whole file."""
    if fence.file:
        path = Path(fence.file)
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text("utf-8") if path.name == "drillcards.toml" else ""
        path.write_text(before + fence.text, "utf-8")
