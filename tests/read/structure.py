"""One shape for what two Markdown readers make of a text: markdown-it-py's tokens and our blocks.

Deliberate differences, taken out on both sides here: thematic breaks have no words and leave no block; a paragraph's
pictures stand behind it (or instead of it, if it holds nothing else); spaces in a row count as one.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

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
    Spans,
    Table,
)
from drillcards.read.dialect import parse_markdown
from drillcards.read.elements import ElementReader
from drillcards.read.findings import Findings

Shape = list[Any]
_REFERENCE = MarkdownIt("commonmark").enable("table")


def read_blocks(text: str, findings: Findings | None = None, videos: list[str] | None = None) -> Blocks:
    """The blocks of a text on its own, without a drill's title and sections around them."""
    seen = videos if videos is not None else []
    reader = ElementReader(
        0,
        lambda src, alt, line: ImageBlock(src, alt, line=line),
        lambda src, line: seen.append(src),
        findings or Findings("drills/a.md"),
    )
    return reader.read_blocks(list(parse_markdown(text)))


def shape_ours(text: str) -> Shape:
    return _shape_blocks(read_blocks(text))


def shape_commonmark(text: str) -> Shape:
    return _shape_tokens(_Tokens(_REFERENCE.parse(text)))


# Ours


def _shape_blocks(blocks: Iterable[Block]) -> Shape:
    return [_shape_block(block) for block in blocks]


def _shape_block(block: Block) -> Shape:
    match block:
        case Paragraph():
            return ["p", _shape_spans(block.spans)]
        case Heading():
            return [f"h{block.level}", _shape_spans(block.spans)]
        case Bullets():
            return ["ul", *(_shape_blocks(item) for item in block.items)]
        case Ordered():
            return ["ol", block.start, *(_shape_blocks(item) for item in block.items)]
        case Table():
            return ["table", *([_shape_spans(cell) for cell in row] for row in (block.header, *block.rows))]
        case Quote():
            return ["quote", *_shape_blocks(block.blocks)]
        case ImageBlock():
            return ["image", block.src, block.alt]
        case Code():
            return ["code", block.text.strip("\n")]


def _shape_spans(spans: Spans) -> Shape:
    return _shape_characters((c, (s.strong, s.em, s.code, s.href)) for s in spans for c in s.text)


def _shape_characters(characters: Iterable[tuple[str, tuple[bool, bool, bool, str | None]]]) -> Shape:
    """The text with its spaces collapsed, and the style of every other character."""
    pairs = list(characters)
    lines = "".join(c for c, _ in pairs).split("\n")
    text = "\n".join(" ".join(line.split()) for line in lines).strip()
    return [text, [style for c, style in pairs if not c.isspace()]]


# Theirs


class _Tokens:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.position = 0

    def take_until(self, closing: str | None) -> Iterator[Token]:
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token.type == closing:
                return
            yield token


def _shape_tokens(tokens: _Tokens, closing: str | None = None) -> Shape:
    shapes: Shape = []
    for token in tokens.take_until(closing):
        match token.type:
            case "paragraph_open" | "heading_open":
                text, images = _shape_inline(next(tokens.take_until(None)))
                tokens.position += 1
                if text[0]:
                    shapes.append([token.tag, text])
                shapes += images
            case "bullet_list_open":
                shapes.append(["ul", *_shape_tokens(tokens, "bullet_list_close")])
            case "ordered_list_open":
                start = token.attrGet("start")
                items = _shape_tokens(tokens, "ordered_list_close")
                shapes.append(["ol", 1 if start is None else start, *items])
            case "list_item_open":
                shapes.append(_shape_tokens(tokens, "list_item_close"))
            case "blockquote_open":
                shapes.append(["quote", *_shape_tokens(tokens, "blockquote_close")])
            case "fence" | "code_block":
                shapes.append(["code", token.content.strip("\n")])
            case "table_open":
                shapes += _shape_table(tokens)
            case "hr":
                pass
            case _:
                raise AssertionError(f"no shape for {token.type}")
    return shapes


def _shape_table(tokens: _Tokens) -> Shape:
    rows: list[Shape] = []
    images: Shape = []
    for token in tokens.take_until("table_close"):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            text, found = _shape_inline(token)
            rows[-1].append(text)
            images += found
    return [["table", *rows], *images]


def _shape_inline(inline: Token) -> tuple[Shape, Shape]:
    characters: list[tuple[str, tuple[bool, bool, bool, str | None]]] = []
    images: Shape = []
    strong = em = 0
    hrefs: list[str | None] = [None]
    for token in inline.children or []:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                em += token.nesting
            case "link_open":
                hrefs.append(str(token.attrGet("href")))
            case "link_close":
                hrefs.pop()
            case "image":
                alt = "".join(child.content for child in token.children or [])
                images.append(["image", str(token.attrGet("src")), alt])
            case _:
                content = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
                style = (strong > 0, em > 0, token.type == "code_inline", hrefs[-1])
                characters += [(character, style) for character in content]
    return _shape_characters(characters), images


def list_fixtures(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.md"))
