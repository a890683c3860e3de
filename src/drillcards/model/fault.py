"""What nobody foresaw while one thing was worked on, as a Problem: it stops that one thing, and nothing else."""

import traceback
from collections.abc import Callable
from typing import Final, NamedTuple, TypeVar

from drillcards.model.drill import Drill
from drillcards.model.problem import Problem, Severity

Result = TypeVar("Result")

TRACEBACK: Final = "--traceback"
"""The program's option that prints where in the program it was."""
REPORT: Final = (
    f"Please report it where you got drillcards, with what this command prints when {TRACEBACK} stands right behind "
    "“drillcards”, and with the file that it is about."
)


class Blamed(NamedTuple):
    """What is worked on: its file and line, and what to call it in the middle of a sentence."""

    path: str
    line: int | None
    name: str


def blame_drill(drill: Drill) -> Blamed:
    """What is worked on while a drill is."""
    return Blamed(drill.source.path, drill.source.line, "this drill")


def attempt(work: Callable[[], Result], blamed: Blamed) -> Result | Problem:
    """What the work gives; or, whatever exception it raises, the error that leaves out what is ``blamed``."""
    try:
        return work()
    except Exception as error:
        return report_fault(error, blamed)


def report_fault(error: Exception, blamed: Blamed) -> Problem:
    """An error about something that an exception stopped, with the traceback for whoever asks for it."""
    code, message, hint = _describe(error, blamed.name)
    trace = "".join(traceback.format_exception(error))
    return Problem(Severity.ERROR, code, blamed.path, blamed.line, message, hint, trace)


def name_error(error: BaseException) -> str:
    """``KeyError: 'x'``, on one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())


def _describe(error: Exception, name: str) -> tuple[str, str, str]:
    """Code, message and hint."""
    if isinstance(error, RecursionError):
        message = f"{name[:1].upper()}{name[1:]} is nested too deeply, and is left out."
        return "nested-too-deeply", message, "Take some of its lists, quotes or brackets out of the others."
    if isinstance(error, MemoryError):
        return "out-of-memory", f"There isn't memory enough for {name}; it is left out.", "Close other programs."
    if isinstance(error, OSError):
        file = f" ({error.filename})" if error.filename else ""
        message = f"{error.strerror or error}{file}: {name} is left out."
        return "unusable-file", message, "Look whether the file is there, and whether you may open it."
    message = f"A bug in drillcards ({name_error(error)}): {name} is left out."
    return "bug", message, REPORT
