"""What one drill puts on its cards, looked up once: texts by part, colours by name, the pieces of its sections."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from drillcards.layout.compose import Composer
from drillcards.layout.contrast import INK, choose_ink
from drillcards.layout.doses import PLACES, join_doses
from drillcards.layout.pieces import Pieces
from drillcards.layout.suits import Suits
from drillcards.layout.words import find_word
from drillcards.model.drill import Drill, Fact
from drillcards.model.muscle import MuscleUse, Role, find_strongest
from drillcards.model.page import WHITE, Color
from drillcards.model.settings import Settings
from drillcards.model.template import CardTemplate, Slot, SlotKind

MUTED: Final = Color(0.31, 0.31, 0.34)
"""Lighter than ink, and still 8:1 on white."""
SETTINGS_PARTS: Final = frozenset({"team", "season"})
"""Text parts that come from drillcards.toml and not from the drill."""
PALE: Final = Color(0.93, 0.93, 0.93)


@dataclass(frozen=True, slots=True)
class Subject:
    """A drill with all that its faces need. ``texts`` holds the text parts that aren't empty, by name."""

    drill: Drill
    code: str
    texts: Mapping[str, str]
    inks: Mapping[str, Color]
    groups: Mapping[str, str]
    """Muscle group names by id."""


def make_subject(drill: Drill, revision: str, suits: Suits, settings: Settings, groups: Mapping[str, str]) -> Subject:
    """Look up everything but the count of cards, which is known when they are laid out."""
    suit = suits.by_category[drill.category]
    texts = {
        "title": drill.title,
        "description": drill.description,
        "category": suit.title,
        "letter": suit.letter,
        "number": suits.get_code(drill),
        "team": settings.team,
        "season": settings.season,
        "revision": revision,
    }
    inks = {
        "ink": INK,
        "muted": MUTED,
        "category": suit.color,
        "on-category": choose_ink(suit.color),
        "pale": PALE,
        "paper": WHITE,
    }
    filled = {part: text for part, text in texts.items() if text}
    return Subject(drill, suits.get_code(drill), MappingProxyType(filled), MappingProxyType(inks), groups)


def name_groups(uses: Iterable[MuscleUse], groups: Mapping[str, str]) -> tuple[tuple[str, Role], ...]:
    """(name, strongest role) of each group once; a mention that nobody knows keeps its own words.

    The primary ones come first, those that are only stretched last.
    """
    roles: dict[str, list[Role]] = {}
    for use in uses:
        name = groups.get(use.group, use.group) if use.group else use.mention
        roles.setdefault(name, []).append(use.role)
    names = [(name, find_strongest(found)) for name, found in roles.items()]
    return tuple(sorted(names, key=lambda item: (item[1] is not Role.PRIMARY, item[1] is Role.STRETCHED)))


def describe_groups(label: str, names: Iterable[tuple[str, Role]], lang: str) -> str:
    """The names below a label, as a figure's alternative text: "Muscles: Glutes, Core; stretched: Hamstrings"."""
    names = tuple(names)
    trained = ", ".join(name for name, role in names if role is not Role.STRETCHED)
    stretched = ", ".join(name for name, role in names if role is Role.STRETCHED)
    parts = filter(None, (trained, f"{find_word('stretched', lang)}: {stretched}" if stretched else ""))
    return f"{label}: {'; '.join(parts)}"


def choose_facts(slot: Slot, drill: Drill, template: CardTemplate) -> tuple[Fact, ...]:
    """The facts that a slot shows: those it names, and with "*" those that no other slot of the template does."""
    named = {part for other in template.list_slots() if other.kind is SlotKind.FACTS for part in other.shows}
    shown = join_doses((fact for fact in drill.facts if fact.key not in template.omits), drill.lang)
    homes = [fact.key if fact.key in named else PLACES.get(fact.key, fact.key) for fact in shown]
    return tuple(
        fact
        for fact, home in zip(shown, homes, strict=True)
        if home in slot.shows or ("*" in slot.shows and home not in named)
    )


def share_sections(drill: Drill, template: CardTemplate, composer: Composer) -> dict[str, Pieces]:
    """The pieces that each flow slot of the first card starts with, by the slot's name with its face before it.

    A part goes to the slot that names it, any other to the slot with "*", or else to the last: nothing is lost.
    """
    slots = _list_flows(template)
    homes = {part: name for name, slot in slots for part in slot.shows}
    rest = homes.get("*", slots[-1][0])
    shares: dict[str, Pieces] = {name: () for name, _ in slots}
    for key, pieces in _compose_parts(drill, template.omits, composer):
        home = homes.get(key, rest)
        shares[home] += pieces
    return shares


def _list_flows(template: CardTemplate) -> list[tuple[str, Slot]]:
    faces = [("front", template.front), ("back", template.back)] if template.back else [("front", template.front)]
    flows = [
        (f"{side}.{slot.name}", slot)
        for side, face in faces
        if face
        for slot in face.slots
        if slot.kind is SlotKind.FLOW
    ]
    if not flows:
        raise ValueError(f"template {template.name} has no flow slot")
    return flows


def _compose_parts(drill: Drill, omits: tuple[str, ...], composer: Composer) -> Iterable[tuple[str, Pieces]]:
    if "intro" not in omits:
        yield "intro", composer.compose_blocks((*drill.intro, *drill.images), "intro")
    for index, section in enumerate(drill.sections):
        if section.key not in omits:
            yield section.key, composer.compose_section(section, index)
    if "closing" not in omits:
        yield "closing", composer.compose_blocks(drill.closing, "closing")


def count_parts(part: int, parts: int, lang: str) -> str:
    """The mark "2 of 3", or nothing for a card that is alone."""
    return f"{part} {find_word('of', lang)} {parts}" if parts > 1 else ""
