"""HTML inside Markdown, token by token. Only what it means for print is known here; nothing is rendered."""

import html
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[(.*?)(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|<![a-zA-Z][^>]*>"
    r"""|<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^"'>]|"[^"]*"|'[^']*')*)>""",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")

STRONG_TAGS: Final = frozenset({"b", "strong"})
EMPHASIS_TAGS: Final = frozenset({"i", "em"})
CODE_TAGS: Final = frozenset({"code", "kbd", "samp", "tt"})
SILENT_TAGS: Final = frozenset({"script", "style", "template", "title", "head"})
"""What browsers don't show; their contents are dropped."""
VIDEO_TAGS: Final = frozenset({"iframe", "video", "source", "embed"})
BLOCK_TAGS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p",
        "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"
    }
)  # fmt: skip
"""Their text stands apart from what is around them."""


class Tag(NamedTuple):
    """A start or end tag, its name and its attributes' names in lower case."""

    name: str
    closes: bool
    attributes: dict[str, str]


def scan_html(text: str) -> Iterator[Tag | str]:
    """Tags and the text between them, entities resolved. Comments and declarations are left out."""
    position = 0
    for match in _TOKEN.finditer(text):
        if match.start() > position:
            yield html.unescape(text[position : match.start()])
        position = match.end()
        if match[3]:
            yield Tag(match[3].lower(), bool(match[2]), _scan_attributes(match[4]))
        elif match[1]:
            yield match[1]
    if position < len(text):
        yield html.unescape(text[position:])


def _scan_attributes(text: str) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(text):
        attributes.setdefault(name.lower(), html.unescape(value.strip("\"'")))
    return attributes
