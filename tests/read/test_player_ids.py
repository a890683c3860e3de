from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.model.roster import Player
from drillcards.read.player_ids import choose_ids, tell_apart


def make(name: str, number: str = "", email: str = "", position: str = "", birthday: str = "") -> Player:
    emails = (email,) if email else ()
    return Player("", name, emails=emails, number=number, position=position, extra=(("born", birthday),))


def test_a_name_makes_an_id_without_accents() -> None:
    assert choose_ids([make("María José  López"), make("Иван")]) == ("maria-jose-lopez", "иван")


def test_shirts_tell_namesakes_apart() -> None:
    assert choose_ids([make("Ana Li", "07"), make("Ana Li", "12"), make("Ben")]) == ("ana-li-07", "ana-li-12", "ben")


def test_addresses_tell_namesakes_apart_that_wear_the_same_shirt() -> None:
    one, two = choose_ids([make("Ana Li", "7", "a@x.org"), make("Ana Li", "7", "b@x.org")])
    assert one != two
    assert one.startswith("ana-li-")
    assert "x" not in one.removeprefix("ana-li-")


def test_a_position_tells_namesakes_apart_that_share_all_else() -> None:
    assert len({*choose_ids([make("Ana Li", position="pitcher"), make("Ana Li", position="catcher")])}) == 2


def test_what_is_private_changes_no_id() -> None:
    before = choose_ids([make("Ana Li", "7", "a@x.org", birthday="2014-03-01"), make("Ana Li", "7", "b@x.org")])
    assert before == choose_ids([make("Ana Li", "7", "a@x.org"), make("Ana Li", "7", "b@x.org", birthday="1999")])


def test_a_name_that_looks_like_another_s_id_takes_it_from_nobody() -> None:
    players = [make("Ana Li", "7"), make("Ana Li", "12"), make("Ana Li 7")]
    assert len({*choose_ids(players)}) == 3


def test_names_that_no_file_can_have_get_one_that_it_can() -> None:
    assert choose_ids([make("Con"), make("!?"), make("COM1")]) == ("player-con", "player", "player-com1")
    assert len(choose_ids([make("x" * 300)])[0]) == 40


PLAYERS = st.lists(
    st.builds(
        make,
        st.sampled_from(["Ana Li", "Ána Li", "ana li 7", "Ana-Li-7", "!", "?"]) | st.text(min_size=1, max_size=3),
        st.sampled_from(["", "7", "07", "#7"]),
        st.sampled_from(["", "a@x.org", "b@x.org"]),
        st.sampled_from(["", "pitcher"]),
    ),
    unique_by=lambda player: repr(tell_apart(player)),
    max_size=12,
)


@settings(deadline=None)
@given(PLAYERS, st.randoms())
def test_ids_are_unique_and_the_same_in_any_order(players: list[Player], random: object) -> None:
    ids = choose_ids(players)
    assert len({*ids}) == len(ids)
    assert all(id_ and "/" not in id_ and "." not in id_ and id_ == id_.strip() for id_ in ids)
    order = list(range(len(players)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert choose_ids([players[at] for at in order]) == tuple(ids[at] for at in order)
