"""What a run would do: each letter held against what the ledger knows already."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from drillcards.mail.ledger import OPEN
from drillcards.mail.letters import make_key
from drillcards.model.mail import Letter, Plan, Record, State


def plan_letters(
    letters: Iterable[Letter], records: Iterable[Record], now: datetime, resend: frozenset[str] = frozenset()
) -> Iterator[Plan]:
    """A plan for each letter. ``resend`` are the ids of players whose households get theirs again.

    That is to who may not have it: those to whom it failed, or who are in doubt or waiting; to all, if all have it.
    """
    letters, known = tuple(letters), tuple(records)
    missing = {letter.player.id for letter in letters for _, record in _match(letter, known) if not _has_it(record)}
    for letter in letters:
        ours = [r for r in known if (r.campaign, r.player_id) == (letter.campaign, letter.player.id)]
        yield _plan(letter, ours, now, again=letter.player.id in resend, everybody=letter.player.id not in missing)


def _match(letter: Letter, records: Iterable[Record]) -> list[tuple[str, Record | None]]:
    """Each address that the letter goes to, and what the ledger has of that."""
    found = {record.address: record for record in records if record.letter == letter.key}
    return [(address, found.get(fold_address(address))) for address in letter.recipients]


def _has_it(record: Record | None) -> bool:
    return record is not None and record.state is State.SENT


def _plan(letter: Letter, records: Sequence[Record], now: datetime, *, again: bool, everybody: bool) -> Plan:
    """``again``: it was asked for; of those who have it, only ``everybody`` gets it again."""
    recipients = _match(letter, records)
    due = tuple(
        address
        for address, record in recipients
        if record is None or _is_due(record, now) or (again and (everybody or not _has_it(record)))
    )
    others = [record for address, record in recipients if record is not None and address not in due]
    former = [r.changed for r in records if r.digest != letter.digest and r.state is State.SENT]
    return Plan(
        letter,
        due,
        waiting=tuple(record for record in others if record.state in OPEN),
        settled=tuple(record for record in others if record.state not in OPEN),
        changed_since=max(former, default=""),
    )


def _is_due(record: Record, now: datetime) -> bool:
    """Whether it may be tried now. A packet that changed, and changed back, is no longer replaced."""
    if record.state not in {*OPEN, State.REPLACED}:
        return False
    return not record.not_before or datetime.fromisoformat(record.not_before) <= now.astimezone(UTC)


def fold_address(address: str) -> str:
    """An address as the ledger has it: mail doesn't tell large letters from small ones."""
    return address.casefold()


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
