"""Rules for packets held against what they speak of: the drills, the season's plan, and the players."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from drillcards.model.drill import Drill, Library
from drillcards.model.muscle import list_trained
from drillcards.model.problem import Problem, Severity, sort_problems
from drillcards.model.roster import Player, Roster
from drillcards.model.season import Season
from drillcards.model.settings import PacketRule, PacketSettings
from drillcards.read.names import find_slug, list_names
from drillcards.read.schema import suggest
from drillcards.read.settings import FILE_NAME
from drillcards.read.traits import fold_trait, split_traits

_CONDITIONS: Final = {"positions": "position", "levels": "level", "player_tags": "tag"}


def check_rules(
    settings: PacketSettings,
    library: Library,
    season: Season | None,
    roster: Roster | None,
    unread: tuple[str, ...] = (),
) -> tuple[Problem, ...]:
    """What rules ask for that isn't there: errors for drills, categories, tags and weeks, warnings for players.

    ``unread`` are the slugs of drills' files that couldn't be read. Without drills, or players, nothing is said of
    them: that is another file's fault.
    """
    checker = _Checker(library, season, roster, unread)
    problems = [*checker.check_numbers("week", settings.week_line, [settings.week] if settings.week else [])]
    for rule in settings.rules:
        problems += checker.check_drills(rule)
        problems += checker.check_numbers("week", rule.get_key_line("weeks"), rule.weeks)
        problems += checker.check_numbers("practice", rule.get_key_line("practices"), rule.practices)
        problems += checker.check_players(rule)
    return sort_problems(problems)


@dataclass(frozen=True, slots=True)
class _Checker:
    library: Library
    season: Season | None
    roster: Roster | None
    unread: tuple[str, ...]

    def check_drills(self, rule: PacketRule) -> Iterator[Problem]:
        """Errors for names of drills, categories and tags that there aren't, a warning for muscles that none trains."""
        names = list_names(self.library, self.unread)
        for name in rule.drills:
            _, problem = find_slug(names, name)
            if problem:
                yield replace(problem, path=FILE_NAME, line=rule.get_key_line("drills") or None)
        drills = [drill for drill in self.library.drills if drill.published]
        if drills:
            categories = {drill.category for drill in drills if drill.category}
            yield from _find_unknown(rule, "categories", "category", rule.categories, categories)
            yield from _find_unknown(rule, "tags", "tag", rule.tags, {tag for drill in drills for tag in drill.tags})
            yield from self._find_untrained(rule, drills)

    def _find_untrained(self, rule: PacketRule, drills: Iterable[Drill]) -> Iterator[Problem]:
        trained = {group for drill in drills for group in list_trained(drill.muscles)}
        for group in rule.muscles:
            if group not in trained:
                message = f"No published drill trains {group}."
                yield _report(rule.get_key_line("muscles"), "untrained-muscle", message, "See: drillcards muscles")

    def check_numbers(self, what: str, line: int, numbers: Iterable[int]) -> Iterator[Problem]:
        """Errors for weeks or practices that the season's plan hasn't got."""
        plan = self.season and (self.season.weeks if what == "week" else self.season.practices)
        for number in numbers:
            if not plan or number > len(plan):
                there = f"season.toml has {len(plan)}" if plan else "there is no season plan"
                message = f"There is no {what} {number}: {there}."
                hint = f"Write one from 1 to {len(plan)}." if plan else "Plan the season in season.toml."
                yield _report(line, f"unknown-{what}", message, hint, Severity.ERROR)

    def check_players(self, rule: PacketRule) -> Iterator[Problem]:
        """Warnings for positions, levels and tags that no player has."""
        players = self.roster.players if self.roster else ()
        for field, word in _CONDITIONS.items() if players else ():
            known = {trait for player in players for trait in _list_traits(player, field)}
            folded = {*map(fold_trait, known)}
            for value in getattr(rule, field):
                if fold_trait(value) not in folded:
                    message = f"No player has the {word} “{value}”."
                    yield _report(rule.get_key_line(field), "nobody-fits", message, suggest(value, sorted(known)))


def _list_traits(player: Player, field: str) -> tuple[str, ...]:
    texts = {"positions": (player.position,), "levels": (player.level,), "player_tags": player.tags}[field]
    return tuple(trait for text in texts for trait in split_traits(text))


def _find_unknown(
    rule: PacketRule, key: str, word: str, wanted: Iterable[str], known: Iterable[str]
) -> Iterator[Problem]:
    folded = {*map(fold_trait, known)}
    for value in wanted:
        if fold_trait(value) not in folded:
            message = f"No published drill has the {word} “{value}”."
            yield _report(
                rule.get_key_line(key), f"unknown-{word}", message, suggest(value, sorted(known)), Severity.ERROR
            )


def _report(line: int, code: str, message: str, hint: str, severity: Severity = Severity.WARNING) -> Problem:
    return Problem(severity, code, FILE_NAME, line or None, message, hint)
