"""Bytes on a disk, whole or not at all."""

import os
from pathlib import Path


def save_file(data: bytes | bytearray, path: Path, *, private: bool = False) -> None:
    """Put bytes into a file, all or none; folders are made. A ``private`` one can't be read by others.

    OSError: with ``path`` as its ``filename``, whichever file or folder it was about.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")  # beside it, so that replacing is one step
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.touch(0o600 if private else 0o666)
            draft.write_bytes(data)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
