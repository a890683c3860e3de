"""Cards as pages for the printer: imposed on sheets, or each face on a page of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from drillcards.impose.grid import PRINTABLE_MARGIN, Grid, describe_fit, find_grid
from drillcards.impose.marks import MarkFont, draw_crop_marks, surround_cards
from drillcards.impose.plan import Order, Placement, SheetPlan, SheetSide, Side, plan_sheets
from drillcards.model.card import Card
from drillcards.model.page import Box, Group, Item, LinkArea, Page, rect_path
from drillcards.model.problem import Problem
from drillcards.model.sheet import Duplex, Paper, Stock
from drillcards.model.units import pt_to_mm

_SAME: Final = 0.01
"""Points within which two lengths are one."""


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
    notes = (*plan.notes, *describe_fit(grid, face.bleed), *_warn_of_edge(grid, face))
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
    return tuple(map(_add_crop_marks, pages)) if crop_marks else tuple(pages)


def _check_sizes(cards: Sequence[Card]) -> Page:
    """The first face, whose size all share; else ValueError."""
    first = cards[0].front
    for card in cards:
        for page in filter(None, (card.front, card.back)):
            lengths = zip((page.width, page.height, page.bleed), (first.width, first.height, first.bleed), strict=True)
            if any(abs(a - b) > _SAME for a, b in lengths):
                raise ValueError(f"the cards of one deck must have one size and bleed; {card.slug} differs")
    return first


def _make_blank(front: Page) -> Page:
    return Page(front.width, front.height, (), bleed=front.bleed, slug=front.slug)


def _add_crop_marks(page: Page) -> Page:
    marks, reach = draw_crop_marks(Box(0.0, 0.0, page.width, page.height), page.bleed)
    return replace(page, items=(*page.items, marks), slug=max(page.slug, reach))


def _strip_faces(cards: Sequence[Card]) -> dict[tuple[int, Side], Page]:
    """Each face without tags and links, by (index of the card, side)."""
    faces = {(index, Side.FRONT): card.front for index, card in enumerate(cards)}
    faces |= {(index, Side.BACK): card.back for index, card in enumerate(cards) if card.back}
    return {key: replace(page, items=_strip_tags(page.items)) for key, page in faces.items()}


def _strip_tags(items: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(
        Group(_strip_tags(item.items), x=item.x, y=item.y, turns=item.turns, clip=item.clip)
        if isinstance(item, Group)
        else item
        for item in items
        if not isinstance(item, LinkArea)
    )


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
    margin = PRINTABLE_MARGIN
    printable = Box(margin, margin, grid.sheet_width - 2 * margin, grid.sheet_height - 2 * margin)
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
    """The face, moved so that its trim turned by quarter ``turns`` about its top left corner covers the cell."""
    cell = placed.cell
    x = cell.right if placed.turns in (1, 2) else cell.x
    y = cell.bottom if placed.turns in (2, 3) else cell.y
    inked = Box(-bleed, -bleed, page.width + 2 * bleed, page.height + 2 * bleed)
    return Group(page.items, x=x, y=y, turns=placed.turns, clip=rect_path(inked))


def _warn_of_edge(grid: Grid, face: Page) -> tuple[str, ...]:
    """A word of warning if a printer's blank edge may swallow text: the cards reach it, and their text comes near."""
    nearest = min(grid.left, grid.top) + face.safe
    if nearest >= PRINTABLE_MARGIN - _SAME:
        return ()
    return (
        f"Text begins {pt_to_mm(nearest):.2g} mm from the sheet's edge: hold a trial print against the card "
        "before you print the deck.",
    )
