"""Who gets what, and why, in words: what ``packets --explain`` prints."""

from collections.abc import Iterable, Iterator, Mapping

from drillcards.cli.text_output import align_columns
from drillcards.cli.words import count
from drillcards.model.packet import Assignment, Choice
from drillcards.model.roster import Player


def explain_assignment(assignment: Assignment, titles: Mapping[str, str]) -> Iterator[str]:
    """A line that names the player, and below it the drills in the packet's order, with a line for each reason.

    ``titles`` are those of the drills by slug. What was left out follows, and why.
    """
    choices, left_out = assignment.choices, assignment.left_out
    yield f"{_name_player(assignment.player)}: {count(len(choices), 'drill') if choices else 'no drills'}"
    lines = align_columns([*_list_reasons(choices, titles), *_list_reasons(left_out, titles)])
    kept = sum(len(choice.reasons) for choice in choices)
    yield from (f"  {line}" for line in lines[:kept])
    if left_out:
        yield " Left out:"
        yield from (f"  {line}" for line in lines[kept:])


def _name_player(player: Player) -> str:
    """``Maria Lopez (#07, pitcher, beginner)``."""
    number = f"#{player.number.removeprefix('#')}" if player.number else ""
    notes = ", ".join(filter(None, (number, player.position, player.level)))
    return f"{player.name} ({notes})" if notes else player.name


def _list_reasons(choices: Iterable[Choice], titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for choice in choices:
        title = titles.get(choice.slug, choice.slug)
        yield from (("" if index else title, reason) for index, reason in enumerate(choice.reasons))
