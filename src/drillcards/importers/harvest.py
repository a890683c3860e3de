"""What an importer brings home, whatever the format: drills, pictures that go with them, and what was wrong."""

from dataclasses import dataclass
from pathlib import Path

from drillcards.model.drill import Drill
from drillcards.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Picture:
    """A file to copy: from ``source`` to ``place``, relative to the workspace."""

    source: Path
    place: str


@dataclass(frozen=True, slots=True)
class Harvest:
    """Drills in the source's order, their pictures, problems, and ``notes``: sentences for the coach."""

    drills: tuple[Drill, ...] = ()
    pictures: tuple[Picture, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
