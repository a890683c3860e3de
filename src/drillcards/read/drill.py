"""One drill file to one drill."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from drillcards.model.drill import Drill
from drillcards.model.problem import Problem, sort_problems
from drillcards.model.settings import Workspace
from drillcards.read.findings import Findings
from drillcards.read.folder import DRILLS
from drillcards.read.frontmatter import MatterReader, warn_of_misspelt_keys
from drillcards.read.headings import find_known_key, find_misspelt_heading, name_section, normalize_heading
from drillcards.read.manuscript import MATTER_KEYS, Manuscript, read_manuscript, start_findings, warn_of_video
from drillcards.read.media import is_web_address, normalize_video
from drillcards.read.mentions import read_muscles
from drillcards.read.publication import is_about_publication
from drillcards.read.settings import FILE_NAME as SETTINGS_FILE

DRILLS_FOLDER: Final = DRILLS.name


def read_drill(path: Path, workspace: Workspace) -> tuple[Drill | None, tuple[Problem, ...]]:
    """The drill in a file, absolute or relative to the workspace, and what is wrong with it.

    None, with an error among the problems, when the file is outside the workspace, can't be read, is no text, has
    broken front matter or is empty.
    """
    findings = start_findings(path, workspace)
    aliases = {normalize_heading(heading): key for heading, key in workspace.settings.aliases}
    manuscript = read_manuscript(path, workspace, DRILLS, partial(find_known_key, aliases=aliases), findings)
    if manuscript is not None:
        _warn_of_misspelt_headings(manuscript, aliases, findings)
    drill = None if manuscript is None else _build_drill(manuscript)
    return drill, sort_problems(findings.problems)


def _warn_of_misspelt_headings(manuscript: Manuscript, aliases: Mapping[str, str], findings: Findings) -> None:
    for section in manuscript.body.sections:
        if find_known_key(section.heading, aliases):
            continue
        if meant := find_misspelt_heading(section.heading, manuscript.lang):
            findings.warn(
                "misspelt-heading",
                section.line,
                f"“{section.heading}” is read as a section of your own; did you mean “{meant}”?",
                f"Write ## {meant}; or say under [aliases] in {SETTINGS_FILE} what your heading stands for.",
            )


def _warn_of_sections(manuscript: Manuscript) -> None:
    """Name the keys of the header that say what is a section's."""
    for key, value in manuscript.matter.matter.values.items():
        section = find_known_key(key.replace("_", " "), {}) if key not in MATTER_KEYS and value else None
        if section:
            manuscript.matter.findings.warn(
                "section-in-header",
                manuscript.matter.get_line(key),
                f"What “{key}” says in the header isn't printed.",
                f"Write it below the header, as a section of its own: ## {name_section(section)}",
            )


def build_slug(relative: str) -> str:
    """A drill's slug from its file's path in the workspace: ``drills/speed/a-skips.md`` is ``speed/a-skips``."""
    return DRILLS.build_slug(relative)


def _build_drill(manuscript: Manuscript) -> Drill:
    matter, body = manuscript.matter, manuscript.body
    warn_of_misspelt_keys(matter.matter, MATTER_KEYS, is_about_publication, matter.findings)
    _warn_of_sections(manuscript)
    return Drill(
        slug=manuscript.slug,
        title=manuscript.title,
        title_line=manuscript.title_line,
        source=manuscript.source,
        description=matter.read_text("description"),
        aliases=matter.read_words("aliases"),
        category=matter.read_text("category") or find_category(manuscript.slug),
        tags=matter.read_words("tags"),
        published=manuscript.published,
        lang=manuscript.lang,
        facts=manuscript.facts,
        intro=body.intro,
        sections=body.sections,
        closing=body.closing,
        muscles=read_muscles(matter, body.sections),
        video=_choose_video(manuscript),
        images=manuscript.images,
        key_lines=tuple(matter.matter.lines.items()),
        extra=tuple((key, value) for key, value in matter.matter.values.items() if key not in MATTER_KEYS),
    )


def find_category(slug: str) -> str:
    """The first folder below ``drills/`` that a drill lies in, "" if it lies in none."""
    return slug.split("/", 1)[0] if "/" in slug else ""


def _choose_video(manuscript: Manuscript) -> str | None:
    """The front matter's video, else the first of the body; a card has room for one."""
    written = _read_video(manuscript.matter)
    chosen = written or (manuscript.videos[0][0] if manuscript.videos else None)
    for address, line in manuscript.videos:
        if address != chosen:
            manuscript.matter.findings.warn(
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
    warn_of_video(value if isinstance(value, str) else "video", matter.get_line("video"), matter.findings)
    return None
