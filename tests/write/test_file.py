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
