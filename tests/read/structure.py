"""One shape for what two Markdown readers make of a text: markdown-it-py's tokens and our blocks.

Where we mean to differ, both sides are brought to one shape here:

- Thematic breaks and link definitions have no words, so they leave no block.
- A paragraph's pictures stand behind it, or instead of it: cards set them apart. Where one stood between words, its
  alternative text, or its file's name, stays behind, as a browser shows it that can't show the picture.
- Spaces in a row count as one, and tabs as spaces, as print has no others.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from drillcards.model.drill import (
    Block,
    Blocks,
    Bullets,
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
Style = tuple[bool, bool, bool, str | None]

_REFERENCE = MarkdownIt("commonmark").enable("table")
_CONTAINERS = {"bullet_list_open": ["ul"], "ordered_list_open": ["ol"], "blockquote_open": ["quote"]}
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def read_blocks(text: str, findings: Findings | None = None, videos: list[str] | None = None) -> Blocks:
    """The blocks of a text on its own, without a drill's title and sections around them."""
    seen = videos if videos is not None else []
    reader = ElementReader(
        0,
        lambda src, alt, line: ImageBlock(src, alt, src, line=line),
        lambda src, line: seen.append(src),
        findings or Findings("drills/a.md"),
    )
    return reader.read_blocks(list(parse_markdown(text)))


def shape_ours(text: str) -> Shape:
    return _shape_blocks(read_blocks(text))


def shape_commonmark(text: str) -> Shape:
    return _shape_tokens(iter(_REFERENCE.parse(text)))


# Ours


def _shape_blocks(blocks: Iterable[Block]) -> Shape:
    return [_shape_block(block) for block in blocks]


def _shape_block(block: Block) -> Shape:
    match block:
        case Paragraph() | Heading():
            return [f"h{block.level}" if isinstance(block, Heading) else "p", _shape_spans(block.spans)]
        case Bullets() | Ordered():
            start = ["ol", block.start] if isinstance(block, Ordered) else ["ul"]
            return [*start, *(_shape_blocks(item) for item in block.items)]
        case Table():
            return ["table", *([_shape_spans(cell) for cell in row] for row in (block.header, *block.rows))]
        case Quote():
            return ["quote", *_shape_blocks(block.blocks)]
        case ImageBlock():
            return ["image", block.src, block.alt]
    return _shape_code(block.text)


def _shape_spans(spans: Spans) -> Shape:
    return _shape_characters((c, (s.strong, s.em, s.code, s.href)) for s in spans for c in s.text)


def _shape_characters(characters: Iterable[tuple[str, Style]]) -> Shape:
    """The text with its spaces collapsed, and the style of every other character."""
    pairs = list(characters)
    lines = "".join(c for c, _ in pairs).split("\n")
    text = "\n".join(" ".join(line.split()) for line in lines).strip()
    return [text, [style for c, style in pairs if not c.isspace()]]


def _shape_code(text: str) -> Shape:
    return ["code", "\n".join(line.rstrip() for line in text.split("\n")).strip("\n").replace("\t", "    ")]


# Theirs


def _shape_tokens(tokens: Iterator[Token], closing: str | None = None) -> Shape:
    shapes: Shape = []
    for token in tokens:
        if token.type == closing:
            break
        shapes += _shape_token(token, tokens)
    return shapes


def _shape_token(token: Token, tokens: Iterator[Token]) -> Shape:
    match token.type:
        case "paragraph_open" | "heading_open":
            text, images = _shape_inline(next(tokens))
            next(tokens)
            return [*([[token.tag, text]] if text[0] else []), *images]
        case "fence" | "code_block":
            return [_shape_code(token.content)]
        case "table_open":
            return _shape_table(tokens)
        case "hr":
            return []
    inside = _shape_tokens(tokens, token.type.replace("_open", "_close"))
    if token.type == "list_item_open":
        return [inside]
    start = token.attrGet("start")
    return [[*_CONTAINERS[token.type], *([1 if start is None else start] if token.tag == "ol" else []), *inside]]


def _shape_table(tokens: Iterator[Token]) -> Shape:
    rows: list[Shape] = []
    images: Shape = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            text, found = _shape_inline(token)
            rows[-1].append(text)
            images += found
    return [["table", *rows], *images]


def _shape_inline(inline: Token) -> tuple[Shape, Shape]:
    characters: list[tuple[str, Style]] = []
    images: Shape = []
    alts: list[tuple[int, list[tuple[str, Style]]]] = []
    nesting = {"strong": 0, "em": 0}
    hrefs: list[str | None] = [None]
    for token in inline.children or []:
        if token.tag in nesting:
            nesting[token.tag] += token.nesting
        elif token.type == "link_open":
            hrefs.append(str(token.attrGet("href")))
        elif token.type == "link_close":
            hrefs.pop()
        elif token.type == "image":
            src, alt = str(token.attrGet("src")), _join_text(token.children or [])
            images.append(["image", src, alt])
            style = (nesting["strong"] > 0, nesting["em"] > 0, False, hrefs[-1])
            alts.append((len(characters), [(character, style) for character in alt or src.rsplit("/")[-1]]))
        else:
            assert token.type in ("text", "code_inline", *_BREAKS), f"no shape for {token.type}"
            style = (nesting["strong"] > 0, nesting["em"] > 0, token.type == "code_inline", hrefs[-1])
            characters += [(character, style) for character in _BREAKS.get(token.type, token.content)]
    words = [index for index, (character, _) in enumerate(characters) if not character.isspace()]
    for index, alt_characters in reversed(alts):
        if words and words[0] < index <= words[-1]:
            characters[index:index] = alt_characters
    return _shape_characters(characters), images


def _join_text(tokens: Sequence[Token]) -> str:
    return "".join(token.content for token in tokens)
