from dataclasses import replace
from pathlib import Path

import pytest

from drillcards.mail.letters import fold_mailbox, is_address, name_attachment, write_letters
from drillcards.mail.wording import Wording
from drillcards.model.packet import Packet
from mail.club import COACH, SETTINGS, make_letters, make_packet, make_packets, make_player


def find_codes(packets: list[Packet], root: Path) -> tuple[int, list[str]]:
    letters, problems = write_letters(packets, "roster.csv", Wording(root), SETTINGS)
    return len(letters), [problem.code for problem in problems]


def test_mail_goes_to_the_guardians_or_without_any_to_the_player(tmp_path: Path) -> None:
    minor = make_player(1, emails=("kid@home.example",), guardians=("Mum@home.example", "mum@home.example"))
    adult = make_player(2, emails=("two@home.example",), guardians=())
    alone = make_player(3, guardians=())
    packets = [make_packet(player, tmp_path / "p") for player in (minor, adult, alone)]
    letters = make_letters(packets, tmp_path)
    assert [letter.recipients for letter in letters] == [("mum@home.example",), ("two@home.example",)]


def test_each_guardian_gets_an_own_letter_unless_they_share_one(tmp_path: Path) -> None:
    parents = ("mum@home.example", "dad@away.example", "MUM@home.example")
    apart = make_letters([make_packet(make_player(1, guardians=parents), tmp_path / "p", parts=2)], tmp_path)
    assert [(letter.recipients, letter.part) for letter in apart] == [
        (("MUM@home.example",), 1),
        (("dad@away.example",), 1),
        (("MUM@home.example",), 2),
        (("dad@away.example",), 2),
    ]
    assert len({letter.key for letter in apart}) == 4
    assert {letter.file for letter in apart if letter.part == 1} == {tmp_path / "p" / "player-1-1-of-2.pdf"}
    together = make_packet(make_player(2, guardians=parents[:2], one_message=True), tmp_path / "p")
    assert [letter.recipients for letter in make_letters([together], tmp_path)] == [parents[:2]]
    everybody = replace(SETTINGS, mail=replace(SETTINGS.mail, one_message=True))
    packet = make_packet(make_player(3, guardians=parents[:2]), tmp_path / "p")
    assert [letter.recipients for letter in make_letters([packet], tmp_path, everybody)] == [parents[:2]]
    assert [letter.recipients for letter in make_letters([packet], tmp_path, to_self=COACH)] == [(COACH,)]


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("Mum@Home.example", "mum@home.example"),
        ("mum+cards@home.example", "mum@home.example"),
        ("m.u.m+x@gmail.com", "mum@gmail.com"),
        ("MUM@googlemail.com", "mum@gmail.com"),
        ("m.um@home.example", "m.um@home.example"),
        ("+@home.example", "+@home.example"),
    ],
)
def test_a_mailbox_is_the_same_by_each_of_its_addresses(address: str, mailbox: str) -> None:
    assert fold_mailbox(address) == mailbox


def test_siblings_get_a_letter_each(tmp_path: Path) -> None:
    packets = [make_packet(make_player(n, guardians=("mum@home.example",)), tmp_path / "p") for n in (1, 2)]
    first, second = make_letters(packets, tmp_path)
    assert first.recipients == second.recipients
    assert first.key != second.key


def test_a_key_is_that_of_the_campaign_the_player_the_packet_and_the_part(tmp_path: Path) -> None:
    packet = make_packet(make_player(1), tmp_path / "p", parts=2)
    keys = [letter.key for letter in make_letters([packet], tmp_path)]
    autumn = replace(SETTINGS, mail=replace(SETTINGS.mail, campaign="autumn"))
    keys += [letter.key for letter in make_letters([packet], tmp_path, autumn)]
    keys += [letter.key for letter in make_letters([replace(packet, digest="other")], tmp_path)]
    keys += [letter.key for letter in make_letters([packet], tmp_path, to_self=COACH)]
    assert len({*keys}) == len(keys) == 8
    other_words = replace(SETTINGS, team="Hill Harriers")
    assert [letter.key for letter in make_letters([packet], tmp_path, other_words)] == keys[:2]


def test_mail_to_oneself_is_another_where_its_words_are(tmp_path: Path) -> None:
    packets = make_packets(1, tmp_path / "p")
    first = make_letters(packets, tmp_path, to_self=COACH)[0]
    again = make_letters(packets, tmp_path, to_self=COACH)[0]
    other = make_letters(packets, tmp_path, replace(SETTINGS, team="Hill Harriers"), to_self=COACH)[0]
    assert first.key == again.key != other.key


def test_an_address_that_no_envelope_can_carry_is_a_problem(tmp_path: Path) -> None:
    players = (make_player(1, guardians=("mum at home",)), make_player(2))
    assert find_codes([make_packet(player, tmp_path / "p") for player in players], tmp_path) == (1, ["bad-address"])


@pytest.mark.parametrize(
    "text",
    [
        *("", "mum", "mum@", "@home.example", "a@b@home.example", "mum@home..example", "mum@home.example\n", "a;b@c"),
        *("a b@home.example", "<mum@home.example>", "mum@home.example,dad@home.example", "mümmy@home.example"),
        "mum@höme.example",
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert not is_address(text)


def test_what_is_an_address() -> None:
    assert all(map(is_address, ("a@b", "o'neil+cards@home.example", "a.b_c@xn--hme-sna.example")))


def test_a_packet_that_two_players_share_is_mailed_to_neither(tmp_path: Path) -> None:
    one, two, three = make_packets(3, tmp_path / "p")
    mixed = replace(two, files=one.files)
    assert find_codes([one, mixed, three], tmp_path) == (1, ["shared-packet", "shared-packet"])


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("ann-lee.pdf", "ann-lee.pdf"),
        ("José Núñez.pdf", "Jose-Nunez.pdf"),
        ('a"b\r\n;c.pdf', "a-b-c.pdf"),
        ("..pdf", "packet.pdf"),
        ("王.pdf", "packet.pdf"),
    ],
)
def test_an_attachment_has_a_name_that_every_disk_can_carry(file: str, name: str) -> None:
    assert name_attachment(Path("output") / file) == name
