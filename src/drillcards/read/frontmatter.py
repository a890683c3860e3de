"""Front matter: YAML between two lines of dashes at the top of a drill, and what other programs write in its place."""

import json
import re
import textwrap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import yaml
from frontmatter.default_handlers import JSONHandler

from drillcards.read.findings import Findings
from drillcards.read.schema import find_misspelt
from drillcards.read.text import drop_controls
from drillcards.read.toml import TomlFile, parse_toml
from drillcards.read.yaml import YAML, Document, Value

_TYPED: Final = {"parse_int": str, "parse_float": str, "parse_constant": str}  # numbers stay as they are typed
_SCANNER: Final = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_JSON: Final = JSONHandler()
_KEY: Final = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?$")
_LABEL: Final = re.compile(r"([^\W\d][\w'’ -]*?)[ \t]*:(?:[ \t]+(.*))?$")
"""A key in any language, of any number of words. Where it isn't certain that there are keys, ``_KEY`` decides."""
_ASIDES: Final = re.compile(r"(?:\s+|<!--.*?-->|%%.*?%%)*", re.DOTALL)
_DASH: Final = "-\u2010-\u2015\u2212"
"""The hyphen, and what editors make of two or three of it."""
_OPENING: Final = re.compile(rf"([ \t]*)(?:([{_DASH}]+)|(\+{{3,}}))[ \t]*(ya?ml|toml|json)?[ \t]*$", re.I | re.M)
_DASHES: Final = re.compile(rf"(?m)^([ \t]*)(?:-{{3,}}|[{_DASH}]*[{_DASH[1:]}][{_DASH}]*|\.{{3}}|…)[ \t]*$")
_PLUSES: Final = re.compile(r"(?m)^([ \t]*)\+{3,}[ \t]*$")
_SHORTEST_FENCE: Final = 3
_FORMATS: Final = {"toml": "toml", "json": "json", "yaml": "yaml", "yml": "yaml"}
_FIRST_KEY: Final = re.compile(
    r"""(?:[ \t]*(?:\#[^\n]*)?\n)*[ \t]*["']?[A-Za-z_][\w-]*["']?[ \t]*(?::(?:[ \t]|$)|=)""", re.M
)
_ASSIGNMENT: Final = re.compile(r"""(?:\s*\#[^\n]*\n|\s)*(?:[\w-]+|"[^"\n]*")[ \t]*=[ \t]*\S""")
_OBJECT: Final = re.compile(r"""[ \t]*\{\s*(?:["“”'][^"“”'\n]*["“”']|[A-Za-z_]\w*)\s*:""")
_BLOCK_END: Final = re.compile(rf"(?m)^[ \t]*(?:[{_DASH}]{{3,}}|[—–]+)?[ \t]*(?:\n|\Z)")
_TELLING: Final = re.compile(r"title|published|draft", re.I)
"""A header has one of these, where a drill's own words may begin with a line "Players: 6"."""
_BLANK_LINES: Final = re.compile(r"(?:[ \t]*\n)*")
_BARE: Final = "The header has no line of dashes above it and below it; it was read all the same."
_MEND_BARE: Final = "Put a line of three dashes, ---, above its first key, and one below its last."
_SMART: Final = "An editor has made long dashes of the header's ---; it was read all the same."
_MEND_SMART: Final = "Type three plain dashes, ---, above the first key and below the last."
_PLAIN_WORDS: Final = {
    # What is in an error of YAML's, in either of its two readers, and what it means to a coach.
    "mapping values are not allowed": "a colon stands where none can",
    "unexpected end of stream": "a quote isn't closed",
    "expected ',' or ']'": "a list isn't closed, or lacks a comma",
    "expected ',' or '}'": "a brace isn't closed, or a comma is missing",
    "expected ':'": "a line has no “key: value”",
    "cannot start any token": "a mark or a tab stands where a word should",
    "expected key": "words follow a closed quote, or a line isn't below the one above it",
    "expected <block end>": "words follow a closed quote, or a line isn't below the one above it",
    "undefined alias": "a value begins with a star",
    "alphabetic or numeric": "a value begins with a mark",
    "nested too deeply": "there are too many lists in lists",
    "exceeded max depth": "there are too many lists in lists",
    "a key is no word": "braces or brackets stand where a key should",
}
_OPENED: Final = ("quoted scalar", "flow sequence", "flow mapping")
"""What YAML calls quotes, brackets and braces."""
_OF_WEBSITES: Final = frozenset({"layout", "permalink", "date", "draft", "weight", "slug"})
"""Keys of Jekyll's and Hugo's pages, whose other keys are no slips either."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values by key, each as the text that stands there; ``lines`` are where the keys stand."""

    values: Mapping[str, Value] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SplitFile:
    """A drill file taken apart; ``line`` is the 1-based line that the body starts on."""

    matter: FrontMatter
    body: str
    line: int


@dataclass(frozen=True, slots=True)
class _Header:
    """A header as found: its format and text, where both it and the body begin, and its odd looks, if any."""

    format: str
    block: str
    line: int
    end: int
    odd: tuple[str, str] | None = None


def split_file(text: str, findings: Findings, knows: Callable[[str], bool] = bool) -> SplitFile | None:
    """Front matter and body; without a header at the top, all is body. None, with an error, when it is broken.

    The header is YAML, TOML or JSON, below blank lines and comments. ``knows`` tells known keys, of which a header may
    consist that lacks its lines of dashes.
    """
    start = _pass_over_asides(text)
    header = _find_fenced(text, start) or _find_json(text, start) or _find_bare(text, start, knows)
    if header is None:
        return SplitFile(FrontMatter(), text, 1)
    if header.end < 0:
        findings.fail(
            "broken-front-matter",
            header.line - 1,
            "The front matter has no end.",
            "Put a line of three dashes, ---, below its last key.",
        )
        return None
    document = _load(header, findings)
    if document is None:
        return None
    # What isn't read as keys and values is text between two rules, or nothing at all.
    if not isinstance(document.value, dict):
        return SplitFile(FrontMatter(), text, 1)
    if header.odd:
        findings.warn("odd-front-matter", header.line, *header.odd)
    lines = _note_lines(document.keys, header.line, findings)
    blank = _BLANK_LINES.match(text, header.end)
    body = text[blank.end() if blank else header.end :]
    values = drop_controls(document.value, lines, findings)
    return SplitFile(FrontMatter(values, lines), body, text.count("\n", 0, len(text) - len(body)) + 1)


def _pass_over_asides(text: str) -> int:
    """Where the first line begins that is neither blank nor a comment."""
    match = _ASIDES.match(text)
    return text.rfind("\n", 0, match.end()) + 1 if match else 0


def _count_line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _find_fenced(text: str, start: int) -> _Header | None:
    """A header between two lines of dashes, as an editor may have set them, or of plus signs."""
    opening = _OPENING.match(text, start)
    if opening is None:
        return None
    indent, dashes, pluses, named = opening.groups()
    typed = bool(pluses) or not dashes.strip("-")
    if typed and len(pluses or dashes) < _SHORTEST_FENCE:
        return None
    format_ = _FORMATS.get((named or "").lower(), "toml" if pluses else "yaml")
    closing = (_PLUSES if pluses else _DASHES).search(text, opening.end())
    while closing and len(closing[1].expandtabs()) > len(indent.expandtabs()):
        closing = (_PLUSES if pluses else _DASHES).search(text, closing.end())
    keyed = _FIRST_KEY.match(text, opening.end() + 1)
    if not keyed and (closing is None or not typed):
        return None
    line = _count_line(text, start) + 1
    if closing is None:
        return _Header(format_, "", line, -1)
    odd = None if typed else (_SMART, _MEND_SMART)
    return _Header(format_, textwrap.dedent(text[opening.end() + 1 : closing.start()]), line, closing.end() + 1, odd)


def _find_json(text: str, start: int) -> _Header | None:
    """An object at the very top, as Hugo has it."""
    if not _OBJECT.match(text, start):
        return None
    try:
        _, end = _SCANNER.raw_decode(text, start + (len(text[start:]) - len(text[start:].lstrip())))
    except (ValueError, RecursionError):
        end = len(text)
    return _Header("json", text[start:end], _count_line(text, start), end)


def _find_bare(text: str, start: int, knows: Callable[[str], bool]) -> _Header | None:
    """A first block of keys and values without dashes above it: MultiMarkdown's header, or a slip."""
    end = _BLOCK_END.search(text, start)
    stop = end.start() if end else len(text)
    keys = [match[1] for match in map(_LABEL.match, text[start:stop].rstrip("\n").split("\n")) if match]
    lines = [line for line in text[start:stop].rstrip("\n").split("\n") if line[:1] not in " \t-"]
    closed = bool(end and end[0].strip())
    known = [key for key in keys if knows(key)]
    if not keys or len(keys) != len(lines) or not known:
        return None
    if not (closed or any(map(_TELLING.fullmatch, keys)) or (len(known) == len(keys) > 1)):
        return None
    return _Header("yaml", text[start:stop], _count_line(text, start), end.end() if end else stop, (_BARE, _MEND_BARE))


def _load(header: _Header, findings: Findings) -> Document | None:
    """What the header says, an empty table for nothing; None, with an error, when it can't be read."""
    path = findings.path
    if header.format == "json":
        return _load_json(header, findings)
    if header.format == "toml" or _ASSIGNMENT.match(header.block):
        toml = parse_toml(header.block.encode(), path)
        if isinstance(toml, TomlFile):
            keys = ((str(key[0]), line - 1) for key, line in toml.lines.items() if len(key) == 1)
            return Document(_write_out(toml.data), tuple(keys))
        findings.fail("broken-front-matter", header.line + (toml.line or 1) - 1, toml.message, toml.hint)
        return None
    return _load_yaml(header.block, header.line, findings)


def _load_json(header: _Header, findings: Findings) -> Document | None:
    try:
        value = _JSON.load(header.block.strip(), **_TYPED)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        findings.fail(
            "broken-front-matter",
            header.line + line - 1,
            "The front matter can't be read: it begins as JSON, and isn't.",
            "Write one key: value a line, between two lines ---.",
        )
        return None
    keys = ((key, header.block.count("\n", 0, max(header.block.find(f'"{key}"'), 0))) for key in value)
    return Document(_write_out(value), tuple(keys))


def _write_out(value: object) -> Value:
    """A value of TOML's or JSON's as one would write it in YAML."""
    if isinstance(value, dict):
        return {str(key): _write_out(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_write_out(inner) for inner in value]
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def _load_yaml(block: str, block_line: int, findings: Findings) -> Document | None:
    try:
        document = YAML.load(block)
    except yaml.YAMLError as error:
        index = _find_error(error)
        line = block.split("\n")[index] if index is not None else ""
        findings.fail(
            "broken-front-matter",
            block_line + (index or 0),
            f"The front matter can't be read: {_say_plainly(getattr(error, 'problem', None) or '')}.",
            _suggest_line(line),
        )
        return None
    return Document({}) if document.value is None else document


def _say_plainly(problem: str) -> str:
    """YAML's error in a coach's words, or in its own."""
    plain = (words for part, words in _PLAIN_WORDS.items() if part in problem)
    return next(plain, problem or "it isn't YAML")


def _find_error(error: yaml.YAMLError) -> int | None:
    """The 0-based line to look at. An unclosed quote or bracket is found at the end, but belongs where it began."""
    problem = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    begun = context is not None and any(word in (getattr(error, "context", None) or "") for word in _OPENED)
    mark = context if begun else problem or context
    return None if mark is None else int(mark.line)


def _suggest_line(line: str) -> str:
    """The line as it should be, as far as quotes help."""
    match = _KEY.match(line)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "Indent with spaces: YAML takes no tabs there."
    if not match or not match[2]:
        return "Write one “key: value” a line; a value with a colon in it needs quotes."
    value = match[2].strip()
    if value[0] == "[" and "]" not in value:
        return f"Close the bracket: {match[1]}: [{', '.join(filter(None, map(str.strip, value[1:].split(','))))}]"
    if value[0] in "\"'":
        value = value.strip(value[0])
    quoted = json.dumps(value, ensure_ascii=False) if "'" in value or '"' not in value else f"'{value}'"
    return f"Put the value in quotes: {match[1]}: {quoted}"


def _note_lines(keys: Iterable[tuple[str, int]], first: int, findings: Findings) -> dict[str, int]:
    """The 1-based line of each key; a key that comes again is a warning."""
    lines: dict[str, int] = {}
    for key, offset in keys:
        if key in lines:
            findings.warn(
                "repeated-key",
                first + offset,
                f"“{key}” stands twice in the front matter; this one counts.",
                f"Delete one of the two; the other is in line {lines[key]}.",
            )
        lines[key] = first + offset
    return lines


def rename_keys(matter: FrontMatter, find_key: Callable[[str], str | None], findings: Findings) -> FrontMatter:
    """The front matter with each key that ``find_key`` knows under its name there. A key's own name comes first."""
    names: dict[str, str] = {}
    own = {key for key in matter.values if find_key(key) == key}
    for key in sorted(matter.values, key=lambda key: key not in own):
        name = key if key in own else find_key(key) or key
        if name != key and (name in own or name in names.values()):
            _report_passed_over(
                matter, key, next(k for k in matter.values if k in names and names[k] == name), findings
            )
        else:
            names[key] = name
    return FrontMatter(
        {name: matter.values[key] for key, name in names.items()},
        {name: matter.lines[key] for key, name in names.items() if key in matter.lines},
    )


def _report_passed_over(matter: FrontMatter, key: str, other: str, findings: Findings) -> None:
    """A key beside another that means the same: an error where it says something else, which isn't printed."""
    line, counts = matter.lines.get(key), f"“{key}” and “{other}” of the front matter mean the same"
    if matter.values[key] == matter.values[other]:
        findings.warn("repeated-key", line, f"{counts}.", "Delete one of the two.")
    else:
        findings.fail(
            "repeated-key", line, f"{counts}, and differ; “{other}” counts.", "Delete one, or put both into one value."
        )


def warn_of_misspelt_keys(
    matter: FrontMatter, known: Iterable[str], is_fine: Callable[[str], bool], findings: Findings
) -> None:
    """Name the keys that are nearly a known one. All others are a coach's own, or known to be fine."""
    words = sorted(known)
    of_website = not _OF_WEBSITES.isdisjoint(matter.values)
    for key in matter.values:
        if is_fine(key) or (of_website and key == "categories"):
            continue
        folded = key.casefold()
        meant = folded if folded in words else find_misspelt(folded, words)
        if meant and key != meant:
            findings.warn(
                "unknown-key",
                matter.lines.get(key),
                f"There is no key “{key}”; what it says isn't printed.",
                f"Did you mean “{meant}”?",
            )


@dataclass(frozen=True, slots=True)
class MatterReader:
    """Takes typed values out of front matter; what has the wrong type is noted, and used as far as it makes sense."""

    matter: FrontMatter
    findings: Findings

    def read_text(self, key: str, *, several: bool = False) -> str:
        """A line of text, "" if there is none. A list, or a table of counts, is as good where ``several`` says so."""
        value = self.matter.values.get(key)
        if value is None or isinstance(value, str):
            return " ".join((value or "").split())
        items = _list_items(value)
        if not several or items is None:
            self._warn(key, "a line of text", "it was left out")
            return ""
        return ", ".join(filter(None, (" ".join(item.split()) for item in items)))

    def read_words(self, key: str) -> tuple[str, ...]:
        """A list of words, from a YAML list or from words between commas."""
        value = self.matter.values.get(key)
        if value is None or isinstance(value, str):
            return _distinct((value or "").split(","))
        if isinstance(value, dict):
            self._warn(key, "a list of words", "it was left out")
            return ()
        words = [item for item in value if isinstance(item, str)]
        if len(words) + value.count(None) < len(value):
            self._warn(key, "a list of words", "the rest was left out")
        return _distinct(words)

    def get_line(self, key: str) -> int | None:
        """The line that a key stands on."""
        return self.matter.lines.get(key)

    def _warn(self, key: str, expected: str, consequence: str, hint: str = "") -> None:
        self.findings.warn(
            "front-matter-type",
            self.get_line(key),
            f"“{key}” should be {expected}; {consequence}.",
            hint or f"Write {key} as {expected}.",
        )


def _list_items(value: list[Value] | dict[str, Value]) -> list[str] | None:
    """The words of a list, or of a table of how many of each: ``{cones: 4}`` is "4 cones". None: there is more."""
    if isinstance(value, dict):
        pairs = [f"{count} {name}" if isinstance(count, str) else name for name, count in value.items()]
        return None if any(isinstance(count, (list, dict)) for count in value.values()) else pairs
    items: list[str] = []
    for item in value:
        inner = _list_items(item) if isinstance(item, dict) else [item or ""] if not isinstance(item, list) else None
        if inner is None:
            return None
        items += inner
    return items


def _distinct(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
