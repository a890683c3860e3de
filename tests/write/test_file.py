import os
import subprocess
import sys
from pathlib import Path

import pytest

from drillcards.write.file import save_file


def test_a_file_replaces_another_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "a.ics"
    save_file(b"one", path)
    save_file(bytearray(b"two"), path)
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def test_an_error_names_the_file_that_was_wanted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    with pytest.raises(OSError, match=r"b\.ics") as failure:
        save_file(b"", tmp_path / "a.txt" / "b.ics")
    assert failure.value.filename == str(tmp_path / "a.txt" / "b.ics")


def test_a_file_is_never_seen_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    save_file(b"old and whole", path)
    write = Path.write_bytes

    def write_half(file: Path, data: bytes) -> int:
        write(file, data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", write_half)
    with pytest.raises(OSError, match="No space left"):
        save_file(b"new and longer", path)
    assert path.read_bytes() == b"old and whole"
    assert list(tmp_path.iterdir()) == [path]


def test_who_is_reading_a_file_goes_on_reading_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    save_file(b"old", path)
    with path.open("rb") as reader:
        save_file(b"new", path)
        assert reader.read() == b"old"
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, MemoryError])
def test_no_draft_is_left_behind_however_a_run_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: type[BaseException]
) -> None:
    def stop(_draft: Path, _path: Path) -> None:
        raise end

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(end):
        save_file(b"new", tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="names have their own limits there")
@pytest.mark.parametrize("letter", ["x", "é", "梯"])
def test_a_name_as_long_as_the_disk_takes_is_no_obstacle(tmp_path: Path, letter: str) -> None:
    most = os.pathconf(tmp_path, "PC_NAME_MAX") - len(".pdf")
    path = tmp_path / f"{letter * (most // len(letter.encode()))}.pdf"
    save_file(b"whole", path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="nobody can be asked for there")
def test_the_drafts_of_runs_that_were_killed_go_and_those_of_running_ones_stay(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    killed, running = (tmp_path / f".drillcards-{process}.draft" for process in (gone.pid, os.getppid()))
    for draft in (killed, running):
        draft.write_bytes(b"half")
    save_file(b"whole", tmp_path / "a.pdf")
    assert sorted(tmp_path.iterdir()) == sorted([running, tmp_path / "a.pdf"])
