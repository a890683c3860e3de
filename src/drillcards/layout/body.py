"""The body's outlines, front and back: the knots of ``body.toml`` → smooth closed paths, once.

The curves are John Hobby's (Smooth, easy to compute interpolating splines, 1986), at tension and curl 1, as METAFONT
and MetaPost draw them: few knots, no handles to keep, and no flat spots or overshoot between them.
"""

import tomllib
from cmath import phase, rect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import cos, sin, sqrt
from typing import Final, NamedTuple

from drillcards.model.page import Close, Curve, Line, Move, Path, Segment

UNROLLED: Final = 8
"""How many knots of a loop are repeated at each end. A knot's pull fades to about a quarter from one to the next."""


class Knot(NamedTuple):
    """A point that an outline runs through, smoothly unless it is a corner."""

    at: complex
    corner: bool


@dataclass(frozen=True, slots=True)
class View:
    """The body from one side, in hundredths of a head: x from the middle line, y down from the crown.

    ``muscles`` has the outlines of each group that is seen from here, those of both sides of the body.
    """

    silhouette: Path
    muscles: Mapping[str, tuple[Path, ...]]


@dataclass(frozen=True, slots=True)
class Body:
    """Both views, and the groups that lie under others, the deepest last."""

    front: View
    back: View
    deep: tuple[str, ...]


@cache
def load_body() -> Body:
    """The body that ships with the package."""
    data = tomllib.loads(files("drillcards.layout").joinpath("body.toml").read_text("utf-8"))
    return Body(_build_view(data["front"]), _build_view(data["back"]), tuple(data["deep"]))


def _build_view(data: Mapping[str, str | list[str]]) -> View:
    paths = {
        name: tuple(path for line in ([lines] if isinstance(lines, str) else lines) for path in build_outlines(line))
        for name, lines in data.items()
    }
    (silhouette,) = paths.pop("silhouette")
    return View(silhouette, paths)


def build_outlines(line: str) -> tuple[Path, ...]:
    """One line of knots as closed paths: ``"3,150 60,146^ 70,190"``, where ``^`` makes a corner.

    A line that starts and ends on the middle line is one half of an outline; any other stands for itself and its
    mirror image. All run the same way round.
    """
    knots = parse_knots(line)
    mirrored = tuple(Knot(-knot.at.conjugate(), knot.corner) for knot in reversed(knots))
    if knots[0].at.real == 0 == knots[-1].at.real:
        return (draw_loop(knots + mirrored[1:-1]),)
    return draw_loop(knots), draw_loop(mirrored)


def parse_knots(line: str) -> tuple[Knot, ...]:
    """``"3,150 60,146^"`` → its knots."""

    def parse_knot(word: str) -> Knot:
        x, y = word.rstrip("^").split(",")
        return Knot(complex(float(x), float(y)), word.endswith("^"))

    return tuple(parse_knot(word) for word in line.split())


def draw_loop(knots: Sequence[Knot]) -> Path:
    """The closed curve through all knots, from corner to corner, or round and round where there is none."""
    count = len(knots)
    first = next((i for i, knot in enumerate(knots) if knot.corner), None)
    if first is None:
        unrolled = [knots[i % count].at for i in range(-UNROLLED, count + UNROLLED + 1)]
        segments = list(_draw_chain(unrolled))[UNROLLED : UNROLLED + count]
        return (Move(knots[0].at.real, knots[0].at.imag), *segments, Close())
    turned = [*knots[first:], *knots[: first + 1]]
    corners = [i for i, knot in enumerate(turned) if knot.corner]
    pieces = (_draw_chain([knot.at for knot in turned[a : b + 1]]) for a, b in pairwise(corners))
    start = turned[0].at
    return (Move(start.real, start.imag), *(segment for piece in pieces for segment in piece), Close())


def _draw_chain(points: Sequence[complex]) -> Iterator[Segment]:
    """The open curve through the points, without its beginning."""
    if len(points) == 2:
        yield Line(points[1].real, points[1].imag)
        return
    steps = [b - a for a, b in pairwise(points)]
    turns = [0.0, *(phase(b / a) for a, b in pairwise(steps)), 0.0]
    leave = _solve_directions([abs(step) for step in steps], turns)
    for i, (step, start, end) in enumerate(zip(steps, points, points[1:], strict=False)):
        theta, phi = leave[i], -turns[i + 1] - leave[i + 1]
        first = start + rect(_reach(theta, phi), theta) * step
        second = end - rect(_reach(phi, theta), -phi) * step
        yield Curve(first.real, first.imag, second.real, second.imag, end.real, end.imag)


def _solve_directions(lengths: Sequence[float], turns: Sequence[float]) -> list[float]:
    """At each point, the angle between the curve and the chord that leaves it, so that mock curvature is continuous.

    Hobby's tridiagonal system, by elimination: at inner points θ₍ₖ₋₁₎/a + 2θₖ(1/a + 1/b) + θ₍ₖ₊₁₎/b = −2ψₖ/a − ψ₍ₖ₊₁₎/b
    with the chords a before and b after; at the ends the curvature of the neighbouring point.
    """
    ratios, values = [1.0], [-turns[1]]
    for (a, b), turn, next_turn in zip(pairwise(lengths), turns[1:], turns[2:], strict=False):
        pivot = 2 / a + 2 / b - ratios[-1] / a
        values.append((-2 * turn / a - next_turn / b - values[-1] / a) / pivot)
        ratios.append(1 / b / pivot)
    angles = [-values[-1] / (1 - ratios[-1])]
    for ratio, value in zip(reversed(ratios), reversed(values), strict=True):
        angles.append(value - ratio * angles[-1])
    return angles[::-1]


def _reach(theta: float, phi: float) -> float:
    """How far a handle reaches, as a part of the chord: Hobby's ρ and σ over 3."""
    bend = sqrt(2) * (sin(theta) - sin(phi) / 16) * (sin(phi) - sin(theta) / 16) * (cos(theta) - cos(phi))
    return (2 + bend) / (3 + 1.5 * (sqrt(5) - 1) * cos(theta) + 1.5 * (3 - sqrt(5)) * cos(phi))
