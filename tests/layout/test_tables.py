"""Tables: columns wide enough for their words, and no more lines than need be."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.tables import CELL_PADDING, share_columns
from drillcards.layout.text import wrap_words
from drillcards.layout.typesetter import Typesetter
from layout.printed import find_fonts

CELLS = st.lists(st.text("abc ", max_size=14), min_size=3, max_size=3).map(tuple)


@cache
def find_typesetter() -> Typesetter:
    return Typesetter(find_fonts())


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(CELLS, min_size=1, max_size=5), room=st.floats(3.0, 40.0))
def test_columns_hold_their_longest_words_and_fit_the_room(rows: list[tuple[str, ...]], room: float) -> None:
    table = tuple(tuple(find_typesetter().set_text(cell) for cell in row) for row in rows)
    widths = share_columns(table, room)
    least = [max(words.widest for words in column) for column in zip(*table, strict=True)]
    padding = 2 * CELL_PADDING * 2
    if widths is None:
        assert sum(least) + padding > room
        return
    assert sum(widths) + padding <= room + 1e-6
    assert all(width >= need - 1e-9 for width, need in zip(widths, least, strict=True))


def test_a_column_of_short_texts_keeps_them_on_one_line_beside_one_long_text() -> None:
    rows = [
        ("30 ft", "Easy and loose"),
        ("45 ft", "Easy, full arm"),
        ("105 to 120 ft, for the ages 13 to 14 only", "Hop"),
    ]
    table = tuple(tuple(find_typesetter().set_text(cell) for cell in row) for row in rows)
    widths = share_columns(table, 14.0)
    assert widths is not None
    assert [len(wrap_words(row[1], widths[1] + 1e-6)) for row in table] == [1, 1, 1]
