import sys
from contextlib import closing
from pathlib import Path

import pytest

from drillcards.build.history import confirm_arrival, list_history, save_history
from drillcards.mail.ledger import open_ledger
from drillcards.mail.plans import make_record
from drillcards.model.mail import State, Trouble
from mail.club import NOON, Watch, make_letters, make_packets


def doubt(root: Path) -> None:
    """Mail to one player, that may have arrived or not."""
    (letter,) = make_letters(make_packets(1, root / "packets"), root)
    row = make_record(letter, letter.recipients[0], "")
    with closing(open_ledger(root)) as ledger:
        ledger.queue([row], NOON)
        ledger.settle(row.key, State.UNCERTAIN, "broke", NOON)


def test_a_family_that_has_it_settles_a_doubt(tmp_path: Path) -> None:
    doubt(tmp_path)
    assert confirm_arrival(tmp_path, ["player-2"]) == ()
    confirmed = confirm_arrival(tmp_path, ["Player Number1"], Watch().clock)
    assert not isinstance(confirmed, Trouble)
    assert len(confirmed) == 1
    assert [(record.state, record.reply) for record in list_history(tmp_path)] == [
        (State.SENT, "the family says that it arrived")
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_history_is_for_its_coach_s_eyes(tmp_path: Path) -> None:
    save_history((), tmp_path / "sent.csv")
    assert (tmp_path / "sent.csv").stat().st_mode & 0o777 == 0o600


def test_the_history_is_a_table_that_spreadsheets_read(tmp_path: Path) -> None:
    doubt(tmp_path)
    save_history(list_history(tmp_path), tmp_path / "out" / "sent.csv")
    lines = (tmp_path / "out" / "sent.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("player,player_id,address,state,")
    assert lines[1].startswith("Player Number1,player-1,p1@home.example,uncertain,")
