"""From a flat run of placed items, each with its path through the structure, to nested groups."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from drillcards.layout.pieces import Step, StepPath
from drillcards.model.page import Box, Group, Item, Tag


class Placed(NamedTuple):
    """An item and the steps that lead to it; an empty path hangs it below the page's own group."""

    path: StepPath
    item: Item


ARTIFACT: StepPath = (Step(Tag.ARTIFACT, ""),)


def nest_items(placed: Iterable[Placed]) -> tuple[Item, ...]:
    """Neighbours that share a step share its group: ``(L, LI, Lbl)`` and ``(L, LI, LBody)`` meet in one LI."""
    return _nest(tuple(placed), 0)


def _nest(placed: Sequence[Placed], depth: int) -> tuple[Item, ...]:
    items: list[Item] = []
    for step, run in groupby(placed, key=lambda p: p.path[depth] if len(p.path) > depth else None):
        if step is None:
            items.extend(p.item for p in run)
            continue
        inner = _nest(tuple(run), depth + 1)
        items.append(_make_group(step, inner))
    return tuple(items)


def _make_group(step: Step, items: tuple[Item, ...]) -> Group:
    if step.tag is Tag.ARTIFACT:
        return Group(items, Tag.ARTIFACT)
    return Group(
        items,
        step.tag,
        step.key,
        alt=step.alt,
        numbered=step.numbered,
        scope=step.scope,
        box=_find_extent(items) if step.tag is Tag.FIGURE else None,
    )


def _find_extent(items: Sequence[Item]) -> Box | None:
    boxes = [box for item in items if (box := getattr(item, "box", None)) is not None]
    if not boxes:
        return None
    left, top = min(b.x for b in boxes), min(b.y for b in boxes)
    return Box(left, top, max(b.right for b in boxes) - left, max(b.bottom for b in boxes) - top)
