"""From a flat run of placed items, each with its path through the structure, to nested groups."""

from collections.abc import Iterable, Sequence
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
    levels: list[list[Item]] = [[]]
    path: StepPath = ()
    for steps, item in placed:
        if steps is not path:
            shared = _count_shared(path, steps)
            _close_groups(levels, path, shared)
            levels += [[] for _ in steps[shared:]]
            path = steps
        levels[-1].append(item)
    _close_groups(levels, path, 0)
    return tuple(levels[0])


def _count_shared(path: StepPath, steps: StepPath) -> int:
    shared = 0
    for ours, theirs in zip(path, steps, strict=False):
        if ours is not theirs and ours != theirs:
            break
        shared += 1
    return shared


def _close_groups(levels: list[list[Item]], path: StepPath, depth: int) -> None:
    """Make groups of the path's levels below ``depth``, from the innermost out."""
    for at in range(len(path) - 1, depth - 1, -1):
        items = tuple(levels.pop())
        levels[-1].append(_make_group(path[at], items))


def _make_group(step: Step, items: tuple[Item, ...]) -> Group:
    tag, key, numbered, scope, alt, lang = step
    if tag is Tag.ARTIFACT:
        return Group(items, tag)
    if tag is Tag.FIGURE:
        return Group(items, tag, key, alt=alt, box=_find_extent(items))
    if numbered or scope:
        return Group(items, tag, key, numbered=numbered, scope=scope)
    return Group(items, tag, key, lang=lang) if lang else Group(items, tag, key)


def _find_extent(items: Sequence[Item]) -> Box | None:
    boxes = [box for item in items if (box := getattr(item, "box", None)) is not None]
    if not boxes:
        return None
    left, top = min(b.x for b in boxes), min(b.y for b in boxes)
    return Box(left, top, max(b.right for b in boxes) - left, max(b.bottom for b in boxes) - top)
