"""``drillcards sent``: who got which packet, and when."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from drillcards.build.history import (
    confirm_arrival,
    find_stranger,
    list_history,
    list_stops,
    may_replace,
    resume_mail,
    save_history,
    stop_mail,
)
from drillcards.cli.failures import UNUSABLE
from drillcards.cli.findings import show_problems
from drillcards.cli.mail_words import WORDS, describe_record, describe_stop
from drillcards.cli.options import pass_folder, players_option, refuse_other_files
from drillcards.cli.streams import say
from drillcards.cli.text_output import align_columns
from drillcards.cli.words import count, name_file
from drillcards.model.mail import Record, Trouble
from drillcards.read.surroundings import is_workspace, report_no_drills


@click.command("sent")
@players_option
@click.option(
    "--csv",
    "out",
    metavar="F.csv",
    type=click.Path(path_type=Path),
    callback=refuse_other_files(".csv", "sent.csv"),
    help="Write the list, with all that is known, as a table for other programs.",
)
@click.option("--confirm", metavar="P", multiple=True, help="The family says that an uncertain message arrived.")
@click.option("--stop", metavar="ADDRESS", multiple=True, help="Never mail to this address again; who asked for that.")
@click.option("--unstop", metavar="ADDRESS", multiple=True, help="Take that back.")
@click.option("--stops", "show_stops", is_flag=True, help="List who asked not to be mailed, instead.")
@click.pass_context
@pass_folder
def command(
    folder: Path,
    ctx: click.Context,
    players: tuple[str, ...],
    out: Path | None,
    confirm: tuple[str, ...],
    stop: tuple[str, ...],
    unstop: tuple[str, ...],
    show_stops: bool,
) -> None:
    """List what was mailed: when, to whom, and what became of it.

    Who asked not to be mailed is remembered by address, whatever roster you use later: --stop, --unstop, --stops.
    """
    if not is_workspace(folder):
        show_problems([report_no_drills(folder)])
        ctx.exit(UNUSABLE)
    if out and not may_replace(out):
        raise click.UsageError(f"{out} is something else than an earlier list of what was sent; name another file.")
    root = folder.resolve()
    for trouble in change_history(root, players, confirm, stop, unstop):
        say(f"Error: {trouble.message}\n    {trouble.hint}", err=True)
        ctx.exit(UNUSABLE)
    if out:
        records = list_history(root, players)
        save_history(records, out)
        say(f"{count(len(records), 'delivery', 'deliveries')} → {name_file(out)}")
    elif show_stops:
        list_rows([describe_stop(stop) for stop in list_stops(root)], "Nobody asked not to be mailed.")
    elif not stop and not unstop:
        records = list_history(root, players)
        list_rows([describe_record(record) for record in records], "Nothing was mailed.")
        if records:
            say(summarize_records(records))


def change_history(
    root: Path, players: tuple[str, ...], confirm: tuple[str, ...], stop: tuple[str, ...], unstop: tuple[str, ...]
) -> Iterator[Trouble]:
    """Write down what the coach was told, and say it; or the trouble with it."""
    if stranger := find_stranger(root, (*players, *confirm)):
        yield stranger
    steps = (
        (confirm, confirm_arrival, ("message confirmed", "messages confirmed")),
        (stop, stop_mail, ("more address not to be mailed", "more addresses not to be mailed")),
        (unstop, resume_mail, ("address may be mailed again", "addresses may be mailed again")),
    )
    for given, change, words in steps:
        done = change(root, given) if given else ()
        if isinstance(done, Trouble):
            yield done
        elif given:
            say(count(len(done), *words))


def list_rows(rows: list[tuple[str, ...]], nothing: str) -> None:
    """A table, or that there is nothing in it."""
    for line in align_columns(rows):
        say(line)
    if not rows:
        say(nothing)


def summarize_records(records: tuple[Record, ...]) -> str:
    """``12 sent, 1 failed``; "" of none."""
    counts = Counter(record.state for record in records)
    return ", ".join(f"{counts[state]} {word}" for state, word in WORDS.items() if counts[state])
