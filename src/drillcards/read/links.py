"""Links and images by CommonMark's rules: resolved at each closing bracket, from left to right, inner before outer."""

import re
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_RE

from drillcards.read.leaves import normalize_label

_TARGET: Final = re.compile(
    r"""\(\s*(?:<([^<>\n]*)>|((?:[^\s()<]|\((?:[^\s()]|\([^\s()]*\))*\))(?:[^\s()]|\((?:[^\s()]|\([^\s()]*\))*\))*))?"""
    r"""(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)"""
)
_Handled = tuple[Element | None, int, int]
_BRACKET: Final = re.compile(r"[\[\]]")
_LABEL: Final = re.compile(r"\[([^\[\]]*)\]")


class BracketProcessor(InlineProcessor):
    """Inline links, references in their three forms, and the same as images. Its pattern is the closing bracket."""

    def __init__(self, pattern: str, md: Markdown) -> None:
        super().__init__(pattern, md)
        self._openings = _Openings()

    def handleMatch(self, m: re.Match[str], data: str) -> _Handled:  # type: ignore[override]  # noqa: N802 -- theirs
        """The element for the brackets that end here, and its extent; None when they are plain text."""
        start = self._openings.find_opening(data, m.start())
        if start is None:
            return None, m.start(), m.end()
        image = data[start - 1 : start] == "!"
        text = data[start + 1 : m.start()]
        target, end = self._find_target(text, data, m.end())
        if target is None or (not image and self._holds_link(text)):
            return None, m.start(), m.end()
        self._openings.forget(data, start - 1 if image else start)
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


class _Openings:
    """The brackets that are open at a place in a text, kept from one closing bracket to the next."""

    def __init__(self) -> None:
        self._passed = ""
        self._open: list[int] = []

    def find_opening(self, data: str, closing: int) -> int | None:
        """The bracket that the one at ``closing`` closes.

        What was passed is only read again if it is another text: between two closing brackets, what the first one
        closed may have become an element, with no bracket left in it.
        """
        at = len(self._passed)
        if not data.startswith(self._passed):
            self._open, at = [], 0
        for match in _BRACKET.finditer(data, at, closing):
            if match[0] == "[":
                self._open.append(match.start())
            elif self._open:
                self._open.pop()
        self._passed = data[:closing]
        return self._open[-1] if self._open else None

    def forget(self, data: str, start: int) -> None:
        """Go back to before ``start``, from where on the text is about to change."""
        self._passed = data[:start]
        while self._open and self._open[-1] >= start:
            self._open.pop()
