"""A document as text, a line for each thing on a page: what golden tests compare and people read to see a change."""

import zlib
from collections.abc import Iterator

from drillcards.model.document import Document
from drillcards.model.page import (
    Box,
    CheckBox,
    Close,
    Color,
    Group,
    Image,
    Item,
    Leaf,
    LinkArea,
    Page,
    Path,
    Text,
)


def write_trace(document: Document) -> str:
    """The document, its outline and its pages. Positions have one decimal; the same document gives the same text.

    A picture is named by the last part of its path, so that the text doesn't depend on where a workspace lies.
    """
    lines = [f"document {document.title!r} {document.lang} {document.purpose} duplex {document.duplex}"]
    lines += [f"{'  ' * entry.level}  outline {entry.title!r} #{entry.anchor}" for entry in document.outline]
    for number, page in enumerate(document.pages, 1):
        lines.append("")
        lines += _trace_page(page, number)
    return "\n".join(lines) + "\n"


def _trace_page(page: Page, number: int) -> Iterator[str]:
    label = f" label {page.label!r}" if page.label else ""
    margins = "".join(
        f" {name} {_number(value)}"
        for name, value in (("bleed", page.bleed), ("slug", page.slug), ("safe", page.safe))
        if value
    )
    yield f"page {number} {_number(page.width)} × {_number(page.height)}{margins}{label}"
    for box in page.keep_out:
        yield f"  keep-out {_box(box)}"
    for anchor in page.anchors:
        yield f"  anchor #{anchor.name} at {_number(anchor.y)}"
    yield from _trace_items(page.items, "  ")


def _trace_items(items: tuple[Item, ...], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, Group):
            yield f"{indent}{_describe_group(item)}"
            yield from _trace_items(item.items, indent + "  ")
        else:
            yield f"{indent}{_describe_leaf(item)}"


def _describe_group(group: Group) -> str:
    words = [group.tag.value if group.tag else "group"]
    if group.artifact:
        words.append(group.artifact)
    if group.key is not None:
        words.append(f"key {group.key!r}")
    if group.x or group.y:
        words.append(f"at {_number(group.x)} {_number(group.y)}")
    if group.turns:
        words.append(f"turns {group.turns}")
    if group.box:
        words.append(f"box {_box(group.box)}")
    if group.clip is not None:
        words.append(f"clip {_path(group.clip)}")
    words += [f"lang {group.lang}"] if group.lang else []
    words += ["numbered"] if group.numbered else []
    words += [f"scope {group.scope}"] if group.scope else []
    words += [f"alt {group.alt!r}"] if group.alt else []
    return " ".join(words)


def _describe_leaf(item: Leaf) -> str:
    if isinstance(item, Text):
        place = f"{_number(item.x)} {_number(item.y)} width {_number(item.width)}"
        amounts = [by for word in item.kerns for _, by in word]
        kerns = f" kerns {sum(amounts)} in {len(amounts)}" if amounts else ""
        return f"text {place} {item.font} {_number(item.size)} {_color(item.color)}{kerns} {item.text!r}"
    if isinstance(item, Image):
        return f"image {_box(item.box)} {item.path.replace(chr(92), '/').rpartition('/')[2]!r}"
    if isinstance(item, LinkArea):
        return f"link {_box(item.box)} {item.target} {item.label!r}"
    if isinstance(item, CheckBox):
        return f"check box {_box(item.box)} {item.name!r} {item.label!r}"
    fill = f" fill {_color(item.fill)}" if item.fill else ""
    stroke = f" stroke {_color(item.stroke)} {_number(item.line_width)}" if item.stroke else ""
    dash = f" dash {' '.join(map(_number, item.dash))}" if item.dash else ""
    return f"shape {_path(item.path)}{fill}{stroke}{dash}"


def _path(path: Path) -> str:
    """The box around a path's points; with more than a rectangle's, also their count and a checksum of it all."""
    points = [
        (round(segment[i], 1) + 0.0, round(segment[i + 1], 1) + 0.0)
        for segment in path
        if not isinstance(segment, Close)
        for i in range(0, len(segment), 2)
    ]
    if not points:
        return "empty"
    left, top = (min(point[axis] for point in points) for axis in (0, 1))
    right, bottom = (max(point[axis] for point in points) for axis in (0, 1))
    box = _box(Box(left, top, right - left, bottom - top))
    if len(points) <= 4:
        return box
    kinds = "".join(type(segment).__name__[0] for segment in path)
    return f"{box} {len(points)} points {zlib.crc32(f'{kinds} {points}'.encode('ascii')):08x}"


def _box(box: Box) -> str:
    return f"{_number(box.x)} {_number(box.y)} {_number(box.w)} × {_number(box.h)}"


def _color(color: Color) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in color)


def _number(value: float) -> str:
    return f"{round(value, 1) + 0.0:g}"
