"""What is told of a file or a disk that can't be used, and what to do about it."""

import errno
import os
import sys
import traceback
from pathlib import Path
from typing import Final

from drillcards.cli.words import name_file
from drillcards.model.fault import REPORT, TRACEBACK, name_error

UNUSABLE: Final = 2
"""The surroundings won't do, as with a folder that can't be written: like a wrong argument, not the drills' fault."""

_HINTS: Final = {
    errno.ENAMETOOLONG: "Choose a shorter name.",
    errno.ENOSPC: "Make room on the disk, and try again.",
    errno.EDQUOT: "Make room on the disk, and try again.",
}

OPENED: Final = frozenset({".pdf", ".ics"})
"""What a viewer may hold open; on Windows nobody else can write it then."""


def describe_failure(error: OSError) -> str:
    """``output/cards.pdf: Permission denied. Close the viewer …``: the file, what is wrong with it, and what helps."""
    file = Path(os.fsdecode(error.filename)) if error.filename else None
    named = f"{name_file(file)}: " if file else ""
    hint = advise(error, file) if file else ""
    return f"{named}{error.strerror or error}.{hint and ' '}{hint}"


def shows_traceback() -> bool:
    """Whether the command line asks where in the program a bug was met."""
    return TRACEBACK in sys.argv[1:]


def describe_bug(error: BaseException) -> str:
    """An exception that nobody foresaw: that it is a bug, what to do about it, and the traceback if it is asked for."""
    where = f"\n{''.join(traceback.format_exception(error)).rstrip()}" if shows_traceback() else ""
    return f"A bug in drillcards ended this run ({name_error(error)}).\n    {REPORT}{where}"


def advise(error: OSError, file: Path) -> str:
    """A sentence that helps; nothing where only the system's words are known."""
    if hint := _HINTS.get(error.errno or 0):
        return hint
    if os.path.isdir(file):  # noqa: PTH112 - Path.is_dir fails where nobody may look
        return f"Rename that folder{', or name another file with --out' if file.suffix.lower() in OPENED else ''}."
    blocking = next((parent for parent in file.parents if parent.is_file()), None)
    if blocking is not None:
        return f"{name_file(blocking)} is a file, where a folder is needed: rename it."
    if isinstance(error, PermissionError):
        if file.suffix.lower() in OPENED:
            return "Close the viewer that has it open, or name a file in another folder with --out."
        return "Look whether you may write there, and whether another program has it open."
    return ""
