"""The players, from ``roster.csv`` or a workbook; ``roster_columns`` says what its columns may be called.

In a cell, several values are parted by semicolons, commas or line breaks. A row with something wrong in it is kept
without that; it is left out only if nobody could tell whose it is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from drillcards.model.drill import Library
from drillcards.model.problem import Problem, Severity, sort_problems
from drillcards.model.roster import Player, Roster
from drillcards.model.settings import Workspace
from drillcards.read.addresses import split_addresses
from drillcards.read.cells import Row, find_header
from drillcards.read.findings import Findings
from drillcards.read.mail_wishes import Wish, combine_wishes, says_no_mail
from drillcards.read.muscles import find_nearest as find_nearest_muscles
from drillcards.read.muscles import parse_mention
from drillcards.read.names import DrillNames, find_slug, list_names
from drillcards.read.player_ids import choose_ids, drop_doubles
from drillcards.read.roster_columns import Columns, count_known, match_columns, warn_of_addresses
from drillcards.read.schema import find_nearest, quote_all, suggest
from drillcards.read.spreadsheet import read_rows
from drillcards.read.text import clean_cell, clean_lines, drop_invisible

FILE_NAME: Final = "roster.csv"
FILE_NAMES: Final = (FILE_NAME, "roster.xlsx")
_SUFFIXES: Final = (".csv", ".tsv", ".txt", ".xlsx")

_MOST_COMMAS: Final = 8
"""Of a drill's title."""

_MARKS: Final = re.compile(r"[;,\r\n]+")
_STRONG_MARKS: Final = re.compile(r"[;\r\n]+")
_BREAKS: Final = re.compile(r"[\r\n]+")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What a name can't hold: it becomes a mail's header."""
_LANG: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_LANGUAGES: Final = {
    **dict.fromkeys(("english", "inglés", "anglais"), "en"),
    **dict.fromkeys(("spanish", "español", "espagnol"), "es"),
    **dict.fromkeys(("french", "francés", "français"), "fr"),
}


def read_roster(
    workspace: Workspace, library: Library, path: Path | None = None, unread: tuple[str, ...] = ()
) -> tuple[Roster | None, tuple[Problem, ...]]:
    """The players in the workspace's ``roster.csv`` or ``.xlsx``, or in ``path``, absolute or below the workspace.

    Without such a file there is neither a roster nor a problem; a ``path`` that isn't there is an error without a
    file. ``unread`` are the slugs of drills' files that couldn't be read: to name these is no fault of the roster.
    """
    names = [path] if path else [Path(name) for name in FILE_NAMES if (workspace.root / name).exists()]
    if not names:
        return None, ()
    file = workspace.root / names[0]
    if not file.exists():
        return None, (_report_missing(names[0], workspace.root),)
    shown = (file.relative_to(workspace.root) if file.is_relative_to(workspace.root) else file).as_posix()
    findings = Findings(shown)
    if names[1:]:
        message = f"There is {names[1]} too; {names[0]} was read."
        findings.warn("two-rosters", None, message, "Delete the one that you don't keep.")
    rows = read_rows(file, workspace.root, findings, count_known)
    players = None if rows is None else _read_players(rows, workspace, list_names(library, unread), findings)
    return None if players is None else Roster(players, shown), sort_problems(findings.problems)


def _report_missing(path: Path, root: Path) -> Problem:
    there = sorted(file.name for file in root.iterdir() if file.suffix.lower() in _SUFFIXES)
    message = f"There is no roster {path.as_posix()}."
    return Problem(Severity.ERROR, "unknown-roster", "", None, message, suggest(path.name, there))


def _read_players(
    rows: tuple[Row, ...], workspace: Workspace, names: DrillNames, findings: Findings
) -> tuple[Player, ...] | None:
    """The players; None if the header isn't one."""
    header = find_header(rows, count_known)
    if header and not header.whole:
        _report_open_quote(header, findings)
    columns = None
    if header and header.whole:
        columns = match_columns(header, rows[rows.index(header) + 1 :], findings)
    if header and not columns:
        return None
    players: list[Player] = []
    if header and columns:
        tags = {tag.casefold(): tag for rule in workspace.settings.packets.rules for tag in rule.player_tags}
        tags |= {tag.casefold(): tag for drill in names.slugs.values() for tag in drill.tags}
        reader = _Reader(columns, names, tags, findings)
        at = rows.index(header)
        _look_above(rows[:at], findings)
        warn_of_addresses(header, columns, rows[at + 1 :], findings)
        players = [player for row in rows[at + 1 :] if (player := reader.read_player(row))]
    if not players and not findings.problems:
        hint = "Write a row for each, below a first row such as: name, email, guardian_emails, position."
        findings.warn("no-players", None, "There are no players in this file.", hint)
    players = list(_stop_addresses(drop_doubles(players, findings), findings))
    return tuple(replace(player, id=id_) for player, id_ in zip(players, choose_ids(players), strict=True))


def _stop_addresses(players: Iterable[Player], findings: Findings) -> Iterator[Player]:
    """The players, without mail to addresses that one of the rows asks not to mail: siblings share them."""
    players = tuple(players)
    asked = {
        address.casefold(): player.line
        for player in players
        if not player.mail
        for address in (*player.emails, *player.guardians)
    }
    for player in players:
        stopped = tuple(dict.fromkeys(one for one in map(str.casefold, player.recipients) if one in asked))
        if stopped:
            message = f"{quote_all(stopped)} isn't mailed for {player.name} either, as row {asked[stopped[0]]} says so."
            hint = "If it is wanted for one of the two, ask the family which, and use another address for it."
            findings.warn("stopped-address", player.line, message, hint)
        yield replace(player, stopped=stopped)


def _look_above(rows: Iterable[Row], findings: Findings) -> None:
    """Warn of what stands above the header, unless it is a title, which has a cell to itself."""
    for row in rows:
        if not row.whole:
            _report_open_quote(row, findings)
        elif sum(map(bool, map(str.strip, row.cells))) > 1:
            hint = "Move it below the row that names the columns, if it is a player's."
            findings.warn("above-header", row.line, "This row stands above the header, and wasn't read.", hint)


def _report_open_quote(row: Row, findings: Findings) -> None:
    findings.fail("open-quote", row.line, "A quotation mark here is never closed.", "Close it, or take it out.")


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes players of rows, and collects what is wrong with them."""

    columns: Columns
    names: DrillNames
    tags: dict[str, str]
    """That drills have or rules ask for, by themselves in lower case."""
    findings: Findings
    found: dict[str, tuple[str, Problem | None]] = field(default_factory=dict)
    """What names were found to mean: looking for the nearest of a thousand drills takes a while."""

    def read_player(self, row: Row) -> Player | None:
        """The player of a row; their ``id`` is still to be chosen. None for a row that can't be anybody's."""
        if not row.whole:
            _report_open_quote(row, self.findings)
            return None
        self._look_for_more(row)
        name = self._read_name(row)
        if not name:
            hint = "Write the player's name, or delete the row."
            self.findings.fail("no-name", row.line, "This row has no name.", hint)
            return None
        emails = self._read_addresses(row, "emails", name)
        guardians = self._read_addresses(row, "guardians", name)
        wish = self._read_wish(row, name)
        if wish is not Wish.NO_MAIL and not self._has_any(row, "emails") and not self._has_any(row, "guardians"):
            message = f"There is no address for {name}: the packet can be printed, but not mailed."
            hint = "Write one below email or, for minors, below guardian_emails."
            self.findings.warn("no-address", row.line, message, hint)
        drills, _ = self._read_drills(row, "drills")
        exclude, packet_held = self._read_drills(row, "exclude", f" Until then there is no packet for {name}.")
        for slug in exclude:
            if slug in drills:
                message = f"{name} is to get {slug}, and not to; it is left out."
                self.findings.warn("contradiction", row.line, message, "Take it out of one of the two columns.")
        return Player(
            id="",
            name=name,
            emails=emails,
            guardians=guardians,
            position=self._read_words(row, "position"),
            level=self._read_words(row, "level"),
            number=self._read_words(row, "number"),
            drills=drills,
            tags=self._read_tags(row),
            muscles=self._read_muscles(row),
            exclude=exclude,
            note=clean_lines(drop_invisible(self._pick(row, "note"))),
            lang=self._read_lang(row),
            extra=self.columns.pick_extra(row),
            mail=wish is not Wish.NO_MAIL,
            packet_held=packet_held,
            mail_held=wish is Wish.UNCLEAR or (self._has_any(row, "guardians") and not guardians),
            line=row.line,
        )

    def _has_any(self, row: Row, key: str) -> bool:
        return any(self._split_cells(row, key))

    def _look_for_more(self, row: Row) -> None:
        if any(cell.strip() for cell in row.cells[self.columns.width :]):
            message = "This row has more cells than there are columns; the last ones were left out."
            hint = "Put a text that has a comma in it in quotes, or give the column a name in the first row."
            self.findings.warn("extra-cells", row.line, message, hint)

    def _read_name(self, row: Row) -> str:
        """The whole name. Where there are columns for its parts, "name" may be one of them: Nom, Prénom."""
        name, first, last = (self._pick(row, key).strip() for key in ("name", "first_name", "last_name"))
        if _CONTROLS.search(f"{first}{name}{last}"):
            message = "In the name there is a line break or a control character, which was taken out."
            self.findings.warn("control-character", row.line, message, "Type the name anew, on one line.")
        name, first, last = (clean_cell(part) for part in (name, first, last))
        known = f" {name} ".casefold()
        others = ("" if f" {part} ".casefold() in known else part for part in (first, last))
        return " ".join(filter(None, (next(others), name, next(others))))

    def _read_addresses(self, row: Row, key: str, name: str) -> tuple[str, ...]:
        found = split_addresses("\n".join(self.columns.pick_cells(row, key)))
        good = tuple(address.address for address in found if not address.fault)
        hint = "Correct it; until then nothing is sent to it."
        if key == "guardians" and not good:
            hint = f"Correct or delete it; until then nothing is sent for {name}, to their own address either."
        for address in found:
            if address.fault:
                message = f"“{address.address}” can't be an address: {address.fault}."
                self.findings.fail("bad-address", row.line, message, hint)
        return good

    def _read_wish(self, row: Row, name: str) -> Wish:
        """Whether the household wants mail. What only seems to say so is UNCLEAR, with an error."""
        told = [(column, self._pick_at(row, column.at)) for column in self.columns.wishes]
        wish = combine_wishes(column.read_wish(cell) for column, cell in told)
        if wish is Wish.UNCLEAR:
            column, cell = next((one, cell) for one, cell in told if one.read_wish(cell) is Wish.UNCLEAR)
            what = f"“{clean_cell(cell)}”" if cell.strip() else "An empty cell"
            hint = "Write yes or no in every row of the column."
            self._hold_mail(row, name, f"{what} below “{column.header}” doesn't say whether to mail {name}.", hint)
        if wish in (Wish.NO_MAIL, Wish.UNCLEAR):
            return wish
        others = [*self.columns.pick_extra(row), ("note", self._pick(row, "note"))]
        doubt = next((text for _, text in others if says_no_mail(text)), None)
        if doubt is None:
            return wish
        hint = "If so, add a column mail with no in this row; if not, say it in other words."
        self._hold_mail(row, name, f"“{clean_cell(doubt)[:60]}” sounds as if {name} isn't to be mailed.", hint)
        return Wish.UNCLEAR

    def _hold_mail(self, row: Row, name: str, message: str, hint: str) -> None:
        self.findings.fail("mail-held", row.line, message, f"{hint} Until then nothing is mailed for {name}.")

    def _pick_at(self, row: Row, at: int) -> str:
        return row.cells[at] if at < len(row.cells) else ""

    def _read_drills(self, row: Row, key: str, consequence: str = "") -> tuple[tuple[str, ...], bool]:
        """The slugs of drills by slug, file or title, and whether any wasn't understood: that has a ``consequence``.

        A title may have commas in it.
        """
        slugs: dict[str, None] = {}
        failed = False
        for cell in self.columns.pick_cells(row, key):
            for piece in _split(cell, _STRONG_MARKS):
                for name in self._cut_names([*_split(piece, _MARKS)]):
                    slug, problem = self.found.get(name) or self.found.setdefault(name, find_slug(self.names, name))
                    if problem:
                        is_error = problem.severity is Severity.ERROR
                        hint = problem.hint + consequence if is_error else problem.hint
                        placed = replace(problem, path=self.findings.path, line=row.line, hint=hint)
                        self.findings.problems.append(placed)
                        failed |= is_error
                    if slug in self.names.slugs:
                        slugs[slug] = None
        return tuple(slugs), failed

    def _cut_names(self, words: list[str]) -> Iterator[str]:
        """Names of drills, of as many of the words between commas as make a title; others are one word each."""
        start = 0
        while start < len(words):
            ends = range(min(len(words), start + _MOST_COMMAS), start + 1, -1)
            known = (end for end in ends if ", ".join(words[start:end]).casefold() in self.names.titles)
            end = next(known, start + 1)
            yield ", ".join(words[start:end])
            start = end

    def _read_tags(self, row: Row) -> tuple[str, ...]:
        tags = tuple(dict.fromkeys(self._split_cells(row, "tags")))
        for tag in tags:
            if self.tags and tag.casefold() not in self.tags:
                near = [self.tags[word] for word in find_nearest(tag.casefold(), self.tags)[:1]]
                hint = f"Did you mean {quote_all(near)}?" if near else "See the drills' tags with: drillcards list"
                message = f"No drill has the tag “{tag}”, and no rule asks for it."
                self.findings.warn("unknown-tag", row.line, message, hint)
        return tags

    def _read_muscles(self, row: Row) -> tuple[str, ...]:
        groups: dict[str, None] = {}
        for name in self._split_cells(row, "muscles"):
            found = [use.group for use in parse_mention(name).uses if use.group]
            groups |= dict.fromkeys(found)
            if not found:
                near = find_nearest_muscles(name)
                hint = f"Did you mean {' or '.join(near)}?" if near else "See the names with: drillcards muscles"
                self.findings.fail("unknown-muscle", row.line, f"“{name}” is no muscle that is known here.", hint)
        return tuple(groups)

    def _read_lang(self, row: Row) -> str:
        written = self._read_words(row, "lang").replace("_", "-")
        lang = _LANGUAGES.get(written.casefold(), written)
        if lang and not _LANG.fullmatch(lang):
            message = f"“{lang}” is no language's tag; the packet will be in the team's language."
            self.findings.warn("bad-lang", row.line, message, "Write it as en, es, fr or pt-BR.")
            return ""
        return lang

    def _read_words(self, row: Row, key: str) -> str:
        """A cell on one line; its own lines are parted by commas."""
        return ", ".join(filter(None, map(clean_cell, _BREAKS.split(self._pick(row, key)))))

    def _split_cells(self, row: Row, key: str) -> Iterator[str]:
        return (word for cell in self.columns.pick_cells(row, key) for word in _split(cell, _MARKS))

    def _pick(self, row: Row, key: str) -> str:
        return next(iter(self.columns.pick_cells(row, key)), "")


def _split(cell: str, marks: re.Pattern[str]) -> Iterator[str]:
    return filter(None, map(clean_cell, marks.split(cell)))
