"""What was mailed from a workspace: looking it up, and settling what was in doubt."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final

from drillcards.build.players import explain_miss, find_players, is_clear
from drillcards.mail.clock import SYSTEM, Clock
from drillcards.mail.history import is_export, render_csv, sort_records
from drillcards.mail.ledger import OPEN, Ledger, open_ledger, prepare_folder, read_ledger, read_records
from drillcards.mail.letters import fold_address, fold_mailbox
from drillcards.mail.lock import LockedError, hold_lock
from drillcards.model.mail import Record, State, Stop, Trouble
from drillcards.model.roster import Player
from drillcards.read.addresses import parse_address
from drillcards.write.file import save_file

LOCK_NAME: Final = "mail.lock"
ASKED: Final = "they asked not to be mailed"
LOCKED: Final = Trouble("Another run is mailing from this folder.", "Wait until it is done.")


def list_history(root: Path, players: Sequence[str] = ()) -> tuple[Record, ...]:
    """What was mailed from a workspace, to these players or to all; see ``find_stranger``."""
    records = read_records(root)
    return sort_records(_pick_records(records, players) if players else records)


def find_stranger(root: Path, players: Iterable[str]) -> Trouble | None:
    """What to say of the first of these names, ids or addresses that nothing was mailed to, or that isn't clear.

    None: all are. Players are found as in the roster.
    """
    records = read_records(root)
    known = _list_players(records)
    for name in players:
        if not _pick_records(records, (name,)):
            nobody = f"Nothing was mailed to “{name}”."
            return Trouble(*(explain_miss(known, name, nobody) if known else (nobody, _NOTHING)))
    return None


_NOTHING: Final = "Nothing was mailed to anybody yet."


def _pick_records(records: Iterable[Record], names: Sequence[str]) -> tuple[Record, ...]:
    """The deliveries to whom the names, ids or addresses mean; none for one that isn't clear."""
    records = tuple(records)
    players = _list_players(records)
    addresses, ids = {fold_address(name) for name in names}, set[str]()
    for name in names:
        found = find_players(players, name)
        ids |= {player.id for player in found} if is_clear(found) else set()
    return tuple(record for record in records if record.player_id in ids or record.address in addresses)


def _list_players(records: Iterable[Record]) -> tuple[Player, ...]:
    """Those who were mailed, by what the ledger knows of them."""
    return tuple({record.player_id: Player(record.player_id, record.player) for record in records}.values())


def save_history(records: Sequence[Record], path: Path) -> None:
    """Write deliveries as CSV that others can't read. OSError: the file can't be written."""
    save_table(render_csv(records), path)


def save_table(text: str, path: Path) -> None:
    """Write a table of people that others can't read. OSError: the file can't be written."""
    save_file(text.encode("utf-8-sig"), path, private=True)  # the mark tells spreadsheets that it is UTF-8


def may_replace(path: Path) -> bool:
    """Whether there is nothing at ``path`` but a table that ``save_history`` wrote. OSError: it can't be read."""
    return not path.exists() or is_export(path.read_bytes().decode("utf-8-sig", "replace"))


def confirm_arrival(root: Path, players: Sequence[str], clock: Clock = SYSTEM) -> tuple[Record, ...] | Trouble:
    """Write down that uncertain deliveries to these players have arrived, as their families say; which ones."""
    with _enter_ledger(root) as ledger:
        if ledger is None:
            return LOCKED
        doubtful = tuple(
            record
            for record in sort_records(_pick_records(ledger.list_records(), players))
            if record.state in {State.UNCERTAIN, State.SENDING}
        )
        for record in doubtful:
            ledger.settle(record.key, State.SENT, "the family says that it arrived", clock.now())
        return doubtful


def list_stops(root: Path) -> tuple[Stop, ...]:
    """Who asked not to be mailed from a workspace."""
    return read_ledger(root)[1]


def stop_mail(root: Path, addresses: Iterable[str], clock: Clock = SYSTEM) -> tuple[str, ...] | Trouble:
    """Remember that nobody is to be mailed at these addresses any more; those that weren't known yet."""
    wanted = _parse_all(addresses)
    if isinstance(wanted, Trouble):
        return wanted
    with _enter_ledger(root) as ledger:
        if ledger is None:
            return LOCKED
        now, closed = clock.now(), {*map(fold_mailbox, wanted)}
        for record in ledger.list_records():
            if record.state in OPEN and fold_mailbox(record.address) in closed:
                ledger.settle(record.key, State.REPLACED, ASKED, now)
        return tuple(address for address in wanted if ledger.add_stop(address, now))


def resume_mail(root: Path, addresses: Iterable[str]) -> tuple[str, ...] | Trouble:
    """Forget that nobody is to be mailed at these addresses, and at others of the same mailbox; which were known."""
    wanted = _parse_all(addresses)
    if isinstance(wanted, Trouble):
        return wanted
    with _enter_ledger(root) as ledger:
        if ledger is None:
            return LOCKED
        opened = {*map(fold_mailbox, wanted)}
        known = [stop.address for stop in ledger.list_stops() if fold_mailbox(stop.address) in opened]
        return tuple(address for address in known if ledger.remove_stop(address))


def _parse_all(addresses: Iterable[str]) -> tuple[str, ...] | Trouble:
    """The addresses as the ledger has them, whatever names stand before them; or what is wrong with one."""
    parsed = [parse_address(written) for written in addresses]
    for address in parsed:
        if address.fault:
            return Trouble(f"“{address.address}” can't be an address: {address.fault}.", "Write it as mum@example.org.")
    return tuple(fold_address(address.address) for address in parsed)


@contextmanager
def _enter_ledger(root: Path) -> Iterator[Ledger | None]:
    """The ledger, to change it; None while another run mails."""
    with ExitStack() as stack:
        try:
            stack.enter_context(hold_lock(prepare_folder(root) / LOCK_NAME))
        except LockedError:
            yield None
        else:
            yield stack.enter_context(closing(open_ledger(root)))
