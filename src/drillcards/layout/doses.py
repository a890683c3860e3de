"""How often and how much: the facts of sets and repetitions as one says them, "4 × 8–10"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from drillcards.layout.words import find_word
from drillcards.model.drill import Fact

PLACES: Final = {"sets": "reps", "sets_reps": "reps"}
"""Facts that stand beside another one's, wherever a template doesn't name them."""
_SETS: Final = re.compile(r"(\d+(?:\s*(?:-|–|—|to|a|à)\s*\d+)?)(?:\s*(?:sets?|series?|séries?))?", re.I)
_REPS: Final = re.compile(r"(?!.*(?:\d\s*[x×]|\bsets?\b|\bs[eé]ries?\b))\d.*", re.I)
_DOSE: Final = ("sets", "reps", "sets_reps", "duration", "distance")
"""What tells how much, by the keys of facts."""


def join_doses(facts: Iterable[Fact], lang: str) -> tuple[Fact, ...]:
    """The facts in their order, sets and repetitions as one, "4 × 8–10", where both are numbers."""
    facts = tuple(facts)
    by_key = {fact.key: fact for fact in facts}
    sets, reps = (by_key[key].value if key in by_key else "" for key in ("sets", "reps"))
    many = _SETS.fullmatch(sets)
    if many is None or not _REPS.fullmatch(reps):
        return facts
    dose = replace(by_key["reps"], label=find_word("sets-reps", lang), value=f"{many[1]} × {reps}")
    return tuple(dose if fact.key == "reps" else fact for fact in facts if fact.key != "sets")


def describe_dose(facts: Iterable[Fact], lang: str) -> str:
    """How much of a drill, without labels: "4 × 8–10", "3 sets · 30 s", "" if nothing says it."""
    return " · ".join(_list_doses(join_doses(facts, lang), lang))


def _list_doses(facts: Iterable[Fact], lang: str) -> Iterator[str]:
    for fact in sorted((fact for fact in facts if fact.key in _DOSE), key=lambda fact: _DOSE.index(fact.key)):
        bare = _SETS.fullmatch(fact.value) if fact.key == "sets" else None
        count = bare[1] if bare else ""
        yield f"{count} {find_word('set' if count == '1' else 'sets', lang)}" if bare else fact.value
