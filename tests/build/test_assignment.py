from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.build.assignment import assign_drills, find_unserved
from drillcards.model.drill import Drill, Library, Source
from drillcards.model.muscle import MuscleUse, Role
from drillcards.model.packet import Assignment, Choice
from drillcards.model.roster import Player, Roster
from drillcards.model.season import Block, Practice, Season, Week
from drillcards.model.settings import PacketRule, PacketSettings, Settings


def make_drill(title: str, slug: str, tags: tuple[str, ...] = (), group: str = "", *, published: bool = True) -> Drill:
    muscles = (MuscleUse(group, "leg", Role.PRIMARY, group),) if group else ()
    return Drill(
        slug,
        title,
        Source(f"drills/{slug}.md"),
        category=slug.split("/")[0],
        tags=tags,
        muscles=muscles,
        published=published,
    )


LIBRARY = Library(
    (
        make_drill("Tee Work", "hitting/tee", ("Stations",)),
        make_drill("Skips", "speed/a-skips", ("warm-up",), "calves"),
        make_drill("Kicks", "speed/kicks", ("warm-up",), "calves"),
        make_drill("Old Relay", "speed/old", ("warm-up",), "calves", published=False),
        make_drill("Long Toss", "throwing/toss", ("arm care",)),
    )
)
SEASON = Season(
    "Spring",
    (
        Week(1, (Practice(1, (Block("", 5, drills=("speed/kicks",)),)),)),
        Week(
            2,
            (
                Practice(2, (Block("", 5, drills=("throwing/toss", "speed/old", "no/such")),), date=date(2027, 3, 16)),
                Practice(3, (Block("", 5, drills=("hitting/tee", "throwing/toss")),), date=date(2027, 3, 18)),
            ),
        ),
    ),
)


def assign(player: Player, *rules: PacketRule, limit: int | None = None, week: int | None = None) -> Assignment:
    settings = Settings(packets=PacketSettings(limit=limit, week=week, rules=rules))
    (assignment,) = assign_drills(Roster((player,)), LIBRARY, SEASON, settings)
    assert assignment.player == player
    return assignment


def list_slugs(assignment: Assignment) -> list[str]:
    return [choice.slug for choice in assignment.choices]


ANA = Player("ana", "Ana", position="pitcher / first base", level="Beginner", tags=("new here",))


def test_without_a_rule_who_has_nothing_in_their_row_gets_all_published_drills_as_planned() -> None:
    assignment = assign(ANA)
    assert list_slugs(assignment) == ["speed/kicks", "throwing/toss", "hitting/tee", "speed/a-skips"]
    assert {choice.reasons for choice in assignment.choices} == {("all drills",)}
    assert list_slugs(assign(ANA, limit=2)) == ["speed/kicks", "throwing/toss"]


def test_with_a_week_they_get_that_week_s_drills() -> None:
    assert assign(ANA, week=2).choices == (
        Choice("throwing/toss", ("week 2, Tue, Mar 16 and Thu, Mar 18",)),
        Choice("hitting/tee", ("week 2, Thu, Mar 18",)),
    )
    assert assign(ANA, week=1).choices == (Choice("speed/kicks", ("week 1, practice 1",)),)
    assert assign(ANA, week=9).choices == ()


def test_a_row_s_own_columns_stand_for_the_usual_drills() -> None:
    player = Player(
        "ben", "Ben", drills=("hitting/tee", "speed/kicks", "speed/old"), tags=("Arm Care",), muscles=("calves",)
    )
    assert assign(player, week=2).choices == (
        Choice("hitting/tee", ("row: drills",)),
        Choice("speed/kicks", ("row: drills", "row: muscle group calves")),
        Choice("throwing/toss", ("row: tag Arm Care",)),
        Choice("speed/a-skips", ("row: muscle group calves",)),
    )


def test_with_rules_who_fits_none_gets_nothing_but_what_their_row_names() -> None:
    rule = PacketRule(positions=("catcher",), tags=("warm-up",))
    assert assign(ANA, rule).choices == ()
    assert list_slugs(assign(Player("ben", "Ben", drills=("hitting/tee",)), rule)) == ["hitting/tee"]


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        (PacketRule(), "everybody"),
        (PacketRule(positions=("Pitcher",)), "position Pitcher"),
        (PacketRule(positions=("catcher", "first-base", "pitcher")), "position first-base, position pitcher"),
        (PacketRule(levels=("beginner",)), "level beginner"),
        (PacketRule(player_tags=("new here",)), "tag new here"),
        (PacketRule(positions=("pitcher",), levels=("beginner", "x")), "position pitcher, level beginner"),
        (PacketRule(positions=("pitcher",), levels=("advanced",)), None),
        (PacketRule(positions=("pitch",)), None),
        (PacketRule(player_tags=("new",)), None),
    ],
)
def test_a_rule_is_for_whom_all_its_conditions_fit(rule: PacketRule, who: str | None) -> None:
    given_rule = PacketRule(rule.positions, rule.levels, rule.player_tags, drills=("tee",), number=4)
    expected = () if who is None else (Choice("hitting/tee", (f"rule 4: {who} → drills",)),)
    assert assign(ANA, given_rule).choices == expected


@pytest.mark.parametrize(
    ("rule", "ways"),
    [
        (PacketRule(drills=("Tee Work", "old", "no such")), {"hitting/tee": "drills"}),
        (
            PacketRule(tags=("warm up", "stations")),
            {"speed/kicks": "tag warm up", "speed/a-skips": "tag warm up", "hitting/tee": "tag stations"},
        ),
        (PacketRule(categories=("Throwing",)), {"throwing/toss": "category Throwing"}),
        (
            PacketRule(muscles=("calves",)),
            {"speed/kicks": "muscle group calves", "speed/a-skips": "muscle group calves"},
        ),
        (PacketRule(weeks=(1, 9)), {"speed/kicks": "week 1, practice 1"}),
        (PacketRule(practices=(1, 2)), {"speed/kicks": "practice 1", "throwing/toss": "practice 2, Tue, Mar 16"}),
        (
            PacketRule(tags=("arm care",), categories=("throwing",)),
            {"throwing/toss": "tag arm care and category throwing"},
        ),
    ],
    ids=["drills", "tags", "categories", "muscles", "weeks", "practices", "two ways"],
)
def test_a_rule_gives_what_any_of_its_keys_names(rule: PacketRule, ways: dict[str, str]) -> None:
    choices = assign(ANA, rule).choices
    assert {choice.slug: choice.reasons for choice in choices} == {
        slug: (f"rule 0: everybody → {way}",) for slug, way in ways.items()
    }


def test_the_order_is_the_row_then_rule_by_rule_and_a_second_reason_is_added() -> None:
    player = Player("ben", "Ben", drills=("throwing/toss",))
    first, second = PacketRule(tags=("stations",), number=1), PacketRule(tags=("warm-up", "stations"), number=2)
    assert assign(player, first, second).choices == (
        Choice("throwing/toss", ("row: drills",)),
        Choice("hitting/tee", ("rule 1: everybody → tag stations", "rule 2: everybody → tag stations")),
        Choice("speed/kicks", ("rule 2: everybody → tag warm-up",)),
        Choice("speed/a-skips", ("rule 2: everybody → tag warm-up",)),
    )


def test_what_is_excluded_or_beyond_the_limit_is_left_out_with_its_reasons() -> None:
    player = Player("ben", "Ben", drills=("hitting/tee",), exclude=("speed/kicks", "throwing/toss"))
    assignment = assign(player, PacketRule(tags=("warm-up",), number=1), limit=1)
    assert list_slugs(assignment) == ["hitting/tee"]
    assert assignment.left_out == (
        Choice("speed/kicks", ("rule 1: everybody → tag warm-up", "row: exclude")),
        Choice("speed/a-skips", ("rule 1: everybody → tag warm-up", "beyond the limit of 1")),
    )


def test_without_a_season_weeks_give_nothing() -> None:
    settings = Settings(packets=PacketSettings(rules=(PacketRule(weeks=(1,), practices=(1,)),)))
    (assignment,) = assign_drills(Roster((ANA,)), LIBRARY, None, settings)
    assert assignment.choices == ()


def test_who_gets_nothing_is_named() -> None:
    nothing = Assignment(Player("a", "Ana", line=2), ())
    excluded = Assignment(Player("b", "Ben", line=3), (), (Choice("x", ("row: exclude",)),))
    served = Assignment(Player("c", "Cy", line=4), (Choice("x", ("row: drills",)),))
    problems = list(find_unserved([nothing, excluded, served], "roster.csv"))
    assert [(problem.severity, problem.code, problem.path, problem.line) for problem in problems] == [
        ("warning", "no-drills-assigned", "roster.csv", 2),
        ("warning", "no-drills-assigned", "roster.csv", 3),
    ]
    assert [problem.message for problem in problems] == [
        "Ana gets no drills: no rule fits.",
        "Ben gets no drills: all are left out.",
    ]


CATEGORIES = ("agility", "bunting", "catching", "throwing")
FORTY_EIGHT = Library(
    tuple(make_drill(f"Drill {letter}", f"{name}/{letter}") for name in CATEGORIES for letter in "abcdefghijkl")
)


def plan_weeks(*weeks: tuple[str, ...]) -> Season:
    return Season(
        "Spring",
        tuple(
            Week(number, (Practice(number, (Block("", 5, drills=slugs),)),)) for number, slugs in enumerate(weeks, 1)
        ),
    )


def serve(
    season: Season | None, *rules: PacketRule, limit: int = 6, week: int | None = None, **row: object
) -> list[str]:
    settings = Settings(packets=PacketSettings(limit=limit, week=week, rules=rules))
    roster = Roster((Player("ana", "Ana", position="pitcher", **row),))  # type: ignore[arg-type]  # by name
    (assignment,) = assign_drills(roster, FORTY_EIGHT, season, settings)
    assert len(assignment.choices) + len(assignment.left_out) <= len(FORTY_EIGHT.drills)
    return list_slugs(assignment)


def test_a_limit_takes_what_the_plan_has_first_and_not_the_alphabet() -> None:
    season = plan_weeks(
        ("throwing/l", "catching/k", "throwing/b"), ("agility/a", "throwing/l"), ("bunting/z", "bunting/c")
    )
    assert serve(season) == ["throwing/l", "catching/k", "throwing/b", "agility/a", "bunting/c", "agility/b"]
    assert serve(season, PacketRule(categories=("throwing",)), limit=3) == ["throwing/l", "throwing/b", "throwing/a"]


def test_a_limit_takes_the_weeks_from_that_of_the_settings_on_and_then_those_before() -> None:
    season = plan_weeks(("throwing/l", "catching/k"), ("agility/f", "throwing/e"), ("bunting/c", "throwing/l"))
    throws = PacketRule(categories=CATEGORIES)
    assert serve(season, throws, week=2, limit=5) == [
        "agility/f",
        "throwing/e",
        "bunting/c",
        "throwing/l",
        "catching/k",
    ]
    assert serve(season, week=2) == ["agility/f", "throwing/e"]


def test_without_a_plan_each_category_has_its_turn() -> None:
    assert serve(None) == ["agility/a", "bunting/a", "catching/a", "throwing/a", "agility/b", "bunting/b"]


def test_what_isn_t_planned_has_its_turn_in_another_week() -> None:
    season = plan_weeks((), (), (), (), (), (), (), ())
    rule = PacketRule(categories=CATEGORIES)
    served = [serve(season, rule, week=week) for week in range(1, 9)]
    assert sorted(slug for slugs in served for slug in slugs) == sorted(drill.slug for drill in FORTY_EIGHT.drills)


def test_a_limit_keeps_the_row_s_own_and_a_drill_of_each_rule() -> None:
    season = plan_weeks(("agility/a", "agility/b", "agility/c", "agility/d"))
    everybody, pitchers = (
        PacketRule(categories=("agility",)),
        PacketRule(("pitcher",), drills=("throwing/h", "throwing/c")),
    )
    assert serve(season, everybody, pitchers, limit=4, drills=("bunting/k",)) == [
        "bunting/k",
        "agility/a",
        "agility/b",
        "throwing/h",
    ]
    assert serve(season, everybody, pitchers, limit=1) == ["agility/a"]


def test_what_is_beyond_the_limit_is_told_in_the_plan_s_order_and_counted() -> None:
    settings = Settings(packets=PacketSettings(limit=46))
    season = plan_weeks(("throwing/l",))
    (assignment,) = assign_drills(
        Roster((Player("ana", "Ana", exclude=("agility/a",)),)), FORTY_EIGHT, season, settings
    )
    assert [(choice.slug, choice.reasons) for choice in assignment.left_out] == [
        ("agility/a", ("all drills", "row: exclude")),
        ("catching/l", ("all drills", "beyond the limit of 46")),
    ]
    assert assignment.beyond == 1


SLUGS = st.lists(st.sampled_from([*(drill.slug for drill in LIBRARY.drills), "no/such"]), max_size=4).map(tuple)
TAGS = st.lists(st.sampled_from(["warm-up", "arm care", "stations", "sore arm"]), max_size=2).map(tuple)
POSITIONS = st.sampled_from(["", "pitcher", "catcher", "pitcher / catcher"])
NUMBERS = st.lists(st.integers(1, 4), max_size=2).map(tuple)
RULES = st.builds(
    PacketRule,
    positions=st.lists(st.sampled_from(["pitcher", "catcher"]), max_size=2).map(tuple),
    player_tags=TAGS,
    drills=SLUGS,
    tags=TAGS,
    weeks=NUMBERS,
    practices=NUMBERS,
)


@settings(deadline=None)
@given(
    st.builds(Player, st.just("x"), st.just("X"), position=POSITIONS, drills=SLUGS, tags=TAGS, exclude=SLUGS),
    st.lists(RULES, max_size=3),
    st.none() | st.integers(1, 3),
    st.none() | st.integers(1, 3),
)
def test_every_choice_is_published_once_and_for_a_reason(
    player: Player, rules: list[PacketRule], limit: int | None, week: int | None
) -> None:
    assignment = assign(player, *rules, limit=limit, week=week)
    slugs = [choice.slug for choice in (*assignment.choices, *assignment.left_out)]
    assert len({*slugs}) == len(slugs)
    assert {*slugs} <= {drill.slug for drill in LIBRARY.drills if drill.published}
    assert not {*list_slugs(assignment)} & {*player.exclude}
    assert len(assignment.choices) <= (limit or len(slugs))
    assert all(choice.reasons for choice in assignment.choices)
    assert all(len(choice.reasons) >= 2 for choice in assignment.left_out)
    own = [slug for slug in dict.fromkeys(player.drills) if slug in list_slugs(assignment)]
    assert list_slugs(assignment)[: len(own)] == own
