"""The columns of a roster: which of a header's have what, and which hold addresses that nobody here understands."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from drillcards.read.cells import Row
from drillcards.read.findings import Findings
from drillcards.read.mail_wishes import WishColumn, find_wish_column
from drillcards.read.roster_headers import (
    COLUMNS,
    FIELDS,
    JOINED,
    NAMES,
    PRIVATE,
    find_field,
    fold_header,
    names_emergency,
    names_outsider,
)
from drillcards.read.schema import find_misspelt, find_nearest, quote_all
from drillcards.read.text import clean_cell

_ADDRESSED: Final = frozenset({"emails", "guardians"})
_OWN: Final = frozenset({"notes", "notas"})
"""A coach's own columns that are no slips for others."""
_ADDRESS: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
"""In any text: enough to tell that somebody may want mail."""


def list_address_texts(text: str) -> list[str]:
    """What looks like addresses for mail in a text, alone or among words, in small letters."""
    return [found.casefold() for found in _ADDRESS.findall(text)] if "@" in text else []


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a row has what: the columns of each field in order, and the others by their headers."""

    fields: Mapping[str, tuple[int, ...]]
    extra: tuple[tuple[int, str], ...]
    width: int
    """Up to the last column that has a header."""
    wishes: tuple[WishColumn, ...] = ()
    """Those that say whether to mail."""
    doubts: tuple[int, ...] = ()
    """Those with addresses, and nobody knows whose."""
    outsiders: tuple[int, ...] = ()
    """Those with addresses of people of no household."""
    emergencies: tuple[int, ...] = ()
    """Those with addresses that may be a parent's, of whom nobody says so."""
    mixed: frozenset[int] = frozenset()
    """Those of guardians with names in some cells and addresses in others."""
    ambiguous: bool = False
    """Whose names and addresses they are can't be told."""

    def pick_cells(self, row: Row, key: str) -> tuple[str, ...]:
        """What a row has for a field."""
        places = [at for at in self.fields.get(key, ()) if at < len(row.cells)]
        if key == "guardians":
            places = [at for at in places if at not in self.mixed or list_address_texts(row.cells[at])]
        return tuple(row.cells[at] for at in places)

    def pick_unaddressed(self, row: Row) -> tuple[str, ...]:
        """What it has where others have guardians' addresses, and no address is in it."""
        cells = (row.cells[at] for at in sorted(self.mixed) if at < len(row.cells))
        return tuple(cell for cell in cells if not list_address_texts(cell))

    def pick_extra(self, row: Row) -> tuple[tuple[str, str], ...]:
        """What it has in the columns that nobody here knows: (header, value)."""
        return tuple((header, clean_cell(row.cells[at]) if at < len(row.cells) else "") for at, header in self.extra)

    def pick_doubtful(self, row: Row) -> Iterator[int]:
        """The columns in which it has an address that may be a parent's, and nobody knows."""
        known = {text for key in _ADDRESSED for cell in self.pick_cells(row, key) for text in list_address_texts(cell)}
        skipped = {at for key in (*_ADDRESSED, "note", "guardian_names") for at in self.fields.get(key, ())}
        skipped |= {*self.outsiders, *(column.at for column in self.wishes)}
        if any(map(list_address_texts, self.pick_cells(row, "guardians"))):
            skipped |= {*self.emergencies}
        for at, cell in enumerate(row.cells):
            if at not in skipped and {*list_address_texts(cell)} - known:
                yield at


def match_columns(header: Row, rows: Sequence[Row], findings: Findings) -> Columns | None:
    """The columns of a header above these rows; None, with an error, if there is none for the players' names."""
    fields: dict[str, tuple[int, ...]] = {}
    extra: list[tuple[int, str]] = []
    wishes: list[WishColumn] = []
    doubts: list[int] = []
    seen: dict[str, int] = {}
    mixed: frozenset[int] = frozenset()
    headers = [clean_cell(cell) for cell in header.cells]
    for at, text in enumerate(headers):
        cells = [row.cells[at] for row in rows if at < len(row.cells)]
        key = find_field(text)
        if key == "guardian_names" and any(map(list_address_texts, cells)):
            mixed |= {at}
            fields["guardian_names"] = (*fields.get("guardian_names", ()), at)
            key = "guardians"
        is_addressed = key in _ADDRESSED
        wish = find_wish_column(at, text, cells, holds_addresses=is_addressed) if is_addressed or not key else None
        if wish:
            wishes.append(wish)
        elif is_addressed and seen.setdefault(fold_header(text), at) != at:
            doubts.append(at)
            extra.append((at, text))
        elif key and (key not in fields or key in JOINED):
            fields[key] = (*fields.get(key, ()), at)
            extra += [(at, text)] if key in PRIVATE else []
        elif text:
            extra.append((at, text))
            if key and key not in NAMES:
                message = f"“{text}” is the second column for the same; the first one counts."
                findings.warn("repeated-column", header.line, message, "Delete one of them, or give it another name.")
    if not NAMES & {*fields}:
        _report_nameless(header.line, headers, findings)
        return None
    own = [(at, text) for at, text in extra if not find_field(text)]
    for _, text in own:
        _warn_of_slip(header.line, text, fields, findings)
    outsiders = tuple(at for at, text in own if names_outsider(text))
    emergencies = tuple(at for at, text in own if names_emergency(text))
    ambiguous = _report_second_names(header.line, headers, fields, findings)
    width = max((at + 1 for at, text in enumerate(headers) if text), default=0)
    return Columns(fields, tuple(extra), width, tuple(wishes), tuple(doubts), outsiders, emergencies, mixed, ambiguous)


def report_doubts(header: Row, columns: Columns, rows: Iterable[Row], findings: Findings) -> None:
    """An error for each column with addresses that aren't understood, and how many players' mail that holds."""
    counts: dict[int, int] = {}
    for row in rows:
        for at in columns.pick_doubtful(row):
            counts[at] = counts.get(at, 0) + 1
    for at, count in sorted(counts.items()):
        text = clean_cell(header.cells[at]) if at < len(header.cells) else ""
        if at in columns.doubts:
            message = f"There are two columns “{text}”: whose addresses the second has isn't known."
        elif text and find_field(text):
            message = f"The column “{text}” has addresses in it, where none is looked for."
        else:
            message = f"The column {f'“{text}”' if text else at + 1} has addresses in it, but whose isn't known."
        held = "1 player" if count == 1 else f"{count} players"
        hint = (
            f"Until then nothing is mailed for {held}. Call it guardian_emails if they are parents', email if they are "
            "the players' own, and delete it, or write coach before its name, if nobody of theirs is meant."
        )
        findings.fail("address-column", header.line, message, hint)


def _report_second_names(line: int, headers: Sequence[str], fields: Mapping[str, object], findings: Findings) -> bool:
    """Whether there is a second column for the players' names: one of the two may be a parent's."""
    for key in NAMES & {*fields}:
        same = [text for text in headers if find_field(text) == key]
        if len(same) > 1:
            message = f"There are several columns for a player's name, {quote_all(same)}: one may be a parent's."
            hint = "Call the parent's guardian_name, or delete it. Until then nothing is mailed to anybody."
            findings.fail("repeated-column", line, message, hint)
            return True
    return False


def _report_nameless(line: int, headers: Sequence[str], findings: Findings) -> None:
    near = find_nearest("name", [header.lower() for header in headers if header])
    asked = f"Did you mean it by {quote_all(near[:1])}? " if near else ""
    hint = f"{asked}The first row names the columns, such as: name, email, guardian_emails, position."
    there = ", ".join(f"“{header}”" for header in headers if header)
    findings.fail("missing-column", line, f"There is no column “name”, only {there}.", hint)


def _warn_of_slip(line: int, header: str, fields: Mapping[str, object], findings: Findings) -> None:
    """Columns of one's own are welcome, but a misspelt one would be missed."""
    folded = fold_header(header)
    meant = find_misspelt(folded, [name for name, key in FIELDS.items() if key not in fields])
    if meant and folded not in _OWN:
        message = f"No column is called “{header}”; it was kept as one of your own."
        findings.warn("unknown-column", line, message, f"Did you mean “{COLUMNS[FIELDS[meant]][0]}”?")
