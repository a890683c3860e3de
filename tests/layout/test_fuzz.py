"""Odd drills, each from a seed: ``make fuzz`` tries as many as one likes."""

import pytest

from layout.fuzz import try_drills
from layout.odd_drills import write_odd_drill
from layout.printed import TEMPLATES

FEW = ("field-4x6", "pocket-3x5", "station", "page")
"""A size of each kind: the others differ in measures alone."""


def test_a_seed_is_one_drill() -> None:
    assert write_odd_drill(7) == write_odd_drill(7)
    assert write_odd_drill(7) != write_odd_drill(8)


@pytest.mark.parametrize("first", [1, 13, 25])
def test_odd_drills_lose_nothing_and_keep_everything_in_its_place(first: int) -> None:
    findings = try_drills(range(first, first + 12), FEW)
    assert [finding for finding in findings if finding.is_fault] == []
    assert len({finding.seed for finding in findings}) <= 2, "so many drills can't be printed"


@pytest.mark.parametrize("template", sorted({*TEMPLATES} - {*FEW}))
def test_the_other_sizes_do_as_well(template: str) -> None:
    assert [finding for finding in try_drills([31, 32], [template]) if finding.is_fault] == []
