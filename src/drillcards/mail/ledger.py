"""What was mailed to whom, on disk: a message is written down before it is handed over, and never handed over twice.

The file is ``.drillcards/mail.sqlite`` in the workspace. It isn't in ``output/``: what is there can be made again, and
so may be deleted, but a ledger that is lost sends everything a second time.
"""

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from drillcards.model.mail import Record, State

FOLDER: Final = ".drillcards"
FILE_NAME: Final = "mail.sqlite"
VERSION: Final = 1


OPEN: Final = (State.QUEUED, State.DEFERRED)


_COLUMNS: Final = tuple(field.name for field in fields(Record))
_STATES: Final = ", ".join(f"'{state}'" for state in State)
_SCHEMA: Final = f"""
CREATE TABLE deliveries (
  key TEXT PRIMARY KEY, letter TEXT NOT NULL, campaign TEXT NOT NULL, player_id TEXT NOT NULL, player TEXT NOT NULL,
  address TEXT NOT NULL, digest TEXT NOT NULL, part INTEGER NOT NULL, parts INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ({_STATES})),
  subject TEXT NOT NULL, file_name TEXT NOT NULL, message_id TEXT NOT NULL, content TEXT NOT NULL,
  attempts INTEGER NOT NULL, first_tried TEXT NOT NULL, changed TEXT NOT NULL, not_before TEXT NOT NULL,
  reply TEXT NOT NULL, UNIQUE (letter, address)
);
CREATE INDEX deliveries_of_player ON deliveries (campaign, player_id);
CREATE TABLE events (at TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL, reply TEXT NOT NULL);
PRAGMA user_version = {VERSION};
"""


class Ledger:
    """The open ledger. Every change is on disk, whatever happens to the machine, when its method returns.

    OSError: the disk or the file is at fault.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def queue(self, records: Iterable[Record], now: datetime) -> None:
        """Take in deliveries that aren't there yet; those that are stay as they are."""
        slots = ", ".join("?" * len(_COLUMNS))
        with self._change() as connection:
            for record in records:
                row = tuple(getattr(record, name) for name in _COLUMNS)
                added = connection.execute(f"INSERT OR IGNORE INTO deliveries VALUES ({slots})", row)
                if added.rowcount:
                    self._log(record.key, State.QUEUED, "", now)
                    connection.execute("UPDATE deliveries SET changed = ? WHERE key = ?", (_stamp(now), record.key))

    def claim(self, keys: Sequence[str], content: str, now: datetime) -> bool:
        """Let this process alone hand these deliveries over: all are open, and become SENDING; or False, and none."""
        states = ", ".join(f"'{state}'" for state in OPEN)
        with self._change() as connection:
            for key in keys:
                claimed = connection.execute(
                    f"UPDATE deliveries SET state = ?, content = ?, changed = ?, attempts = attempts + 1, reply = '',"
                    f" first_tried = CASE first_tried WHEN '' THEN ? ELSE first_tried END"
                    f" WHERE key = ? AND state IN ({states})",
                    (State.SENDING, content, _stamp(now), _stamp(now), key),
                )
                if not claimed.rowcount:
                    connection.execute("ROLLBACK")
                    return False
                self._log(key, State.SENDING, "", now)
        return True

    def settle(self, key: str, state: State, reply: str, now: datetime, not_before: datetime | None = None) -> None:
        """Write down what became of a delivery. One that is QUEUED anew, but for a broken attempt, begins anew."""
        stamp = _stamp(now)
        with self._change() as connection:
            connection.execute(
                "UPDATE deliveries SET attempts = attempts + (state != 'sending' AND ? != 'queued'),"
                " first_tried = CASE WHEN ? = 'queued' AND state != 'sending' THEN ''"
                " WHEN first_tried = '' THEN ? ELSE first_tried END,"
                " state = ?, reply = ?, changed = ?, not_before = ? WHERE key = ?",
                (state, state, stamp, state, reply, stamp, _stamp(not_before) if not_before else "", key),
            )
            self._log(key, state, reply, now)

    def rename_player(self, letter: str, player_id: str) -> None:
        """Let what was written down of a letter be of the player who has this id now."""
        with self._change() as connection:
            connection.execute("UPDATE deliveries SET player_id = ? WHERE letter = ?", (player_id, letter))

    def doubt_orphans(self, now: datetime) -> None:
        """SENDING becomes UNCERTAIN. Only for who holds the lock, so that no other process can be sending."""
        for record in self.list_records():
            if record.state is State.SENDING:
                self.settle(record.key, State.UNCERTAIN, "The run ended before the server's answer.", now)

    def list_records(self, campaign: str | None = None, player_id: str | None = None) -> tuple[Record, ...]:
        """All deliveries, of one campaign, or of one player in it; in the order in which they were queued."""
        query = f"SELECT {', '.join(_COLUMNS)} FROM deliveries"
        wanted = {"campaign": campaign, "player_id": player_id}
        given = {name: value for name, value in wanted.items() if value is not None}
        where = f" WHERE {' AND '.join(f'{name} = ?' for name in given)}" if given else ""
        with _blame(self._path):
            rows = self._connection.execute(f"{query}{where} ORDER BY rowid", tuple(given.values())).fetchall()
        return tuple(_make_record(row) for row in rows)

    def list_events(self) -> tuple[tuple[str, str, State, str], ...]:
        """Everything that ever happened, in order: (time, key, state, reply)."""
        with _blame(self._path):
            rows = self._connection.execute("SELECT at, key, state, reply FROM events ORDER BY rowid").fetchall()
        return tuple((at, key, State(state), reply) for at, key, state, reply in rows)

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """A transaction that no other process can come between; rolled back by an error, or by its own ROLLBACK."""
        with _blame(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _log(self, key: str, state: State, reply: str, now: datetime) -> None:
        self._connection.execute("INSERT INTO events VALUES (?, ?, ?, ?)", (_stamp(now), key, state, reply))


def prepare_folder(root: Path) -> Path:
    """The folder ``.drillcards`` of a workspace, made if need be: for the coach's eyes alone, and not for git."""
    folder = root / FOLDER
    if not folder.is_dir():
        folder.mkdir(mode=0o700)
        _sync_folder(root)
    _make_private(folder, 0o700)
    if not (folder / ".gitignore").exists():
        (folder / ".gitignore").write_text("*\n", "utf-8")
    return folder


def _make_private(path: Path, mode: int) -> None:
    """Take from others what they may do with a file or folder that was there before; not if it is theirs."""
    if path.stat().st_mode & 0o077:
        with suppress(PermissionError):
            path.chmod(mode)


def open_ledger(root: Path) -> Ledger:
    """The ledger of a workspace, made if there is none. OSError: it can't be read, or a later version wrote it."""
    path = prepare_folder(root) / FILE_NAME
    with _blame(path):
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        _make_private(path, 0o600)
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        try:
            # EXTRA also puts on disk that the journal is gone: after a power cut it would undo what was committed.
            connection.execute("PRAGMA synchronous = EXTRA")
            _check_version(connection, path)
        except BaseException:
            connection.close()
            raise
    return Ledger(connection, path)


def read_records(root: Path) -> tuple[Record, ...]:
    """All deliveries that the ledger of a workspace has, without changing it; none if there is no ledger."""
    path = root / FOLDER / FILE_NAME
    if not path.exists():
        return ()
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        with closing(Ledger(connection, path)) as ledger:
            with _blame(path):
                _refuse_later(connection, path)
            return ledger.list_records()
    except OSError:  # a run that was killed may have left a change to be undone, which needs writing
        with closing(open_ledger(root)) as ledger:
            return ledger.list_records()


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables if there are none."""
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        for statement in filter(str.strip, _SCHEMA.split(";")):
            connection.execute(statement)
    connection.execute("COMMIT")
    _refuse_later(connection, path)


def _refuse_later(connection: sqlite3.Connection, path: Path) -> None:
    """OSError: a later version wrote it, and may mean something else by its columns."""
    if connection.execute("PRAGMA user_version").fetchone()[0] > VERSION:
        raise OSError(errno.EINVAL, "A later version of drillcards wrote it; update drillcards", str(path))


@contextmanager
def _blame(path: Path) -> Iterator[None]:
    """Errors of the database as those of its file."""
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(errno.EIO, f"The record of what was mailed can't be used ({error})", str(path)) from error


def _sync_folder(folder: Path) -> None:
    """Put on disk what a folder holds, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _make_record(row: Sequence[object]) -> Record:
    values = dict(zip(_COLUMNS, row, strict=True))
    return Record(**{**values, "state": State(str(values["state"]))})  # type: ignore[arg-type]  # columns have types


def _stamp(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="seconds")
