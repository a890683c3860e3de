from drillcards.cli.explanation import explain_assignment
from drillcards.cli.json_output import convert_assignment
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
