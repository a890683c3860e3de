"""Running text in the making: styles go on and off as tags come by, and blocks come out."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import quote

from drillcards.model.drill import Block, Code, ImageBlock, Paragraph, Span, Spans
from drillcards.read import tags
from drillcards.read.media import name_lost_picture, name_picture

# Others are percent-encoded, as a link in a PDF is ASCII (ISO 32000-1, 12.6.4.7).
_URL_CHARACTERS: Final = "%/:?#[]@!$&'()*+,;=~-._"
_SPACES: Final = re.compile(r"[ \t\n\r\f]+")


@dataclass(slots=True)
class Flow:
    """Collects text into paragraphs, with the pictures found on the way after the paragraph that they stood in.

    Where a picture stood between words, its own words take its place; those of one without a file do anywhere.

    ``locate`` makes an image of a source and its alternative text; ``note_video`` is told the videos' addresses.
    """

    locate: Callable[[str, str, int], ImageBlock]
    note_video: Callable[[str, int], None]
    line: int
    blocks: list[Block] = field(default_factory=list)
    strong: int = 0
    em: int = 0
    code: int = 0
    hrefs: list[str | None] = field(default_factory=list)
    _silent: str = ""
    _spans: list[Span] = field(default_factory=list)
    _images: dict[int, ImageBlock] = field(default_factory=dict)
    """By the index in ``_spans`` of the words that may take their place."""
    _figure: int | None = None
    _caption: int | None = None
    _caption_blocks: list[Block] = field(default_factory=list)
    _pre: list[str] | None = None

    def add_text(self, text: str) -> None:
        """More text in the present style; its line breaks are spaces."""
        if self._silent:
            return
        if self._pre is not None:
            self._pre.append(text)
        elif text:
            self._add_span(_SPACES.sub(" ", text))

    def add_break(self) -> None:
        """A hard line break."""
        self._add_span("\n")

    def open_link(self, target: str | None) -> None:
        """The text from here on leads to a target, until the last of ``hrefs`` is taken off again."""
        self.hrefs.append(quote(target, safe=_URL_CHARACTERS) if target else None)

    def add_image(self, src: str, alt: str) -> None:
        """A picture: after the paragraph that is under way."""
        if not self._silent:
            image = self.locate(src, _SPACES.sub(" ", alt).strip(), self.line)
            self._images[len(self._spans)] = image
            self._add_span(image.alt or name_picture(src))

    def add_tag(self, tag: tags.Tag) -> None:
        """An HTML tag; those without a meaning in print leave no trace."""
        if self._silent:
            if tag.closes and tag.name == self._silent:
                self._silent = ""
        elif tag.closes:
            self._close(tag.name)
        else:
            self._open(tag.name, tag.attributes)

    def end_block(self) -> None:
        """End the paragraph, if one is under way, and put its pictures behind it."""
        spans, self._spans = self._spans, []
        images, self._images = self._images, {}
        if not images:
            if not all(span.text.isspace() for span in spans):
                self.blocks.append(Paragraph(trim_spans(spans), self.line))
            return
        words = [index for index, span in enumerate(spans) if index not in images and not span.text.isspace()]
        if not words:
            self.blocks += images.values()
            return
        lost = [index for index, image in images.items() if image.path is None]
        beside = [index for index in images if index not in lost and not words[0] < index < words[-1]]
        trimmed = trim_spans([span for index, span in enumerate(spans) if index not in beside])
        self.blocks.append(Paragraph(trimmed, self.line))
        self.blocks += [image for index, image in images.items() if index not in lost]

    def finish(self) -> list[Block]:
        """All blocks, once nothing more comes."""
        self._end_pre()
        self.end_block()
        self._end_caption()
        self._end_figure()
        self.blocks = [name_lost_picture(block) if isinstance(block, ImageBlock) else block for block in self.blocks]
        return self.blocks

    def take_spans(self) -> tuple[Spans, list[Block]]:
        """Everything as one run of text, for cells and headings, and the pictures apart."""
        spans: list[Span] = []
        images: list[Block] = []
        for block in self.finish():
            if isinstance(block, Paragraph):
                spans += [Span("\n"), *block.spans] if spans else block.spans
            else:
                images.append(block)
        return tuple(spans), images

    def _add_span(self, text: str) -> None:
        href = self.hrefs[-1] if self.hrefs else None
        self._spans.append(Span(text, self.strong > 0, self.em > 0, self.code > 0, href))

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._shift_style(name, 1)
        if name in tags.SILENT_TAGS:
            self._silent = name
        elif name == "a":
            self.open_link(attributes.get("href"))
        elif name == "br":
            self.add_break()
        elif name == "img":
            self.add_image(attributes.get("src", ""), attributes.get("alt", ""))
        elif name in tags.VIDEO_TAGS and attributes.get("src"):
            self.note_video(attributes["src"], self.line)
        elif name in tags.BLOCK_TAGS:
            self._open_block(name)

    def _open_block(self, name: str) -> None:
        self.end_block()
        if name == "figure":
            self._end_figure()
            self._figure = len(self.blocks)
        elif name == "figcaption":
            self._caption = len(self.blocks)
        elif name == "pre":
            self._pre = []

    def _close(self, name: str) -> None:
        self._shift_style(name, -1)
        if name == "a" and self.hrefs:
            self.hrefs.pop()
        elif name in tags.BLOCK_TAGS:
            if name == "pre":
                self._end_pre()
            self.end_block()
            if name == "figcaption":
                self._end_caption()
            elif name == "figure":
                self._end_figure()

    def _shift_style(self, name: str, step: int) -> None:
        if name in tags.STRONG_TAGS:
            self.strong = max(0, self.strong + step)
        elif name in tags.EMPHASIS_TAGS:
            self.em = max(0, self.em + step)
        elif name in tags.CODE_TAGS:
            self.code = max(0, self.code + step)

    def _end_pre(self) -> None:
        if self._pre is not None:
            text = "".join(self._pre).strip("\n")
            self._pre = None
            if text.strip():
                self.blocks.append(Code(text, self.line))

    def _end_caption(self) -> None:
        if self._caption is not None:
            self._caption_blocks += self.blocks[self._caption :]
            del self.blocks[self._caption :]
            self._caption = None

    def _end_figure(self) -> None:
        """Let the caption be the picture's text where it has none; else keep it, unless it says the same."""
        start, self._figure = self._figure or 0, None
        caption, self._caption_blocks = self._caption_blocks, []
        text = " ".join(_plain(block) for block in caption if isinstance(block, Paragraph))
        for index in range(start, len(self.blocks)):
            image = self.blocks[index]
            if text and isinstance(image, ImageBlock) and image.alt in ("", text):
                self.blocks[index] = replace(image, alt=text)
                caption = [block for block in caption if not isinstance(block, Paragraph)]
                break
        self.blocks += caption


def _plain(paragraph: Paragraph) -> str:
    return "".join(span.text for span in paragraph.spans).replace("\n", " ")


def trim_spans(spans: list[Span]) -> Spans:
    """Spans with neighbours of one style joined, and no space at the ends, beside hard breaks or twice in a row."""
    merged: list[Span] = []
    last = "\n"
    for span in spans:
        text = span.text
        if not span.code:
            if last in " \n":
                text = text.lstrip(" ")
            if text.startswith("\n"):
                _strip_end(merged)
                if not merged:
                    continue
        if not text:
            continue
        last = text[-1]
        top = merged[-1] if merged else None
        if top and (top.strong, top.em, top.code, top.href) == (span.strong, span.em, span.code, span.href):
            merged[-1] = replace(top, text=top.text + text)
        else:
            merged.append(span if text == span.text else replace(span, text=text))
    _strip_end(merged, " \n")
    return tuple(merged)


def _strip_end(spans: list[Span], characters: str = " ") -> None:
    while spans and not spans[-1].code:
        text = spans[-1].text.rstrip(characters)
        if text:
            if text != spans[-1].text:
                spans[-1] = replace(spans[-1], text=text)
            return
        spans.pop()
