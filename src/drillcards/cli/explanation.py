"""Who gets what, and why, in words: what ``packets --explain`` prints."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from drillcards.cli.text_output import align_columns
from drillcards.cli.words import count
from drillcards.model.packet import Assignment, Choice
from drillcards.model.roster import Player


def explain_assignment(assignment: Assignment, titles: Mapping[str, str]) -> Iterator[str]:
    """A line that names the player, and below it the drills in the packet's order, with a line for each reason.

    ``titles`` are those of the drills by slug. What was excluded follows, and what is beyond the limit.
    """
    choices, left_out = assignment.choices, assignment.left_out
    first = len(left_out) - assignment.beyond
    excluded, beyond = left_out[:first], left_out[first:]
    yield f"{_name_player(assignment.player)}: {count(len(choices), 'drill') if choices else 'no drills'}"
    groups = [list(_list_reasons(some, titles)) for some in (choices, excluded)]
    groups.append([(_name_drill(choice, titles), "; ".join(choice.reasons[:-1])) for choice in beyond])
    lines = iter(align_columns([row for group in groups for row in group]))
    limit = f" {beyond[0].reasons[-1].capitalize()}, in the plan's order:" if beyond else ""
    for heading, group in zip(("", " Left out:", limit), groups, strict=True):
        if heading and group:
            yield heading
        yield from (f"  {line}" for line in islice(lines, len(group)))


def list_ungiven(assignments: Iterable[Assignment]) -> tuple[str, ...]:
    """The slugs of drills that the limit takes from everybody who was to get them, so that nobody has them."""
    assignments = tuple(assignments)
    given = {choice.slug for assignment in assignments for choice in assignment.choices}
    beyond = (choice.slug for a in assignments for choice in a.left_out[len(a.left_out) - a.beyond :])
    return tuple(dict.fromkeys(slug for slug in beyond if slug not in given))


def _name_player(player: Player) -> str:
    """``Maria Lopez (#07, pitcher, beginner)``."""
    number = f"#{player.number.removeprefix('#')}" if player.number else ""
    notes = ", ".join(filter(None, (number, player.position, player.level)))
    return f"{player.name} ({notes})" if notes else player.name


def _list_reasons(choices: Iterable[Choice], titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for choice in choices:
        title = _name_drill(choice, titles)
        yield from (("" if index else title, reason) for index, reason in enumerate(choice.reasons))


def _name_drill(choice: Choice, titles: Mapping[str, str]) -> str:
    return titles.get(choice.slug, choice.slug)
