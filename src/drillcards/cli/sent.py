"""``drillcards sent``: who got which packet, and when."""

from collections import Counter
from pathlib import Path

import click

from drillcards.build.history import confirm_arrival, find_stranger, list_history, may_replace, save_history
from drillcards.cli.failures import UNUSABLE
from drillcards.cli.findings import show_problems
from drillcards.cli.mail_words import WORDS, describe_record
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
@click.pass_context
@pass_folder
def command(
    folder: Path, ctx: click.Context, players: tuple[str, ...], out: Path | None, confirm: tuple[str, ...]
) -> None:
    """List what was mailed: when, to whom, and what became of it."""
    if not is_workspace(folder):
        show_problems([report_no_drills(folder)])
        ctx.exit(UNUSABLE)
    if out and not may_replace(out):
        raise click.UsageError(f"{out} is something else than an earlier list of what was sent; name another file.")
    root = folder.resolve()
    confirmed = find_stranger(root, (*players, *confirm)) or (confirm_arrival(root, confirm) if confirm else ())
    if isinstance(confirmed, Trouble):
        say(f"Error: {confirmed.message}\n    {confirmed.hint}", err=True)
        ctx.exit(UNUSABLE)
    if confirm:
        say(f"{count(len(confirmed), 'message')} confirmed")
    records = list_history(root, players)
    if out:
        save_history(records, out)
        say(f"{count(len(records), 'delivery', 'deliveries')} → {name_file(out)}")
        return
    for line in align_columns([describe_record(record) for record in records]):
        say(line)
    say(summarize_records(records) or "Nothing was mailed.")


def summarize_records(records: tuple[Record, ...]) -> str:
    """``12 sent, 1 failed``; "" of none."""
    counts = Counter(record.state for record in records)
    return ", ".join(f"{counts[state]} {word}" for state, word in WORDS.items() if counts[state])
