"""What the indexes say of which drill, and how often."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.book.indexes import (
    Catalogue,
    index_equipment,
    index_muscles,
    index_names,
    index_times,
    sort_name,
)
from drillcards.layout.book.rows import Entry, Head, Row
from drillcards.model.drill import Drill
from layout.book.bound import find_taxonomy, make_book, make_catalogue, make_drill

GROUPS = [group.id for group in find_taxonomy().groups]
SUBSETS = st.lists(st.sampled_from(GROUPS), max_size=5, unique=True)
DRILLS = st.lists(
    st.builds(
        lambda primary, secondary, unknown, equipment, duration: (primary, secondary, unknown, equipment, duration),
        SUBSETS,
        SUBSETS,
        st.lists(st.sampled_from(["Flux", "flux", "Tummy"]), max_size=3, unique=True),
        st.sampled_from(["", "None", "2 cones, balls", "Box", "boxes and a cone"]),
        st.sampled_from(["", "90 s", "8–10 min", "un rato", "1 h"]),
    ),
    min_size=1,
    max_size=12,
).map(
    lambda found: [
        make_drill(f"speed/d{at}", primary=p, secondary=s, unknown=u, equipment=e, duration=d)
        for at, (p, s, u, e, d) in enumerate(found)
    ]
)


def catalogue(drills: Sequence[Drill]) -> Catalogue:
    return make_catalogue(make_book(drills, season=None))


def list_entries(rows: Iterable[Row]) -> dict[str, list[Entry]]:
    """The entries below each head of either level."""
    found: dict[str, list[Entry]] = {}
    head = ""
    for row in rows:
        if isinstance(row, Head):
            head = row.text
            found.setdefault(head, [])
        else:
            found[head].append(row)
    return found


def list_heads(rows: Iterable[Row], level: int = 1) -> list[str]:
    return [row.text for row in rows if isinstance(row, Head) and row.level == level]


@settings(deadline=None, max_examples=30)
@given(drills=DRILLS)
def test_each_drill_is_below_each_of_its_groups_once_and_bold_where_it_trains_it_first(drills: list[Drill]) -> None:
    rows = list_entries(index_muscles(catalogue(drills)))
    for group in find_taxonomy().groups:
        expected = {
            drill.slug: any(use.group == group.id and use.role == "primary" for use in drill.muscles)
            for drill in drills
            if any(use.group == group.id for use in drill.muscles)
        }
        entries = rows[group.name]
        assert sorted(entry.anchor for entry in entries) == sorted(expected)
        assert {entry.anchor: entry.strong for entry in entries} == expected


@settings(deadline=None, max_examples=30)
@given(drills=DRILLS)
def test_groups_that_no_drill_trains_say_so_and_no_others(drills: list[Drill]) -> None:
    trained = {use.group for drill in drills for use in drill.muscles}
    notes = {row.text: row.note for row in index_muscles(catalogue(drills)) if isinstance(row, Head)}
    for group in find_taxonomy().groups:
        assert notes[group.name] == ("" if group.id in trained else "– no drill")


def test_a_drill_that_only_stretches_a_group_comes_last_and_says_so() -> None:
    drills = [make_drill("speed/a", stretched=["calves"]), make_drill("speed/b", secondary=["calves"])]
    calves = list_entries(index_muscles(catalogue(drills)))["Calves"]
    assert [(entry.text, entry.strong) for entry in calves] == [("B", False), ("A (stretch)", False)]


def test_a_region_that_is_one_group_of_its_name_has_one_head_and_every_region_is_a_place() -> None:
    heads = [row for row in index_muscles(catalogue([make_drill("speed/a")])) if isinstance(row, Head)]
    names = [head.text for head in heads]
    assert all(one.casefold() != other.casefold() for one, other in pairwise(names))
    assert {"Neck", "Chest"} < {head.text for head in heads if head.level == 1}
    anchors = [head.anchor for head in heads]
    assert all(anchors.count(f":region-{group.region}") == 1 for group in find_taxonomy().groups)


def test_mentions_that_nobody_knows_are_one_however_they_are_capitalized() -> None:
    drills = [
        make_drill("speed/a", unknown=["Flux capacitor", "flux capacitor"]),
        make_drill("speed/b", unknown=["FLUX CAPACITOR"]),
    ]
    rows = list(index_muscles(catalogue(drills)))
    other = rows[[isinstance(row, Head) and row.text == "Other" for row in rows].index(True) :]
    assert [row.text for row in other] == ["Other", "Flux capacitor", "A", "B"]


@settings(deadline=None, max_examples=30)
@given(drills=DRILLS)
def test_names_and_times_have_each_drill_once(drills: list[Drill]) -> None:
    for index in (index_names, index_times):
        entries = [row.anchor for row in index(catalogue(drills)) if isinstance(row, Entry)]
        assert Counter(entries) == Counter(drill.slug for drill in drills)


@settings(deadline=None, max_examples=30)
@given(drills=DRILLS)
def test_equipment_has_each_drill_as_often_as_it_needs_things_and_once_if_none(drills: list[Drill]) -> None:
    needs = {"": 1, "None": 1, "2 cones, balls": 2, "Box": 1, "boxes and a cone": 2}
    entries = Counter(row.anchor for row in index_equipment(catalogue(drills)) if isinstance(row, Entry))
    assert entries == Counter({drill.slug: needs[drill.get_fact("equipment") or ""] for drill in drills})


def test_one_thing_and_several_of_it_are_below_one_head() -> None:
    written = ["2 cones", "cone", "Box", "boxes", "un balón", "balones"]
    drills = [make_drill(f"speed/d{at}", equipment=text) for at, text in enumerate(written)]
    assert list_heads(index_equipment(catalogue(drills))) == ["Balones", "Boxes", "Cones"]


def test_names_are_sorted_without_accents_quotes_and_case_and_numbers_by_their_worth() -> None:
    titles = [
        "zebra",
        "Éclair",
        "Ørsted",
        "“Quick” Feet",
        "Ángel",
        "10 Yards",
        "9 Box",
        "Łódź",
        "…And Go",
        "Ñandú",
        "eagle",
    ]
    drills = [make_drill(f"speed/d{at}", title) for at, title in enumerate(titles)]
    rows = list(index_names(catalogue(drills)))
    expected = [
        "9 Box",
        "10 Yards",
        "…And Go",
        "Ángel",
        "eagle",
        "Éclair",
        "Łódź",
        "Ñandú",
        "Ørsted",
        "“Quick” Feet",
        "zebra",
    ]
    assert [row.text for row in rows if isinstance(row, Entry)] == expected
    assert list_heads(rows) == ["0–9", "A", "E", "L", "N", "O", "Q", "Z"]


def test_another_name_of_a_drill_says_which_to_see_unless_it_is_the_same_name() -> None:
    drills = [make_drill("speed/a", "Alpha Run", aliases=("The Alphabet", "alpha  run", "the alphabet!"))]
    rows = [row for row in index_names(catalogue(drills)) if isinstance(row, Entry)]
    assert len(rows) == 2
    assert rows[0].text == "Alpha Run"
    assert rows[1].text.endswith(", see Alpha Run")
    assert rows[1].anchor == "speed/a"


@pytest.mark.parametrize(
    ("duration", "band"),
    [
        ("2 min", "≤ 2 min"),
        ("0 min", "≤ 2 min"),
        ("121 s", "3–5 min"),
        ("5 min", "3–5 min"),
        ("5.5 min", "6–10 min"),
        ("10 min", "6–10 min"),
        ("15 min", "11–15 min"),
        ("20 min", "16–20 min"),
        ("1 h", "> 20 min"),
        ("un rato", "No time given"),
    ],
)
def test_a_drill_is_in_the_band_that_its_minutes_reach_into(duration: str, band: str) -> None:
    assert list_heads(index_times(catalogue([make_drill("speed/a", duration=duration)]))) == [band]


def test_within_a_band_the_shorter_drill_comes_first() -> None:
    drills = [
        make_drill("speed/a", duration="10 min"),
        make_drill("speed/b", duration="6 min"),
        make_drill("speed/c", duration="6 min"),
    ]
    assert [row.anchor for row in index_times(catalogue(drills)) if isinstance(row, Entry)] == [
        "speed/b",
        "speed/c",
        "speed/a",
    ]


def test_the_heads_speak_the_book_s_language() -> None:
    spanish = replace(catalogue([make_drill("speed/a", aliases=("Be",))]), lang="es-MX")
    assert list_heads(index_equipment(spanish)) == ["Sin material"]
    assert list_heads(index_times(spanish)) == ["Sin duración indicada"]
    assert "Be, véase A" in [row.text for row in index_names(spanish)]


@given(name=st.text(max_size=20))
def test_what_a_name_is_sorted_by_is_never_empty_and_sorts_as_itself(name: str) -> None:
    key = sort_name(name)
    assert key or not name
    assert sort_name(key) == key
