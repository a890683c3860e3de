"""The parts of a drill's body: title, intro, sections and closing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from drillcards.model.drill import Block, Blocks, Bullets, Heading, Ordered, Paragraph, Section, Spans
from drillcards.read.elements import ElementReader
from drillcards.read.findings import Findings
from drillcards.read.headings import find_known_key, find_section_key, normalize_heading


@dataclass(frozen=True, slots=True)
class Body:
    """What a drill's Markdown says. ``title`` is that of its first ``#`` heading, or ""."""

    title: str
    title_line: int | None
    intro: Blocks
    sections: tuple[Section, ...]
    closing: Blocks


@dataclass(slots=True)
class _Part:
    """The intro, or a section, while its elements are collected."""

    heading: str
    line: int
    elements: list[Element] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def read_body(root: Element, title: str, aliases: Mapping[str, str], reader: ElementReader) -> Body:
    """The body's parts. ``title`` is that of the front matter, or ""; ``aliases`` maps normalized headings to keys."""
    found, found_line, parts = _split_parts(root, title, aliases, reader)
    for part in parts:
        part.blocks += reader.read_blocks(part.elements)
    intro, *rest = parts
    sections = [_build_section(part, aliases, reader.findings) for part in rest]
    _warn_of_repeats(sections, reader.findings)
    closing: Blocks = ()
    if sections:
        sections[-1], closing = _split_closing(sections[-1])
    return Body(found, found_line, tuple(intro.blocks), tuple(sections), closing)


def _split_parts(
    root: Element, title: str, aliases: Mapping[str, str], reader: ElementReader
) -> tuple[str, int | None, list[_Part]]:
    """The heading that is the title, its line, and the intro and the sections as elements."""
    found = ""
    found_line: int | None = None
    parts = [_Part("", 0)]
    for element in root:
        if element.tag not in ("h1", "h2"):
            parts[-1].elements.append(element)
            continue
        line = reader.get_line(element)
        spans, images = reader.read_heading(element)
        heading = join_text(spans)
        if not heading:
            parts[-1].elements.append(element)
            continue
        if element.tag == "h1" and found_line is None and not (title and find_known_key(heading, aliases)):
            found, found_line = heading, line
            _keep_other_title(title, spans, line, parts[0], reader.findings)
        else:
            if element.tag == "h1":
                _warn_of_title(heading, line, reader.findings)
            parts.append(_Part(heading, line))
        parts[-1].blocks += images
    return found, found_line, parts


def join_text(spans: Spans) -> str:
    """The words of spans on one line."""
    return " ".join("".join(span.text for span in spans).split())


def _keep_other_title(title: str, spans: Spans, line: int, intro: _Part, findings: Findings) -> None:
    """Let a heading that says more than the front matter's title stay in the intro, so that nothing is lost."""
    heading = join_text(spans)
    if not title or set(normalize_heading(heading).split()) <= set(normalize_heading(title).split()):
        return
    intro.blocks.append(Heading(1, spans, line))
    findings.warn(
        "two-titles",
        line,
        f"The front matter calls this drill “{title}”, its heading “{heading}”; “{title}” is the title.",
        "Make them agree, or delete one.",
    )


def _warn_of_title(heading: str, line: int, findings: Findings) -> None:
    findings.warn(
        "second-title",
        line,
        f"A drill has one # heading, its title; “{heading}” was read as a section.",
        f"Write it with two marks: ## {heading}",
    )


def _build_section(part: _Part, aliases: Mapping[str, str], findings: Findings) -> Section:
    if not part.blocks:
        findings.warn(
            "empty-section",
            part.line,
            f"The section “{part.heading}” is empty.",
            "Write something in it, or delete its heading.",
        )
    return Section(find_section_key(part.heading, aliases), part.heading, tuple(part.blocks), part.line)


def _warn_of_repeats(sections: list[Section], findings: Findings) -> None:
    first: dict[str, Section] = {}
    for section in sections:
        other = first.setdefault(section.key, section)
        # Muscles may come in sections by role, "Primary Muscles" and "Secondary Muscles".
        if other is not section and (section.key != "muscles" or other.heading == section.heading):
            again = "again" if other.heading == section.heading else f"as “{other.heading}” did"
            findings.warn(
                "repeated-section",
                section.line,
                f"“{section.heading}” begins the section {section.key} {again}; both are printed.",
                f"Put them together; the first is in line {other.line}.",
            )


def _split_closing(section: Section) -> tuple[Section, Blocks]:
    """The last section, and the paragraphs behind the list that ends it: they speak of the whole drill."""
    end = len(section.blocks)
    while end and isinstance(section.blocks[end - 1], Paragraph):
        end -= 1
    if end in (0, len(section.blocks)) or not isinstance(section.blocks[end - 1], (Bullets, Ordered)):
        return section, ()
    return Section(section.key, section.heading, section.blocks[:end], section.line), section.blocks[end:]
