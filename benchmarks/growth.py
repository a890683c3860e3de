"""How time grows with what it is spent on: `python -m benchmarks.growth [--only KIND…] [--write]`.

Each kind of input is made at one size and at ten times that, and one command run on both as a whole process. Ten times
the input should take at most twelve times the processor time. Results are printed, and kept in growth.md beside this
file with --write.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.contenders import DRILLCARDS, SEED
from benchmarks.corpus import write_corpus
from benchmarks.measure import run_command

TIMES: Final = 10
MOST: Final = 12.0
"""Times the processor time that ten times the input may take."""
ROUNDS: Final = 3
RESULTS: Final = Path(__file__).with_name("growth.md")


@dataclass(frozen=True, slots=True)
class Kind:
    """What grows, its smaller size, what makes a workspace of a size, and the command that is measured."""

    name: str
    size: int
    fill: Callable[[Path, int], None]
    command: tuple[str, ...] = ("cards",)


@dataclass(frozen=True, slots=True)
class Row:
    """Seconds of processor time at a kind's two sizes."""

    kind: Kind
    small: float
    large: float

    @property
    def ratio(self) -> float:
        """How many times as long the larger one took."""
        return self.large / self.small


def main() -> int:
    """Measure; 1 if anything grows faster than it should."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=[kind.name for kind in KINDS])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--write", action="store_true", help="keep the results in growth.md")
    options = parser.parse_args()
    rows = []
    for kind in KINDS:
        if options.only is None or kind.name in options.only:
            rows.append(measure_kind(kind, options.rounds))
            print(format_row(rows[-1]), flush=True)
    if options.write:
        RESULTS.write_text(format_rows(rows), encoding="utf-8")
    return int(any(row.ratio > MOST for row in rows))


def measure_kind(kind: Kind, rounds: int) -> Row:
    """The medians of several runs at each size."""
    with tempfile.TemporaryDirectory() as name:
        small, large = (_measure_size(kind, size, Path(name), rounds) for size in (kind.size, kind.size * TIMES))
    return Row(kind, small, large)


def _measure_size(kind: Kind, size: int, folder: Path, rounds: int) -> float:
    workspace = folder / str(size)
    (workspace / "drills" / "a").mkdir(parents=True)
    kind.fill(workspace, size)
    command = (DRILLCARDS, "-C", str(workspace), *kind.command)
    return median(run_command(command, os.environ).cpu for _ in range(rounds))


def format_rows(rows: list[Row]) -> str:
    """The whole file of results."""
    head = (
        "# Growth\n\n"
        "Processor seconds of one command as a whole process (medians), at one size and at ten times that.\n"
        f"The ratio should be at most {MOST:g}; `python -m benchmarks.growth` measures again.\n\n"
        "| what grows | command | size | seconds | ten times | seconds | ratio |\n|---|---|---:|---:|---:|---:|---:|\n"
    )
    return head + "\n".join(map(format_row, rows)) + "\n"


def format_row(row: Row) -> str:
    """One line of the table."""
    kind = row.kind
    sizes = f"{kind.size:,} | {row.small:.2f} | {kind.size * TIMES:,} | {row.large:.2f}"
    return f"| {kind.name} | {' '.join(kind.command)} | {sizes} | {row.ratio:.1f} |"


def _write_drill(workspace: Path, body: str) -> None:
    (workspace / "drills" / "a" / "long.md").write_text(f"---\ntitle: Long\n---\n\n{body}\n", encoding="utf-8")


def _fill_section(make: Callable[[int], str]) -> Callable[[Path, int], None]:
    return lambda workspace, size: _write_drill(workspace, f"## Execution\n\n{make(size)}")


def _make_rows(size: int) -> str:
    rows = (f"| {at} | Run to the cone and back again {at} | {at % 9} reps |" for at in range(size))
    return "| Round | What | How often |\n|---|---|---|\n" + "\n".join(rows)


def _make_paragraphs(size: int) -> str:
    return "\n\n".join(f"Run to the cone and back again, number {at}." for at in range(size))


def _nest(size: int) -> str:
    return "\n".join(f"{'> ' * at}Level {at}\n{'> ' * at}" for at in range(size))


def _nest_items(size: int) -> str:
    return "\n".join(f"{'  ' * at}- Level {at}" for at in range(size))


def _write_files(workspace: Path, size: int) -> None:
    write_corpus(workspace / "drills", size, SEED)


def _write_players(workspace: Path, size: int) -> None:
    write_corpus(workspace / "drills", 12, SEED)
    rows = "".join(f"Player Number{at:05},p{at}@example.org,{at % 100}\n" for at in range(size))
    (workspace / "roster.csv").write_text(f"name,email,number\n{rows}", encoding="utf-8")


def _write_weeks(workspace: Path, size: int) -> None:
    drills = write_corpus(workspace / "drills", 12, SEED)
    slug = drills[0].relative_to(workspace / "drills").with_suffix("").as_posix()
    week = f'[[weeks]]\ntitle = "Week"\n[[weeks.practices]]\nblocks = [{{minutes = 10, drills = ["{slug}"]}}]\n'
    (workspace / "season.toml").write_text(week * size, encoding="utf-8")


KINDS: Final = (
    Kind("table rows", 200, _fill_section(_make_rows)),
    Kind("list items", 500, _fill_section(lambda size: "\n".join(f"{at}. Run to the cone {at}" for at in range(size)))),
    Kind("paragraphs", 500, _fill_section(_make_paragraphs)),
    Kind("words of a paragraph", 4000, _fill_section(lambda size: "throw and run " * (size // 3))),
    Kind(
        "headings",
        500,
        lambda workspace, size: _write_drill(workspace, "\n\nGo.\n\n".join(f"## Part {at}" for at in range(size))),
    ),
    Kind("quotes in quotes", 20, _fill_section(_nest)),
    Kind("lists in lists", 20, _fill_section(_nest_items)),
    Kind("links", 500, _fill_section(lambda size: "[cone](https://example.org) and " * size)),
    Kind("brackets", 1000, _fill_section(lambda size: "[" * size + "cone" + "]" * size)),
    Kind("closing brackets", 1000, _fill_section(lambda size: "cone] " * size)),
    Kind("emphasis", 500, _fill_section(lambda size: "run **hard** and *soft* " * (size // 2))),
    Kind("emphasis in emphasis", 500, _fill_section(lambda size: "*a **b " * (size // 2) + "c** d* " * (size // 2))),
    Kind("emphasis marks", 500, _fill_section(lambda size: "*" * size)),
    Kind("escapes", 1000, _fill_section(lambda size: "1\\* " * size)),
    Kind("files", 50, _write_files),
    Kind("players", 20, _write_players, ("packets",)),
    Kind("weeks", 10, _write_weeks, ("booklet",)),
)

if __name__ == "__main__":
    raise SystemExit(main())
