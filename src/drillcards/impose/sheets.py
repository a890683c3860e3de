"""Cards as pages for the printer: imposed on sheets, or each face on a page of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from drillcards.impose.faces import (
    add_crop_marks,
    find_odd_face,
    find_printable,
    place_face,
    strip_tags,
    warn_of_edge,
)
from drillcards.impose.grid import describe_fit, find_grid
from drillcards.impose.marks import MarkFont, surround_cards
from drillcards.impose.plan import Order, Placement, SheetPlan, SheetSide, Side, plan_sheets
from drillcards.model.card import Card
from drillcards.model.page import Box, Group, Item, Page
from drillcards.model.problem import Problem
from drillcards.model.sheet import Duplex, Paper, Stock

_TRIAL: Final = "hold a trial print against the card before you print the deck"


@dataclass(frozen=True, slots=True)
class Imposition:
    """Sheets ready to print. No pages when an error in ``problems`` stopped it, or when there were no cards.

    ``duplex`` is what the printer must do, which is ``NONE`` for a deck without backs. ``notes`` are sentences for
    the coach about what this paper made necessary.
    """

    pages: tuple[Page, ...]
    sheet_count: int
    cards_per_sheet: int
    duplex: Duplex
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def impose_cards(
    cards: Sequence[Card],
    paper: Paper | Stock,
    *,
    duplex: Duplex,
    font: MarkFont,
    copies: int = 1,
    crop_marks: bool = True,
    back_offset: tuple[float, float] = (0.0, 0.0),
    order: Order = Order.DECK,
) -> Imposition:
    """Put a deck on sheets; fronts and backs alternate as the printer needs them.

    ``back_offset`` (right, down, in points, as a back is looked at) moves all that is on the backs of sheets, to
    make up for a printer that feeds askew. ``crop_marks`` don't apply to perforated stock. The faces lose their
    semantic tags and links, which mean nothing on a sheet to be cut up. Raises ValueError if the faces differ in
    size or bleed, or ``copies`` is less than 1.
    """
    if not cards:
        return Imposition((), 0, 0, Duplex.NONE)
    face = _check_sizes(cards)
    grid = find_grid(face.width, face.height, face.bleed, paper)
    if isinstance(grid, Problem):
        return Imposition((), 0, 0, Duplex.NONE, problems=(grid,))
    plan = plan_sheets([card.back is not None for card in cards], grid, duplex, copies=copies, order=order)
    faces = _strip_faces(cards)
    draws_cuts = crop_marks and isinstance(paper, Paper)
    drawn = [_draw_side(side, plan, faces, font, crop_marks=draws_cuts, offset=back_offset) for side in plan.sides]
    edge = warn_of_edge(min(grid.left, grid.top) + face.safe, _TRIAL)
    notes = (*plan.notes, *describe_fit(grid, face.bleed), *edge)
    return Imposition(
        pages=tuple(page for page, _ in drawn),
        sheet_count=plan.sheet_count,
        cards_per_sheet=plan.cards_per_sheet,
        duplex=plan.duplex,
        notes=(*notes, *drawn[0][1]),
    )


def separate_faces(cards: Sequence[Card], *, crop_marks: bool = False) -> tuple[Page, ...]:
    """Each face on a page of its own, front then back, tags and links as they were.

    If any card has a back, those without get a blank one, so that printing on both sides stays in step. Crop marks
    stand outside the bleed, in a slug made wide enough for them. Raises ValueError if the faces differ in size.
    """
    if not cards:
        return ()
    _check_sizes(cards)
    two_sided = any(card.back for card in cards)
    pages: list[Page] = []
    for card in cards:
        pages.append(card.front)
        if two_sided:
            pages.append(card.back or _make_blank(card.front))
    return tuple(map(add_crop_marks, pages)) if crop_marks else tuple(pages)


def _check_sizes(cards: Sequence[Card]) -> Page:
    """The first face, whose size all share; else ValueError."""
    first = cards[0].front
    for card in cards:
        if find_odd_face(filter(None, (card.front, card.back)), first) is not None:
            raise ValueError(f"the cards of one deck must have one size and bleed; {card.slug} differs")
    return first


def _make_blank(front: Page) -> Page:
    return Page(front.width, front.height, (), bleed=front.bleed, slug=front.slug)


def _strip_faces(cards: Sequence[Card]) -> dict[tuple[int, Side], Page]:
    """Each face without tags and links, by (index of the card, side)."""
    faces = {(index, Side.FRONT): card.front for index, card in enumerate(cards)}
    faces |= {(index, Side.BACK): card.back for index, card in enumerate(cards) if card.back}
    return {key: replace(page, items=strip_tags(page.items)) for key, page in faces.items()}


def _draw_side(
    side: SheetSide,
    plan: SheetPlan,
    faces: dict[tuple[int, Side], Page],
    font: MarkFont,
    *,
    crop_marks: bool,
    offset: tuple[float, float],
) -> tuple[Page, tuple[str, ...]]:
    grid = plan.grid
    printable = find_printable(grid.sheet_width, grid.sheet_height)
    advice, folio = _word_side(side, plan)
    around = surround_cards(
        side.cells, grid.bleed, printable, advice=advice, folio=folio, font=font, crop_marks=crop_marks
    )
    items: tuple[Item, ...] = tuple(
        _place_face(placed, faces[placed.card, placed.face], grid.bleed) for placed in side.placements
    )
    items = (*items, *around.items)
    if side.side is Side.BACK and offset != (0.0, 0.0):
        items = (Group(items, x=offset[0], y=offset[1]),)
    label = str(side.sheet) if plan.duplex is Duplex.NONE else f"{side.sheet} {side.side}"
    return Page(grid.sheet_width, grid.sheet_height, items, label=label), around.notes


def _word_side(side: SheetSide, plan: SheetPlan) -> tuple[str, str]:
    """How to print the sheets, and which side of which sheet this is."""
    sheet = f"sheet {side.sheet} of {plan.sheet_count}"
    if plan.duplex is Duplex.NONE:
        return "Print at 100 %, one-sided", sheet
    return f"Print at 100 %, flip on the {plan.duplex} edge", f"{sheet}, {side.side}"


def _place_face(placed: Placement, page: Page, bleed: float) -> Group:
    inked = Box(-bleed, -bleed, page.width + 2 * bleed, page.height + 2 * bleed)
    return place_face(page.items, placed.cell, placed.turns, inked)
