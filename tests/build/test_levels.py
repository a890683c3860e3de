"""Heading levels never skip, whatever levels a coach wrote, in all that binds drills together."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from drillcards.build.booklet import BookletOrder, print_booklet
from drillcards.build.material import read_material
from drillcards.build.packets import PacketOrder, build_packets
from pdf_checks import check_standards, check_structure, outline_structure

DEEP = (
    "# A\n\n#### Deep first\n\nText.\n\n## Execution\n\n##### Five\n\n1. Go\n\n"
    "> ###### In a quote\n>\n> words\n\n### Three\n"
)
SHALLOW = "### Starts at three\n\nWords.\n\n## Execution\n\n1. Go\n   #### In a step\n\nThe end.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "drills").mkdir()
    (tmp_path / "drills" / "deep.md").write_text(DEEP, "utf-8")
    (tmp_path / "drills" / "shallow.md").write_text(SHALLOW, "utf-8")
    (tmp_path / "roster.csv").write_text("name,drills\nAnn Lee,deep;shallow\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("compact", [False, True])
def test_a_booklet_skips_no_level(root: Path, compact: bool) -> None:
    out = print_booklet(read_material(root), BookletOrder(compact=compact)).out
    assert out is not None
    judge(out)


def test_a_packet_skips_no_level(root: Path) -> None:
    (packet,) = build_packets(read_material(root), PacketOrder()).packets
    judge(packet.files[0])


def judge(out: Path) -> None:
    levels = [int(level) for level in re.findall(r"\bH([1-6])\b", outline_structure(out))]
    assert max(levels) > 3
    assert [(above, below) for above, below in pairwise((0, *levels)) if below > above + 1] == []
    assert check_structure(out) == check_standards(out) == []
