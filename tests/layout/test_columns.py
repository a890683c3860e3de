"""Columns and the ladder: everything goes somewhere, in order, no column too high, better breaks first."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.columns import Column, balance_columns, fill_column
from drillcards.layout.flow import FlowFit, Pace, fit_flow
from drillcards.layout.pieces import Cut, Piece, Pieces, TextContent
from drillcards.layout.setting import Measure, Rhythm, Setter
from drillcards.layout.typesetter import Typesetter
from drillcards.model.page import Box
from drillcards.model.template import TextStyle
from layout.printed import find_fonts

STYLE = TextStyle(sizes=(12.0, 11.0, 10.0), leading=(1.4, 1.2), gap=(0.5, 0.1))
LOOSE, TIGHT = Rhythm(1.4, 0.5), Rhythm(1.2, 0.1)
PIECES = st.lists(
    st.tuples(st.integers(1, 40), st.sampled_from(Cut), st.booleans(), st.sampled_from([0.0, 1.0, 4.0])), max_size=14
)
Spec = tuple[int, Cut, bool, float]


@cache
def find_typesetter() -> Typesetter:
    return Typesetter(find_fonts())


@cache
def find_setter() -> Setter:
    return Setter(find_typesetter())


def make_pieces(specs: list[Spec]) -> Pieces:
    """Pieces of so many words; heads are never last."""
    return tuple(make_piece(*spec) for spec in specs)


def make_piece(words: int, cut: Cut = Cut.PART, keep: bool = False, indent: float = 0.0) -> Piece:
    text = " ".join(f"word{number}" for number in range(words))
    return Piece(TextContent(find_typesetter().set_text(text), ()), "Section", cut, indent, 1.0, keep=keep)


def list_words(pieces: Pieces) -> list[str]:
    """The words as written, whether or not they had to be divided."""
    contents = [piece.content for piece in pieces if isinstance(piece.content, TextContent)]
    texts = [
        "".join(fragment.run.text for fragment in word.fragments) + " " * bool(word.space)
        for content in contents
        for word in find_typesetter().list_items(content.words)
    ]
    return "".join(texts).replace("-", "").split()


def list_pieces(columns: list[Column]) -> Pieces:
    return tuple(setting.piece for column in columns for setting in column.settings)


@settings(deadline=None, max_examples=80)
@given(specs=PIECES, height=st.floats(1.0, 400.0), width=st.floats(20.0, 300.0), force=st.booleans())
def test_filling_columns_loses_nothing_keeps_the_order_and_the_height(
    specs: list[Spec], height: float, width: float, force: bool
) -> None:
    pieces = make_pieces(specs)
    measure = Measure(width, height, 11.0)
    column, rest = fill_column(pieces, find_setter(), measure, TIGHT, force=force)
    assert "".join(list_words((*list_pieces([column]), *rest))) == "".join(list_words(pieces))
    assert column.height <= height + 0.02
    if rest and column.settings:
        last = column.settings[-1].piece
        assert isinstance(last.content, TextContent)
        assert force or last.content.torn or not last.keep


@settings(deadline=None, max_examples=60)
@given(specs=PIECES, height=st.floats(0.0, 300.0), count=st.integers(1, 4))
def test_balanced_columns_hold_everything_in_order_or_there_are_none(
    specs: list[Spec], height: float, count: int
) -> None:
    pieces = make_pieces(specs)
    set_pieces = [find_setter().set_piece(piece, Measure(150, height, 11.0)) for piece in pieces]
    columns = balance_columns(set_pieces, LOOSE, (height,) * count, Cut.ITEM)
    if columns is None:
        assert pieces
        return
    assert list_pieces(list(columns)) == pieces
    assert len(columns) <= count
    assert all(column.height <= height + 0.02 for column in columns)
    assert all(not column.settings[-1].piece.keep for column in columns[:-1])
    assert all(column.settings[0].piece.cut <= Cut.ITEM for column in columns[1:])


@settings(deadline=None, max_examples=60)
@given(specs=PIECES, height=st.floats(5.0, 300.0), columns=st.integers(1, 3))
def test_a_flow_ends_whatever_its_box(specs: list[Spec], height: float, columns: int) -> None:
    """Each box takes something, with force if need be, or holds nothing that could be divided."""
    pieces = make_pieces(specs)
    words = list_words(pieces)
    for _ in range(len(words) + 1):
        if not pieces:
            break
        fit = fit_at(pieces, height, columns)
        assert list_words(list_pieces([column for column, _ in fit.columns])) + list_words(fit.rest) == list_words(
            pieces
        )
        if len(fit.rest) and list_words(fit.rest) == list_words(pieces):
            forced = fit_at(pieces, height, columns, force=True)
            stuck = list_words(forced.rest) == list_words(pieces)
            if stuck:
                assert height < 10 * STYLE.leading[1] + 0.1
                return
            pieces = forced.rest
        else:
            pieces = fit.rest
    assert pieces == ()


@settings(deadline=None, max_examples=60)
@given(lists=st.lists(st.integers(2, 7), min_size=1, max_size=4), lines=st.integers(3, 16), count=st.integers(2, 3))
def test_no_item_of_a_list_stands_alone_on_its_side_of_a_break(lists: list[int], lines: int, count: int) -> None:
    """Its first would be alone below the list's head, its last alone at the head of a column."""
    specs: list[Spec] = []
    for items in lists:
        specs += [(1, Cut.SECTION, True, 0.0), (1, Cut.INSIDE, False, 0.0), *[(1, Cut.ITEM, False, 0.0)] * (items - 1)]
    setter, height = find_setter(), lines * 11.0 * LOOSE.leading
    settings = [setter.set_piece(piece, Measure(150, height, 11.0)) for piece in make_pieces(specs)]
    ends = [0]
    for column in balance_columns(settings, LOOSE, (height,) * count, Cut.ITEM) or ():
        ends.append(ends[-1] + len(column.settings))
    starts = [number for number, spec in enumerate(specs) if spec[2]]
    for start, items in zip(starts, lists, strict=True):
        cuts = [end - start - 1 for end in ends if start < end < start + 1 + items]
        parts = [after - before for before, after in pairwise([0, *cuts, items])]
        assert 1 not in (parts[0], parts[-1]), parts


def fit_at(
    pieces: Pieces, height: float, columns: int = 1, *, force: bool = False, pace: Pace | None = None
) -> FlowFit:
    box = Box(10, 20, 150 * columns + 10 * (columns - 1), height)
    return fit_flow(pieces, box, STYLE, find_setter(), columns=columns, gutter=10, force=force, pace=pace)


def measure_height(pieces: Pieces, size: float, rhythm: Rhythm) -> float:
    set_pieces = [find_setter().set_piece(piece, Measure(150, 1000, size)) for piece in pieces]
    return Column(tuple(set_pieces), rhythm).height


TEXT = [(30, Cut.PART, False, 0.0)] * 6


def test_what_fits_is_set_large_and_loose() -> None:
    pieces = make_pieces(TEXT)
    fit = fit_at(pieces, measure_height(pieces, 12.0, LOOSE) + 0.1)
    assert fit.measure.size == 12.0
    assert fit.columns[0][0].rhythm == LOOSE


def test_the_ladder_tightens_before_it_steps_down() -> None:
    pieces = make_pieces(TEXT)
    fit = fit_at(pieces, measure_height(pieces, 12.0, TIGHT) + 0.1)
    assert fit.measure.size == 12.0
    assert fit.columns[0][0].rhythm == TIGHT


def test_the_ladder_steps_down_before_it_spills() -> None:
    pieces = make_pieces(TEXT)
    low = fit_at(pieces, measure_height(pieces, 12.0, TIGHT) - 1)
    assert low.measure.size < 12.0
    assert low.rest == ()
    least = fit_at(pieces, measure_height(pieces, 10.0, TIGHT) + 0.1)
    assert least.measure.size == 10.0
    assert least.rest == ()


def test_what_the_floor_cannot_hold_spills_at_the_floor_s_tightest() -> None:
    pieces = make_pieces(TEXT)
    fit = fit_at(pieces, measure_height(pieces, 10.0, TIGHT) - 1)
    assert fit.measure.size == 10.0
    assert fit.columns[0][0].rhythm == TIGHT
    assert fit.rest != ()


def test_less_room_never_means_larger_or_looser_type() -> None:
    pieces = make_pieces(TEXT)
    fits = [fit_at(pieces, height) for height in range(950, 480, -5)]
    steps = [(fit.measure.size, fit.columns[0][0].rhythm.leading) for fit in fits]
    assert steps == sorted(steps, reverse=True)
    assert len(set(steps)) >= len(STYLE.sizes) * 2
    assert {size for size, _ in steps} == set(STYLE.sizes)


def test_a_pace_allows_one_step_only() -> None:
    pieces = make_pieces(TEXT)
    fit = fit_at(pieces, 1000, pace=Pace(11.0, 1.0))
    assert (fit.measure.size, fit.columns[0][0].rhythm) == (11.0, TIGHT)


def test_columns_break_between_sections_rather_than_evenly() -> None:
    pieces = make_pieces(
        [
            (8, Cut.SECTION, False, 0.0),
            (8, Cut.ITEM, False, 0.0),
            (8, Cut.ITEM, False, 0.0),
            (8, Cut.SECTION, False, 0.0),
        ]
    )
    fit = fit_at(pieces, 125, 2)
    assert [len(column.settings) for column, _ in fit.columns] == [3, 1]


@pytest.mark.parametrize("count", [4, 5, 9])
def test_no_column_is_left_blank_where_a_list_can_be_divided(count: int) -> None:
    head = make_piece(1, Cut.SECTION, keep=True)
    fit = fit_at((head, *(make_piece(3, Cut.ITEM) for _ in range(count))), 400, 2)
    assert [len(column.settings) for column, _ in fit.columns] == [1 + count // 2, count - count // 2]


def test_what_cannot_be_divided_is_one_column_across_the_box() -> None:
    ((column, box),) = fit_at((make_piece(40),), 400, 2).columns
    assert (column.settings[0].measure.width, box.w) == (310, 310)


def test_lines_across_a_wide_box_would_be_too_long() -> None:
    ((column, _),) = fit_at((make_piece(40),), 400, 4).columns
    assert column.settings[0].measure.width == 150


def test_no_larger_size_is_taken_than_is_allowed() -> None:
    box = Box(10, 20, 150, 400)
    sizes = [fit_flow((make_piece(9),), box, STYLE, find_setter(), largest=x).measure.size for x in (11.5, 10.0, 8.0)]
    assert sizes == [11.0, 10.0, 10.0]


@pytest.mark.parametrize("lines", [2, 3, 4, 5, 6, 7])
def test_a_paragraph_breaks_with_two_lines_on_either_side_or_not_at_all(lines: int) -> None:
    piece = make_piece(28)
    setting = find_setter().set_piece(piece, Measure(150, 1000, 10.0))
    column, rest = fill_column((make_piece(3), piece), find_setter(), Measure(150, 12 * (lines + 1) + 3, 10.0), TIGHT)
    kept = len(column.settings[1].lines) if len(column.settings) > 1 else 0
    assert kept == 0 or (kept >= 2 and len(setting.lines) - kept >= 2) or not rest
    assert kept <= lines


def test_force_breaks_at_any_line_where_nothing_else_would() -> None:
    pieces = (make_piece(28),)
    measure = Measure(150, 13, 10.0)
    assert fill_column(pieces, find_setter(), measure, TIGHT)[0].settings == ()
    column, rest = fill_column(pieces, find_setter(), measure, TIGHT, force=True)
    assert len(column.settings[0].lines) == 1
    assert rest
