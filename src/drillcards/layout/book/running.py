"""Drills that run on: each begins where the one before ended, if the page has room for a good beginning."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, NamedTuple

from drillcards.layout.book.frame import Frame
from drillcards.layout.book.numbering import Extent
from drillcards.layout.cards import Edition, lay_out_drill, set_desks
from drillcards.layout.desk import Desk
from drillcards.layout.flow import Pace
from drillcards.layout.ink import find_bottom
from drillcards.model.card import LaidDrill
from drillcards.model.drill import Drill
from drillcards.model.fault import attempt, blame_drill
from drillcards.model.page import Anchor, Box, Group, Item, Page, Tag, Text
from drillcards.model.problem import Problem
from drillcards.model.template import CardTemplate, Face, Slot, SlotKind
from drillcards.model.units import mm_to_pt

BETWEEN: Final = mm_to_pt(10)
"""White space between two drills on a page."""
LEAST_BODY: Final = mm_to_pt(24)
"""A drill begins on a page only if so much is left for its text, below its head."""
TIGHTNESS: Final = 1.0
"""Drills that run on share the smallest size and one rhythm: they are there to save paper."""


@dataclass(frozen=True, slots=True)
class RunPage:
    """A page, and the title of the first drill that is on it."""

    page: Page
    title: str


@dataclass(frozen=True, slots=True)
class RunDrill:
    """A drill's extent. No pages when an error in ``problems`` stopped it."""

    slug: str
    extent: Extent
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A chapter's drills, one after the other."""

    pages: tuple[RunPage, ...]
    drills: tuple[RunDrill, ...]


def run_on(drills: Iterable[Drill], edition: Edition, frame: Frame) -> Run:
    """Lay out the drills of a chapter. ``frame`` is that of the edition's template, which has no backs."""
    pages: list[RunPage] = []
    placed: list[RunDrill] = []
    for drill, desk in set_desks(drills, edition):
        above = pages[-1] if pages else None
        found = attempt(partial(_place, desk, frame, above), blame_drill(drill)) if isinstance(desk, Desk) else desk
        if isinstance(found, _Placed):
            pages[-1:] = [*found.pages]
            placed.append(RunDrill(drill.slug, found.extent, found.problems))
        else:
            problems = (found,) if isinstance(found, Problem) else found
            placed.append(RunDrill(drill.slug, Extent(0), problems))
    return Run(tuple(pages), tuple(placed))


class _Placed(NamedTuple):
    """A drill below what is ``above``, and the pages that this makes: the last page before it is the first of them."""

    pages: tuple[RunPage, ...]
    extent: Extent
    problems: tuple[Problem, ...]


def _place(desk: Desk, frame: Frame, above: RunPage | None) -> _Placed:
    desk = replace(desk, pace=Pace(frame.body.sizes[-1], TIGHTNESS))
    usual = lay_out_drill(desk)
    top = find_bottom(above.page.items) + BETWEEN if above else frame.block.y
    below = _begin_below(desk, usual, frame, top) if above else None
    laid = below or usual
    pages = [above] if above else []
    fresh = [card.front for card in laid.cards]
    if above and below:
        pages = [replace(above, page=_join_pages(above.page, fresh.pop(0), top))]
    pages += [RunPage(page, laid.title) for page in fresh]
    return _Placed(tuple(pages), Extent(len(laid.cards), below is not None), laid.problems)


def _begin_below(desk: Desk, usual: LaidDrill, frame: Frame, top: float) -> LaidDrill | None:
    """The drill with its first page's slots moved down to ``top``; None if that leaves too little of the page.

    ``usual`` is the drill from the head of a page, which tells how high its own head is.
    """
    shift = top - frame.block.y
    if not usual.cards or _find_body(usual.cards[0].front) + shift + LEAST_BODY > frame.block.bottom:
        return None
    lower = replace(desk.template, front=Face(tuple(_move_slots(desk.template, shift))))
    laid = lay_out_drill(replace(desk, template=lower))
    return laid if laid.cards and len(laid.cards) <= 1 + len(usual.cards) else None


def _find_body(page: Page) -> float:
    """Where a drill's own text begins on its first page, below title, facts and figure."""
    (drill,) = page.items
    assert isinstance(drill, Group)
    parts = [item for item in drill.items if isinstance(item, Group) and item.tag in (Tag.SECTION, Tag.DIVISION)]
    return min((top for part in parts for top in _list_tops(part.items)), default=page.height)


def _list_tops(items: Iterable[Item]) -> Iterator[float]:
    for item in items:
        if isinstance(item, Group):
            yield from (item.y + top for top in _list_tops(item.items))
        elif isinstance(item, Text):
            yield item.y - item.size


def _move_slots(template: CardTemplate, shift: float) -> Iterator[Slot]:
    """The front's slots further down. What flows keeps its foot, and what would pass the foot of the page is cut."""
    bottom = max(slot.box.bottom for slot in template.front.slots)
    for slot in template.front.slots:
        x, y, w, h = slot.box
        foot = slot.box.bottom if slot.kind is SlotKind.FLOW else min(bottom, y + shift + h)
        yield replace(slot, box=Box(x, y + shift, w, foot - y - shift))


def _join_pages(above: Page, below: Page, top: float) -> Page:
    anchors = tuple(Anchor(anchor.name, top) for anchor in below.anchors)
    return replace(above, items=(*above.items, *below.items), anchors=(*above.anchors, *anchors))
