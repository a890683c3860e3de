from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from drillcards.build.history import LOCK_NAME, confirm_arrival, list_history
from drillcards.build.mailing import (
    Mailing,
    MailOrder,
    check_order,
    prepare_mailing,
    rehearse_mailing,
    send_mailing,
)
from drillcards.build.packets import PacketsReport
from drillcards.mail.ledger import FOLDER, prepare_folder
from drillcards.mail.lock import hold_lock
from drillcards.mail.secret import VARIABLE
from drillcards.model.mail import Outcome, State, Trouble
from drillcards.model.problem import Problem, Severity
from drillcards.model.roster import Player, Roster
from drillcards.model.settings import MailSettings, Workspace
from mail.club import COACH, SETTINGS, Watch, make_packet, make_packets, make_player, make_roster
from mail.post_office import PASSWORD, PostOffice, make_certificates, run_office


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    context, authority = make_certificates(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    monkeypatch.setenv(VARIABLE, PASSWORD)
    with run_office(PostOffice(), context) as office:
        yield office


def make_mailing(root: Path, order: MailOrder | None = None, port: int = 1) -> Mailing:
    packets = (*make_packets(2, root / "packets"), make_packet(make_player(3, guardians=()), root / "packets"))
    settings = replace(SETTINGS, mail=replace(SETTINGS.mail, port=port))
    built = PacketsReport((), make_roster(packets), (), packets, root / "packets")
    return prepare_mailing(Workspace(root, settings), built, order or MailOrder(), live=True)


def test_packets_become_letters_and_who_has_no_address_is_named(tmp_path: Path) -> None:
    mailing = make_mailing(tmp_path, MailOrder(resend=("PLAYER NUMBER2", "player-1", "nobody")))
    assert [letter.player.id for letter in mailing.letters] == ["player-1", "player-2"]
    assert [player.id for player in mailing.unreachable] == ["player-3"]
    assert mailing.resend == {"player-1", "player-2"}
    assert mailing.problems == ()


@pytest.mark.parametrize(
    ("mail", "order", "codes"),
    [
        (SETTINGS.mail, MailOrder(), []),
        (MailSettings(), MailOrder(), ["no-sender", "no-mail-server"]),
        (replace(SETTINGS.mail, reply_to="me"), MailOrder(), ["bad-address"]),
        (SETTINGS.mail, MailOrder(to_self="me"), ["bad-address"]),
    ],
)
def test_what_the_settings_lack_for_mail_is_said(mail: MailSettings, order: MailOrder, codes: list[str]) -> None:
    assert [problem.code for problem in check_order(mail, order, live=True)] == codes


def prepare(root: Path, *players: Player, others: tuple[Player, ...] = ()) -> Mailing:
    packets = [make_packet(player, root / "packets") for player in players]
    built = PacketsReport((), Roster((*players, *others), "team.csv"), (), tuple(packets), root)
    return prepare_mailing(Workspace(root, SETTINGS), built, MailOrder(), live=False)


def list_faults(mailing: Mailing) -> tuple[int, list[tuple[str, str, int | None]]]:
    return len(mailing.letters), [(problem.code, problem.path, problem.line) for problem in mailing.problems]


@pytest.mark.parametrize("text", ["P2@home.example", "Player Number2", "Number2, Player"])
def test_words_that_tell_of_another_player_are_not_mailed(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "templates/mail"
    folder.mkdir(parents=True)
    (folder / "packet.en.txt.j2").write_text("Hi. {{ player.note }}", "utf-8")
    careless = make_player(1, note=f"Share a ride: ask {text}.")
    careful = make_player(3, note=f"Ask {COACH}, or P3@home.example, or xp2@home.example.")
    known = (2, [("foreign-data", "team.csv", 2)])
    assert list_faults(prepare(tmp_path, careless, make_player(2), careful)) == known
    assert list_faults(prepare(tmp_path, careless, careful, others=(make_player(2),))) == (1, known[1])


def test_a_subject_that_tells_of_another_player_is_not_mailed(tmp_path: Path) -> None:
    folder = tmp_path / "templates/mail"
    folder.mkdir(parents=True)
    (folder / "packet.en.subject.j2").write_text("For {{ player.note }}", "utf-8")
    careless = make_player(1, note="Player Number2")
    assert list_faults(prepare(tmp_path, careless, make_player(2, note="you"))) == (
        1,
        [("foreign-data", "team.csv", 2)],
    )


def write_templates(root: Path, **texts: str) -> None:
    folder = root / "templates/mail"
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / f"{name.replace('_', '.')}.j2").write_text(text, "utf-8")


def test_a_template_that_tells_of_a_player_is_blamed_once_with_its_line(tmp_path: Path) -> None:
    write_templates(tmp_path, packet_en_txt="Hi,\n{{ player.note }}\nthank Player Number2 for the balls.\n")
    players = [make_player(number) for number in range(1, 5)]
    blamed = ("foreign-data", "templates/mail/packet.en.txt.j2", 3)
    mailing = prepare(tmp_path, *players)
    assert list_faults(mailing) == (1, [blamed])
    assert [letter.player.id for letter in mailing.letters] == ["player-2"]
    assert [player.id for player in mailing.unreachable] == ["player-1", "player-3", "player-4"]
    players[2] = make_player(3, note="Ride with Player Number4.")
    assert list_faults(prepare(tmp_path, *players)) == (1, [("foreign-data", "team.csv", 4), blamed])


def test_html_that_a_template_includes_is_blamed_where_it_stands(tmp_path: Path) -> None:
    html = "<p>Hi</p>\n{% include 'foot.html.j2' %}"
    foot = "<p>\n\n<b>Player</b> Number&#50;</p>"
    write_templates(tmp_path, packet_en_txt="Hi", packet_en_html=html, foot_html=foot)
    blamed = [("foreign-data", "templates/mail/foot.html.j2", 3)]
    assert list_faults(prepare(tmp_path, make_player(1), make_player(2))) == (1, blamed)


def test_what_a_template_says_to_nobody_but_the_player_is_no_fault(tmp_path: Path) -> None:
    text = "Hi {% if player.id == 'player-2' %}Player Number2{% endif %}"
    write_templates(tmp_path, packet_en_txt=text)
    assert list_faults(prepare(tmp_path, make_player(1), make_player(2))) == (2, [])


def test_the_coach_may_be_told_of_though_a_parent_or_a_namesake(tmp_path: Path) -> None:
    asked = make_player(1, note=f"Ask {COACH}, or Kim Vale.")
    parent = make_player(2, name="Kim Vale", guardians=(COACH,))
    assert list_faults(prepare(tmp_path, asked, parent)) == (2, [])


def test_mail_to_oneself_takes_an_address_with_a_name(tmp_path: Path) -> None:
    mailing = make_mailing(tmp_path, MailOrder(to_self="Kim Vale <kim@häres.example>"))
    assert mailing.problems == ()
    assert {letter.recipients for letter in mailing.letters} == {("kim@xn--hres-loa.example",)}


def test_a_rehearsal_needs_no_server() -> None:
    assert check_order(replace(SETTINGS.mail, host=""), MailOrder(), live=False) == ()


def test_without_a_sender_there_are_no_letters(tmp_path: Path) -> None:
    packets = make_packets(1, tmp_path / "packets")
    known = Problem(Severity.WARNING, "x", "roster.csv", 2, "Known before.")
    built = PacketsReport((known,), make_roster(packets), (), packets)
    mailing = prepare_mailing(Workspace(tmp_path), built, MailOrder(), live=False)
    assert mailing.letters == ()
    assert [problem.code for problem in mailing.problems] == ["no-sender", "x"]


def test_a_rehearsal_writes_the_date_that_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    told = list(rehearse_mailing(make_mailing(tmp_path), Watch().clock))
    assert told[0].file == tmp_path / "output/mail/player-1.eml"
    assert b"Date: Thu, 01 Jan 1970 00:00:00 +0000\r\n" in told[0].file.read_bytes()
    assert not (tmp_path / FOLDER).exists()


def test_a_live_run_sends_and_remembers(tmp_path: Path, office: PostOffice) -> None:
    mailing = make_mailing(tmp_path, port=office.port)
    told = list(send_mailing(mailing, clock=Watch().clock))
    assert [outcome.fates[0].state for outcome in told if isinstance(outcome, Outcome)] == [State.SENT] * 2
    assert [record.player for record in list_history(tmp_path)] == ["Player Number1", "Player Number2"]
    assert [record.player for record in list_history(tmp_path, ["player-2"])] == ["Player Number2"]


def test_without_a_password_nothing_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("drillcards.mail.secret._ask_keyring", lambda _user: None)
    (trouble,) = send_mailing(make_mailing(tmp_path))
    assert isinstance(trouble, Trouble)
    assert trouble.message == f"There is no password for {COACH}."
    assert not (tmp_path / FOLDER).exists()


def test_a_second_run_beside_the_first_says_so_and_sends_nothing(tmp_path: Path, office: PostOffice) -> None:
    mailing = make_mailing(tmp_path, port=office.port)
    with hold_lock(prepare_folder(tmp_path) / LOCK_NAME):
        (trouble,) = send_mailing(mailing)
        assert confirm_arrival(tmp_path, ["player-1"]) == trouble
    assert trouble == Trouble("Another run is mailing from this folder.", "Wait until it is done.")
    assert office.got == []
