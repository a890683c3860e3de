"""Which words of a drill name muscles: its front matter's, or else its section of muscles."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from drillcards.model.drill import Block, Blocks, Bullets, Heading, Ordered, Paragraph, Quote, Section, Spans, Table
from drillcards.model.muscle import MuscleUse, Role
from drillcards.read.findings import Findings
from drillcards.read.frontmatter import MatterReader
from drillcards.read.muscles import find_key_role, find_nearest, parse_mention

_SECTION: Final = "muscles"
_COMMA: Final = re.compile(r"[,;\n](?![^()]*\))")
# Of running text, what is longer than this is a sentence around the names rather than a name that nobody knows.
_LONGEST_NAME: Final = 3


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that should name muscles. ``loose``: it is no mistake if they don't."""

    text: str
    role: Role | None
    line: int | None
    loose: bool = False


def read_muscles(matter: MatterReader, sections: Iterable[Section]) -> tuple[MuscleUse, ...]:
    """The muscles that a drill names, in the order in which it does; a warning for each name that nobody knows."""
    if "muscles" in matter.matter.values:
        words = list(_list_matter(matter))
    else:
        words = [w for section in sections if section.key == _SECTION for w in _list_section(section)]
    return tuple(use for mention in words for use in _read_words(mention, matter.findings))


def _read_words(words: _Words, findings: Findings) -> Iterator[MuscleUse]:
    for use in parse_mention(words.text, words.role).uses:
        if use.group is not None:
            yield use
        elif not words.loose:
            nearest = find_nearest(words.text)
            findings.warn(
                "unknown-muscle",
                words.line,
                f"“{use.mention}” is no muscle that is known here, and won't be in the figure or the index.",
                f"Did you mean {' or '.join(nearest)}?" if nearest else "See the names with: drillcards muscles",
            )
            yield use


# Front matter


def _list_matter(matter: MatterReader) -> Iterator[_Words]:
    """Of a list of names, or of lists by role."""
    value = matter.matter.values["muscles"]
    line = matter.get_line("muscles")
    by_role: Mapping[str, object] = value if isinstance(value, dict) else {"": value}
    for key, names in by_role.items():
        role = find_key_role(str(key))
        if key != "" and role is None:
            _warn_of_type(matter, f"“{key}” is no role of a muscle, and was left out")
        else:
            yield from (_Words(name, role, line) for name in _list_names(names, matter))


def _list_names(value: object, matter: MatterReader) -> Iterator[str]:
    if value is None:
        return
    names: Sequence[object] = _COMMA.split(value) if isinstance(value, str) else [value]
    if isinstance(value, list):
        names = value
    for name in names:
        if isinstance(name, str):
            if name.strip():
                yield name.strip()
        else:
            _warn_of_type(matter, f"“{name}” is no name of a muscle, and was left out")


def _warn_of_type(matter: MatterReader, message: str) -> None:
    matter.findings.warn(
        "front-matter-type",
        matter.get_line("muscles"),
        f"In “muscles”, {message}.",
        "Write a list of names, or lists below primary:, secondary:, stabilizer: and stretched:.",
    )


# The section


def _list_section(section: Section) -> Iterator[_Words]:
    """Each bullet and each table row; without any, what stands between the commas of the paragraphs."""
    role = _find_role(section.heading)
    words = list(_list_bullets(section.blocks, role))
    if words:
        yield from words
    else:
        yield from _list_paragraphs(section.blocks, role)


def _find_role(heading: str) -> Role | None:
    """The role that a heading such as "Secondary Muscles" gives to what is below it."""
    return next((use.role for use in parse_mention(heading).uses if use.role is not Role.PRIMARY), None)


def _list_bullets(blocks: Blocks, role: Role | None) -> Iterator[_Words]:
    below = role
    for block in blocks:
        if isinstance(block, (Heading, Paragraph)):
            below = _find_role(_join(block.spans)) or role
        elif isinstance(block, (Bullets, Ordered)):
            for item in block.items:
                yield from _list_item(item, below)
        elif isinstance(block, Table):
            yield from (_read_row(row, below, block.line) for row in block.rows)
        elif isinstance(block, Quote):
            yield from _list_bullets(block.blocks, below)


def _list_item(item: Blocks, role: Role | None) -> Iterator[_Words]:
    """A bullet's first paragraph; with bullets below it, it may as well be their heading."""
    nested = item[1:]
    if item and isinstance(item[0], Paragraph):
        text = _join(item[0].spans)
        yield _Words(text, role, item[0].line, loose=any(isinstance(block, (Bullets, Ordered)) for block in nested))
        yield from _list_bullets(nested, _find_role(text) or role)
    else:
        yield from _list_bullets(item, role)


def _read_row(row: tuple[Spans, ...], role: Role | None, line: int) -> _Words:
    name, *notes = (_join(cell) for cell in row)
    note = ", ".join(filter(None, notes))
    return _Words(f"{name} ({note})" if note else name, role, line)


def _list_paragraphs(blocks: Iterable[Block], role: Role | None) -> Iterator[_Words]:
    below = role
    for block in blocks:
        if isinstance(block, Heading):
            below = _find_role(_join(block.spans)) or role
        elif isinstance(block, Quote):
            yield from _list_paragraphs(block.blocks, below)
        elif isinstance(block, Paragraph):
            text = _join(block.spans)
            # "Primary: quads, glutes; secondary: calves" gives each name its role only when read whole.
            pieces = [text] if ":" in text else _COMMA.split(text)
            for piece in pieces:
                if piece.strip():
                    yield _Words(piece.strip(), below, block.line, loose=len(piece.split()) > _LONGEST_NAME)


def _join(spans: Spans) -> str:
    return "".join(span.text for span in spans)
