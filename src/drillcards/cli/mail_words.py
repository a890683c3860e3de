"""What became of mail, in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from drillcards.cli.words import count, name_file
from drillcards.model.mail import Letter, Outcome, Plan, Record, Rehearsed, State, Stop, Trouble, explain_silence
from drillcards.model.roster import Player

WORDS: Final = {
    State.QUEUED: "not mailed yet",
    State.SENDING: "under way",
    State.SENT: "sent",
    State.DEFERRED: "put off",
    State.FAILED: "failed",
    State.UNCERTAIN: "uncertain",
    State.REPLACED: "replaced",
}


MOST_LISTED: Final = 40
"""Messages of a rehearsal that are told one by one: those of a team, to both parents."""
_FIRST: Final = 10
"""Of more: the lines and the names that begin a longer list, which the report has whole."""


class _Kept(NamedTuple):
    """Whom a message doesn't go to now, and why; ``detail`` has the time and the server's words."""

    word: str
    whom: str
    reason: str
    detail: str = ""


@dataclass(slots=True)
class Tally:
    """What a run did, counted; ``doubtful`` are the ids of players whose mail may have arrived."""

    states: Counter[State] = field(default_factory=Counter)
    skipped: int = 0
    stopped: int = 0
    left: int = 0
    written: int = 0
    again: int = 0
    until: str = ""
    doubtful: dict[str, None] = field(default_factory=dict)
    trouble: Trouble | None = None

    @property
    def needs_care(self) -> bool:
        """Whether anything isn't as it should be, be it from an earlier run."""
        return any(self.states[state] for state in State if state is not State.SENT)

    def add_outcome(self, outcome: Outcome | Trouble) -> None:
        """Count what a live run tells."""
        if isinstance(outcome, Trouble):
            self.trouble = outcome
            return
        self._add_plan(outcome.plan)
        self.left += outcome.left
        self.again += bool(outcome.plan.changed_since and outcome.fates)
        self.states.update({fate.state for fate in outcome.fates})
        self.until = max(self.until, *(fate.until for fate in outcome.fates), "")
        if any(fate.state is State.UNCERTAIN for fate in outcome.fates):
            self.doubtful[outcome.plan.letter.player.id] = None

    def add_rehearsed(self, rehearsed: Rehearsed) -> None:
        """Count what a rehearsal tells."""
        self._add_plan(rehearsed.plan)
        self.written += rehearsed.file is not None
        self.left += rehearsed.file is None and bool(rehearsed.plan.due)
        self.again += rehearsed.file is not None and bool(rehearsed.plan.changed_since)

    def _add_plan(self, plan: Plan) -> None:
        """What earlier runs left."""
        states = {record.state for record in (*plan.settled, *plan.waiting)} - {State.SENT}
        self.states.update(states)
        self.skipped += not plan.due and not states and not plan.stopped
        self.stopped += bool(plan.stopped)
        self.until = max(self.until, *(record.not_before for record in plan.waiting), "")
        if states & {State.UNCERTAIN, State.SENDING}:
            self.doubtful[plan.letter.player.id] = None


def describe_rehearsed(rehearsed: Rehearsed) -> Iterator[str]:
    """``would send Ann Lee → mum@example.org: ann-lee.pdf, 41 kB``; nothing for what is beyond the limit."""
    yield from _describe_former(rehearsed.plan)
    if rehearsed.file:
        yield _describe_due(rehearsed)


def _describe_due(rehearsed: Rehearsed) -> str:
    plan, size = rehearsed.plan, f"{rehearsed.size / 1000:,.0f} kB"
    return f"would send {_address(plan.letter, plan.due)}: {plan.letter.file_name}, {size}{_tell_change(plan)}"


def describe_outcome(outcome: Outcome | Trouble) -> Iterator[str]:
    """``sent: Ann Lee → mum@example.org``, a line for each state that the household's addresses are in."""
    if isinstance(outcome, Trouble):
        return
    yield from _describe_former(outcome.plan)
    for (state, reply, until), fates in groupby(outcome.fates, key=lambda fate: (fate.state, fate.reply, fate.until)):
        addresses = tuple(fate.address for fate in fates)
        told = "" if state is State.SENT else f" ({reply})"
        after = f"; again after {show_time(until)}" if until else ""
        change = _tell_change(outcome.plan) if state is State.SENT else ""
        yield f"{WORDS[state]}: {_address(outcome.plan.letter, addresses)}{told}{after}{change}"


def describe_many(rehearsed: Sequence[Rehearsed], unreachable: Sequence[Player]) -> Iterator[str]:
    """What a rehearsal of a whole club tells: its first messages, and who gets none, by reason; the report has all."""
    due = [_describe_due(one) for one in rehearsed if one.file]
    yield from due[:_FIRST]
    if len(due) > _FIRST:
        yield f"… and {len(due) - _FIRST} more"
    groups: dict[str, list[str]] = {}
    for plan in (one.plan for one in rehearsed):
        for kept in _list_kept(plan):
            groups.setdefault(f"{kept.word} ({kept.reason})", []).append(plan.letter.player.name)
    for title, names in groups.items():
        yield f"{len(names)} {title}: {_shorten([*dict.fromkeys(names)])}"
    yield from describe_unreachable(unreachable, most=_FIRST)


def _describe_former(plan: Plan) -> Iterator[str]:
    """What earlier runs did."""
    return (f"{kept.word}: {kept.whom} ({kept.reason}{kept.detail})" for kept in _list_kept(plan))


def _list_kept(plan: Plan) -> Iterator[_Kept]:
    for (state, changed, reply), records in groupby(plan.settled, key=lambda r: (r.state, r.changed, r.reply)):
        whom = _address(plan.letter, (record.address for record in records))
        since = f" since {show_time(changed)}"
        if state is State.SENT:
            yield _Kept("skipped", whom, "has had this packet", since)
        else:
            yield _Kept("skipped", whom, WORDS[state], f"{since}: {reply}")
    if plan.stopped:
        yield _Kept("not mailed", _address(plan.letter, plan.stopped), "asked not to be mailed")
    for record in plan.waiting:
        until = f" until {show_time(record.not_before)}: {record.reply}"
        yield _Kept("skipped", _address(plan.letter, (record.address,)), WORDS[State.DEFERRED], until)


def describe_unreachable(players: Iterable[Player], most: int | None = None) -> Iterator[str]:
    """Who can't get mail, and why; of each reason ``most`` names, None: all."""
    players = tuple(players)
    for reason in dict.fromkeys(map(explain_silence, players)):
        names = [player.name for player in players if explain_silence(player) == reason]
        yield f"{reason[:1].upper()}{reason[1:]}: {_shorten(names, most)}"


def _shorten(names: Sequence[str], most: int | None = _FIRST) -> str:
    """The first names, and how many more there are."""
    rest = len(names[most:]) if most else 0
    return ", ".join(names[:most]) + (f" … and {rest} more" if rest else "")


def summarize_rehearsal(tally: Tally, report: Path, *, drafts: bool = False) -> Iterator[str]:
    """How many messages there would be, where they are and what lists them, and how to send them."""
    place = f"{name_file(report.parent)}/ (the whole list: {report.name})"
    if not tally.written:
        yield from ("Nothing to mail.", place)
        return
    changed = f", {tally.again} of them because the packet changed" if tally.again else ""
    beyond = f"; {tally.left} more are beyond the limit" if tally.left else ""
    yield f"{count(tally.written, 'message')} to mail{changed}{beyond}"
    yield place
    if drafts:
        yield "Open each in your mail program and send it; drillcards won't know which you sent, and offers all again."
    else:
        yield "This was a rehearsal; to mail them: drillcards send --live"


def summarize_live(tally: Tally) -> Iterator[str]:
    """How many there were of each kind, and what to do next."""
    counts = [f"{tally.states[state]} {WORDS[state]}" for state in State if tally.states[state]]
    counts += [f"{tally.skipped} skipped"] if tally.skipped else []
    counts += [f"{tally.stopped} not to be mailed"] if tally.stopped else []
    counts += [f"{tally.left} left"] if tally.left else []
    yield ", ".join(counts) or "Nothing was mailed."
    if tally.left:
        yield "To mail the rest, run the same command again."
    if tally.until:
        yield f"To mail what was put off, run the same command again after {show_time(tally.until)}."
    if tally.states[State.FAILED]:
        yield "What failed isn't tried again by itself: correct the address in the roster, or ask for it with --resend."
    for player in tally.doubtful:
        yield f"{player}: ask whether it arrived. If so: drillcards sent --confirm {player}"
        yield f"    If not: drillcards send --live --resend {player}"


def describe_record(record: Record) -> tuple[str, ...]:
    """A row of the history."""
    part = f"part {record.part} of {record.parts}" if record.parts > 1 else ""
    told = "" if record.state is State.SENT else record.reply
    notes = "; ".join(filter(None, (record.campaign, part, told)))
    return show_time(record.changed), record.player, record.address, WORDS[record.state], notes


def describe_stop(stop: Stop) -> tuple[str, ...]:
    """A row of who asked not to be mailed."""
    return show_time(stop.since), stop.address, "not to be mailed"


def show_time(stamp: str) -> str:
    """A time of the ledger as the clock on the wall has it."""
    return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M") if stamp else "now"


def _address(letter: Letter, addresses: Iterable[str]) -> str:
    part = f" ({letter.part} of {letter.parts})" if letter.parts > 1 else ""
    return f"{letter.player.name}{part} → {', '.join(addresses)}"


def _tell_change(plan: Plan) -> str:
    return f" (they have one from {show_time(plan.changed_since)})" if plan.changed_since else ""
