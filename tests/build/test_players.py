import pytest

from drillcards.build.players import find_players, is_clear, list_nearest
from drillcards.model.roster import Player

NAMES = ("María López", "Tom Lee", "Tom Ray", "Lee Park", "Anna-Lena Groß", "Zoë O'Neil", "Ben Fox", "Bea Fox")
PLAYERS = tuple(Player(f"p-{number}", name) for number, name in enumerate(NAMES))


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        *(("maria", ["María López"]), ("LOPEZ", ["María López"]), ("López, María", ["María López"])),
        *(
            ("tom lee", ["Tom Lee"]),
            ("p-2", ["Tom Ray"]),
            ("tom", ["Tom Lee", "Tom Ray"]),
            ("zoe o’neil", ["Zoë O'Neil"]),
        ),
        *(
            ("anna lena", ["Anna-Lena Groß"]),
            ("gross", ["Anna-Lena Groß"]),
            ("park", ["Lee Park"]),
            ("to", []),
            ("", []),
        ),
    ],
)
def test_any_clear_form_of_a_name_is_understood(typed: str, names: list[str]) -> None:
    found = find_players(PLAYERS, typed)
    assert [player.name for player in found] == names
    assert is_clear(found) is (len(names) == 1)


def test_who_share_a_whole_name_are_all_meant() -> None:
    twins = (Player("tom-lee-7", "Tom Lee"), Player("tom-lee-9", "Tom Lee"), Player("tom", "Tom Ray"))
    assert find_players(twins, "Tom Lee") == twins[:2]
    assert is_clear(twins[:2])


def test_the_nearest_five_are_named_the_best_first() -> None:
    nearest = list_nearest(PLAYERS, "mria")
    assert nearest[0] == "María López"
    assert len(nearest) == 5
    assert set(list_nearest(PLAYERS, "tomm")[:2]) == {"Tom Lee", "Tom Ray"}
