"""Cards as laid out, before anyone decides which paper they go on."""

from dataclasses import dataclass

from drillcards.model.page import Page
from drillcards.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Card:
    """One physical card, or one page when the template has no back.

    ``part`` of ``parts`` counts the cards that one drill needed.
    """

    slug: str
    front: Page
    back: Page | None = None
    part: int = 1
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Spill:
    """What went onto a later card: so many lines of the section with this heading."""

    heading: str
    lines: int


@dataclass(frozen=True, slots=True)
class LaidDrill:
    """One drill's cards. No cards when an error in ``problems`` stopped it.

    ``body_pt`` is the size of the first face's body; ``spills`` is what a second or later card bears.
    """

    slug: str
    title: str
    cards: tuple[Card, ...]
    body_pt: float
    spills: tuple[Spill, ...] = ()
    problems: tuple[Problem, ...] = ()
