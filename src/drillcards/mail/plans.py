"""What a run would do: each letter held against what the ledger knows already."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from drillcards.mail.ledger import OPEN
from drillcards.mail.letters import fold_address, fold_mailbox, make_key
from drillcards.model.mail import Letter, Plan, Record, State, Stop

_Delivery = tuple[str, str, str, int]
"""What must not happen twice: a campaign brings an address a packet's part, whoever the player is said to be."""

_STRENGTHS: Final = {
    state: strength
    for strength, state in enumerate(
        (
            *(State.REPLACED, State.QUEUED, State.DEFERRED, State.FAILED),
            *(State.SENDING, State.UNCERTAIN, State.SENT),
        )
    )
}
"""Which of several records of one delivery counts: the one that tells most against sending it."""


@dataclass(frozen=True, slots=True)
class _Matched:
    """A letter under the key that the ledger knows it by, and what the ledger has of each address."""

    letter: Letter
    recipients: tuple[tuple[str, Record | None], ...]
    stopped: tuple[str, ...]

    @property
    def is_sent(self) -> bool:
        """Whether everybody has it who may be mailed."""
        return all(_has_it(record) for address, record in self.recipients if address not in self.stopped)


def plan_letters(
    letters: Iterable[Letter],
    records: Iterable[Record],
    now: datetime,
    resend: frozenset[str] = frozenset(),
    stops: Iterable[Stop] = (),
) -> Iterator[Plan]:
    """A plan for each letter. ``resend`` are the ids of players whose households get theirs again.

    That is to who may not have it: those to whom it failed, or who are in doubt or waiting; to all, if all have it.
    A letter that the ledger knows of a player who had another id gets the key that it has there. Nothing is due to a
    mailbox among the ``stops``, whatever was asked for.
    """
    known = tuple(records)
    former = _list_former(known)
    index = _index_records(known)
    closed = frozenset(fold_mailbox(stop.address) for stop in stops)
    matched = [_match(letter, index, closed) for letter in letters]
    missing = {match.letter.player.id for match in matched if not match.is_sent}
    given: set[_Delivery] = set()
    for match in matched:
        player = match.letter.player.id
        plan = _plan(match, now, given, again=player in resend, everybody=player not in missing)
        given |= {_name_delivery(plan.letter, address) for address in plan.due}
        addresses = {*map(fold_address, plan.letter.recipients)}
        others = (r for r in former.get((plan.letter.campaign, player), ()) if r.address in addresses)
        since = max((r.changed for r in others if r.digest != plan.letter.digest), default="")
        yield replace(plan, changed_since=since)


def _index_records(records: Iterable[Record]) -> Mapping[_Delivery, Record]:
    found: dict[_Delivery, Record] = {}
    for record in records:
        delivery = (record.campaign, record.address, record.digest, record.part)
        if delivery not in found or _STRENGTHS[record.state] > _STRENGTHS[found[delivery].state]:
            found[delivery] = record
    return found


def _list_former(records: Iterable[Record]) -> Mapping[tuple[str, str], list[Record]]:
    """What was sent, by campaign and player."""
    found: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        if _has_it(record):
            found.setdefault((record.campaign, record.player_id), []).append(record)
    return found


def _name_delivery(letter: Letter, address: str) -> _Delivery:
    return (letter.campaign, fold_address(address), letter.digest, letter.part)


def _match(letter: Letter, index: Mapping[_Delivery, Record], closed: frozenset[str]) -> _Matched:
    recipients = tuple((address, index.get(_name_delivery(letter, address))) for address in letter.recipients)
    keys = [record.letter for _, record in recipients if record]
    if keys and letter.key not in keys:
        letter = replace(letter, key=keys[0])
    return _Matched(letter, recipients, tuple(a for a in letter.recipients if fold_mailbox(a) in closed))


def _has_it(record: Record | None) -> bool:
    return record is not None and record.state is State.SENT


def _plan(match: _Matched, now: datetime, given: set[_Delivery], *, again: bool, everybody: bool) -> Plan:
    """``again``: it was asked for; of those who have it, only ``everybody`` gets it again.

    What is ``given`` to an address already in this run isn't due.
    """
    letter, recipients = match.letter, match.recipients
    wanted = tuple(
        address
        for address, record in recipients
        if _name_delivery(letter, address) not in given
        and (record is None or _is_due(record, now) or (again and (everybody or not _has_it(record))))
    )
    due = tuple(address for address in wanted if address not in match.stopped)
    others = [record for address, record in recipients if record is not None and address not in wanted]
    return Plan(
        letter,
        due,
        stopped=tuple(address for address in wanted if address in match.stopped),
        waiting=tuple(record for record in others if record.state in OPEN),
        settled=tuple(record for record in others if record.state not in OPEN),
    )


def _is_due(record: Record, now: datetime) -> bool:
    """Whether it may be tried now. A packet that changed, and changed back, is no longer replaced."""
    if record.state not in {*OPEN, State.REPLACED}:
        return False
    return not record.not_before or datetime.fromisoformat(record.not_before) <= now.astimezone(UTC)


def make_record(letter: Letter, address: str, message_id: str) -> Record:
    """The ledger's row for a delivery that is about to be tried."""
    folded = fold_address(address)
    return Record(
        key=make_key(letter.key, folded),
        letter=letter.key,
        campaign=letter.campaign,
        player_id=letter.player.id,
        player=letter.player.name,
        address=folded,
        digest=letter.digest,
        part=letter.part,
        parts=letter.parts,
        state=State.QUEUED,
        subject=letter.words.subject,
        file_name=letter.file_name,
        message_id=message_id,
    )
