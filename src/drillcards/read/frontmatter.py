"""Front matter: YAML between two lines of dashes at the top of a drill."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import yaml
from frontmatter.default_handlers import YAMLHandler

from drillcards.read.findings import Findings
from drillcards.read.schema import find_misspelt

_HANDLER: Final = YAMLHandler()
_KEY: Final = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?$")
_LABEL: Final = re.compile(r"([^\W\d][\w'’ -]*?)[ \t]*:(?:[ \t]+(.*))?$")
"""A key in any language, of any number of words. Where it isn't certain that there are keys, ``_KEY`` decides."""
_TRUE: Final = frozenset({"true", "yes", "on", "1"})
_FALSE: Final = frozenset({"false", "no", "off", "0"})
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
}
_OPENED: Final = ("quoted scalar", "flow sequence", "flow mapping")
"""What YAML calls quotes, brackets and braces."""
_OF_WEBSITES: Final = frozenset({"layout", "permalink", "date", "draft", "weight", "slug"})
"""Keys of Jekyll's and Hugo's pages, whose other keys are no slips either."""
_SCALARS: Final = (str, int, float, bool)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values by key, as YAML reads them; ``lines`` and ``raw`` are where each key stands and what it says there."""

    values: Mapping[str, object] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    raw: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SplitFile:
    """A drill file taken apart; ``line`` is the 1-based line that the body starts on."""

    matter: FrontMatter
    body: str
    line: int


def split_file(text: str, findings: Findings) -> SplitFile | None:
    """Front matter and body; without dashes at the top, all is body. None, with an error, when the YAML is broken."""
    start = text.lstrip()
    skipped = text[: len(text) - len(start)].count("\n")
    if not _HANDLER.detect(start):
        return SplitFile(FrontMatter(), text, 1)
    try:
        block, body = _HANDLER.split(start)
    except ValueError:
        return _split_unclosed(text, start, skipped, findings)
    block_line = skipped + 1
    values = _load_yaml(block, block_line, findings)
    if values is None:
        return None
    # What YAML doesn't read as keys and values is text between two rules, or nothing at all.
    if not isinstance(values, dict):
        return SplitFile(FrontMatter(), text, 1)
    lines, raw = _find_keys(block, block_line, findings)
    matter = FrontMatter({str(key): value for key, value in values.items()}, lines, raw)
    body = body.removeprefix("\n")
    return SplitFile(matter, body, skipped + start[: len(start) - len(body)].count("\n") + 1)


def _split_unclosed(text: str, start: str, skipped: int, findings: Findings) -> SplitFile | None:
    """A rule at the top is no front matter unless a key follows it."""
    second = start.split("\n", 2)[1:2]
    if not second or not _KEY.match(second[0]):
        return SplitFile(FrontMatter(), text, 1)
    findings.fail(
        "broken-front-matter",
        skipped + 1,
        "The front matter has no end.",
        "Put a line of three dashes, ---, below its last key.",
    )
    return None


def _load_yaml(block: str, block_line: int, findings: Findings) -> object:
    """What the YAML says, an empty mapping for nothing; None, with an error, when it can't be read."""
    try:
        loaded: object = _HANDLER.load(block)
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
    except (RecursionError, ValueError) as error:
        # ValueError: a date that doesn't exist, such as 2025-13-45.
        index = _find_bad_date(block)
        line = block.split("\n")[index]
        findings.fail(
            "broken-front-matter",
            block_line + index,
            f"The front matter can't be read: {error}.",
            _suggest_line(line),
        )
        return None
    return {} if loaded is None else loaded


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


def _find_bad_date(block: str) -> int:
    lines = block.split("\n")
    return next((i for i, line in enumerate(lines) if re.search(r":\s*\d{4}-\d\d?-\d\d?", line)), 0)


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


def _find_keys(block: str, block_line: int, findings: Findings) -> tuple[dict[str, int], dict[str, str]]:
    lines: dict[str, int] = {}
    raw: dict[str, str] = {}
    for offset, text in enumerate(block.split("\n")):
        match = _LABEL.match(text)
        if not match:
            continue
        key = match[1]
        if key in lines:
            findings.warn(
                "repeated-key",
                block_line + offset,
                f"“{key}” stands twice in the front matter; this one counts.",
                f"Delete one of the two; the other is in line {lines[key]}.",
            )
        lines[key] = block_line + offset
        raw[key] = re.sub(r"\s+#.*$", "", match[2] or "").strip()
    return lines, raw


def rename_keys(matter: FrontMatter, find_key: Callable[[str], str | None], findings: Findings) -> FrontMatter:
    """The front matter with each key that ``find_key`` knows under its name there. A key's own name comes first."""
    names: dict[str, str] = {}
    own = {key for key in matter.values if find_key(key) == key}
    for key in matter.values:
        name = key if key in own else find_key(key) or key
        if name != key and (name in own or name in names.values()):
            findings.warn(
                "repeated-key",
                matter.lines.get(key),
                f"“{key}” says the same as another key of the front matter, and was passed over.",
                "Delete one of the two.",
            )
        else:
            names[key] = name
    return FrontMatter(
        {name: matter.values[key] for key, name in names.items()},
        {name: matter.lines[key] for key, name in names.items() if key in matter.lines},
        {name: matter.raw[key] for key, name in names.items() if key in matter.raw},
    )


def warn_of_misspelt_keys(matter: FrontMatter, known: Iterable[str], findings: Findings) -> None:
    """Name the keys that are nearly a known one. All others are a coach's own, and fine."""
    words = sorted(known)
    of_website = not _OF_WEBSITES.isdisjoint(matter.values)
    for key in matter.values:
        if of_website and key == "categories":
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

    def read_text(self, key: str, *, numbers: bool = False) -> str:
        """A line of text, "" if there is none. Numbers are as good as text where ``numbers`` says so."""
        value = self.matter.values.get(key)
        if value is None:
            return ""
        if isinstance(value, str):
            return " ".join(value.split())
        if isinstance(value, (list, tuple)) and numbers and _are_scalars(value):
            return ", ".join(str(item) for item in value)
        if isinstance(value, (list, tuple, dict, set)):
            self._warn(key, "a line of text", "it was left out")
            return ""
        # YAML reads 1:30 as 90 and On as true: print what was written.
        written = self.matter.raw.get(key) or str(value)
        if isinstance(value, bool) or not numbers:
            self._warn(key, "text", f"it was read as “{written}”", f"Put it in quotes: {key}: {json.dumps(written)}")
        return written

    def read_flag(self, key: str, default: bool) -> bool:
        """Yes or no."""
        value = self.matter.values.get(key)
        if value is None:
            return default
        if isinstance(value, bool):
            return value
        word = str(value).strip().lower()
        if word in _TRUE or word in _FALSE:
            self._warn(key, "true or false", f"it was read as {str(word in _TRUE).lower()}", "Write it without quotes.")
            return word in _TRUE
        self._warn(key, "true or false", f"it was read as {str(default).lower()}")
        return default

    def read_words(self, key: str) -> tuple[str, ...]:
        """A list of words, from a YAML list or from words between commas."""
        value = self.matter.values.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return _distinct(value.split(","))
        if isinstance(value, (list, tuple)):
            if not _are_scalars(value):
                self._warn(key, "a list of words", "the rest was left out")
            return _distinct([str(item) for item in value if isinstance(item, _SCALARS)])
        self._warn(key, "a list of words", "it was left out" if isinstance(value, dict) else "it was read as one word")
        return () if isinstance(value, dict) else (str(value),)

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


def _are_scalars(values: list[object] | tuple[object, ...]) -> bool:
    return all(isinstance(item, _SCALARS) for item in values)


def _distinct(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
