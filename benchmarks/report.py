"""The measurements as a page of Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from benchmarks.contenders import REFERENCE

_PACKAGES = ("drillcards", "typst", "reportlab", "uharfbuzz", "pypdfium2")


@dataclass(frozen=True, slots=True)
class Row:
    """One contender's line: seconds; memory and file size in MB of 10⁶ bytes; `kept`, a share of the source's words."""

    name: str
    label: str
    pages: int
    kept: float
    size: float
    wall: float
    fastest: float
    slowest: float
    cpu: float
    largest: float
    together: float | None


def format_report(rows: Sequence[Row], small: Sequence[tuple[str, float]], drills: int, rounds: int) -> str:
    """Markdown: what ran on what, a table of contenders, and a table of short commands where there are any."""
    packages = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    lines = [
        "# Results",
        "",
        "Written by `python -m benchmarks.run`; what is measured and how is in README.md beside this file.",
        "",
        f"{drills:,} drills, median of {rounds} rounds, whole processes, empty caches. {packages}, "
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {_count_cores()} cores.",
        "",
        *_format_contenders(rows),
    ]
    if small:
        lines += ["", "| short command | wall, s |", "|---|---:|"]
        lines += [f"| {label} | {seconds:.2f} |" for label, seconds in small]
    return "\n".join(lines) + "\n"


def _format_contenders(rows: Sequence[Row]) -> list[str]:
    reference = next((row.wall for row in rows if row.name == REFERENCE), None)
    return [
        "| contender | pages | words kept | PDF, MB | wall, s | fastest–slowest | CPU, s "
        "| largest process, MB | all, MB | wall ÷ drillcards page |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(_format_row(row, reference) for row in rows),
    ]


def _format_row(row: Row, reference: float | None) -> str:
    together = "–" if row.together is None else f"{row.together:.0f}"
    ratio = "–" if reference is None else f"{row.wall / reference:.2f}"
    return (
        f"| {row.label} | {row.pages:,} | {row.kept:.1%} | {row.size:.1f} | {row.wall:.2f} "
        f"| {row.fastest:.2f}–{row.slowest:.2f} | {row.cpu:.2f} | {row.largest:.0f} | {together} | {ratio} |"
    )


def _count_cores() -> int:
    """The cores that this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
