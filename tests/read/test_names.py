import pytest

from drillcards.model.drill import Drill, Library, Source
from drillcards.read.names import find_slug, list_names


def make_drill(slug: str, title: str) -> Drill:
    return Drill(slug, title, Source(f"drills/{slug}.md"))


NAMES = list_names(
    Library(
        (
            make_drill("a/lead", "Lead Off"),
            make_drill("a/skips", "Skips"),
            make_drill("b/hops", "skips"),
            make_drill("b/skips", "a/lead"),
            make_drill("c/élan", "Élan"),
        )
    )
)


def test_a_slug_wins_over_another_drill_s_title() -> None:
    assert find_slug(NAMES, "a/lead") == ("a/lead", None)


def test_a_title_with_decomposed_letters_is_the_same_title() -> None:
    assert find_slug(NAMES, "E\u0301LAN") == ("c/élan", None)


@pytest.mark.parametrize(("name", "drills"), [("skips", "a/skips, b/skips"), ("Skips", "a/skips, b/hops")])
def test_a_name_of_several_drills_stays_as_it_was_written(name: str, drills: str) -> None:
    slug, problem = find_slug(NAMES, name)
    assert problem is not None
    assert (slug, problem.code) == (name, "ambiguous-drill")
    assert drills in problem.message
