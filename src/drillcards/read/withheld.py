"""What an author has withheld within a text: comments, in the ways of several programs, and what is struck out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from drillcards.read.findings import Findings
from drillcards.read.toml import KeyPath, TomlFile
from drillcards.read.yaml import Value, map_texts

WITHHOLDING: Final = re.compile(r"%%|<!--|\{/\*|\[//|\[comment|\{%-?\s*comment|~~", re.I)
"""Without one of these there is nothing to look for."""
UNCLOSED: Final = "unclosed-comment"
"""The code of the error about a comment that never ends."""
_PARAGRAPH: Final = r"(?:(?!\n[ \t]*\n)[\s\S])"
_TOKEN: Final = re.compile(
    r"\\[^\n]"
    # Code, in blocks and within lines, is text whatever stands in it.
    r"|^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}|~{3,})[^\n]*"
    r"(?:\n[\s\S]*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)|\Z)"
    rf"|(?P<ticks>(?<!`)`+(?!`)){_PARAGRAPH}{{1,2000}}?(?<!`)(?P=ticks)(?!`)"
    r"|(?P<percent>(?<=\d)%%(?=[\s.,;:!?)]|\Z))"
    r"|(?P<comment><!--(?:-?>|[\s\S]*?-->)|(?P<signs>%{2,})[\s\S]*?(?P=signs)|\{?\{/\*[\s\S]*?\*/\}\}?"
    r"|\{%-?\s*comment\b[\s\S]*?\{%-?\s*endcomment\s*-?%\}"
    r"|^[ \t>]*\[(?://|comment)\]:[ \t]*(?:\#|<[^>\n]*>)[ \t]*(?:\([^\n]*\)|\"[^\n]*\"|'[^\n]*')[ \t]*$)"
    r"|(?P<open><!--|%%|\{/\*|\{%-?\s*comment\b)[\s\S]*\Z"
    rf"|(?<!~)(?P<struck>~~(?![~\s]){_PARAGRAPH}{{1,2000}}?(?<![~\s])~~)(?!~)",
    re.M | re.I,
)


def blank_withheld(text: str, line: int, findings: Findings) -> str:
    """A Markdown text that begins on ``line`` without comments and struck words; its lines stay where they are.

    A comment that never ends hides the rest, and is an error; struck words are one warning.
    """
    if not WITHHOLDING.search(text):
        return text
    parts: list[str] = []
    struck: list[int] = []
    end = 0
    for match in _find_withheld(text):
        at = line + text.count("\n", 0, match.start())
        if match["open"]:
            findings.fail(
                UNCLOSED,
                at,
                f"The comment that {match['open']} begins never ends, so that the rest of the file is hidden in it.",
                "Close it: %% ends what %% begins, --> what <!-- begins.",
            )
        elif match["struck"]:
            struck.append(at)
        parts += (text[end : match.start()], "\n" * match[0].count("\n"))
        end = match.end()
    if struck:
        findings.warn(
            "struck-words",
            struck[0],
            "What is struck out between ~~ and ~~ isn't printed.",
            "Delete it, or take the ~~ away if it is to be read.",
        )
    return "".join(parts) + text[end:]


def drop_withheld(value: Value) -> Value:
    """A header's value, or all values in it, without comments and struck words."""
    return map_texts(
        value, lambda text: blank_withheld(text, 1, Findings("")).strip() if WITHHOLDING.search(text) else text
    )


def drop_from_toml(file: TomlFile, findings: Findings) -> TomlFile:
    """A TOML file whose texts have no comments and no struck words; what is told stands on the lines of their keys."""

    def clean(value: Any, path: KeyPath) -> Any:
        if isinstance(value, str):
            found = Findings(findings.path)
            text = blank_withheld(value, 1, found)
            findings.problems += [replace(problem, line=file.find_line(path)) for problem in found.problems]
            return text if text == value else text.strip()
        if isinstance(value, Mapping):
            return {key: clean(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [clean(item, (*path, index)) for index, item in enumerate(value)]
        return value

    return replace(file, data=clean(file.data, ()))


def _find_withheld(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _TOKEN.finditer(text) if match["comment"] or match["open"] or match["struck"])
