"""Links and images by CommonMark's rules: resolved at each closing bracket, from left to right, inner before outer."""

import re
from typing import Final
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_RE

from drillcards.read.leaves import normalize_label

_TARGET: Final = re.compile(
    r"""\(\s*(?:<([^<>\n]*)>|((?:[^\s()<]|\((?:[^\s()]|\([^\s()]*\))*\))(?:[^\s()]|\((?:[^\s()]|\([^\s()]*\))*\))*))?"""
    r"""(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)"""
)
_Handled = tuple[Element | None, int, int]
_LABEL: Final = re.compile(r"\[([^\[\]]*)\]")


class BracketProcessor(InlineProcessor):
    """Inline links, references in their three forms, and the same as images. Its pattern is the closing bracket."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Handled:  # type: ignore[override]  # noqa: N802 -- theirs
        """The element for the brackets that end here, and its extent; None when they are plain text."""
        start = _find_opening(data, m.start())
        if start is None:
            return None, m.start(), m.end()
        image = data[start - 1 : start] == "!"
        text = data[start + 1 : m.start()]
        target, end = self._find_target(text, data, m.end())
        if target is None or (not image and self._holds_link(text)):
            return None, m.start(), m.end()
        if image:
            return Element("img", {"src": target, "alt": self.unescape(text)}), start - 1, end
        link = Element("a", {"href": target})
        link.text = text
        return link, start, end

    def _find_target(self, text: str, data: str, position: int) -> tuple[str | None, int]:
        """Where the brackets point to, and where that ends; None when they point nowhere."""
        if match := _TARGET.match(data, position):
            return self.unescape(match[1] or match[2] or ""), match.end()
        label, end = text, position
        if match := _LABEL.match(data, position):
            label, end = match[1] or text, match.end()
        if "[" in label or "]" in label:
            return None, end
        found = self.md.references.get(normalize_label(self.unescape(label)))
        return (found[0], end) if found else (None, end)

    def _holds_link(self, text: str) -> bool:
        """Whether a link is in the text already: links don't nest."""
        stash = self.md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined] # typed as its base class
        nodes = (stash.get(match[1]) for match in INLINE_PLACEHOLDER_RE.finditer(text))
        return any(isinstance(node, Element) and node.tag == "a" and "auto" not in node.attrib for node in nodes)


def _find_opening(data: str, closing: int) -> int | None:
    """The bracket that the one at ``closing`` closes."""
    depth = 0
    for index in range(closing - 1, -1, -1):
        if data[index] == "]":
            depth += 1
        elif data[index] == "[":
            if not depth:
                return index
            depth -= 1
    return None
