"""What ``drillcards.toml`` says of the team and its printing."""

from dataclasses import dataclass, field
from pathlib import Path

from drillcards.model.drill import ImageBlock
from drillcards.model.page import Color


@dataclass(frozen=True, slots=True)
class CategoryStyle:
    """How a category looks: its letter, its colour, and its name as printed. None: chosen by the program."""

    name: str
    letter: str | None = None
    color: Color | None = None
    title: str | None = None
    line: int = field(default=0, compare=False)
    """Where drillcards.toml describes it; 0: nowhere."""


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer's calibration: backs are moved by (x, y) points to fall behind their fronts."""

    name: str
    back_x: float = 0.0
    back_y: float = 0.0


@dataclass(frozen=True, slots=True)
class Settings:
    """The workspace's preferences; every one has a default, so the file may be missing."""

    team: str = ""
    season: str = ""
    color: Color | None = None
    """The team's, for covers; None: chosen by the program."""
    logo: ImageBlock | None = None
    """A picture inside the workspace."""
    lang: str = "en"
    template: str = "field-4x6"
    paper: str = "letter"
    duplex: str = "long"
    aliases: tuple[tuple[str, str], ...] = ()
    """(heading in lower case, section key), beyond the built-in ones."""
    categories: tuple[CategoryStyle, ...] = ()
    fallback_fonts: tuple[Path, ...] = ()
    printers: tuple[Printer, ...] = ()


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder that holds drills; ``root`` is absolute."""

    root: Path
    settings: Settings = field(default_factory=Settings)
