"""Letters → a mail server, at a pace, each step in the ledger before the next one begins."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from drillcards.mail.clock import SYSTEM, Clock
from drillcards.mail.ledger import OPEN, Ledger
from drillcards.mail.letters import fold_address, make_key
from drillcards.mail.messages import compose_message, make_message_id, serialize_message
from drillcards.mail.plans import make_record, plan_letters
from drillcards.mail.quotas import DAY, count_day, find_daily_limit, is_used_up
from drillcards.mail.smtp import TOO_LARGE, Answer, Session
from drillcards.model.mail import Fate, Letter, Outcome, Plan, State, Trouble
from drillcards.model.settings import Settings

PATIENCE: Final = timedelta(minutes=30)
"""How long a server that put a message off is left alone, at the least (RFC 5321, 4.5.4.1)."""
GIVE_UP: Final = timedelta(days=5)
"""After this a message that is put off once more has failed; the same section has four to five days."""
MOST_IN_A_ROW: Final = {State.FAILED: 5, State.UNCERTAIN: 3}
"""After as many messages in a row it is no longer the messages' fault, and the run ends."""
CHANGED: Final = "its file changed after it was built: run the same command again"
"""Of a packet that isn't the one any more that the ledger would say was sent."""

_TOMORROW: Final = "Run the same command again tomorrow; what wasn't sent is put off until then."
_TRIES: Final = 3
"""Connections that may break under a message before it was handed over; then its household is put off."""
_MOST_BROKEN: Final = 3
"""After as many households in a row that are put off so, it is the server or the network, and the run ends."""
_NAP: Final = 1.0
"""The longest pause, in seconds, between two looks at whether to stop."""


@dataclass(frozen=True, slots=True)
class Post:
    """What a run sends with. ``connect`` opens a session or says why it can't; ``stopped`` is asked between messages.

    At most ``limit`` messages are handed over, None for all. ``resend`` are ids of players who get theirs again.
    """

    settings: Settings
    ledger: Ledger
    connect: Callable[[], Session | Trouble]
    clock: Clock = SYSTEM
    limit: int | None = None
    resend: frozenset[str] = frozenset()
    stopped: Callable[[], bool] = lambda: False


def send_letters(letters: Iterable[Letter], post: Post) -> Iterator[Outcome | Trouble]:
    """Send what is due, and give what became of each letter; a Trouble, last, is why the run ended early.

    Only for who holds the workspace's lock. Nothing is written down before there is a session. OSError: the disk.
    """
    now = post.clock.now()
    post.ledger.doubt_orphans(now)
    plans = tuple(plan_letters(letters, post.ledger.list_records(), now, post.resend, post.ledger.list_stops()))
    due = [plan for plan in plans if plan.due][: post.limit]
    carrier = _Carrier(post)
    if due and carrier.get_session() is None:
        assert carrier.trouble
        yield carrier.trouble
        return
    carrier.handed = [*count_day(post.ledger.list_events(), now)]
    try:
        _rename(plans, post.ledger)
        _queue(due, post, now)
        for plan in plans:
            if plan not in due:
                yield Outcome(plan, left=bool(plan.due))
            elif carrier.trouble or post.stopped():
                yield Outcome(plan, left=True)
            else:
                yield carrier.deliver(plan)
    except BaseException:
        carrier.abort()
        raise
    carrier.close()
    if carrier.trouble:
        yield carrier.trouble


def _rename(plans: Iterable[Plan], ledger: Ledger) -> None:
    """Players got other ids when a namesake joined: what they were sent goes with them."""
    ids = {record.letter: record.player_id for record in ledger.list_records()}
    for plan in plans:
        key, player = plan.letter.key, plan.letter.player.id
        if ids.get(key, player) != player:
            ledger.rename_player(key, player)


def _queue(plans: Sequence[Plan], post: Post, now: datetime) -> None:
    """Write down what is going to be tried, and that what these packets were before no longer is."""
    sender = post.settings.mail.sender
    rows = [make_record(p.letter, address, make_message_id(p.letter, sender)) for p in plans for address in p.due]
    post.ledger.queue(rows, now)
    keys = {row.key for row in rows}
    players = {(plan.letter.campaign, plan.letter.player.id) for plan in plans}
    current = {make_key(p.letter.key, fold_address(address)) for p in plans for address in p.letter.recipients}
    for record in post.ledger.list_records():
        if record.key in keys and record.state not in OPEN:
            post.ledger.settle(record.key, State.QUEUED, "asked for again", now)
        elif record.state in OPEN and record.key not in current and (record.campaign, record.player_id) in players:
            post.ledger.settle(record.key, State.REPLACED, "the packet or the address changed before it was sent", now)


def _read_content(letter: Letter) -> bytes | None:
    """The bytes that the letter is about; None: the file was built anew meanwhile, or is gone."""
    try:
        content = letter.file.read_bytes()
    except OSError:
        return None
    return content if sha256(content).hexdigest() == letter.file_digest else None


@dataclass(slots=True)
class _Carrier:
    """Hands messages over, through one session after the other; ``trouble`` is why it can't go on."""

    post: Post
    trouble: Trouble | None = None
    handed: list[datetime] = field(default_factory=list)
    """When addresses got something in the last 24 hours."""
    _session: Session | None = None
    _next: float | None = None
    _row: dict[State, int] = field(default_factory=dict)
    _broken: int = 0
    _oversize: bool = False

    def get_session(self) -> Session | None:
        """The session, opened if there is none; None, and the trouble, if it can't be."""
        if self._session is None:
            opened = self.post.connect()
            if isinstance(opened, Trouble):
                self.trouble = opened
            else:
                self._session = opened
        return self._session

    def close(self) -> None:
        """End the session."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def abort(self) -> None:
        """Let go of the session in the middle of anything."""
        if self._session is not None:
            self._session.abort()

    def deliver(self, plan: Plan) -> Outcome:
        """Try one letter. It is tried again at once where the connection broke before it was handed over."""
        letter = plan.letter
        if self._is_day_full(len(plan.due)):
            return Outcome(plan, left=True)
        content = _read_content(letter)
        if content is None:
            return self._put_off(plan, CHANGED)
        message = compose_message(letter, content, self.post.settings, self.post.clock.now())
        data = serialize_message(message)
        left, fates, broken = plan.due, list[Fate](), False
        for _ in range(_TRIES):
            session = self._keep_pace() and self.get_session()
            if not session:
                break
            left, found = self._hand_over(session, letter, left, data)
            fates += found
            if not left or self.trouble:
                break
        else:
            fates += self._settle_broken(letter, left)
            left, broken = (), True
        self._count(fates, broken=broken)
        return Outcome(plan, tuple(fates), left=bool(left))

    def _settle_broken(self, letter: Letter, recipients: Iterable[str]) -> list[Fate]:
        """Put off a household that connections break at; where they do at several in a row, the run ends."""
        now = self.post.clock.now()
        reply = f"the connection broke {_TRIES} times before it was handed over"
        return [self._write_down(letter, self._defer(letter, address, reply, now), now) for address in recipients]

    def _put_off(self, plan: Plan, reason: str) -> Outcome:
        """Leave the household to another run, which may try at once."""
        now = self.post.clock.now()
        fates = [Fate(address, State.QUEUED, reason) for address in plan.due]
        return Outcome(plan, tuple(self._write_down(plan.letter, fate, now) for fate in fates))

    def _hand_over(
        self, session: Session, letter: Letter, recipients: tuple[str, ...], data: bytes
    ) -> tuple[tuple[str, ...], list[Fate]]:
        """One attempt: those who may be tried again at once, and what became of the others."""
        offer = session.offer(self.post.settings.mail.sender, recipients, len(data))
        self.trouble = offer.trouble
        self._oversize = offer.oversize
        if offer.broken or offer.trouble:
            self.close()
            return recipients, []
        now = self.post.clock.now()
        fates = [self._settle(letter, address, answer, now) for address, answer in offer.answers if not answer.accepts]
        accepted = tuple(address for address, answer in offer.answers if answer.accepts)
        if not accepted:
            return (), fates
        keys = [make_key(letter.key, fold_address(address)) for address in accepted]
        if not self.post.ledger.claim(keys, sha256(data).hexdigest(), now):
            session.withdraw()
            return (), [*fates, *(Fate(address, State.SENDING, "another process has it") for address in accepted)]
        self.handed += [now] * len(accepted)
        receipt = session.hand_over(data)
        now = self.post.clock.now()
        if receipt.broken:
            self.close()
        if receipt.answer is None and not receipt.doubtful:
            for address in accepted:
                reply = "the connection broke before it was handed over"
                self._write_down(letter, Fate(address, State.QUEUED, reply), now)
            return accepted, fates
        return (), [*fates, *(self._settle(letter, address, receipt.answer, now) for address in accepted)]

    def _settle(self, letter: Letter, address: str, answer: Answer | None, now: datetime) -> Fate:
        """Write down what the server said; None: it broke off, and may have the message."""
        return self._write_down(letter, self._judge(letter, address, answer, now), now)

    def _judge(self, letter: Letter, address: str, answer: Answer | None, now: datetime) -> Fate:
        if answer is None:
            return Fate(address, State.UNCERTAIN, "the connection broke before the server's answer")
        reply = f"{answer.code} {answer.text}".strip()
        if answer.accepts:
            return Fate(address, State.SENT, reply)
        if not answer.puts_off and is_used_up(answer.text):
            self.trouble = Trouble(f"The server takes no more mail from you today: {reply}", _TOMORROW)
            return self._defer(letter, address, reply, now)
        if not answer.puts_off:
            size = "; the packet is too large for this server: save its pictures smaller"
            return Fate(address, State.FAILED, reply + (size if answer.code == TOO_LARGE else ""))
        return self._defer(letter, address, reply, now)

    def _defer(self, letter: Letter, address: str, reply: str, now: datetime) -> Fate:
        """Leave it to a later run, unless that was tried for long enough."""
        if now - self._find_first(letter, address, now) >= GIVE_UP:
            return Fate(address, State.FAILED, f"{reply}; given up after {GIVE_UP.days} days")
        return Fate(address, State.DEFERRED, reply, (now + PATIENCE).isoformat(timespec="seconds"))

    def _find_first(self, letter: Letter, address: str, now: datetime) -> datetime:
        """When it was tried first."""
        records = self.post.ledger.list_records(letter.campaign, letter.player.id)
        key = make_key(letter.key, fold_address(address))
        tried = next((record.first_tried for record in records if record.key == key), "")
        return datetime.fromisoformat(tried) if tried else now

    def _write_down(self, letter: Letter, fate: Fate, now: datetime) -> Fate:
        key = make_key(letter.key, fold_address(fate.address))
        until = datetime.fromisoformat(fate.until) if fate.until else None
        self.post.ledger.settle(key, fate.state, fate.reply, now, until)
        return fate

    def _is_day_full(self, count: int) -> bool:
        """Whether so many more addresses are too many for the provider's day; that ends the run."""
        mail, now = self.post.settings.mail, self.post.clock.now()
        most = find_daily_limit(mail)
        self.handed = [time for time in self.handed if time > now - DAY]
        if most is None or not self.handed or len(self.handed) + count <= most:
            return False
        free = self.handed[min(len(self.handed) + count - most, len(self.handed)) - 1] + DAY
        message = f"{mail.host} takes mail for {most} addresses in 24 hours, and {len(self.handed)} have had theirs."
        when = free.astimezone().strftime("%Y-%m-%d %H:%M")
        self.trouble = Trouble(message, f"Run the same command again after {when}; per_day in [mail] sets the number.")
        return True

    def _keep_pace(self) -> bool:
        """Wait until the next message may go; False if the run is to stop meanwhile."""
        clock, rate = self.post.clock, self.post.settings.mail.per_minute
        while self._next is not None and (pause := self._next - clock.monotonic()) > 0:
            if self.post.stopped():
                return False
            clock.sleep(min(pause, _NAP))
        self._next = clock.monotonic() + (60 / rate if rate > 0 else 0)
        return True

    def _count(self, fates: Iterable[Fate], *, broken: bool) -> None:
        """End the run where messages, or connections, go wrong in a row."""
        self._broken = self._broken + 1 if broken else 0
        if self._broken >= _MOST_BROKEN and not self.trouble:
            self.trouble = Trouble("The connection breaks again and again.", "Run the same command again in a while.")
        if self._oversize:  # the server's limit, and the packet's fault: others may be smaller
            return
        states = {fate.state for fate in fates}
        for state, most in MOST_IN_A_ROW.items():
            self._row[state] = 0 if State.SENT in states else self._row.get(state, 0) + (state in states)
            if self._row[state] >= most and not self.trouble:
                message = f"{most} messages in a row ended as {state}, so that no more are tried."
                self.trouble = Trouble(message, "See what the server says above; then run the same command again.")
