"""Small documents built by hand."""

from importlib.resources import files
from pathlib import Path as FilePath

from drillcards.model.document import Document, Purpose
from drillcards.model.font import FontFile
from drillcards.model.page import BLACK, Box, CheckBox, Color, Group, Item, LinkArea, Page, Shape, Tag, Text, rect_path

ATKINSON = FilePath(str(files("fontpkg_atkinson_hyperlegible"))) / "files"
BARLOW = FilePath(str(files("fontpkg_barlow_condensed"))) / "files"
NOTO = FilePath(str(files("manimgx_fonts")))
FONTS = (
    FontFile("body", ATKINSON / "AtkinsonHyperlegible-Regular.ttf"),
    FontFile("head", BARLOW / "BarlowCondensed-Bold.ttf"),
    FontFile("noto", NOTO / "NotoSans[wght].ttf"),
    FontFile("symbols", NOTO / "NotoSansSymbols[wght].ttf"),
    FontFile("emoji", NOTO / "NotoEmoji[wght].ttf"),
)
GREEN = Color(0.1, 0.4, 0.2)


def make_text(x: float, y: float, text: str, font: str = "body", size: float = 11, color: Color = BLACK) -> Text:
    return Text(x, y, text, font, size, 0.0, color)


def make_group(tag: Tag, *items: Item, key: str | None = None) -> Group:
    return Group(items, tag=tag, key=key)


def make_paragraph(y: float, text: str) -> Group:
    return make_group(Tag.PARAGRAPH, make_text(20, y, text))


def make_page(*items: Item, label: str = "") -> Page:
    return Page(288, 432, items, bleed=9, label=label)


def make_document(*pages: Page, purpose: Purpose = Purpose.READING) -> Document:
    return Document("Wall sits", pages, FONTS, purpose=purpose)


def make_panel(x: float = 0, y: float = 0, w: float = 40, h: float = 20) -> Shape:
    return Shape(rect_path(Box(x, y, w, h)), fill=GREEN)


def make_step(number: str, y: float, *lines: str, key: str | None = None) -> Group:
    """A list item; without a number it goes on with the one of its key."""
    label = (make_group(Tag.LABEL, make_text(20, y, f"{number} ")),) if number else ()
    texts = tuple(make_text(36, y + 13 * i, line) for i, line in enumerate(lines))
    return make_group(Tag.LIST_ITEM, *label, make_group(Tag.LIST_BODY, *texts, key="body"), key=key)


def make_link(y: float, text: str, target: str) -> Group:
    area = LinkArea(Box(20, y - 10, 100, 13), target, f"Go to {text}")
    return make_group(Tag.PARAGRAPH, make_group(Tag.LINK, make_text(20, y, text), area))


def make_field(y: float, name: str, label: str = "Set 1 of wall sits", size: float = 11) -> Group:
    return make_group(Tag.FORM, CheckBox(Box(20, y, size, size), name, label))


def make_tasks(*names: str, y: float = 100) -> Group:
    """A list of things to tick off."""
    return make_group(
        Tag.LIST,
        *(
            make_group(
                Tag.LIST_ITEM,
                make_group(Tag.LABEL, make_field(y + 20 * i, name, f"Tick when {name} is done")),
                make_group(Tag.LIST_BODY, make_text(36, y + 20 * i + 9, f"{name} ")),
            )
            for i, name in enumerate(names)
        ),
    )
