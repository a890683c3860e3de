from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from drillcards.mail.plans import make_record, plan_letters
from drillcards.model.mail import Letter, Plan, Record, State, Stop
from mail.club import NOON, make_letters, make_packet, make_player

MUM, DAD = "Mum@home.example", "dad@home.example"


def make_letter(root: Path, text: str = "") -> Letter:
    player = make_player(1, guardians=(MUM, DAD), one_message=True)
    return make_letters([make_packet(player, root / "p", text)], root)[0]


def plan(letter: Letter, *records: Record, again: bool = False, stops: tuple[str, ...] = ()) -> Plan:
    resend = frozenset({letter.player.id} if again else ())
    (found,) = plan_letters([letter], records, NOON, resend, [Stop(address, "") for address in stops])
    return found


def test_nobody_has_it_yet_so_all_are_due(tmp_path: Path) -> None:
    assert plan(make_letter(tmp_path)).due == (MUM, DAD)


def test_who_has_it_is_found_whatever_the_letters_of_the_address(tmp_path: Path) -> None:
    letter = make_letter(tmp_path)
    sent = replace(make_record(letter, MUM.upper(), ""), state=State.SENT)
    found = plan(letter, sent)
    assert (found.due, found.settled) == ((DAD,), (sent,))
    assert plan(letter, sent, again=True).due == (DAD,)


def test_what_is_asked_for_again_goes_to_who_may_not_have_it_and_to_all_only_where_all_have(tmp_path: Path) -> None:
    letter = make_letter(tmp_path)
    mum, dad = (replace(make_record(letter, address, ""), state=State.SENT) for address in (MUM, DAD))
    for state in (State.FAILED, State.UNCERTAIN):
        found = plan(letter, mum, replace(dad, state=state), again=True)
        assert (found.due, found.settled) == ((DAD,), (mum,))
    later = (NOON + timedelta(1)).isoformat()
    assert plan(letter, mum, replace(dad, state=State.DEFERRED, not_before=later), again=True).due == (DAD,)
    assert plan(letter, mum, dad, again=True).due == (MUM, DAD)


def test_nothing_is_due_to_who_asked_not_to_be_mailed_even_if_it_is_asked_for_again(tmp_path: Path) -> None:
    letter = make_letter(tmp_path)
    found = plan(letter, stops=("mum@HOME.example",))
    assert (found.due, found.stopped) == ((DAD,), (MUM,))
    mum, dad = (make_record(letter, address, "") for address in (MUM, DAD))
    found = plan(letter, mum, replace(dad, state=State.SENT), again=True, stops=(MUM,))
    assert (found.due, found.stopped, found.waiting) == ((DAD,), (MUM,), ())
    found = plan(letter, replace(mum, state=State.SENT), stops=(MUM,))
    assert (found.due, found.stopped) == ((DAD,), ())


def test_who_has_a_packet_by_the_key_of_a_shared_message_gets_no_own_one(tmp_path: Path) -> None:
    shared = make_letter(tmp_path)
    apart = make_letters([make_packet(make_player(1, guardians=(MUM, DAD)), tmp_path / "p")], tmp_path)
    sent = replace(make_record(shared, MUM, ""), state=State.SENT)
    later = replace(make_record(shared, DAD, ""), state=State.DEFERRED, not_before=NOON.isoformat())
    found = [*plan_letters(apart, (sent, later), NOON)]
    assert [(one.due, one.letter.key) for one in found] == [((), shared.key), ((DAD,), shared.key)]
    own = [replace(make_record(letter, letter.recipients[0], ""), state=State.SENT) for letter in apart]
    assert plan(shared, *own).due == ()


def test_a_packet_is_known_again_whatever_its_player_is_called_now(tmp_path: Path) -> None:
    letter = make_letter(tmp_path)
    renamed = replace(letter, key="another", player=replace(letter.player, id="player-1-7"))
    sent = replace(make_record(letter, MUM, ""), state=State.SENT)
    later = replace(make_record(letter, DAD, ""), state=State.DEFERRED, not_before=(NOON + timedelta(1)).isoformat())
    found = plan(renamed, sent, later)
    assert (found.due, found.settled, found.waiting) == ((), (sent,), (later,))
    assert found.letter == replace(renamed, key=letter.key)
    assert plan(renamed, replace(sent, campaign="autumn")).due == (MUM, DAD)
    assert plan(renamed, replace(sent, digest="other")).due == (MUM, DAD)
    assert plan(renamed, replace(sent, part=2)).due == (MUM, DAD)


def test_who_has_a_packet_by_any_record_has_it(tmp_path: Path) -> None:
    letter = make_letter(tmp_path)
    failed, sent = (replace(make_record(letter, MUM, ""), state=state) for state in (State.FAILED, State.SENT))
    other = replace(sent, letter="another", key="x")
    for records in ((failed, other), (other, failed)):
        assert plan(letter, *records, again=True).due == (DAD,)


def test_two_rows_with_the_same_packet_and_address_get_it_once(tmp_path: Path) -> None:
    letter = make_letter(tmp_path)
    twin = replace(
        letter, key="another", player=replace(letter.player, id="player-1-7"), recipients=("mum@HOME.example",)
    )
    plans = plan_letters([letter, twin], (), NOON)
    assert [found.due for found in plans] == [(MUM, DAD), ()]


def test_of_a_packet_in_parts_only_those_that_may_be_missing_are_sent_again(tmp_path: Path) -> None:
    letters = make_letters([make_packet(make_player(1), tmp_path / "p", parts=2)], tmp_path)
    first, second = (make_record(letter, letter.recipients[0], "") for letter in letters)
    sent = replace(first, state=State.SENT)
    again = frozenset({"player-1"})
    missing = plan_letters(letters, (sent, replace(second, state=State.FAILED)), NOON, again)
    assert [len(found.due) for found in missing] == [0, 1]
    assert [
        len(found.due) for found in plan_letters(letters, (sent, replace(second, state=State.SENT)), NOON, again)
    ] == [1, 1]


def test_what_is_put_off_waits_until_its_time(tmp_path: Path) -> None:
    letter = make_letter(tmp_path)
    soon = replace(make_record(letter, MUM, ""), state=State.DEFERRED, not_before=(NOON + timedelta(1)).isoformat())
    now = replace(make_record(letter, DAD, ""), state=State.DEFERRED, not_before=NOON.isoformat())
    found = plan(letter, soon, now)
    assert (found.due, found.waiting) == ((DAD,), (soon,))


def test_only_what_was_sent_in_this_campaign_makes_a_packet_a_changed_one(tmp_path: Path) -> None:
    old = replace(make_record(make_letter(tmp_path), MUM, ""), state=State.SENT, changed=NOON.isoformat())
    new = make_letter(tmp_path, "anew")
    assert plan(new, old).changed_since == NOON.isoformat()
    assert plan(new, replace(old, campaign="autumn")).changed_since == ""
    assert plan(new, replace(old, state=State.FAILED)).changed_since == ""
    assert plan(new, replace(old, player_id="player-2")).changed_since == ""
