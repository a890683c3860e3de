"""The muscle figure: what a drill works is seen, at any size, in grey."""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.body import load_body
from drillcards.layout.figure import (
    HATCH_SPACING,
    INK,
    RESTING,
    SKIN,
    WHOLE,
    draw_figure,
    draw_swatch,
    find_aspect,
    find_bounds,
)
from drillcards.model.muscle import MuscleUse, Role
from drillcards.model.page import WHITE, Box, Color, Group, Item, Line, Move, Path, Shape, Tag
from drillcards.model.units import mm_to_pt

SMALL = Box(0, 0, mm_to_pt(25), mm_to_pt(50))
LARGE = Box(0, 0, mm_to_pt(60), mm_to_pt(90))
VIEWS = (load_body().front, load_body().back)
GROUPS = sorted({group for view in VIEWS for group in view.muscles})
SURFACE = sorted(set(GROUPS) - set(load_body().deep))


def use(group: str | None, role: Role = Role.PRIMARY) -> MuscleUse:
    return MuscleUse(group, None, role, group or "something new")


def draw(*uses: MuscleUse, box: Box = SMALL, ink: Color = INK) -> Group:
    figure = draw_figure(uses, box, "what it shows", ink)
    assert figure is not None
    return figure


def list_shapes(item: Item) -> Iterator[Shape]:
    if isinstance(item, Shape):
        yield item
    elif isinstance(item, Group):
        for inner in item.items:
            yield from list_shapes(inner)


def list_fills(figure: Group, color: Color) -> list[Path]:
    return [shape.path for shape in list_shapes(figure) if shape.fill == color]


def list_hatched(figure: Group) -> list[Group]:
    return [item for item in figure.items if isinstance(item, Group)]


def count_outlines(group: str) -> int:
    return sum(len(view.muscles.get(group, ())) for view in VIEWS)


def count_contours(paths: Iterable[Path]) -> int:
    return sum(isinstance(segment, Move) for path in paths for segment in path)


@pytest.mark.parametrize("group", GROUPS)
def test_a_primary_muscle_is_solid_wherever_it_is_seen(group: str) -> None:
    figure = draw(use(group))
    assert count_contours(list_fills(figure, INK)) == count_outlines(group) > 0
    assert list_hatched(figure) == []


@pytest.mark.parametrize("role", [Role.SECONDARY, Role.STABILIZER])
@pytest.mark.parametrize("group", GROUPS)
def test_secondary_muscles_and_stabilizers_are_hatched_inside_their_outlines(group: str, role: Role) -> None:
    figure = draw(use(group, role))
    assert list_fills(figure, INK) == []
    hatched = list_hatched(figure)
    assert count_contours(lines.clip or () for lines in hatched) == count_outlines(group)
    outlines = [shape.path for shape in list_shapes(figure) if shape.stroke == INK]
    for lines in hatched:
        assert lines.clip in outlines


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_only_stretched_is_an_empty_outline(group: str) -> None:
    figure = draw(use(group, Role.STRETCHED))
    assert list_fills(figure, INK) == []
    outlines = [shape for shape in list_shapes(figure) if shape.stroke == INK]
    assert count_contours(shape.path for shape in outlines) == count_outlines(group) > 0
    assert [item.clip for item in list_hatched(figure)] == [shape.path for shape in outlines]
    assert draw(use(group, Role.STRETCHED), use(group, Role.STABILIZER)) == draw(use(group, Role.STABILIZER))


def test_a_body_that_is_only_stretched_is_white_and_not_at_work() -> None:
    figure = draw(use("full-body", Role.STRETCHED))
    assert list_fills(figure, WHOLE) == list_fills(figure, RESTING) == []


def test_hatching_is_even_and_fine_enough_for_the_smallest_figure() -> None:
    for hatched in list_hatched(draw(use("chest", Role.SECONDARY))):
        (lines,) = hatched.items
        assert isinstance(lines, Shape)
        starts = [segment for segment in lines.path if isinstance(segment, Move)]
        ends = [segment for segment in lines.path if isinstance(segment, Line)]
        sums = [x + y for x, y in starts]
        assert sums == pytest.approx([x + y for x, y in ends])
        assert len(sums) > 5
        apart = [(after - before) / 2**0.5 for before, after in pairwise(sums)]
        assert apart == pytest.approx([HATCH_SPACING] * len(apart), rel=0.1)


def test_nothing_is_drawn_when_no_group_is_known() -> None:
    assert draw_figure((), SMALL, "") is None
    assert draw_figure((use(None), use("tail")), SMALL, "") is None
    assert draw_figure((use(None), use("calves")), SMALL, "") is not None


def test_the_stronger_role_of_a_group_shows_whatever_its_order() -> None:
    weak, strong = use("glutes", Role.SECONDARY), use("glutes")
    assert draw(weak, strong).items == draw(strong, weak).items == draw(strong).items


def test_the_whole_body_is_grey_with_what_is_named_beside_it_on_top() -> None:
    figure = draw(use("full-body"), use("quadriceps"), use("calves", Role.SECONDARY))
    assert list_fills(figure, RESTING) == []
    assert len(list_fills(figure, WHOLE)) == 2
    assert count_contours(list_fills(figure, INK)) == count_outlines("quadriceps")
    assert count_contours(lines.clip or () for lines in list_hatched(figure)) == count_outlines("calves")


@pytest.mark.parametrize("deep", load_body().deep)
def test_a_deep_muscle_lies_over_what_covers_it_in_a_halo_that_spares_the_silhouette(deep: str) -> None:
    shapes = list(list_shapes(draw(*map(use, GROUPS))))
    front, back = (i for i, shape in enumerate(shapes) if shape.fill == SKIN)
    view = 0 if deep in VIEWS[0].muscles else 1
    skin, resting, *rest = shapes[front:back] if view == 0 else shapes[back:]
    assert resting.fill == RESTING
    covering = sum(group in VIEWS[view].muscles for group in SURFACE)
    assert [shape.fill for shape in rest[:covering]] == [INK] * covering
    *pairs, line = rest[covering:]
    assert count_contours(shape.path for shape in pairs) == 2 * count_outlines(deep)
    for halo, muscle in zip(pairs[::2], pairs[1::2], strict=True):
        assert (halo.fill, halo.stroke) == (None, WHITE)
        assert muscle == Shape(halo.path, fill=INK)
    assert (line.path, line.stroke) == (skin.path, skin.stroke)


def test_a_deep_muscle_is_hatched_against_the_one_that_covers_it() -> None:
    def find_slope(group: str) -> set[float]:
        (lines,) = list_hatched(draw(use(group, Role.SECONDARY)))[0].items
        assert isinstance(lines, Shape)
        points = [segment for segment in lines.path if isinstance(segment, Move | Line)]
        pairs = zip(points[::2], points[1::2], strict=True)
        return {round((b.y - a.y) / (b.x - a.x)) for a, b in pairs if b.x - a.x > 0.01}

    assert find_slope("glutes") == {-1}
    assert find_slope("hip-rotators") == {1}


@settings(deadline=None, max_examples=40)
@given(
    x=st.floats(-50, 500), y=st.floats(-50, 500), width=st.floats(20, 400), height=st.floats(20, 400),
    groups=st.sets(st.sampled_from(GROUPS), min_size=1),
)  # fmt: skip
def test_it_keeps_its_shape_and_lies_in_the_middle_of_any_box(
    x: float, y: float, width: float, height: float, groups: set[str]
) -> None:
    figure = draw(*(use(group, Role.SECONDARY) for group in sorted(groups)), box=Box(x, y, width, height))
    assert (figure.x, figure.y) == (x, y)
    extent = figure.box
    assert extent is not None
    assert extent.x == pytest.approx(width - extent.right, abs=1e-6)
    assert extent.y == pytest.approx(height - extent.bottom, abs=1e-6)
    assert min(extent.x, extent.y) == pytest.approx(0, abs=1e-6)
    assert extent.w / extent.h == pytest.approx(find_aspect(), rel=0.02)
    for shape in chain.from_iterable(list_shapes(item) for item in figure.items if isinstance(item, Shape)):
        half = shape.line_width / 2 if shape.stroke else 0
        left, top, right, bottom = find_bounds(shape.path)
        assert left - half >= extent.x - 1e-6
        assert top - half >= extent.y - 1e-6
        assert right + half <= extent.right + 1e-6
        assert bottom + half <= extent.bottom + 1e-6


def test_front_and_back_stand_side_by_side() -> None:
    front, back = (
        find_bounds(shape.path) for shape in draw(use("abs")).items if isinstance(shape, Shape) and shape.stroke
    )
    assert front[2] < back[0]
    assert front[1] == pytest.approx(back[1])


def test_it_speaks_to_those_who_do_not_see_it() -> None:
    figure = draw(use("lats"))
    assert figure.tag is Tag.FIGURE
    assert figure.alt == "what it shows"


def test_lines_grow_more_slowly_than_the_figure() -> None:
    def find_width(box: Box) -> float:
        return max(shape.line_width for shape in list_shapes(draw(use("abs"), box=box)) if shape.stroke)

    assert find_width(SMALL) == pytest.approx(0.5, rel=0.05)
    assert find_width(SMALL) < find_width(LARGE) < 1


def test_a_drill_may_bring_its_own_ink() -> None:
    blue = Color(0, 0.1, 0.4)
    figure = draw(use("lats"), use("biceps", Role.SECONDARY), ink=blue)
    assert count_contours(list_fills(figure, blue)) == count_outlines("lats")
    assert INK not in {shape.fill for shape in list_shapes(figure)} | {shape.stroke for shape in list_shapes(figure)}


def test_swatches_are_filled_like_the_figure() -> None:
    box = Box(10, 20, 6, 6)
    primary, secondary, stabilizer, stretched = (draw_swatch(role, box) for role in Role)
    assert [shape.fill for shape in list_shapes(primary)] == [INK]
    assert len(list_hatched(secondary)) == 1
    assert stabilizer == secondary
    assert [shape.fill for shape in list_shapes(draw_swatch(Role.PRIMARY, box, group="full-body"))] == [WHOLE]
    assert [shape.fill for shape in list_shapes(stretched)] == [WHITE, None]
    assert draw_swatch(Role.STRETCHED, box, group="full-body") == stretched
    for swatch in (primary, secondary, stretched):
        assert (swatch.x, swatch.y) == (box.x, box.y)
        for shape in list_shapes(swatch):
            left, top, right, bottom = find_bounds(shape.path)
            assert 0 <= left < right <= box.w
            assert 0 <= top < bottom <= box.h


def test_figures_of_one_size_share_their_path_objects() -> None:
    """The writer draws a shared path once; equal paths that are different objects would be written again and again."""
    one, other = draw(use("calves"), use("glutes")), draw(use("calves"), use("quads", Role.SECONDARY))
    paths = {id(shape.path) for shape in list_shapes(one)}
    shared = [shape for shape in list_shapes(other) if id(shape.path) in paths]
    assert {id(shape.path) for shape in shared} >= {id(path) for path in list_fills(one, SKIN)}
    assert {id(path) for path in list_fills(one, RESTING)} <= {id(shape.path) for shape in shared}
    solid = [shape.path for shape in list_shapes(other) if shape.fill == INK]
    assert solid
    assert all(id(path) in paths for path in solid)
