"""The body's outlines: whole, in their places, apart from one another, the same on both sides."""

from cmath import phase, rect
from itertools import combinations, pairwise
from math import hypot, pi

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.body import Knot, View, build_outlines, draw_loop, load_body, parse_knots
from drillcards.model.page import Close, Curve, Line, Move, Path

GROUPS = {
    *(
        "neck",
        "shoulders",
        "rotator-cuff",
        "upper-back",
        "lats",
        "lower-back",
        "chest",
        "biceps",
        "triceps",
        "forearms",
    ),
    *("abs", "obliques", "deep-core", "glutes", "hip-flexors", "hip-abductors", "hip-adductors", "hip-rotators"),
    *("quadriceps", "hamstrings", "calves", "shins", "feet"),
}
VIEWS = {"front": load_body().front, "back": load_body().back}

Point = tuple[float, float]


def flatten(path: Path, steps: int = 8) -> list[Point]:
    """Points along the outline."""
    points: list[Point] = []
    for segment in path:
        if isinstance(segment, Move | Line):
            points.append((segment.x, segment.y))
        elif isinstance(segment, Curve):
            x0, y0 = points[-1]
            x1, y1, x2, y2, x3, y3 = segment
            for step in range(1, steps + 1):
                t = step / steps
                a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
                points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return points


def is_inside(point: Point, outline: list[Point]) -> bool:
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise([*outline, outline[0]]):
        if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
            crossings += 1
    return crossings % 2 == 1


def measure_distance(point: Point, outline: list[Point]) -> float:
    return min(measure_to_edge(point, start, end) for start, end in pairwise([*outline, outline[0]]))


def measure_to_edge(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / square if square else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


def list_outlines(view: View) -> list[tuple[str, Path]]:
    return [(group, path) for group, paths in view.muscles.items() for path in paths]


def test_every_group_but_the_whole_body_has_an_outline() -> None:
    assert {group for view in VIEWS.values() for group in view.muscles} == GROUPS
    assert set(load_body().deep) <= GROUPS


def test_the_body_is_seven_and_a_half_heads_tall_and_two_wide_at_the_shoulders() -> None:
    for view in VIEWS.values():
        points = flatten(view.silhouette)
        assert min(y for _, y in points) == pytest.approx(0, abs=0.5)
        assert max(y for _, y in points) == pytest.approx(750, abs=8)
        assert 2 * max(x for x, y in points if y < 205) == pytest.approx(200, abs=5)


@pytest.mark.parametrize("name", VIEWS)
def test_every_outline_is_one_closed_contour(name: str) -> None:
    view = VIEWS[name]
    for group, path in [("silhouette", view.silhouette), *list_outlines(view)]:
        assert [type(segment) for segment in path].count(Move) == 1, group
        assert isinstance(path[0], Move), group
        assert path[-1] == Close(), group
        assert path[-2][-2:] == pytest.approx(path[0]), group


@pytest.mark.parametrize("name", VIEWS)
def test_muscles_keep_inside_the_silhouette(name: str) -> None:
    silhouette = flatten(VIEWS[name].silhouette)
    for group, path in list_outlines(VIEWS[name]):
        for point in flatten(path):
            assert is_inside(point, silhouette), (group, point)
            assert measure_distance(point, silhouette) > 1.8, (group, point)


@pytest.mark.parametrize("name", VIEWS)
def test_muscles_at_the_surface_keep_a_gap_between_them(name: str) -> None:
    deep = load_body().deep
    outlines = [(group, flatten(path)) for group, path in list_outlines(VIEWS[name]) if group not in deep]
    for (group, one), (neighbour, other) in combinations(outlines, 2):
        if not may_touch(one, other):
            continue
        for points, outline in ((one, other), (other, one)):
            for point in points:
                assert not is_inside(point, outline), (group, neighbour, point)
                assert measure_distance(point, outline) > 1.8, (group, neighbour, point)


def may_touch(one: list[Point], other: list[Point], gap: float = 2.0) -> bool:
    """Whether the outlines' bounds come near each other."""
    return all(
        min(p[axis] for p in one) - gap < max(p[axis] for p in other)
        and min(p[axis] for p in other) - gap < max(p[axis] for p in one)
        for axis in (0, 1)
    )


@pytest.mark.parametrize("name", VIEWS)
def test_left_and_right_are_mirror_images(name: str) -> None:
    view = VIEWS[name]
    for group, paths in {"silhouette": (view.silhouette,), **view.muscles}.items():
        points = [point for path in paths for point in flatten(path)]
        for x, y in points:
            assert min(hypot(-x - other_x, y - other_y) for other_x, other_y in points) < 0.01, (group, x, y)


@pytest.mark.parametrize("name", VIEWS)
def test_no_outline_makes_a_loop(name: str) -> None:
    """An outline that crosses itself turns more often, or less, than once."""
    view = VIEWS[name]
    for group, path in [("silhouette", view.silhouette), *list_outlines(view)]:
        points = [complex(x, y) for x, y in flatten(path, 40)]
        steps = [b - a for a, b in pairwise([*points, points[0]]) if abs(b - a) > 1e-9]
        turning = sum(phase(b / a) for a, b in pairwise([*steps, steps[0]]))
        assert turning == pytest.approx(2 * pi), group


@pytest.mark.parametrize("name", VIEWS)
def test_all_outlines_run_the_same_way_round(name: str) -> None:
    """So that outlines joined into one path don't cut holes into one another (non-zero winding)."""
    for group, path in list_outlines(VIEWS[name]):
        points = flatten(path)
        area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*points, points[0]]))
        assert area > 0, group


@settings(deadline=None, max_examples=50)
@given(count=st.integers(4, 24), radius=st.floats(0.5, 500), start=st.floats(0, 2 * pi))
def test_knots_on_a_circle_make_a_circle(count: int, radius: float, start: float) -> None:
    knots = [Knot(rect(radius, start + 2 * pi * i / count), corner=False) for i in range(count)]
    for x, y in flatten(draw_loop(knots)):
        assert hypot(x, y) == pytest.approx(radius, rel=0.001)


def test_a_curve_runs_through_its_knots_and_bends_only_at_corners() -> None:
    (path, _) = build_outlines("10,0^ 30,5 40,20 30,40^ 10,40^")
    assert path[0] == Move(10, 0)
    assert [segment[-2:] for segment in path[1:-1]] == [
        pytest.approx(end) for end in ((30, 5), (40, 20), (30, 40), (10, 40), (10, 0))
    ]
    assert [type(segment) for segment in path[1:-1]] == [Curve, Curve, Curve, Line, Line]
    before, after = path[1], path[2]
    assert isinstance(before, Curve)
    assert isinstance(after, Curve)
    arrives = complex(before.x - before.x2, before.y - before.y2)
    leaves = complex(after.x1 - before.x, after.y1 - before.y)
    assert (arrives / leaves).imag == pytest.approx(0)


def test_half_an_outline_on_the_middle_line_is_completed_and_any_other_is_doubled() -> None:
    assert len(build_outlines("0,0 10,5 0,10")) == 1
    right, left = build_outlines("1,0^ 10,5^ 1,10^")
    assert right == (Move(1, 0), Line(10, 5), Line(1, 10), Line(1, 0), Close())
    assert left == (Move(-1, 10), Line(-10, 5), Line(-1, 0), Line(-1, 10), Close())


def test_knots_are_read_with_their_corners() -> None:
    assert parse_knots("3,-1.5\n 0,2^") == (Knot(3 - 1.5j, corner=False), Knot(2j, corner=True))
