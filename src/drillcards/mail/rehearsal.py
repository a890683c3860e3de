"""A run without a server: messages as files to look at. It opens no connection and leaves the ledger alone."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from drillcards.mail.letters import fold_address
from drillcards.mail.messages import compose_message, serialize_message
from drillcards.mail.plans import plan_letters
from drillcards.model.mail import Letter, Record, Rehearsed, Stop
from drillcards.model.settings import Settings


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


def _write_privately(path: Path, data: bytes) -> None:
    """A file that other users of the computer can't read: it has a child's name and addresses."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
