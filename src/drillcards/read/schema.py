"""What the keys of a TOML file may hold, and what to tell the coach about one that holds something else."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, Final

from drillcards.model.problem import Problem, Severity
from drillcards.read.toml import KeyPath, TomlFile

_LARGEST: Final = 1e9
"""No length and no count is larger; what isn't finite is no number at all."""
_SLIP: Final = 0.75
"""difflib's ratio from which a word is a slip of the pen: "mistake" for "mistakes", not "warm-up" for "setup"."""


@dataclass(frozen=True, slots=True)
class Field:
    """A key's right values: ``accepts`` decides, ``wanted`` ends the sentence "… must be".

    Fields that aren't ``offered`` are accepted, but not among those that a hint lists.
    """

    accepts: Callable[[Any], bool]
    wanted: str
    choices: tuple[str, ...] = ()
    offered: bool = True
    advise: Callable[[Any], str] | None = None
    """What to write in place of a wrong value."""


Fields = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Checked:
    """A table's right values, and problems for the others."""

    values: Mapping[str, Any]
    problems: tuple[Problem, ...]


def text_field(wanted: str = "text in quotes") -> Field:
    """Text."""
    return Field(_is_text, wanted)


def flag_field() -> Field:
    """True or false."""
    return Field(lambda value: isinstance(value, bool), "true or false")


def whole_field(least: int, most: int) -> Field:
    """A whole number within bounds."""
    return Field(lambda value: type(value) is int and least <= value <= most, f"a whole number from {least} to {most}")


def wholes_field(least: int, most: int) -> Field:
    """A list of whole numbers within bounds, or a single one without the brackets."""
    whole = whole_field(least, most)
    return Field(
        lambda value: all(map(whole.accepts, list_words(value))), f"{whole.wanted}, or a list of them, such as [1, 2]"
    )


def number_field(wanted: str, *, least: float = 0.0, above: float | None = None) -> Field:
    """A number, at least ``least``, or more than ``above``."""
    return Field(lambda value: _is_number(value) and (value >= least if above is None else value > above), wanted)


def numbers_field(wanted: str, count: int) -> Field:
    """A list of so many numbers."""
    return Field(lambda value: isinstance(value, list) and len(value) == count and all(map(_is_number, value)), wanted)


def descending_field(wanted: str, *, count: int | None = None, strict: bool = False) -> Field:
    """A list of positive numbers that never rise (when ``strict``: that fall)."""

    def accepts(value: Any) -> bool:
        if not isinstance(value, list) or not value or not all(_is_number(item) and item > 0 for item in value):
            return False
        return count in (None, len(value)) and all(b < a or (b == a and not strict) for a, b in pairwise(value))

    return Field(accepts, wanted)


def choice_field(choices: Iterable[str]) -> Field:
    """One of some words."""
    words = tuple(choices)
    return Field(lambda value: value in words, "one of " + quote_all(words), words)


def words_field(wanted: str = 'text in quotes, or a list of it, such as ["one", "two"]') -> Field:
    """A list of texts, or a single one without the brackets."""
    return Field(lambda value: all(map(_is_text, list_words(value))), wanted)


def or_false(field: Field) -> Field:
    """The same, or ``false``, which takes away what an extended file gives."""
    return replace(
        field, accepts=lambda value: value is False or field.accepts(value), wanted=f"{field.wanted}, or false"
    )


def table_field(wanted: str) -> Field:
    """A table, whatever it holds."""
    return Field(lambda value: isinstance(value, dict), wanted)


def date_field(first: date, last: date) -> Field:
    """A day, as TOML has it, within bounds."""

    def accepts(value: Any) -> bool:
        return isinstance(value, date) and not isinstance(value, datetime) and first <= value <= last

    return Field(accepts, f"a day without quotes from {first} to {last}")


def tables_field(wanted: str) -> Field:
    """A list of tables, whatever they hold."""
    return Field(lambda value: isinstance(value, list) and all(isinstance(item, dict) for item in value), wanted)


def list_words(value: Any) -> tuple[Any, ...]:
    """The value of a field for one or several as a tuple: ``"a"`` and ``["a"]`` are the same."""
    return tuple(value) if isinstance(value, list) else (value,)


def check_table(
    file: TomlFile, path: KeyPath, table: Any, fields: Fields, *, unknown: Severity = Severity.ERROR
) -> Checked:
    """Hold the table at ``path`` against its fields. Unknown keys are problems of the severity ``unknown``."""
    if not isinstance(table, dict):
        header = name_table(path)
        message = f"{header.strip('[]')} must be a table."
        return Checked({}, (report(file, path, "wrong-type", message, f"Write {header}."),))
    offered = tuple(key for key, field in fields.items() if field.offered)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in table.items():
        place = (*path, key)
        if key not in fields:
            problems.append(report_unknown(file, place, "key", key, offered, severity=unknown))
        elif fields[key].accepts(value):
            values[key] = value
        else:
            problems.append(_report_wrong(file, place, key, value, fields[key]))
    return Checked(values, tuple(problems))


def report(
    file: TomlFile, path: KeyPath, code: str, message: str, hint: str = "", *, severity: Severity = Severity.ERROR
) -> Problem:
    """A Problem at the line of a key."""
    return Problem(severity, code, file.path, file.find_line(path), message, hint)


def report_unknown(
    file: TomlFile,
    path: KeyPath,
    kind: str,
    word: str,
    known: Iterable[str],
    *,
    severity: Severity = Severity.ERROR,
) -> Problem:
    """A Problem for a word that isn't among the known ones: code ``unknown-KIND``, and a hint that lists them."""
    code = "unknown-" + kind.replace(" ", "-")
    place = f" in {name_table(path[:-1])}" if kind == "key" and len(path) > 1 else ""
    return report(file, path, code, f"There is no {kind} “{word}”{place}.", suggest(word, known), severity=severity)


def name_table(path: KeyPath) -> str:
    """A table's header as it is written: ``[front.body]``, or ``[[weeks.practices]]`` for one of several."""
    header = ".".join(key for key in path if isinstance(key, str))
    return f"[[{header}]]" if isinstance(path[-1], int) else f"[{header}]"


def suggest(word: str, known: Iterable[str]) -> str:
    """A hint that names what exists, the nearest first."""
    words = tuple(known)
    near = find_nearest(word, words)
    rest = tuple(other for other in words if other not in near)
    asked = f"Did you mean {quote_all(near[:1])}?" if near else ""
    there = f"There are: {quote_all(near + rest)}." if len(words) > 1 else "" if near else _name_only(words)
    return " ".join(filter(None, (asked, there)))


def _name_only(words: tuple[str, ...]) -> str:
    return f"There is only {quote_all(words)}." if words else "There is none."


def find_nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> tuple[str, ...]:
    """Up to three known words that are spelt much like this one, the best first. ``likeness`` is difflib's ratio."""
    return tuple(get_close_matches(word, tuple(known), n=3, cutoff=likeness))


def find_misspelt(word: str, known: Iterable[str]) -> str | None:
    """The known word that this one is most likely meant to be, where words of one's own are right too."""
    words = tuple(known)
    return None if word in words else next(iter(find_nearest(word, words, _SLIP)), None)


def quote_all(words: Iterable[str]) -> str:
    """``"a", "b"``."""
    return ", ".join(f"“{word}”" for word in words)


def _report_wrong(file: TomlFile, path: KeyPath, key: str, value: Any, field: Field) -> Problem:
    code, hint = "wrong-type", ""
    if field.choices and isinstance(value, str):
        code, hint = "unknown-value", suggest(value, field.choices)
    elif not isinstance(value, str | bool | list | dict) and field.accepts(str(value)):
        hint = f'Put it in quotes: {key} = "{value}".'
    elif isinstance(value, str) and field.accepts(_read_bare(value)):
        hint = f"Take the quotes off: {key} = {value}"
    if not hint and field.advise:
        hint = field.advise(value)
    return report(file, path, code, f"{key} must be {field.wanted}; here it is {_show_value(value)}.", hint)


def _read_bare(text: str) -> Any:
    """What the text would be without its quotes; the text itself if it would be nothing."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _show_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a table"
    return f"“{value}”" if isinstance(value, str) else str(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -_LARGEST <= value <= _LARGEST


def _is_text(value: Any) -> bool:
    """Text without NUL, which no file's name can have."""
    return isinstance(value, str) and "\x00" not in value
