"""The players as their coach lists them, and who gets their mail."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Player:
    """One row of the roster.

    ``id`` is made from the name and, where two share it, from what else tells them apart: it is unique in the roster,
    fit for a file's name, and stays when rows move. ``drills`` and ``exclude`` are slugs, ``muscles`` ids of groups.
    Addresses are in the letters of an envelope: a domain with other letters is in its ASCII form ("xn--…").
    """

    id: str
    name: str
    emails: tuple[str, ...] = ()
    """The player's own addresses."""
    guardians: tuple[str, ...] = ()
    """The addresses of parents and guardians; if there are any, mail goes to them and not to the player."""
    position: str = ""
    level: str = ""
    number: str = ""
    """On the shirt, as written: "07" isn't 7."""
    drills: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    muscles: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    note: str = ""
    """The coach's words for this player, printed on the packet's cover."""
    lang: str = ""
    """Empty: the team's language."""
    extra: tuple[tuple[str, str], ...] = ()
    """Columns that the program doesn't know, for templates of mail: (header, value)."""
    guardian_names: tuple[str, ...] = ()
    """Of parents and guardians, or what else is written there; nobody else is told of them, nor of ``phones``."""
    phones: tuple[str, ...] = ()
    mail_held: bool = False
    """Whom the mail is for can't be told, such as where what was written for the guardians is no address: until it is
    corrected nobody is mailed, lest the child gets what the parents were meant to."""
    mail: bool = True
    """False: the household asked not to be mailed."""
    stopped: tuple[str, ...] = ()
    """Those of the addresses, in small letters, that aren't mailed whoever's they are: somebody asked for it."""
    one_message: bool = False
    """The guardians share their mail, and may see each other's address; else each gets a message of their own."""
    packet_held: bool = False
    """Something is to be left out, but nobody knows what: there is no packet until that is corrected."""
    line: int = field(default=0, compare=False)

    @property
    def unmailed(self) -> str:
        """Why nobody of the household is mailed, in words; "" if somebody is."""
        if self.recipients:
            return ""
        if not self.mail or self.stopped:
            return "asked not to be mailed, as the roster says"
        return "held back until the roster's row is corrected" if self.mail_held else "without an address"

    @property
    def recipients(self) -> tuple[str, ...]:
        """The addresses of the household that the player's mail goes to; none while it is held or not wanted.

        A child isn't mailed instead of guardians who don't want to be.
        """
        if self.mail_held or not self.mail:
            return ()
        return tuple(one for one in self.guardians or self.emails if one.casefold() not in self.stopped)


@dataclass(frozen=True, slots=True)
class Roster:
    """The players in the order of their rows. ``path`` is relative to the workspace."""

    players: tuple[Player, ...]
    path: str = ""
    others: tuple[Player, ...] = ()
    """Of rows that are hidden or couldn't be read: they get nothing, and nobody is told of them. They have no ids."""
