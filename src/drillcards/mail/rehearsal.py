"""A run without a server: messages as files to look at. It opens no connection and leaves the ledger alone."""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from drillcards.mail.letters import fold_address
from drillcards.mail.messages import compose_message, serialize_message
from drillcards.mail.plans import plan_letters
from drillcards.mail.table import render_table
from drillcards.model.mail import Letter, Record, Rehearsed, Stop, explain_silence
from drillcards.model.roster import Player
from drillcards.model.settings import Settings

COLUMNS: Final = (
    *("player", "player_id", "address", "result", "changed", "not_before", "campaign", "part", "parts", "subject"),
    *("file", "message", "bytes", "reply"),
)


def rehearse_letters(
    letters: Iterable[Letter],
    records: Iterable[Record],
    settings: Settings,
    folder: Path,
    date: datetime,
    limit: int | None = None,
    resend: frozenset[str] = frozenset(),
    stops: Iterable[Stop] = (),
    *,
    drafts: bool = False,
) -> Iterator[Rehearsed]:
    """Write what a live run would send now into ``folder``, which holds the last rehearsal and nothing else.

    As ``drafts``, mail programs that know them open them to be sent. OSError: a file can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.eml"):
        old.unlink()
    count = 0
    for plan in plan_letters(letters, records, date, resend, stops):
        if not plan.due or count == limit:
            yield Rehearsed(plan)
            continue
        count += 1
        letter = plan.letter
        message = compose_message(letter, letter.file.read_bytes(), settings, date)
        if drafts:
            message["X-Unsent"] = "1"  # as Outlook has it
        data = serialize_message(message)
        file = folder / name_file(letter)
        _write_privately(file, data)
        yield Rehearsed(plan, file, len(data))


def name_file(letter: Letter) -> str:
    """``ann-lee.eml``, or ``ann-lee-1-of-2.eml``; with ``-address-2`` for the second address that gets its own."""
    part = f"-{letter.part}-of-{letter.parts}" if letter.parts > 1 else ""
    household = [fold_address(address) for address in letter.player.recipients]
    first = fold_address(letter.recipients[0])
    place = household.index(first) if len(letter.recipients) == 1 and first in household else 0
    return f"{letter.player.id}{part}{f'-address-{place + 1}' if place else ''}.eml"


def render_report(rehearsed: Iterable[Rehearsed], unmailed: Iterable[Player]) -> str:
    """What would become of everybody's mail, as a table with a row for each address; times are in UTC.

    ``result`` says “would send”, “beyond the limit” or why nothing is sent: a delivery's state is as in the history.
    """
    rows = [row for one in rehearsed for row in _list_rows(one)]
    rows += [(player.name, player.id, "", explain_silence(player), *[""] * (len(COLUMNS) - 4)) for player in unmailed]
    return render_table(COLUMNS, rows)


def _list_rows(rehearsed: Rehearsed) -> Iterator[Sequence[object]]:
    plan = rehearsed.plan
    letter, file = plan.letter, rehearsed.file
    who = (letter.player.name, letter.player.id)
    packet = (letter.campaign, letter.part, letter.parts, letter.words.subject, letter.file_name)
    for address in plan.due:
        result, size = ("would send", rehearsed.size) if file else ("beyond the limit", "")
        yield *who, address, result, plan.changed_since, "", *packet, file.name if file else "", size, ""
    for address in plan.stopped:
        yield *who, address, "asked not to be mailed", "", "", *packet, "", "", ""
    for record in (*plan.waiting, *plan.settled):
        times = (record.changed, record.not_before)
        yield *who, record.address, record.state.value, *times, *packet, "", "", record.reply


def _write_privately(path: Path, data: bytes) -> None:
    """A file that other users of the computer can't read: it has a child's name and addresses."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
