"""The open end of a document: which blocks are open while its lines are read, and what they become when they close."""

import re
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from drillcards.read import leaves

LISTS: Final = ("ul", "ol")

_MARKUP: Final = re.compile(r"[*_`\[<&\\\n]|  ")
# ``**Label**: plain text``, the commonest of all shapes with markup in them.
_BOLD_LEAD: Final = re.compile(r"\*\*(?=\S)([^*_`\[<&\\\n]+)(?<=\S)\*\*(?=[\s:.,;!?)]|$)([^*_`\[<&\\\n]*)$")
_BLANK_END: Final = re.compile(r"(?:\n *)+$")


@dataclass(slots=True)
class Container:
    """An open block that holds blocks. ``indent``: an item's columns; ``marker``: a list's bullet or delimiter."""

    tag: str
    element: Element
    indent: int = 0
    marker: str = ""


@dataclass(slots=True)
class Leaf:
    """An open block that holds lines."""

    kind: str
    line: int
    lines: list[str] = field(default_factory=list)
    fence: str = ""
    indent: int = 0
    ending: re.Pattern[str] | None = None
    header: str = ""


def fill_inline(element: Element, text: str) -> None:
    """Put text into an element: as it is when nothing in it can be markup, else for the inline stage to read."""
    if not _MARKUP.search(text):
        element.text = AtomicString(text)
    elif match := _BOLD_LEAD.match(text):
        strong = SubElement(element, "strong")
        strong.text = AtomicString(match[1])
        strong.tail = AtomicString(match[2])
    else:
        element.text = text


def join_lines(lines: list[str]) -> str:
    """A paragraph's text: soft breaks become spaces, hard ones stay marked for the inline stage."""
    if len(lines) == 1:
        return lines[0].rstrip(" ")
    parts = []
    for line in lines[:-1]:
        text = line.rstrip(" ")
        if line.endswith("  "):
            parts.append(f"{text}  \n")
        else:
            parts.append(f"{text}\n" if text.endswith("\\") else f"{text} ")
    return "".join(parts) + lines[-1].rstrip(" ")


class OpenTree:
    """The containers and the leaf that are open; ``line`` is the line at hand, ``depth`` how many of them it continues.

    The elements hang below ``root`` from the start; link definitions go to ``references``.
    """

    def __init__(self, root: Element, references: dict[str, tuple[str, str]]) -> None:
        self.references = references
        self.containers = [Container("document", root)]
        self.leaf: Leaf | None = None
        self.line = 0
        self.depth = 1

    def continues_all(self) -> bool:
        """Whether the line continues every open container."""
        return self.depth == len(self.containers)

    def in_paragraph(self) -> bool:
        """Whether a paragraph is open, perhaps in a container that this line continues only lazily."""
        return self.leaf is not None and self.leaf.kind == "paragraph"

    def interrupts_paragraph(self) -> bool:
        """Whether the line stands right after a line of a paragraph, in the same container."""
        leaf = self.leaf
        return leaf is not None and leaf.kind == "paragraph" and self.depth == len(self.containers)

    def settle(self, *, for_item: bool = False) -> None:
        """Close the leaf and the containers that the line doesn't continue; a list only lives on for items."""
        if self.leaf is not None:
            self.close_leaf()
        containers = self.containers
        if self.depth < len(containers):
            del containers[self.depth :]
        if not for_item and containers[-1].tag in LISTS:
            containers.pop()
        self.depth = len(containers)

    def push(self, tag: str, *, indent: int = 0, marker: str = "") -> None:
        """Open a container that begins on the line at hand."""
        self.containers.append(Container(tag, self.append(tag, self.line), indent, marker))
        self.depth = len(self.containers)

    def append(self, tag: str, line: int) -> Element:
        """A new element in the innermost container."""
        return SubElement(self.containers[-1].element, tag, {"line": str(line)})

    def close_leaf(self) -> None:
        """Turn the open leaf, if there is one, into an element."""
        leaf, self.leaf = self.leaf, None
        if leaf is None:
            return
        if leaf.kind == "paragraph":
            lines = self.take_references(leaf)
            if lines:
                fill_inline(self.append("p", leaf.line), join_lines(lines))
        elif leaf.kind == "table":
            self._close_table(leaf)
        elif leaf.kind == "html":
            element = self.append("html", leaf.line)
            element.text = AtomicString("\n".join(leaf.lines))
            if leaf.ending is not None and not leaf.ending.match(""):
                element.set("unclosed", "true")
        else:
            text = "\n".join(leaf.lines)
            code = self.append("pre", leaf.line)
            code.text = AtomicString(text if leaf.kind == "fence" else _BLANK_END.sub("", text))

    def take_references(self, leaf: Leaf) -> list[str]:
        """The paragraph's lines without leading link definitions, which are kept for the inline stage."""
        if not leaf.lines[0].startswith("["):
            return leaf.lines
        text, references = leaves.split_references("\n".join(leaf.lines))
        for label, target in references.items():
            self.references.setdefault(label, target)
        if not text.strip():
            return []
        remaining = text.split("\n")
        leaf.line += len(leaf.lines) - len(remaining)
        return [line.lstrip(" ") for line in remaining]

    def _close_table(self, leaf: Leaf) -> None:
        table = self.append("table", leaf.line)
        for offset, line in enumerate((leaf.header, *leaf.lines)):
            # The delimiter row stands between the header and the first row.
            row = SubElement(table, "tr", {"line": str(leaf.line + offset + (1 if offset else 0))})
            for cell in leaves.split_table_row(line):
                fill_inline(SubElement(row, "td"), cell)
