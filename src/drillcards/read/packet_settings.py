"""Who gets what, from ``[packets]`` of ``drillcards.toml``.

::

    [packets]
    template = "page"                # of the drills' pages; else that of the team's paper
    limit = 8                        # the most drills a player gets: what the plan has first
    week = 3                         # whose plan is printed on the cover

    [[packets.rules]]                # as many as there are; a player gets what all that fit them give
    # for whom: all of these must fit, of each any value
    position = "pitcher"
    level = ["beginner", "intermediate"]
    player_tag = "sore arm"          # of the roster's column "tags"
    # what they get: each of these adds drills
    drills = ["long-toss-build-up"]  # slugs, file names or titles
    tags = "arm care"
    categories = "throwing"
    muscles = "rotator cuff"
    weeks = 3                        # what the season's plan has that week
    practices = [5, 6]               # or at these practices, counted through the season

All keys are optional, take one value or a list, and may be in the singular or the plural.
"""

from collections.abc import Mapping
from typing import Any, Final

from drillcards.model.problem import Problem, Severity
from drillcards.model.settings import PacketRule, PacketSettings
from drillcards.read.muscles import find_nearest, parse_mention
from drillcards.read.schema import (
    Field,
    Fields,
    check_table,
    list_words,
    quote_all,
    report,
    tables_field,
    text_field,
    whole_field,
    wholes_field,
    words_field,
)
from drillcards.read.text import clean_line
from drillcards.read.toml import KeyPath, TomlFile

_MOST: Final = 999
"""Of drills, weeks or practices; more is a slip of the pen."""

_PACKETS: Final[Fields] = {
    "template": text_field("the name of a template in quotes"),
    "limit": whole_field(1, _MOST),
    "week": whole_field(1, _MOST),
    "rules": tables_field("tables, each below a line [[packets.rules]]"),
}

_WORDS: Final = words_field()
_NUMBERS: Final = wholes_field(1, _MOST)
# Field of a rule → the names of its key; hints offer the first.
_KEYS: Final[Mapping[str, tuple[tuple[str, str], Field]]] = {
    "positions": (("position", "positions"), _WORDS),
    "levels": (("level", "levels"), _WORDS),
    "player_tags": (("player_tag", "player_tags"), _WORDS),
    "drills": (("drills", "drill"), _WORDS),
    "tags": (("tags", "tag"), _WORDS),
    "categories": (("categories", "category"), _WORDS),
    "muscles": (("muscles", "muscle"), _WORDS),
    "weeks": (("weeks", "week"), _NUMBERS),
    "practices": (("practices", "practice"), _NUMBERS),
}
_RULE: Final[Fields] = {
    name: Field(field.accepts, field.wanted, offered=name == names[0])
    for names, field in _KEYS.values()
    for name in names
}
GIVES: Final = ("drills", "tags", "categories", "muscles", "weeks", "practices")
"""The fields of a rule that name drills; the others say for whom."""


def read_packet_settings(file: TomlFile, table: Any) -> tuple[PacketSettings, tuple[Problem, ...]]:
    """The table ``[packets]``, and what is wrong with it. Of names only the muscles' are looked up here.

    A rule that can't be understood in full gives nothing: without one of its conditions it would be for everybody.
    """
    checked = check_table(file, ("packets",), table, _PACKETS, unknown=Severity.WARNING)
    problems = [*checked.problems]
    rules: list[PacketRule] = []
    for index, rule in enumerate(checked.values.get("rules", ())):
        read, found = _read_rule(file, index, rule)
        problems += found
        rules.append(read)
    settings = PacketSettings(
        template=checked.values.get("template", ""),
        limit=checked.values.get("limit"),
        week=checked.values.get("week"),
        rules=tuple(rules),
        week_line=file.find_line(("packets", "week")) or 0,
    )
    return settings, tuple(problems)


def _read_rule(file: TomlFile, index: int, table: Mapping[str, Any]) -> tuple[PacketRule, list[Problem]]:
    path: KeyPath = ("packets", "rules", index)
    checked = check_table(file, path, table, _RULE)
    problems = [*checked.problems]
    fields: dict[str, tuple[Any, ...]] = {}
    lines: dict[str, int] = {}
    for key, (names, _) in _KEYS.items():
        written = [name for name in names if name in checked.values]
        if len(written) > 1:
            message = f"“{written[0]}” and “{written[1]}” are the same; both count."
            problems.append(_warn(file, (*path, written[1]), "repeated-key", message, "Keep one of them."))
        for name in written:
            fields[key] = fields.get(key, ()) + _clean_values(checked.values[name])
            lines.setdefault(key, file.find_line((*path, name)) or 0)
    if "muscles" in fields:
        fields["muscles"], unknown = _find_groups(file, lines["muscles"], fields["muscles"])
        problems += unknown
    if not problems and not any(fields.get(key) for key in GIVES):
        hint = 'Say which drills it gives, such as tags = ["arm care"] or weeks = 3.'
        problems.append(_warn(file, path, "empty-rule", "The rule gives no drills.", hint))
    known = {} if checked.problems else fields
    rule = PacketRule(**known, number=index + 1, line=file.find_line(path) or 0, key_lines=tuple(lines.items()))
    return rule, problems


def _clean_values(value: Any) -> tuple[Any, ...]:
    values = (clean_line(item) if isinstance(item, str) else item for item in list_words(value))
    return tuple(dict.fromkeys(item for item in values if item != ""))


def _find_groups(file: TomlFile, line: int, names: tuple[str, ...]) -> tuple[tuple[str, ...], list[Problem]]:
    """The ids of the groups that names of muscles stand for, and problems for those that nobody knows."""
    groups: dict[str, None] = {}
    problems: list[Problem] = []
    for name in names:
        found = [use.group for use in parse_mention(name).uses if use.group]
        groups |= dict.fromkeys(found)
        if not found:
            near = find_nearest(name)
            hint = f"Did you mean {quote_all(near)}?" if near else "See the names with: drillcards muscles"
            message = f"“{name}” is no muscle that is known here."
            problems.append(Problem(Severity.ERROR, "unknown-muscle", file.path, line, message, hint))
    return tuple(groups), problems


def _warn(file: TomlFile, path: KeyPath, code: str, message: str, hint: str) -> Problem:
    return report(file, path, code, message, hint, severity=Severity.WARNING)
