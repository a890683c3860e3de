"""What was mailed from a workspace: looking it up, and settling what was in doubt."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from drillcards.mail.clock import SYSTEM, Clock
from drillcards.mail.history import is_export, pick_records, render_csv
from drillcards.mail.ledger import open_ledger, prepare_folder, read_records
from drillcards.mail.lock import LockedError, hold_lock
from drillcards.model.mail import Record, State, Trouble
from drillcards.read.schema import suggest
from drillcards.write.file import save_file

LOCK_NAME: Final = "mail.lock"
LOCKED: Final = Trouble("Another run is mailing from this folder.", "Wait until it is done.")


def list_history(root: Path, players: Sequence[str] = ()) -> tuple[Record, ...]:
    """What was mailed from a workspace, to these players or to all."""
    return pick_records(read_records(root), players)


_NOBODY: Final = "Nothing was mailed to anybody yet."


def find_stranger(root: Path, players: Iterable[str]) -> Trouble | None:
    """What to say of the first of these names or ids that nothing was mailed to; None: all are known."""
    records = read_records(root)
    known = {name.casefold() for record in records for name in (record.player, record.player_id)}
    for name in players:
        if name.casefold() not in known:
            names = sorted({record.player for record in records})
            return Trouble(f"Nothing was mailed to “{name}”.", suggest(name, names) if names else _NOBODY)
    return None


def save_history(records: Sequence[Record], path: Path) -> None:
    """Write deliveries as CSV that others can't read. OSError: the file can't be written."""
    save_file(
        render_csv(records).encode("utf-8-sig"), path, private=True
    )  # the mark tells spreadsheets that it is UTF-8


def may_replace(path: Path) -> bool:
    """Whether there is nothing at ``path`` but a table that ``save_history`` wrote. OSError: it can't be read."""
    return not path.exists() or is_export(path.read_bytes().decode("utf-8-sig", "replace"))


def confirm_arrival(root: Path, players: Sequence[str], clock: Clock = SYSTEM) -> tuple[Record, ...] | Trouble:
    """Write down that uncertain deliveries to these players have arrived, as their families say; which ones."""
    try:
        with hold_lock(prepare_folder(root) / LOCK_NAME), closing(open_ledger(root)) as ledger:
            doubtful = tuple(
                record
                for record in pick_records(ledger.list_records(), players)
                if record.state in {State.UNCERTAIN, State.SENDING}
            )
            for record in doubtful:
                ledger.settle(record.key, State.SENT, "the family says that it arrived", clock.now())
            return doubtful
    except LockedError:
        return LOCKED
