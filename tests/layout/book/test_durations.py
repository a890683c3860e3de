"""Minutes read from durations as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillcards.layout.book.durations import read_minutes
from layout.book.bound import make_drill


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("10 min", 10),
        ("8–10 min", 10),
        ("8 to 10 minutes", 10),
        ("60–90 s", 1.5),
        ("90 seconds per player", 1.5),
        ("1 h", 60),
        ("1.5 hours", 90),
        ("1,5 h", 90),
        ("1 h 30 min", 90),
        ("1h30", 90),
        ("2 min 30", 2.5),
        ("1 min 30 s", 1.5),
        ("10'", 10),
        ('30"', 0.5),
        ("2 x 5 min", 10),
        ("3 sets of 60 seconds", 3),
        ("30 sec x 4", 2),
        ("45 seconds to 1 minute", 1),
        ("90 s – 2 min", 2),
        ("20+ min", 20),
        ("about 10 min, then water", 10),
        ("half an hour", 30),
        ("½ h", 30),
        ("1/2 hour", 30),
        ("one hour", 60),
        ("media hora", 30),
        ("10 a 15 minutos", 15),
        ("una hora", 60),
        ("une demi-heure", 30),
        ("5 à 10 minutes", 10),
        ("0 min", 0),
    ],
)
def test_a_duration_is_the_most_minutes_that_it_names(written: str, minutes: float) -> None:
    assert read_minutes(make_drill("a", duration=written)) == pytest.approx(minutes)


@pytest.mark.parametrize("written", ["", "un rato", "10", "15–20", "until tired", "10 reps", "4 days", "1:30"])
def test_a_duration_without_a_unit_of_time_says_nothing(written: str) -> None:
    assert read_minutes(make_drill("a", duration=written)) is None


@given(low=st.integers(1, 60), more=st.integers(0, 60), dash=st.sampled_from("-–—"), space=st.sampled_from(["", " "]))
def test_of_a_range_the_upper_end_counts(low: int, more: int, dash: str, space: str) -> None:
    written = f"{low}{space}{dash}{space}{low + more}{space}min"
    assert read_minutes(make_drill("a", duration=written)) == low + more
