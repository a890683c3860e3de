"""A routine as read: a document in phases that names drills, such as a fifteen-minute warm-up."""

from dataclasses import dataclass, field

from drillcards.model.drill import Blocks, Fact, Section, Source


@dataclass(frozen=True, slots=True)
class Routine:
    """One routine, whole. ``slug`` is its path below ``routines/`` without the suffix; sections are its phases."""

    slug: str
    title: str
    source: Source
    description: str = ""
    lang: str = "en"
    facts: tuple[Fact, ...] = ()
    intro: Blocks = ()
    sections: tuple[Section, ...] = ()
    closing: Blocks = ()
    drills: tuple[str, ...] = ()
    """The slugs of the drills that it names, each once, in order."""
    title_line: int | None = field(default=None, compare=False)
    """None: the title is the file's name."""
