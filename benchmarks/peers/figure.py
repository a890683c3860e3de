"""The muscle figure for Typst, generated once from drillcards' own outlines; runs before anything is timed.

The body at rest is an SVG image, which Typst draws a little faster than curves; groups at work are curves, so that they
can be filled with Typst's own hatching.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from benchmarks.vocabulary import MUSCLES
from drillcards.layout.body import View, load_body
from drillcards.layout.figure import BETWEEN, find_bounds, mark_groups
from drillcards.model.muscle import Role
from drillcards.model.page import Close, Curve, Line, Move, Segment
from drillcards.model.page import Path as Outline
from drillcards.read.muscles import parse_mention, read_taxonomy

HEIGHT_MM = 36.5


def write_figure(folder: Path) -> None:
    """Write `rest.svg`, the body at rest, and `figure.typ`, its groups and those of the corpus's muscles."""
    body = load_body()
    left, top, right, bottom = find_bounds(body.front.silhouette)
    scale = HEIGHT_MM / 25.4 * 72 / (bottom - top)
    step = right - left + BETWEEN
    views = ((body.front, -left * scale), (body.back, (step - left) * scale))
    names = dict.fromkeys([*body.front.muscles, *body.back.muscles])
    groups = {
        name: _join(_draw(view.muscles[name], scale, x) for view, x in views if name in view.muscles) for name in names
    }
    silhouettes = " ".join(_trace((view.silhouette,), scale, x) for view, x in views)
    surfaces = " ".join(_trace(_list_surface(view, body.deep), scale, x) for view, x in views)
    order = [name for name in names if name not in body.deep] + list(body.deep)
    marks = {
        line: "".join(f'("{group}", "{mark}"), ' for group, mark in sorted(mark_groups(parse_mention(line).uses)))
        for line in MUSCLES
    }
    width = (2 * (right - left) + BETWEEN) * scale
    parts = [
        f"#let size = (width: {width:.2f}pt, height: {HEIGHT_MM}mm)",
        f"#let deep = ({_quote(body.deep)})",
        f"#let order = ({_quote(order)})",
        "#let groups = (\n" + "".join(f'  "{name}": ({views}),\n' for name, views in groups.items()) + ")",
        "#let mentions = (\n" + "".join(f'  "{line}": ({uses}),\n' for line, uses in marks.items()) + ")",
    ]
    (folder / "figure.typ").write_text("\n".join(parts) + "\n", encoding="utf-8")
    rest = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.2f} {HEIGHT_MM / 25.4 * 72:.2f}">'
        f'<path d="{silhouettes}" fill="#f7f7f7" stroke="#808080" stroke-width="0.5"/>'
        f'<path d="{surfaces}" fill="#dbdbdb"/></svg>'
    )
    (folder / "rest.svg").write_text(rest, encoding="utf-8")


def write_muscles(folder: Path) -> None:
    """Write `muscles.json`, for an index: the groups by region, and those of the corpus's muscles, primary or not."""
    regions = groupby(read_taxonomy().groups, key=lambda group: group.region)
    table = {
        "regions": [(region.capitalize(), [(group.id, group.name) for group in run]) for region, run in regions],
        "mentions": {
            line: [(use.group, use.role is Role.PRIMARY) for use in parse_mention(line).uses] for line in MUSCLES
        },
    }
    (folder / "muscles.json").write_text(json.dumps(table), encoding="utf-8")


def _list_surface(view: View, deep: Iterable[str]) -> tuple[Outline, ...]:
    return tuple(path for name, paths in view.muscles.items() if name not in deep for path in paths)


def _draw(paths: Iterable[Outline], scale: float, x: float) -> str:
    """The components of one Typst curve, as an array."""
    return "(" + _join(_format_segment(segment, scale, x) for path in paths for segment in path) + ")"


def _format_segment(segment: Segment, scale: float, x: float) -> str:
    def place(px: float, py: float) -> str:
        return f"({px * scale + x:.2f}pt, {py * scale:.2f}pt)"

    match segment:
        case Move(px, py):
            return f"curve.move({place(px, py)})"
        case Line(px, py):
            return f"curve.line({place(px, py)})"
        case Curve(x1, y1, x2, y2, px, py):
            return f"curve.cubic({place(x1, y1)}, {place(x2, y2)}, {place(px, py)})"
        case Close():
            return "curve.close()"


def _trace(paths: Iterable[Outline], scale: float, x: float) -> str:
    """The data of one SVG path."""
    letters = {Move: "M", Line: "L", Curve: "C", Close: "Z"}
    return " ".join(
        letters[type(segment)]
        + " ".join(f"{value * scale + (0 if index % 2 else x):.2f}" for index, value in enumerate(segment))
        for path in paths
        for segment in path
    )


def _quote(names: Iterable[str]) -> str:
    return _join(f'"{name}"' for name in names)


def _join(parts: Iterable[str]) -> str:
    return "".join(f"{part}, " for part in parts)
