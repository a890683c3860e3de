"""Rows of a roster that are nobody: what heads a group of players, and what counts them."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from drillcards.read.roster_words import list_words
from drillcards.read.slug import fold_accents

_LONGEST: Final = 80
_TOTALS: Final = re.compile(
    r"(?:grand |sub)?(?:totals?|totales|sum|count|headcount|average|suma|cantidad|somme|effectif|moyenne"
    r"|summe|anzahl|gesamt|somma|totale|totaal|soma)\b.*"
)
_COUNTS: Final = re.compile(r"\d+\W*(?:\w+\W*){0,3}")
_GROUPS: Final = re.compile(
    r".*\b(?:u-?\d{1,2}|\d{1,2}-?u|sub-?\d{1,2}|under \d{1,2}|teams?|squads?|groups?|divisions?|grades?|class|varsity"
    r"|jv|staff|coaches|roster|bench|reserves|starters|substitutes|players|boys|girls|injured|inactive|wait list"
    r"|waiting list|alumni|parents|volunteers|equipos?|grupos?|categorias?|entrenadores|jugadores|jugadoras|lesionados"
    r"|titulares|suplentes|equipes?|groupes?|entraineurs|joueurs|joueuses|blesses|remplacants|garcons|filles"
    r"|mannschaft|gruppe|trainer|spieler|spielerinnen|ersatzbank|auswechselspieler|verletzte?|ehemalige|warteliste"
    r"|mittelfeld|abwehr|angriff|sturm|jungen|madchen|squadra|gruppo|infortunati|riserve|portieri|equipa|goleiros)\b.*"
)
_PLURALS: Final = list_words("headings", "groups")
_SINGULARS: Final = list_words("headings", "positions")


def names_position(text: str) -> bool:
    """Whether a text is what players do, and no name."""
    folded = _fold(text)
    return any(word in _SINGULARS or word in _PLURALS for word in (folded, f"{folded}s"))


def is_heading(name: str, others: Sequence[str], positions: Iterable[str], *, capitals: bool) -> bool:
    """Whether a row is asked about, as it may head others: by its name, the row's other cells that aren't blank, and
    what the roster has for positions. ``capitals``: all players are written in capitals there.
    """
    folded = _fold(name)
    if len(name) > _LONGEST:
        return False
    if folded in _PLURALS or (_TOTALS.fullmatch(folded) and (len(folded.split()) == 1 or not _has_text(others))):
        return True
    if _has_text(others):
        return False
    known = {_fold(position) for position in positions}
    if _COUNTS.fullmatch(folded) or name.rstrip().endswith(":") or _GROUPS.fullmatch(folded):
        return True
    if names_position(name) or {folded, folded.removesuffix("s"), folded.removesuffix("es")} & known:
        return True
    return name.isupper() and not capitals and not others


def _has_text(cells: Iterable[str]) -> bool:
    """Whether there is more than numbers, which may count players."""
    return any(re.search(r"[^\W\d_]", cell) for cell in cells)


def _fold(text: str) -> str:
    return " ".join(fold_accents(text).casefold().strip(" :.-–—=*#").split())
