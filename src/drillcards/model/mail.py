"""Mail to a household, from its words to what became of it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from drillcards.model.roster import Player


@dataclass(frozen=True, slots=True)
class Words:
    """A mail in the language ``lang``. ``html`` is None where the coach wrote a plain text only."""

    lang: str
    subject: str
    text: str
    html: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to one household, before it has a date and bytes. ``part`` of ``parts`` counts a packet's files from 1.

    ``key`` tells it from all others: it is a hash of the campaign, the player, what the packet holds, and the part.
    The words aren't in it: a coach who corrects them doesn't mean to mail everybody again. ``file_digest`` is the
    SHA-256 of the file that the letter is about, which may be another by the time it is read.
    """

    key: str
    campaign: str
    player: Player
    recipients: tuple[str, ...]
    digest: str
    part: int
    parts: int
    file: Path
    file_digest: str
    file_name: str
    words: Words


class State(StrEnum):
    """Where a delivery stands. QUEUED and DEFERRED may be tried; SENDING is in the server's hands or was when a run
    ended; UNCERTAIN may have arrived; REPLACED was never sent, as its packet changed before. See docs/mail.md.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Record:
    """One message to one address: the ledger's row. Times are in UTC as ISO 8601, "" for never.

    ``key`` is a hash of the letter's key and the address, ``letter`` the letter's key, ``content`` the SHA-256 of the
    message's bytes as they were handed over, and ``reply`` what the server said last.
    """

    key: str
    letter: str
    campaign: str
    player_id: str
    player: str
    address: str
    digest: str
    part: int
    parts: int
    state: State
    subject: str = ""
    file_name: str = ""
    message_id: str = ""
    content: str = ""
    attempts: int = 0
    first_tried: str = ""
    changed: str = ""
    not_before: str = ""
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """An address whose owner asked not to be mailed, and since when: UTC as ISO 8601."""

    address: str
    since: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A letter, and who of its household is to get it: ``due`` now, ``waiting`` until a server may be asked again.

    ``settled`` are the deliveries that are over, or in doubt; ``stopped`` the addresses that would be due, but asked
    not to be mailed. ``changed_since`` is when the household got another packet in this campaign, "" if it didn't.
    """

    letter: Letter
    due: tuple[str, ...] = ()
    waiting: tuple[Record, ...] = ()
    settled: tuple[Record, ...] = ()
    stopped: tuple[str, ...] = ()
    changed_since: str = ""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a message for one address in this run. ``until`` is when to try again, "" if never."""

    address: str
    state: State
    reply: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did with a letter. Without ``fates`` nothing was due, or it is ``left`` for another run."""

    plan: Plan
    fates: tuple[Fate, ...] = ()
    left: bool = False


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A letter, and the file that its message was written to: None if nothing is due, or it is beyond the limit.

    ``size`` is that of the whole message in bytes, which is what servers limit.
    """

    plan: Plan
    file: Path | None = None
    size: int = 0


def explain_silence(player: Player) -> str:
    """Why nothing goes to a household that has no letter, or not all of them."""
    return player.unmailed or "not written, because of an error"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why no mail can be sent at all: one sentence, and what to do about it."""

    message: str
    hint: str = ""
