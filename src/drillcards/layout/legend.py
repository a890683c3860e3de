"""The legend: the names of the muscle groups, and before them what the figure fills their muscles with."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from drillcards.layout.figure import MARKS, WHOLE_BODY, Mark, mark_groups
from drillcards.layout.pieces import StepPath
from drillcards.layout.slots import Passage, Swatch
from drillcards.layout.subject import name_groups
from drillcards.layout.text import Word, gather_words
from drillcards.layout.typesetter import Typesetter
from drillcards.model.muscle import MuscleUse, Role

SWATCH_ROOM: Final = 0.9
"""Before a name with a swatch, in em: the swatch and a gap."""

SPACE_BEFORE: Final = 0.3
"""In em, so that a swatch is nearer to its name than to what is before it."""


class Name(NamedTuple):
    """A name, its group's role, the words that introduce it, and the swatch before it."""

    text: str
    role: Role
    lead: str = ""
    swatch: Swatch | None = None


def list_names(uses: Sequence[MuscleUse], groups: Mapping[str, str], stretched: str) -> tuple[Name, ...]:
    """The names of all groups, the primary ones first; a swatch is before the first of each kind that the figure shows.

    ``groups`` are the names of muscle groups by id; ``stretched`` is the word before those that are only stretched.
    """
    kinds = {groups.get(group, group): _find_swatch(group, mark) for group, mark in mark_groups(uses)}
    seen: set[Swatch | None] = set()
    names: list[Name] = []
    for text, role in name_groups(uses, groups):
        swatch = kinds.get(text)
        first = role is Role.STRETCHED and all(name.role is not role for name in names)
        names.append(Name(text, role, f"{stretched}:" if first else "", None if swatch in seen else swatch))
        seen.add(swatch)
    return tuple(names)


def _find_swatch(group: str, mark: Mark) -> Swatch:
    role = next(role for role, other in MARKS.items() if other is mark)
    return Swatch(Role.PRIMARY, group) if group == WHOLE_BODY and role is not Role.STRETCHED else Swatch(role)


def compose_legend(names: Sequence[Name], label: str, path: StepPath, typesetter: Typesetter) -> Passage:
    """The label and the names with commas between them, the primary ones bold, those only stretched last."""
    words: list[Word] = list(typesetter.list_items(typesetter.set_text(label, "head-medium")))
    swatches: list[tuple[int, Swatch]] = []
    for name, after in zip_longest(names, names[1:]):
        if name.lead:
            words += typesetter.list_items(typesetter.set_text(name.lead, "head-medium"))
        text = name.text + (";" if after.lead else ",") if after else name.text
        font = "bold" if name.role is Role.PRIMARY else "body"
        first, *others = typesetter.list_items(typesetter.set_text(text, font))
        if name.swatch:
            swatches.append((len(words), name.swatch))
            words[-1] = words[-1]._replace(space=SPACE_BEFORE)
            first = first._replace(width=first.width + SWATCH_ROOM)
        words += [first, *others]
    return Passage(gather_words(words), path, swatches=tuple(swatches), swatch_room=SWATCH_ROOM)
