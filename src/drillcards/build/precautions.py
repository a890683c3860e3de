"""Drills that can hurt somebody and say nothing of safety."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from drillcards.layout.revision import read_blocks
from drillcards.model.drill import Drill
from drillcards.model.problem import Problem, Severity

_DANGERS: Final = re.compile(
    r"""\b(?:
      bats? | throw(?:s|n|ing)? | long\ toss | pitch(?:es|ing)? | sprint(?:s|ing)?
    | bates? | lanza(?:r|n|miento|mientos)? | lanzan(?:do)? | e?sprints? | esprintar
    | battes? | lanc(?:er|ez|ent|ers) | sprinte(?:r|z|nt)?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Bats, throws and sprints, in the languages that drills come in."""
_SAID_IN: Final = frozenset({"setup", "equipment", "execution"})
"""Sections that tell what is done, rather than what to beware of or what else could be done."""
_MOST_NAMES: Final = 3


def find_missing_safety(drills: Iterable[Drill]) -> tuple[Problem, ...]:
    """One warning for all drills with bats, throws or sprints that have no section on safety, at the first of them."""
    found = [drill for drill in drills if not _is_cautious(drill) and _is_dangerous(drill)]
    if not found:
        return ()
    message = f"{_name_drills(found)} with bats, throws or sprints, and without a section on safety."
    hint = "Below ## Safety, say what keeps players from being hit, and when to stop."
    return (Problem(Severity.WARNING, "no-safety", found[0].source.path, found[0].source.line, message, hint),)


def _name_drills(drills: Sequence[Drill]) -> str:
    names = ", ".join(f"“{drill.title}”" for drill in drills[:_MOST_NAMES])
    more = len(drills) - _MOST_NAMES
    if len(drills) == 1:
        return f"{names} is a drill"
    return f"{names} and {more} more are drills" if more > 0 else f"{names} are drills"


def _is_cautious(drill: Drill) -> bool:
    return any(section.key == "safety" for section in drill.sections)


def _is_dangerous(drill: Drill) -> bool:
    return any(_DANGERS.search(text) for text in _list_texts(drill))


def _list_texts(drill: Drill) -> Iterator[str]:
    yield drill.title
    yield drill.get_fact("equipment") or ""
    for section in drill.sections:
        if section.key in _SAID_IN:
            yield from (passage.text for passage in read_blocks(section.blocks))
