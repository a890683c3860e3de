"""What a plan may call a drill or a routine: its slug, its file's name, or its title."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drillcards.model.drill import Drill, Library
from drillcards.model.problem import Problem, Severity
from drillcards.model.routine import Routine
from drillcards.model.season import PlannedRoutine
from drillcards.read.library import clean_name, report_ambiguous_drill, report_unknown_drill
from drillcards.read.schema import suggest
from drillcards.read.text import clean_line


@dataclass(frozen=True, slots=True)
class Shelf:
    """The routines there are; ``unread`` are slugs of files that are there, but are no routines."""

    routines: Sequence[Routine] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DrillNames:
    """The drills by all that they may be called; ``unread`` are slugs of files that are there, but are no drills."""

    slugs: Mapping[str, Drill]
    files: Mapping[str, Sequence[Drill]]
    titles: Mapping[str, Sequence[Drill]]
    unread: tuple[str, ...] = ()


def list_names(library: Library, unread: tuple[str, ...] = ()) -> DrillNames:
    """The names of a library's drills, published or not."""
    files: dict[str, list[Drill]] = {}
    titles: dict[str, list[Drill]] = {}
    for drill in library.drills:
        files.setdefault(drill.slug.rsplit("/", 1)[-1], []).append(drill)
        titles.setdefault(drill.title.casefold(), []).append(drill)
    return DrillNames({drill.slug: drill for drill in library.drills}, files, titles, unread)


def find_slug(names: DrillNames, written: str) -> tuple[str, Problem | None]:
    """The slug of the drill that is meant, and what is odd about it: a Problem without a file.

    A name that no drill has, or several have, stays as it was written. What may be meant for a file that couldn't be
    read is that file's fault alone; and where there are no drills at all, that is what is wrong, and not each name.
    """
    name = clean_line(written)
    slug = clean_name(name)
    exact = names.slugs.get(slug)
    candidates = (exact,) if exact else names.files.get(slug) or names.titles.get(name.casefold(), ())
    if len(candidates) > 1:
        return name, report_ambiguous_drill(name, candidates)
    if candidates:
        return candidates[0].slug, None if candidates[0].published else _report_unpublished(candidates[0])
    if not names.slugs or any(slug in (other, other.rsplit("/", 1)[-1]) for other in names.unread):
        return name, None
    return name, report_unknown_drill(name, (*names.slugs, *names.unread))


def find_routine(shelf: Shelf, written: str) -> tuple[PlannedRoutine, Problem | None]:
    """The routine that is meant, and what is odd about it: a Problem without a file.

    A name that no routine has stays as it was written. If it may be meant for a file that couldn't be read, that is
    the file's fault alone.
    """
    title = clean_line(written)
    name = clean_name(title)
    for routine in shelf.routines:
        if name in (routine.slug, routine.slug.rpartition("/")[2]) or title.casefold() == routine.title.casefold():
            return PlannedRoutine(routine.title, routine.slug, routine.drills), None
    if any(name in (slug, slug.rpartition("/")[2]) for slug in shelf.unread):
        return PlannedRoutine(title), None
    hint = suggest(name, [routine.slug for routine in shelf.routines])
    return PlannedRoutine(title), Problem(
        Severity.ERROR, "unknown-routine", "", None, f"There is no routine “{title}”.", hint
    )


def _report_unpublished(drill: Drill) -> Problem:
    return Problem(
        Severity.WARNING,
        "unpublished-drill",
        "",
        None,
        f"“{drill.title}” isn't published, so that players get no card of it.",
        f"Take “published: false” out of {drill.source.path}, or plan another drill.",
    )
