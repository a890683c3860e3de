"""The measurements as a page of Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from benchmarks.contenders import BOOKLET, PAGE

_PACKAGES = ("drillcards", "typst", "reportlab", "uharfbuzz", "pypdfium2")


@dataclass(frozen=True, slots=True)
class Row:
    """One contender's line: seconds; memory and file size in MB of 10⁶ bytes; `kept`, a share of the source's words.

    `reference` names the contender that it is compared with, `links` counts those in the PDF.
    """

    name: str
    label: str
    reference: str
    pages: int
    links: int
    kept: float
    size: float
    wall: float
    fastest: float
    slowest: float
    cpu: float
    largest: float
    together: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """The booklet of so many drills, built once: seconds, and memory in MB of 10⁶ bytes."""

    drills: int
    wall: float
    cpu: float
    largest: float
    together: float | None


def format_report(
    rows: Sequence[Row], small: Sequence[tuple[str, float]], growth: Sequence[Step], drills: int, rounds: int
) -> str:
    """Markdown: what ran on what, and the tables for which there is something: contenders, short commands, growth."""
    packages = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    lines = [
        "# Results",
        "",
        "Written by `python -m benchmarks.run`; what is measured and how is in README.md beside this file.",
        "",
        (f"{drills:,} drills, median of {rounds} rounds, whole" if rows else "Whole")
        + f" processes, empty caches. {packages}, "
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {_count_cores()} cores.",
    ]
    for title, reference in (("Pages", PAGE), ("Booklets", BOOKLET)):
        compared = [row for row in rows if row.reference == reference]
        lines += _format_contenders(compared, title, reference) if compared else []
    if small:
        lines += ["", "## Short commands", "", "| command | wall, s |", "|---|---:|"]
        lines += [f"| {label} | {seconds:.2f} |" for label, seconds in small]
    if growth:
        lines += _format_growth(growth)
    return "\n".join(lines) + "\n"


def _format_contenders(rows: Sequence[Row], title: str, reference: str) -> list[str]:
    basis = next((row.wall for row in rows if row.name == reference), None)
    return [
        "",
        f"## {title}",
        "",
        "| contender | pages | links | words kept | PDF, MB | wall, s | fastest–slowest | CPU, s "
        f"| largest process, MB | all, MB | wall ÷ drillcards {reference} |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(_format_row(row, basis) for row in rows),
    ]


def _format_row(row: Row, basis: float | None) -> str:
    ratio = "–" if basis is None else f"{row.wall / basis:.2f}"
    return (
        f"| {row.label} | {row.pages:,} | {row.links:,} | {row.kept:.1%} | {row.size:.1f} | {row.wall:.2f} "
        f"| {row.fastest:.2f}–{row.slowest:.2f} | {row.cpu:.2f} | {row.largest:.0f} "
        f"| {_format_together(row.together)} | {ratio} |"
    )


def _format_growth(steps: Sequence[Step]) -> list[str]:
    return [
        "",
        "## Growth",
        "",
        "drillcards booklet, one run each, with memory sampled meanwhile.",
        "",
        "| drills | wall, s | CPU, s | largest process, MB | all, MB | wall, s, per 1,000 drills |",
        "|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {step.drills:,} | {step.wall:.2f} | {step.cpu:.2f} | {step.largest:.0f} "
            f"| {_format_together(step.together)} | {step.wall / step.drills * 1000:.2f} |"
            for step in steps
        ),
    ]


def _format_together(together: float | None) -> str:
    return "–" if together is None else f"{together:.0f}"


def _count_cores() -> int:
    """The cores that this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
