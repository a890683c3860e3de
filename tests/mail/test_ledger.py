import os
import shutil
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from drillcards.mail.ledger import FILE_NAME, FOLDER, Ledger, open_ledger, prepare_folder, read_records
from drillcards.model.mail import Record, State
from mail.club import NOON

ROW = Record("k1", "letter", "spring", "ann", "Ann", "mum@home.example", "digest", 1, 1, State.QUEUED)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(open_ledger(tmp_path)) as ledger:
        yield ledger


def get(ledger: Ledger) -> Record:
    (record,) = ledger.list_records()
    return record


def test_what_is_queued_twice_is_there_once_and_as_it_was(ledger: Ledger) -> None:
    ledger.queue([ROW], NOON)
    ledger.settle("k1", State.SENT, "250 OK", NOON)
    ledger.queue([ROW], LATER)
    assert get(ledger).state is State.SENT


def test_an_address_has_one_row_for_a_letter_whatever_its_key(ledger: Ledger) -> None:
    ledger.queue([ROW, replace(ROW, key="k2")], NOON)
    assert len(ledger.list_records()) == 1


@pytest.mark.parametrize("state", [state for state in State if state not in {State.QUEUED, State.DEFERRED}])
def test_only_what_is_open_can_be_claimed(ledger: Ledger, state: State) -> None:
    other = replace(ROW, key="k2", address="dad@home.example")
    ledger.queue([ROW, other], NOON)
    ledger.settle("k1", state, "", NOON)
    assert not ledger.claim(["k2", "k1"], "sha", NOON)
    assert [record.state for record in ledger.list_records()] == [state, State.QUEUED]


def test_a_claim_is_counted_and_dated(ledger: Ledger) -> None:
    ledger.queue([ROW], NOON)
    assert ledger.claim(["k1"], "sha", LATER)
    record = get(ledger)
    assert (record.state, record.attempts, record.content) == (State.SENDING, 1, "sha")
    assert record.first_tried == record.changed == LATER.isoformat()


def test_of_many_who_claim_at_once_one_gets_it(tmp_path: Path, ledger: Ledger) -> None:
    ledger.queue([ROW], NOON)
    won: list[bool] = []
    start = threading.Barrier(8)

    def claim() -> None:
        with closing(open_ledger(tmp_path)) as own:
            start.wait()
            won.append(own.claim(["k1"], "sha", NOON))

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 7 + [True]


def test_what_an_ended_run_was_sending_is_in_doubt(ledger: Ledger) -> None:
    ledger.queue([ROW], NOON)
    ledger.claim(["k1"], "sha", NOON)
    ledger.doubt_orphans(LATER)
    assert (get(ledger).state, get(ledger).reply) == (State.UNCERTAIN, "The run ended before the server's answer.")


def test_a_refusal_before_the_message_counts_as_an_attempt_and_a_return_to_the_queue_does_not(ledger: Ledger) -> None:
    ledger.queue([ROW], NOON)
    ledger.settle("k1", State.DEFERRED, "451", NOON, LATER)
    assert (get(ledger).attempts, get(ledger).first_tried, get(ledger).not_before) == (
        1,
        NOON.isoformat(),
        LATER.isoformat(),
    )
    ledger.settle("k1", State.QUEUED, "", LATER)
    assert (get(ledger).attempts, get(ledger).first_tried, get(ledger).not_before) == (1, "", "")


def test_every_step_is_kept(ledger: Ledger) -> None:
    ledger.queue([ROW], NOON)
    ledger.claim(["k1"], "sha", NOON)
    ledger.settle("k1", State.UNCERTAIN, "broke", NOON)
    ledger.settle("k1", State.QUEUED, "asked for again", LATER)
    assert [(state, reply) for _, _, state, reply in ledger.list_events()] == [
        (State.QUEUED, ""),
        (State.SENDING, ""),
        (State.UNCERTAIN, "broke"),
        (State.QUEUED, "asked for again"),
    ]


def test_the_ledger_is_for_the_coach_s_eyes_and_not_for_git(tmp_path: Path, ledger: Ledger) -> None:
    folder = tmp_path / FOLDER
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600
    assert (folder / ".gitignore").read_text("utf-8") == "*\n"
    assert prepare_folder(tmp_path) == folder


def test_a_folder_that_is_there_already_is_made_private_too(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir(0o755)
    folder.chmod(0o755)
    (folder / FILE_NAME).touch(0o644)
    open_ledger(tmp_path).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600
    assert (folder / ".gitignore").read_text("utf-8") == "*\n"


def test_a_new_folder_is_on_disk_before_anything_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []
    monkeypatch.setattr("os.fsync", lambda descriptor: synced.append(stat.S_ISDIR(os.fstat(descriptor).st_mode)))
    prepare_folder(tmp_path)
    assert synced == ([True] if hasattr(os, "O_DIRECTORY") else [])


def test_reading_changes_nothing(tmp_path: Path) -> None:
    assert read_records(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []
    with closing(open_ledger(tmp_path)) as ledger:
        ledger.queue([ROW], NOON)
    file = tmp_path / FOLDER / FILE_NAME
    before = file.read_bytes()
    assert [record.key for record in read_records(tmp_path)] == ["k1"]
    assert file.read_bytes() == before


def test_a_change_that_a_killed_run_left_half_done_is_undone_by_who_reads(tmp_path: Path, ledger: Ledger) -> None:
    ledger.queue([ROW], NOON)
    root = tmp_path / "copy"
    with ledger._change() as connection:
        connection.execute("PRAGMA cache_size = 0")  # so that changes spill to the file before they are committed
        for number in range(200):
            connection.execute("INSERT INTO events VALUES (?, 'k1', 'sent', '')", ("x" * 2000 + str(number),))
        connection.execute("UPDATE deliveries SET state = 'sent'")
        shutil.copytree(tmp_path / FOLDER, root / FOLDER)
    assert (root / FOLDER / f"{FILE_NAME}-journal").exists()
    assert [record.state for record in read_records(root)] == [State.QUEUED]


def test_a_file_that_is_no_ledger_is_named(tmp_path: Path) -> None:
    file = prepare_folder(tmp_path) / FILE_NAME
    file.write_bytes(b"not a database, " * 100)
    with pytest.raises(OSError, match="The record of what was mailed can't be used") as failure:
        read_records(tmp_path)
    assert failure.value.filename == str(file)


def test_a_later_version_s_ledger_is_left_alone(tmp_path: Path, ledger: Ledger) -> None:
    ledger.close()
    with closing(sqlite3.connect(tmp_path / FOLDER / FILE_NAME)) as connection:
        connection.execute("PRAGMA user_version = 99")
    for read in (open_ledger, read_records):
        with pytest.raises(OSError, match="A later version of drillcards wrote it"):
            read(tmp_path)


def test_a_commit_is_on_disk_before_it_is_over(ledger: Ledger) -> None:
    assert ledger._connection.execute("PRAGMA synchronous").fetchone() == (3,)
    assert ledger._connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
