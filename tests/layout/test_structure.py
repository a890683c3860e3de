"""Nesting: from items with paths to groups and back again."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.pieces import Step, StepPath
from drillcards.layout.structure import Placed, nest_items
from drillcards.model.page import Group, Item, Tag, Text

STEPS = st.builds(Step, st.sampled_from([Tag.SECTION, Tag.LIST, Tag.PARAGRAPH]), st.sampled_from("ab"))
PATHS = st.lists(STEPS, max_size=4).map(tuple)


def flatten(
    items: tuple[Item, ...], path: tuple[tuple[Tag | None, str | None], ...] = ()
) -> Iterator[tuple[object, Item]]:
    for item in items:
        if isinstance(item, Group):
            yield from flatten(item.items, (*path, (item.tag, item.key)))
        else:
            yield path, item


def count_groups(items: tuple[Item, ...]) -> int:
    return sum(1 + count_groups(item.items) for item in items if isinstance(item, Group))


@settings(deadline=None, max_examples=80)
@given(paths=st.lists(PATHS, max_size=20))
def test_nested_items_keep_their_order_and_their_paths(paths: list[StepPath]) -> None:
    placed = [Placed(path, Text(0, 0, str(index), "F", 1, 1)) for index, path in enumerate(paths)]
    expected = [(tuple((step.tag, step.key) for step in path), item) for path, item in placed]
    assert list(flatten(nest_items(placed))) == expected


@settings(deadline=None, max_examples=40)
@given(path=PATHS, count=st.integers(1, 6))
def test_neighbours_share_their_groups(path: StepPath, count: int) -> None:
    placed = [Placed(path, Text(0, 0, str(index), "F", 1, 1)) for index in range(count)]
    assert count_groups(nest_items(placed)) == len(path)
