"""What players are called in file names: their names and, where these don't tell them apart, what does."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final

from drillcards.model.roster import Player
from drillcards.read.findings import Findings
from drillcards.read.slug import make_slug

_LONGEST: Final = 40
"""In characters: of three or four bytes each, as some scripts need, that leaves room in a file name's 255."""

# Windows keeps these names for devices, whatever suffix follows them.
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in "123456789")}
)


def choose_ids(players: Sequence[Player]) -> tuple[str, ...]:
    """An id for each player, by name, shirt number, addresses, position and level alone.

    All that is said may be on a file: of columns that the program doesn't know, such as birthdays, nothing is in it,
    not even in the hash. The same players have the same ids in any order; ids differ as the players do.
    """
    ladders = [_list_candidates(player) for player in players]
    steps = [0] * len(players)
    while True:
        ids = [ladder[step] for ladder, step in zip(ladders, steps, strict=True)]
        counts = Counter(ids)
        raised = [
            min(step + (counts[chosen] > 1), len(ladder) - 1)
            for chosen, step, ladder in zip(ids, steps, ladders, strict=True)
        ]
        if raised == steps:
            return tuple(ids)
        steps = raised


def drop_doubles(players: Iterable[Player], findings: Findings) -> Iterator[Player]:
    """The players without those that nothing tells from one before; a warning for those that little does."""
    first: dict[str, int] = {}
    households: dict[str, int] = {}
    for player in players:
        name, _, addresses, *_ = told = tell_apart(player)
        line = first.setdefault(repr(told), player.line)
        if line != player.line:
            message = f"This is the same player as in row {line}, {player.name}, or nothing tells them apart."
            hint = "Delete one of the rows, or give each a number."
            findings.fail("same-player", player.line, message, hint)
            continue
        other = households.setdefault(repr((name, addresses)), player.line)
        if addresses and other != player.line:
            message = (
                f"This may be the same player as in row {other}, {player.name}: the family gets a packet for each."
            )
            hint = "If it is, make one row of the two: a cell may have several positions."
            findings.warn("perhaps-same-player", player.line, message, hint)
        yield player


def tell_apart(player: Player) -> tuple[object, ...]:
    """What makes a player another one than their namesake."""
    addresses = sorted({address.casefold() for address in (*player.emails, *player.guardians)})
    return (player.name.casefold(), player.number.casefold(), addresses, player.position, player.level)


def _list_candidates(player: Player) -> tuple[str, ...]:
    """Ids to try in turn, each less likely to be another player's too."""
    name, number, addresses, *_ = tell_apart(player)
    slug = make_slug(player.name)[:_LONGEST].strip("-")
    base = f"player-{slug}".strip("-") if not slug or slug in _RESERVED else slug
    shirt = make_slug(player.number)[:_LONGEST].strip("-")
    whole = _hash(tell_apart(player))
    return (
        base,
        f"{base}-{shirt}" if shirt else base,
        f"{base}-{_hash((name, number, addresses))[:6]}",
        f"{base}-{whole[:8]}",
        f"{base}-{whole}",
    )


def _hash(value: object) -> str:
    return sha256(repr(value).encode()).hexdigest()[:32]
