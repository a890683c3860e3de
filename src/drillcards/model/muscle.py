"""Muscles on three levels, and what a drill says of them."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a muscle does in a drill."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    STABILIZER = "stabilizer"


@dataclass(frozen=True, slots=True)
class MuscleGroup:
    """A group as coaches index it: ``MuscleGroup("calves", "Calves", "lower leg", "lower leg", ("gastrocnemius", …))``.

    ``name`` and ``region_name`` are for print, in some language; ``id`` and ``region`` are the same in all.
    """

    id: str
    name: str
    region: str
    region_name: str
    muscles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All groups, in the order of an index: by region, from head to foot."""

    groups: tuple[MuscleGroup, ...]

    def find_group(self, group_id: str) -> MuscleGroup | None:
        """The group of this id, or None."""
        return next((group for group in self.groups if group.id == group_id), None)


@dataclass(frozen=True, slots=True)
class MuscleUse:
    """One group that a mention stands for. ``group`` is None when nobody knows the mention.

    ``mention`` is the drill's own wording outside the parentheses, ``note`` what it says inside them; ``muscles``
    are those of the group that it names.
    """

    group: str | None
    region: str | None
    role: Role
    mention: str
    note: str = ""
    muscles: tuple[str, ...] = ()
