"""TOML files with the line of every key, which tomllib doesn't tell."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from drillcards.model.problem import Problem, Severity
from drillcards.read.disk import read_file

KeyPath = tuple[str | int, ...]
"""Keys from the root: ``("front", "body", "box_mm")``. A number counts the tables of a ``[[list]]``, from 0."""


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file as parsed. ``path`` is how problems name it: relative to the workspace."""

    path: str
    data: Mapping[str, Any]
    lines: Mapping[KeyPath, int]

    def find_line(self, key: KeyPath) -> int | None:
        """The 1-based line of this key or, where it isn't written, of the nearest table around it."""
        for end in range(len(key), 0, -1):
            if key[:end] in self.lines:
                return self.lines[key[:end]]
        return None


def read_toml(file: Path, path: str, root: Path) -> TomlFile | Problem:
    """Read ``file``, which problems call ``path``. A file that leads out of the folder ``root`` isn't read."""
    if not file.resolve().is_relative_to(root.resolve()):
        hint = "Copy the file here instead of linking to it."
        return Problem(Severity.ERROR, "outside-workspace", path, None, "This file lies outside the workspace.", hint)
    try:
        return parse_toml(read_file(file), path)
    except OSError as error:
        return Problem(Severity.ERROR, "unreadable-file", path, None, f"Cannot read this file: {error.strerror}.")


def parse_toml(content: bytes, path: str) -> TomlFile | Problem:
    """Parse the bytes of a file: its values and lines, or the Problem that makes it unreadable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = "Save it as UTF-8 in your editor."
        return Problem(Severity.ERROR, "not-utf-8", path, line, "This file isn't UTF-8 text.", hint)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _describe_error(str(error), text, path)
    except (ValueError, RecursionError):  # a number of thousands of digits, or brackets within brackets
        longest = max(enumerate(text.split("\n"), 1), key=lambda line: len(line[1]))
        hint = "Write plain text, numbers and lists, as docs/files.md shows them."
        return Problem(
            Severity.ERROR, "bad-toml", path, longest[0], "No program can read a value as large as this.", hint
        )
    return TomlFile(path, data, find_lines(text))


def _describe_error(error: str, text: str, path: str) -> Problem:
    """Such messages end in "(at line 3, column 5)" or "(at end of document)"."""
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", error)
    line = int(place[1]) if place and place[1] else len(text.splitlines()) or 1
    said = error[: place.start()] if place else error
    if twice := _TWICE.match(said):
        name = ".".join(re.findall(r"'([^']*)'", twice[1]))
        return Problem(Severity.ERROR, "bad-toml", path, line, f"[{name}] stands twice.", _find_first(name, text))
    message = f"This isn't TOML: {said}."
    hint = 'A line reads key = value; text stands in "quotes", lists in [brackets]; each key is given once.'
    return Problem(Severity.ERROR, "bad-toml", path, line, message, hint)


def _find_first(table: str, text: str) -> str:
    headers = (number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith(f"[{table}]"))
    first = next(headers, None)
    return f"Move its lines below the first one{f', in line {first}' if first else ''}, and delete this header."


_TWICE: Final = re.compile(r"Cannot declare \((.*)\) twice")
"""tomllib's word for a header that comes again."""

# Enough of TOML's grammar (toml.io/en/v1.0.0) to tell keys from what merely looks like one inside a value.
_TOKEN: Final = re.compile(
    r"""
      (?P<skip> \#[^\n]* | [ \t\r]+ )
    | (?P<long> \"{3} (?: \\. | [^\\] )*? \"{3,5} | '{3} .*? '{3,5} )
    | (?P<word> "(?: \\. | [^"\\] )*" | '[^']*' | [A-Za-z0-9_-]+ )
    | (?P<line> \n )
    | (?P<mark> . )
    """,
    re.VERBOSE | re.DOTALL,
)


def find_lines(text: str) -> dict[KeyPath, int]:
    """The 1-based line of every table and key of a valid TOML text; keys of inline tables are left out."""
    lines: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for line, tokens in _split_statements(text):
        keys = [_unquote(token) for token in _take_keys(tokens)]
        if tokens[0] != "[":
            _note_lines(lines, table, keys, line)
            continue
        table = ()
        for depth, key in enumerate(keys, 1):
            table = (*table, key)
            if depth == len(keys) and tokens[1] == "[":
                counts[table] = counts.get(table, -1) + 1
            if table in counts:
                lines.setdefault(table, line)
                table = (*table, counts[table])
            lines.setdefault(table, line)
        lines[table] = line
    return lines


def _split_statements(text: str) -> Iterator[tuple[int, list[str]]]:
    """Headers and assignments as (first line, tokens), however many lines their values take."""
    line, first, depth = 1, 1, 0
    tokens: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if match.lastgroup == "line" and depth == 0 and tokens:
            yield first, tokens
            tokens = []
        elif match.lastgroup not in ("line", "skip"):
            first = first if tokens else line
            tokens.append(token)
            depth += (token in ("[", "{")) - (token in ("]", "}"))
        line += token.count("\n")
    if tokens:
        yield first, tokens


def _take_keys(tokens: list[str]) -> list[str]:
    """The parts of the key that a statement begins with: ``a.b = …``, ``[a.b]`` or ``[[a.b]]``."""
    end = "]" if tokens[0] == "[" else "="
    return [token for token in tokens[: tokens.index(end)] if token not in ("[", ".")]


def _note_lines(lines: dict[KeyPath, int], table: KeyPath, keys: list[str], line: int) -> None:
    for depth in range(1, len(keys) + 1):
        lines.setdefault((*table, *keys[:depth]), line)


def _unquote(token: str) -> str:
    return str(tomllib.loads(f"k = {token}")["k"]) if token[0] in "\"'" else token
