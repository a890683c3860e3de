"""What one line of Markdown can begin, by CommonMark 0.31 (https://spec.commonmark.org/0.31.2/) and GFM's tables.

Lines come without their container's indentation and with tabs expanded.
"""

import re
from typing import Final

QUOTE: Final = re.compile(r" {0,3}> ?")
ATX_HEADING: Final = re.compile(r"(#{1,6})(?: +(.*))?$", re.DOTALL)
ATX_CLOSING: Final = re.compile(r"(?:^| +)#+ *$")
SETEXT_LINE: Final = re.compile(r"(=+|-+) *$")
THEMATIC_BREAK: Final = re.compile(r"(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
FENCE: Final = re.compile(r"(`{3,})[^`]*$|(~{3,}).*$")
BULLET: Final = re.compile(r"([-+*])( +|$)")
WORDED_BULLET: Final = re.compile(r"([-+*])( {1,4})(?=[^\W\d_])")
"""A bullet and a letter: the commonest of all beginnings, which can be nothing else."""
NUMBER: Final = re.compile(r"(\d{1,9})([.)])( +|$)")

_ATTRIBUTE: Final = r"""(?:\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)"""
OPEN_TAG: Final = rf"<[a-zA-Z][a-zA-Z0-9-]*{_ATTRIBUTE}*\s*/?>"
CLOSE_TAG: Final = r"</[a-zA-Z][a-zA-Z0-9-]*\s*>"

_HTML_BLOCK_TAGS: Final = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|"
    "track|ul"
)
_RAW: Final = "script|pre|style|textarea"
_BLANK: Final = re.compile(r"^\s*$")
HTML_BLOCKS: Final = (
    # (how the block begins, how its last line is known).
    (re.compile(rf"<(?:{_RAW})(?:\s|>|$)", re.I), re.compile(rf"</(?:{_RAW})>", re.I)),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![a-zA-Z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(rf"</?(?:{_HTML_BLOCK_TAGS})(?:\s|/?>|$)", re.I), _BLANK),
)
HTML_LONE_TAG: Final = (re.compile(rf"(?:{OPEN_TAG}|{CLOSE_TAG})\s*$"), _BLANK)
"""Any complete tag alone on its line; the only HTML block that may not interrupt a paragraph."""

_TABLE_DELIMITER: Final = re.compile(r"\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$")
_CELL_BORDER: Final = re.compile(r"(?<!\\)\|")
_REFERENCE: Final = re.compile(
    r"""\[(?!\^)((?:[^\[\]\\]|\\.){1,999})\]:[ ]*\n?[ ]*(<[^<>\n]*>|[^\s<]\S*)"""
    r"""(?:[ \n]+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?[ ]*(?:\n|$)""",
    re.DOTALL,
)


def split_table_row(line: str) -> list[str]:
    """The cells of a pipe row, without the border pipes; a pipe behind a backslash is text."""
    line = line.strip()
    line = line.removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _CELL_BORDER.split(line)]


def count_table_columns(header: str, delimiter: str) -> int:
    """How many columns the table has whose header and delimiter row these are; 0 when they are none."""
    if "|" not in header or not _TABLE_DELIMITER.match(delimiter):
        return 0
    columns = len(split_table_row(delimiter))
    return columns if columns == len(split_table_row(header)) else 0


def normalize_label(label: str) -> str:
    """A reference's label as Python-Markdown looks it up."""
    return " ".join(label.split()).lower()


def split_references(text: str) -> tuple[str, dict[str, tuple[str, str]]]:
    """A paragraph without the link definitions it starts with, and those: label → (target, title)."""
    references: dict[str, tuple[str, str]] = {}
    while text.startswith("[") and (match := _REFERENCE.match(text)):
        label, target, title = match.groups()
        if not label.strip():
            break
        if target.startswith("<"):
            target = target[1:-1]
        references.setdefault(normalize_label(label), (target, (title or "")[1:-1]))
        text = text[match.end() :].lstrip(" ")
    return text, references
