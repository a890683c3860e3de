"""Routines: documents in phases, whose drills are named with their pages."""

from drillcards.layout.book.story import Tools, compose_title
from drillcards.layout.doses import join_doses
from drillcards.layout.pieces import Pieces
from drillcards.layout.references import References
from drillcards.model.drill import Paragraph, Span
from drillcards.model.page import Tag
from drillcards.model.routine import Routine

PHASE_LEVEL = 3


def key_routine(slug: str) -> str:
    """The anchor of a routine's first page."""
    return f":routine-{slug}"


def compose_routine(routine: Routine, references: References, tools: Tools) -> Pieces:
    """A routine as pieces: title, description, facts, what it says, phase by phase."""
    key = key_routine(routine.slug)
    title = compose_title(routine.title, key, tools, scale=2.0)
    blocks = []
    if routine.description:
        blocks.append(Paragraph((Span(routine.description, em=True),)))
    if routine.facts:
        facts = " · ".join(f"{fact.label}: {fact.value}" for fact in join_doses(routine.facts, routine.lang))
        blocks.append(Paragraph((Span(facts, strong=True),)))
    head = tools.composer.compose_blocks(tuple(blocks), key, Tag.SECTION)
    body = references.resolve_blocks(routine.intro, routine.slug, "routines")
    pieces = [*head, *tools.composer.compose_blocks(body, f"{key}-intro")]
    for index, section in enumerate(routine.sections):
        blocks_ = references.resolve_blocks(section.blocks, routine.slug, "routines")
        resolved = type(section)(section.key, section.heading, blocks_, section.line)
        pieces += tools.composer.compose_section(resolved, index)
    closing = references.resolve_blocks(routine.closing, routine.slug, "routines")
    return (title, *pieces, *tools.composer.compose_blocks(closing, f"{key}-closing"))
