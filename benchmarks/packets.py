"""A league's packets: `python -m benchmarks.packets` builds 1,000 of 8 drills, and does the same with Platypus.

Every packet is another choice of drills from a library of 48. Whole processes; results are printed, and kept in
packets.md beside this file with --write.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contenders import DRILLCARDS, FONT_FOLDER, SEED
from benchmarks.corpus import write_corpus
from benchmarks.measure import Usage, sample_command
from benchmarks.peers.convert import write_blocks

DRILLS, EACH = 48, 8
SAMPLE_SECONDS = 0.5
RESULTS = Path(__file__).with_name("packets.md")


@dataclass(frozen=True, slots=True)
class Row:
    """What one way of building all packets took."""

    label: str
    usage: Usage
    together: float | None
    megabytes: float
    count: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--players", type=int, default=1000)
    parser.add_argument("--write", action="store_true", help="keep the results in packets.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder), options.players)
        text = format_rows(list(measure(Path(folder), options.players)), options.players)
    print(text)
    if options.write:
        RESULTS.write_text(text, encoding="utf-8")


def prepare(folder: Path, players: int) -> None:
    """A workspace with a roster, and the same packets for Platypus."""
    drills = write_corpus(folder / "workspace" / "drills", DRILLS, SEED)
    write_blocks(drills, folder / "drills.json")
    chooser = random.Random(SEED)
    chosen = [chooser.sample(range(DRILLS), EACH) for _ in range(players)]
    slugs = [path.relative_to(folder / "workspace" / "drills").with_suffix("").as_posix() for path in drills]
    with (folder / "workspace" / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "email", "number", "drills"])
        for number, picks in enumerate(chosen):
            drills_cell = "; ".join(slugs[at] for at in picks)
            rows.writerow([f"Player Number{number:04}", f"p{number}@example.org", number % 100, drills_cell])
    packets = [[f"player-number{number:04}", picks] for number, picks in enumerate(chosen)]
    (folder / "packets.json").write_text(json.dumps(packets), encoding="utf-8")


def measure(folder: Path, players: int) -> Iterator[Row]:
    """Each way once, memory of all its processes sampled meanwhile, too seldom to disturb."""
    env = os.environ
    base = (DRILLCARDS, "-C", str(folder / "workspace"), "packets")
    peer = (sys.executable, "-m", "benchmarks.peers.platypus_packets")
    inputs = (str(folder / "drills.json"), str(folder / "packets.json"))
    for label, command, out in (
        ("drillcards, 1 worker", (*base, "--workers", "1"), "one"),
        ("drillcards, 2 workers", (*base, "--workers", "2"), "two"),
        ("ReportLab Platypus, plain pages", (*peer, *inputs), "peer"),
    ):
        target = folder / out
        arguments = (str(target), str(FONT_FOLDER)) if out == "peer" else ("--out", str(target))
        usage, together = sample_command((*command, *arguments), env, SAMPLE_SECONDS)
        files = list(target.glob("*.pdf"))
        if len(files) != players:
            raise SystemExit(f"{label} wrote {len(files)} packets")
        size = sum(file.stat().st_size for file in files) / 1e6
        yield Row(label, usage, together, size, len(files))


def format_rows(rows: list[Row], players: int) -> str:
    """The table."""
    lines = [
        "# Packets",
        "",
        f"Written by `python -m benchmarks.packets --write`: {players:,} players, {EACH} of {DRILLS} drills each.",
        "",
        "| contender | packets a second | wall, s | CPU, s | largest process, MB | all, MB | PDFs, MB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        together = "–" if row.together is None else f"{row.together:.0f}"
        lines.append(
            f"| {row.label} | {row.count / row.usage.wall:.1f} | {row.usage.wall:.1f} | {row.usage.cpu:.1f} "
            f"| {row.usage.largest:.0f} | {together} | {row.megabytes:.0f} |"
        )
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
