"""Muscles on three levels, and what a drill says of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a muscle does in a drill, the most important first. What is only stretched isn't trained."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    STABILIZER = "stabilizer"
    STRETCHED = "stretched"


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


def find_strongest(roles: Iterable[Role]) -> Role:
    """The most important of some roles, as a group has that is named several times. ValueError: there is none."""
    order = tuple(Role)
    return min(roles, key=order.index)


def find_roles(uses: Iterable[MuscleUse]) -> dict[str, Role]:
    """The strongest role of each group that the uses name, by the group's id, in the order in which they come."""
    roles: dict[str, Role] = {}
    for use in uses:
        if use.group:
            roles[use.group] = find_strongest((use.role, roles.get(use.group, use.role)))
    return roles


def list_trained(uses: Iterable[MuscleUse]) -> tuple[str, ...]:
    """The ids of the groups that are trained, in any role but that of being stretched."""
    return tuple(group for group, role in find_roles(uses).items() if role is not Role.STRETCHED)
