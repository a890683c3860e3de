"""Files as disks have them: whether one is there, and its bytes."""

import errno
from pathlib import Path


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder; a name that no disk takes is none, and no error."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def read_file(path: Path) -> bytes:
    """The file's bytes. OSError: it can't be read; or it is a pipe or a device, from which bytes may never end."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, "It is a pipe or a device, not a file", str(path))
    return path.read_bytes()
