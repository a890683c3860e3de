from pathlib import Path

import pytest

from drillcards.build.installation import Check, State, check_installation
from drillcards.mail.secret import VARIABLE

MAIL = """\
[mail]
from = "coach@secret-club.example.org"
host = "smtp.secret-club.example.org"
user = "ann.lee"
"""


def look(root: Path, environ: dict[str, str] | None = None) -> dict[str, Check]:
    """The checks by name; of several of one name the last."""
    return {check.name: check for check in check_installation(root, environ or {})}


def test_an_installation_and_a_workspace_that_are_whole_have_nothing_to_mend(root: Path) -> None:
    checks = check_installation(root, {})
    assert [check for check in checks if check.state is State.FAULT] == []
    assert [check.name for check in checks] == [
        *("drillcards", "libraries", "fonts", "templates", "time zones"),
        *("workspace", "drillcards.toml", "own templates", "output/", "keyring", "mail"),
    ]
    assert "reportlab 5" in look(root)["libraries"].text
    assert look(root)["workspace"].text.endswith(", 4 drills")


def test_looking_leaves_nothing_behind(root: Path) -> None:
    before = sorted(root.rglob("*"))
    check_installation(root, {})
    assert sorted(root.rglob("*")) == before


def test_a_folder_that_is_no_workspace_is_a_note_that_leads_on(tmp_path: Path) -> None:
    found = look(tmp_path)
    assert found["workspace"].state is State.NOTE
    assert "drillcards init" in found["workspace"].advice
    assert "mail" not in found


def test_the_home_folder_s_name_is_hidden(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: root.parent)
    assert look(root)["workspace"].text == f"{Path('~', 'sample')}, 4 drills"


@pytest.mark.parametrize("environ", [{}, {VARIABLE: "hunter2"}])
def test_mail_is_told_without_an_address_a_server_or_a_password(root: Path, environ: dict[str, str]) -> None:
    (root / "drillcards.toml").write_text(MAIL, "utf-8")
    (root / "roster.csv").write_text("name,email\nMaya,maya@example.org\n", "utf-8")
    checks = check_installation(root, environ)
    shown = "\n".join(f"{check.text} {check.advice}" for check in checks)
    assert not any(word in shown for word in ("@", "secret-club", "ann.lee", "hunter2", "Maya"))
    mail = checks[-1]
    assert mail.text.startswith("There is an address, a server, a user")
    assert mail.state is (State.OK if environ else State.NOTE)
    assert (VARIABLE in mail.advice) is (not environ)


def test_mail_that_nobody_wants_is_a_note(root: Path) -> None:
    (root / "drillcards.toml").unlink(missing_ok=True)
    found = look(root)
    assert found["drillcards.toml"].state is State.OK
    assert (found["mail"].state, found["mail"].text) == (State.NOTE, "It isn't set up.")


@pytest.mark.parametrize(
    ("text", "state"), [("[[[", State.FAULT), ("papper = 1\n", State.NOTE), ('paper = "a4"\n', State.OK)]
)
def test_settings_are_as_bad_as_what_is_wrong_in_them(root: Path, text: str, state: State) -> None:
    (root / "drillcards.toml").write_text(text, "utf-8")
    assert look(root)["drillcards.toml"].state is state


def test_a_template_that_can_t_be_read_is_to_be_mended(root: Path) -> None:
    (root / "templates" / "bad.toml").write_text('extends = "nothing"\n', "utf-8")
    faults = [check for check in check_installation(root, {}) if check.state is State.FAULT]
    assert [(check.name, check.text.partition(":")[0]) for check in faults] == [("own templates", "templates/bad.toml")]


def test_a_file_called_output_is_to_be_renamed(root: Path) -> None:
    (root / "output").write_text("notes", "utf-8")
    assert (look(root)["output/"].state, look(root)["output/"].advice) == (State.FAULT, "Rename it.")


def test_an_output_that_can_t_be_written_to_is_a_fault(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("drillcards.build.installation.tempfile.TemporaryFile", refuse)
    assert look(root)["output/"].text == "It can't be written to: Permission denied."


def test_libraries_that_are_missing_are_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "drillcards.build.installation.requires", lambda _name: ["no-such-package>=1", 'keyring; extra == "keyring"']
    )
    found = [check for check in check_installation(root, {}) if check.name == "libraries"]
    assert found[0].state is State.FAULT
    assert found[0].text == "no-such-package isn't installed."


def test_fonts_that_are_missing_or_lack_their_letters_are_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def find_lacking(_package: str, name: str) -> str:
        if name.startswith("NotoSans["):
            raise FileNotFoundError(2, "No such file or directory")
        return "é" if "Bold.ttf" in name else ""

    monkeypatch.setattr("drillcards.build.installation.find_lacking", find_lacking)
    faults = [check.text for check in check_installation(root, {}) if check.state is State.FAULT]
    assert "AtkinsonHyperlegible-Bold lacks é, which it is there for." in faults
    assert any(text.startswith("NotoSans can't be opened: ") for text in faults)


def test_templates_and_time_zones_that_are_missing_are_faults(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_zone(name: str) -> None:
        raise FileNotFoundError(2, name)

    monkeypatch.setattr("drillcards.build.installation.ZoneInfo", lose_zone)
    found = look(tmp_path / "nowhere")
    assert found["time zones"].state is State.FAULT
    assert found["templates"].state is State.OK
