"""The parts of a body: title, intro, sections and closing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from drillcards.model.drill import Block, Blocks, Bullets, Heading, Ordered, Paragraph, Section, Spans
from drillcards.read.elements import ElementReader
from drillcards.read.findings import Findings
from drillcards.read.headings import normalize_heading, slugify_heading

FindKey = Callable[[str], str | None]
"""The known key of the section that a heading begins, None if nobody knows it."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a file's Markdown says. ``title`` is that of its first ``#`` heading, or ""."""

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


def read_body(root: Element, title: str, find_key: FindKey | None, reader: ElementReader, noun: str = "drill") -> Body:
    """The parts of the body of a ``noun``. ``title`` is that of the front matter, or "".

    Without ``find_key`` headings are free: they mean nothing but themselves, and may come again.
    """
    find_known = find_key or _know_nothing
    found, found_line, parts = _split_parts(root, title, find_known, reader, noun)
    for part in parts:
        part.blocks += reader.read_blocks(part.elements)
    intro, *rest = parts
    sections = [_build_section(part, find_known, reader.findings) for part in rest]
    if find_key:
        _warn_of_repeats(sections, reader.findings)
    closing: Blocks = ()
    if sections:
        sections[-1], closing = _split_closing(sections[-1])
    return Body(found, found_line, tuple(intro.blocks), tuple(sections), closing)


def _know_nothing(_heading: str) -> None:
    return None


def _split_parts(
    root: Element, title: str, find_key: FindKey, reader: ElementReader, noun: str
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
        if element.tag == "h1" and found_line is None and not (title and find_key(heading)):
            found, found_line = heading, line
            _keep_other_title(title, spans, line, parts[0], reader.findings, noun)
        else:
            if element.tag == "h1":
                _warn_of_title(heading, line, reader.findings, noun)
            parts.append(_Part(heading, line))
        parts[-1].blocks += images
    return found, found_line, parts


def join_text(spans: Spans) -> str:
    """The words of spans on one line."""
    return " ".join("".join(span.text for span in spans).split())


def _keep_other_title(title: str, spans: Spans, line: int, intro: _Part, findings: Findings, noun: str) -> None:
    """Let a heading that says more than the front matter's title stay in the intro, so that nothing is lost."""
    heading = join_text(spans)
    if not title or set(normalize_heading(heading).split()) <= set(normalize_heading(title).split()):
        return
    intro.blocks.append(Heading(1, spans, line))
    findings.warn(
        "two-titles",
        line,
        f"The front matter calls this {noun} “{title}”, its heading “{heading}”; “{title}” is the title.",
        "Make them agree, or delete one.",
    )


def _warn_of_title(heading: str, line: int, findings: Findings, noun: str) -> None:
    findings.warn(
        "second-title",
        line,
        f"A {noun} has one # heading, its title; “{heading}” was read as a section.",
        f"Write it with two marks: ## {heading}",
    )


def _build_section(part: _Part, find_key: FindKey, findings: Findings) -> Section:
    if not part.blocks:
        findings.warn(
            "empty-section",
            part.line,
            f"The section “{part.heading}” is empty.",
            "Write something in it, or delete its heading.",
        )
    return Section(find_key(part.heading) or slugify_heading(part.heading), part.heading, tuple(part.blocks), part.line)


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
    """The last section, and the paragraphs behind the list that ends it: they speak of the whole."""
    end = len(section.blocks)
    while end and isinstance(section.blocks[end - 1], Paragraph):
        end -= 1
    if not end or not isinstance(section.blocks[end - 1], (Bullets, Ordered)):
        return section, ()
    return Section(section.key, section.heading, section.blocks[:end], section.line), section.blocks[end:]
