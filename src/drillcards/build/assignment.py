"""Who gets which drills, and why.

A player gets what their row names (its columns drills, tags and muscles), and what every rule gives that fits them.
If there are no rules, and their row names nothing, they get the drills of the week of ``[packets]`` or, without one,
all drills. What the row excludes is left out, and then what is beyond the limit. Only published drills count.

The order: the row's own drills as written, then what its tags and muscles mean, then rule by rule. What a rule names is
as written, and all else in the plan's order: as the practices have it from the week of ``[packets]`` on, then those of
the weeks before, then what isn't planned, a drill of each category in turn. A limit keeps the row's own, then the first
of each rule, and then what comes first in the plan.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import Final

from drillcards.layout.book.plans import format_date
from drillcards.model.drill import Drill, Library
from drillcards.model.muscle import list_trained
from drillcards.model.packet import Assignment, Choice
from drillcards.model.problem import Problem, Severity
from drillcards.model.roster import Player, Roster
from drillcards.model.season import Practice, Season
from drillcards.model.settings import PacketRule, Settings
from drillcards.read.names import find_slug, list_names
from drillcards.read.traits import fold_trait, split_traits

_LANG: Final = "en"
"""Reasons are the program's own words, which are English as all of its command line is."""

_Pick = tuple[str, str]
"""A drill's slug, and a reason."""


def assign_drills(
    roster: Roster, library: Library, season: Season | None, settings: Settings
) -> tuple[Assignment, ...]:
    """An assignment for each player of the roster, in its order. Names that no published drill has give nothing."""
    drills = tuple(drill for drill in library.drills if drill.published)
    shelf = _Shelf(drills, season, _rank_drills(drills, season, settings.packets.week or 1, settings.packets.limit))
    rules = tuple((rule, shelf.list_given(rule)) for rule in settings.packets.rules)
    usual = () if rules else shelf.list_usual(settings.packets.week)
    return tuple(_assign(player, shelf, rules, usual, settings.packets.limit) for player in roster.players)


def list_receivers(drill: Drill, assignments: Iterable[Assignment]) -> Iterator[Player]:
    """The players who are to get a drill."""
    return (item.player for item in assignments if any(choice.slug == drill.slug for choice in item.choices))


def find_unserved(assignments: Iterable[Assignment], path: str) -> Iterator[Problem]:
    """A warning for each player who gets no drill, at their line of the roster ``path``."""
    for assignment in assignments:
        if not assignment.choices:
            player = assignment.player
            message = f"{player.name} gets no drills: {'all are left out' if assignment.left_out else 'no rule fits'}."
            hint = "Name some below drills or tags, or write a rule that fits; one without conditions is for everybody."
            yield Problem(Severity.WARNING, "no-drills-assigned", path, player.line or None, message, hint)


def _assign(
    player: Player,
    shelf: "_Shelf",
    rules: Sequence[tuple[PacketRule, Sequence[_Pick]]],
    usual: Sequence[_Pick],
    limit: int | None,
) -> Assignment:
    own = list(shelf.list_own(player))
    matches = ((rule, given, describe_match(rule, player)) for rule, given in rules)
    groups = [
        [(slug, f"rule {rule.number}: {who} → {way}") for slug, way in given] for rule, given, who in matches if who
    ]
    choices = _join_picks([*own, *chain.from_iterable(groups)] or usual)
    wanted = [choice for choice in choices if choice.slug not in player.exclude]
    excluded = [_add_reason(choice, "row: exclude") for choice in choices if choice.slug in player.exclude]
    if limit is None or len(wanted) <= limit:
        return Assignment(player, tuple(wanted), tuple(excluded))
    named = ([slug for slug, _ in picks if slug not in player.exclude] for picks in (own, *groups))
    in_order = shelf.sort(choice.slug for choice in wanted)
    kept = _choose_within(limit, *named, in_order)
    by_slug = {choice.slug: _add_reason(choice, f"beyond the limit of {limit}") for choice in wanted}
    beyond = [by_slug[slug] for slug in in_order if slug not in kept]
    chosen = tuple(choice for choice in wanted if choice.slug in kept)
    return Assignment(player, chosen, (*excluded, *beyond), len(beyond))


def _choose_within(limit: int, own: Sequence[str], *groups: Sequence[str]) -> frozenset[str]:
    """As many slugs as the limit allows: a player's own, the first new one of each rule, then of the last group all."""
    kept = dict.fromkeys(own)
    for group in groups:
        new = (slug for slug in group if slug not in kept)
        kept |= dict.fromkeys(new if group is groups[-1] else [*new][:1])
    return frozenset([*kept][:limit])


def _rank_drills(drills: Sequence[Drill], season: Season | None, week: int, limit: int | None) -> Mapping[str, int]:
    """Each drill's place among all: in the practices from ``week`` on, in those before, and then what isn't planned.

    The last begins elsewhere in each week, as many drills on as a player gets, so that in time everything has its turn.
    """
    weeks = season.weeks if season else ()
    coming = (*weeks[week - 1 :], *weeks[: week - 1])
    practices = (practice for each in coming for practice in each.practices)
    planned = dict.fromkeys(slug for practice in practices for slug in practice.list_drills())
    categories: dict[str, list[str]] = {}
    for drill in sorted(drills, key=lambda drill: (drill.title.casefold(), drill.slug)):
        if drill.slug not in planned:
            categories.setdefault(drill.category, []).append(drill.slug)
    turns = zip_longest(*(categories[name] for name in sorted(categories)))
    rest = [slug for turn in turns for slug in turn if slug]
    passed = (week - 1) * (limit or 0) % len(rest) if rest else 0
    slugs = {drill.slug for drill in drills}
    order = (*(slug for slug in planned if slug in slugs), *rest[passed:], *rest[:passed])
    return {slug: place for place, slug in enumerate(order)}


def _add_reason(choice: Choice, reason: str) -> Choice:
    return replace(choice, reasons=(*choice.reasons, reason))


def describe_match(rule: PacketRule, player: Player) -> str | None:
    """What of a player fits a rule, "position pitcher"; "everybody" for one without conditions; None: it doesn't."""
    found: list[str] = []
    for word, wanted, texts in (
        ("position", rule.positions, (player.position,)),
        ("level", rule.levels, (player.level,)),
        ("tag", rule.player_tags, player.tags),
    ):
        traits = {fold_trait(trait) for text in texts for trait in split_traits(text)}
        fitting = [value for value in wanted if fold_trait(value) in traits]
        if wanted and not fitting:
            return None
        found += (f"{word} {value}" for value in fitting)
    return ", ".join(found) or "everybody"


def _join_picks(picks: Iterable[_Pick]) -> tuple[Choice, ...]:
    """Each drill once, in the order of the first pick, with all its reasons."""
    reasons: dict[str, dict[str, None]] = {}
    for slug, reason in picks:
        reasons.setdefault(slug, {})[reason] = None
    return tuple(Choice(slug, tuple(why)) for slug, why in reasons.items())


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The published drills, and the season, to choose from."""

    drills: tuple[Drill, ...]
    season: Season | None
    ranks: Mapping[str, int]
    """The drills' places in the order in which a limit takes them."""

    def sort(self, slugs: Iterable[str]) -> list[str]:
        """In the plan's order."""
        return sorted(slugs, key=lambda slug: self.ranks[slug])

    def list_own(self, player: Player) -> Iterator[_Pick]:
        """What the row names."""
        yield from ((slug, "row: drills") for slug in player.drills if slug in self.ranks)
        meant = (*self._list_tagged(player.tags), *self._list_training(player.muscles))
        yield from self._sort((slug, f"row: {way}") for slug, way in meant)

    def list_given(self, rule: PacketRule) -> tuple[_Pick, ...]:
        """What a rule gives to whom it fits, each drill once, with the ways in which it names it."""
        names = list_names(Library(self.drills))
        named = (find_slug(names, name)[0] for name in rule.drills)
        picks = self._sort(
            (
                *self._list_tagged(rule.tags),
                *self._list_traits("category", rule.categories, lambda drill: (drill.category,)),
                *self._list_training(rule.muscles),
                *(pick for number in rule.weeks for pick in self._list_week(number)),
                *(pick for number in rule.practices for pick in self._list_practice(number)),
            )
        )
        first = ((slug, "drills") for slug in named if slug in self.ranks)
        return tuple((choice.slug, " and ".join(choice.reasons)) for choice in _join_picks((*first, *picks)))

    def list_usual(self, week: int | None) -> tuple[_Pick, ...]:
        """What a player gets of whom nothing is said: the week's drills or, without a week, all."""
        if week is not None:
            return self._sort(self._list_week(week))
        return self._sort((drill.slug, "all drills") for drill in self.drills)

    def _sort(self, picks: Iterable[_Pick]) -> tuple[_Pick, ...]:
        """In the plan's order; the reasons of a drill stay in theirs. Slugs that no published drill has are dropped."""
        return tuple(sorted((pick for pick in picks if pick[0] in self.ranks), key=lambda pick: self.ranks[pick[0]]))

    def _list_tagged(self, tags: Iterable[str]) -> Iterator[_Pick]:
        return self._list_traits("tag", tags, lambda drill: drill.tags)

    def _list_training(self, groups: Iterable[str]) -> Iterator[_Pick]:
        return self._list_traits("muscle group", groups, lambda drill: list_trained(drill.muscles))

    def _list_traits(
        self, word: str, wanted: Iterable[str], list_values: Callable[[Drill], Iterable[str]]
    ) -> Iterator[_Pick]:
        for value in wanted:
            folded = fold_trait(value)
            for drill in self.drills:
                if folded in map(fold_trait, list_values(drill)):
                    yield drill.slug, f"{word} {value}"

    def _list_week(self, number: int) -> Iterator[_Pick]:
        """A week's drills, with the days of all its practices that have them: "week 3, Tue, Mar 16"."""
        days: dict[str, list[str]] = {}
        for week in self.season.weeks if self.season else ():
            for practice in week.practices if week.number == number else ():
                for slug in practice.list_drills():
                    days.setdefault(slug, []).append(_name_day(practice))
        yield from ((slug, f"week {number}, {' and '.join(names)}") for slug, names in days.items())

    def _list_practice(self, number: int) -> Iterator[_Pick]:
        for practice in self.season.practices if self.season else ():
            if practice.number == number:
                day = f", {format_date(practice.date, _LANG)}" if practice.date else ""
                yield from ((slug, f"practice {number}{day}") for slug in practice.list_drills())


def _name_day(practice: Practice) -> str:
    return format_date(practice.date, _LANG) if practice.date else f"practice {practice.number}"
