"""Packets by mail: where what was built meets the templates of mail, the server and the ledger."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from drillcards.build.chunks import Progress, ignore_progress
from drillcards.build.history import LOCK_NAME, LOCKED, save_table
from drillcards.build.mail_trial import Told, find_ending_login, find_leaks, list_told, report_told
from drillcards.build.material import Material, Problems
from drillcards.build.packets import PacketOrder, PacketsReport, build_packets
from drillcards.build.players import find_players
from drillcards.build.privacy import gather_secrets, list_known
from drillcards.mail.clock import SYSTEM, Clock, read_date
from drillcards.mail.ledger import FOLDER, open_ledger, prepare_folder, read_ledger
from drillcards.mail.letters import Letters, write_letters
from drillcards.mail.lock import LockedError, hold_lock
from drillcards.mail.rehearsal import rehearse_letters, render_report
from drillcards.mail.secret import Secret, find_password
from drillcards.mail.sending import Post, send_letters
from drillcards.mail.smtp import Session, open_session
from drillcards.mail.wording import Wording
from drillcards.model.mail import Letter, Outcome, Rehearsed, Trouble
from drillcards.model.problem import Problem, Severity, has_errors, sort_problems
from drillcards.model.roster import Player, Roster
from drillcards.model.settings import MailSettings, Settings, Workspace
from drillcards.read.addresses import parse_address
from drillcards.read.settings import FILE_NAME

OUTPUT: Final = "output/mail"
DRAFTS: Final = "output/drafts"


@dataclass(frozen=True, slots=True)
class MailOrder:
    """How to mail. ``resend`` are names or ids of players; ``to_self`` an address that gets everything, "" for none.

    ``drafts``: a rehearsal becomes messages that a person sends.
    """

    limit: int | None = None
    to_self: str = ""
    resend: tuple[str, ...] = ()
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class Mailing:
    """What is to be mailed. ``unreachable`` are players without a letter; ``resend`` are ids."""

    workspace: Workspace
    order: MailOrder
    letters: Letters
    problems: Problems
    unreachable: tuple[Player, ...] = ()
    resend: frozenset[str] = frozenset()


def prepare_mailing(workspace: Workspace, built: PacketsReport, order: MailOrder, *, live: bool) -> Mailing:
    """The letters of the packets, and all that is wrong. There are none where the settings won't do for mail."""
    faults = check_order(workspace.settings.mail, order, live=live)
    if has_errors(faults) or built.roster is None:
        return Mailing(workspace, order, (), sort_problems((*built.problems, *faults)))
    wording = Wording(workspace.root)
    to_self = parse_address(order.to_self).address
    letters, problems = write_letters(built.packets, built.roster.path, wording, workspace.settings, to_self)
    letters, leaks = _keep_private(letters, built.roster, wording, workspace.settings)
    players = [packet.player for packet in built.packets]
    written = {letter.player.id for letter in letters}
    return Mailing(
        workspace,
        order,
        letters,
        sort_problems((*built.problems, *faults, *wording.find_unused(), *problems, *leaks)),
        tuple(player for player in players if player.id not in written),
        frozenset(player.id for name in order.resend for player in find_players(players, name)),
    )


def _keep_private(letters: Letters, roster: Roster, wording: Wording, settings: Settings) -> tuple[Letters, Problems]:
    """The letters that tell of no other player, and errors about the others. The coach, and the team, may be named."""
    secrets, known = gather_secrets(roster), list_known(settings)
    told, blamed = tuple(list_told(wording, secrets)), list[Told]()
    kept: list[Letter] = []
    problems: list[Problem] = []
    for letter in letters:
        player = letter.player
        by_template, found = find_leaks(letter.words, player, told, secrets, known)
        blamed += by_template
        if found:
            name = " ".join(found.words)
            message = (
                f"The mail for {player.name} would tell of “{name}”, which is another player’s, and isn't written."
            )
            hint = "Take it out of the row, or out of the mail's template."
            problems.append(Problem(Severity.ERROR, "foreign-data", roster.path, player.line or None, message, hint))
        elif not by_template:
            kept.append(letter)
    return tuple(kept), (*problems, *report_told(blamed))


def check_order(mail: MailSettings, order: MailOrder, *, live: bool) -> Problems:
    """What the settings lack for mail, or the command line has wrong."""
    problems: list[Problem] = []
    if parse_address(mail.sender).fault:
        hint = 'Under [mail], write from = "coach@example.org".'
        problems.append(_report("no-sender", "There is no address to send mail from.", hint))
    if mail.reply_to and parse_address(mail.reply_to).fault:
        hint = 'Write it as reply_to = "coach@example.org".'
        problems.append(_report("bad-address", f"“{mail.reply_to}” is no address for answers.", hint))
    if live and not mail.host:
        hint = 'Under [mail], write host = "smtp.example.org", as your mail provider has it, and user = "…".'
        problems.append(_report("no-mail-server", "There is no server to send mail through.", hint))
    if not order.drafts:
        problems += find_ending_login(mail)
    if order.to_self and parse_address(order.to_self).fault:
        message = f"“{order.to_self}” is no address for mail."
        problems.append(Problem(Severity.ERROR, "bad-address", "", None, message, "Write it as you@example.org."))
    return tuple(problems)


@dataclass(frozen=True, slots=True)
class PostReport:
    """Packets that were built, and their messages, rehearsed; none if the settings name no sender."""

    problems: Problems
    packets: PacketsReport
    mailing: Mailing | None = None
    rehearsed: tuple[Rehearsed, ...] = ()


def rehearse_post(material: Material, progress: Progress = ignore_progress) -> PostReport:
    """Build everybody's packet, and write what mailing them would send."""
    packets = build_packets(material, PacketOrder(), progress)
    if not material.workspace.settings.mail.sender or not packets.packets:
        return PostReport(packets.problems, packets)
    mailing = prepare_mailing(material.workspace, packets, MailOrder(), live=False)
    return PostReport(mailing.problems, packets, mailing, tuple(rehearse_mailing(mailing)))


def rehearse_mailing(mailing: Mailing, clock: Clock = SYSTEM) -> Iterator[Rehearsed]:
    """Write the messages as files into ``output/mail/``, or drafts into ``output/drafts/``; then a list of them.

    No connection is opened, and the ledger stays as it is.
    """
    order, settings, report = mailing.order, mailing.workspace.settings, place_report(mailing)
    date = read_date(clock, os.environ)
    records, stops = read_ledger(mailing.workspace.root)
    drafts, limit, resend = order.drafts, order.limit, mailing.resend
    told: list[Rehearsed] = []
    for one in rehearse_letters(
        mailing.letters, records, settings, report.parent, date, limit, resend, stops, drafts=drafts
    ):
        told.append(one)
        yield one
    save_table(render_report(told, mailing.unreachable), report)


def place_report(mailing: Mailing) -> Path:
    """Where a rehearsal lists all messages, beside them, and who gets none."""
    return mailing.workspace.root / (DRAFTS if mailing.order.drafts else OUTPUT) / "rehearsal.csv"


@contextmanager
def reserve_folder(root: Path, *, live: bool) -> Iterator[Trouble | None]:
    """Keep others meanwhile from mailing from the workspace; a Trouble: another run does.

    Packets are built within it, as a run mails the files that it found. A rehearsal leaves no trace where no run was.
    OSError: the record of what was mailed can't be used, which is told before anything is built.
    """
    read_ledger(root)
    with ExitStack() as stack:
        trouble = None
        if live or (root / FOLDER).is_dir():
            try:
                stack.enter_context(hold_lock(prepare_folder(root) / LOCK_NAME))
            except LockedError:
                trouble = LOCKED
        yield trouble


def send_mailing(
    mailing: Mailing,
    stopped: Callable[[], bool] = lambda: False,
    clock: Clock = SYSTEM,
    *,
    reserved: bool = False,
) -> Iterator[Outcome | Trouble]:
    """Send the messages, and tell of each as it is done; a Trouble, last, is why the run ended early.

    ``reserved``: the caller has the folder by ``reserve_folder``. OSError: the ledger or a file can't be used.
    """
    root, settings = mailing.workspace.root, mailing.workspace.settings
    password = find_password(settings.mail.user, os.environ) if settings.mail.user else None
    if isinstance(password, Trouble):
        yield password
        return
    with nullcontext() if reserved else reserve_folder(root, live=True) as locked:
        if locked:
            yield locked
            return
        with closing(open_ledger(root)) as ledger:
            connect = partial(_connect, settings.mail, password, clock)
            limit, resend = mailing.order.limit, mailing.resend
            yield from send_letters(mailing.letters, Post(settings, ledger, connect, clock, limit, resend, stopped))


def _connect(mail: MailSettings, password: Secret | None, clock: Clock) -> Session | Trouble:
    return open_session(mail, password, clock.monotonic)


def _report(code: str, message: str, hint: str) -> Problem:
    return Problem(Severity.ERROR, code, FILE_NAME, None, message, hint)
