"""What a header of a roster means: the names of columns that coaches, and the exports of leagues, have for them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Final, NamedTuple

from drillcards.read.cells import Row, find_header
from drillcards.read.roster_words import list_words
from drillcards.read.slug import fold_accents
from drillcards.read.text import clean_cell

# By what it is inside the program; the first name is the one that hints offer. Capitals, accents, spaces, underscores
# and dots don't matter. "Shirt" is none, as it may be a size, nor are "notes", which are a coach's own as often as
# words for the player.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": (
        *("name", "player", "player name", "full name", "athlete", "nombre", "nombre completo", "jugador", "jugadora"),
        *("nom", "nom complet", "joueur", "joueuse"),
    ),
    "first_name": ("first name", "first", "given name", "player first name", "nombre de pila", "prénom"),
    "last_name": (
        *("last name", "last", "surname", "family name", "player last name", "apellido", "apellidos"),
        *("nom de famille",),
    ),
    "emails": (
        *("email", "emails", "mail", "email address", "player email", "player emails", "own email"),
        *("correo", "correo electrónico", "email del jugador", "correo del jugador"),
        *("courriel", "adresse e-mail", "adresse mail", "courriel du joueur"),
    ),
    "guardians": (
        *("guardian emails", "guardian email", "guardians emails", "guardian email address"),
        *("parent email", "parent emails", "parents email", "parents emails", "parent email address"),
        *("mother email", "mothers email", "father email", "fathers email", "mom email", "dad email", "family email"),
        *("correo del tutor", "correos de los tutores", "correo de los padres", "correos de los padres"),
        *("correo de la madre", "correo del padre", "email de los padres", "email del tutor"),
        *("courriel des parents", "courriels des parents", "email des parents", "courriel du tuteur"),
        *("courriel de la mère", "courriel du père"),
    ),
    "guardian_names": (
        *("guardian", "guardians", "guardian names", "parent", "parents", "parent names", "mother", "father"),
        *("tutor", "tutores", "padres", "madre", "padre", "tuteur", "mère", "père"),
    ),
    "phones": ("phone", "phones", "mobile", "cell", "teléfono", "móvil", "téléphone", "portable"),
    "position": ("position", "positions", "pos", "posición", "posiciones", "poste", "postes"),
    "level": ("level", "skill level", "nivel", "niveau"),
    "number": (
        *("number", "no", "#", "jersey", "jersey number", "shirt number", "uniform number"),
        *("número", "dorsal", "numéro", "maillot"),
    ),
    "drills": ("drills", "drill", "ejercicios", "ejercicio", "exercices", "exercice"),
    "tags": ("tags", "tag", "etiquetas", "etiqueta", "étiquettes", "étiquette"),
    "muscles": (
        *("muscles", "muscle", "muscle groups", "muscle group"),
        *("músculos", "músculo", "grupos musculares", "grupo muscular", "groupes musculaires", "groupe musculaire"),
    ),
    "exclude": ("exclude", "excluded", "excludes", "except", "excluir", "excluidos", "exclure", "exclus", "sauf"),
    "note": ("note", "note to player", "message", "nota", "nota al jugador", "mensaje", "note au joueur"),
    "lang": ("lang", "language", "idioma", "langue"),
    "one_message": (
        *("one message", "one email", "share message", "shared message", "share mail"),
        *("un solo mensaje", "un solo correo", "mensaje compartido", "comparten correo", "comparten mensaje"),
        *("un seul message", "un seul courriel", "message commun", "message partagé"),
    ),
}
JOINED: Final = frozenset({"emails", "guardians", "guardian_names", "phones", "drills", "tags", "muscles", "exclude"})
"""Lists, which may be spread over several columns: "Parent email 1", "Parent email 2"."""
NAMES: Final = frozenset({"name", "first_name", "last_name"})
PRIVATE: Final = frozenset({"guardian_names", "phones"})
"""Read so that nobody else is told of them; for templates of mail they are columns of the coach's own."""
_PERSONAL: Final = frozenset({*NAMES, *PRIVATE, "emails", "guardians"})

_DIGITS: Final = re.compile(r"\d+")
"""Which of several columns a header is, wherever it says so: "Parent 1 Email"."""
_SEPARATORS: Final = re.compile(r"[^\w#]|_")
_WORD: Final = re.compile(r"[a-z]+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_POSSESSIVE: Final = re.compile(r"['’]s?\b")
_EMAIL: Final = re.compile(r"\be[\s_-]?mails?\b|\bcorreos?\s+electronicos?\b")

_MAIL: Final = list_words("headers", "mail")
_PHONE: Final = list_words("headers", "phone")
_FIRST: Final = list_words("headers", "first")
_LAST: Final = list_words("headers", "last")
_NAME: Final = list_words("headers", "name")
_NUMBER: Final = list_words("headers", "number")
_GUARDIANS: Final = list_words("headers", "guardians")
_PLAYERS: Final = list_words("headers", "players")
_OUTSIDERS: Final = list_words("headers", "outsiders")
_EMERGENCY: Final = list_words("headers", "emergency")
_FILLERS: Final = list_words("headers", "fillers")


def _fold(header: str) -> str:
    return _SEPARATORS.sub("", fold_accents(header).casefold())


FIELDS: Final = {_fold(name): key for key, names in COLUMNS.items() for name in names}


class Person(Enum):
    """Whom a header speaks of."""

    PLAYER = "player"
    GUARDIAN = "guardian"
    OUTSIDER = "outsider"


def fold_header(header: str) -> str:
    """A header without what makes no difference: capitals, accents, spaces, marks."""
    return _fold(header)


def find_field(header: str) -> str | None:
    """What the column under this header holds, as a key of ``COLUMNS``; None: nobody here knows."""
    folded = _fold(header)
    key = FIELDS.get(folded) or FIELDS.get(_DIGITS.sub("", folded))
    if key and (key in JOINED or folded in FIELDS):
        return key
    words = _cut_words(header)
    key = _find_personal_field({*words} - _FILLERS, alone=len(words) == 1)
    return None if key in NAMES and _DIGITS.search(header) else key


def _find_personal_field(words: set[str], *, alone: bool) -> str | None:
    """The field that words name together, such as "contact" and "email"; None if any of them is unknown."""
    kinds = words - _GUARDIANS - _PLAYERS
    guardian = bool(words & _GUARDIANS - _PLAYERS)
    if words & _LAST and words & _NAME:  # "nom de famille"
        guardian = bool(words & _GUARDIANS - _LAST)
        kinds |= words & _LAST
    if not words or kinds - _MAIL - _PHONE - _NAME - _FIRST - _LAST - _NUMBER:
        return None
    if kinds & _MAIL:
        return None if kinds & _NAME else "guardians" if guardian else "emails"
    if kinds & _PHONE or (guardian and kinds & _NUMBER):
        return "phones"
    if kinds & _NUMBER:
        return "number" if words & _PLAYERS else None
    return "guardian_names" if guardian else _find_name_field(kinds, alone=alone)


def _find_name_field(kinds: set[str], *, alone: bool) -> str | None:
    """Of a player's name; "Player" is one, and "Player details" isn't."""
    parts = [key for key, words in (("first_name", _FIRST), ("last_name", _LAST)) if kinds & words]
    return parts[0] if len(parts) == 1 else "name" if kinds or alone else None


def find_person(header: str) -> Person | None:
    """Whom a header is about that says nothing else, such as the "Parent 1" above a name and an address."""
    words = {*_cut_words(header)} - _FILLERS
    if not words or words - _GUARDIANS - _PLAYERS - _OUTSIDERS - _EMERGENCY:
        return None
    if words & (_OUTSIDERS | _EMERGENCY):
        return Person.OUTSIDER
    return Person.GUARDIAN if words & _GUARDIANS else Person.PLAYER


def names_outsider(header: str) -> bool:
    """Whether the column is about somebody of no household, such as the coach."""
    return bool({*_cut_words(header)} & _OUTSIDERS)


def names_emergency(header: str) -> bool:
    """Whether it is about whom to call in an emergency."""
    return bool({*_cut_words(header)} & _EMERGENCY)


def _cut_words(header: str) -> list[str]:
    plain = fold_accents(_CAMEL.sub(" ", header)).casefold()
    return _WORD.findall(_POSSESSIVE.sub(" ", _EMAIL.sub(" email ", plain)))


def count_known(header: Row) -> int:
    """How many of a row's cells are headers that are known; the player's name counts most."""
    found = [find_field(clean_cell(cell)) for cell in header.cells]
    return sum(key is not None for key in found) + len(COLUMNS) * bool(NAMES & {*found})


class HeaderPlace(NamedTuple):
    """The row that names the columns, and where it is among the rows: from ``first`` to before ``end``."""

    row: Row
    first: int
    end: int


def find_roster_header(rows: Sequence[Row]) -> HeaderPlace | None:
    """The row that names the columns; None: there are no rows.

    Where it stands in two rows, as merged cells do ("Parent 1" above "Name" and "Email"), they are joined.
    """
    header = find_header(rows, count_known)
    if header is None:
        return None
    at = rows.index(header)
    if at and _is_group_row(rows[at - 1]):
        return HeaderPlace(_join_rows(rows[at - 1], header), at - 1, at + 1)
    if at + 1 < len(rows) and _is_group_row(header) and _is_sub_header(rows[at + 1]):
        return HeaderPlace(_join_rows(header, rows[at + 1]), at, at + 2)
    return HeaderPlace(header, at, at + 1)


def _is_group_row(row: Row) -> bool:
    return row.whole and any(map(find_person, row.cells)) and not any("@" in cell for cell in row.cells)


def _is_sub_header(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    return row.whole and bool(filled) and all(find_field(clean_cell(cell)) for cell in filled)


def _join_rows(top: Row, bottom: Row) -> Row:
    width = max(len(top.cells), len(bottom.cells))
    uppers, lowers = ([*map(clean_cell, row.cells), *[""] * (width - len(row.cells))] for row in (top, bottom))
    return Row(bottom.line, tuple(_join_cells(uppers, lowers)))


def _join_cells(uppers: Iterable[str], lowers: Iterable[str]) -> Iterable[str]:
    """What stands above a merged cell is written in the first of its columns only."""
    group = ""
    for upper, lower in zip(uppers, lowers, strict=True):
        group = upper if upper and lower else "" if upper else group
        yield _join_headers(group, lower) if lower else upper


def _join_headers(group: str, header: str) -> str:
    key, person = find_field(header), find_person(group)
    if key not in _PERSONAL and key:
        return header
    if person and (person is not Person.PLAYER or key is None or find_field(f"{group} {header}")):
        return f"{group} {header}"
    if find_person(header) and find_field(group) in _PERSONAL:
        return f"{header} {group}"
    return header if key or find_field(group) is None else group
