"""Facts: duration, players and the like, from front matter and from lines such as ``**Duration**: 60 seconds``."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from drillcards.model.drill import Block, Blocks, Bullets, Fact, Heading, Ordered, Paragraph, Quote, Section, Spans
from drillcards.read.headings import find_known_key, normalize_heading

FACTS: Final = (
    # (key; how each language labels it; what else a line may call it). The order is the order of print.
    ("duration", {"en": "Duration", "es": "Duración", "fr": "Durée"}, "Time; Length; Total Time; Tiempo; Temps"),
    ("distance", {"en": "Distance", "es": "Distancia", "fr": "Distance"}, "Distances"),
    (
        "sets",
        {"en": "Sets", "es": "Series", "fr": "Séries"},
        "Set; Number of Sets; Serie; Número de Series; Série; Nombre de Séries",
    ),
    ("reps", {"en": "Reps", "es": "Repeticiones", "fr": "Répétitions"}, "Repetitions; Rep; Repetition; Nombre de Reps"),
    (
        # Where both stand in one value, as in "3 × 10", neither word alone is true of it.
        "sets_reps",
        {"en": "Sets × reps", "es": "Series × repeticiones", "fr": "Séries × répétitions"},
        "Sets and Reps; Reps and Sets; Sets Reps; Reps Sets; Sets x Reps; Reps x Sets; Sets by Reps; "
        "Series y Repeticiones; Series x Repeticiones; Séries et Répétitions; Séries x Répétitions",
    ),
    (
        "rest",
        {"en": "Rest", "es": "Descanso", "fr": "Repos"},
        "Rest Time; Rest Period; Rest Between Sets; Rest Interval; Recovery; Recovery Time; Tiempo de Descanso; "
        "Descanso entre Series; Recuperación; Temps de Repos; Repos entre les Séries; Récupération",
    ),
    (
        "players",
        {"en": "Players", "es": "Jugadores", "fr": "Joueurs"},
        "Number of Players; Player; Group Size; Participants; Athletes; Número de Jugadores; Jugadoras; Joueuses; "
        "Nombre de Joueurs",
    ),
    (
        "equipment",
        {"en": "Equipment", "es": "Material", "fr": "Matériel"},
        "Equipment Needed; Gear; Materials; Equipo; Equipamiento; Materiales; Équipement",
    ),
    ("level", {"en": "Level", "es": "Nivel", "fr": "Niveau"}, "Skill Level; Difficulty; Dificultad; Difficulté"),
    (
        "ages",
        {"en": "Ages", "es": "Edades", "fr": "Âges"},
        "Age; Age Group; Age Groups; Age Range; Edad; Grupo de Edad; Âge; Tranche d'âge",
    ),
)
FACT_KEYS: Final = tuple(key for key, _, _ in FACTS)

_LABELS: Final = {key: labels for key, labels, _ in FACTS}
_KEYS: Final = {
    normalize_heading(name): key
    for key, labels, others in FACTS
    for name in (key, *labels.values(), *others.split(";"))
}
_SILENT_SECTIONS: Final = ("variations", "common_mistakes", "coaching_points", "safety", "purpose", "muscles")
"""What stands there is of other versions of the drill, or of how it goes: "**Distance**: twice as far" is no fact."""
_RATED: Final = ("duration", "distance", "sets", "reps", "sets_reps", "rest", "players", "equipment", "ages")
_RATING: Final = re.compile(
    r"[\W_]*\d(?:[.,]\d)?\s*(?:/|of|out of|de|sur)\s*(?:5|10)(?:\s*(?:stars?|points?))?[\W_]*", re.I
)
COUNTED: Final = ("sets", "reps", "sets_reps", "players", "ages")
"""Facts that are numbers, and never days."""
_MONTH: Final = (
    r"(?:jan|ene|feb|fev|fév|mar|mär|mrz|apr|abr|avr|may|mai|mei|jun|jui|jul|aug|ago|aou|aoû|sep|oct|okt|nov|dec|dic|dez|déc)"
    r"[^\W\d_]{0,6}\.?"
)
_DATE: Final = re.compile(
    rf"\d{{1,2}}[-/]{_MONTH}|{_MONTH}[-/]\d{{1,2}}"
    r"|\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])(?:[ T].*)?|\d{1,2}[/.]\d{1,2}[/.](?:\d\d){1,2}|\d{1,2}:\d\d:\d\d",
    re.I,
)
_BARE_NUMBER: Final = re.compile(r"\d{1,3}(?:[.,]\d)?(?:\s*[-–—]\s*\d{1,3}(?:[.,]\d)?)?")
_MOST_MINUTES: Final = 120
"""A larger number without a unit may well be seconds."""
_SEPARATORS: Final = " \t|·•;,–—"
_COLON_END: Final = re.compile(r"\s*[::]$")
_COLON: Final = re.compile(r"\s*[::]\s*")


def find_fact_key(label: str) -> str | None:
    """The fact that a label means in any language: "duration" for "Duración"."""
    return _KEYS.get(normalize_heading(label))


def label_fact(key: str, lang: str) -> str:
    """A fact's label in a language (BCP 47), in English if the table hasn't that language."""
    labels = _LABELS[key]
    return labels.get(lang.split("-")[0].lower(), labels["en"])


def order_facts(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The first fact of each key, in the order of the table."""
    first: dict[str, Fact] = {}
    for fact in facts:
        first.setdefault(fact.key, fact)
    return tuple(first[key] for key in FACT_KEYS if key in first)


def is_fact(value: str) -> bool:
    """Whether a value says anything: it has a letter or a digit, where "★★★" and "–" have none."""
    return any(char.isalnum() for char in value)


def is_date(value: str) -> bool:
    """Whether a number is what a spreadsheet makes of "8-10" or "1:30": a date, or a time of day."""
    return bool(_DATE.fullmatch(value.strip()))


def complete_duration(value: str) -> str:
    """A bare number is minutes: "15" and "10-15" become "15 min" and "10-15 min"."""
    if not _BARE_NUMBER.fullmatch(value):
        return value
    return f"{value} min" if max(map(int, re.findall(r"\d+", value))) <= _MOST_MINUTES else value


def find_facts(intro: Iterable[Block], sections: Sequence[Section]) -> Iterator[Fact]:
    """The facts that the drill's text states of the whole drill, in the order in which they stand there.

    What is said again with another value, below one of several headings, or in the list of one of several items, is
    said of that exercise alone.
    """
    own = [_find_in(section.blocks) for section in sections if not find_known_key(section.heading, {})]
    shared = [] if sum(map(bool, own)) > 1 else own
    known = (section for section in sections if section.key not in _SILENT_SECTIONS)
    found = [
        *_find_in(intro),
        *(fact for section in known if find_known_key(section.heading, {}) for fact in _find_in(section.blocks)),
        *(fact for facts in shared for fact in facts),
    ]
    values: dict[str, set[str]] = {}
    for fact in found:
        values.setdefault(fact.key, set()).add(fact.value)
    return (fact for fact in found if len(values[fact.key]) == 1)


def _find_in(blocks: Iterable[Block]) -> list[Fact]:
    """The facts of an intro or a section, those below its headings only where there is one."""
    blocks = tuple(blocks)
    headings = [at for at, block in enumerate(blocks) if isinstance(block, Heading)]
    if len(headings) > 1 or any(_is_silent(blocks[at]) for at in headings):
        blocks = blocks[: headings[0]]
    return [fact for fact in _scan_blocks(blocks) if not (fact.key in _RATED and _RATING.fullmatch(fact.value))]


def _is_silent(block: Block) -> bool:
    words = "".join(span.text for span in block.spans) if isinstance(block, Heading) else ""
    return find_known_key(words, {}) in _SILENT_SECTIONS


def _scan_blocks(blocks: Iterable[Block]) -> Iterator[Fact]:
    for block in blocks:
        if isinstance(block, Paragraph):
            if len(block.spans) > 1:
                yield from _scan_spans(block.spans)
        elif isinstance(block, (Bullets, Ordered)):
            for item in block.items:
                yield from _scan_blocks(item if len(block.items) == 1 else item[: _begins_with_label(item)])
        elif isinstance(block, Quote):
            yield from _scan_blocks(block.blocks)


def _begins_with_label(item: Blocks) -> bool:
    """Whether an item is a line of facts, and not an exercise with its own."""
    spans = item[0].spans if item and isinstance(item[0], Paragraph) else ()
    return bool(spans) and spans[0].strong and _match_label(spans, 0) is not None


def _scan_spans(spans: Spans) -> Iterator[Fact]:
    """Labels that begin a line, or follow another fact's value, each with the text up to the next."""
    label: tuple[str, str] | None = None
    value = ""
    at_start = True
    for index, span in enumerate(spans):
        found = _match_label(spans, index) if span.strong and at_start else None
        if found:
            yield from _build_fact(label, value)
            label, value = found, ""
            continue
        lines = span.text.split("\n")
        for line in lines[:-1]:
            yield from _build_fact(label, value + line)
            label, value = None, ""
        value += lines[-1]
        at_start = label is not None or (len(lines) > 1 and not lines[-1].strip())
    yield from _build_fact(label, value)


def _match_label(spans: Spans, index: int) -> tuple[str, str] | None:
    """(key, label) when a bold span is a fact's label with its colon in it or behind it."""
    text = spans[index].text.strip()
    colon = text.endswith((":", ":"))
    follows = index + 1 < len(spans) and _COLON.match(spans[index + 1].text)
    key = _KEYS.get(normalize_heading(text)) if colon or follows else None
    return (key, _COLON_END.sub("", text)) if key else None


def _build_fact(label: tuple[str, str] | None, value: str) -> Iterator[Fact]:
    if label:
        text = _COLON.sub("", value, count=1) if _COLON.match(value) else value
        text = text.strip(_SEPARATORS)
        if is_fact(text):
            yield Fact(label[0], label[1], complete_duration(text) if label[0] == "duration" else text)
