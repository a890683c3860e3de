"""Font files, known by name to the page values and by path to the writers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

BOX: Final = "▯"
"""What is seen in place of a character that no font has."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A static or variable TrueType file; of a variable one the default instance is meant.

    With ``boxes`` every character is drawn as its BOX, so that only the eye misses what the text still says.
    """

    name: str
    path: Path
    boxes: bool = False
