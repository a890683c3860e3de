from dataclasses import fields, replace

import pytest

from drillcards.model.drill import Drill, Library, Source
from drillcards.model.muscle import MuscleUse, Role
from drillcards.model.problem import Severity
from drillcards.model.roster import Player, Roster
from drillcards.model.season import Practice, Season, Week
from drillcards.model.settings import PacketRule, PacketSettings
from drillcards.read.packet_rules import check_rules

CALVES = (MuscleUse("calves", "lower leg", Role.PRIMARY, "Calves"),)
LIBRARY = Library(
    (
        Drill(
            "speed/skips",
            "A-Skips",
            Source("drills/speed/skips.md"),
            category="speed",
            tags=("Warm-up",),
            muscles=CALVES,
        ),
        Drill("speed/old", "Old", Source("drills/speed/old.md"), category="speed", tags=("gone",), published=False),
    )
)
SEASON = Season("Spring", (Week(1, (Practice(1, ()), Practice(2, ()))),))
ROSTER = Roster((Player("ana", "Ana", position="pitcher / first base", level="Beginner", tags=("sore arm",)),), "r.csv")


def test_what_is_there_is_right() -> None:
    rule = PacketRule(
        positions=("First-Base",),
        levels=("beginner",),
        player_tags=("Sore Arm",),
        drills=("skips", "a-skips"),
        tags=("warm up",),
        categories=("Speed",),
        muscles=("calves",),
        weeks=(1,),
        practices=(2,),
    )
    assert check_rules(PacketSettings(week=1, rules=(rule,)), LIBRARY, SEASON, ROSTER) == ()


FAULTS = [
    (PacketRule(drills=("skps",)), "error", "unknown-drill", "“skps”", "speed/skips"),
    (PacketRule(drills=("old",)), "warning", "unpublished-drill", "“Old”", "drills/speed/old.md"),
    (PacketRule(tags=("warmup",)), "error", "unknown-tag", "“warmup”", "“Warm-up”"),
    (PacketRule(tags=("gone",)), "error", "unknown-tag", "“gone”", "“Warm-up”"),
    (PacketRule(categories=("sped",)), "error", "unknown-category", "“sped”", "“speed”"),
    (PacketRule(muscles=("biceps",)), "warning", "untrained-muscle", "biceps", "drillcards muscles"),
    (PacketRule(weeks=(2,)), "error", "unknown-week", "season.toml has 1", "from 1 to 1"),
    (PacketRule(practices=(1, 3)), "error", "unknown-practice", "practice 3", "from 1 to 2"),
    (PacketRule(positions=("picher",)), "warning", "nobody-fits", "position “picher”", "“pitcher”"),
    (PacketRule(levels=("begginer",)), "warning", "nobody-fits", "level “begginer”", "“Beginner”"),
    (PacketRule(player_tags=("arm",)), "warning", "nobody-fits", "tag “arm”", "“sore arm”"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault[3] for fault in FAULTS])
def test_what_is_not_there_is_one_problem_at_its_line(fault: tuple[PacketRule, str, str, str, str]) -> None:
    rule, severity, code, message, hint = fault
    (key,) = (item.name for item in fields(rule) if getattr(rule, item.name) and item.type is not int)
    rule = replace(rule, line=3, key_lines=((key, 5),))
    (problem,) = check_rules(PacketSettings(rules=(rule,)), LIBRARY, SEASON, ROSTER)
    assert (problem.severity, problem.code) == (Severity(severity), code)
    assert (problem.path, problem.line) == ("drillcards.toml", 5)
    assert message in problem.message
    assert hint in problem.hint


def test_the_cover_s_week_is_in_the_plan() -> None:
    (problem,) = check_rules(PacketSettings(week=4, week_line=2), LIBRARY, SEASON, ROSTER)
    assert (problem.code, problem.line, problem.message) == (
        *("unknown-week", 2, "There is no week 4: season.toml has 1."),
    )


def test_without_a_plan_there_are_no_weeks() -> None:
    (problem,) = check_rules(PacketSettings(rules=(PacketRule(weeks=(1,)),)), LIBRARY, None, ROSTER)
    assert problem.message == "There is no week 1: there is no season plan."


def test_without_players_or_drills_the_rules_are_not_to_blame() -> None:
    rule = PacketRule(positions=("x",), drills=("y",), tags=("z",), categories=("c",), muscles=("calves",))
    assert check_rules(PacketSettings(rules=(rule,)), Library(()), None, None) == ()
    broken = PacketSettings(rules=(PacketRule(drills=("broken",)),))
    assert check_rules(broken, LIBRARY, None, None, unread=("speed/broken",)) == ()
