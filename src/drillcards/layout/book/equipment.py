"""The things that a drill's equipment names, as coaches write them in English, Spanish and French."""

import re
from typing import Final

from drillcards.model.drill import Drill

_NONE: Final = re.compile(
    r"\W*(?:n/?a|nothing|nada|rien|(?:(?:none|no|not|ning[uú]n[oa]?|aucune?|sin|sans|pas\s+de)\b\s*"
    r"(?:equipment|gear|material|equipo|equipamiento|mat[ée]riel|[ée]quipement)?\s*"
    r"(?:needed|required|necessary|at\s+all|necesario|n[ée]cessaire)?))?\W*",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(r"\s*\([^()]*\)")
_LIST: Final = re.compile(
    r"\s*[,;/+&\n]\s*(?:(?:and|or|y|e|o|u|et|ou)\s+)?|\s+(?:and|or|y|e|o|u|et|ou)\s+", re.IGNORECASE
)
_NUMBER: Final = (
    r"\d+(?:[.,]\d+)?(?:\s*[–—-]\s*\d+(?:[.,]\d+)?)?\s*[x×+]?|an?|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|une|deux|trois|quatre|cinq|sept|"
    r"huit|neuf|dix|douze|some|several|the|your|unos|unas|el|la|los|las|des|du|les?"
)
_AMOUNT: Final = re.compile(
    r"(?:(?:about|up\s+to|at\s+least|around|hasta|al\s+menos|environ|au\s+moins)\s+)?"
    rf"(?:{_NUMBER})(?=[\s\d])\s*"
    r"(?:(?:kg|g|lbs?|oz|mm|cm|m|ft|feet|yds?|yards?|in|inch(?:es)?|gal|gallons?)\b\.?\s*)?"
    r"(?:(?:pairs?|dozen|sets?|docenas?|pare?s?|paires?|douzaines?)\b\s*)?(?:(?:of|de)\s+|d['’]\s*)?",
    re.IGNORECASE,
)
_PACK: Final = re.compile(r"(?:pairs?|dozen|sets?|docenas?|pares?|paires?|douzaines?)\s+(?:(?:of|de)\s+|d['’])?", re.I)
_SHARE: Final = re.compile(
    r"\s*(?:[x×:]\s*\d+(?:\s*[–—-]\s*\d+)?|\b(?:each|apiece|cada\s+un[oa]|chacune?|"
    r"(?:\d+\s+|one\s+)?(?:per|for\s+each|for\s+every|por|par|pour\s+chaque)\s+\w+))$",
    re.IGNORECASE,
)


def list_equipment(drill: Drill) -> tuple[str, ...]:
    """The things that a drill's equipment names, without amounts and notes: "2 cones, a bat (wood)" → Cones, Bat."""
    value = _NOTE.sub("", drill.get_fact("equipment") or "")
    if _NONE.fullmatch(value):
        return ()
    things = (_strip_amount(part.strip(" .")) for part in _LIST.split(value))
    named = (thing[:1].upper() + thing[1:] for thing in things if not _NONE.fullmatch(thing))
    return tuple(dict.fromkeys(named))


def _strip_amount(part: str) -> str:
    """The part without how many or how much of it: "10 m rope" is a rope, "2–4 kg" says nothing of its own."""
    part = _SHARE.sub("", part)
    amount = _AMOUNT.match(f"{part} ")
    rest = part[amount.end() :] if amount else part
    return _PACK.sub("", rest, count=1) if _PACK.match(rest) else rest
