import pytest

from drillcards.model.problem import Problem, Severity
from drillcards.model.settings import PacketRule, PacketSettings
from drillcards.read.packet_settings import read_packet_settings
from drillcards.read.toml import TomlFile, parse_toml


def read(text: str) -> tuple[PacketSettings, tuple[Problem, ...]]:
    file = parse_toml(text.encode(), "drillcards.toml")
    assert isinstance(file, TomlFile), file
    return read_packet_settings(file, file.data["packets"])


def test_every_setting_arrives() -> None:
    settings, problems = read("""\
[packets]
template = "page-a4"
limit = 8
week = 3

[[packets.rules]]
position = ["pitcher", "first  base"]
level = "beginner"
player_tag = "sore arm"
drills = ["a-skips", "Butt Kicks"]
tags = "arm care"
categories = ["throwing", "speed"]
muscles = ["rotator cuff", "Calves"]
weeks = [1, 3]
practices = 5

[[packets.rules]]
tags = ["warm-up"]
""")
    assert problems == ()
    first = PacketRule(
        positions=("pitcher", "first base"),
        levels=("beginner",),
        player_tags=("sore arm",),
        drills=("a-skips", "Butt Kicks"),
        tags=("arm care",),
        categories=("throwing", "speed"),
        muscles=("rotator-cuff", "calves"),
        weeks=(1, 3),
        practices=(5,),
        number=1,
    )
    assert settings == PacketSettings("page-a4", 8, 3, (first, PacketRule(tags=("warm-up",), number=2)))
    assert settings.week_line == 4
    assert [rule.line for rule in settings.rules] == [6, 17]
    assert settings.rules[0].get_key_line("muscles") == 13
    assert settings.rules[1].get_key_line("muscles") == 17


@pytest.mark.parametrize(
    ("one", "several", "value"),
    [
        ("position", "positions", '"pitcher"'),
        ("level", "levels", '"beginner"'),
        ("player_tag", "player_tags", '"sore arm"'),
        ("drill", "drills", '"a-skips"'),
        ("tag", "tags", '"arm care"'),
        ("category", "categories", '"speed"'),
        ("muscle", "muscles", '"calves"'),
        ("week", "weeks", "3"),
        ("practice", "practices", "5"),
    ],
)
def test_keys_may_be_in_the_singular_or_the_plural(one: str, several: str, value: str) -> None:
    gives = "" if one in ("drill", "tag", "category", "muscle", "week", "practice") else 'category = "speed"\n'
    rules = [
        read(f"[[packets.rules]]\n{gives}{key} = {written}")
        for key in (one, several)
        for written in (value, f"[{value}]")
    ]
    assert all(rule == rules[0] for rule in rules)
    assert rules[0][1] == ()
    assert getattr(rules[0][0].rules[0], several)


FAULTS = [
    # (what stands below [[packets.rules]], severity, code, line, a part of the message, one of the hint)
    ('positon = "pitcher"\ntags = "a"', "error", "unknown-key", 2, "“positon” in [[packets.rules]]", "“position”"),
    ("position = 3\ntags = 'a'", "error", "wrong-type", 2, "here it is 3", ""),
    ('tags = "a"\nweek = 0', "error", "wrong-type", 3, "here it is 0", ""),
    ('tags = "a"\nweek = [1, "2"]', "error", "wrong-type", 3, "or a list of them", ""),
    ('tags = "a"\nmuscle = "calfes"', "error", "unknown-muscle", 3, "“calfes”", "calves"),
    ('tag = "a"\ntags = "b"', "warning", "repeated-key", 2, "“tags” and “tag” are the same", "one of them"),
    ('position = "pitcher"', "warning", "empty-rule", 1, "gives no drills", "tags"),
    ("tags = []", "warning", "empty-rule", 1, "gives no drills", "tags"),
    ('tags = " "', "warning", "empty-rule", 1, "gives no drills", "tags"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_of_a_rule_is_one_problem_at_its_line(fault: tuple[str, str, str, int, str, str]) -> None:
    text, severity, code, line, message, hint = fault
    _, problems = read(f"[[packets.rules]]\n{text}\n")
    assert [(p.severity, p.code, p.path, p.line) for p in problems] == [
        (Severity(severity), code, "drillcards.toml", line)
    ]
    assert message in problems[0].message
    assert hint in problems[0].hint


def test_a_rule_with_a_misspelt_condition_is_not_for_everybody() -> None:
    settings, _ = read('[[packets.rules]]\npositon = "pitcher"\ntags = "a"\n[[packets.rules]]\ntags = "b"\n')
    assert settings.rules == (PacketRule(number=1), PacketRule(tags=("b",), number=2))


@pytest.mark.parametrize(
    "text", ["limit = 0", "week = -1", 'limit = "8"', "template = 3", 'rules = "all"', "rules = {}"]
)
def test_what_is_wrong_keeps_its_default(text: str) -> None:
    settings, problems = read(f"[packets]\n{text}\n")
    assert settings == PacketSettings()
    assert [(problem.code, problem.line) for problem in problems] == [("wrong-type", 2)]
