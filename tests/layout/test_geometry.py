"""Everything has its place: nothing overlaps, leaves the safe zone, meets a hole or is too small to read."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from drillcards.model.page import Page, Tag, Text
from layout.face_checks import HAIR, find_holed, find_outside, find_overlaps, list_blocks
from layout.printed import (
    SLUGS,
    TEMPLATES,
    count_columns,
    find_columns,
    find_template,
    lay_out,
    list_faces,
    see,
    see_texts,
    split_columns,
)

Found = TypeVar("Found")
STEPS = {
    "field-4x6": ("Take your stance", "Turn your hips"),
    "field-5x8": ("Keep your eyes", "Hold your finish"),
    "field-a6": ("Take your stance", "Turn your hips"),
}
"""A step below others on the front, and one that stands to its right."""


def list_all_faces(name: str) -> list[tuple[str, int, Page]]:
    """(slug, number of the face, face) of every drill."""
    return [(slug, index, face) for slug in SLUGS for index, face in enumerate(list_faces(lay_out(slug, name)))]


def find_on_faces(find: Callable[[Page], list[Found]], name: str) -> list[tuple[str, int, Found]]:
    return [(slug, index, found) for slug, index, face in list_all_faces(name) for found in find(face)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_overlaps(name: str) -> None:
    assert find_on_faces(find_overlaps, name) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_but_panels_leaves_the_safe_zone(name: str) -> None:
    assert find_on_faces(find_outside, name) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_but_panels_and_the_punch_s_mark_comes_near_a_hole(name: str) -> None:
    assert find_on_faces(find_holed, name) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_text_is_smaller_than_the_template_s_floor(name: str) -> None:
    floor = find_template(name).floor
    faces = list_all_faces(name)
    sizes = {
        (seen.text.size, seen.text.text) for _, _, face in faces for seen in see(face) if isinstance(seen.item, Text)
    }
    assert {text for size, text in sizes if size < floor - 1e-9} == set()


@pytest.mark.parametrize("name", TEMPLATES)
def test_text_that_flows_stays_within_its_column(name: str) -> None:
    found = []
    for slug, index, face in list_all_faces(name):
        columns = find_columns(find_template(name), index)
        for seen in see(face):
            if isinstance(seen.item, Text) and seen.tags[:2] in {
                (Tag.SECTION, Tag.SECTION),
                (Tag.SECTION, Tag.DIVISION),
            }:
                held = any(left - HAIR <= seen.box.x and seen.box.right <= right + HAIR for left, right in columns)
                if not held:
                    found.append((slug, index, seen.text.text))
    assert found == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_face_has_one_body_size(name: str) -> None:
    for slug, index, face in list_all_faces(name):
        sizes = {
            seen.text.size
            for seen in see(face)
            if isinstance(seen.item, Text)
            and seen.tags[1:2] in {(Tag.SECTION,), (Tag.DIVISION,)}
            and Tag.HEADING_2 not in seen.tags
            and Tag.LABEL not in seen.tags
        }
        assert len(sizes) <= 1, (slug, index, sizes)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_order_of_reading_goes_down_a_column_and_then_to_the_right(name: str) -> None:
    template = find_template(name)
    for slug, index, face in list_all_faces(name):
        columns = split_columns(
            [seen for seen in see_texts(face) if seen.tags[1:2] in {(Tag.SECTION,), (Tag.DIVISION,)}]
        )
        lefts = [min(seen.box.x for seen in column) for column in columns if column]
        assert lefts == sorted(lefts), (slug, index)
        assert len(columns) <= count_columns(template, index), (slug, index)


@pytest.mark.parametrize("name", ["field-4x6", "field-5x8", "field-a6"])
def test_the_room_under_the_figure_is_used_before_anything_goes_behind(name: str) -> None:
    front = list_faces(lay_out("hitting/four-zone-tee-work", name))[0]
    texts = {seen.text.text: seen for seen in see_texts(front)}
    early, late = (next(seen for words, seen in texts.items() if words.startswith(start)) for start in STEPS[name])
    figure = next(box for box, what in list_blocks(front) if what == "figure")
    assert late.box.y > figure.bottom
    assert late.box.x > early.box.right
