"""The columns of a roster: what coaches, and the exports of leagues, call them, and which of a header's they are."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from drillcards.read.addresses import split_addresses
from drillcards.read.cells import Row
from drillcards.read.findings import Findings
from drillcards.read.mail_wishes import WishColumn, find_wish_column
from drillcards.read.schema import find_misspelt, find_nearest, quote_all
from drillcards.read.slug import fold_accents
from drillcards.read.text import clean_cell

# By what it is inside the program; the first name is the one that hints offer. Capitals, accents, spaces, underscores
# and dots don't matter. "Parents" alone is none: such columns hold names as often as addresses; nor are "shirt", which
# may be a size, and "notes", which are a coach's own as often as words for the player.
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
}
_JOINED: Final = frozenset({"emails", "guardians", "drills", "tags", "muscles", "exclude"})
"""Lists, which may be spread over several columns: "Parent email 1", "Parent email 2"."""
_ADDRESSED: Final = frozenset({"emails", "guardians"})
_PRIVATE: Final = frozenset({"notes", "notas"})

_DIGITS: Final = re.compile(r"\d+")
"""Which of several columns a header is, wherever it says so: "Parent 1 Email"."""
_SEPARATORS: Final = re.compile(r"[^\w#]|_")


def _fold(header: str) -> str:
    return _SEPARATORS.sub("", fold_accents(header).casefold())


_FIELDS: Final = {_fold(name): key for key, names in COLUMNS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a row has what: the columns of each field in order, and the others by their headers."""

    fields: Mapping[str, tuple[int, ...]]
    extra: tuple[tuple[int, str], ...]
    width: int
    """Up to the last column that has a header."""
    wishes: tuple[WishColumn, ...] = ()
    """Those that say whether to mail."""

    def pick_cells(self, row: Row, key: str) -> tuple[str, ...]:
        """What a row has for a field."""
        return tuple(row.cells[at] for at in self.fields.get(key, ()) if at < len(row.cells))

    def pick_extra(self, row: Row) -> tuple[tuple[str, str], ...]:
        """What it has in the columns that nobody here knows: (header, value)."""
        return tuple((header, clean_cell(row.cells[at]) if at < len(row.cells) else "") for at, header in self.extra)


def count_known(header: Row) -> int:
    """How many of a row's cells are headers that are known; the player's name counts most."""
    found = [_find_field(cell) for cell in header.cells]
    return sum(key is not None for key in found) + len(COLUMNS) * bool({"name", "first_name", "last_name"} & {*found})


def match_columns(header: Row, rows: Sequence[Row], findings: Findings) -> Columns | None:
    """The columns of a header above these rows; None, with an error, if there is none for the players' names."""
    fields: dict[str, tuple[int, ...]] = {}
    extra: list[tuple[int, str]] = []
    wishes: list[WishColumn] = []
    headers = [clean_cell(cell) for cell in header.cells]
    for at, text in enumerate(headers):
        key = _find_field(text)
        cells = [row.cells[at] for row in rows if at < len(row.cells)]
        wish = (
            find_wish_column(at, text, cells, holds_addresses=key in _ADDRESSED)
            if not key or key in _ADDRESSED
            else None
        )
        if wish:
            wishes.append(wish)
        elif key and (key not in fields or key in _JOINED):
            fields[key] = (*fields.get(key, ()), at)
        elif text:
            extra.append((at, text))
            if key:
                message = f"“{text}” is the second column for the same; the first one counts."
                findings.warn("repeated-column", header.line, message, "Delete one of them, or give it another name.")
    if not {"name", "first_name", "last_name"} & {*fields}:
        _report_nameless(header.line, [text for _, text in extra], findings)
        return None
    for _, text in extra:
        _warn_of_slip(header.line, text, fields, findings)
    width = max((at + 1 for at, text in enumerate(headers) if text), default=0)
    return Columns(fields, tuple(extra), width, tuple(wishes))


def warn_of_addresses(header: Row, columns: Columns, rows: Iterable[Row], findings: Findings) -> None:
    """Warn of columns of one's own that hold addresses: mail would go to others, such as the player."""
    rows = tuple(rows)
    for at, text in columns.extra:
        cells = (row.cells[at] for row in rows if at < len(row.cells) and "@" in row.cells[at])
        if any(not address.fault for cell in cells for address in split_addresses(cell)):
            message = f"The column “{text}” has addresses in it, but nothing is mailed to them."
            hint = "Call it guardian_emails if they are parents', and email if they are the players' own."
            findings.warn("address-column", header.line, message, hint)


def _find_field(header: str) -> str | None:
    folded = _fold(header)
    key = _FIELDS.get(folded) or _FIELDS.get(_DIGITS.sub("", folded))
    return key if key in _JOINED or folded in _FIELDS else None


def _report_nameless(line: int, headers: list[str], findings: Findings) -> None:
    near = find_nearest("name", [header.lower() for header in headers])
    asked = f"Did you mean it by {quote_all(near[:1])}? " if near else ""
    hint = f"{asked}The first row names the columns, such as: name, email, guardian_emails, position."
    findings.fail("missing-column", line, "There is no column “name”.", hint)


def _warn_of_slip(line: int, header: str, fields: Mapping[str, object], findings: Findings) -> None:
    """Columns of one's own are welcome, but a misspelt one would be missed."""
    folded = _fold(header)
    meant = find_misspelt(folded, [name for name, key in _FIELDS.items() if key not in fields])
    if meant and folded not in _PRIVATE:
        message = f"No column is called “{header}”; it was kept as one of your own."
        findings.warn("unknown-column", line, message, f"Did you mean “{COLUMNS[_FIELDS[meant]][0]}”?")
