"""``drillcards calendar``: the practices, for everybody's calendar."""

from collections.abc import Iterator
from pathlib import Path

import click

from drillcards.build.calendar import CalendarReport, write_calendar
from drillcards.build.material import read_material
from drillcards.cli.findings import choose_exit_code, show_problems
from drillcards.cli.options import out_option, pass_folder, season_option
from drillcards.cli.streams import say
from drillcards.cli.words import count, name_file


@click.command("calendar")
@season_option("The season's plan, in the folder of -C (default: season.toml).")
@out_option(".ics", "practices.ics", "output/practices.ics")
@click.pass_context
@pass_folder
def command(folder: Path, ctx: click.Context, season: Path | None, out: Path | None) -> None:
    """Write the practices of the season's plan as a file that calendars can import.

    A practice that is moved keeps its identity, and its number grows, so that importing the file again moves it in the
    calendar too; one that left the plan is cancelled.
    """
    report = write_calendar(read_material(folder, season), out)
    for line in describe_calendar(report):
        say(line)
    show_problems(report.problems)
    ctx.exit(choose_exit_code(report.problems))


def describe_calendar(report: CalendarReport) -> Iterator[str]:
    """What a coach has to know: how many practices, from when to when, which are missing, and the file. Nothing if
    nothing was written.
    """
    days = [practice.date for practice in report.dated if practice.date]
    if report.out is None:
        return
    if days:
        when = f"from {min(days)} to {max(days)}" if len({*days}) > 1 else f"on {days[0]}"
        yield f"{count(len(days), 'practice')} {when}"
    if report.cancelled:
        yield f"{count(report.cancelled, 'practice')} of an earlier calendar, no longer in the plan: cancelled"
    if report.undated:
        numbers = ", ".join(str(practice.number) for practice in report.undated)
        without = "practice without a date is" if len(report.undated) == 1 else "practices without a date are"
        yield f"{len(report.undated)} {without} left out: {numbers}"
    yield name_file(report.out)
