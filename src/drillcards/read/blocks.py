"""The block stage: lines of Markdown to an element tree, by CommonMark's algorithm with GFM's tables.

Python-Markdown's own block processors read nested lists, lazy lines and lists after a paragraph in ways of their
own, so this one stage stands in for all of them. Elements bear their 1-based line in the attribute ``line``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from drillcards.read import leaves

# Deeper nesting is read as text: nobody's outline goes there, and the stages after this one recurse.
_MAX_DEPTH: Final = 60
_MARKUP: Final = re.compile(r"[*_`\[<&\\\n]|  ")
# ``**Label**: plain text``, the commonest of all shapes with markup in them.
_BOLD_LEAD: Final = re.compile(r"\*\*(?=\S)([^*_`\[<&\\\n]+)(?<=\S)\*\*(?=[\s:.,;!?)]|$)([^*_`\[<&\\\n]*)$")
_Opened = str | bool
"""What a starter reports: the rest of the line behind a container's marker, True for a whole line, False for neither."""


@dataclass(slots=True)
class _Container:
    """An open block that holds blocks. ``indent``: an item's columns; ``marker``: a list's bullet or delimiter."""

    tag: str
    element: Element
    indent: int = 0
    marker: str = ""

    @property
    def is_list(self) -> bool:
        return self.tag in ("ul", "ol")


@dataclass(slots=True)
class _Leaf:
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
        hard = line.endswith("  ") or line.endswith("\\")
        parts.append(line.rstrip(" ") + ("  \n" if line.endswith("  ") else "\n") if hard else line.rstrip(" ") + " ")
    return "".join(parts) + lines[-1].rstrip(" ")


class BlockStage:
    """Takes lines one by one; ``root`` then holds the tree, and ``references`` the link definitions."""

    def __init__(self, root: Element, references: dict[str, tuple[str, str]]) -> None:
        self.references = references
        self._containers = [_Container("document", root)]
        self._leaf: _Leaf | None = None
        self._line = 0
        # How many of the containers the line at hand continues.
        self._depth = 1

    def read_lines(self, lines: list[str]) -> None:
        """Read a whole document."""
        for line in lines:
            self._line += 1
            self._read_line(line.expandtabs(4) if "\t" in line else line)
        self._close_leaf()

    def _read_line(self, text: str) -> None:
        rest = self._match_containers(text)
        if self._leaf is not None and self._all_matched() and self._continue_literal(self._leaf, rest):
            return
        unread = self._open_blocks(rest)
        if unread is not None:
            self._add_text(unread)

    def _all_matched(self) -> bool:
        return self._depth == len(self._containers)

    def _match_containers(self, rest: str) -> str:
        """The line without what the open containers take off; ``_depth`` says how many of them it continues."""
        containers = self._containers
        for depth in range(1, len(containers)):
            container = containers[depth]
            if container.tag == "li":
                if not rest.startswith(" " * container.indent):
                    if rest.strip(" ") or self._is_empty(depth):
                        self._depth = depth
                        return rest
                rest = rest[container.indent :]
            elif container.tag == "blockquote":
                match = leaves.QUOTE.match(rest)
                if not match:
                    self._depth = depth
                    return rest
                rest = rest[match.end() :]
        self._depth = len(containers)
        return rest

    def _is_empty(self, depth: int) -> bool:
        """Whether an item has nothing in it yet: such a one doesn't outlive a blank line."""
        innermost = depth == len(self._containers) - 1
        return innermost and self._leaf is None and not len(self._containers[depth].element)

    def _continue_literal(self, leaf: _Leaf, rest: str) -> bool:
        """Give the line to an open code or HTML block; False when it isn't theirs."""
        if leaf.kind == "fence":
            if _closes_fence(leaf.fence, rest):
                self._close_leaf()
            else:
                lead = len(rest) - len(rest.lstrip(" "))
                leaf.lines.append(rest[min(lead, leaf.indent) :])
            return True
        if leaf.kind == "indented":
            if rest.startswith("    ") or not rest.strip(" "):
                leaf.lines.append(rest[4:])
                return True
            return False
        if leaf.kind == "html":
            self._continue_html(leaf, rest)
            return True
        return False

    def _continue_html(self, leaf: _Leaf, rest: str) -> None:
        leaf.lines.append(rest)
        if leaf.ending is not None and leaf.ending.search(rest):
            leaf.ending = None
            self._close_leaf()

    # Openings

    def _open_blocks(self, rest: str) -> str | None:
        """Open every block that the line starts; the text that is left, or None when there is none to add."""
        while True:
            text = rest.lstrip(" ")
            if not text:
                return rest
            indent = len(rest) - len(text)
            if indent >= 4:
                return rest if self._in_paragraph() else self._open_indented(rest)
            opened: _Opened = False
            for start in _STARTERS.get(text[0], ()):
                opened = start(self, text, indent)
                if opened is not False:
                    break
            if opened is True:
                return None
            if opened is False:
                return rest
            rest = opened

    def _in_paragraph(self) -> bool:
        """Whether a paragraph is open, perhaps in a container that this line continues only lazily."""
        return self._leaf is not None and self._leaf.kind == "paragraph"

    def _interrupts_paragraph(self) -> bool:
        """Whether the line stands right after a line of a paragraph, in the same container."""
        return self._in_paragraph() and self._all_matched()

    def _open_indented(self, rest: str) -> None:
        self._settle()
        self._leaf = _Leaf("indented", self._line, [rest[4:]])

    def _open_quote(self, text: str, indent: int) -> _Opened:
        if len(self._containers) > _MAX_DEPTH:
            return False
        self._settle()
        self._push("blockquote")
        return text[2:] if text[1:2] == " " else text[1:]

    def _open_heading(self, text: str, indent: int) -> _Opened:
        match = leaves.ATX_HEADING.match(text)
        if not match:
            return False
        self._settle()
        content = leaves.ATX_CLOSING.sub("", (match[2] or "").strip(" "))
        fill_inline(self._append(f"h{len(match[1])}", self._line), content.strip(" "))
        return True

    def _open_setext(self, text: str, indent: int) -> _Opened:
        leaf = self._leaf
        if leaf is None or not self._interrupts_paragraph() or not leaves.SETEXT_LINE.match(text):
            return False
        content = self._take_references(leaf)
        if not content:
            return False
        self._leaf = None
        fill_inline(self._append("h1" if text[0] == "=" else "h2", leaf.line), join_lines(content))
        return True

    def _open_table(self, text: str, indent: int) -> _Opened:
        leaf = self._leaf
        if leaf is None or not self._interrupts_paragraph() or not leaves.count_table_columns(leaf.lines[-1], text):
            return False
        header = leaf.lines.pop()
        if not leaf.lines:
            self._leaf = None
        self._settle()
        self._leaf = _Leaf("table", self._line - 1, header=header)
        return True

    def _open_break(self, text: str, indent: int) -> _Opened:
        if not leaves.THEMATIC_BREAK.match(text):
            return False
        self._settle()
        self._append("hr", self._line)
        return True

    def _open_fence(self, text: str, indent: int) -> _Opened:
        match = leaves.FENCE.match(text)
        if not match:
            return False
        self._settle()
        self._leaf = _Leaf("fence", self._line, fence=match[1] or match[2], indent=indent)
        return True

    def _open_html(self, text: str, indent: int) -> _Opened:
        for start, ending in leaves.HTML_BLOCKS:
            if start.match(text):
                break
        else:
            start, ending = leaves.HTML_LONE_TAG
            if self._in_paragraph() or not start.match(text):
                return False
        self._settle()
        self._leaf = _Leaf("html", self._line, ending=ending)
        self._continue_html(self._leaf, " " * indent + text)
        return True

    def _open_bullet(self, text: str, indent: int) -> _Opened:
        match = leaves.BULLET.match(text)
        if not match:
            return False
        return self._open_item(text, "ul", indent, match[1], match[1], len(match[2]))

    def _open_number(self, text: str, indent: int) -> _Opened:
        match = leaves.NUMBER.match(text)
        if not match or (self._interrupts_paragraph() and int(match[1]) != 1):
            return False
        return self._open_item(text, "ol", indent, match[1] + match[2], match[2], len(match[3]))

    def _open_item(self, text: str, tag: str, indent: int, label: str, marker: str, spaces: int) -> _Opened:
        """Open an item, and a list around it unless it continues the one that is open."""
        blank = len(text) == len(label) + spaces
        if len(self._containers) > _MAX_DEPTH or (blank and self._interrupts_paragraph()):
            return False
        if blank or spaces >= 5:
            spaces = 1
        self._settle(for_item=True)
        top = self._containers[-1]
        if (top.tag, top.marker) != (tag, marker):
            if top.is_list:
                self._containers.pop()
            self._push(tag, marker=marker)
            if tag == "ol":
                self._containers[-1].element.set("start", label[:-1])
        self._push("li", indent=indent + len(label) + spaces)
        return text[len(label) + spaces :]

    # Text and closing

    def _add_text(self, rest: str) -> None:
        leaf = self._leaf
        if not rest.strip(" "):
            self._settle(for_item=True)
        elif leaf is not None and leaf.kind == "paragraph":
            leaf.lines.append(rest.lstrip(" "))
        elif leaf is not None and leaf.kind == "table" and self._all_matched():
            leaf.lines.append(rest)
        else:
            self._settle()
            self._leaf = _Leaf("paragraph", self._line, [rest.lstrip(" ")])

    def _settle(self, *, for_item: bool = False) -> None:
        """Close the leaf and the containers that the line doesn't continue; a list only lives on for items."""
        self._close_leaf()
        del self._containers[self._depth :]
        if not for_item and self._containers[-1].is_list:
            self._containers.pop()
        self._depth = len(self._containers)

    def _push(self, tag: str, *, indent: int = 0, marker: str = "") -> None:
        self._containers.append(_Container(tag, self._append(tag, self._line), indent, marker))
        self._depth = len(self._containers)

    def _append(self, tag: str, line: int) -> Element:
        return SubElement(self._containers[-1].element, tag, {"line": str(line)})

    def _close_leaf(self) -> None:
        leaf, self._leaf = self._leaf, None
        if leaf is None:
            return
        if leaf.kind == "paragraph":
            lines = self._take_references(leaf)
            if lines:
                fill_inline(self._append("p", leaf.line), join_lines(lines))
        elif leaf.kind == "table":
            self._close_table(leaf)
        elif leaf.kind == "html":
            element = self._append("html", leaf.line)
            element.text = AtomicString("\n".join(leaf.lines))
            if leaf.ending is not None and not leaf.ending.match(""):
                element.set("unclosed", "true")
        else:
            text = "\n".join(leaf.lines)
            code = self._append("pre", leaf.line)
            code.text = AtomicString(text if leaf.kind == "fence" else text.rstrip("\n "))

    def _take_references(self, leaf: _Leaf) -> list[str]:
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

    def _close_table(self, leaf: _Leaf) -> None:
        table = self._append("table", leaf.line)
        for offset, line in enumerate((leaf.header, *leaf.lines)):
            # The delimiter row stands between the header and the first row.
            row = SubElement(table, "tr", {"line": str(leaf.line + offset + (1 if offset else 0))})
            for cell in leaves.split_table_row(line):
                fill_inline(SubElement(row, "td"), cell)


def _closes_fence(fence: str, rest: str) -> bool:
    text = rest.strip(" ")
    return rest[:4] != "    " and len(text) >= len(fence) and not text.strip(fence[0])


_STARTERS: Final[dict[str, tuple[Callable[[BlockStage, str, int], _Opened], ...]]] = {
    # By the first character; where several may start, in the order in which they are tried.
    ">": (BlockStage._open_quote,),
    "#": (BlockStage._open_heading,),
    "`": (BlockStage._open_fence,),
    "~": (BlockStage._open_fence,),
    "<": (BlockStage._open_html,),
    "=": (BlockStage._open_setext,),
    "-": (BlockStage._open_setext, BlockStage._open_table, BlockStage._open_break, BlockStage._open_bullet),
    "|": (BlockStage._open_table,),
    ":": (BlockStage._open_table,),
    "*": (BlockStage._open_break, BlockStage._open_bullet),
    "_": (BlockStage._open_break,),
    "+": (BlockStage._open_bullet,),
    **dict.fromkeys("0123456789", (BlockStage._open_number,)),
}
