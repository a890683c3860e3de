"""``drillcards send``: packets by mail; without --live, a rehearsal."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

import click

from drillcards.build.mailing import (
    Mailing,
    MailOrder,
    place_report,
    prepare_mailing,
    rehearse_mailing,
    reserve_folder,
    send_mailing,
)
from drillcards.build.material import pick_usage_errors, read_material
from drillcards.build.packets import PacketOrder, build_packets
from drillcards.cli.findings import choose_exit_code, show_problems
from drillcards.cli.mail_words import (
    MOST_LISTED,
    Tally,
    describe_many,
    describe_outcome,
    describe_rehearsed,
    describe_unreachable,
    summarize_live,
    summarize_rehearsal,
)
from drillcards.cli.options import pass_folder, players_option, roster_option
from drillcards.cli.progress import show_progress
from drillcards.cli.streams import say
from drillcards.model.mail import Rehearsed, Trouble

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
"""Ctrl-C, and what a system sends that shuts down. A program that one ended has 128 and its number for an exit code."""
UNUSABLE: Final = 2


@click.command("send")
@click.option("--live", is_flag=True, help="Mail the packets; without it, only files are written, to look at.")
@click.option("--drafts", is_flag=True, help="Write messages that your mail program opens as drafts, to send yourself.")
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="Mail at most N messages in this run.")
@click.option("--to-self", metavar="ADDR", default="", help="Mail everything to this address instead, to try it out.")
@click.option("--resend", metavar="P", multiple=True, help="Mail this player's packet again; may be given again.")
@players_option
@roster_option
@click.pass_context
@pass_folder
def command(
    folder: Path,
    ctx: click.Context,
    live: bool,
    drafts: bool,
    limit: int | None,
    to_self: str,
    resend: tuple[str, ...],
    players: tuple[str, ...],
    roster: Path | None,
) -> None:
    """Mail each player's packet to the household; without --live, write the messages to output/mail/ instead.

    Nobody gets the same packet twice: a run that ended early is continued by the same command. A packet that
    changed is mailed again. The password is read from the environment variable DRILLCARDS_SMTP_PASSWORD, or from
    the system's keyring.
    """
    if live and drafts:
        raise click.UsageError("Either --live mails the packets, or --drafts leaves that to you.")
    material = read_material(folder)
    packets, order = PacketOrder(roster=roster, players=(*players, *resend)), MailOrder(limit, to_self, resend, drafts)
    with reserve_folder(material.workspace.root, live=live) as locked:
        if locked:
            show_trouble(locked)
            ctx.exit(UNUSABLE)
        with show_progress("Building packets") as advance:
            built = build_packets(material, packets, advance)
        mailing = prepare_mailing(material.workspace, built, order, live=live)
        if pick_usage_errors(mailing.problems):
            show_problems(mailing.problems)
            ctx.exit(UNUSABLE)
        status = run_live(mailing) if live else run_rehearsal(mailing)
    show_problems(mailing.problems)
    ctx.exit(max(status, choose_exit_code(mailing.problems)))


def run_rehearsal(mailing: Mailing) -> int:
    """Write the messages, a line each or, of a whole club, what there is in all; the exit code."""
    tally, told = Tally(), list[Rehearsed]()
    is_long = len(mailing.letters) > MOST_LISTED
    for rehearsed in rehearse_mailing(mailing):
        tally.add_rehearsed(rehearsed)
        told.append(rehearsed)
        for line in () if is_long else describe_rehearsed(rehearsed):
            say(line)
    closing = describe_many(told, mailing.unreachable) if is_long else describe_unreachable(mailing.unreachable)
    for line in (*closing, *summarize_rehearsal(tally, place_report(mailing), drafts=mailing.order.drafts)):
        say(line)
    return 0


def run_live(mailing: Mailing) -> int:
    """Send the messages, a line each as they are done; the exit code. Only while the folder is reserved."""
    tally = Tally()
    with hold_interrupts() as stopped:
        for outcome in send_mailing(mailing, lambda: bool(stopped()), reserved=True):
            tally.add_outcome(outcome)
            for line in describe_outcome(outcome):
                say(line)
        number = stopped()
    for line in (*describe_unreachable(mailing.unreachable), *summarize_live(tally)):
        say(line)
    if tally.trouble:
        show_trouble(tally.trouble)
        return UNUSABLE
    return 128 + number if number else int(tally.needs_care)


def show_trouble(trouble: Trouble) -> None:
    """Say on standard error why no mail can be sent."""
    say(f"Error: {trouble.message}\n    {trouble.hint}", err=True)


@contextmanager
def hold_interrupts() -> Iterator[Callable[[], int]]:
    """Let the first signal end the run between two messages, not within one; its number, or 0. The second acts."""
    noted = 0

    def note(number: int, _frame: FrameType | None) -> None:
        nonlocal noted
        noted = number
        restore()
        say("Stopping after this message.", err=True)

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    before = {number: signal.signal(number, note) for number in _SIGNALS}
    try:
        yield lambda: noted
    finally:
        restore()
