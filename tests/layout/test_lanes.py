"""Columns beside something: a line belongs where it starts, and what is below takes all the room there is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.columns import Column
from drillcards.layout.compose import Composer
from drillcards.layout.flow import FlowFit, fit_flow
from drillcards.layout.lanes import Beside
from drillcards.layout.pieces import Cut, Pieces, RowContent
from drillcards.layout.typesetter import Typesetter
from drillcards.model.drill import Paragraph, Section, Span, Table
from drillcards.model.page import Box
from layout.test_columns import (
    PIECES,
    STYLE,
    Spec,
    find_setter,
    find_typesetter,
    list_pieces,
    list_words,
    make_pieces,
)

BOX = Box(10, 20, 300, 200)
STEP: Spec = (3, Cut.ITEM, False, 1.0)


def fit_beside(pieces: Pieces, width: float, depth: float, below: int = 2, height: float = BOX.h) -> FlowFit:
    box = BOX._replace(h=height)
    return fit_flow(pieces, box, STYLE, find_setter(), gutter=10, beside=Beside(width, depth), columns_below=below)


def list_tops(column: Column) -> list[float]:
    """Where each setting of a column starts, from the column's top."""
    tops, y = [], 0.0
    for index, setting in enumerate(column.settings):
        y += setting.get_before(column.rhythm) if index else 0.0
        tops.append(y)
        y += setting.get_height(column.rhythm)
    return tops


@settings(deadline=None, max_examples=150)
@given(
    specs=PIECES,
    width=st.floats(40.0, 280.0),
    depth=st.floats(0.0, 300.0),
    below=st.integers(1, 3),
    height=st.floats(5.0, 300.0),
)
def test_nothing_is_lost_nor_runs_into_what_it_stands_beside(
    specs: list[Spec], width: float, depth: float, below: int, height: float
) -> None:
    pieces = make_pieces(specs)
    fit = fit_beside(pieces, width, depth, below, height)
    shown = list_pieces([column for column, _ in fit.columns])
    assert list_words((*shown, *fit.rest)) == list_words(pieces)
    for number, (column, box) in enumerate(fit.columns):
        assert box.y + column.height <= BOX.y + height + 0.05
        assert box.right <= BOX.right + 0.01
        assert number == 0 or box.y >= BOX.y + depth - 0.05
        for top, setting in zip(list_tops(column), column.settings, strict=True):
            beside = box.y + top < BOX.y + depth - 0.05
            assert setting.measure.width <= (width if beside else BOX.w) + 0.01


@settings(deadline=None, max_examples=60)
@given(count=st.integers(1, 30), width=st.floats(120.0, 280.0), depth=st.floats(20.0, 190.0))
def test_the_room_below_is_never_worth_less_than_none(count: int, width: float, depth: float) -> None:
    """Whatever a column that is narrow all the way down holds, the wider one holds too, in type as large."""
    pieces = make_pieces([STEP] * count)
    narrow = fit_flow(pieces, BOX._replace(w=width), STYLE, find_setter())
    wider = fit_beside(pieces, width, depth)
    assert len(list_words(wider.rest)) <= len(list_words(narrow.rest))
    assert narrow.rest or wider.measure.size >= narrow.measure.size


def test_one_column_is_enough_where_it_holds_everything() -> None:
    fit = fit_beside(make_pieces([STEP] * 6), 200, 60)
    ((column, _),) = fit.columns
    assert {setting.measure.width for setting in column.settings} == {200, 300}


def test_columns_below_end_evenly_and_begin_on_one_line() -> None:
    fit = fit_beside(make_pieces([STEP] * 18), 200, 60)
    (first, _), (second, box) = fit.columns
    assert fit.rest == ()
    upper = sum(setting.measure.width == 200 for setting in first.settings)
    assert box.y - BOX.y == list_tops(first)[upper]
    assert abs(first.height - (box.y - BOX.y + second.height)) < 20
    assert (second.settings[0].measure.width, box.x) == (145, 165)


def test_a_paragraph_that_crosses_over_gets_wide_in_the_middle() -> None:
    fit = fit_beside(make_pieces([(60, Cut.PART, False, 0.0)]), 150, 40)
    ((column, _),) = fit.columns
    upper, lower = column.settings
    assert (upper.measure.width, lower.measure.width) == (150, 300)
    assert list_tops(column)[1] >= 40 > list_tops(column)[1] - upper.line * column.rhythm.leading
    assert max(line.width for line in lower.lines) * 12 > 150


def test_a_table_keeps_the_width_that_it_starts_with() -> None:
    rows = tuple(((Span(f"row {n}"),), (Span("a few words that take some room"),)) for n in range(4))
    table = Table(((Span("one"),), (Span("two"),)), rows, 1)
    section = Section("setup", "Setup", (Paragraph((Span("before"),), 1), table, Paragraph((Span("after"),), 9)), 1)
    pieces = Composer(Typesetter(find_typesetter().fonts), 1.1).compose_section(section, 0)
    fit = fit_beside(pieces, 220, 60, below=1)
    ((column, _),) = fit.columns
    widths = {type(setting.piece.content) is RowContent: setting.measure.width for setting in column.settings}
    assert widths == {True: 220, False: 300}
    assert fit.rest == ()


def test_a_space_too_narrow_for_words_is_left_free() -> None:
    ((column, box),) = fit_beside(make_pieces([STEP]), 12, 60).columns
    assert (box.y, box.w, len(column.settings)) == (80, 300, 1)
