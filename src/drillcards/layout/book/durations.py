"""The minutes that a drill takes, read from its duration as coaches write it in English, Spanish and French."""

import re
from typing import Final

from drillcards.model.drill import Drill

_WORDS: Final = (
    (re.compile(r"\b(?:half\s+an\s+hour|media\s+hora|(?:une\s+)?demi-heure)\b|(?:½|\b1/2)\s*h\w*", re.I), "30 min"),
    (re.compile(r"\b(?:an?|one|una?|une)\s+(?=(?:h(?:ou|o|eu)r|min))", re.I), "1 "),
)
"""What stands in words, and how it would be written in figures."""
_UNITS: Final = (
    (60.0, r"h|hrs?|hours?|horas?|heures?"),
    (1.0, r"m|mins?|minutes?|minutos?|minuten|['’′]"),
    (1 / 60, r"s|secs?|seconds?|segundos?|secondes?|sekunden|[\"”″]"),
)
_UNIT: Final = "|".join(names for _, names in _UNITS)
_AMOUNT: Final = r"\d+(?:[.,]\d+)?"
_TO: Final = r"\s*(?:-|–|—|\bto\b|\bor\b|\ba\b|\bà\b|\bo\b|\bou\b)\s*"
_TIMES: Final = r"(\d+)\s*(?:x|×|\b(?:sets?|rounds?|series|séries?|times|veces|fois)\b(?:\s+(?:of|de))?)\s*"
_STRETCH: Final = re.compile(
    rf"(?:{_TIMES})?({_AMOUNT})\s*\+?(?:{_TO}({_AMOUNT})\s*\+?)?\s*({_UNIT})(?![^\W\d_])\.?"
    rf"(?:\s*(\d{{1,2}})(?!\d|[.,]\d)(?:\s*({_UNIT})(?![^\W\d_])|(?=\s*(?:$|[^\w\s×–-]))))?"
    r"(?:\s*[x×]\s*(\d+)(?!\s*\d*[.,]?\d*\s*(?:m|ft|yd)))?",
    re.IGNORECASE,
)
_JOINT: Final = re.compile(_TO, re.IGNORECASE)


def read_minutes(drill: Drill) -> float | None:
    """The minutes that a drill takes, at most: "8–10 min" is 10, "90 s" is 1.5, "2 x 5 min" is 10.

    None where its duration doesn't say. Of several stretches of time the first counts, if they aren't two ends of one:
    "90 s to 2 min" is 2.
    """
    text = drill.get_fact("duration") or ""
    for pattern, figures in _WORDS:
        text = pattern.sub(figures, text)
    found = _STRETCH.search(text)
    if found is None:
        return None
    joint = _JOINT.match(text, found.end())
    other = _STRETCH.match(text, joint.end()) if joint else None
    return max(_add_up(found), _add_up(other) if other else 0.0)


def _add_up(stretch: re.Match[str]) -> float:
    """The minutes of one stretch: ``times × (amount or upper amount, and a smaller unit's)``."""
    before, low, high, unit, rest, rest_unit, after = stretch.groups()
    place = _find_unit(unit)
    minutes = float((high or low).replace(",", ".")) * _UNITS[place][0]
    if rest:
        smaller = _find_unit(rest_unit) if rest_unit else min(place + 1, len(_UNITS) - 1)
        minutes += int(rest) * _UNITS[smaller][0] if smaller > place else 0.0
    return minutes * int(before or 1) * int(after or 1)


def _find_unit(name: str) -> int:
    return next(at for at, (_, names) in enumerate(_UNITS) if re.fullmatch(names, name, re.IGNORECASE))
