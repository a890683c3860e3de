"""Lines of type at fixed places: they fit, they are even, nothing is cut without a sign."""

from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.book.lettering import Pen, fit_letters, stack_letters
from drillcards.layout.pieces import Step
from drillcards.model.page import BLACK, Box, Tag, Text
from layout.book.bound import make_tools

SIZES = (54.0, 36.0, 24.0, 18.0)
PEN = Pen("head", BLACK, (Step(Tag.HEADING_1, "title"),))
TITLES = st.lists(st.sampled_from(["The", "Northern", "Valley", "of", "Academy", "2027"]), min_size=1, max_size=14).map(
    " ".join
)


def stack(text: str, room: Box, most: int = 4, align: str = "left") -> list[Text]:
    typesetter = make_tools().typesetter
    placed = stack_letters(text, SIZES, room, most, PEN._replace(align=align), typesetter).placed
    return [item for _, item in placed if isinstance(item, Text)]


@settings(deadline=None)
@given(text=TITLES, width=st.floats(200, 500), align=st.sampled_from(["left", "center", "right"]))
def test_a_heading_is_whole_inside_its_room_and_stands_on_its_foot(text: str, width: float, align: str) -> None:
    room = Box(40, 50, width, 260)
    lines = stack(text, room, align=align)
    assert "".join(line.text for line in lines).split() == text.split()
    assert lines[-1].y == room.bottom
    assert all(line.x >= room.x - 0.01 for line in lines)
    assert len({line.size for line in lines}) == 1


@settings(deadline=None)
@given(text=TITLES)
def test_lines_are_even_the_shortest_is_no_stray_word(text: str) -> None:
    lines = stack(text, Box(0, 0, 300, 900), most=9)
    widths = [line.width for line in lines]
    longest_word = max(line.size * 0.6 * max(map(len, line.text.split())) for line in lines)
    assert max(widths[:-1], default=0) - widths[-1] <= max(longest_word, 0.75 * max(widths))


def test_the_last_word_is_not_alone_below_full_lines() -> None:
    lines = stack(
        "The Northern Valley Unified Girls Softball and Baseball Development Academy 2027", Box(0, 0, 313, 260)
    )
    assert len(lines[-1].text.split()) > 1


def test_a_word_is_divided_only_where_no_size_holds_it() -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapit"
    assert [line.text.strip() for line in stack(word, Box(0, 0, 313, 260))] == [word]
    assert len(stack(word * 2, Box(0, 0, 313, 260))) > 1


@given(text=TITLES, room=st.floats(60, 400))
def test_what_does_not_fit_is_cut_with_a_sign(text: str, room: float) -> None:
    typesetter = make_tools().typesetter
    words = fit_letters(text, "head-medium", 10, room, typesetter)
    shown = " ".join("".join(part.run.text for part in word.fragments) for word in typesetter.list_items(words))
    assert words.width * 10 <= room + 0.01
    assert shown == text or (shown.endswith("…") and text.startswith(shown.removesuffix("…")))
