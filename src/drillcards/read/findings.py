"""Problems as they are found while one file is read."""

from dataclasses import dataclass, field

from drillcards.model.problem import Problem, Severity


@dataclass(slots=True)
class Findings:
    """A collector for one file; ``path`` is relative to the workspace, lines are 1-based."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def warn(self, code: str, line: int | None, message: str, hint: str = "") -> None:
        """Note what prints all the same."""
        self.problems.append(Problem(Severity.WARNING, code, self.path, line, message, hint))

    def fail(self, code: str, line: int | None, message: str, hint: str = "") -> None:
        """Note what leaves something out."""
        self.problems.append(Problem(Severity.ERROR, code, self.path, line, message, hint))
