"""A workspace on disk for a test, and its drills as read."""

from pathlib import Path

from drillcards.model.drill import Block, Drill
from drillcards.model.problem import Problem
from drillcards.model.settings import Settings, Workspace
from drillcards.read.drill import read_drill

NO_SETTINGS = Settings()


def write_drill(root: Path, text: str | bytes, name: str = "speed/a.md") -> Path:
    """Write a file below ``drills/``."""
    file = root / "drills" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def read_text(
    root: Path, text: str | bytes, name: str = "speed/a.md", settings: Settings = NO_SETTINGS
) -> tuple[Drill, tuple[Problem, ...]]:
    """A drill that can be read, and its problems."""
    drill, problems = read_drill(write_drill(root, text, name), Workspace(root, settings))
    assert drill is not None, problems
    return drill, problems


def read_quietly(root: Path, text: str | bytes, name: str = "speed/a.md", settings: Settings = NO_SETTINGS) -> Drill:
    """A drill that has nothing wrong with it."""
    drill, problems = read_text(root, text, name, settings)
    assert problems == ()
    return drill


def refuse_text(root: Path, text: str | bytes, name: str = "speed/a.md") -> Problem:
    """The one error that keeps a drill from being read."""
    drill, problems = read_drill(write_drill(root, text, name), Workspace(root))
    assert drill is None
    (problem,) = problems
    assert problem.severity == "error"
    assert problem.hint
    return problem


def list_codes(problems: tuple[Problem, ...]) -> list[tuple[str, int | None]]:
    """Each problem's code and line, after a look at what all of them must have."""
    for problem in problems:
        assert problem.hint
        assert problem.message.endswith((".", "!", "?"))
        assert not problem.path.startswith("/")
    return [(problem.code, problem.line) for problem in problems]


def join_words(block: Block) -> str:
    """The plain text of a paragraph or heading."""
    assert block.type in ("paragraph", "heading")
    return "".join(span.text for span in block.spans)
