"""One drill file to one drill."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final
from unicodedata import normalize

from drillcards.model.drill import Block, Bullets, Drill, Fact, ImageBlock, Ordered, Quote, Source
from drillcards.model.problem import Problem, sort_problems
from drillcards.model.settings import Workspace
from drillcards.read.dialect import parse_markdown
from drillcards.read.elements import ElementReader
from drillcards.read.facts import FACT_KEYS, find_facts, label_fact, order_facts
from drillcards.read.findings import Findings
from drillcards.read.frontmatter import MatterReader, SplitFile, split_file
from drillcards.read.headings import normalize_heading
from drillcards.read.media import is_web_address, locate_image, name_lost_picture, name_picture, normalize_video
from drillcards.read.mentions import read_muscles
from drillcards.read.sections import Body, read_body
from drillcards.read.text import decode_text

DRILLS_FOLDER: Final = "drills"
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # the shapes of BCP 47 that people write
_KEYS: Final = frozenset(
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


def read_drill(path: Path, workspace: Workspace) -> tuple[Drill | None, tuple[Problem, ...]]:
    """The drill in a file, absolute or relative to the workspace, and what is wrong with it.

    None, with an error among the problems, when the file is outside the workspace, can't be read, is no text, has
    broken front matter or is empty.
    """
    file = workspace.root / path
    findings = Findings(_relate_path(file, workspace.root))
    data = _read_bytes(file, workspace.root, findings)
    text = None if data is None else decode_text(data, findings)
    drill = None if text is None else _read_text(text, file, workspace, findings)
    return drill, sort_problems(findings.problems)


def _relate_path(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()


def _read_bytes(file: Path, root: Path, findings: Findings) -> bytes | None:
    try:
        if not file.resolve(strict=True).is_relative_to(root.resolve()):
            findings.fail(
                "outside-workspace",
                None,
                "This file is outside the workspace, and wasn't read.",
                "Copy it into drills/ instead of linking to it.",
            )
            return None
        return file.read_bytes()
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        findings.fail(
            "unreadable-drill",
            None,
            f"The file can't be read: {reason}.",
            "Check that it is there, and that you may open it.",
        )
        return None


def build_slug(relative: str) -> str:
    """A drill's slug from its file's path in the workspace: ``drills/speed/a-skips.md`` is ``speed/a-skips``."""
    path = PurePosixPath(relative)
    inside = path.relative_to(DRILLS_FOLDER) if path.parts[:1] == (DRILLS_FOLDER,) else path
    return normalize("NFC", inside.with_suffix("").as_posix())


@dataclass(slots=True)
class _Videos:
    """The videos that the body shows, and their lines."""

    findings: Findings
    found: list[tuple[str, int]] = field(default_factory=list)

    def note(self, src: str, line: int) -> None:
        address = normalize_video(src)
        if not is_web_address(address):
            _warn_of_video(src, line, self.findings)
        elif address not in (known for known, _ in self.found):
            self.found.append((address, line))


def _warn_of_video(written: str, line: int | None, findings: Findings) -> None:
    findings.warn(
        "bad-video",
        line,
        f"“{written}” is no address of a video, and was left out.",
        "Write the whole address that a phone can open, beginning with https://.",
    )


def _read_text(text: str, file: Path, workspace: Workspace, findings: Findings) -> Drill | None:
    split = split_file(text, findings)
    if split is None:
        return None
    if not split.body.strip() and not split.matter.values:
        findings.fail("empty-drill", 1, "The file is empty.", "Write the drill, or delete the file.")
        return None

    pictures: list[ImageBlock] = []

    def locate(src: str, alt: str, line: int) -> ImageBlock:
        pictures.append(locate_image(src, alt, line, file, workspace.root, findings))
        return pictures[-1]

    videos = _Videos(findings)
    matter = MatterReader(split.matter, findings)
    reader = ElementReader(split.line - 1, locate, videos.note, findings)
    title = matter.read_text("title")
    root = parse_markdown(split.body)
    body = read_body(root, title, _normalize_aliases(workspace), reader)
    images = _read_images(matter, reader)
    if pictures:
        sections = (block for section in body.sections for block in section.blocks)
        _warn_of_silent_pictures((*body.intro, *sections, *body.closing, *images), findings)
    return _build_drill(split, title, body, images, videos, matter, workspace)


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


def _normalize_aliases(workspace: Workspace) -> Mapping[str, str]:
    return {normalize_heading(heading): key for heading, key in workspace.settings.aliases}


def _build_drill(
    split: SplitFile,
    title: str,
    body: Body,
    images: tuple[ImageBlock, ...],
    videos: _Videos,
    matter: MatterReader,
    workspace: Workspace,
) -> Drill:
    findings = matter.findings
    slug = build_slug(findings.path)
    lang = _read_lang(matter) or workspace.settings.lang
    title_line = matter.get_line("title") if title else body.title_line
    if not (body.intro or body.sections or images):
        findings.warn(
            "no-words",
            title_line or split.line,
            "The drill has no words beyond its title." if title or body.title else "The drill has no words.",
            "Write how it is done, below a heading ## Execution.",
        )
    return Drill(
        slug=slug,
        title=title or body.title or _title_from_name(slug),
        title_line=title_line,
        source=Source(findings.path, split.line),
        description=matter.read_text("description"),
        aliases=matter.read_words("aliases"),
        category=matter.read_text("category") or _find_category(slug),
        tags=matter.read_words("tags"),
        published=matter.read_flag("published", default=True),
        lang=lang,
        facts=order_facts([*_read_facts(matter, lang), *find_facts(body.intro, body.sections)]),
        intro=body.intro,
        sections=body.sections,
        closing=body.closing,
        muscles=read_muscles(matter, body.sections),
        video=_choose_video(matter, videos),
        images=images,
        extra=tuple((key, value) for key, value in split.matter.values.items() if key not in _KEYS),
    )


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


def _find_category(slug: str) -> str:
    return slug.split("/", 1)[0] if "/" in slug else ""


def _read_facts(matter: MatterReader, lang: str) -> list[Fact]:
    values = ((key, matter.read_text(key, numbers=True)) for key in FACT_KEYS)
    return [Fact(key, label_fact(key, lang), value) for key, value in values if value]


def _choose_video(matter: MatterReader, videos: _Videos) -> str | None:
    """The front matter's video, else the first of the body; a card has room for one."""
    written = _read_video(matter)
    chosen = written or (videos.found[0][0] if videos.found else None)
    for address, line in videos.found:
        if address != chosen:
            matter.findings.warn(
                "second-video",
                line,
                f"A drill shows one video; {address} is left out.",
                "Name the one to keep in the front matter (video: …), and link to the others in the text.",
            )
    return chosen


def _read_video(matter: MatterReader) -> str | None:
    value = matter.matter.values.get("video")
    if value is None or value == "":
        return None
    address = normalize_video(value.strip()) if isinstance(value, str) else ""
    if is_web_address(address):
        return address
    _warn_of_video(matter.matter.raw.get("video") or str(value), matter.get_line("video"), matter.findings)
    return None


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
