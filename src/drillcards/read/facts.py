"""Facts: duration, players and the like, from front matter and from lines such as ``**Duration**: 60 seconds``."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from drillcards.model.drill import Block, Bullets, Fact, Ordered, Paragraph, Quote, Section, Spans
from drillcards.read.headings import normalize_heading

FACTS: Final = (
    # (key; how each language labels it; what else a line may call it). The order is the order of print.
    ("duration", {"en": "Duration", "es": "Duración", "fr": "Durée"}, "Time; Length; Total Time; Tiempo; Temps"),
    ("distance", {"en": "Distance", "es": "Distancia", "fr": "Distance"}, "Distances"),
    (
        "reps",
        {"en": "Reps", "es": "Repeticiones", "fr": "Répétitions"},
        "Sets; Repetitions; Rep; Sets and Reps; Reps and Sets; Sets Reps; Reps Sets; Sets x Reps; Series; "
        "Series y Repeticiones; Reps x Sets; Séries; Séries et Répétitions",
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
# These tell how other versions of the drill differ: "**Distance**: twice as far" is no fact of this one.
_SILENT_SECTIONS: Final = ("variations", "common_mistakes")
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


def find_facts(intro: Iterable[Block], sections: Iterable[Section]) -> Iterator[Fact]:
    """The facts that the drill's text states, in the order in which they stand there."""
    yield from _scan_blocks(intro)
    for section in sections:
        if section.key not in _SILENT_SECTIONS:
            yield from _scan_blocks(section.blocks)


def _scan_blocks(blocks: Iterable[Block]) -> Iterator[Fact]:
    for block in blocks:
        if isinstance(block, Paragraph):
            if len(block.spans) > 1:
                yield from _scan_spans(block.spans)
        elif isinstance(block, (Bullets, Ordered)):
            for item in block.items:
                yield from _scan_blocks(item)
        elif isinstance(block, Quote):
            yield from _scan_blocks(block.blocks)


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
        if text:
            yield Fact(label[0], label[1], text)
