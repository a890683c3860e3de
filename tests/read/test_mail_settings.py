import pytest

from drillcards.model.problem import Problem, Severity
from drillcards.model.settings import MailSettings
from drillcards.read.mail_settings import read_mail_settings
from drillcards.read.toml import TomlFile, parse_toml


def read(text: str) -> tuple[MailSettings, tuple[Problem, ...]]:
    file = parse_toml(f"[mail]\n{text}\n".encode(), "drillcards.toml")
    assert isinstance(file, TomlFile), file
    return read_mail_settings(file, file.data["mail"])


def test_every_setting_arrives() -> None:
    assert read("""\
from = "coach@example.org"
name = "Orchard  Baseball"
reply_to = "office@example.org"
host = "smtp.example.org"
port = 465
security = "tls"
user = "coach"
per_minute = 7.5
unsubscribe = "mailto:coach@example.org?subject=stop"
campaign = "spring-3"
""") == (
        MailSettings(
            sender="coach@example.org",
            name="Orchard Baseball",
            reply_to="office@example.org",
            host="smtp.example.org",
            port=465,
            security="tls",
            user="coach",
            per_minute=7.5,
            unsubscribe="mailto:coach@example.org?subject=stop",
            campaign="spring-3",
        ),
        (),
    )


def test_a_sender_may_have_a_name_before_the_address() -> None:
    assert read('from = "Ann Coach <coach@example.org>"')[0] == MailSettings("coach@example.org", "Ann Coach")
    both = 'from = "Ann <coach@example.org>"\nname = "Orchard"'
    assert read(both)[0] == MailSettings("coach@example.org", "Orchard")


@pytest.mark.parametrize(
    "key", ["password", "Password", "smtp_password", "passwd", "pwd", "secret", "token", "api_key"]
)
def test_a_secret_is_refused_and_not_repeated(key: str) -> None:
    settings, (problem,) = read(f'host = "smtp.example.org"\n{key} = "hunter2"')
    assert settings == MailSettings(host="smtp.example.org")
    assert (problem.severity, problem.code, problem.line) == (Severity.ERROR, "secret-in-settings", 3)
    assert "keyring" in problem.hint
    assert "environment" in problem.hint
    assert "hunter2" not in f"{problem.message}{problem.hint}"


FAULTS = [
    ('from = "coach"', "bad-address", "no @"),
    ('reply_to = "a@example.org\\nBcc: b@example.org"', "bad-address", "control character"),
    ('host = "smtp example.org"', "bad-host", "can't be the name"),
    ('host = "smtp://example.org"', "bad-host", "can't be the name"),
    ("port = 0", "wrong-type", "from 1 to 65535"),
    ('port = "587"', "wrong-type", "from 1 to 65535"),
    ('security = "none"', "unknown-value", "“starttls”"),
    ("per_minute = 0", "wrong-type", "above 0"),
    ('unsubscribe = "http://example.org"', "bad-unsubscribe", "neither"),
    ('unsubscribe = "https://example.org/a b"', "bad-unsubscribe", "neither"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_an_error_at_its_line_and_keeps_the_default(fault: tuple[str, str, str]) -> None:
    text, code, message = fault
    settings, (problem,) = read(text)
    assert settings == MailSettings()
    assert (problem.severity, problem.code, problem.path, problem.line) == ("error", code, "drillcards.toml", 2)
    assert message in problem.message


@pytest.mark.parametrize("link", ["stop@example.org", "https://example.org/stop?x=1", "mailto:stop@example.org"])
def test_those_who_want_no_mail_may_have_an_address_or_a_link(link: str) -> None:
    assert read(f'unsubscribe = "{link}"') == (MailSettings(unsubscribe=link), ())


def test_a_text_is_one_line() -> None:
    assert read('name = "Orchard\\r\\nBcc: x@example.org"')[0].name == "Orchard Bcc: x@example.org"
