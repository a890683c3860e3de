"""``drillcards send`` and ``sent``, with packets that are there already and a server in this process."""

import csv
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from cli.conftest import Outcome, Run
from conftest import Golden
from drillcards.build.history import LOCK_NAME
from drillcards.build.material import Material
from drillcards.build.packets import PacketOrder, PacketsReport
from drillcards.cli.mail_words import (
    Tally,
    describe_many,
    describe_rehearsed,
    describe_unreachable,
    summarize_rehearsal,
)
from drillcards.mail.ledger import FILE_NAME, open_ledger, prepare_folder
from drillcards.mail.lock import hold_lock
from drillcards.mail.plans import make_record
from drillcards.mail.rehearsal import render_report
from drillcards.mail.secret import VARIABLE
from drillcards.model.mail import Plan, Rehearsed, State
from drillcards.model.packet import Packet
from drillcards.model.roster import Player
from mail.club import COACH, NOON, make_letters, make_packet, make_player, make_roster
from mail.post_office import DROP, PASSWORD, PostOffice, make_certificates, run_office

SETTINGS = """\
team = "Hill Hares"
[mail]
from = "coach@hares.example"
name = "Kim Vale"
host = "localhost"
port = {port}
user = "coach@hares.example"
per_minute = 100000
campaign = "week 3"
"""

PLAYERS = (
    ("ann-lee", "Ann Lee", ("mum@lee.example", "dad@lee.example")),
    ("bo-ray", "Bo Ray", ("ray@ray.example",)),
    ("cy-fox", "Cy Fox", ()),
)


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """A workspace of three players, one of them without an address, and its mail server, which it trusts."""
    root = tmp_path / "club"
    (root / "drills").mkdir(parents=True)
    monkeypatch.chdir(root)
    packets = [
        make_packet(make_player(number, id=slug, name=name, guardians=guardians), root / "p")
        for number, (slug, name, guardians) in enumerate(PLAYERS, 1)
    ]

    def build(_material: Material, order: PacketOrder, _progress: object = None) -> PacketsReport:
        chosen = {name.casefold() for name in order.players}
        made = tuple(packet for packet in packets if not chosen or _get_names(packet) & chosen)
        return PacketsReport((), make_roster(packets), (), made, root / "p")

    monkeypatch.setattr("drillcards.cli.send.build_packets", build)
    context, authority = make_certificates(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    monkeypatch.setenv(VARIABLE, PASSWORD)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1803988800")
    with run_office(PostOffice(), context) as office:
        (root / "drillcards.toml").write_text(SETTINGS.format(port=office.port), "utf-8")
        yield office


def _get_names(packet: Packet) -> set[str]:
    return {packet.player.id, packet.player.name.casefold()}


def read_exactly(path: str) -> str:
    return Path(path).read_bytes().decode("utf-8-sig")


def strip_times(*outcomes: Outcome) -> str:
    """Runs without what a clock and a free port say."""
    text = "\n".join(outcome.transcribe() for outcome in outcomes)
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "YYYY-MM-DD HH:MM", text)
    return re.sub(r"localhost:\d+", "localhost:587", text)


def test_a_rehearsal_tells_what_would_be_sent_and_sends_nothing(club: PostOffice, run: Run, golden: Golden) -> None:
    outcome = run("send")
    golden("send-rehearsal.txt", re.sub(r"\d+ kB", "N kB", strip_times(outcome)))
    assert re.search(r"\bsent\b", outcome.out + outcome.err) is None
    assert (club.got, club.sessions) == ([], 0)
    assert not Path(".drillcards").exists()
    names = ["ann-lee-address-2.eml", "ann-lee.eml", "bo-ray.eml", "rehearsal.csv"]
    assert sorted(file.name for file in Path("output/mail").iterdir()) == names


def test_a_rehearsal_lists_everybody_in_a_table_for_the_coach_alone(club: PostOffice, run: Run) -> None:
    run("send", "--live", "--player", "bo-ray")
    run("sent", "--stop", "dad@lee.example")
    run("send")
    report = Path("output/mail/rehearsal.csv")
    rows = [*csv.DictReader(report.read_text("utf-8-sig").splitlines())]
    assert [(row["player"], row["address"], row["result"], row["message"]) for row in rows] == [
        ("Ann Lee", "mum@lee.example", "would send", "ann-lee.eml"),
        ("Ann Lee", "dad@lee.example", "asked not to be mailed", ""),
        ("Bo Ray", "ray@ray.example", "sent", ""),
        ("Cy Fox", "", "without an address", ""),
    ]
    assert os.name != "posix" or report.stat().st_mode & 0o777 == 0o600
    run("send", "--player", "bo-ray")
    assert report.read_text("utf-8-sig").count("\n") == 2


def make_club(count: int) -> tuple[list[Rehearsed], list[Player]]:
    """A rehearsal for so many players, of whom every tenth has the packet or asked for none, or has no address."""
    first = make_letters([make_packet(make_player(1), Path("p"))], Path())[0]
    told: list[Rehearsed] = []
    without: list[Player] = []
    for number in range(1, count + 1):
        player = make_player(number)
        letter = replace(first, player=player, recipients=player.recipients, file_name=f"{player.id}.pdf")
        record = replace(make_record(letter, letter.recipients[0], ""), changed=NOON.isoformat())
        match number % 10:
            case 7:
                without.append(replace(player, guardians=()))
            case 8:
                told.append(Rehearsed(Plan(letter, stopped=letter.recipients)))
            case 9:
                told.append(Rehearsed(Plan(letter, settled=(replace(record, state=State.SENT),))))
            case 0:
                fault = replace(record, state=State.FAILED, reply=f"550 no user {number}")
                told.append(Rehearsed(Plan(letter, settled=(fault,))))
            case _:
                told.append(Rehearsed(Plan(letter, letter.recipients), Path(f"{player.id}.eml"), 41_000))
    return told, without


def test_a_rehearsal_for_a_club_is_a_screen_of_what_is_sent_and_all_reasons_why_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    monkeypatch.chdir(tmp_path)
    told, without = make_club(400)
    tally = Tally()
    for one in told:
        tally.add_rehearsed(one)
    report = Path("output/mail/rehearsal.csv")
    lines = [*describe_many(told, without), *summarize_rehearsal(tally, report)]
    golden("send-rehearsal-club.txt", "\n".join(lines) + "\n")
    assert len(render_report(told, without).splitlines()) == 401


def test_a_list_that_is_short_enough_is_whole() -> None:
    players = [replace(make_player(number), guardians=()) for number in range(1, 11)]
    assert [*describe_many([], players)] == [*describe_unreachable(players)]


def test_of_many_messages_only_the_first_are_told(club: PostOffice, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drillcards.cli.send.MOST_LISTED", 2)
    monkeypatch.setattr("drillcards.cli.mail_words._FIRST", 1)
    outcome = run("send")
    assert [line.partition(":")[0] for line in outcome.out.splitlines()[:3]] == [
        "would send Ann Lee → mum@lee.example",
        "… and 2 more",
        "Without an address",
    ]


def test_a_live_run_then_the_same_again(club: PostOffice, run: Run, golden: Golden) -> None:
    golden("send-live.txt", strip_times(run("send", "--live"), run("send", "--live"), run("send"), run("sent")))
    assert [mail.recipients for mail in club.got] == [("mum@lee.example",), ("dad@lee.example",), ("ray@ray.example",)]


def test_all_that_can_go_wrong_with_a_message(club: PostOffice, run: Run, golden: Golden) -> None:
    club.rcpt = {"mum@lee.example": "550 5.1.1 no such user", "dad@lee.example": "451 4.7.1 greylisted"}
    club.data = {"ray@ray.example": DROP}
    first = run("send", "--live")
    club.rcpt, club.data = {}, {}
    steps = [first, run("send", "--live"), run("sent"), run("send", "--live", "--resend", "bo ray")]
    steps += [run("sent", "--confirm", "ann-lee"), run("sent", "--player", "bo-ray")]
    golden("send-troubled.txt", strip_times(*steps))
    assert [step.code for step in steps] == [1, 1, 0, 0, 0, 0]


def test_a_doubt_is_settled_by_who_asked_the_family(club: PostOffice, run: Run) -> None:
    club.data = {"ray@ray.example": DROP}
    assert run("send", "--live", "--player", "bo-ray").code == 1
    assert run("sent", "--confirm", "bo-ray").out.startswith("1 message confirmed\n")
    assert run("send", "--live", "--player", "bo-ray").code == 0
    assert len(club.got) == 1


def test_who_waits_for_a_guardian_s_address_is_told_from_who_has_none() -> None:
    players = (
        make_player(1, guardians=()),
        make_player(2, guardians=(), emails=("kid@home.example",), mail_held=True),
        make_player(3, mail=False),
        make_player(4, guardians=()),
        make_player(5, stopped=("p5@home.example",)),
    )
    assert [*describe_unreachable(players)] == [
        "Without an address: Player Number1, Player Number4",
        "Held back until the roster's row is corrected: Player Number2",
        "Asked not to be mailed, as the roster says: Player Number3, Player Number5",
    ]


@pytest.mark.parametrize("options", [(), ("--live",)])
def test_nothing_is_built_while_another_run_mails_from_the_folder(
    club: PostOffice, run: Run, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    def build(*_: object) -> PacketsReport:
        raise AssertionError

    monkeypatch.setattr("drillcards.cli.send.build_packets", build)
    with hold_lock(prepare_folder(Path()) / LOCK_NAME):
        outcome = run("send", *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "Error: Another run is mailing from this folder.\n    Wait until it is done.\n"


def test_a_changed_packet_says_from_when_the_one_is_that_they_have(tmp_path: Path) -> None:
    letter = make_letters([make_packet(make_player(1), tmp_path / "p")], tmp_path)[0]
    told = [*describe_rehearsed(Rehearsed(Plan(letter, letter.recipients, changed_since=NOON.isoformat()), Path("x")))]
    assert re.search(r" \(they have one from 2027-03-0\d \d\d:\d\d\)$", told[0])


def test_drafts_are_messages_for_a_person_to_send(club: PostOffice, run: Run) -> None:
    run("sent", "--stop", "dad@lee.example")
    outcome = run("send", "--drafts")
    assert outcome.code == 0
    assert outcome.out.splitlines()[-2:] == [
        "output/drafts/ (the whole list: rehearsal.csv)",
        "Open each in your mail program and send it; drillcards won't know which you sent, and offers all again.",
    ]
    files = sorted(Path("output/drafts").glob("*.eml"))
    assert [file.name for file in files] == ["ann-lee.eml", "bo-ray.eml"]
    messages = [message_from_bytes(file.read_bytes(), policy=SMTP) for file in files]
    assert [(message["X-Unsent"], message["To"]) for message in messages] == [
        ("1", "mum@lee.example"),
        ("1", "ray@ray.example"),
    ]
    run("send")
    assert b"X-Unsent" not in Path("output/mail/ann-lee.eml").read_bytes()
    assert run("send", "--drafts", "--live").code == 2
    assert club.got == []


@pytest.mark.parametrize("host", ["smtp.office365.com", "SMTP-mail.outlook.com"])
def test_a_server_that_ends_passwords_is_told_with_what_to_do(club: PostOffice, run: Run, host: str) -> None:
    settings = Path("drillcards.toml")
    settings.write_text(settings.read_text("utf-8").replace("localhost", host), "utf-8")
    for command in (("check",), ("send",)):
        outcome = run(*command)
        assert f"Microsoft is ending passwords for programs that mail through {host}" in outcome.out + outcome.err
        assert "drillcards send --drafts" in outcome.out + outcome.err
    assert "Microsoft" not in run("send", "--drafts").err


def test_a_limit_is_gone_on_from(club: PostOffice, run: Run) -> None:
    outcome = run("send", "--live", "--limit", "1")
    assert outcome.code == 0
    assert "1 sent, 2 left\nTo mail the rest, run the same command again.\n" in outcome.out
    assert run("send", "--live", "--limit", "1").code == 0
    assert [mail.recipients for mail in club.got] == [("mum@lee.example",), ("dad@lee.example",)]


def test_mail_to_oneself_reaches_nobody_else(club: PostOffice, run: Run) -> None:
    outcome = run("send", "--live", "--to-self", COACH)
    assert outcome.code == 0
    assert [mail.recipients for mail in club.got] == [(COACH,), (COACH,)]
    assert "2 sent" in outcome.out


def test_a_wrong_password_is_one_clear_line(
    club: PostOffice, run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = "wr0ng-but-secret"
    monkeypatch.setenv(VARIABLE, wrong)
    outcome = run("send", "--live")
    golden("send-wrong-password.txt", strip_times(outcome))
    assert wrong not in outcome.out + outcome.err
    assert run("sent").out == "Nothing was mailed.\n"


def test_a_certificate_that_can_t_be_trusted_is_one_clear_line(
    club: PostOffice, run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    outcome = run("send", "--live")
    golden("send-bad-certificate.txt", strip_times(outcome))
    assert (outcome.code, club.got, club.logins) == (2, [], 0)
    assert run("sent").out == "Nothing was mailed.\n"


def test_an_address_that_is_none_is_a_usage_error(club: PostOffice, run: Run) -> None:
    outcome = run("send", "--live", "--to-self", "me")
    assert (outcome.code, outcome.out) == (2, "")
    assert "“me” is no address for mail." in outcome.err


def test_settings_without_a_sender_say_what_to_write(club: PostOffice, run: Run) -> None:
    Path("drillcards.toml").write_text("", "utf-8")
    outcome = run("send")
    assert outcome.code == 1
    assert "drillcards.toml: error: There is no address to send mail from." in outcome.err


def test_an_error_in_a_template_names_its_line_and_the_rest_is_sent(club: PostOffice, run: Run) -> None:
    folder = Path("templates/mail")
    folder.mkdir(parents=True)
    text = "Hello\n{% if player.id == 'ann-lee' %}{{ tema }}{% endif %}\n"
    (folder / "packet.en.txt.j2").write_text(text, "utf-8")
    outcome = run("send", "--live")
    assert outcome.code == 1
    assert "templates/mail/packet.en.txt.j2:2: error: There is no “tema” here." in outcome.err
    assert "\nNot written, because of an error: Ann Lee\n" in outcome.out
    run("send")
    assert '\r\nAnn Lee,ann-lee,,"not written, because of an error",' in read_exactly("output/mail/rehearsal.csv")
    assert [mail.recipients for mail in club.got] == [("ray@ray.example",)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_a_run_after_the_message(club: PostOffice, run: Run, number: signal.Signals) -> None:
    def press(_server: object) -> float:
        os.kill(os.getpid(), number)
        return 0.0

    club.delay = lambda: press(None) if not club.got else 0.0
    outcome = run("send", "--live")
    assert outcome.code == 128 + number
    assert outcome.err == "Stopping after this message.\n"
    assert "1 sent, 2 left" in outcome.out
    assert len(club.got) == 1


def test_who_asks_not_to_be_mailed_is_remembered_whatever_the_roster_says(
    club: PostOffice, run: Run, golden: Golden
) -> None:
    steps = [run("sent", "--stop", "Mum <MUM@lee.example>", "--stop", "ray@ray.example")]
    steps += [run("send"), run("send", "--live"), run("sent", "--stops"), run("sent", "--unstop", "mum+x@lee.example")]
    steps += [run("sent", "--unstop", "nobody@lee.example"), run("send", "--live"), run("sent", "--stop", "mum")]
    golden("send-stopped.txt", re.sub(r"\d+ kB", "N kB", strip_times(*steps)))
    assert [step.code for step in steps] == [0, 0, 0, 0, 0, 0, 0, 2]
    assert [mail.recipients for mail in club.got] == [("dad@lee.example",), ("mum@lee.example",)]


def test_who_asks_while_a_message_waits_for_them_never_gets_it(club: PostOffice, run: Run) -> None:
    club.rcpt = {"ray@ray.example": "450 4.2.0 busy"}
    run("send", "--live", "--player", "bo-ray")
    run("sent", "--stop", "RAY@ray.example")
    assert "ray@ray.example  replaced  week 3; they asked not to be mailed" in run("sent").out
    assert "not mailed: Bo Ray → ray@ray.example (asked not to be mailed)\n" in run("send", "--live").out


def test_a_doubt_about_one_address_is_settled_alone(club: PostOffice, run: Run) -> None:
    club.data = {"mum@lee.example": DROP, "dad@lee.example": DROP}
    run("send", "--live", "--player", "ann-lee")
    assert run("sent", "--confirm", "Dad@lee.example").out.startswith("1 message confirmed\n")
    club.data = {}
    run("send", "--live", "--resend", "ann-lee")
    assert [mail.recipients for mail in club.got][2:] == [("mum@lee.example",)]


@pytest.mark.parametrize("fault", ["emptied", "cut off", "a folder", "no folder"])
@pytest.mark.parametrize("command", [("sent",), ("sent", "--stops"), ("send",), ("send", "--live")])
def test_a_record_of_what_was_mailed_that_can_t_be_read_is_one_line_and_mails_nobody(
    club: PostOffice, fault: str, command: tuple[str, ...]
) -> None:
    file = prepare_folder(Path()) / FILE_NAME
    match fault:
        case "emptied":
            file.touch()
        case "cut off":
            open_ledger(Path()).close()
            file.write_bytes(file.read_bytes()[:5000])
        case "a folder":
            file.mkdir()
        case _:
            shutil.rmtree(file.parent)
            file.parent.touch()
    result = subprocess.run([sys.executable, "-m", "drillcards", *command], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (2, "")
    assert re.fullmatch(r"Error: \.drillcards/mail\.sqlite: [^\n]+\.\n", result.stderr)
    assert club.got == []


def test_the_list_of_what_was_sent_becomes_a_table(club: PostOffice, run: Run) -> None:
    run("send", "--live")
    outcome = run("sent", "--csv", "output/sent.csv")
    assert outcome.out == "3 deliveries → output/sent.csv\n"
    assert Path("output/sent.csv").read_text("utf-8-sig").count("\n") == 4


def test_a_table_replaces_an_earlier_one_and_no_other_file(club: PostOffice, run: Run) -> None:
    run("send", "--live")
    Path("roster.csv").write_text("name,email\nAnn Lee,ann@lee.example\n", "utf-8")
    outcome = run("sent", "--csv", "roster.csv")
    assert (outcome.code, outcome.out) == (2, "")
    assert "roster.csv is something else than an earlier list of what was sent" in " ".join(outcome.err.split())
    assert Path("roster.csv").read_text("utf-8") == "name,email\nAnn Lee,ann@lee.example\n"
    assert [run("sent", "--csv", "sent.csv").code for _ in range(2)] == [0, 0]


@pytest.mark.parametrize("option", ["--confirm", "--player"])
def test_a_player_whom_nobody_mailed_is_asked_about(club: PostOffice, run: Run, option: str) -> None:
    run("send", "--live")
    outcome = run("sent", option, "An Lee")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("Error: Nothing was mailed to “An Lee”.\n    The nearest: “Ann Lee”, ")


def test_a_player_without_anything_in_doubt_has_nothing_to_confirm(club: PostOffice, run: Run) -> None:
    run("send", "--live")
    outcome = run("sent", "--confirm", "ann-lee")
    assert (outcome.code, outcome.out.splitlines()[0]) == (0, "0 messages confirmed")


def test_before_anything_was_mailed_no_name_is_known(club: PostOffice, run: Run) -> None:
    outcome = run("sent", "--player", "Ann Lee")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("Error: Nothing was mailed to “Ann Lee”.\n")


def test_a_list_loads_no_canvas(club: PostOffice) -> None:
    code = (
        "import sys; from drillcards.cli.main import program\n"
        "program.main(['sent'], standalone_mode=False)\n"
        "print(sorted(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert "reportlab" not in result.stdout.splitlines()[-1]
