"""``drillcards packets``: one PDF a player."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from drillcards.build.material import read_material
from drillcards.build.packets import MOST_MEGABYTES, PacketOrder, PacketsReport, build_packets, plan_packets
from drillcards.cli.explanation import explain_assignment, list_ungiven
from drillcards.cli.findings import choose_exit_code, show_problems
from drillcards.cli.json_output import convert_assignment, print_json
from drillcards.cli.options import Measure, json_option, pass_folder, players_option, roster_option
from drillcards.cli.progress import show_progress
from drillcards.cli.streams import say
from drillcards.cli.words import count, name_file
from drillcards.read.schema import quote_all


@click.command("packets")
@roster_option
@players_option
@click.option("--explain", "explains", is_flag=True, help="Say why each drill is in each packet, and build nothing.")
@json_option
@click.option(
    "--split-mb",
    metavar="MB",
    type=Measure(min=0.1),
    default=MOST_MEGABYTES,
    help="Files larger than this get smaller pictures, then parts (default: 7).",
)
@click.option("--workers", metavar="N", type=click.IntRange(min=1), help="Processes at a time (default: one a core).")
@click.option("--out", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Default: output/packets.")
@click.pass_context
@pass_folder
def command(
    folder: Path,
    ctx: click.Context,
    roster: Path | None,
    players: tuple[str, ...],
    explains: bool,
    as_json: bool,
    split_mb: float,
    workers: int | None,
    out: Path | None,
) -> None:
    """Build each player's packet: a cover with the plan, and the drills that the rules and the roster give them.

    --json goes with --explain.
    """
    if as_json and not explains:
        raise click.UsageError("--json goes with --explain.")
    order = PacketOrder(roster, players, out, split_mb, workers)
    material = read_material(folder)
    if explains:
        report = plan_packets(material, order)
        titles = {drill.slug: drill.title for drill in material.library.drills}
        if as_json:
            print_json([convert_assignment(assignment, titles) for assignment in report.assignments])
        for line in () if as_json else explain_packets(report, titles):
            say(line)
    else:
        with show_progress("Building packets") as advance:
            report = build_packets(material, order, advance)
        for line in describe_packets(report):
            say(line)
    show_problems(report.problems)
    ctx.exit(choose_exit_code(report.problems))


def describe_packets(report: PacketsReport) -> Iterator[str]:
    """How many there are, what is divided, who got none, and where they are."""
    if not report.packets or report.out is None:
        yield "No packet was built."
        return
    drills = sum(len(packet.titles) for packet in report.packets)
    yield f"{count(len(report.packets), 'packet')} with {count(drills, 'drill')}"
    for packet in report.packets:
        if len(packet.files) > 1:
            yield f"{packet.player.name}: {count(len(packet.files), 'file')}, as one would be too large for mail"
    built = {packet.player.id for packet in report.packets}
    missing = [a.player.name for a in report.assignments if a.player.id not in built]
    if missing:
        yield f"Without a packet: {', '.join(missing)}"
    limited = sum(assignment.beyond > 0 for assignment in report.assignments)
    if limited:
        yield f"The limit of drillcards.toml kept drills from {count(limited, 'player')}; which, says --explain"
    yield f"{name_file(report.out)}/"


def explain_packets(report: PacketsReport, titles: Mapping[str, str]) -> Iterator[str]:
    """Each player, and below each the drills and why; last what the limit keeps from all of them."""
    for assignment in report.assignments:
        yield from explain_assignment(assignment, titles)
    ungiven = list_ungiven(report.assignments)
    if ungiven and len(report.assignments) > 1:
        named = quote_all(titles.get(slug, slug) for slug in ungiven)
        yield f"Beyond the limit for everybody: {count(len(ungiven), 'drill')}, {named}"
