"""How many addresses a provider takes mail for in 24 hours, and how it says that there were enough."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from drillcards.model.mail import State
from drillcards.model.settings import MailSettings

DAY: Final = timedelta(hours=24)
"""Google counts over the last 24 hours, and shuts out for as long who passes the limit."""

# A server, how the user's address ends, and the addresses in 24 hours.
# Gmail 500, Workspace 2,000 messages: support.google.com/mail/answer/22839 and support.google.com/a/answer/166852.
# iCloud 1,000: support.apple.com/102198. Yahoo 500: help.yahoo.com, SLN17518. Microsoft 365 10,000 recipients:
# learn.microsoft.com, "Exchange Online limits".
_LIMITS: Final = (
    ("smtp.gmail.com", "@gmail.com", 500),
    ("smtp.gmail.com", "@googlemail.com", 500),
    ("smtp.gmail.com", "", 2_000),
    ("smtp.mail.me.com", "", 1_000),
    ("smtp.mail.yahoo.com", "", 500),
    ("smtp.office365.com", "", 10_000),
)
_USED_UP: Final = ("5.4.5", "5.1.90")
"""Codes by which Gmail and Microsoft 365 refuse a sender, and not a message, until a day is over."""


def find_daily_limit(mail: MailSettings) -> int | None:
    """The most addresses in 24 hours: as set, or as known of the provider; None: nobody knows."""
    host, user = mail.host.lower(), mail.user.lower()
    known = (most for name, end, most in _LIMITS if host == name and user.endswith(end))
    return mail.per_day or next(known, None)


def count_day(events: Iterable[tuple[str, str, State, str]], now: datetime) -> tuple[datetime, ...]:
    """When messages were handed over in the last 24 hours, in order, once for each address."""
    times = (datetime.fromisoformat(at) for at, _, state, _ in events if state is State.SENDING)
    return tuple(sorted(time for time in times if time > now - DAY))


def is_used_up(reply: str) -> bool:
    """Whether a server's words say that its user has sent enough for today."""
    return reply.startswith(_USED_UP)
