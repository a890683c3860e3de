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
class PacketRule:
    """Who gets what: a player who matches all the conditions that are given gets all the drills that are named.

    Of one condition, or one way to name drills, any value will do; each way adds drills. A rule without conditions is
    for everybody. ``number`` counts the file's rules from 1; one that couldn't be understood is there, but gives
    nothing.
    """

    positions: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    player_tags: tuple[str, ...] = ()
    drills: tuple[str, ...] = ()
    """As the coach wrote them: slugs, names of files, or titles."""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    muscles: tuple[str, ...] = ()
    """Ids of groups."""
    weeks: tuple[int, ...] = ()
    practices: tuple[int, ...] = ()
    """Both by number, counted from 1."""
    number: int = 0
    line: int = field(default=0, compare=False)
    key_lines: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    """The line of each field that is written there, by the field's name."""

    def get_key_line(self, key: str) -> int:
        """The line that a field stands on, or that of the rule."""
        return next((line for known, line in self.key_lines if known == key), self.line)


@dataclass(frozen=True, slots=True)
class PacketSettings:
    """``[packets]``. ``template`` is a page template's name, "" for the one of the settings' paper.

    ``limit`` is the most drills a player gets, None for all; ``week`` the number of the week whose plan is printed on
    the cover, None for none.
    """

    template: str = ""
    limit: int | None = None
    week: int | None = None
    rules: tuple[PacketRule, ...] = ()
    week_line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """``[mail]``: how packets are sent. The password is never here, but in the environment or a keyring.

    ``security`` is "starttls" or "tls"; ``per_minute`` the most messages a minute; ``name`` stands before the sender's
    address. ``campaign`` names a mailing: the same packet is sent once in each. ``unsubscribe`` is an address, or a
    link that starts with https:// or mailto:; without one, families write to who gets their answers. With
    ``one_message`` the guardians of a player share a message, and see each other's address. ``per_day`` is the most
    addresses that the server may be given in 24 hours; None: what is known of the provider.
    """

    sender: str = ""
    name: str = ""
    reply_to: str = ""
    host: str = ""
    port: int | None = None
    security: str = "starttls"
    user: str = ""
    per_minute: float = 20.0
    per_day: int | None = None
    unsubscribe: str = ""
    campaign: str = ""
    one_message: bool = False


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
    packets: PacketSettings = field(default_factory=PacketSettings)
    mail: MailSettings = field(default_factory=MailSettings)


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder that holds drills; ``root`` is absolute."""

    root: Path
    settings: Settings = field(default_factory=Settings)
    readable: bool = True
    """False: there are settings that can't be read, so that nothing may be printed by their defaults."""
