"""One Markdown file of the coach's, whatever it is about: what drills and routines are made of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from drillcards.model.drill import Block, Bullets, Fact, ImageBlock, Ordered, Quote, Source
from drillcards.model.settings import Workspace
from drillcards.read.dialect import parse_markdown
from drillcards.read.disk import read_file
from drillcards.read.elements import ElementReader
from drillcards.read.facts import (
    COUNTED,
    FACT_KEYS,
    complete_duration,
    find_fact_key,
    find_facts,
    is_date,
    is_fact,
    label_fact,
    order_facts,
)
from drillcards.read.findings import Findings
from drillcards.read.folder import Folder
from drillcards.read.frontmatter import MatterReader, SplitFile, rename_keys, split_file
from drillcards.read.headings import normalize_heading
from drillcards.read.leftovers import warn_of_leftovers, warn_of_links
from drillcards.read.media import is_web_address, locate_image, name_lost_picture, name_picture, normalize_video
from drillcards.read.publication import is_about_publication, read_published
from drillcards.read.sections import Body, FindKey, read_body
from drillcards.read.text import decode_text
from drillcards.read.withheld import UNCLOSED, blank_withheld, drop_withheld

MATTER_KEYS: Final = frozenset(
    {
        "title",
        "description",
        "aliases",
        "published",
        "category",
        "tags",
        "video",
        "images",
        "muscles",
        "lang",
        *FACT_KEYS,
    }
)
"""What front matter may say."""
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # the shapes of BCP 47 that people write


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A file as read, with the front matter for whoever knows more keys of it.

    ``images`` are the front matter's pictures; ``videos`` are the addresses and lines of those that the body shows.
    """

    slug: str
    title: str
    title_line: int | None
    source: Source
    lang: str
    facts: tuple[Fact, ...]
    body: Body
    images: tuple[ImageBlock, ...]
    videos: tuple[tuple[str, int], ...]
    matter: MatterReader
    published: bool


def find_matter_key(written: str) -> str | None:
    """The key that is meant, whatever its capitals, and in any language if it is a fact's."""
    name = normalize_heading(written)
    return name if name in MATTER_KEYS else find_fact_key(written)


def is_known_key(written: str) -> bool:
    """Whether a line that begins so is front matter, where nothing else tells."""
    return find_matter_key(written) is not None or is_about_publication(written)


def start_findings(path: Path, workspace: Workspace) -> Findings:
    """A collector for the problems of a file, absolute or relative to the workspace."""
    file = workspace.root / path
    return Findings((file.relative_to(workspace.root) if file.is_relative_to(workspace.root) else file).as_posix())


def read_manuscript(
    path: Path, workspace: Workspace, folder: Folder, find_key: FindKey | None, findings: Findings
) -> Manuscript | None:
    """The file, absolute or relative to the workspace, as one of ``folder``; ``find_key`` is that of ``read_body``.

    None, with an error among the findings, when the file is outside the workspace, can't be read, is no text, has
    broken front matter or is empty.
    """
    file = workspace.root / path
    data = _read_bytes(file, workspace.root, folder, findings)
    text = None if data is None else decode_text(data, findings)
    split = None if text is None else split_file(text, findings, is_known_key)
    if text is None or split is None:
        return None
    if not split.body.strip() and not split.matter.values:
        hint = f"Write the {folder.noun}, or delete the file."
        findings.fail(f"empty-{folder.noun}", 1, "The file is empty.", hint)
        return None
    published = read_published(split, text, findings)
    return _read_split(split, published, file, workspace, folder, find_key, findings)


def _read_bytes(file: Path, root: Path, folder: Folder, findings: Findings) -> bytes | None:
    try:
        if not file.resolve(strict=True).is_relative_to(root.resolve()):
            findings.fail(
                "outside-workspace",
                None,
                "This file is outside the workspace, and wasn't read.",
                f"Copy it into {folder.name}/ instead of linking to it.",
            )
            return None
        return read_file(file)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        findings.fail(
            f"unreadable-{folder.noun}",
            None,
            f"The file can't be read: {reason}.",
            "Check that it is there, and that you may open it.",
        )
        return None


@dataclass(slots=True)
class _Videos:
    """The videos that the body shows, and their lines."""

    findings: Findings
    found: list[tuple[str, int]] = field(default_factory=list)

    def note(self, src: str, line: int) -> None:
        address = normalize_video(src)
        if not is_web_address(address):
            warn_of_video(src, line, self.findings)
        elif address not in (known for known, _ in self.found):
            self.found.append((address, line))


def warn_of_video(written: str, line: int | None, findings: Findings) -> None:
    """Note an address that no phone could open."""
    findings.warn(
        "bad-video",
        line,
        f"“{written}” is no address of a video, and was left out.",
        "Write the whole address that a phone can open, beginning with https://.",
    )


def _read_split(
    split: SplitFile,
    published: bool,
    file: Path,
    workspace: Workspace,
    folder: Folder,
    find_key: FindKey | None,
    findings: Findings,
) -> Manuscript:
    pictures: list[ImageBlock] = []

    def locate(src: str, alt: str, line: int) -> ImageBlock:
        pictures.append(locate_image(src, alt, line, file, workspace.root, findings))
        return pictures[-1]

    videos = _Videos(findings)
    values = {key: drop_withheld(value) for key, value in split.matter.values.items()}
    matter = MatterReader(rename_keys(replace(split.matter, values=values), find_matter_key, findings), findings)
    reader = ElementReader(split.line - 1, locate, videos.note, findings)
    title = matter.read_text("title")
    body = read_body(
        parse_markdown(blank_withheld(split.body, split.line, findings)), title, find_key, reader, folder.noun
    )
    warn_of_leftovers(title, body, findings)
    warn_of_links(body, findings)
    images = _read_images(matter, reader)
    if pictures:
        sections = (block for section in body.sections for block in section.blocks)
        _warn_of_silent_pictures((*body.intro, *sections, *body.closing, *images), findings)
    title_line = matter.get_line("title") if title else body.title_line
    if not (body.intro or body.sections or images):
        beyond = " beyond its title" if title or body.title else ""
        line = title_line or split.line
        findings.warn("no-words", line, f"The {folder.noun} has no words{beyond}.", folder.start)
    slug = folder.build_slug(findings.path)
    lang = _read_lang(matter) or workspace.settings.lang
    return Manuscript(
        slug=slug,
        title=title or body.title or _title_from_name(slug),
        title_line=title_line,
        source=Source(findings.path, split.line),
        lang=lang,
        facts=order_facts([*_read_facts(matter, lang), *find_facts(body.intro, body.sections)]),
        body=body,
        images=images,
        videos=tuple(videos.found),
        matter=matter,
        # What a comment without an end hides may be what matters most: the safety of a drill.
        published=published and all(problem.code != UNCLOSED for problem in findings.problems),
    )


def _warn_of_silent_pictures(blocks: Iterable[Block], findings: Findings) -> None:
    """Name the pictures that say nothing to somebody who can't see them."""
    for block in blocks:
        if isinstance(block, ImageBlock) and not block.alt and block.path:
            findings.warn(
                "no-alt-text",
                block.line,
                f"The picture {name_picture(block.src)} has no words for a reader who can't see it.",
                f"Say what it shows: ![Cones in a zigzag]({block.src})",
            )
        elif isinstance(block, (Bullets, Ordered)):
            for item in block.items:
                _warn_of_silent_pictures(item, findings)
        elif isinstance(block, Quote):
            _warn_of_silent_pictures(block.blocks, findings)


def _read_lang(matter: MatterReader) -> str:
    lang = matter.read_text("lang")
    if lang and not _LANG.fullmatch(lang):
        matter.findings.warn(
            "bad-language",
            matter.get_line("lang"),
            f"“{lang}” is no language tag, and was passed over.",
            "Write one such as en, es or fr-CA.",
        )
        return ""
    return lang


def _title_from_name(slug: str) -> str:
    words = slug.rsplit("/", 1)[-1].replace("-", " ").replace("_", " ").split()
    return " ".join(word if word[:1].isupper() else word[:1].upper() + word[1:] for word in words) or slug


def _read_facts(matter: MatterReader, lang: str) -> list[Fact]:
    facts: list[Fact] = []
    for key in FACT_KEYS:
        value = matter.read_text(key, several=True)
        if key in COUNTED and is_date(value):
            message = f"“{value}” is a date that a spreadsheet made of a {key}, and was left out."
            hint = "Write what was meant, such as 8–10, and format the spreadsheet's column as text."
            matter.findings.warn("date-as-fact", matter.get_line(key), message, hint)
        elif is_fact(value):
            facts.append(Fact(key, label_fact(key, lang), complete_duration(value) if key == "duration" else value))
        elif value:
            message = f"“{value}” tells nobody the {key}, and was left out."
            matter.findings.warn(
                "empty-fact", matter.get_line(key), message, "Write words or numbers, or delete the key."
            )
    _warn_of_unclear_duration(facts, matter)
    return facts


def _warn_of_unclear_duration(facts: Iterable[Fact], matter: MatterReader) -> None:
    """Name a duration of numbers alone, of which nobody can tell whether they are hours, minutes or seconds."""
    value = next((fact.value for fact in facts if fact.key == "duration"), "")
    if value and not any(char.isalpha() or char in "'\"’”′″" for char in value):
        matter.findings.warn(
            "unclear-duration",
            matter.get_line("duration"),
            f"“{value}” doesn't say whether it is minutes or seconds, so that the index by time can't use it.",
            "Write the unit as well: 90 s, 12 min or 1 h 30.",
        )


def _read_images(matter: MatterReader, reader: ElementReader) -> tuple[ImageBlock, ...]:
    """The front matter's pictures: a name, or a list of names or of {src, alt}."""
    value = matter.matter.values.get("images")
    line = matter.get_line("images") or 1
    if value is None:
        return ()
    items = value if isinstance(value, list) else [value]
    images: list[ImageBlock] = []
    for item in items:
        src = item.get("src") if isinstance(item, dict) else item
        alt = item.get("alt") if isinstance(item, dict) else ""
        if isinstance(src, str):
            images.append(name_lost_picture(reader.locate(src, str(alt or ""), line)))
        else:
            matter.findings.warn(
                "front-matter-type",
                line,
                "“images” should be a list of picture files; something in it was left out.",
                "Write images: [picture.png], or a list of {src: picture.png, alt: what it shows}.",
            )
    return tuple(images)
