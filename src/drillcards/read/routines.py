"""Routines: Markdown files below ``routines/`` that name drills, in phases.

A routine is read as a drill is, but that its ``##`` headings are free: each begins a phase, under its own name.
"""

from pathlib import Path
from typing import Final
from urllib.parse import unquote

from drillcards.model.problem import Problem, sort_problems
from drillcards.model.routine import Routine
from drillcards.model.settings import Workspace
from drillcards.read.facts import FACT_KEYS
from drillcards.read.findings import Findings
from drillcards.read.folder import DRILLS, ROUTINES, walk_folder
from drillcards.read.frontmatter import warn_of_misspelt_keys
from drillcards.read.manuscript import Manuscript, read_manuscript, start_findings
from drillcards.read.targets import list_links

ROUTINES_FOLDER: Final = ROUTINES.name
_KEYS: Final = frozenset({"title", "description", "published", "lang", "images", *FACT_KEYS})


def read_routines(workspace: Workspace) -> tuple[tuple[Routine, ...], tuple[Problem, ...]]:
    """Every published routine below ``routines/`` in order of slug, and all problems of their files.

    A workspace needs no routines: without the folder there is neither a routine nor a problem.
    """
    if not (workspace.root / ROUTINES_FOLDER).is_dir():
        return (), ()
    problems: list[Problem] = []
    routines: list[Routine] = []
    for file in walk_folder(ROUTINES, workspace.root, problems):
        findings = start_findings(file, workspace)
        manuscript = read_manuscript(file, workspace, ROUTINES, None, findings)
        if manuscript and manuscript.matter.read_flag("published", default=True):
            routines.append(_build_routine(manuscript, workspace.root, findings))
        problems += findings.problems
    return tuple(sorted(routines, key=lambda routine: routine.slug)), sort_problems(problems)


def _build_routine(manuscript: Manuscript, root: Path, findings: Findings) -> Routine:
    body = manuscript.body
    warn_of_misspelt_keys(manuscript.matter.matter, _KEYS, findings)
    for address, line in manuscript.videos:
        findings.warn("routine-video", line, f"A routine shows no video; {address} is left out.", "Link to it instead.")
    routine = Routine(
        slug=manuscript.slug,
        title=manuscript.title,
        title_line=manuscript.title_line,
        source=manuscript.source,
        description=manuscript.matter.read_text("description"),
        lang=manuscript.lang,
        facts=manuscript.facts,
        intro=(*manuscript.images, *body.intro),
        sections=body.sections,
        closing=body.closing,
    )
    _warn_of_lost_drills(routine, root, findings)
    return routine


def _warn_of_lost_drills(routine: Routine, root: Path, findings: Findings) -> None:
    """Name the links that should lead to a drill's file, as they do in an editor's preview, but lead nowhere."""
    folder = (root / routine.source.path).parent
    blocks = (*routine.intro, *(b for section in routine.sections for b in section.blocks), *routine.closing)
    for href, line in list_links(blocks):
        target = unquote(href.split("#", 1)[0])
        if ":" in target or not target.lower().endswith(".md") or (folder / target).is_file():
            continue
        findings.warn(
            "lost-drill",
            line,
            f"There is no file {target} to link to.",
            f"Write the way from this file to the drill's, such as ../{DRILLS.name}/speed/a-skips.md.",
        )
