"""Problems in words: for people, for programs, and for a pull request's margin."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from drillcards.build.material import Problems, pick_usage_errors
from drillcards.cli.failures import shows_traceback
from drillcards.cli.streams import Accent, say, show_line
from drillcards.cli.words import count
from drillcards.model.problem import Problem, Severity, has_errors, sort_problems

MOST_LINES: Final = 8
"""Of those that have the same problem are named."""
COLORS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def show_problems(problems: Iterable[Problem], *, err: bool = True) -> None:
    """Print every problem once, in order, and a line that counts them. Nothing if there are none."""
    found = pick_weighty(sort_problems(problems))
    for problem, lines in join_repeated(found):
        accent = Accent(problem.severity.value, COLORS[problem.severity])
        say(describe_problem(problem, lines), err=err, accent=accent)
        if problem.trace and shows_traceback():
            say(problem.trace.rstrip(), err=err)
    if found:
        say(summarize_problems(found), err=err)


def pick_weighty(problems: Problems) -> Problems:
    """The problems that are worth a coach's time: where there is no workspace, only that."""
    return tuple(problem for problem in problems if problem.code == "no-drills-folder") or problems


def join_repeated(problems: Problems) -> Iterator[tuple[Problem, tuple[int, ...]]]:
    """Each problem once a file, as where it is first, and the other lines where it comes again word for word."""
    alike: dict[Problem, list[Problem]] = {}
    for problem in problems:
        alike.setdefault(replace(problem, line=None), []).append(problem)
    for first, *others in alike.values():
        yield first, tuple(other.line for other in others if other.line)


def choose_exit_code(problems: Iterable[Problem], *, strict: bool = False) -> int:
    """0 without errors (when ``strict``: without problems), 1 for errors in files, 2 for an error without a file.

    The last is about a name on the command line, which is a matter of usage.
    """
    found = tuple(problems)
    if pick_usage_errors(found):
        return 2
    return 1 if has_errors(found, strict=strict) else 0


def choose_empty_code(out: Path | None) -> int:
    """1 if nothing was printed, whatever its reason: a script that goes on to the printer has no file to print."""
    return 0 if out else 1


def describe_problem(problem: Problem, others: tuple[int, ...] = ()) -> str:
    """``drills/x.md:12: error: message``, and the hint, indented, on a line of its own.

    ``others`` are further lines of the file with the same problem.
    """
    place = problem.path + (f":{problem.line}" if problem.line else "")
    first = ": ".join(show_line(part) for part in (place, problem.severity.value, problem.message) if part)
    if others:
        named = ", ".join(map(str, others[:MOST_LINES])) + (" and more" if len(others) > MOST_LINES else "")
        first += f" Also in {'line' if len(others) == 1 else 'lines'} {named}."
    return f"{first}\n    {show_line(problem.hint)}" if problem.hint else first


def summarize_problems(problems: Iterable[Problem]) -> str:
    """``2 errors, 1 warning in 3 files``."""
    found = tuple(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in found)
    warnings = len(found) - errors
    kinds = [count(number, noun) for number, noun in ((errors, "error"), (warnings, "warning")) if number]
    files = len({problem.path for problem in found if problem.path})
    return ", ".join(kinds) + (f" in {count(files, 'file')}" if files else "")


def list_as_json(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """The problems in order, as ``{severity, code, path, line, message, hint}``."""
    return [
        {
            "severity": problem.severity.value,
            "code": problem.code,
            "path": problem.path,
            "line": problem.line,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in sort_problems(problems)
    ]


def list_as_annotations(problems: Iterable[Problem], folder: str = "") -> list[str]:
    """GitHub's workflow commands, a line a problem. ``folder`` is the workspace's place in the repository.

    The syntax and its escapes: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    lines = []
    for problem in sort_problems(problems):
        file = f"{folder}/{problem.path}" if folder and problem.path else problem.path
        properties = {"file": file, "line": str(problem.line or ""), "title": problem.code}
        listed = ",".join(f"{key}={_escape_property(value)}" for key, value in properties.items() if value)
        text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
        lines.append(f"::{problem.severity.value} {listed}::{_escape_data(text)}")
    return lines


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
