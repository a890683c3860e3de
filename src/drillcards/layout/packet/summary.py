"""A packet's last page: the muscles that its drills train, and which drill trains which."""

from collections.abc import Iterator, Sequence
from typing import Final

from drillcards.layout.book.contents import set_contents
from drillcards.layout.book.entries import set_entries
from drillcards.layout.book.lettering import place_letters
from drillcards.layout.book.rows import Entry, Head, Row, path_index
from drillcards.layout.book.story import SetPage, Tools
from drillcards.layout.book.words import find_book_word
from drillcards.layout.contrast import INK
from drillcards.layout.figure import draw_figure, find_aspect
from drillcards.layout.packet.cover import Planned
from drillcards.layout.packet.words import find_packet_word
from drillcards.layout.pieces import Step
from drillcards.layout.structure import Placed
from drillcards.layout.subject import describe_groups, name_groups
from drillcards.model.muscle import MuscleUse, Role, Taxonomy, find_roles
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
    rows = list(_list_groups(drills, taxonomy, tools.lang))
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
    groups = {group.id: group.name for group in taxonomy.groups}
    box = Box(block.x + (block.w - width) / 2, top, width, FIGURE)
    figure = draw_figure(uses, box, describe_groups(title, name_groups(uses, groups), tools.lang))
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


def _list_groups(drills: Sequence[Planned], taxonomy: Taxonomy, lang: str) -> Iterator[Row]:
    """Regions with their groups; a group is bold if a drill trains it first of all. What is only stretched says so."""
    region = ""
    for group in taxonomy.groups:
        named = ((planned.code, find_roles(planned.drill.muscles)) for planned in drills)
        roles = {code: found[group.id] for code, found in named if group.id in found}
        if roles and group.region != region:
            region = group.region
            yield Head(group.region_name.capitalize(), 1)
        stretching = [code for code, role in roles.items() if role is Role.STRETCHED]
        training = [code for code in roles if code not in stretching]
        if training:
            yield Entry(group.name, ", ".join(training), strong=Role.PRIMARY in roles.values())
        if stretching:
            yield Entry(f"{group.name} ({find_book_word('stretch', lang)})", ", ".join(stretching))


def _combine_uses(drills: Sequence[Planned]) -> list[MuscleUse]:
    """All uses; the figure shows each group in its strongest role."""
    return [use for planned in drills for use in planned.drill.muscles if use.group]
