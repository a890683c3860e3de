"""One process at a time mails from a workspace.

The lock is the operating system's and ends with its process, however that ends: whoever has it knows that nobody else
is sending, so that a message found half sent belongs to a run that is over.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class LockedError(Exception):
    """Another process mails from this workspace."""


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Have the lock meanwhile; its file stays. LockedError: somebody else has it. OSError: it can't be had at all."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(file)
        yield
    finally:
        os.close(file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise LockedError from error

else:
    import fcntl

    def _lock(file: int) -> None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockedError from error
