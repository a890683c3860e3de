"""The guide: true of the book that it is in."""

import pytest

from drillcards.layout.book.guide import Extras, set_guide
from drillcards.layout.book.words import find_book_word
from layout.book.bound import list_texts, make_tools

PLAN = {"en": "season’s plan", "es": "plan de la temporada", "fr": "plan de la saison"}
ROUTINES = {"en": "routines", "es": "rutinas", "fr": "routines"}
OWN_PAGE = {"en": "page of its own", "es": "propia página", "fr": "propre page"}


def read_guide(lang: str, extras: Extras) -> str:
    (page,) = set_guide(make_tools(lang=lang), extras)
    return " ".join(" ".join(list_texts(page.placed)).split())


@pytest.mark.parametrize("lang", PLAN)
@pytest.mark.parametrize("season", [True, False])
@pytest.mark.parametrize("routines", [True, False])
def test_the_guide_names_plan_and_routines_where_the_book_has_them(lang: str, season: bool, routines: bool) -> None:
    text = read_guide(lang, Extras(season, routines)).casefold()
    assert (PLAN[lang] in text) == season
    assert (ROUTINES[lang] in text) == routines


@pytest.mark.parametrize("lang", PLAN)
def test_the_guide_promises_no_drill_a_page_and_says_what_its_key_explains(lang: str) -> None:
    text = read_guide(lang, Extras())
    assert OWN_PAGE[lang] not in text
    assert find_book_word("key", lang) in text
