"""Measure drillcards beside its neighbours: `python -m benchmarks.run [--drills 1000] [--rounds 3] [--only NAME…]`.

Contenders take turns, round by round, each as a fresh process with an empty cache. Then the booklet is built of one,
three and ten times as many drills; `--growth` does that alone. A run of everything writes benchmarks/results.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.contenders import BOOKLET, CONTENDERS, DRILLCARDS, SEED, Contender, call_booklet, prepare_inputs
from benchmarks.corpus import write_corpus
from benchmarks.measure import CommandError, Usage, run_command, sample_command
from benchmarks.report import Row, Step, format_report

RESULTS = Path(__file__).with_name("results.md")
LEAST_KEPT = 0.95  # of the source's words, extracted from the PDF; below this an output isn't the same work
SMALL_DRILLS, SMALL_ROUNDS = 12, 5
GROWTH = (1, 3, 10)  # times the drills that contenders are measured with
GROWTH_SAMPLE_SECONDS = 0.5  # rare enough not to count in the time


@dataclass(slots=True)
class Record:
    """What has been measured of one contender so far."""

    contender: Contender
    runs: list[Usage] = field(default_factory=list)
    together: float | None = None
    pages: int = 0
    links: int = 0
    kept: float = 0.0
    size: int = 0


def main() -> int:
    options = _parse_options()
    names = options.only or [contender.name for contender in CONTENDERS]
    records = [Record(contender) for contender in CONTENDERS if contender.name in names and not options.growth]
    with tempfile.TemporaryDirectory(prefix="drillcards-bench-") as name:
        folder = Path(name)
        failures = _measure_contenders(records, folder, options.drills, options.rounds)
        small = () if failures or not _wants_drillcards(records) else _measure_small(folder)
        growth: tuple[Step, ...] = ()
        if not failures and not options.only:
            try:
                growth = tuple(_measure_growth(folder, options.drills))
            except CommandError as error:
                failures.append(f"growth: {error}")
    measured = [record for record in records if record.runs]
    rows = [_summarise(record) for record in measured]
    report = format_report(rows, small, growth, options.drills, options.rounds)
    print(report)
    for failure in failures:
        print(failure, file=sys.stderr)
    if len(measured) == len(CONTENDERS) and not failures and growth:
        RESULTS.write_text(report, encoding="utf-8")
    return 1 if failures else 0


def _parse_options() -> argparse.Namespace:
    names = [contender.name for contender in CONTENDERS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--drills", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    some = parser.add_mutually_exclusive_group()
    some.add_argument("--only", nargs="+", choices=names, help="these contenders, and no growth")
    some.add_argument("--growth", action="store_true", help="growth, and no contenders")
    return parser.parse_args()


def _wants_drillcards(records: list[Record]) -> bool:
    return any(record.contender.name in ("page", "cards") for record in records)


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
        _, record.together = sample_command(record.contender.command(copy, out), env)
        drills = str(inputs / "workspace" / "drills")
        command = (sys.executable, "-m", "benchmarks.completeness", str(out), drills, *record.contender.omitted)
        found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        record.pages, record.links, record.kept = found["pages"], found["links"], found["kept"]
        record.size = out.stat().st_size
    if record.kept < LEAST_KEPT or found["missing"]:
        raise CommandError(f"incomplete: {record.kept:.1%} of the words, {found['missing']} drills missing")
    if record.contender.reference == BOOKLET and found["unlisted"]:
        raise CommandError(f"incomplete: {found['unlisted']} drills not in the contents and in every index")


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


def _measure_growth(folder: Path, drills: int) -> Iterator[Step]:
    """Build the booklet once for each size of the corpus."""
    for count in (drills * times for times in GROWTH):
        with tempfile.TemporaryDirectory(dir=folder) as name:
            workspace = Path(name, "workspace")
            write_corpus(workspace / "drills", count, SEED)
            env = {**os.environ, "XDG_CACHE_HOME": str(Path(name, "cache"))}
            command = call_booklet(workspace, Path(name, "out.pdf"))
            usage, together = sample_command(command, env, GROWTH_SAMPLE_SECONDS)
        print(f"growth: {count:,} drills {usage.wall:.2f} s", file=sys.stderr)
        yield Step(count, usage.wall, usage.cpu, usage.largest, together)


def _summarise(record: Record) -> Row:
    return Row(
        name=record.contender.name,
        label=record.contender.label,
        reference=record.contender.reference,
        pages=record.pages,
        links=record.links,
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
