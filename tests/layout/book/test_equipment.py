"""Things that drills need, in the words of coaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillcards.layout.book.equipment import list_equipment
from layout.book.bound import make_drill

NOTHING = (
    "None",
    "none needed",
    "None required",
    "No equipment",
    "No equipment needed",
    "nothing",
    "Not needed",
    "N/A",
    "-",
    "ninguno",
    "Ninguno.",
    "Sin material",
    "nada",
    "aucun",
    "aucun matériel",
    "Sans matériel",
    "rien",
    "pas de matériel",
)


@pytest.mark.parametrize(
    ("written", "things"),
    [
        ("2 cones, a bat (wood)", ["Cones", "Bat"]),
        ("Ball and bat", ["Ball", "Bat"]),
        ("Bat, ball, and glove", ["Bat", "Ball", "Glove"]),
        ("Cones; balls; gloves", ["Cones", "Balls", "Gloves"]),
        ("balls / bats + tee & net", ["Balls", "Bats", "Tee", "Net"]),
        ("agility ladder or cones", ["Agility ladder", "Cones"]),
        ("at least 3 cones", ["Cones"]),
        ("6–8 cones", ["Cones"]),
        ("a dozen balls, a pair of gloves", ["Balls", "Gloves"]),
        ("A ball per player", ["Ball"]),
        ("10 balls each", ["Balls"]),
        ("Cones x 4, balls: 6, bats ×2", ["Cones", "Balls", "Bats"]),
        ("10 m rope, 5 gal bucket", ["Rope", "Bucket"]),
        ("medicine ball, 2-4 kg", ["Medicine ball"]),
        ("Glove (one each), ball (tennis, or soft)", ["Glove", "Ball"]),
        ("One bucket of 24 balls", ["Bucket of 24 balls"]),
        ("L-screen, y-strap, one-knee pad, 9-inch balls", ["L-screen", "Y-strap", "One-knee pad", "9-inch balls"]),
        ("un balón y 4 conos", ["Balón", "Conos"]),
        ("Un guante cada uno, cuatro conos", ["Guante", "Conos"]),
        ("deux ballons et une corde", ["Ballons", "Corde"]),
        ("Balls, none, balls,,", ["Balls"]),
        ("4", []),
    ],
)
def test_amounts_and_notes_are_no_part_of_a_thing_s_name(written: str, things: list[str]) -> None:
    assert list(list_equipment(make_drill("a", equipment=written))) == things


@pytest.mark.parametrize("written", ["", *NOTHING])
def test_a_drill_that_needs_nothing_says_so_in_many_ways(written: str) -> None:
    assert list_equipment(make_drill("a", equipment=written)) == ()


@given(things=st.lists(st.from_regex(r"[B-DF-HJ-MP-TV-Z][b-df-hj-mp-tv-z]{5,9}", fullmatch=True), unique=True))
def test_a_plain_list_names_just_its_things(things: list[str]) -> None:
    assert list(list_equipment(make_drill("a", equipment=", ".join(things)))) == things
