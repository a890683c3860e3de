"""What a drill's faces are laid out with, and a face as it fills up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

from drillcards.layout.columns import Column
from drillcards.layout.compose import Composer
from drillcards.layout.flow import Pace
from drillcards.layout.pieces import Pieces
from drillcards.layout.setting import Setter
from drillcards.layout.slots import Filled
from drillcards.layout.subject import Subject
from drillcards.layout.typesetter import Typesetter
from drillcards.model.drill import Fact
from drillcards.model.page import Box
from drillcards.model.problem import Problem
from drillcards.model.template import CardTemplate


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a drill's faces are laid out with. ``pace`` fixes size and tightness where faces must look alike."""

    template: CardTemplate
    subject: Subject
    own: Mapping[str, Pieces]
    """What each flow slot of the first card starts with, by "front.body"."""
    typesetter: Typesetter
    setter: Setter
    composer: Composer
    problems: tuple[Problem, ...] = ()
    """What is printed of the drill otherwise than it was written."""
    pace: Pace | None = None


class Sheet(NamedTuple):
    """Which face it is: "front", "back" or "more"; the first of the drill or not; "2 of 2" or nothing; its holes."""

    side: str
    first: bool
    mark: str
    holes: tuple[Box, ...] = ()
    largest: float = inf
    """What goes on here is not set larger than where it began, in points."""


@dataclass(slots=True)
class LaidFace:
    """A face as it fills up. ``body_pt`` is 0 without a body."""

    overflow: Pieces
    filled: dict[str, Filled] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    body_pt: float = 0.0
    handed: tuple[Fact, ...] = ()
    """Facts that wait for the next facts slot."""

    @property
    def crowded(self) -> tuple[str, ...]:
        """Names of the slots whose text ran out of its box."""
        return tuple(name for name, filled in self.filled.items() if not filled.fits)
