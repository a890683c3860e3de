"""What of a packet's own words no font can show: its player's row, and the practices that its cover names."""

from collections.abc import Iterator
from dataclasses import replace

from drillcards.layout.fonts import FontSet
from drillcards.layout.glyphs import find_problems
from drillcards.layout.revision import Passage
from drillcards.model.problem import Problem, has_errors
from drillcards.model.roster import Player, Roster
from drillcards.model.season import Week

Problems = tuple[Problem, ...]


def find_unprintable_rows(roster: Roster, fonts: FontSet) -> Iterator[Problem]:
    """What is wrong with all rows whose name, number or note can't be printed, or not all of it."""
    for player in roster.players:
        yield from find_unprintable_row(player, roster.path, fonts)


def find_unprintable_row(player: Player, path: str, fonts: FontSet) -> Problems:
    """The same about one player; a warning where boxes stand for some letters."""
    passages = [Passage(text, player.line) for text in (player.name, player.number, player.note)]
    return find_problems(path, passages, fonts)


def proofread_week(week: Week, path: str, fonts: FontSet) -> tuple[Week, Problems]:
    """The week without practices that a cover can't name, and errors that say which; ``path`` is the season's."""
    problems: list[Problem] = []
    kept = []
    for practice in week.practices:
        passages = [Passage(text, practice.line) for text in (practice.title, practice.place, practice.focus)]
        found = find_problems(path, passages, fonts)
        problems += found
        kept += [] if has_errors(found) else [practice]
    return replace(week, practices=tuple(kept)), tuple(problems)
