"""Printing that is killed at random moments: is the file the old one or the new one, and is anything left beside it?

``make print-crashes`` does that 200 times and prints what it saw; a test does fewer.
"""

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from drillcards.build.cards import print_cards
from drillcards.build.material import read_material
from drillcards.build.order import CardOrder

WORDS = ("Amble", "Bound")
"""The drill's title is one of them, in turn."""
LONGEST = 0.15
"""Seconds that a run lives at the most; it prints a few times meanwhile."""


PIECE = 2_000
PAUSE = 0.002


@dataclass(slots=True)
class Findings:
    """What was there after a kill: which word the file had, and what else lay beside it."""

    kills: int = 0
    words: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    drafts: int = 0
    left: list[str] = field(default_factory=list)
    """Drafts that the next whole run didn't take away."""


def write_drill(root: Path, word: str) -> None:
    file = root / "drills" / "one.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"# {word}\n\n## Execution\n\n" + "1. Run to the cone and back.\n" * 8, "utf-8")


def print_words(roots: dict[str, Path], out: Path, times: int = sys.maxsize) -> None:
    """Print now the one, now the other, into the same file."""
    decks = [read_material(root) for root in roots.values()]
    for turn in range(times):
        print_cards(decks[turn % 2], CardOrder(paper="single", out=out))


def start_run(roots: dict[str, Path], out: Path) -> int:
    """A process of its own that prints until it is killed; forked, so that everything is loaded."""
    process = os.fork()
    if process == 0:
        try:
            Path.write_bytes = write_slowly  # type: ignore[method-assign, assignment]  # in this process alone
            print_words(roots, out)
        finally:
            os._exit(1)
    return process


def run_whole(roots: dict[str, Path], out: Path) -> None:
    """Print once, in a process of its own, as a run looks for drafts only once."""
    if (process := os.fork()) == 0:
        try:
            print_words(roots, out, 1)
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(process, 0)[1] == 0


def write_slowly(file: Path, data: bytes) -> int:
    """As on a slow disk, so that a run is often killed amid a file."""
    with file.open("wb") as stream:
        for start in range(0, len(data), PIECE):
            stream.write(data[start : start + PIECE])
            stream.flush()
            time.sleep(PAUSE)
    return len(data)


def kill_runs(folder: Path, kills: int, seed: int) -> Findings:
    """Print over and over, and look at the file after each kill."""
    chance, findings = random.Random(seed), Findings()
    roots = {word: folder / word for word in WORDS}
    for word, root in roots.items():
        write_drill(root, word)
    out = folder / "out" / "cards.pdf"
    run_whole(roots, out)
    while findings.kills < kills:
        process = start_run(roots, out)
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL, "a run ended by itself"
        findings.kills += 1
        judge(out, findings)
    run_whole(roots, out)
    findings.left = [file.name for file in out.parent.iterdir() if file != out]
    return findings


def judge(out: Path, findings: Findings) -> None:
    findings.drafts += len([file for file in out.parent.iterdir() if file != out])
    try:
        with pypdfium2.PdfDocument(out) as document:
            text = document[0].get_textpage().get_text_range()
        findings.words[next(word for word in WORDS if word.casefold() in text.casefold())] += 1
    except (pypdfium2.PdfiumError, StopIteration, OSError) as error:
        findings.broken.append(str(error))


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        findings = kill_runs(Path(folder), kills, 1)
    print(f"{findings.kills} runs killed, {time.monotonic() - start:.0f} s")
    print(f"{findings.words.total()} files whole, {len(findings.broken)} broken")
    print(f"{findings.drafts} drafts seen, {len(findings.left)} left by the next whole run")
    sys.exit(bool(findings.broken or findings.left))
