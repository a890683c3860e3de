"""Packets: who gets what, and one PDF a player, of a cover of their own and drills that all share."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from drillcards.build.assignment import assign_drills, list_receivers
from drillcards.build.chunks import Progress, choose_workers, ignore_progress, lay_out_drills, prepare_edition
from drillcards.build.collector import pause_collector
from drillcards.build.material import Material, Problems, list_sections
from drillcards.build.order import name_page_template
from drillcards.build.packet import Bench, BoundPacket, Built, bind_packet, list_bound, make_tools, save_packet
from drillcards.build.players import explain_miss, find_players, is_clear
from drillcards.build.privacy import (
    Mention,
    Secrets,
    find_foreign,
    find_mentions,
    find_value_mentions,
    gather_secrets,
    list_known,
    pick_leak,
)
from drillcards.build.team import read_team
from drillcards.build.texts import list_shown
from drillcards.build.workers import MOST_TASKS, count_workers, run_in_order
from drillcards.layout.book.frame import find_frame
from drillcards.layout.fonts import FontSet, load_fonts
from drillcards.layout.packet.proof import find_unprintable_row, proofread_week
from drillcards.layout.references import gather_references
from drillcards.layout.suits import assign_suits
from drillcards.model.card import LaidDrill
from drillcards.model.document import Purpose
from drillcards.model.drill import Drill
from drillcards.model.fault import Blamed, attempt
from drillcards.model.font import FontFile
from drillcards.model.packet import Assignment, Packet
from drillcards.model.page import Group, Item
from drillcards.model.problem import Problem, Severity, has_errors, sort_problems
from drillcards.model.roster import Roster
from drillcards.model.season import Week
from drillcards.model.template import CardTemplate
from drillcards.read.templates import read_template
from drillcards.write.forms import FormStore
from drillcards.write.parts import Painter, Part

FOLDER: Final = "packets"
_NO_ROSTER: Final = Problem(
    Severity.ERROR,
    "no-roster",
    "",
    None,
    "There is no roster.csv here.",
    "List your players in it, a row each: name, email, guardian_emails, position, level, number.",
)
MOST_MEGABYTES: Final = 7.0
"""Of a file: many mail servers take messages of 10 MB, and mail makes a file larger by 37 % (base64, line by line)."""
MOST_NAMED: Final = 5
"""Files that a problem lists."""
MEGABYTE: Final = 1_000_000
LEAST_SHARED: Final = 24
"""With fewer packets, starting workers takes longer than they save."""


@dataclass(frozen=True, slots=True)
class PacketOrder:
    """Whose packets to build. ``players`` are found by ``find_players``, none: all; ``workers`` None: one a core."""

    roster: Path | None = None
    players: tuple[str, ...] = ()
    out: Path | None = None
    most_megabytes: float = MOST_MEGABYTES
    workers: int | None = None


@dataclass(frozen=True, slots=True)
class PacketsReport:
    """The packets that were built, in the roster's order, and who gets what and why."""

    problems: Problems
    roster: Roster | None = None
    assignments: tuple[Assignment, ...] = ()
    packets: tuple[Packet, ...] = ()
    out: Path | None = None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A drill's pages, None if there are none, what is wrong with them, and what they say of players."""

    drill: Drill
    part: Part | None
    problems: Problems
    mentions: tuple[Mention, ...]


@pause_collector()
def build_packets(material: Material, order: PacketOrder, progress: Progress = ignore_progress) -> PacketsReport:
    """Write a PDF for each player, or several where one would be too large for mail; each whole or not at all.

    A player with errors is left out, and the others get theirs. OSError: a file can't be written.
    """
    plan = plan_packets(material, order)
    template, problems = read_template(material.workspace, _name_template(material), list_sections(material))
    problems = (*plan.problems, *problems)
    if template is None or plan.roster is None or not plan.assignments:
        return replace(plan, problems=sort_problems(problems))
    bench, drill_problems = _set_up(material, order, plan, template)
    problems = (*problems, *drill_problems)
    packets: list[Packet] = []
    some = [item for item in plan.assignments if not item.player.packet_held]
    slices = _cut(len(some))
    workers = order.workers or (count_workers() if len(some) >= LEAST_SHARED else 1)

    def build_slice(index: int) -> list[Built]:
        return [_try_packet(assignment, bench) for assignment in some[slices[index]]]

    done = 0
    with closing(run_in_order(build_slice, len(slices), workers)) as results:
        for built in results:
            packets += [packet for packet, _ in built if packet]
            problems = (*problems, *(problem for _, found in built for problem in found))
            done += len(built)
            progress(done, len(some))
    if not order.players:
        problems = (*problems, *_find_old(packets, bench.out, material.workspace.root))
    return replace(plan, problems=sort_problems(problems), packets=tuple(packets), out=bench.out)


def _find_old(packets: Iterable[Packet], folder: Path, root: Path) -> Iterator[Problem]:
    """A warning if the folder has packets of players who left, or who got none this time."""
    built = {file.name for packet in packets for file in packet.files}
    old = sorted(file.name for file in folder.glob("*.pdf") if file.name not in built)
    if old:
        shown = folder.relative_to(root) if folder.is_relative_to(root) else folder
        named = ", ".join(old[:MOST_NAMED]) + (f" and {len(old) - MOST_NAMED} more" if old[MOST_NAMED:] else "")
        what = "This packet is" if len(old) == 1 else "These packets are"
        message = f"{what} of an earlier run, and not built now: {named}."
        hint = "Delete what you don't keep, so that nobody hands it out."
        yield Problem(Severity.WARNING, "old-packets", shown.as_posix(), None, message, hint)


def plan_packets(material: Material, order: PacketOrder) -> PacketsReport:
    """Who gets what and why, without building it."""
    if not material.workspace.readable:
        return PacketsReport(material.problems)
    roster, found = read_team(material, order.roster)
    problems = (*material.problems, *material.season_problems, *found)
    if roster is None:
        return PacketsReport(sort_problems(problems if found else (*problems, _NO_ROSTER)))
    assignments = assign_drills(roster, material.library, material.season, material.workspace.settings)
    if order.players:
        assignments, unknown = _pick_players(assignments, order.players)
        problems = (*problems, *unknown)
    return PacketsReport(sort_problems(problems), roster, assignments)


def _pick_players(
    assignments: Sequence[Assignment], names: Sequence[str]
) -> tuple[tuple[Assignment, ...], tuple[Problem, ...]]:
    """Those of the players named, and an error for each name that nobody bears, or that isn't clear."""
    players = tuple(assignment.player for assignment in assignments)
    picked: set[str] = set()
    problems: list[Problem] = []
    for name in names:
        found = find_players(players, name)
        if is_clear(found):
            picked |= {player.id for player in found}
        else:
            told = explain_miss(players, name, f"There is no player “{name}” in the roster.")
            problems.append(Problem(Severity.ERROR, "unknown-player", "", None, *told))
    return tuple(a for a in assignments if a.player.id in picked), tuple(problems)


def _try_packet(assignment: Assignment, bench: Bench) -> Built:
    """A player's packet. None if its row doesn't do for one, or there is nothing to bind: other problems say that."""
    player = assignment.player
    built = attempt(
        partial(_bind_possible, assignment, bench),
        Blamed(bench.roster, player.line or None, f"the packet of {player.name}"),
    )
    if isinstance(built, Problem):
        return None, (built,)
    return save_packet(built, bench) if isinstance(built, BoundPacket) else (None, built)


def _bind_possible(assignment: Assignment, bench: Bench) -> BoundPacket | Problems:
    unprintable = find_unprintable_row(assignment.player, bench.roster, bench.fonts)
    if has_errors(unprintable) or not list_bound(assignment, bench):
        return ()
    return bind_packet(assignment, bench)


def _cut(count: int) -> list[slice]:
    size = max(1, -(-count // MOST_TASKS))
    return [slice(start, start + size) for start in range(0, count, size)]


def _name_template(material: Material) -> str:
    settings = material.workspace.settings
    return settings.packets.template or name_page_template(settings)


def _set_up(
    material: Material, order: PacketOrder, plan: PacketsReport, template: CardTemplate
) -> tuple[Bench, Problems]:
    """Draw each drill that anybody gets, once for all of them."""
    settings = material.workspace.settings
    assert plan.roster is not None
    wanted = {choice.slug for assignment in plan.assignments for choice in assignment.choices}
    drills = [drill for drill in material.library.drills if drill.slug in wanted]
    suits = assign_suits(material.library.drills, settings)
    by_slug = {drill.slug: drill for drill in drills}
    secrets = gather_secrets(plan.roster)
    fonts = load_fonts(settings.fallback_fonts)
    references = gather_references(material.library.drills, frozenset(), suits.get_code)
    edition = prepare_edition(material, drills, template, references)

    def draw(laid: tuple[LaidDrill, ...]) -> list[_Drawn]:
        return [_draw_drill(drill, by_slug[drill.slug], fonts.files, secrets) for drill in laid]

    chunks = lay_out_drills(drills, edition, draw, workers=choose_workers(len(drills)))
    drawn = [item for chunk in chunks for item in chunk]
    week, week_problems = _find_week(material, fonts)
    frame = find_frame(template)
    spoken = {player.lang for player in plan.roster.players}
    bench = Bench(
        settings=settings,
        roster=plan.roster.path,
        fonts=fonts,
        tools={lang: make_tools(settings, fonts, frame, lang or settings.lang) for lang in sorted(spoken)},
        codes={drill.slug: suits.get_code(drill) for drill in drills},
        drills=by_slug,
        forms=FormStore(),
        parts={item.drill.slug: item.part for item in drawn if item.part},
        mentions={item.drill.slug: item.mentions for item in drawn},
        secrets=secrets,
        week=week,
        week_mentions=find_value_mentions(week, secrets) if week else (),
        out=order.out or material.workspace.root / "output" / FOLDER,
        most_bytes=order.most_megabytes * MEGABYTE,
    )
    known = list_known(settings)
    drill_problems = (
        problem
        for item in drawn
        for problem in (
            *item.problems,
            *find_foreign(item.drill, item.mentions, list_receivers(item.drill, plan.assignments), known),
        )
    )
    return bench, (*week_problems, *_find_foreign_week(bench, material, plan.assignments), *drill_problems)


def _find_foreign_week(bench: Bench, material: Material, assignments: Iterable[Assignment]) -> Iterator[Problem]:
    """An error if the week's plan tells of a player: it isn't on the covers of others."""
    leaks = (pick_leak(bench.week_mentions, item.player, list_known(bench.settings)) for item in assignments)
    found = next(filter(None, leaks), None)
    if found and material.season:
        message = f"The week's plan tells of “{' '.join(found.words)}”: it isn't on the covers of others."
        hint = "Say it without the name or the address: a packet is for its player's eyes alone."
        yield Problem(Severity.ERROR, "foreign-data", material.season.path, found.line or None, message, hint)


def _find_week(material: Material, fonts: FontSet) -> tuple[Week | None, Problems]:
    """The week of ``[packets]``, without what covers can't say of it."""
    season, number = material.season, material.workspace.settings.packets.week
    week = next((found for found in season.weeks if found.number == number), None) if season else None
    return proofread_week(week, season.path, fonts) if week and season else (None, ())


def _draw_drill(laid: LaidDrill, drill: Drill, fonts: Sequence[FontFile], secrets: Secrets) -> _Drawn:
    """A drill's pages, drawn by a painter of their own, so that they hold no trace of other drills.

    They say their language, as packets in other ones have them, too.
    """
    pages = [replace(card.front, items=tuple(_name_lang(card.front.items, drill.lang))) for card in laid.cards]
    part = Painter(fonts, Purpose.READING).draw_part(pages) if pages else None
    mentions = (*find_value_mentions(drill, secrets), *find_mentions(list_shown(pages), secrets))
    return _Drawn(drill, part, laid.problems, mentions)


def _name_lang(items: Iterable[Item], lang: str) -> Iterator[Item]:
    return (item._replace(lang=item.lang or lang) if isinstance(item, Group) else item for item in items)
