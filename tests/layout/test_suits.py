"""Letters, colours and numbers: one of its own for every category, and none of them moves without a reason."""

from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.suits import Suit, assign_suits
from drillcards.model.drill import Drill, Source
from drillcards.model.page import Color
from drillcards.model.settings import CategoryStyle, Settings

NAMES = st.lists(st.text("abcdefghijklmnñé-_ 日", min_size=1, max_size=8), max_size=40, unique=True)


def make_drill(category: str, name: str = "drill") -> Drill:
    return Drill(f"{category}/{name}", name, Source("x.md"), category=category)


@settings(deadline=None, max_examples=60)
@given(names=NAMES)
def test_every_category_has_a_letter_of_its_own(names: list[str]) -> None:
    suits = assign_suits([make_drill(name) for name in names], Settings())
    letters = [suit.letter for suit in suits.by_category.values()]
    assert len(set(letters)) == len(letters) == len({*names, ""})
    assert all(letters)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.text("xyz", min_size=1, max_size=3)), unique=True, max_size=12),
    st.randoms(),
)
def test_numbers_do_not_depend_on_the_order_of_reading(names: list[tuple[str, str]], random: object) -> None:
    drills = [make_drill(category, name) for category, name in names]
    numbers = assign_suits(drills, Settings()).numbers
    assert assign_suits(reversed(drills), Settings()).numbers == numbers
    for category in "abc":
        mine = sorted(drill.slug for drill in drills if drill.category == category)
        assert [numbers[slug] for slug in mine] == list(range(1, len(mine) + 1))


def test_what_the_settings_say_of_a_category_is_kept() -> None:
    style = CategoryStyle("speed", "Z", Color(1, 0, 0), "Fast feet")
    suits = assign_suits([make_drill("speed"), make_drill("zone")], Settings(categories=(style,)))
    assert suits.by_category["speed"] == Suit("Z", Color(1, 0, 0), "Fast feet")
    assert suits.by_category["zone"].letter == "O"
    assert suits.get_code(make_drill("speed")) == "Z1"


def test_a_category_s_title_is_its_folder_in_words() -> None:
    suits = assign_suits([make_drill("base-running")], Settings())
    assert suits.by_category["base-running"].title == "Base running"


def test_categories_are_in_the_order_of_the_settings_then_by_name() -> None:
    drills = [
        Drill(f"{name}/x", "X", Source("x"), category=name) for name in ("", "hitting", "bunts", "speed", "warm-up")
    ]
    styles = (CategoryStyle("warm-up"), CategoryStyle("nobody"), CategoryStyle("speed"))
    suits = assign_suits(drills, Settings(categories=styles))
    assert list(suits.by_category) == ["warm-up", "speed", "bunts", "hitting", ""]
