import socket
import ssl
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from drillcards.mail.secret import Secret
from drillcards.mail.smtp import Answer, Offer, Session, open_session
from drillcards.model.mail import Trouble
from drillcards.model.settings import MailSettings
from mail.club import COACH
from mail.post_office import PASSWORD, PostOffice, make_certificates, run_office

HOME = "p1@home.example"


def name_server(office: PostOffice, security: str = "starttls", user: str = COACH) -> MailSettings:
    return MailSettings(sender=COACH, host="localhost", port=office.port, security=security, user=user)


@contextmanager
def enter(mail: MailSettings, password: str = PASSWORD) -> Iterator[Session]:
    session = open_session(mail, Secret(password))
    assert isinstance(session, Session), session
    try:
        yield session
    finally:
        session.close()


def fail(mail: MailSettings, password: str = PASSWORD) -> str:
    trouble = open_session(mail, Secret(password))
    assert isinstance(trouble, Trouble)
    assert trouble.hint
    assert "\n" not in trouble.message
    assert password not in trouble.message + trouble.hint
    return trouble.message


@pytest.fixture
def secure(certificates: tuple[ssl.SSLContext, Path], trusting: None) -> Iterator[PostOffice]:
    with run_office(PostOffice(), certificates[0], tls=True) as office:
        yield office


def test_a_message_is_handed_over_after_starttls_and_login(office: PostOffice) -> None:
    with enter(name_server(office)) as session:
        offer = session.offer(COACH, (HOME,), 100)
        assert [(address, answer.accepts) for address, answer in offer.answers] == [(HOME, True)]
        receipt = session.hand_over(b"Subject: x\r\n\r\n.\r\n..dots\r\n")
    assert receipt.answer == Answer(250, "OK")
    assert office.logins == 1
    assert office.got[0].data == b"Subject: x\r\n\r\n.\r\n..dots\r\n"


def test_tls_from_the_start_works_too(secure: PostOffice) -> None:
    with enter(name_server(secure, "tls")) as session:
        assert session.offer(COACH, (HOME,), 100).answers[0][1].accepts
        assert session.hand_over(b"Subject: x\r\n\r\nx\r\n").answer == Answer(250, "OK")
    assert secure.logins == 1


def test_a_server_s_limit_is_asked_before_it_gets_the_message(office: PostOffice) -> None:
    with enter(name_server(office)) as session:
        assert session.size_limit == office.size
        offer = session.offer(COACH, (HOME,), office.size + 1)
        answer = Answer(552, "The server takes 33,554,432 bytes, and this is 33,554,433")
        assert offer == Offer(((HOME, answer),), oversize=True)
        assert session.offer(COACH, (HOME,), office.size).answers[0][1].accepts


def test_what_is_withdrawn_isn_t_sent(office: PostOffice) -> None:
    with enter(name_server(office)) as session:
        session.offer(COACH, (HOME,), 100)
        session.withdraw()
        session.offer(COACH, ("p2@home.example",), 100)
        session.hand_over(b"Subject: x\r\n\r\nx\r\n")
    assert [mail.recipients for mail in office.got] == [("p2@home.example",)]


def test_a_server_s_words_become_one_short_line(office: PostOffice) -> None:
    office.rcpt[HOME] = "550-no\r\n550 " + "such user \x1b[31m" * 40
    with enter(name_server(office)) as session:
        answer = session.offer(COACH, (HOME,), 100).answers[0][1]
    assert answer.text.startswith("no such user [31msuch user")
    assert len(answer.text) == 200


def test_a_certificate_that_nobody_vouches_for_is_refused(
    certificates: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with run_office(PostOffice(), certificates[0]) as office:
        said = fail(name_server(office))
        assert said.startswith(f"The certificate of localhost:{office.port} can't be trusted: ")
        assert (office.logins, office.got) == (0, [])


@pytest.mark.parametrize("tls", [True, False])
def test_a_certificate_of_another_host_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tls: bool) -> None:
    context, authority = make_certificates(tmp_path, "mail.hares.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with run_office(PostOffice(), context, tls=tls) as office:
        assert "Hostname mismatch" in fail(name_server(office, "tls" if tls else "starttls"))
        assert office.logins == 0


def test_a_server_without_encryption_gets_no_password() -> None:
    with run_office(PostOffice(), None) as office:
        assert fail(name_server(office)) == f"localhost:{office.port} offers no encryption."
        assert office.logins == 0


def test_tls_where_the_server_speaks_plainly_names_the_other_way(office: PostOffice) -> None:
    trouble = open_session(name_server(office, "tls"), Secret(PASSWORD))
    assert isinstance(trouble, Trouble)
    assert trouble.message == f"localhost:{office.port} doesn't speak TLS as expected."
    assert 'security = "starttls"' in trouble.hint


def test_a_closed_port_is_one_clear_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        mail = MailSettings(host="127.0.0.1", port=taken.getsockname()[1])
        assert fail(mail) == f"Nothing answers at 127.0.0.1:{mail.port}."


def test_no_network_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_nothing(*_args: object, **_kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", find_nothing)
    assert fail(MailSettings(host="smtp.hares.example")) == "There is no server smtp.hares.example, or no network."


def test_a_server_that_turns_away_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_args: object, **_kwargs: object) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            theirs.sendall(b"554 5.7.1 not from there\r\n")
        return ours

    monkeypatch.setattr("socket.create_connection", connect)
    said = fail(MailSettings(host="smtp.hares.example"))
    assert said == "smtp.hares.example:587 turns connections away: 554 5.7.1 not from there"


def test_a_wrong_password_is_one_clear_line(office: PostOffice) -> None:
    wrong = "wr0ng-but-secret"
    assert fail(name_server(office), wrong) == f"The server doesn't accept the password of {COACH} (code 535)."


def test_a_password_that_can_t_be_said_is_one_clear_line(office: PostOffice) -> None:
    said = fail(name_server(office), "pässwörd")
    assert said == "The user or the password has letters that mail servers don't understand."


def test_the_password_is_nowhere_to_be_seen(
    office: PostOffice, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = Secret(PASSWORD)
    with enter(name_server(office)) as session:
        seen = [repr(secret), str(secret), repr(session), repr(vars(session)), repr(vars(session._smtp))]
    assert PASSWORD not in "".join(seen)

    def fall(*_args: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("smtplib.SMTP.login", fall)
    try:
        open_session(name_server(office), secret)
    except RuntimeError:
        traceback.print_exc()
        error = sys.exc_info()[1]
        assert error is not None
        frames = traceback.TracebackException.from_exception(error, capture_locals=True)
        frames_of_program = [frame for frame in frames.stack if "drillcards" in frame.filename]
        assert PASSWORD not in "".join(str(frame.locals) for frame in frames_of_program)
    printed = capfd.readouterr()
    assert "a bug" in printed.err
    assert PASSWORD not in printed.out + printed.err
