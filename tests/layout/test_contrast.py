"""Ink on any colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillcards.layout.contrast import INK, LEAST_CONTRAST, choose_ink, measure_contrast
from drillcards.layout.suits import PALETTE, PLAIN
from drillcards.model.page import BLACK, WHITE, Color

COLORS = st.builds(Color, *[st.integers(0, 255).map(lambda part: part / 255)] * 3)


@given(ground=COLORS)
def test_ink_stands_out_from_every_colour(ground: Color) -> None:
    assert measure_contrast(choose_ink(ground), ground) >= LEAST_CONTRAST


def test_contrast_is_measured_as_the_guidelines_do() -> None:
    assert measure_contrast(BLACK, WHITE) == pytest.approx(21)
    assert measure_contrast(WHITE, BLACK) == pytest.approx(21)
    assert measure_contrast(Color(0x76 / 255, 0x76 / 255, 0x76 / 255), WHITE) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("ground", [*PALETTE, PLAIN])
def test_our_own_colours_bear_ink(ground: Color) -> None:
    assert choose_ink(ground) == INK


@pytest.mark.parametrize(
    ("ground", "ink"),
    [(WHITE, INK), (BLACK, WHITE), (Color(0, 0, 0.5), WHITE), (Color(0x78 / 255, 0x78 / 255, 0x78 / 255), BLACK)],
)
def test_dark_colours_bear_white_and_middle_greys_black(ground: Color, ink: Color) -> None:
    assert choose_ink(ground) == ink
