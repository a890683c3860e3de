"""What was mailed to whom, on disk: a message is written down before it is handed over, and never handed over twice.

The file is ``.drillcards/mail.sqlite`` in the workspace. It isn't in ``output/``: what is there can be made again, and
so may be deleted, but a ledger that is lost sends everything a second time. That is why a new one appears whole, under
its name, and why one that is empty or cut off is damaged and not new. It also has who asked not to be mailed.
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

from drillcards.model.mail import Record, State, Stop

FOLDER: Final = ".drillcards"
FILE_NAME: Final = "mail.sqlite"
VERSION: Final = 2
"""1 had no list of who asked not to be mailed."""
OPEN: Final = (State.QUEUED, State.DEFERRED)

_DRAFT: Final = f"{FILE_NAME}.new"
_PATIENCE: Final = 30.0
"""Seconds to wait for another program that has the file."""
_RESTORE: Final = "Put back your last copy of this file; delete it only if nothing was ever mailed from this folder"
_ADVICE: Final = {
    sqlite3.SQLITE_CORRUPT: _RESTORE,
    sqlite3.SQLITE_NOTADB: _RESTORE,
    sqlite3.SQLITE_BUSY: "Close the program that has it open, and try again",
    sqlite3.SQLITE_FULL: "Make room on the disk, and try again",
    sqlite3.SQLITE_READONLY: "Look whether you may write there",
    sqlite3.SQLITE_IOERR: "Look whether the disk is full, or its cable is loose",
}
"""What helps, by the database's code for what went wrong."""
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
"""
_STOPS: Final = f"""
CREATE TABLE stops (address TEXT PRIMARY KEY, since TEXT NOT NULL);
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

    def add_stop(self, address: str, now: datetime) -> bool:
        """Remember that nobody is to be mailed at an address; False: it was known."""
        with self._change() as connection:
            added = connection.execute("INSERT OR IGNORE INTO stops VALUES (?, ?)", (address, _stamp(now)))
        return bool(added.rowcount)

    def remove_stop(self, address: str) -> bool:
        """Forget that; False: it wasn't known."""
        with self._change() as connection:
            removed = connection.execute("DELETE FROM stops WHERE address = ?", (address,))
        return bool(removed.rowcount)

    def list_stops(self) -> tuple[Stop, ...]:
        """Who asked not to be mailed, in the order of the addresses."""
        with _blame(self._path):
            if _read_version(self._connection) < VERSION:  # opened for reading alone, so that it stays as it was
                return ()
            rows = self._connection.execute("SELECT address, since FROM stops ORDER BY address").fetchall()
        return tuple(Stop(address, since) for address, since in rows)

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
    """The ledger of a workspace, made if there is none; only for who holds the workspace's lock.

    OSError: it can't be read, is damaged, or a later version wrote it; it is left as it is.
    """
    path = prepare_folder(root) / FILE_NAME
    if not _is_there(path):
        _make_ledger(path)
    _refuse_empty(path)
    _make_private(path, 0o600)
    connection = _connect(path, "rw")
    try:
        with _blame(path):
            # EXTRA also puts on disk that the journal is gone: after a power cut it would undo what was committed.
            connection.execute("PRAGMA synchronous = EXTRA")
            _examine(connection, path)
            if _read_version(connection) < VERSION:
                _run(connection, _STOPS)
    except BaseException:
        connection.close()
        raise
    return Ledger(connection, path)


def read_ledger(root: Path) -> tuple[tuple[Record, ...], tuple[Stop, ...]]:
    """All deliveries that the ledger of a workspace has, and who is not to be mailed, without changing it.

    None if there is no ledger. OSError: as ``open_ledger``.
    """
    path = root / FOLDER / FILE_NAME
    if not _is_there(path):
        return (), ()
    _refuse_empty(path)
    try:
        with closing(Ledger(_connect(path, "ro"), path)) as ledger:
            with _blame(path):
                _examine(ledger._connection, path)
            return ledger.list_records(), ledger.list_stops()
    except OSError:  # a run that was killed may have left a change to be undone, which needs writing
        if not path.with_name(f"{FILE_NAME}-journal").exists():
            raise
        with closing(open_ledger(root)) as ledger:
            return ledger.list_records(), ledger.list_stops()


def read_records(root: Path) -> tuple[Record, ...]:
    """All deliveries that the ledger of a workspace has; see ``read_ledger``."""
    return read_ledger(root)[0]


def _make_ledger(path: Path) -> None:
    """A new ledger: whole on the disk before it has its name, so that no run that is killed leaves half of one."""
    draft = path.with_name(_DRAFT)
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with _blame(path), closing(_connect(draft, "rw")) as connection:
        connection.execute("PRAGMA synchronous = EXTRA")
        _run(connection, _SCHEMA + _STOPS)
    draft.rename(path)
    _sync_folder(path.parent)


def _run(connection: sqlite3.Connection, script: str) -> None:
    """Run statements, all of them or none."""
    connection.execute("BEGIN IMMEDIATE")
    for statement in filter(str.strip, script.split(";")):
        connection.execute(statement)
    connection.execute("COMMIT")


def _is_there(path: Path) -> bool:
    """Whether anything has this name. OSError: nobody can tell, which isn't the same as no."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def _refuse_empty(path: Path) -> None:
    """OSError: nothing is in the file, which the database would take for new, or it can't be read."""
    with path.open("rb") as stream:
        if not stream.read(1):
            raise OSError(errno.EIO, f"The record of what was mailed is empty, so it is damaged. {_RESTORE}", str(path))


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    """The database of a file that is there."""
    with _blame(path):
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", _PATIENCE, isolation_level=None, uri=True)


def _examine(connection: sqlite3.Connection, path: Path) -> None:
    """OSError: a later version wrote the ledger, and may mean something else by its columns; or it is damaged."""
    version = _read_version(connection)
    if version > VERSION:
        raise OSError(errno.EINVAL, "A later version of drillcards wrote it; update drillcards", str(path))
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if version < 1 or found != "ok":
        raise OSError(errno.EIO, f"The record of what was mailed is damaged. {_RESTORE}", str(path))


def _read_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def _blame(path: Path) -> Iterator[None]:
    """Errors of the database as those of its file."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest says where it happened
        advice = _ADVICE.get(code, "")
        message = f"The record of what was mailed can't be used ({error}){advice and '. '}{advice}"
        raise OSError(errno.EIO, message, str(path)) from error


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
