"""Bytes on a disk, whole or not at all."""

import os
import re
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

_DRAFT: Final = re.compile(r"\.drillcards-(\d{1,9})\.draft")


def save_file(data: bytes | bytearray, path: Path, *, private: bool = False) -> None:
    """Put bytes into a file, all or none; folders are made. A ``private`` one can't be read by others.

    What a run that was killed left in the folder is taken away.
    OSError: with ``path`` as its ``filename``, whichever file or folder it was about.
    """
    # Beside the file, so that replacing is one step; of a length of its own, as the file's name may be the longest.
    draft = path.with_name(f".drillcards-{os.getpid()}.draft")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        try:
            draft.touch(0o600 if private else 0o666)
            draft.write_bytes(data)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


@cache
def _sweep(folder: Path) -> None:
    """Delete the drafts of processes that are gone, once a run."""
    if os.name != "posix":
        return  # elsewhere to ask for a process is to end it
    with suppress(OSError):
        for entry in list(os.scandir(folder)):
            if (match := _DRAFT.fullmatch(entry.name)) and not _is_running(int(match[1])):
                Path(entry.path).unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is somebody else's
        return True
    return True
