"""How far the ink of finished items reaches."""

from collections.abc import Iterable
from typing import Final

from drillcards.model.page import Group, Image, Item, Shape, Text

DESCENT: Final = 0.25
"""Below the baseline, in em."""


def find_bottom(items: Iterable[Item]) -> float:
    """Where the ink of a page's block ends, in points from its head."""
    return max((_measure_item(item) for item in items), default=0.0)


def _measure_item(item: Item) -> float:
    match item:
        case Group():
            inside = item.box.bottom if item.box else find_bottom(item.items)
            return item.y + inside
        case Text():
            return item.y + DESCENT * item.size
        case Shape():
            return max((point for segment in item.path for point in segment[1::2]), default=0.0)
        case Image():
            return item.box.bottom
    return 0.0
