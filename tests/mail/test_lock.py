import os
from pathlib import Path

import pytest

from drillcards.mail.lock import LockedError, hold_lock


def test_only_one_has_the_lock(tmp_path: Path) -> None:
    with hold_lock(tmp_path / "lock"), pytest.raises(LockedError), hold_lock(tmp_path / "lock"):
        pass
    with hold_lock(tmp_path / "lock"):
        pass


def test_a_process_that_ends_lets_go(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    child = os.fork()
    if not child:
        lock = hold_lock(tmp_path / "lock")
        lock.__enter__()
        os.write(write_end, b"x")
        os.kill(os.getpid(), 9)
    os.read(read_end, 1)
    os.waitpid(child, 0)
    os.close(read_end)
    os.close(write_end)
    with hold_lock(tmp_path / "lock"):
        pass
