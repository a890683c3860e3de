"""Short text in boxes: facts go where there is room for them whole, and a team's name finds its place."""

from dataclasses import replace

import pytest

from drillcards.model.drill import Drill, Fact
from drillcards.model.page import Page, Tag
from drillcards.model.settings import Settings
from layout.printed import (
    BOOK_TEMPLATES,
    TEMPLATES,
    find_template,
    lay_out_drill,
    list_faces,
    read_drills,
    read_structure,
    see_texts,
)

TWO_SIDED_IN_FULL = ("field-4x6", "field-a6", "pocket-3x5", "field-5x8")


def make_drill(**facts: str) -> Drill:
    values = tuple(Fact(key, key.capitalize(), value) for key, value in facts.items())
    return replace(read_drills()["speed/high-knees"], facts=values)


def lay_out_facts(name: str, **facts: str) -> list[Page]:
    laid = lay_out_drill(make_drill(**facts), find_template(name))
    assert laid.cards, laid.problems
    return list_faces(laid)


def read_facts(faces: list[Page]) -> dict[str, str]:
    return {
        path[-1][1]: " ".join(text.split())
        for path, text in read_structure(faces).items()
        if path[-1][1].startswith("fact-")
    }


def list_right_edges(faces: list[Page]) -> list[float]:
    return [
        seen.box.right
        for face in faces
        for seen in see_texts(face)
        if any((group.key or "").startswith("fact-") for group in seen.path)
    ]


@pytest.mark.parametrize("name", TWO_SIDED_IN_FULL)
@pytest.mark.parametrize(
    "facts",
    [
        {"level": "beginner to intermediate", "ages": "8 and up"},
        {"level": "beginner, intermediate, advanced"},
        {"level": "beginner, intermediate, advanced, and whoever else would like to come along", "ages": "8 and up"},
        {"duration": "ten minutes or so " * 12, "reps": "3 sets", "level": "any"},
    ],
)
def test_facts_longer_than_their_slot_are_shown_whole_elsewhere(name: str, facts: dict[str, str]) -> None:
    faces = lay_out_facts(name, **facts)
    shown = read_facts(faces[:2])
    assert shown == {f"fact-{key}": f"{key.capitalize()} {value.strip()}" for key, value in facts.items()}
    for face in faces:
        assert all(text in {*shown.values()} for text in read_facts([face]).values()), "a fact is torn"


def test_a_fact_goes_into_the_first_slot_that_it_fits_in() -> None:
    front, back, *_ = lay_out_facts("field-4x6", level="beginner, intermediate, advanced, and others, too", ages="8")
    assert read_facts([front]) == {"fact-ages": "Ages 8"}
    assert list(read_facts([back])) == ["fact-level"]


def test_facts_that_fit_on_the_front_take_no_room_of_the_back() -> None:
    with_level, without = lay_out_facts("field-4x6", level="any"), lay_out_facts("field-4x6")
    assert with_level[1] == without[1]


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("before", ["", "one of "])
def test_a_long_address_in_a_fact_breaks_like_body_text(name: str, before: str) -> None:
    address = "https://shop.example.org/" + "PracticeBaseballs" * 4 + "?ref=" + "b" * 20
    key = "equipment" if "equipment" not in find_template(name).omits else "duration"
    faces = lay_out_facts(name, **{key: before + address})
    template = find_template(name)
    assert max(list_right_edges(faces)) <= template.width - template.safe + 0.05
    assert read_facts(faces)[f"fact-{key}"] == f"{key.capitalize()} {before}{address}"


@pytest.mark.parametrize("name", sorted({*TEMPLATES} - {*BOOK_TEMPLATES}))
@pytest.mark.parametrize("team", ["Orchard Valley Youth Baseball", "Orchard Valley Youth Baseball Academy"])
def test_an_ordinary_team_is_printed_by_every_template(name: str, team: str) -> None:
    settings = Settings(team=team, season="Spring 2026")
    laid = lay_out_drill(read_drills()["speed/high-knees"], find_template(name), settings)
    assert laid.cards, laid.problems
    furniture = " ".join(seen.text.text for face in list_faces(laid) for seen in see_texts(face) if seen.is_artifact)
    assert team in " ".join(furniture.split())


def test_a_season_without_room_is_left_off_before_the_team_is() -> None:
    def read_foot(season: str) -> str:
        settings = Settings(team="Orchard Valley Youth Baseball", season=season)
        laid = lay_out_drill(read_drills()["speed/high-knees"], find_template("field-4x6"), settings)
        (foot,) = [seen for seen in see_texts(laid.cards[0].front) if "Orchard" in seen.text.text]
        assert Tag.ARTIFACT in foot.tags
        return foot.text.text.strip()

    assert read_foot("Spring 2026") == "Orchard Valley Youth Baseball · Spring 2026"
    assert read_foot("Spring and the early summer of 2026") == "Orchard Valley Youth Baseball"
