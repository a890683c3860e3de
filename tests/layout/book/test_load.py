"""The load chart: minutes shared among drills and stations, and charts as wide as a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillcards.layout.book.load import measure_load, set_load
from drillcards.model.page import LinkArea, Shape, Tag, Text
from drillcards.model.season import Block, PlannedRoutine, Practice, Season, Station, Week
from layout.book.bound import DRILLS, SEASON, find_taxonomy, list_texts, make_drill, make_tools
from layout.printed import measure_ink

GROUPS = ("neck", "calves", "chest", "glutes", "biceps")
ONE_EACH = {f"d{at}": make_drill(f"d{at}", primary=[group]) for at, group in enumerate(GROUPS)}
SLUGS = st.lists(st.sampled_from(sorted(ONE_EACH)), min_size=1, max_size=4).map(tuple)
BLOCKS = st.builds(
    lambda minutes, drills, stations: Block(
        "Block", minutes, drills=drills, stations=tuple(Station(f"{at}", names) for at, names in enumerate(stations))
    ),
    st.integers(1, 60),
    SLUGS,
    st.lists(SLUGS, max_size=4),
)


@given(blocks=st.lists(BLOCKS, max_size=5).map(tuple))
def test_the_minutes_of_all_drills_add_up_to_those_of_the_blocks(blocks: tuple[Block, ...]) -> None:
    load = measure_load(Week(1, (Practice(1, blocks),)), ONE_EACH)
    assert sum(load.values()) == pytest.approx(sum(block.minutes for block in blocks))


def test_drills_share_a_block_and_stations_share_it_first() -> None:
    stations = (Station("a", ("d0", "d1")), Station("b", ("d2",)), Station("rest"))
    load = measure_load(
        Week(1, (Practice(1, (Block("", 24, stations=stations), Block("", 6, drills=("d0",)))),)), ONE_EACH
    )
    assert load == {"neck": 4 + 6, "calves": 4, "chest": 8}


def test_the_drills_of_a_routine_share_its_block_with_those_beside_it() -> None:
    block = Block("", 12, drills=("d0",), routine=PlannedRoutine("Warm-Up", "warm-up", ("d1", "d2")))
    load = measure_load(Week(1, (Practice(1, (block,)),)), ONE_EACH)
    assert load == {"neck": 4, "calves": 4, "chest": 4}


def test_a_group_is_counted_once_a_drill_and_only_if_it_is_trained_first() -> None:
    twice = make_drill("a", primary=["neck", "neck", "chest"], secondary=["calves"], unknown=["Flux"])
    load = measure_load(Week(1, (Practice(1, (Block("", 10, drills=("a", "nobody knows")),)),)), {"a": twice})
    assert load == {"neck": 5, "chest": 5}


def test_what_is_only_stretched_has_no_minutes_and_a_mark_of_its_own() -> None:
    drills = {
        "a": make_drill("a", primary=["neck"], stretched=["neck", "lats"]),
        "b": make_drill("b", stretched=["chest"]),
    }
    week = Week(1, (Practice(1, (Block("", 10, drills=("a",)), Block("", 10, drills=("b",)))),))
    assert measure_load(week, drills) == {"neck": 10, "lats": 0, "chest": 0}
    (page,) = set_load(Season("", (week,)), drills, find_taxonomy(), make_tools())
    texts = list_texts(page.placed)
    key, *marks = [text for text in texts if text in {"□", "◻"}]  # the second is the sign that fonts have for the first
    assert len(marks) == 2
    assert texts[texts.index(key) + 1] == ": only stretched."


def list_charts(weeks: int, template: str = "booklet") -> list[list[str]]:
    practices = [Practice(at, (Block("", 90, drills=("d0", "d1")),)) for at in range(1, weeks + 1)]
    season = Season("", tuple(Week(at, (practice,)) for at, practice in enumerate(practices, 1)))
    return [list_texts(page.placed) for page in set_load(season, ONE_EACH, find_taxonomy(), make_tools(template))]


@pytest.mark.parametrize("weeks", [1, 4, 25, 52])
def test_every_week_is_in_one_chart(weeks: int) -> None:
    heads = [text for page in list_charts(weeks) for text in page if text.isdigit() and int(text) <= weeks]
    assert [int(text) for text in heads if text != "45"] == [at for at in range(1, weeks + 1) if at != 45]


def test_a_season_that_trains_nothing_has_no_chart() -> None:
    tools, taxonomy = make_tools(), find_taxonomy()
    assert list(set_load(SEASON, {"speed/a-skips": make_drill("speed/a-skips")}, taxonomy, tools)) == []
    assert list(set_load(Season("", ()), ONE_EACH, taxonomy, tools)) == []


def test_more_minutes_are_darker_and_groups_at_rest_are_left_out() -> None:
    (page,) = set_load(SEASON, {drill.slug: drill for drill in DRILLS}, find_taxonomy(), make_tools())
    texts = list_texts(page.placed)
    assert "Calves" not in texts  # A-Skips trains them only in support
    greys = [item.fill.r for _, item in page.placed if isinstance(item, Shape) and item.fill]
    numbers = [
        int(item.text)
        for path, item in page.placed
        if isinstance(item, Text) and path[-1].tag is Tag.TABLE_CELL and item.text.strip()
    ]
    assert sorted(zip(numbers, greys, strict=True), key=lambda pair: (pair[0], -pair[1])) == sorted(
        zip(numbers, greys, strict=True), key=lambda pair: -pair[1]
    )


@pytest.mark.parametrize("template", ["booklet", "booklet-a5", "booklet-letter", "booklet-a4"])
@pytest.mark.parametrize("lang", ["en", "es", "fr"])
def test_the_chart_stands_clear_of_the_text_above_it(template: str, lang: str) -> None:
    drills = {drill.slug: drill for drill in DRILLS}
    (page,) = set_load(SEASON, drills, find_taxonomy(), make_tools(template, lang))
    boxes = [(path, measure_ink(item)) for path, item in page.placed if isinstance(item, Text | LinkArea)]
    grid = [box.y for path, box in boxes if any(step.tag is Tag.TABLE for step in path)]
    above = [box.bottom for path, box in boxes if not any(step.tag is Tag.TABLE for step in path)]
    assert max(above) < min(grid)


def test_a_group_s_name_is_on_one_line_with_its_minutes_and_flush_with_the_text_above() -> None:
    drills = {drill.slug: drill for drill in DRILLS}
    tools = make_tools()
    (page,) = set_load(SEASON, drills, find_taxonomy(), tools)
    rows: dict[str, list[Text]] = {}
    for path, item in page.placed:
        row = [step.key for step in path if step.tag is Tag.TABLE_ROW]
        if isinstance(item, Text) and row:
            rows.setdefault(row[0], []).append(item)
    for cells in rows.values():
        assert len({round(cell.y, 3) for cell in cells}) == 1
        assert cells[0].x == pytest.approx(tools.frame.block.x)
