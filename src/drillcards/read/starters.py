"""The beginnings of blocks: what the first character of a line may open, and how.

A starter takes the open tree, the line from its first character on, and how far that is indented.
"""

from collections.abc import Callable
from typing import Final

from drillcards.read import leaves
from drillcards.read.tree import LISTS, Leaf, OpenTree, fill_inline, join_lines

# Deeper nesting is read as text: nobody's outline goes there, and the stages after this one recurse.
_MAX_DEPTH: Final = 60

Opened = str | bool
"""What a starter reports: the rest of the line behind a container's marker, True for a whole line, else False."""


def open_blocks(tree: OpenTree, rest: str) -> str | None:
    """Open every block that the line starts; the text that is left, or None when there is none to add."""
    while True:
        text = rest.lstrip(" ")
        if not text:
            return rest
        indent = len(rest) - len(text)
        if indent >= 4:
            if tree.in_paragraph():
                return rest
            _open_indented(tree, rest)
            return None
        opened: Opened = False
        for start in STARTERS.get(text[0], ()):
            opened = start(tree, text, indent)
            if opened is not False:
                break
        if opened is True:
            return None
        if opened is False:
            return rest
        rest = opened


def _open_indented(tree: OpenTree, rest: str) -> None:
    tree.settle()
    tree.leaf = Leaf("indented", tree.line, [rest[4:]])


def _open_quote(tree: OpenTree, text: str, _indent: int) -> Opened:
    if len(tree.containers) > _MAX_DEPTH:
        return False
    tree.settle()
    tree.push("blockquote")
    return text[2:] if text[1:2] == " " else text[1:]


def _open_heading(tree: OpenTree, text: str, _indent: int) -> Opened:
    match = leaves.ATX_HEADING.match(text)
    if not match:
        return False
    tree.settle()
    content = leaves.ATX_CLOSING.sub("", (match[2] or "").strip(" "))
    fill_inline(tree.append(f"h{len(match[1])}", tree.line), content.strip(" "))
    return True


def _open_setext(tree: OpenTree, text: str, _indent: int) -> Opened:
    leaf = tree.leaf
    if leaf is None or not tree.interrupts_paragraph() or not leaves.SETEXT_LINE.match(text):
        return False
    content = tree.take_references(leaf)
    if not content:
        return False
    tree.leaf = None
    fill_inline(tree.append("h1" if text[0] == "=" else "h2", leaf.line), join_lines(content))
    return True


def _open_table(tree: OpenTree, text: str, _indent: int) -> Opened:
    leaf = tree.leaf
    if leaf is None or not tree.interrupts_paragraph() or not leaves.count_table_columns(leaf.lines[-1], text):
        return False
    header = leaf.lines.pop()
    if not leaf.lines:
        tree.leaf = None
    tree.settle()
    tree.leaf = Leaf("table", tree.line - 1, header=header)
    return True


def _open_break(tree: OpenTree, text: str, _indent: int) -> Opened:
    if text.strip(text[0] + " ") or not leaves.THEMATIC_BREAK.match(text):
        return False
    tree.settle()
    tree.append("hr", tree.line)
    return True


def _open_fence(tree: OpenTree, text: str, indent: int) -> Opened:
    match = leaves.FENCE.match(text)
    if not match:
        return False
    tree.settle()
    tree.leaf = Leaf("fence", tree.line, fence=match[1] or match[2], indent=indent)
    return True


def _open_html(tree: OpenTree, text: str, indent: int) -> Opened:
    kinds = leaves.HTML_BLOCKS if tree.in_paragraph() else (*leaves.HTML_BLOCKS, leaves.HTML_LONE_TAG)
    ending = next((ending for start, ending in kinds if start.match(text)), None)
    if ending is None:
        return False
    tree.settle()
    tree.leaf = Leaf("html", tree.line, ending=ending)
    continue_html(tree, tree.leaf, " " * indent + text)
    return True


def _open_worded_bullet(tree: OpenTree, text: str, indent: int) -> Opened:
    match = leaves.WORDED_BULLET.match(text)
    if not match:
        return False
    marker, spaces = match.groups()
    return _open_item(tree, text, "ul", indent, marker, marker, len(spaces))


def _open_bullet(tree: OpenTree, text: str, indent: int) -> Opened:
    match = leaves.BULLET.match(text)
    if not match:
        return False
    return _open_item(tree, text, "ul", indent, match[1], match[1], len(match[2]))


def _open_number(tree: OpenTree, text: str, indent: int) -> Opened:
    match = leaves.NUMBER.match(text)
    if not match or (tree.interrupts_paragraph() and int(match[1]) != 1):
        return False
    return _open_item(tree, text, "ol", indent, match[1] + match[2], match[2], len(match[3]))


def _open_item(tree: OpenTree, text: str, tag: str, indent: int, label: str, marker: str, spaces: int) -> Opened:
    """Open an item, and a list around it unless it continues the one that is open."""
    blank = len(text) == len(label) + spaces
    if len(tree.containers) > _MAX_DEPTH or (blank and tree.interrupts_paragraph()):
        return False
    if blank or spaces >= 5:
        spaces = 1
    tree.settle(for_item=True)
    top = tree.containers[-1]
    if top.tag != tag or top.marker != marker:
        if top.tag in LISTS:
            tree.containers.pop()
        tree.push(tag, marker=marker)
        if tag == "ol":
            tree.containers[-1].element.set("start", label[:-1])
    tree.push("li", indent=indent + len(label) + spaces)
    return text[len(label) + spaces :]


def continue_html(tree: OpenTree, leaf: Leaf, rest: str) -> None:
    """Add a line to an HTML block, and close it when that is its last."""
    leaf.lines.append(rest)
    if leaf.ending is not None and leaf.ending.search(rest):
        leaf.ending = None
        tree.close_leaf()


STARTERS: Final[dict[str, tuple[Callable[[OpenTree, str, int], Opened], ...]]] = {
    # By the first character; where several may start, in the order in which they are tried.
    ">": (_open_quote,),
    "#": (_open_heading,),
    "`": (_open_fence,),
    "~": (_open_fence,),
    "<": (_open_html,),
    "=": (_open_setext,),
    "-": (_open_worded_bullet, _open_setext, _open_table, _open_break, _open_bullet),
    "|": (_open_table,),
    ":": (_open_table,),
    "*": (_open_worded_bullet, _open_break, _open_bullet),
    "_": (_open_break,),
    "+": (_open_bullet,),
    **dict.fromkeys("0123456789", (_open_number,)),
}
