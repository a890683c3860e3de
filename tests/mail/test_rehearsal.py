import socket
import stat
from contextlib import closing
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from drillcards.mail.ledger import FOLDER, open_ledger, read_records
from drillcards.mail.plans import make_record
from drillcards.mail.rehearsal import rehearse_letters
from drillcards.model.mail import State
from mail.club import NOON, SETTINGS, make_letters, make_packet, make_packets, make_player


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a rehearsal opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)


def test_messages_become_files_that_say_what_would_be_sent(tmp_path: Path) -> None:
    packets = (*make_packets(1, tmp_path / "p"), make_packet(make_player(2), tmp_path / "p", parts=2))
    out = tmp_path / "output/mail"
    told = list(rehearse_letters(make_letters(packets, tmp_path), (), SETTINGS, out, NOON))
    assert [item.file and item.file.name for item in told] == [
        "player-1.eml",
        "player-2-1-of-2.eml",
        "player-2-2-of-2.eml",
    ]
    assert [item.size for item in told] == [item.file.stat().st_size for item in told if item.file]
    message = message_from_bytes((out / "player-1.eml").read_bytes(), policy=SMTP)
    assert (message["To"], message["Date"]) == ("p1@home.example", "Tue, 02 Mar 2027 12:00:00 +0000")
    assert stat.S_IMODE((out / "player-1.eml").stat().st_mode) == 0o600
    assert not (tmp_path / FOLDER).exists()


def test_a_rehearsal_leaves_no_files_of_the_one_before(tmp_path: Path) -> None:
    out = tmp_path / "output/mail"
    letters = make_letters(make_packets(3, tmp_path / "p"), tmp_path)
    list(rehearse_letters(letters, (), SETTINGS, out, NOON))
    told = list(rehearse_letters(letters[1:], (), SETTINGS, out, NOON, limit=1))
    assert [bool(item.file) for item in told] == [True, False]
    assert [file.name for file in out.iterdir()] == ["player-2.eml"]


def test_who_has_the_packet_already_is_left_out_unless_asked_for(tmp_path: Path) -> None:
    letters = make_letters(make_packets(2, tmp_path / "p"), tmp_path)
    with closing(open_ledger(tmp_path)) as ledger:
        row = make_record(letters[0], "p1@home.example", "")
        ledger.queue([row], NOON)
        ledger.settle(row.key, State.SENT, "", NOON)
    records = read_records(tmp_path)
    first, second = rehearse_letters(letters, records, SETTINGS, tmp_path / "o", NOON)
    assert first.file is None
    assert [record.state for record in first.plan.settled] == [State.SENT]
    assert second.file
    again, _ = rehearse_letters(letters, records, SETTINGS, tmp_path / "o", NOON, resend=frozenset({"player-1"}))
    assert again.file
