"""A packet's last page: the muscles that its drills train, and which drill trains which."""

from collections.abc import Iterator, Sequence
from typing import Final

from drillcards.layout.book.contents import set_contents
from drillcards.layout.book.entries import set_entries
from drillcards.layout.book.lettering import place_letters
from drillcards.layout.book.rows import Entry, Head, Row, path_index
from drillcards.layout.book.story import SetPage, Tools
from drillcards.layout.contrast import INK
from drillcards.layout.figure import draw_figure, find_aspect
from drillcards.layout.packet.cover import Planned
from drillcards.layout.packet.words import find_packet_word
from drillcards.layout.pieces import Step
from drillcards.layout.structure import Placed
from drillcards.model.muscle import MuscleUse, Role, Taxonomy
from drillcards.model.page import Box, Tag
from drillcards.model.units import mm_to_pt

KEY: Final = ":muscles"
CONTENTS: Final = ":contents"
TITLE_SIZE: Final = 26.0
FIGURE: Final = mm_to_pt(90)
GAP: Final = mm_to_pt(8)


def set_summary(drills: Sequence[Planned], taxonomy: Taxonomy, tools: Tools) -> Iterator[SetPage]:
    """The figure of all that the drills train, and below it each group with their numbers. Nothing for no muscles."""
    uses = _combine_uses(drills)
    rows = list(_list_groups(drills, taxonomy))
    if not rows:
        return
    block = tools.frame.block
    title = find_packet_word("trains", tools.lang)
    words = tools.typesetter.set_text(title, "head")
    size = min(TITLE_SIZE, block.w / words.width)
    heading = (Step(Tag.SECTION, KEY), Step(Tag.HEADING_1, "title"))
    placed = list(place_letters(words, size, block.x, block.right, block.y + 0.74 * size, INK, heading))
    top = block.y + 1.6 * TITLE_SIZE
    width = FIGURE * find_aspect()
    names = [group.name for group in taxonomy.groups if any(use.group == group.id for use in uses)]
    box = Box(block.x + (block.w - width) / 2, top, width, FIGURE)
    figure = draw_figure(uses, box, f"{title}: {', '.join(names)}")
    if figure:
        placed.append(Placed((Step(Tag.SECTION, KEY),), figure._replace(key="figure")))
        top += FIGURE + GAP
    page = SetPage(placed, ((KEY, block.y),))
    yield from set_entries(rows, tools, path_index(KEY), title=page, top=top, columns=tools.frame.columns)


def set_packet_contents(drills: Sequence[Planned], tools: Tools) -> Iterator[SetPage]:
    """The drills of a long packet with their numbers, which are at the foot of their pages."""
    rows = [_enter(planned) for planned in drills]
    yield from set_contents(rows, find_packet_word("contents", tools.lang), CONTENTS, tools)


def _enter(planned: Planned) -> Entry:
    return Entry(planned.drill.title, planned.code, planned.drill.slug)


def _list_groups(drills: Sequence[Planned], taxonomy: Taxonomy) -> Iterator[Row]:
    """Regions with their groups; a group is bold if a drill trains it first of all."""
    region = ""
    for group in taxonomy.groups:
        roles = {
            planned.code: [use.role for use in planned.drill.muscles if use.group == group.id] for planned in drills
        }
        codes = [code for code, found in roles.items() if found]
        if not codes:
            continue
        if group.region != region:
            region = group.region
            yield Head(group.region_name.capitalize(), 1)
        primary = any(Role.PRIMARY in found for found in roles.values())
        yield Entry(group.name, ", ".join(codes), strong=primary)


def _combine_uses(drills: Sequence[Planned]) -> list[MuscleUse]:
    """All uses; the figure shows each group in its strongest role."""
    return [use for planned in drills for use in planned.drill.muscles if use.group]
