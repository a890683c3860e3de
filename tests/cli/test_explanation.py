from dataclasses import replace

from drillcards.build.packets import PacketsReport
from drillcards.cli.explanation import explain_assignment, list_ungiven
from drillcards.cli.json_output import convert_assignment
from drillcards.cli.packets import explain_packets
from drillcards.model.packet import Assignment, Choice
from drillcards.model.roster import Player

TITLES = {"speed/a": "A-Skips", "throwing/toss": "Long Toss"}
ANA = Player(
    "ana-li", "Ana Li", ("ana@example.org",), ("mother@example.org",), "pitcher", "beginner", "07", note="Rest."
)
ASSIGNMENT = Assignment(
    ANA,
    (
        Choice("throwing/toss", ("row: drills", "rule 1: position pitcher → tag arm care")),
        Choice("speed/b", ("all drills",)),
    ),
    (Choice("speed/a", ("all drills", "row: exclude")),),
)


def test_every_reason_has_a_line() -> None:
    assert list(explain_assignment(ASSIGNMENT, TITLES)) == [
        "Ana Li (#07, pitcher, beginner): 2 drills",
        "  Long Toss  row: drills",
        "             rule 1: position pitcher → tag arm care",
        "  speed/b    all drills",
        " Left out:",
        "  A-Skips    all drills",
        "             row: exclude",
    ]


def test_what_is_beyond_the_limit_has_a_line_a_drill() -> None:
    beyond = Choice("speed/c", ("rule 1: everybody → tag legs", "week 2", "beyond the limit of 2"))
    limited = replace(ASSIGNMENT, left_out=(*ASSIGNMENT.left_out, beyond), beyond=1)
    assert list(explain_assignment(limited, TITLES))[-3:] == [
        "             row: exclude",
        " Beyond the limit of 2, in the plan's order:",
        "  speed/c    rule 1: everybody → tag legs; week 2",
    ]
    assert list_ungiven([limited]) == ("speed/c",)
    assert list_ungiven([limited, Assignment(ANA, (Choice("speed/c", ("row: drills",)),))]) == ()


def test_who_gets_nothing_is_said_to() -> None:
    assert list(explain_assignment(Assignment(Player("b", "Ben", number="#7"), ()), {})) == ["Ben (#7): no drills"]


def test_json_has_the_same_and_no_address() -> None:
    value = convert_assignment(ASSIGNMENT, TITLES)
    assert value == {
        "player": "ana-li",
        "name": "Ana Li",
        "number": "07",
        "position": "pitcher",
        "level": "beginner",
        "drills": [
            {
                "slug": "throwing/toss",
                "title": "Long Toss",
                "reasons": ["row: drills", "rule 1: position pitcher → tag arm care"],
            },
            {"slug": "speed/b", "title": "speed/b", "reasons": ["all drills"]},
        ],
        "left_out": [{"slug": "speed/a", "title": "A-Skips", "reasons": ["all drills", "row: exclude"]}],
    }


def test_what_the_limit_keeps_from_everybody_is_named_last() -> None:
    beyond = Choice("speed/a", ("all drills", "beyond the limit of 1"))
    limited = Assignment(ANA, (Choice("speed/b", ("all drills",)),), (beyond,), beyond=1)
    report = PacketsReport((), None, (limited, limited))
    assert list(explain_packets(report, TITLES))[-1] == "Beyond the limit for everybody: 1 drill, “A-Skips”"
