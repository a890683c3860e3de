import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from drillcards.build.history import confirm_arrival, find_stranger, list_history, save_history
from drillcards.mail.ledger import open_ledger
from drillcards.mail.plans import make_record
from drillcards.model.mail import State, Trouble
from mail.club import NOON, Watch, make_letters, make_packets, make_player


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


def mail_all(root: Path, *names: str) -> None:
    """Mail to players of these names, that may have arrived or not."""
    packets = make_packets(1, root / "packets")
    with closing(open_ledger(root)) as ledger:
        for number, name in enumerate(names, 1):
            player = make_player(number, id=name.lower().replace(" ", "-"), name=name)
            (letter,) = make_letters([replace(packets[0], player=player)], root)
            row = make_record(letter, letter.recipients[0], "")
            ledger.queue([row], NOON)
            ledger.settle(row.key, State.UNCERTAIN, "broke", NOON)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ZOE", ["Zoë Peña"]),
        ("zoe pena", ["Zoë Peña"]),
        ("tom park", ["Tom Park"]),
        ("tom-hart", ["Tom Hart"]),
        ("P3@home.example", ["Tom Hart"]),
        ("Tom", []),
        ("Tim", []),
        ("", []),
    ],
)
def test_who_was_mailed_is_found_as_a_player_of_the_roster_is(tmp_path: Path, typed: str, meant: list[str]) -> None:
    mail_all(tmp_path, "Zoë Peña", "Tom Park", "Tom Hart")
    assert [record.player for record in list_history(tmp_path, [typed])] == meant
    confirmed = confirm_arrival(tmp_path, [typed], Watch().clock)
    assert not isinstance(confirmed, Trouble)
    assert [record.player for record in confirmed] == meant
    assert (find_stranger(tmp_path, [typed]) is None) == bool(meant)


def test_a_name_of_two_who_were_mailed_is_asked_about_and_one_of_nobody_gets_the_nearest(tmp_path: Path) -> None:
    mail_all(tmp_path, "Zoë Peña", "Tom Park", "Tom Hart")
    assert find_stranger(tmp_path, ["zoe", "tom"]) == Trouble(
        "“tom” may be “Tom Park”, “Tom Hart”.", "Write the whole name."
    )
    assert find_stranger(tmp_path, ["Tim Hart"]) == Trouble(
        "Nothing was mailed to “Tim Hart”.", "The nearest: “Tom Hart”, “Tom Park”, “Zoë Peña”."
    )


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
