import io
import re
import ssl
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest

from drillcards.mail.ledger import Ledger, open_ledger, read_records
from drillcards.mail.quotas import find_daily_limit
from drillcards.mail.secret import Secret
from drillcards.mail.sending import MOST_IN_A_ROW, Post, send_letters
from drillcards.mail.smtp import open_session
from drillcards.model.mail import Letter, Outcome, State, Trouble
from drillcards.model.settings import Settings
from mail.club import COACH, NOON, SETTINGS, Watch, make_letters, make_packet, make_packets, make_player
from mail.post_office import DROP, PASSWORD, PostOffice, run_office


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(open_ledger(tmp_path)) as ledger:
        yield ledger


def address_office(office: PostOffice, settings: Settings = SETTINGS) -> Settings:
    return replace(settings, mail=replace(settings.mail, port=office.port))


def make_post(office: PostOffice, ledger: Ledger, watch: Watch | None = None, settings: Settings = SETTINGS) -> Post:
    settings = address_office(office, settings)
    clock = (watch or Watch()).clock
    return Post(settings, ledger, lambda: open_session(settings.mail, Secret(PASSWORD)), clock)


def send(letters: Iterable[Letter], post: Post) -> tuple[list[Outcome], Trouble | None]:
    told = list(send_letters(letters, post))
    troubles = [item for item in told if isinstance(item, Trouble)]
    return [item for item in told if isinstance(item, Outcome)], troubles[0] if troubles else None


def list_states(ledger: Ledger) -> dict[str, State]:
    return {record.address: record.state for record in ledger.list_records()}


def test_fifty_players_get_fifty_messages_each_with_their_own_packet(
    tmp_path: Path, office: PostOffice, ledger: Ledger
) -> None:
    packets = make_packets(50, tmp_path / "packets")
    outcomes, trouble = send(make_letters(packets, tmp_path), make_post(office, ledger))
    assert trouble is None
    assert [[fate.state for fate in outcome.fates] for outcome in outcomes] == [[State.SENT]] * 50
    assert office.sessions == 1
    assert len(office.got) == 50
    for packet, mail in zip(packets, office.got, strict=True):
        message, player = mail.message, packet.player
        assert (mail.sender, mail.recipients, message["To"]) == (COACH, player.guardians, player.guardians[0])
        (attachment,) = message.iter_attachments()
        content = attachment.get_content()
        assert content == packet.files[0].read_bytes()
        with closing(pypdfium2.PdfDocument(io.BytesIO(content))) as document:
            assert player.name in document[0].get_textpage().get_text_range()
        texts = [message.get_body((kind,)).get_content() for kind in ("plain", "html")]  # type: ignore[union-attr]
        assert all(re.findall(r"Player Number\d+", text) == [player.name] for text in texts)
    assert {record.state for record in ledger.list_records()} == {State.SENT}


def test_the_same_run_again_sends_nothing_and_asks_no_server(
    tmp_path: Path, office: PostOffice, ledger: Ledger
) -> None:
    letters = make_letters(make_packets(3, tmp_path / "packets"), tmp_path)
    send(letters, make_post(office, ledger))
    outcomes, trouble = send(letters, make_post(office, ledger))
    assert (len(office.got), office.sessions, trouble) == (3, 1, None)
    assert [outcome.fates for outcome in outcomes] == [()] * 3
    assert [outcome.plan.settled[0].state for outcome in outcomes] == [State.SENT] * 3


def test_a_changed_packet_is_sent_again_and_says_since_when(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    send(make_letters(make_packets(2, tmp_path / "packets"), tmp_path), make_post(office, ledger))
    changed = (*make_packets(2, tmp_path / "packets")[1:], *make_packets(1, tmp_path / "packets", "anew"))
    outcomes, _ = send(make_letters(changed, tmp_path), make_post(office, ledger))
    assert [mail.recipients[0] for mail in office.got] == ["p1@home.example", "p2@home.example", "p1@home.example"]
    assert [outcome.plan.changed_since for outcome in outcomes] == ["", NOON.isoformat()]


def test_other_words_alone_send_nothing_again(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    packets = make_packets(2, tmp_path / "packets")
    send(make_letters(packets, tmp_path), make_post(office, ledger))
    send(make_letters(packets, tmp_path, replace(SETTINGS, team="Hill Harriers")), make_post(office, ledger))
    assert len(office.got) == 2


def test_another_campaign_sends_the_same_packet(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    packets = make_packets(1, tmp_path / "packets")
    autumn = replace(SETTINGS, mail=replace(SETTINGS.mail, campaign="autumn"))
    send(make_letters(packets, tmp_path), make_post(office, ledger))
    send(make_letters(packets, tmp_path, autumn), make_post(office, ledger))
    assert len(office.got) == 2


def test_a_packet_in_parts_goes_in_as_many_messages(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    packet = make_packet(make_player(1), tmp_path / "packets", parts=3)
    send(make_letters([packet], tmp_path), make_post(office, ledger))
    names = [attachment.get_filename() for mail in office.got for attachment in mail.message.iter_attachments()]
    assert names == ["player-1-1-of-3.pdf", "player-1-2-of-3.pdf", "player-1-3-of-3.pdf"]
    assert len({mail.message["Message-ID"] for mail in office.got}) == 3


@pytest.mark.parametrize("one_message", [True, False])
def test_a_corrected_address_gets_the_packet_and_the_other_parent_not_again(
    tmp_path: Path, office: PostOffice, ledger: Ledger, *, one_message: bool
) -> None:
    office.rcpt["mun@home.example"] = "550 5.1.1 no such user"
    player = make_player(1, guardians=("dad@home.example", "mun@home.example"), one_message=one_message)
    outcomes, _ = send(make_letters([make_packet(player, tmp_path / "p")], tmp_path), make_post(office, ledger))
    assert {(fate.address, fate.state, fate.reply) for outcome in outcomes for fate in outcome.fates} == {
        ("mun@home.example", State.FAILED, "550 5.1.1 no such user"),
        ("dad@home.example", State.SENT, "250 OK"),
    }
    player = replace(player, guardians=("dad@home.example", "mum@home.example"))
    send(make_letters([make_packet(player, tmp_path / "p")], tmp_path), make_post(office, ledger))
    assert [mail.recipients for mail in office.got] == [("dad@home.example",), ("mum@home.example",)]
    assert office.got[1].message["To"] == ("dad@home.example, mum@home.example" if one_message else "mum@home.example")


def test_parents_see_each_other_s_address_nowhere(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    parents = ("mum@home.example", "dad@away.example")
    letters = make_letters([make_packet(make_player(1, guardians=parents), tmp_path / "p")], tmp_path)
    send(letters, make_post(office, ledger))
    assert [mail.recipients for mail in office.got] == [(parents[0],), (parents[1],)]
    assert all(other.encode() not in mail.data for mail, other in zip(office.got, reversed(parents), strict=True))
    attachments = [next(mail.message.iter_attachments()).get_content() for mail in office.got]
    assert attachments == [letters[0].file.read_bytes()] * 2
    assert len({mail.message["Message-ID"] for mail in office.got}) == 2
    send(letters, make_post(office, ledger))
    assert len(office.got) == 2


@pytest.mark.parametrize("state", [State.FAILED, State.DEFERRED, State.UNCERTAIN])
def test_what_goes_wrong_for_one_parent_concerns_the_other_not(
    tmp_path: Path, office: PostOffice, ledger: Ledger, state: State
) -> None:
    faults = {State.FAILED: "550 5.1.1 no", State.DEFERRED: "450 4.2.0 busy", State.UNCERTAIN: DROP}
    office.data["dad@home.example"] = faults[state]
    player = make_player(1, guardians=("dad@home.example", "mum@home.example"))
    letters = make_letters([make_packet(player, tmp_path / "p")], tmp_path)
    watch = Watch()
    send(letters, make_post(office, ledger, watch))
    assert list_states(ledger) == {"dad@home.example": state, "mum@home.example": State.SENT}
    office.data.clear()
    watch.move(timedelta(days=1))
    send(letters, replace(make_post(office, ledger, watch), resend=frozenset({"player-1"})))
    assert list_states(ledger) == {"dad@home.example": State.SENT, "mum@home.example": State.SENT}
    assert [mail.recipients for mail in office.got].count(("mum@home.example",)) == 1


def test_a_campaign_that_an_earlier_version_began_goes_on_and_repeats_nothing(
    tmp_path: Path, office: PostOffice, ledger: Ledger
) -> None:
    office.rcpt["dad@home.example"] = "450 4.2.0 busy"
    packets = [
        make_packet(make_player(n, guardians=("mum@home.example", "dad@home.example")), tmp_path / "p") for n in (1, 2)
    ]
    shared = replace(SETTINGS, mail=replace(SETTINGS.mail, one_message=True))  # a message a household, as it was
    before = make_letters(packets, tmp_path, shared)
    watch = Watch()
    send(before[:1], make_post(office, ledger, watch))
    office.rcpt.clear()
    watch.move(timedelta(hours=1))
    send(make_letters(packets, tmp_path), make_post(office, ledger, watch))
    assert [mail.recipients[0] for mail in office.got] == [
        *("mum@home.example", "dad@home.example"),
        *("mum@home.example", "dad@home.example"),
    ]
    assert office.got[1].message["Message-ID"] == office.got[0].message["Message-ID"]
    assert [record.state for record in ledger.list_records()] == [State.SENT] * 4


def test_who_asked_not_to_be_mailed_is_not(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    ledger.add_stop("p2@home.example", NOON)
    packets = [make_packet(make_player(n, guardians=(f"P{n}+cards@HOME.example",)), tmp_path / "p") for n in (1, 2, 3)]
    letters = make_letters(packets, tmp_path)
    outcomes, trouble = send(letters, make_post(office, ledger))
    assert trouble is None
    assert [outcome.plan.stopped for outcome in outcomes] == [(), ("P2+cards@HOME.example",), ()]
    again = replace(make_post(office, ledger), resend=frozenset({"player-2"}))
    send(letters, again)
    assert [mail.message["To"] for mail in office.got] == ["P1+cards@HOME.example", "P3+cards@HOME.example"]
    ledger.remove_stop("p2@home.example")
    send(letters, make_post(office, ledger))
    assert office.got[2].message["To"] == "P2+cards@HOME.example"


def test_a_namesake_who_joins_sends_nobody_a_packet_again(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    office.rcpt["dad@home.example"] = "451 4.7.1 later"
    packet = make_packet(make_player(1, guardians=("mum@home.example", "dad@home.example")), tmp_path / "p")
    watch = Watch()
    send(make_letters([packet], tmp_path), make_post(office, ledger, watch))
    letters = make_letters([replace(packet, player=replace(packet.player, id="player-1-7"))], tmp_path)
    watch.move(timedelta(days=5))
    send(letters, make_post(office, ledger, watch))
    assert [mail.recipients for mail in office.got] == [("mum@home.example",)]
    assert list_states(ledger) == {"mum@home.example": State.SENT, "dad@home.example": State.FAILED}
    assert {record.player_id for record in ledger.list_records()} == {"player-1-7"}


@pytest.mark.parametrize("gone", [True, False])
def test_a_file_that_is_no_longer_the_packet_puts_off_that_player_alone(
    tmp_path: Path, office: PostOffice, ledger: Ledger, *, gone: bool
) -> None:
    letters = make_letters(make_packets(3, tmp_path / "packets"), tmp_path)
    make_packet(make_player(2), tmp_path / "packets", "anew")
    if gone:
        letters[1].file.unlink()
    outcomes, trouble = send(letters, make_post(office, ledger))
    assert trouble is None
    assert [mail.recipients[0] for mail in office.got] == ["p1@home.example", "p3@home.example"]
    (fate,) = outcomes[1].fates
    assert (fate.state, fate.reply) == (State.QUEUED, "its file changed after it was built: run the same command again")
    anew = make_letters([make_packet(make_player(2), tmp_path / "packets", "anew")], tmp_path)
    send(anew, make_post(office, ledger))
    send(anew, make_post(office, ledger))
    assert [mail.recipients[0] for mail in office.got[2:]] == ["p2@home.example"]


@pytest.mark.parametrize("when", ["rcpt", "before", "data"])
def test_a_lasting_refusal_fails_and_isn_t_tried_again(
    tmp_path: Path, office: PostOffice, ledger: Ledger, when: str
) -> None:
    getattr(office, when)["p2@home.example"] = "550 5.7.1 not wanted"
    letters = make_letters(make_packets(3, tmp_path / "packets"), tmp_path)
    watch = Watch()
    send(letters, make_post(office, ledger, watch))
    assert [*list_states(ledger).values()] == [State.SENT, State.FAILED, State.SENT]
    watch.move(timedelta(days=1))
    send(letters, make_post(office, ledger, watch))
    assert len(office.got) == 2
    (failed,) = (record for record in ledger.list_records() if record.state is State.FAILED)
    assert (failed.reply, failed.attempts) == ("550 5.7.1 not wanted", 1)


@pytest.mark.parametrize("when", ["mail", "rcpt", "before", "data"])
def test_what_a_server_puts_off_is_tried_again_after_half_an_hour(
    tmp_path: Path, office: PostOffice, ledger: Ledger, when: str
) -> None:
    key = COACH if when == "mail" else "p1@home.example"
    getattr(office, when)[key] = "451 4.7.1 greylisted"
    letters = make_letters(make_packets(1, tmp_path / "packets"), tmp_path)
    watch = Watch()
    outcomes, trouble = send(letters, make_post(office, ledger, watch))
    assert trouble is None
    assert [fate.state for fate in outcomes[0].fates] == [State.DEFERRED]
    assert outcomes[0].fates[0].until == (NOON + timedelta(minutes=30)).isoformat()
    getattr(office, when).clear()
    watch.move(timedelta(minutes=29))
    outcomes, _ = send(letters, make_post(office, ledger, watch))
    assert [record.state for record in outcomes[0].plan.waiting] == [State.DEFERRED]
    assert office.got == []
    watch.move(timedelta(minutes=1))
    send(letters, make_post(office, ledger, watch))
    assert len(office.got) == 1


def test_one_parent_put_off_gets_the_packet_later_alone(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    office.rcpt["dad@home.example"] = "450 4.2.0 busy"
    player = make_player(1, guardians=("dad@home.example", "mum@home.example"), one_message=True)
    letters = make_letters([make_packet(player, tmp_path / "p")], tmp_path)
    watch = Watch()
    send(letters, make_post(office, ledger, watch))
    office.rcpt.clear()
    watch.move(timedelta(hours=1))
    send(letters, make_post(office, ledger, watch))
    assert [mail.recipients for mail in office.got] == [("mum@home.example",), ("dad@home.example",)]


def test_after_five_days_what_is_put_off_has_failed(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    office.rcpt["p1@home.example"] = "451 4.7.1 later"
    letters = make_letters(make_packets(1, tmp_path / "packets"), tmp_path)
    watch = Watch()
    send(letters, make_post(office, ledger, watch))
    watch.move(timedelta(days=4, hours=23))
    send(letters, make_post(office, ledger, watch))
    assert list_states(ledger) == {"p1@home.example": State.DEFERRED}
    watch.move(timedelta(hours=1))
    send(letters, make_post(office, ledger, watch))
    (record,) = ledger.list_records()
    assert (record.state, record.reply) == (State.FAILED, "451 4.7.1 later; given up after 5 days")


@pytest.mark.parametrize("when", ["mail", "data"])
def test_a_packet_that_is_too_large_fails_and_says_what_to_do(
    tmp_path: Path, office: PostOffice, ledger: Ledger, when: str
) -> None:
    getattr(office, when)[COACH if when == "mail" else "p1@home.example"] = "552 5.3.4 too big"
    send(make_letters(make_packets(1, tmp_path / "packets"), tmp_path), make_post(office, ledger))
    (record,) = ledger.list_records()
    assert record.state is State.FAILED
    assert record.reply == "552 5.3.4 too big; the packet is too large for this server: save its pictures smaller"


def test_packets_that_are_larger_than_the_server_takes_are_told_and_all_others_go_on(
    tmp_path: Path, ledger: Ledger, certificates: tuple[ssl.SSLContext, Path], trusting: None
) -> None:
    large = [make_packet(make_player(n), tmp_path / "p", "x" * 20_000) for n in range(1, 8)]
    small = make_packet(make_player(8), tmp_path / "p")
    with run_office(PostOffice(size=12_000), certificates[0]) as office:
        outcomes, trouble = send(make_letters([*large, small], tmp_path), make_post(office, ledger))
    assert trouble is None
    assert [*list_states(ledger).values()] == [State.FAILED] * 7 + [State.SENT]
    assert re.fullmatch(
        r"552 The server takes 12,000 bytes, and this is [\d,]+; the packet is too large for this server: "
        r"save its pictures smaller",
        outcomes[0].fates[0].reply,
    )
    assert [mail.recipients[0] for mail in office.got] == ["p8@home.example"]


def test_a_provider_s_day_is_kept_over_runs_and_counts_addresses(
    tmp_path: Path, office: PostOffice, ledger: Ledger
) -> None:
    few = replace(SETTINGS, mail=replace(SETTINGS.mail, per_day=3))
    player = make_player(1, guardians=("mum@home.example", "dad@home.example"), one_message=True)
    packets = [make_packet(player, tmp_path / "p"), *make_packets(4, tmp_path / "p")[1:]]
    letters = make_letters(packets, tmp_path)
    watch = Watch()
    _, trouble = send(letters[:1], make_post(office, ledger, watch, few))
    assert trouble is None
    watch.move(timedelta(hours=20))
    outcomes, trouble = send(letters, make_post(office, ledger, watch, few))
    assert trouble is not None
    assert trouble.message == "localhost takes mail for 3 addresses in 24 hours, and 3 have had theirs."
    assert re.match(r"Run the same command again after 2027-03-0[34] \d\d:\d\d; ", trouble.hint)
    assert [outcome.left for outcome in outcomes] == [False, False, True, True]
    watch.move(timedelta(hours=4))
    _, trouble = send(letters, make_post(office, ledger, watch, few))
    assert (trouble, len(office.got)) == (None, 4)


def test_a_sender_whose_day_is_over_by_the_server_s_count_waits_and_nobody_has_failed(
    tmp_path: Path, office: PostOffice, ledger: Ledger
) -> None:
    office.data["p2@home.example"] = "550 5.4.5 Daily user sending limit exceeded"
    outcomes, trouble = send(make_letters(make_packets(3, tmp_path / "p"), tmp_path), make_post(office, ledger))
    assert trouble is not None
    assert trouble.message.endswith("takes no more mail from you today: 550 5.4.5 Daily user sending limit exceeded")
    assert [*list_states(ledger).values()] == [State.SENT, State.DEFERRED, State.QUEUED]
    assert outcomes[2].left


@pytest.mark.parametrize(
    ("host", "user", "most"),
    [
        ("smtp.gmail.com", "coach@gmail.com", 500),
        ("SMTP.gmail.com", "coach@school.example", 2000),
        ("smtp.mail.yahoo.com", "coach@yahoo.com", 500),
        ("smtp.hares.example", "coach@gmail.com", None),
    ],
)
def test_what_a_provider_takes_in_a_day_is_known(host: str, user: str, most: int | None) -> None:
    mail = replace(SETTINGS.mail, host=host, user=user)
    assert find_daily_limit(mail) == most
    assert find_daily_limit(replace(mail, per_day=40)) == 40


@pytest.mark.parametrize(("when", "reply"), [("before", DROP), ("rcpt", DROP), ("rcpt", "421 4.3.2 closing")])
def test_a_household_that_a_connection_breaks_at_keeps_nobody_else_from_their_mail(
    tmp_path: Path, office: PostOffice, ledger: Ledger, when: str, reply: str
) -> None:
    getattr(office, when)["p2@home.example"] = reply
    letters = make_letters(make_packets(4, tmp_path / "packets"), tmp_path)
    watch = Watch()
    outcomes, trouble = send(letters, make_post(office, ledger, watch))
    assert trouble is None
    assert [*list_states(ledger).values()] == [State.SENT, State.DEFERRED, State.SENT, State.SENT]
    (fate,) = outcomes[1].fates
    assert fate.reply == "the connection broke 3 times before it was handed over"
    assert fate.until == (NOON + timedelta(minutes=30)).isoformat()
    assert office.sessions == 4
    getattr(office, when).clear()
    watch.move(timedelta(minutes=30))
    send(letters, make_post(office, ledger, watch))
    assert [mail.recipients[0] for mail in office.got] == [f"p{number}@home.example" for number in (1, 3, 4, 2)]


def test_a_connection_that_breaks_at_one_household_after_the_other_ends_the_run(
    tmp_path: Path, office: PostOffice, ledger: Ledger
) -> None:
    office.before = {f"p{number}@home.example": DROP for number in (1, 2, 4, 5, 6, 7)}
    letters = make_letters(make_packets(8, tmp_path / "packets"), tmp_path)
    outcomes, trouble = send(letters, make_post(office, ledger))
    assert trouble == Trouble("The connection breaks again and again.", "Run the same command again in a while.")
    assert [outcome.left for outcome in outcomes] == [False] * 6 + [True] * 2
    assert [mail.recipients[0] for mail in office.got] == ["p3@home.example"]


@pytest.mark.parametrize("when", ["before", "rcpt"])
def test_a_household_at_which_connections_break_for_five_days_has_failed(
    tmp_path: Path, office: PostOffice, ledger: Ledger, when: str
) -> None:
    getattr(office, when)["p1@home.example"] = DROP
    letters = make_letters(make_packets(1, tmp_path / "packets"), tmp_path)
    watch = Watch()
    send(letters, make_post(office, ledger, watch))
    watch.move(timedelta(days=5))
    send(letters, make_post(office, ledger, watch))
    assert list_states(ledger) == {"p1@home.example": State.FAILED}


@pytest.mark.parametrize("when", ["mail", "rcpt"])
@pytest.mark.parametrize("reply", [DROP, "421 4.3.2 closing"])
def test_a_connection_that_breaks_before_data_puts_the_message_off(
    tmp_path: Path, office: PostOffice, ledger: Ledger, when: str, reply: str
) -> None:
    getattr(office, when)[COACH if when == "mail" else "p1@home.example"] = reply
    _, trouble = send(make_letters(make_packets(1, tmp_path / "packets"), tmp_path), make_post(office, ledger))
    assert trouble is None
    assert list_states(ledger) == {"p1@home.example": State.DEFERRED}
    assert office.got == []


def test_a_message_without_an_answer_is_uncertain_and_only_sent_again_if_asked(
    tmp_path: Path, office: PostOffice, ledger: Ledger
) -> None:
    office.data["p2@home.example"] = DROP
    letters = make_letters(make_packets(3, tmp_path / "packets"), tmp_path)
    watch = Watch()
    _, trouble = send(letters, make_post(office, ledger, watch))
    assert trouble is None
    assert [*list_states(ledger).values()] == [State.SENT, State.UNCERTAIN, State.SENT]
    assert len(office.got) == 3
    office.data.clear()
    watch.move(timedelta(days=1))
    outcomes, _ = send(letters, make_post(office, ledger, watch))
    assert outcomes[1].plan.settled[0].state is State.UNCERTAIN
    assert len(office.got) == 3
    send(letters, replace(make_post(office, ledger, watch), resend=frozenset({"player-2"})))
    assert [*list_states(ledger).values()] == [State.SENT] * 3
    assert office.got[1].message["Message-ID"] == office.got[3].message["Message-ID"]


def test_a_message_that_a_run_left_half_sent_is_uncertain(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    office.rcpt["p1@home.example"] = "451 later"
    letters = make_letters(make_packets(1, tmp_path / "packets"), tmp_path)
    watch = Watch()
    send(letters, make_post(office, ledger, watch))
    assert ledger.claim([ledger.list_records()[0].key], "", NOON)
    office.rcpt.clear()
    watch.move(timedelta(days=1))
    send(letters, make_post(office, ledger, watch))
    assert list_states(ledger) == {"p1@home.example": State.UNCERTAIN}
    assert office.got == []


@pytest.mark.parametrize(("reply", "state"), [(DROP, State.UNCERTAIN), ("550 no", State.FAILED)])
def test_a_run_ends_where_messages_go_wrong_in_a_row(
    tmp_path: Path, office: PostOffice, ledger: Ledger, reply: str, state: State
) -> None:
    office.data = {f"p{number}@home.example": reply for number in range(1, 9)}
    _, trouble = send(make_letters(make_packets(8, tmp_path / "packets"), tmp_path), make_post(office, ledger))
    most = MOST_IN_A_ROW[state]
    assert [*list_states(ledger).values()] == [state] * most + [State.QUEUED] * (8 - most)
    assert trouble is not None
    assert trouble.message == f"{most} messages in a row ended as {state}, so that no more are tried."


def test_messages_that_go_wrong_now_and_then_end_no_run(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    office.data = {f"p{number}@home.example": DROP for number in (1, 2, 4, 5)}
    _, trouble = send(make_letters(make_packets(6, tmp_path / "packets"), tmp_path), make_post(office, ledger))
    assert trouble is None
    assert [*list_states(ledger).values()].count(State.UNCERTAIN) == 4


def test_a_message_that_another_process_has_is_taken_back_from_the_server(
    tmp_path: Path, office: PostOffice, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = iter([False, True])
    real = Ledger.claim
    monkeypatch.setattr(Ledger, "claim", lambda *given: next(claims) and real(*given))
    letters = make_letters(make_packets(2, tmp_path / "packets"), tmp_path)
    outcomes, trouble = send(letters, make_post(office, ledger))
    assert trouble is None
    assert [fate.reply for fate in outcomes[0].fates] == ["another process has it"]
    assert [mail.recipients for mail in office.got] == [("p2@home.example",)]


def test_a_sender_whom_the_server_doesn_t_take_is_no_player_s_fault(
    tmp_path: Path, office: PostOffice, ledger: Ledger
) -> None:
    office.mail[COACH] = "553 5.7.1 not your address"
    _, trouble = send(make_letters(make_packets(2, tmp_path / "packets"), tmp_path), make_post(office, ledger))
    assert trouble is not None
    assert trouble.message == f"The server takes no mail from {COACH}: 553 5.7.1 not your address"
    assert [*list_states(ledger).values()] == [State.QUEUED] * 2


def test_without_a_session_nothing_is_written_down(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    settings = address_office(office)
    post = Post(settings, ledger, lambda: open_session(settings.mail, Secret("wrong")), Watch().clock)
    outcomes, trouble = send(make_letters(make_packets(2, tmp_path / "packets"), tmp_path), post)
    assert (outcomes, ledger.list_records(), ledger.list_events()) == ([], (), ())
    assert trouble is not None
    assert "password" in trouble.message


def test_a_limit_leaves_the_rest_for_the_next_run(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    letters = make_letters(make_packets(5, tmp_path / "packets"), tmp_path)
    outcomes, _ = send(letters, replace(make_post(office, ledger), limit=2))
    assert [outcome.left for outcome in outcomes] == [False, False, True, True, True]
    send(letters, replace(make_post(office, ledger), limit=2))
    assert [mail.recipients[0] for mail in office.got] == [f"p{number}@home.example" for number in (1, 2, 3, 4)]


def test_a_pace_is_kept_and_the_first_message_doesn_t_wait(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    watch = Watch()
    slow = replace(SETTINGS, mail=replace(SETTINGS.mail, per_minute=20))
    send(make_letters(make_packets(4, tmp_path / "packets"), tmp_path), make_post(office, ledger, watch, slow))
    assert sum(watch.slept) == pytest.approx(9)
    assert max(watch.slept) <= 1


def test_a_run_that_is_stopped_ends_between_two_messages(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    post = replace(make_post(office, ledger), stopped=lambda: len(office.got) >= 2)
    outcomes, trouble = send(make_letters(make_packets(4, tmp_path / "packets"), tmp_path), post)
    assert trouble is None
    assert [outcome.left for outcome in outcomes] == [False, False, True, True]
    assert len(office.got) == 2


def test_mail_to_oneself_says_whose_it_is_and_counts_for_nobody(
    tmp_path: Path, office: PostOffice, ledger: Ledger
) -> None:
    packets = make_packets(2, tmp_path / "packets")
    send(make_letters(packets, tmp_path, to_self=COACH), make_post(office, ledger))
    assert [mail.recipients for mail in office.got] == [(COACH,)] * 2
    assert office.got[0].message["To"] == COACH
    assert office.got[0].message["Subject"].startswith("[for Player Number1] ")
    assert b"home.example" not in b"".join(mail.data for mail in office.got)
    send(make_letters(packets, tmp_path), make_post(office, ledger))
    assert [mail.recipients for mail in office.got[2:]] == [("p1@home.example",), ("p2@home.example",)]


def test_a_packet_that_changed_before_it_was_sent_is_replaced(
    tmp_path: Path, office: PostOffice, ledger: Ledger
) -> None:
    office.rcpt["p1@home.example"] = "451 later"
    send(make_letters(make_packets(1, tmp_path / "packets"), tmp_path), make_post(office, ledger))
    office.rcpt.clear()
    send(make_letters(make_packets(1, tmp_path / "packets", "anew"), tmp_path), make_post(office, ledger))
    assert [record.state for record in ledger.list_records()] == [State.REPLACED, State.SENT]


def test_the_ledger_proves_what_was_sent(tmp_path: Path, office: PostOffice, ledger: Ledger) -> None:
    send(make_letters(make_packets(1, tmp_path / "packets"), tmp_path), make_post(office, ledger))
    (record,) = read_records(tmp_path)
    assert record.message_id == office.got[0].message["Message-ID"]
    assert record.subject == office.got[0].message["Subject"]
    assert [state for _, _, state, _ in ledger.list_events()] == [State.QUEUED, State.SENDING, State.SENT]
