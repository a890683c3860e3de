"""``drillcards build``: everything at once."""

from collections.abc import Iterator
from pathlib import Path

import click

from drillcards.build.booklet import BookletReport
from drillcards.build.calendar import CalendarReport
from drillcards.build.cards import CardsReport
from drillcards.build.mailing import PostReport, place_report
from drillcards.build.material import pick_usage_errors, read_material
from drillcards.build.season import Report, build_season
from drillcards.cli.booklet import describe_booklet
from drillcards.cli.calendar import describe_calendar
from drillcards.cli.cards import describe_report as describe_cards
from drillcards.cli.failures import UNUSABLE, describe_failure
from drillcards.cli.findings import choose_empty_code, choose_exit_code, show_problems
from drillcards.cli.mail_words import Tally, describe_unreachable, summarize_rehearsal
from drillcards.cli.options import pass_folder
from drillcards.cli.packets import describe_packets
from drillcards.cli.progress import clear_progress, show_progress
from drillcards.cli.streams import say
from drillcards.model.problem import Problem


@click.command("build")
@click.pass_context
@pass_folder
def command(folder: Path, ctx: click.Context) -> None:
    """Print everything that the folder describes into output/.

    That is the field cards, pages to read and the season booklet to read and to staple; of a season with dates a file
    for calendars; and of a roster each player's packet, with the messages that "send" would mail.
    """
    material = read_material(folder)
    if usage := pick_usage_errors(material.problems):
        show_problems(usage)
        ctx.exit(UNUSABLE)
    problems = [*material.season_problems, *material.routine_problems]
    status = 0
    with show_progress("Printing") as advance:
        for name, report in build_season(material, advance):
            clear_progress()
            status = max(status, tell_of_product(name, report))
            problems += () if isinstance(report, OSError | Problem) else report.problems
    show_problems(problems)
    ctx.exit(max(status, choose_exit_code(problems)))


def tell_of_product(name: str, report: Report | OSError | Problem) -> int:
    """Say what became of a product; the exit code that this alone asks for, whatever its problems are."""
    if isinstance(report, OSError):
        say(f"{name}: {describe_failure(report)}", err=True)
        return UNUSABLE
    if isinstance(report, Problem):
        show_problems([report])
        return 1
    say(f"{name}: " + "\n  ".join(describe_report(report)))
    return choose_empty_code(report.out) if isinstance(report, CardsReport | BookletReport) else 0


def describe_post(report: PostReport) -> Iterator[str]:
    """The packets, and what mailing them would send."""
    yield from describe_packets(report.packets)
    if report.mailing:
        tally = Tally()
        for rehearsed in report.rehearsed:
            tally.add_rehearsed(rehearsed)
        yield from describe_unreachable(report.mailing.unreachable)
        yield from summarize_rehearsal(tally, place_report(report.mailing))


def describe_report(report: Report) -> Iterator[str]:
    """What became of a product, in the words of the command that makes it alone."""
    match report:
        case CalendarReport():
            return describe_calendar(report)
        case BookletReport():
            return describe_booklet(report)
        case PostReport():
            return describe_post(report)
        case _:
            return describe_cards(report)
