"""Routines: Markdown files below ``routines/`` that name drills, in phases.

A routine is read as a drill is, but that its ``##`` headings are free: each begins a phase, under its own name.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from drillcards.model.drill import Blocks, Library
from drillcards.model.fault import Blamed, attempt
from drillcards.model.problem import Problem, sort_problems
from drillcards.model.routine import Routine
from drillcards.model.settings import Workspace
from drillcards.model.titles import find_named, gather_titles
from drillcards.read.facts import FACT_KEYS
from drillcards.read.findings import Findings
from drillcards.read.folder import DRILLS, ROUTINES, walk_folder
from drillcards.read.frontmatter import warn_of_misspelt_keys
from drillcards.read.manuscript import Manuscript, read_manuscript, start_findings
from drillcards.read.publication import is_about_publication
from drillcards.read.targets import list_links, list_spans

ROUTINES_FOLDER: Final = ROUTINES.name
KEYS: Final = frozenset({"title", "description", "published", "lang", "images", *FACT_KEYS})


def read_routines(workspace: Workspace, library: Library) -> tuple[tuple[Routine, ...], tuple[Problem, ...]]:
    """Every published routine below ``routines/`` in order of slug, and all problems of their files.

    What a routine names in bold, or links to, is a drill of the ``library``.
    A workspace needs no routines: without the folder there is neither a routine nor a problem.
    """
    if not (workspace.root / ROUTINES_FOLDER).is_dir():
        return (), ()
    problems: list[Problem] = []
    routines: list[Routine] = []
    titles = gather_titles(library.drills)
    for file in walk_folder(ROUTINES, workspace.root, problems):
        findings = start_findings(file, workspace)
        subject = Blamed(findings.path, None, "this routine")
        routine = attempt(partial(_read_routine, file, workspace, library, titles, findings), subject)
        if isinstance(routine, Problem):
            problems.append(routine)
        elif routine:
            routines.append(routine)
        problems += findings.problems
    return tuple(sorted(routines, key=lambda routine: routine.slug)), sort_problems(problems)


def _read_routine(
    file: Path, workspace: Workspace, library: Library, titles: Mapping[str, str], findings: Findings
) -> Routine | None:
    """The routine in a file; None if it isn't published, or an error is among the findings."""
    manuscript = read_manuscript(file, workspace, ROUTINES, None, findings)
    if manuscript is None or not manuscript.published:
        return None
    routine = _build_routine(manuscript, workspace.root, findings)
    drills = _list_drills(routine, titles, library.slugs)
    return replace(routine, drills=tuple(dict.fromkeys(drills)))


def _build_routine(manuscript: Manuscript, root: Path, findings: Findings) -> Routine:
    body = manuscript.body
    warn_of_misspelt_keys(manuscript.matter.matter, KEYS, is_about_publication, findings)
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


def _list_drills(routine: Routine, titles: Mapping[str, str], slugs: Collection[str]) -> Iterator[str]:
    """The drills that the routine names, again and again where it names them so."""
    for span, _ in list_spans(_join_blocks(routine)):
        slug = find_named(span, routine.slug, titles, slugs, ROUTINES.name)
        if slug is not None:
            yield slug


def _join_blocks(routine: Routine) -> Blocks:
    return (*routine.intro, *(block for section in routine.sections for block in section.blocks), *routine.closing)


def _warn_of_lost_drills(routine: Routine, root: Path, findings: Findings) -> None:
    """Name the links that should lead to a drill's file, as they do in an editor's preview, but lead nowhere."""
    folder = (root / routine.source.path).parent
    for href, line in list_links(_join_blocks(routine)):
        target = unquote(href.split("#", 1)[0])
        if ":" in target or not target.lower().endswith(".md") or (folder / target).is_file():
            continue
        findings.warn(
            "lost-drill",
            line,
            f"There is no file {target} to link to.",
            f"Write the way from this file to the drill's, such as ../{DRILLS.name}/speed/a-skips.md.",
        )
