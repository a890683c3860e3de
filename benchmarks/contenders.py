"""Who takes part: each is a command that turns the same drills into a PDF."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from benchmarks.corpus import write_corpus
from benchmarks.peers.convert import write_blocks, write_typst
from benchmarks.peers.figure import write_figure, write_muscles

SEED = 1
FONT_FOLDER = Path(str(files("fontpkg_atkinson_hyperlegible") / "files"))
HEAD_FOLDER = Path(str(files("fontpkg_barlow_condensed") / "files"))
FONT_FAMILY = "Atkinson Hyperlegible"
TYPST_TEMPLATES = tuple(Path(__file__).with_name("peers") / name for name in ("page.typ", "booklet.typ"))
DRILLCARDS = str(Path(sysconfig.get_path("scripts"), "drillcards"))


@dataclass(frozen=True, slots=True)
class Contender:
    """A name for `--only`, a label for the table, and the command for (inputs, output PDF).

    `reference` names the contender that it is compared with. `omitted` are the corpus sections that the output leaves
    out by design; they don't count as lost.
    """

    name: str
    label: str
    command: Callable[[Path, Path], tuple[str, ...]]
    reference: str
    omitted: tuple[str, ...] = ()


def prepare_inputs(folder: Path, count: int) -> None:
    """Write the inputs of every contender below `folder`: a workspace, and the same drills as Typst and as JSON.

    The template and the figure of Typst's finished pages don't depend on the drills.
    """
    drills = write_corpus(folder / "workspace" / "drills", count, SEED)
    write_typst(drills, folder / "drills.typ", FONT_FAMILY)
    write_blocks(drills, folder / "drills.json")
    write_figure(folder)
    write_muscles(folder)
    for template in TYPST_TEMPLATES:
        shutil.copy(template, folder)


def _call_cards(inputs: Path, out: Path) -> tuple[str, ...]:
    return (DRILLCARDS, "-C", str(inputs / "workspace"), "cards", "--out", str(out))


def _call_page(inputs: Path, out: Path) -> tuple[str, ...]:
    workspace = str(inputs / "workspace")
    return (DRILLCARDS, "-C", workspace, "cards", "--template", "page", "--paper", "single", "--out", str(out))


def _call_booklet(inputs: Path, out: Path) -> tuple[str, ...]:
    return call_booklet(inputs / "workspace", out)


def call_booklet(workspace: Path, out: Path) -> tuple[str, ...]:
    return (DRILLCARDS, "-C", str(workspace), "booklet", "--out", str(out))


def _call_typst(inputs: Path, out: Path) -> tuple[str, ...]:
    return (*_call_module("benchmarks.peers.typst_pages", inputs, out), str(HEAD_FOLDER))


def _call_typst_booklet(inputs: Path, out: Path) -> tuple[str, ...]:
    return (*_call_module("benchmarks.peers.typst_booklet", inputs, out), str(HEAD_FOLDER))


def _call_plain(inputs: Path, out: Path) -> tuple[str, ...]:
    return _call_module("benchmarks.peers.typst_compile", inputs / "drills.typ", out)


def _call_platypus(inputs: Path, out: Path) -> tuple[str, ...]:
    return _call_module("benchmarks.peers.platypus", inputs / "drills.json", out)


def _call_module(module: str, source: Path, out: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", module, str(source), str(out), str(FONT_FOLDER))


# Single pages are compared with page: it prints the whole drill, as they do. Of them, typst alone makes the same pages;
# plain and platypus do less. Books, which have lists that lead to the drills, are compared with booklet.
PAGE, BOOKLET = "page", "booklet"
CONTENDERS = (
    Contender("page", "drillcards, whole drills on letter pages", _call_page, PAGE),
    Contender(
        "cards",
        "drillcards, field cards 4×6",
        _call_cards,
        PAGE,
        omitted=("intro", "Purpose", "Muscle Groups Targeted", "closing"),
    ),
    Contender("typst", "Typst, the same pages from the same folder", _call_typst, PAGE),
    Contender("plain", "Typst, plain letter pages, tagged", _call_plain, PAGE),
    Contender("platypus", "ReportLab Platypus, letter pages, no tags", _call_platypus, PAGE),
    Contender("booklet", "drillcards, season booklet on half-letter pages", _call_booklet, BOOKLET),
    Contender("typst-booklet", "Typst, the same booklet from the same folder", _call_typst_booklet, BOOKLET),
)
