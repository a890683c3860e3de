"""The legend: the names of the muscle groups, and before them what the figure fills their muscles with."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from drillcards.layout.figure import WHOLE_BODY, Mark, mark_groups
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
    """A name, whether it is of a primary group, and the swatch before it."""

    text: str
    primary: bool
    swatch: Swatch | None


def list_names(uses: Sequence[MuscleUse], groups: Mapping[str, str]) -> tuple[Name, ...]:
    """The names of all groups, the primary ones first; a swatch is before the first of each kind that the figure shows.

    ``groups`` are the names of muscle groups by id.
    """
    kinds = {groups.get(group, group): _find_swatch(group, mark) for group, mark in mark_groups(uses)}
    seen: set[Swatch | None] = set()
    names: list[Name] = []
    for text, primary in name_groups(uses, groups):
        swatch = kinds.get(text)
        names.append(Name(text, primary, None if swatch in seen else swatch))
        seen.add(swatch)
    return tuple(names)


def _find_swatch(group: str, mark: Mark) -> Swatch:
    if group == WHOLE_BODY:
        return Swatch(Role.PRIMARY, group)
    return Swatch(Role.PRIMARY if mark is Mark.SOLID else Role.SECONDARY)


def compose_legend(names: Sequence[Name], label: str, path: StepPath, typesetter: Typesetter) -> Passage:
    """The label and the names with commas between them, the primary ones bold."""
    words: list[Word] = list(typesetter.list_items(typesetter.set_text(label, "head-medium")))
    swatches: list[tuple[int, Swatch]] = []
    for index, name in enumerate(names):
        text = name.text + ("," if index < len(names) - 1 else "")
        first, *others = typesetter.list_items(typesetter.set_text(text, "bold" if name.primary else "body"))
        if name.swatch:
            swatches.append((len(words), name.swatch))
            words[-1] = words[-1]._replace(space=SPACE_BEFORE)
            first = first._replace(width=first.width + SWATCH_ROOM)
        words += [first, *others]
    return Passage(gather_words(words), path, swatches=tuple(swatches), swatch_room=SWATCH_ROOM)
