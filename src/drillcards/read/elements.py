"""The element tree to blocks of the model."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from drillcards.model.drill import (
    Block,
    Blocks,
    Bullets,
    Code,
    Heading,
    ImageBlock,
    Ordered,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
)
from drillcards.read.dialect import unescape_text
from drillcards.read.findings import Findings
from drillcards.read.flow import Flow
from drillcards.read.media import name_picture
from drillcards.read.tags import scan_html

_EMPHASIS: Final = re.compile(r"(\*\*?|(?<!\w)__?)(\S|\S.*?\S)\1")
_HEADING_WITHOUT_SPACE: Final = re.compile(r"#{1,6}\w")


@dataclass(frozen=True, slots=True)
class ElementReader:
    """Turns elements into blocks; ``offset`` is added to their lines, as the body doesn't begin a file."""

    offset: int
    locate: Callable[[str, str, int], ImageBlock]
    note_video: Callable[[str, int], None]
    findings: Findings

    def get_line(self, element: Element) -> int:
        """The line of the file that an element starts on."""
        return int(element.get("line", "0")) + self.offset

    def read_blocks(self, elements: Iterable[Element]) -> Blocks:
        """The blocks of the elements, in order. Thematic breaks have no words, and leave none."""
        blocks: list[Block] = []
        for element in elements:
            tag = element.tag
            if tag == "p":
                self._read_paragraph(element, blocks)
            elif tag == "ul":
                blocks.append(Bullets(self._read_items(element), self.get_line(element)))
            elif tag == "ol":
                start = int(element.get("start", "1"))
                blocks.append(Ordered(self._read_items(element), start, self.get_line(element)))
            elif tag == "blockquote":
                blocks.append(Quote(self.read_blocks(element), self.get_line(element)))
            elif tag == "pre":
                blocks.append(Code(element.text or "", self.get_line(element)))
            elif tag == "table":
                self._read_table(element, blocks)
            elif tag == "html":
                self._read_html(element, blocks)
            elif tag != "hr":
                self._read_heading(element, blocks)
        return tuple(blocks)

    def read_spans(self, element: Element, line: int) -> tuple[Spans, list[Block]]:
        """The text of an element, and the pictures that stood in it."""
        if not len(element) and isinstance(element.text, AtomicString):
            return ((Span(str(element.text)),) if element.text else ()), []
        flow = self._start_flow(line)
        _pour(element, flow)
        return flow.take_spans()

    def read_heading(self, element: Element) -> tuple[Spans, list[Block]]:
        """A heading's text, and the pictures that stood in it. Pictures alone head with their own words."""
        spans, images = self.read_spans(element, self.get_line(element))
        if spans or not images:
            return spans, images
        words = " ".join(image.alt for image in images if isinstance(image, ImageBlock))
        shown = [image for image in images if isinstance(image, ImageBlock) and image.path]
        return ((Span(words),) if words else ()), list(shown)

    def _start_flow(self, line: int) -> Flow:
        return Flow(self.locate, self.note_video, line)

    def _read_paragraph(self, element: Element, blocks: list[Block]) -> None:
        line = self.get_line(element)
        text = element.text
        if text and not len(element) and isinstance(text, AtomicString):
            if text[0] == "#" and _HEADING_WITHOUT_SPACE.match(text):
                self._warn_of_heading(line, text)
            blocks.append(Paragraph((Span(str(text)),), line))
            return
        flow = self._start_flow(line)
        _pour(element, flow)
        blocks += flow.finish()

    def _warn_of_heading(self, line: int, text: str) -> None:
        marks = text[: len(text) - len(text.lstrip("#"))]
        self.findings.warn(
            "heading-without-space",
            line,
            f"“{text[:40]}” is no heading: there is no space after {marks}.",
            f"If it is meant as a heading, write “{marks} {text.lstrip('#')[:40]}”.",
        )

    def _read_items(self, element: Element) -> tuple[Blocks, ...]:
        return tuple([self.read_blocks(item) for item in element])

    def _read_heading(self, element: Element, blocks: list[Block]) -> None:
        line = self.get_line(element)
        spans, images = self.read_heading(element)
        if spans:
            blocks.append(Heading(int(element.tag[1]), spans, line))
        elif not images:
            marks = "#" * int(element.tag[1])
            self.findings.warn(
                "empty-heading",
                line,
                f"There are no words behind {marks}, so that nothing is headed here.",
                f"Write the heading behind {marks}, or delete the line.",
            )
        blocks += images

    def _read_table(self, element: Element, blocks: list[Block]) -> None:
        """A table; cells beyond the header's join the last one, so that nothing is lost."""
        rows: list[tuple[Spans, ...]] = []
        images: list[Block] = []
        width = len(element[0])
        for row in element:
            line = self.get_line(row)
            cells: list[Spans] = []
            for cell in row:
                spans, found = self.read_spans(cell, line)
                cells.append(spans)
                images += found
            if len(cells) > width:
                self.findings.warn(
                    "table-extra-cells",
                    line,
                    f"This row has {len(cells)} cells, the table's header {width}.",
                    "Add a heading for each column, or write \\| for a bar that is text.",
                )
                cells[width - 1 :] = [_join_cells(cells[width - 1 :])]
            rows.append(tuple(cells + [()] * (width - len(cells))))
        blocks.append(Table(rows[0], tuple(rows[1:]), self.get_line(element)))
        blocks += images

    def _read_html(self, element: Element, blocks: list[Block]) -> None:
        line = self.get_line(element)
        text = (element.text or "").strip()
        if element.get("unclosed"):
            self.findings.fail(
                "unclosed-html",
                line,
                f"What {text.split()[0][:20]} begins never ends, so that the rest of the file is hidden in it.",
                "Close it: --> ends a comment, </script> a script.",
            )
        flow = self._start_flow(line)
        for token in scan_html(text):
            if isinstance(token, str):
                flow.add_text(token)
            else:
                flow.add_tag(token)
        blocks += flow.finish()


def _join_cells(cells: list[Spans]) -> Spans:
    joined: list[Span] = []
    for cell in cells:
        joined += [Span(" | "), *cell] if joined else cell
    return tuple(joined)


def _pour(element: Element, flow: Flow) -> None:
    """Let an element's text, and its children's, run into a flow."""
    if element.text:
        flow.add_text(unescape_text(element.text))
    for child in element:
        _pour_child(child, flow)
        if child.tail:
            flow.add_text(unescape_text(child.tail))


def _pour_child(child: Element, flow: Flow) -> None:
    # What tags inside turn on or off ends with the element around them.
    strong, em, code, links = flow.strong, flow.em, flow.code, len(flow.hrefs)
    match child.tag:
        case "strong":
            flow.strong += 1
            _pour(child, flow)
        case "em":
            flow.em += 1
            _pour(child, flow)
        case "code":
            flow.code += 1
            _pour(child, flow)
        case "a":
            target = unescape_text(child.get("href", ""))
            flow.open_link(target)
            if child.get("auto") and target.lower().startswith("file:"):
                flow.add_text(name_picture(target))  # and not the folders of somebody's machine
            else:
                _pour(child, flow)
        case "span":
            _pour(child, flow)
            return
        case _:
            _pour_empty(child, flow)
            return
    flow.strong, flow.em, flow.code = strong, em, code
    del flow.hrefs[links:]


def _pour_empty(child: Element, flow: Flow) -> None:
    match child.tag:
        case "br":
            flow.add_break()
        case "img":
            alt = _EMPHASIS.sub(r"\2", unescape_text(child.get("alt", "")))
            flow.add_image(unescape_text(child.get("src", "")), alt)
        case "raw":
            for token in scan_html(child.text or ""):
                if not isinstance(token, str):
                    flow.add_tag(token)
