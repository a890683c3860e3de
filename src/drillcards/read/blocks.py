"""The block stage: lines of Markdown to an element tree, by CommonMark's algorithm with GFM's tables.

Python-Markdown's own block processors read nested lists, lazy lines and lists after a paragraph in ways of their
own, so this one stage stands in for all of them. Elements bear their 1-based line in the attribute ``line``.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from drillcards.read import leaves
from drillcards.read.starters import continue_html, open_blocks
from drillcards.read.tree import Leaf, OpenTree


def fill_blocks(root: Element, lines: Iterable[str], references: dict[str, tuple[str, str]]) -> None:
    """Read a whole document into ``root``, and its link definitions, label → (target, title), into ``references``."""
    tree = OpenTree(root, references)
    for line in lines:
        tree.line += 1
        _read_line(tree, line.expandtabs(4) if "\t" in line else line)
    tree.close_leaf()


def _read_line(tree: OpenTree, text: str) -> None:
    rest = _match_containers(tree, text)
    if tree.leaf is not None and tree.continues_all() and _continue_literal(tree, tree.leaf, rest):
        return
    unread = open_blocks(tree, rest)
    if unread is not None:
        _add_text(tree, unread)


def _match_containers(tree: OpenTree, rest: str) -> str:
    """The line without what the open containers take off; ``depth`` says how many of them it continues."""
    containers = tree.containers
    for depth in range(1, len(containers)):
        container = containers[depth]
        if container.tag == "li":
            blank = not rest.strip(" ")
            if (blank and _is_empty(tree, depth)) or not (blank or rest.startswith(" " * container.indent)):
                tree.depth = depth
                return rest
            rest = rest[container.indent :]
        elif container.tag == "blockquote":
            match = leaves.QUOTE.match(rest)
            if not match:
                tree.depth = depth
                return rest
            rest = rest[match.end() :]
    tree.depth = len(containers)
    return rest


def _is_empty(tree: OpenTree, depth: int) -> bool:
    """Whether an item has nothing in it yet: such a one doesn't outlive a blank line."""
    innermost = depth == len(tree.containers) - 1
    return innermost and tree.leaf is None and not len(tree.containers[depth].element)


def _continue_literal(tree: OpenTree, leaf: Leaf, rest: str) -> bool:
    """Give the line to an open code or HTML block; False when it isn't theirs."""
    if leaf.kind == "fence":
        if _closes_fence(leaf.fence, rest):
            tree.close_leaf()
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
        continue_html(tree, leaf, rest)
        return True
    return False


def _add_text(tree: OpenTree, rest: str) -> None:
    leaf, text = tree.leaf, rest.lstrip(" ")
    if not text:
        tree.settle(for_item=True)
    elif leaf is not None and leaf.kind == "paragraph":
        leaf.lines.append(text)
    elif leaf is not None and leaf.kind == "table" and tree.continues_all():
        leaf.lines.append(rest)
    else:
        tree.settle()
        tree.leaf = Leaf("paragraph", tree.line, [text])


def _closes_fence(fence: str, rest: str) -> bool:
    text = rest.strip(" ")
    return rest[:4] != "    " and len(text) >= len(fence) and not text.strip(fence[0])
