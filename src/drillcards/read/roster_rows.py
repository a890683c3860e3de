"""The rows of a roster: a player of each, and what is wrong with it.

In a cell, several values are parted by semicolons, commas or line breaks. A row with something wrong in it is kept
without that; it is left out only if nobody could tell whose it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from drillcards.model.problem import Problem, Severity
from drillcards.model.roster import Player
from drillcards.read.addresses import is_unsettled, split_addresses
from drillcards.read.cells import Row
from drillcards.read.findings import Findings
from drillcards.read.group_rows import is_heading
from drillcards.read.mail_wishes import Wish, combine_wishes, read_answer, says_no_mail
from drillcards.read.muscles import find_nearest as find_nearest_muscles
from drillcards.read.muscles import parse_mention
from drillcards.read.names import DrillNames, find_slug
from drillcards.read.player_names import CONTROLS, is_among, join_name, turn_name
from drillcards.read.roster_columns import Columns, list_address_texts
from drillcards.read.schema import find_nearest, quote_all
from drillcards.read.text import clean_cell, clean_lines, drop_invisible
from drillcards.read.withheld import blank_withheld

_MOST_COMMAS: Final = 8
"""Of a drill's title."""

_MARKS: Final = re.compile(r"[;,\r\n]+")
_STRONG_MARKS: Final = re.compile(r"[;\r\n]+")
_BREAKS: Final = re.compile(r"[\r\n]+")
_LANG: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_LANGUAGES: Final = {
    **dict.fromkeys(("english", "inglés", "anglais"), "en"),
    **dict.fromkeys(("spanish", "español", "espagnol"), "es"),
    **dict.fromkeys(("french", "francés", "français"), "fr"),
}


def report_open_quote(row: Row, findings: Findings) -> None:
    """An error for a row that a quotation mark swallows."""
    findings.fail("open-quote", row.line, "A quotation mark here is never closed.", "Close it, or take it out.")


@dataclass(frozen=True, slots=True)
class RowReader:
    """Makes players of rows, and collects what is wrong with them."""

    columns: Columns
    names: DrillNames
    tags: dict[str, str]
    """That drills have or rules ask for, by themselves in lower case."""
    findings: Findings
    positions: frozenset[str] = frozenset()
    """All that the roster has for one, as a heading may repeat it."""
    capitals: bool = False
    """Most names are written in capitals."""
    guessed: bool = False
    """So were the letters of the file."""
    found: dict[str, tuple[str, Problem | None]] = field(default_factory=dict)
    """What names were found to mean: looking for the nearest of a thousand drills takes a while."""

    def read_player(self, row: Row) -> Player | None:
        """The player of a row; their ``id`` is still to be chosen. None for a row that can't be anybody's."""
        if not row.whole:
            report_open_quote(row, self.findings)
            return None
        name = self.read_name(row)
        if self._ask_about_heading(row, name):
            return None
        self._look_for_more(row)
        if not name:
            hint = "Write the player's name, or delete the row."
            self.findings.fail("no-name", row.line, "This row has no name.", hint)
            return None
        self._look_at_name(row)
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
            note=clean_lines(drop_invisible(blank_withheld(self._pick(row, "note"), row.line, self.findings))),
            lang=self._read_lang(row),
            extra=self.columns.pick_extra(row),
            mail=wish is not Wish.NO_MAIL,
            packet_held=packet_held,
            mail_held=wish is Wish.UNCLEAR or self._is_doubtful(row, name, emails, guardians),
            guardian_names=self._read_guardians(row),
            phones=tuple(self._split_cells(row, "phones")),
            one_message=self._read_sharing(row, name),
            line=row.line,
        )

    def _has_any(self, row: Row, key: str) -> bool:
        return any(map(split_addresses, self.columns.pick_cells(row, key)))

    def _look_for_more(self, row: Row) -> None:
        if any(cell.strip() for cell in row.cells[self.columns.width :]):
            message = "This row has more cells than there are columns; the last ones were left out."
            hint = "Put a text that has a comma in it in quotes, or give the column a name in the first row."
            self.findings.warn("extra-cells", row.line, message, hint)

    def read_name(self, row: Row) -> str:
        """The player's whole name, "" if there is none."""
        return join_name(*(self._pick(row, key).strip() for key in ("name", "first_name", "last_name")))

    def _look_at_name(self, row: Row) -> None:
        if CONTROLS.search("".join(self._pick(row, key).strip() for key in ("name", "first_name", "last_name"))):
            message = "In the name there is a line break or a control character, which was taken out."
            self.findings.warn("control-character", row.line, message, "Type the name anew, on one line.")

    def _ask_about_heading(self, row: Row, name: str) -> bool:
        """Whether the row is nobody's, but heads others or counts them; it is asked about by what it says."""
        filled = [cell for cell in map(clean_cell, row.cells) if cell]
        others = [cell for cell in filled if cell not in name]
        if not name and len(filled) == 1 and not list_address_texts(filled[0]):
            name = filled[0]
        elif not is_heading(name, others, self.positions, capitals=self.capitals):
            return False
        message = f"Is “{name[:60]}” a heading or a sum? It was taken for no player: there is no packet for it."
        hint = "If so, delete the row; if it is a player, fill in another cell, or write the name as “Ana Li”."
        self.findings.warn("perhaps-heading", row.line, message, hint)
        return True

    def _read_guardians(self, row: Row) -> tuple[str, ...]:
        cells = self.columns.pick_cells(row, "guardian_names")
        return tuple(turn_name(name) for cell in cells for name in _split(cell, _STRONG_MARKS))

    def _is_doubtful(self, row: Row, name: str, emails: tuple[str, ...], guardians: tuple[str, ...]) -> bool:
        """Whether the mail may go to somebody whom it isn't for; why is among the problems."""
        if self._has_any(row, "guardians") and not guardians:
            return True
        held = bool(row.unsaved) or self.columns.ambiguous or any(self.columns.pick_doubtful(row))
        unaddressed = self.columns.pick_unaddressed(row)
        unsettled = any(map(is_unsettled, (*self.columns.pick_cells(row, "guardians"), *unaddressed)))
        if not guardians and emails and (unsettled or any(map(split_addresses, unaddressed))):
            message = f"Whether {name} has a guardian's address is left open, so that their own isn't used."
            self._hold_mail(row, name, message, "Write the address, or leave the cell empty if there is none.")
            held = True
        if is_among(name, self._read_guardians(row)):
            message = f"{name} is the name of a guardian as well: which of the two is the player can't be told."
            self._hold_mail(row, name, message, "Write Jr. or Sr. behind one of the names.")
            held = True
        if self.guessed and not "".join((name, *emails, *guardians)).isascii():
            message = f"The letters of “{name}” were guessed, as the file doesn't say which they are."
            self._hold_mail(row, name, message, "Save the roster as “CSV UTF-8”.")
            held = True
        return held

    def _read_addresses(self, row: Row, key: str, name: str) -> tuple[str, ...]:
        """The good ones; those that say that nobody is to be mailed aren't any, see ``_read_wish``."""
        found = split_addresses("\n".join(self.columns.pick_cells(row, key)))
        good = tuple(address.address for address in found if not address.fault)
        hint = "Correct it; until then nothing is sent to it."
        if key == "guardians" and not good:
            hint = f"Correct or delete it; until then nothing is sent for {name}, to their own address either."
        for address in found:
            if address.fault and not says_no_mail(address.address):
                message = f"“{address.address}” can't be an address: {address.fault}."
                self.findings.fail("bad-address", row.line, message, hint)
        return good

    def _read_sharing(self, row: Row, name: str) -> bool:
        """Whether the guardians share a message. In doubt none of them sees another's address."""
        cell = self._pick(row, "one_message")
        answer = read_answer(cell)
        if answer is None:
            message = f"“{clean_cell(cell)}” says neither yes nor no: {name}'s guardians get a message each."
            hint = "Write yes where they may see each other's address, and else no."
            self.findings.warn("unclear-answer", row.line, message, hint)
        return bool(answer)

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
        others = [cell for key in ("emails", "guardians", "note") for cell in self._split_cells(row, key)]
        others += [text for _, text in self.columns.pick_extra(row)]
        doubt = next((text for text in others if says_no_mail(text)), None)
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
