"""The players, from ``roster.csv`` or a workbook; ``roster_columns`` says what its columns may be called.

A row that nobody sees in the workbook gets nothing; who is in it is still nobody's business.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from drillcards.model.drill import Library
from drillcards.model.fault import Blamed, attempt
from drillcards.model.problem import Problem, Severity, sort_problems
from drillcards.model.roster import Player, Roster
from drillcards.model.settings import Workspace
from drillcards.read.cells import Row, Table
from drillcards.read.disk import is_there
from drillcards.read.findings import Findings
from drillcards.read.names import DrillNames, list_names
from drillcards.read.player_ids import choose_ids, drop_doubles
from drillcards.read.roster_columns import Columns, match_columns, report_doubts
from drillcards.read.roster_headers import COLUMNS, count_known, find_roster_header, fold_header
from drillcards.read.roster_rows import RowReader, report_open_quote
from drillcards.read.schema import quote_all, suggest
from drillcards.read.spreadsheet import read_sheet
from drillcards.read.text import clean_cell

FILE_NAME: Final = "roster.csv"
FILE_NAMES: Final = (FILE_NAME, "roster.xlsx")
_SUFFIXES: Final = (".csv", ".tsv", ".txt", ".xlsx")

_ADDRESS: Final = re.compile(r"[^\s<>(),;:\"'/|]+@[^\s<>(),;:\"'/|]+")
_MOST_NAMED: Final = 5
"""Players that a problem lists."""


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
    if not is_there(file):
        return None, (_report_missing(names[0], workspace.root),)
    shown = (file.relative_to(workspace.root) if file.is_relative_to(workspace.root) else file).as_posix()
    findings = Findings(shown)
    if names[1:]:
        message = f"There is {names[1]} too; {names[0]} was read."
        findings.warn("two-rosters", None, message, "Delete the one that you don't keep.")
    table = read_sheet(file, workspace.root, findings, count_known)
    roster = None if table is None else _read_players(table, workspace, list_names(library, unread), findings)
    return roster and replace(roster, path=shown), sort_problems(findings.problems)


def _report_missing(path: Path, root: Path) -> Problem:
    there = sorted(file.name for file in root.iterdir() if file.suffix.lower() in _SUFFIXES)
    message = f"There is no roster {path.as_posix()}."
    return Problem(Severity.ERROR, "unknown-roster", "", None, message, suggest(path.name, there))


def _read_players(table: Table, workspace: Workspace, names: DrillNames, findings: Findings) -> Roster | None:
    """The players, in a roster that has no path yet; None if the header isn't one."""
    place = find_roster_header(table.rows)
    if place and not place.row.whole:
        report_open_quote(place.row, findings)
    players: list[Player] = []
    hidden: list[Player] = []
    lost: list[Player] = []
    if place:
        header = place.row
        body = _cut_tables(table.rows[place.end :], (header, *table.rows[place.first : place.end]), findings)
        columns = match_columns(header, body, findings) if header.whole else None
        if not columns:
            return None
        reader = _prepare_reader(table, columns, body, workspace, names, findings)
        shown = [row for row in body if not row.hidden]
        _look_above(table.rows[: place.first], findings)
        _report_hidden_columns(table, header, findings)
        _report_unsaved(shown, findings)
        report_doubts(header, columns, shown, findings)
        players = [player for row in shown if (player := _try_player(reader, row, lost))]
        quiet = replace(reader, findings=Findings(findings.path))
        hidden = [player for row in body if row.hidden and (player := _try_player(quiet, row, lost))]
        _report_hidden_rows(hidden, findings)
    if not players and not findings.problems:
        hint = "Write a row for each, below a first row such as: name, email, guardian_emails, position."
        findings.warn("no-players", None, "There are no players in this file.", hint)
    others = (*hidden, *lost)
    players = list(_stop_addresses(drop_doubles(players, findings), others, findings))
    named = tuple(replace(player, id=id_) for player, id_ in zip(players, choose_ids(players), strict=True))
    return Roster(named, others=others)


def _prepare_reader(
    table: Table, columns: Columns, body: Sequence[Row], workspace: Workspace, names: DrillNames, findings: Findings
) -> RowReader:
    tags = {tag.casefold(): tag for rule in workspace.settings.packets.rules for tag in rule.player_tags}
    tags |= {tag.casefold(): tag for drill in names.slugs.values() for tag in drill.tags}
    positions = frozenset(cell for row in body for cell in columns.pick_cells(row, "position") if cell.strip())
    reader = RowReader(columns, names, tags, findings, positions, guessed=table.guessed)
    filled = [name for row in body if sum(map(bool, row.cells)) > 1 and (name := reader.read_name(row))]
    return replace(reader, capitals=bool(filled) and 2 * sum(map(str.isupper, filled)) > len(filled))


def _cut_tables(rows: Sequence[Row], headers: Sequence[Row], findings: Findings) -> tuple[Row, ...]:
    """The rows of the first of several tables below one another. A header that is printed again is left out."""
    known = [_fold_cells(header) for header in headers]
    body: list[Row] = []
    for row in rows:
        if _fold_cells(row) in known:
            continue
        if row.whole and count_known(row) > len(COLUMNS) + 1 and not any("@" in cell for cell in row.cells):
            message = "This row names columns as a header does: what stands below it wasn't read."
            hint = "Put all players below one header, and other lists into other files."
            findings.fail("second-table", row.line, message, hint)
            break
        body.append(row)
    return tuple(body)


def _fold_cells(row: Row) -> list[str]:
    return [text for text in (fold_header(cell) for cell in row.cells) if text]


def _report_hidden_columns(table: Table, header: Row, findings: Findings) -> None:
    texts = [clean_cell(cell) for at, cell in enumerate(header.cells) if at in table.hidden and cell.strip()]
    if texts:
        message = f"Of the columns, {quote_all(texts)} can't be seen in the workbook, and was read all the same."
        hint = "Show what is hidden, and delete what isn't meant."
        findings.warn("hidden-column", header.line, message, hint)


def _report_hidden_rows(players: Sequence[Player], findings: Findings) -> None:
    if players:
        names = ", ".join(player.name for player in players[:_MOST_NAMED])
        more = f" and {len(players) - _MOST_NAMED} more" if players[_MOST_NAMED:] else ""
        message = f"Rows that the workbook hides were left out: {names}{more} get no packet and no mail."
        hint = "If they are players of yours, show the rows again, or take away the filter."
        findings.warn("hidden-rows", players[0].line, message, hint)


def _report_unsaved(rows: Sequence[Row], findings: Findings) -> None:
    lines = [row.line for row in rows if row.unsaved]
    if lines:
        more = f", and in {len(lines) - 1} more" if lines[1:] else ""
        message = f"In this row{more} a cell has a formula whose result isn't in the file: nothing is mailed for it."
        hint = "Open the workbook in your spreadsheet, and save it again; or paste the values."
        findings.fail("formula-without-value", lines[0], message, hint)


def _stop_addresses(players: Iterable[Player], hidden: Iterable[Player], findings: Findings) -> Iterator[Player]:
    """The players, without mail to addresses that one of the rows asks not to mail: siblings share them."""
    players = tuple(players)
    asked = {
        address.casefold(): player.line
        for player in (*players, *hidden)
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


def _try_player(reader: RowReader, row: Row, lost: list[Player]) -> Player | None:
    """The player of a row. None, and an error, if there is none in it, or reading it runs into a bug.

    A row that runs into one is added to ``lost``, so that all the same nobody is told of who is in it.
    """
    player = attempt(partial(reader.read_player, row), Blamed(reader.findings.path, row.line, "this row"))
    if not isinstance(player, Problem):
        return player
    reader.findings.problems.append(player)
    lost.append(_guess_player(row))
    return None


def _guess_player(row: Row) -> Player:
    """Whom a row that can't be read may be about: any of its words may be a name, and its addresses aren't mailed."""
    cells = [" ".join(cell.split()) for cell in row.cells if cell.strip()]
    words = [cell for cell in cells if "@" not in cell]
    addresses = tuple(part for cell in cells for part in _ADDRESS.findall(cell))
    return Player("", " ".join(words), addresses, guardian_names=tuple(words), mail=False, line=row.line)


def _look_above(rows: Iterable[Row], findings: Findings) -> None:
    """Warn of what stands above the header, unless it is a title, which has a cell to itself."""
    for row in rows:
        if not row.whole:
            report_open_quote(row, findings)
        elif sum(map(bool, map(str.strip, row.cells))) > 1:
            hint = "Move it below the row that names the columns, if it is a player's."
            findings.warn("above-header", row.line, "This row stands above the header, and wasn't read.", hint)
