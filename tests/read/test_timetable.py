from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillcards.model.problem import Problem, Severity
from drillcards.model.season import Block, Practice, Season, Station, Week
from drillcards.read.timetable import MOST_DRY_MINUTES, find_slips


def find_in(*practices: Practice) -> list[Problem]:
    return list(find_slips(Season("Spring", (Week(1, practices),), path="season.toml")))


def plan(*blocks: Block, minutes: int | None = None, start: time | None = None) -> Practice:
    return Practice(1, blocks, minutes=minutes, start=start, line=1)


def work(minutes: int, line: int = 0, title: str = "Work") -> Block:
    return Block(title, minutes, line=line)


def drink(minutes: int = 3) -> Block:
    return Block("Water", minutes, water=True)


def meet(number: int, day: int, start: time | None = time(17), minutes: int = 60) -> Practice:
    return Practice(number, (), date=date(2027, 3, day), start=start, minutes=minutes, line=number)


def test_blocks_that_fit_are_fine() -> None:
    assert find_in(plan(work(30), drink(), work(27), minutes=60)) == []


def test_blocks_that_take_too_long_say_by_how_much() -> None:
    (problem,) = find_in(plan(work(30), drink(), work(28), minutes=60))
    assert (problem.severity, problem.code, problem.path, problem.line) == ("error", "overrun", "season.toml", 1)
    assert problem.message == "The blocks take 61 minutes, 1 minute more than the practice's 60."


def test_a_practice_that_does_not_say_how_long_it_is_can_t_run_over() -> None:
    assert find_in(plan(work(30), drink(), work(30), drink(), work(30))) == []


def test_a_dry_stretch_is_told_by_the_clock_at_the_block_that_makes_it_too_long() -> None:
    blocks = (work(20, 5), drink(), work(15, 7), work(10, 8), work(10, 9), drink(), work(30, 11))
    (problem,) = find_in(plan(*blocks, start=time(17, 30)))
    assert (problem.severity, problem.code, problem.line) == (Severity.WARNING, "no-water", 9)
    assert problem.message == "There is no water from 17:53 to 18:28, for 35 minutes."


def test_without_a_start_a_dry_stretch_is_told_by_minutes() -> None:
    first, second = find_in(plan(work(31), drink(), work(40)))
    assert "from the start to minute 31" in first.message
    assert "from minute 34 to minute 74" in second.message


def test_a_practice_past_midnight_is_told_by_the_next_day_s_clock() -> None:
    (problem,) = find_in(plan(work(40), start=time(23, 30)))
    assert "from 23:30 to 0:10" in problem.message


def test_a_block_that_seems_to_be_for_water_is_named() -> None:
    (problem,) = find_in(plan(work(28), work(3, title="Water & shade"), work(28)))
    assert problem.hint == "If “Water & shade” is for drinking, give it water = true."


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 40)), max_size=12))
def test_there_is_a_warning_for_each_stretch_that_is_too_dry_and_no_other(plan_of: list[tuple[bool, int]]) -> None:
    minutes = [wet for water, length in plan_of for wet in [water] * length]
    stretches = "".join("." if wet else "x" for wet in minutes).split(".")
    too_dry = [stretch for stretch in stretches if len(stretch) > MOST_DRY_MINUTES]
    blocks = [drink(length) if water else work(length) for water, length in plan_of]
    assert [problem.code for problem in find_in(plan(*blocks))] == ["no-water"] * len(too_dry)


def test_turns_that_take_longer_than_their_block_are_an_error() -> None:
    stations = (Station("A"), Station("B"), Station("C"))
    block = Block("Stations", 25, stations=stations, rotate_minutes=9, line=4)
    (problem,) = find_in(plan(block))
    assert (problem.severity, problem.code, problem.line) == (Severity.ERROR, "rotation-too-long", 4)
    assert problem.message == "3 stations of 9 minutes each take 27 minutes, and the block has 25."


@pytest.mark.parametrize("minutes", [27, 30, 0])
def test_turns_may_leave_time_for_walking(minutes: int) -> None:
    stations = (Station("A"), Station("B"), Station("C"))
    assert find_in(plan(Block("Stations", minutes, stations=stations, rotate_minutes=9))) == []


def test_dates_in_order_are_fine_and_gaps_in_them_too() -> None:
    assert find_in(meet(1, 2), Practice(2, ()), meet(3, 4), meet(4, 4, time(19))) == []


def test_one_date_out_of_order_is_one_warning() -> None:
    (problem,) = find_in(meet(1, 2), meet(2, 24), meet(3, 9), meet(4, 11))
    assert (problem.severity, problem.code, problem.line) == (Severity.WARNING, "dates-out-of-order", 3)
    message = "Practice 3 (2027-03-09 17:00) stands behind Practice 2 (2027-03-24 17:00), but comes before it."
    assert problem.message == message


def test_the_second_practice_of_a_day_comes_later() -> None:
    (problem,) = find_in(meet(1, 2, time(17)), meet(2, 2, time(9)))
    assert problem.code == "dates-out-of-order"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (meet(1, 2), meet(2, 2)),
        (meet(1, 2, None), meet(2, 2, None)),
        (meet(1, 2, time(17)), meet(2, 2, time(17, 59))),
        (meet(1, 2, time(17), minutes=0), meet(2, 2, time(17), minutes=0)),
    ],
)
def test_two_practices_at_once_are_one_warning(first: Practice, second: Practice) -> None:
    (problem,) = find_in(first, second)
    assert (problem.severity, problem.code, problem.line) == (Severity.WARNING, "same-time", 2)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (meet(1, 2, time(17)), meet(2, 2, time(18))),
        (meet(1, 2, None), meet(2, 2, time(18))),
        (meet(1, 2, time(18)), meet(2, 2, None)),
        (meet(1, 2), Practice(2, (), start=time(17))),
    ],
)
def test_practices_that_may_be_apart_are_fine(first: Practice, second: Practice) -> None:
    assert find_in(first, second) == []


def test_a_long_practice_clashes_with_all_that_begin_in_it() -> None:
    problems = find_in(meet(1, 2, time(9), minutes=480), meet(2, 2, time(10)), meet(3, 2, time(12)))
    assert [(problem.code, problem.line) for problem in problems] == [("same-time", 2), ("same-time", 3)]
