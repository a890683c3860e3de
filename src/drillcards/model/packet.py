"""What a player gets, why, and what it became."""

from dataclasses import dataclass
from pathlib import Path

from drillcards.model.roster import Player


@dataclass(frozen=True, slots=True)
class Choice:
    """A drill in a player's packet by its slug, and the reasons in a coach's words, such as "position: pitcher"."""

    slug: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """A player's drills in the order of the packet. ``left_out`` were chosen too, but excluded or beyond the limit.

    The latter stand last there, and ``beyond`` is how many they are.
    """

    player: Player
    choices: tuple[Choice, ...]
    left_out: tuple[Choice, ...] = ()
    beyond: int = 0


@dataclass(frozen=True, slots=True)
class Packet:
    """A player's packet on disk: its file or, where it is too large for one mail, its parts in order.

    ``titles`` are those of its drills. ``digest`` is a hash of all that the files hold, so that a packet that changed
    is another one; ``file_digests`` has the SHA-256 of each of them.
    """

    player: Player
    files: tuple[Path, ...]
    titles: tuple[str, ...]
    digest: str
    file_digests: tuple[str, ...]
