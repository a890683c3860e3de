"""Which words of a drill name muscles, and what they are said to do."""

from drillcards.model.drill import Section
from drillcards.model.muscle import MuscleUse
from drillcards.read.frontmatter import MatterReader


def read_muscles(matter: MatterReader, sections: tuple[Section, ...]) -> tuple[MuscleUse, ...]:
    """The muscles that a drill names."""
    return ()
