"""The players, and what is wrong with the roster and the rules for packets. Read for packets and by `check` alone."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from drillcards.build.assignment import assign_drills, find_unserved, list_receivers
from drillcards.build.material import Material, Problems, list_unread
from drillcards.build.privacy import find_foreign, find_value_mentions, gather_secrets, list_known
from drillcards.layout.fonts import load_fonts
from drillcards.layout.packet.proof import find_unprintable_rows
from drillcards.model.fault import Blamed, attempt
from drillcards.model.packet import Assignment
from drillcards.model.problem import Problem, sort_problems
from drillcards.model.roster import Roster
from drillcards.read.packet_rules import check_rules
from drillcards.read.roster import FILE_NAMES, read_roster


def has_roster(material: Material) -> bool:
    """Whether the workspace lists players."""
    return any((material.workspace.root / name).is_file() for name in FILE_NAMES)


def read_team(material: Material, path: Path | None = None) -> tuple[Roster | None, Problems]:
    """The roster, None if there is none or it can't be read, and the problems that concern packets but no card.

    ``path`` is another file for it, absolute or below the workspace.
    """
    unread = tuple(list_unread(material.library, material.problems))
    subject = Blamed((path or Path(FILE_NAMES[0])).as_posix(), None, "the roster")
    read = attempt(partial(read_roster, material.workspace, material.library, path, unread), subject)
    roster, problems = (None, (read,)) if isinstance(read, Problem) else read
    settings = material.workspace.settings
    problems += check_rules(settings.packets, material.library, material.season, roster, unread)
    if roster and any(drill.published for drill in material.library.drills):
        assignments = assign_drills(roster, material.library, material.season, settings)
        problems += tuple(find_unserved(assignments, roster.path))
        problems += tuple(_find_foreign_drills(roster, assignments, material))
    if roster:
        problems += tuple(find_unprintable_rows(roster, load_fonts(settings.fallback_fonts)))
    return roster, sort_problems(problems)


def _find_foreign_drills(roster: Roster, assignments: Sequence[Assignment], material: Material) -> Iterator[Problem]:
    """Errors about drills that tell of a player, and that others were to get."""
    secrets, known = gather_secrets(roster), list_known(material.workspace.settings)
    wanted = {choice.slug for item in assignments for choice in item.choices}
    for drill in material.library.drills:
        if drill.slug in wanted:
            mentions = find_value_mentions(drill, secrets)
            yield from find_foreign(drill, mentions, list_receivers(drill, assignments), known)
