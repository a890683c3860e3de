"""Font files, known by name to the page values and by path to the writers."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FontFile:
    """A static or variable TrueType file; of a variable one the default instance is meant."""

    name: str
    path: Path
