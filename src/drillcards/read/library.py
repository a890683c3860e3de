"""All drills of a workspace, and finding some of them."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from drillcards.model.drill import Drill, Library
from drillcards.model.fault import Blamed, attempt
from drillcards.model.muscle import list_trained
from drillcards.model.problem import Problem, Severity, sort_problems
from drillcards.model.settings import Workspace
from drillcards.read.drill import DRILLS_FOLDER, read_drill
from drillcards.read.folder import DRILLS, SUFFIXES, walk_folder
from drillcards.read.headings import normalize_heading
from drillcards.read.manuscript import start_findings
from drillcards.read.schema import find_nearest, suggest
from drillcards.read.settings import FILE_NAME as SETTINGS_FILE
from drillcards.read.surroundings import advise_first_drill, report_no_drills

_MAX_LISTED: Final = 12


def read_library(workspace: Workspace) -> tuple[Library, tuple[Problem, ...]]:
    """Every drill below ``drills/`` in order of slug, unpublished ones too, and all problems of their files."""
    folder = workspace.root / DRILLS_FOLDER
    if not folder.is_dir():
        return Library(()), (report_no_drills(workspace.root),)
    problems: list[Problem] = []
    drills: list[Drill] = []
    for file in walk_folder(DRILLS, workspace.root, problems):
        subject = Blamed(start_findings(file, workspace).path, None, "this drill")
        read = attempt(partial(read_drill, file, workspace), subject)
        drill, found = (None, (read,)) if isinstance(read, Problem) else read
        problems += found
        if drill:
            drills.append(drill)
    drills = list(_drop_twins(sorted(drills, key=lambda drill: (drill.slug, drill.source.path)), problems))
    if not drills and not problems:
        problems.append(
            Problem(
                Severity.WARNING,
                "no-drills",
                DRILLS_FOLDER,
                None,
                f"There are no drills in {DRILLS_FOLDER}/.",
                advise_first_drill(workspace.root),
            )
        )
    problems += _find_equal_titles(drills)
    problems += _find_strange_categories(workspace, folder, drills)
    return Library(tuple(drills)), sort_problems(problems)


def _drop_twins(drills: Iterable[Drill], problems: list[Problem]) -> Iterator[Drill]:
    """The drills, in order of slug, without those whose slug another has: on the command line both are one."""
    last: Drill | None = None
    for drill in drills:
        if last is None or drill.slug != last.slug:
            last = drill
            yield drill
            continue
        message = f"To drillcards this file has the same name as {last.source.path}, and is left out."
        hint = "Give one of them another name, not only another ending or other capitals."
        problems.append(Problem(Severity.ERROR, "same-name", drill.source.path, None, message, hint))


def _find_equal_titles(drills: Sequence[Drill]) -> Iterator[Problem]:
    first: dict[str, Drill] = {}
    for drill in drills:
        other = first.setdefault(normalize_heading(drill.title), drill)
        if other is not drill:
            yield Problem(
                Severity.WARNING,
                "duplicate-title",
                drill.source.path,
                drill.title_line,
                f"“{drill.title}” is also the title of {other.source.path}.",
                "Give one of them another title, so that players can tell the cards apart.",
            )


def _find_strange_categories(workspace: Workspace, folder: Path, drills: Sequence[Drill]) -> Iterator[Problem]:
    """A warning for each category of the settings that no drill has, and that is no folder waiting for drills."""
    known = sorted({drill.category for drill in drills if drill.category})
    for style in workspace.settings.categories if known else ():
        if style.name not in known and not (folder / style.name).is_dir():
            yield Problem(
                Severity.WARNING,
                "unknown-category",
                SETTINGS_FILE,
                style.line or None,
                f"No drill is in the category “{style.name}”.",
                suggest(style.name, known),
            )


def find_drills(
    library: Library,
    names: Sequence[str],
    categories: Sequence[str] = (),
    tags: Sequence[str] = (),
    groups: Sequence[str] = (),
    unread: Sequence[str] = (),
) -> tuple[tuple[Drill, ...], tuple[Problem, ...]]:
    """The drills named, in that order, or all published ones when none is named; filters narrow either.

    A name is a slug, or a file name that only one drill bears. Of one filter any value will do; all filters must.
    ``unread`` are the slugs of files that are there, but are no drills: no name of theirs is unknown.
    A name, category, tag or muscle group that no drill has is an error that lists what there is.
    """
    chosen, problems = _choose_named(library, names, unread) if names else (_choose_published(library), [])
    for what, wanted, list_values in (
        ("category", categories, _list_categories),
        ("tag", tags, _list_tags),
        ("group", groups, _list_groups),
    ):
        if wanted:
            folded = {word.casefold() for word in wanted}
            chosen = [drill for drill in chosen if folded & {v.casefold() for v in list_values(drill)}]
            problems += _report_unknown_values(library, what, wanted, list_values)
    return tuple(chosen), sort_problems(problems)


def _list_categories(drill: Drill) -> tuple[str, ...]:
    return (drill.category,) if drill.category else ()


def _list_tags(drill: Drill) -> tuple[str, ...]:
    return drill.tags


def _list_groups(drill: Drill) -> tuple[str, ...]:
    return list_trained(drill.muscles)


def _choose_published(library: Library) -> list[Drill]:
    return [drill for drill in library.drills if drill.published]


def match_slugs(name: str, slugs: Iterable[str]) -> tuple[str, ...]:
    """The slugs that a name on the command line may mean: itself, or those of files so called."""
    slugs = tuple(slugs)
    slug = clean_name(name)
    return (slug,) if slug in slugs else tuple(other for other in slugs if other.rsplit("/", 1)[-1] == slug)


def clean_name(name: str) -> str:
    """A name on the command line, or in a plan, as a slug or a file name: without the folder ``drills/`` and .md."""
    path = name.replace("\\", "/").removeprefix("./").removeprefix(f"{DRILLS_FOLDER}/")
    return next((path.removesuffix(suffix) for suffix in SUFFIXES if path.endswith(suffix)), path)


def _choose_named(library: Library, names: Iterable[str], unread: Sequence[str]) -> tuple[list[Drill], list[Problem]]:
    chosen: dict[str, Drill] = {}
    problems: list[Problem] = []
    by_slug = {drill.slug: drill for drill in library.drills}
    for name in names:
        candidates = [by_slug[slug] for slug in match_slugs(name, by_slug)]
        if len(candidates) == 1:
            chosen.setdefault(candidates[0].slug, candidates[0])
        elif candidates:
            problems.append(report_ambiguous_drill(name, candidates))
        elif not match_slugs(name, unread):
            problems.append(_report_unknown_name(name, library, unread))
    return list(chosen.values()), problems


def _report_unknown_name(name: str, library: Library, unread: Sequence[str]) -> Problem:
    """The same for the command line, where a category is easily taken for a name."""
    problem = report_unknown_drill(name, (*(drill.slug for drill in library.drills), *unread))
    folded = clean_name(name).rstrip("/").casefold()
    if folded in {"", ".", DRILLS_FOLDER}:
        return replace(problem, hint="Leave the name out: without any, all drills are taken.")
    for category in dict.fromkeys(drill.category for drill in library.drills):
        if category and category.casefold() == folded:
            written = f'"{category}"' if " " in category else category
            return replace(problem, hint=f"That is a category: write --category {written}")
    return problem


def report_ambiguous_drill(name: str, candidates: Sequence[Drill]) -> Problem:
    """An error without a file, for a name that several drills go by."""
    slugs = ", ".join(drill.slug for drill in candidates)
    message = f"“{name}” may be any of {len(candidates)} drills: {slugs}."
    return Problem(Severity.ERROR, "ambiguous-drill", "", None, message, "Write the one you mean with its folder.")


def report_unknown_drill(name: str, slugs: tuple[str, ...]) -> Problem:
    """An error without a file, for a name that none of these drills goes by; its hint names the nearest."""
    slug = clean_name(name)
    by_word: dict[str, list[str]] = {}
    for candidate in slugs:
        for word in (candidate.rsplit("/", 1)[-1], candidate):
            by_word.setdefault(word.casefold(), []).append(candidate)
    close = difflib.get_close_matches(slug.casefold(), by_word, 5, 0.6)
    nearest = dict.fromkeys(candidate for word in close for candidate in by_word[word])
    if nearest:
        hint = f"Did you mean {' or '.join(list(nearest)[:3])}?"
    elif len(slugs) > _MAX_LISTED:  # a plan may name many that are gone
        hint = f"There are {len(slugs)} drills; “drillcards list” names them."
    elif slugs:
        hint = _list_some(slugs)
    else:
        hint = "There are no drills in this workspace."
    return Problem(Severity.ERROR, "unknown-drill", "", None, f"There is no drill “{name}”.", hint)


def _report_unknown_values(
    library: Library, what: str, wanted: Iterable[str], list_values: Callable[[Drill], tuple[str, ...]]
) -> Iterator[Problem]:
    known = {value.casefold(): value for drill in library.drills for value in list_values(drill)}
    for word in wanted:
        if word.casefold() not in known:
            near = find_nearest(word.casefold(), known)[:1]
            asked = "".join(f"Did you mean {known[other]}? " for other in near)
            there = asked + _list_some(sorted(known.values())) if known else "No drill has any."
            title = "muscle group" if what == "group" else what
            yield Problem(Severity.ERROR, f"unknown-{what}", "", None, f"No drill has the {title} “{word}”.", there)


def _list_some(words: Sequence[str]) -> str:
    more = f" and {len(words) - _MAX_LISTED} more" if len(words) > _MAX_LISTED else ""
    return f"There {'are:' if len(words) > 1 else 'is only'} {', '.join(words[:_MAX_LISTED])}{more}."
