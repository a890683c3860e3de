"""What is wrong with the coach's files, as a value: found by any stage, reported together, once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """An error leaves something out or stops it; a warning prints all the same."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. ``code`` is a stable kebab-case id, ``line`` is 1-based, ``hint`` says what to do about it.

    ``path`` is relative to the workspace, with forward slashes; empty when no file is to blame. ``trace`` is where in
    the program a bug was met; problems that differ in it alone are the same.
    """

    severity: Severity
    code: str
    path: str
    line: int | None
    message: str
    hint: str = ""
    trace: str = field(default="", compare=False, repr=False)


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The distinct problems by file, line and code, so that a run reports each of them once and in one order."""
    return tuple(sorted(set(problems), key=lambda p: (p.path, p.line or 0, p.severity, p.code, p.message, p.hint)))


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Whether the run must end with exit code 1: an error, or anything at all when ``strict``."""
    return any(strict or problem.severity is Severity.ERROR for problem in problems)
