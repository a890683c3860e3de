"""Everything has its place: nothing overlaps, leaves the safe zone, meets a hole or is too small to read."""

import pytest

from drillcards.model.page import Box, Image, Page, Shape, Tag, Text
from drillcards.model.template import CardTemplate
from layout.printed import (
    SLUGS,
    TEMPLATES,
    Seen,
    count_columns,
    find_columns,
    find_template,
    lay_out,
    list_faces,
    overlap,
    see,
    see_texts,
    split_columns,
)

HAIR = 0.05
STEPS = {
    "field-4x6": ("Take your stance", "Turn your hips"),
    "field-5x8": ("Keep your eyes", "Hold your finish"),
    "field-a6": ("Take your stance", "Turn your hips"),
}
"""A step below others on the front, and one that stands to its right."""
PUNCHED = 3.0
"""Half the size of the mark that the punch takes away, at most."""


def list_all_faces(name: str) -> list[tuple[str, int, Page]]:
    """(slug, number of the face, face) of every drill."""
    return [(slug, index, face) for slug in SLUGS for index, face in enumerate(list_faces(lay_out(slug, name)))]


def is_panel(seen: Seen, template: CardTemplate) -> bool:
    """A filled rectangle under other things. The figure's shapes are filled too, but are no artifacts."""
    return isinstance(seen.item, Shape) and seen.is_artifact and seen.item.fill is not None


def is_punch_mark(seen: Seen, face: Page) -> bool:
    centres = [(box.x + box.w / 2, box.y + box.h / 2) for box in face.keep_out]
    return any(
        abs(seen.box.x + seen.box.w / 2 - x) < HAIR
        and abs(seen.box.y + seen.box.h / 2 - y) < HAIR
        and seen.box.w <= 2 * PUNCHED
        for x, y in centres
    )


def list_blocks(face: Page) -> list[tuple[Box, str]]:
    """The boxes that must not overlap: of each text, each picture, each figure as a whole."""
    blocks: list[tuple[Box, str]] = []
    figures: dict[int, Box] = {}
    for seen in see(face):
        if isinstance(seen.item, Text):
            if seen.text.text.strip():
                blocks.append((seen.box, seen.text.text))
        elif isinstance(seen.item, Image):
            blocks.append((seen.box, "picture"))
        elif isinstance(seen.item, Shape) and Tag.FIGURE in seen.tags:
            group = next(group for group in seen.path if group.tag is Tag.FIGURE)
            figures[id(group)] = join_boxes(figures.get(id(group), seen.box), seen.box)
    return [*blocks, *((box, "figure") for box in figures.values())]


def join_boxes(one: Box, other: Box) -> Box:
    left, top = min(one.x, other.x), min(one.y, other.y)
    return Box(left, top, max(one.right, other.right) - left, max(one.bottom, other.bottom) - top)


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_overlaps(name: str) -> None:
    found = []
    for slug, index, face in list_all_faces(name):
        blocks = sorted(list_blocks(face))
        for at, (box, what) in enumerate(blocks):
            for other, what_else in blocks[at + 1 :]:
                if other.x > box.right:
                    break
                if overlap(box, other):
                    found.append((slug, index, what, what_else))
    assert found == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_but_panels_leaves_the_safe_zone(name: str) -> None:
    template = find_template(name)
    found = []
    for slug, index, face in list_all_faces(name):
        safe = Box(face.safe, face.safe, face.width - 2 * face.safe, face.height - 2 * face.safe)
        for seen in see(face):
            inside = (
                seen.box.x >= safe.x - HAIR
                and seen.box.right <= safe.right + HAIR
                and seen.box.y >= safe.y - HAIR
                and seen.box.bottom <= safe.bottom + HAIR
            )
            if not inside and not is_panel(seen, template):
                found.append((slug, index, seen.item))
    assert found == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_but_panels_and_the_punch_s_mark_comes_near_a_hole(name: str) -> None:
    template = find_template(name)
    found = []
    for slug, index, face in list_all_faces(name):
        for seen in see(face):
            box = seen.box._replace(w=max(seen.box.w, 0.2), h=max(seen.box.h, 0.2))
            near = any(overlap(box, hole) for hole in face.keep_out)
            if near and not is_panel(seen, template) and not is_punch_mark(seen, face):
                found.append((slug, index, seen.item))
    assert found == []


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
