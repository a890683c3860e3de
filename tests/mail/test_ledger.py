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

from drillcards.mail.ledger import (
    FILE_NAME,
    FOLDER,
    VERSION,
    Ledger,
    open_ledger,
    prepare_folder,
    read_ledger,
    read_records,
)
from drillcards.model.mail import Record, State, Stop
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
    open_ledger(tmp_path).close()
    folder.chmod(0o755)
    (folder / FILE_NAME).chmod(0o644)
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


def refuse(root: Path) -> str:
    """Why neither reading nor opening a ledger is possible, which leaves its bytes alone."""
    file = root / FOLDER / FILE_NAME
    before = file.read_bytes()
    said: set[str] = set()
    for read in (open_ledger, read_records):
        with pytest.raises(OSError, match=r"\w") as failure:
            read(root)
        assert failure.value.filename == str(file)
        said.add(str(failure.value.strerror))
    assert file.read_bytes() == before
    (reason,) = said
    return reason


def test_a_file_that_is_no_ledger_is_named(tmp_path: Path) -> None:
    file = prepare_folder(tmp_path) / FILE_NAME
    file.write_bytes(b"not a database, " * 100)
    assert refuse(tmp_path).startswith("The record of what was mailed can't be used")
    file.write_bytes(bytes(8192))
    assert refuse(tmp_path).startswith("The record of what was mailed can't be used")


def test_a_ledger_without_a_byte_in_it_is_damaged_and_not_new(tmp_path: Path) -> None:
    (prepare_folder(tmp_path) / FILE_NAME).touch()
    assert refuse(tmp_path).startswith("The record of what was mailed is empty, so it is damaged. Put back your last")


def test_a_database_of_something_else_is_no_ledger(tmp_path: Path) -> None:
    with closing(sqlite3.connect(prepare_folder(tmp_path) / FILE_NAME)) as connection:
        connection.execute("CREATE TABLE deliveries (key TEXT)")
    assert refuse(tmp_path).startswith("The record of what was mailed is damaged.")


def test_a_ledger_that_is_cut_off_anywhere_or_has_a_page_of_zeros_is_damaged(tmp_path: Path, ledger: Ledger) -> None:
    ledger.queue([replace(ROW, key=f"k{number}", address=f"p{number}@home.example") for number in range(60)], NOON)
    ledger.close()
    file = tmp_path / FOLDER / FILE_NAME
    whole = file.read_bytes()
    assert len(whole) > 8 * 4096
    for length in (1, 15, 16, 99, 100, 511, 512, 4095, 4096, 5000, 8192, len(whole) // 2, len(whole) - 4096):
        file.write_bytes(whole[:length])
        assert refuse(tmp_path).startswith("The record of what was mailed")
    for page in range(len(whole) // 4096):
        file.write_bytes(whole[: page * 4096] + bytes(4096) + whole[(page + 1) * 4096 :])
        assert refuse(tmp_path).startswith("The record of what was mailed")
    file.write_bytes(whole)
    assert len(read_records(tmp_path)) == 60


def test_a_folder_in_the_ledger_s_place_is_left_alone(tmp_path: Path) -> None:
    file = prepare_folder(tmp_path) / FILE_NAME
    file.mkdir(0o755)
    for read in (open_ledger, read_records):
        with pytest.raises(IsADirectoryError) as failure:
            read(tmp_path)
        assert failure.value.filename == str(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o755


def test_a_ledger_that_another_program_has_locked_is_told_in_words(
    tmp_path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.close()
    monkeypatch.setattr("drillcards.mail.ledger._PATIENCE", 0.0)
    with closing(sqlite3.connect(tmp_path / FOLDER / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert refuse(tmp_path).endswith("(database is locked). Close the program that has it open, and try again")


def test_a_disk_without_room_is_told_in_words(ledger: Ledger) -> None:
    pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
    ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
    rows = [replace(ROW, key=f"k{number}", address=f"p{number}@home.example") for number in range(60)]
    with pytest.raises(OSError, match=r"is full.*Make room on the disk, and try again"):
        ledger.queue(rows, NOON)
    assert ledger.list_records() == ()


def test_a_run_that_is_killed_while_it_makes_a_ledger_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("drillcards.mail.ledger._run", die)
        with pytest.raises(KeyboardInterrupt):
            open_ledger(tmp_path)
    assert read_records(tmp_path) == ()
    open_ledger(tmp_path).close()
    assert sorted(file.name for file in (tmp_path / FOLDER).iterdir()) == [".gitignore", FILE_NAME]


@pytest.mark.parametrize("version", [VERSION + 1, 99])
def test_a_later_version_s_ledger_is_left_alone(tmp_path: Path, ledger: Ledger, version: int) -> None:
    ledger.close()
    with closing(sqlite3.connect(tmp_path / FOLDER / FILE_NAME)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    assert refuse(tmp_path) == "A later version of drillcards wrote it; update drillcards"


def make_first(root: Path) -> Path:
    """A ledger as the first version wrote them, with one delivery."""
    with closing(open_ledger(root)) as ledger:
        ledger.queue([ROW], NOON)
    file = root / FOLDER / FILE_NAME
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("DROP TABLE stops")
        connection.execute("PRAGMA user_version = 1")
    return file


def test_an_earlier_version_s_ledger_is_read_as_it_is_and_goes_on_when_it_is_written(tmp_path: Path) -> None:
    before = make_first(tmp_path).read_bytes()
    assert ([record.key for record in read_ledger(tmp_path)[0]], read_ledger(tmp_path)[1]) == (["k1"], ())
    assert (tmp_path / FOLDER / FILE_NAME).read_bytes() == before
    with closing(open_ledger(tmp_path)) as ledger:
        assert get(ledger).key == "k1"
        assert ledger.add_stop("mum@home.example", NOON)
    assert [stop.address for stop in read_ledger(tmp_path)[1]] == ["mum@home.example"]


def test_a_stop_is_kept_once_and_taken_back(ledger: Ledger) -> None:
    assert [ledger.add_stop("mum@home.example", time) for time in (NOON, LATER)] == [True, False]
    assert ledger.list_stops() == (Stop("mum@home.example", NOON.isoformat()),)
    assert [ledger.remove_stop("mum@home.example") for _ in range(2)] == [True, False]
    assert ledger.list_stops() == ()


def test_a_commit_is_on_disk_before_it_is_over(ledger: Ledger) -> None:
    assert ledger._connection.execute("PRAGMA synchronous").fetchone() == (3,)
    assert ledger._connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
