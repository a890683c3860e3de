"""Players by what somebody types for them."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from drillcards.model.roster import Player
from drillcards.read.schema import quote_all

_MOST: Final = 5


def find_players(players: Sequence[Player], name: str) -> tuple[Player, ...]:
    """Who is meant by an id or a name, whatever its capitals and accents, or else by a part of the name.

    Several, if they share the whole name; or if a part, such as a first name, fits all of them: then it isn't clear.
    """
    wanted = _fold(name)
    whole = tuple(player for player in players if wanted and wanted in {_fold(player.id), _fold(player.name)})
    words = wanted.split()
    return whole or tuple(player for player in players if words and {*words} <= {*_fold(player.name).split()})


def is_clear(found: Sequence[Player]) -> bool:
    """Whether all of them have one name, so that who typed it meant them."""
    return len({_fold(player.name) for player in found}) == 1


def explain_miss(players: Sequence[Player], name: str, nobody: str) -> tuple[str, str]:
    """A sentence and a hint on a name that isn't clear or, where none fits, on ``nobody``."""
    if found := find_players(players, name):
        return f"“{name}” may be {quote_all(player.name for player in found)}.", "Write the whole name."
    nearest = list_nearest(players, name)
    return nobody, f"The nearest: {quote_all(nearest)}." if nearest else "There is none."


def list_nearest(players: Sequence[Player], name: str) -> tuple[str, ...]:
    """The five names that are most like what was typed, or have a word that is."""
    wanted = _fold(name)

    def measure(player: Player) -> float:
        known = _fold(player.name)
        return max(SequenceMatcher(None, wanted, other).ratio() for other in (known, *known.split()))

    ranked = sorted(players, key=lambda player: (-measure(player), player.name))
    return tuple(dict.fromkeys(player.name for player in ranked))[:_MOST]


def _fold(text: str) -> str:
    """Without accents, capitals and signs."""
    plain = (char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", "".join(plain).casefold()))
