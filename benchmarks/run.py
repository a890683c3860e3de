"""Measure drillcards beside its neighbours: `python -m benchmarks.run [--drills 1000] [--rounds 3] [--only NAME…]`.

Contenders take turns, round by round, each as a fresh process with an empty cache. A run of all of them writes
benchmarks/results.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.contenders import CONTENDERS, DRILLCARDS, Contender, prepare_inputs
from benchmarks.measure import CommandError, Usage, run_command, sample_memory
from benchmarks.report import Row, format_report

RESULTS = Path(__file__).with_name("results.md")
LEAST_KEPT = 0.95  # of the source's words, extracted from the PDF; below this an output isn't the same work
SMALL_DRILLS, SMALL_ROUNDS = 12, 5


@dataclass(slots=True)
class Record:
    """What has been measured of one contender so far."""

    contender: Contender
    runs: list[Usage] = field(default_factory=list)
    together: float | None = None
    pages: int = 0
    kept: float = 0.0
    size: int = 0


def main() -> int:
    options = _parse_options()
    records = [Record(contender) for contender in CONTENDERS if contender.name in options.only]
    with tempfile.TemporaryDirectory(prefix="drillcards-bench-") as name:
        folder = Path(name)
        failures = _measure_contenders(records, folder, options.drills, options.rounds)
        small = () if failures or not _wants_drillcards(options.only) else _measure_small(folder)
    measured = [record for record in records if record.runs]
    report = format_report([_summarise(record) for record in measured], small, options.drills, options.rounds)
    print(report)
    for failure in failures:
        print(failure, file=sys.stderr)
    if len(measured) == len(CONTENDERS) and not failures:
        RESULTS.write_text(report, encoding="utf-8")
    return 1 if failures else 0


def _parse_options() -> argparse.Namespace:
    names = [contender.name for contender in CONTENDERS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--drills", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    return parser.parse_args()


def _wants_drillcards(only: list[str]) -> bool:
    return "page" in only or "cards" in only


def _measure_contenders(records: list[Record], folder: Path, drills: int, rounds: int) -> list[str]:
    """Warm up with few drills, check and weigh each contender once, then time the rounds; returns what failed."""
    warm_up, inputs = folder / "few", folder / "many"
    prepare_inputs(warm_up, SMALL_DRILLS)
    prepare_inputs(inputs, drills)
    failures: dict[str, str] = {}
    for record in records:
        try:
            _run_fresh(record.contender, warm_up)
            _check_and_weigh(record, inputs)
        except CommandError as error:
            failures[record.contender.name] = f"{record.contender.name}: {error}"
    running = [record for record in records if record.contender.name not in failures]
    for turn in range(rounds):
        # Another one starts each round, so that nobody always follows the same neighbour.
        shift = turn % len(running) if running else 0
        for record in running[shift:] + running[:shift]:
            record.runs.append(_run_fresh(record.contender, inputs))
            print(f"round {turn + 1}: {record.contender.name} {record.runs[-1].wall:.2f} s", file=sys.stderr)
    return list(failures.values())


def _run_fresh(contender: Contender, inputs: Path) -> Usage:
    with tempfile.TemporaryDirectory(dir=inputs.parent) as name:
        copy, env = _copy_inputs(inputs, Path(name))
        return run_command(contender.command(copy, Path(name, "out.pdf")), env)


def _copy_inputs(inputs: Path, folder: Path) -> tuple[Path, dict[str, str]]:
    """A copy of the inputs that nobody has touched, and an environment whose cache folder is empty."""
    copy = shutil.copytree(inputs, folder / "inputs")
    return copy, {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}


def _check_and_weigh(record: Record, inputs: Path) -> None:
    """Sample the memory of one untimed run and check its PDF. Raises CommandError when words or drills are lost."""
    with tempfile.TemporaryDirectory(dir=inputs.parent) as name:
        out = Path(name, "out.pdf")
        copy, env = _copy_inputs(inputs, Path(name))
        record.together = sample_memory(record.contender.command(copy, out), env)
        drills = str(inputs / "workspace" / "drills")
        command = (sys.executable, "-m", "benchmarks.completeness", str(out), drills, *record.contender.omitted)
        found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        record.pages, record.kept, record.size = found["pages"], found["kept"], out.stat().st_size
    if record.kept < LEAST_KEPT or found["missing"]:
        raise CommandError(f"incomplete: {record.kept:.1%} of the words, {found['missing']} drills missing")


def _measure_small(folder: Path) -> tuple[tuple[str, float], ...]:
    """Median seconds of the short commands, as whole processes."""
    inputs = folder / "few"
    cards = next(contender for contender in CONTENDERS if contender.name == "cards")
    version = [run_command((DRILLCARDS, "--version"), os.environ).wall for _ in range(SMALL_ROUNDS)]
    cold = [_run_fresh(cards, inputs).wall for _ in range(SMALL_ROUNDS)]
    with tempfile.TemporaryDirectory(dir=folder) as name:
        copy, env = _copy_inputs(inputs, Path(name))
        command = cards.command(copy, Path(name, "out.pdf"))
        run_command(command, env)
        again = [run_command(command, env).wall for _ in range(SMALL_ROUNDS)]
    return (
        ("drillcards --version", median(version)),
        (f"drillcards cards, {SMALL_DRILLS} drills", median(cold)),
        (f"drillcards cards, {SMALL_DRILLS} drills, again in the same workspace", median(again)),
    )


def _summarise(record: Record) -> Row:
    return Row(
        name=record.contender.name,
        label=record.contender.label,
        pages=record.pages,
        kept=record.kept,
        size=record.size / 1e6,
        wall=median(run.wall for run in record.runs),
        fastest=min(run.wall for run in record.runs),
        slowest=max(run.wall for run in record.runs),
        cpu=median(run.cpu for run in record.runs),
        largest=max(run.largest for run in record.runs),
        together=record.together,
    )


if __name__ == "__main__":
    sys.exit(main())
