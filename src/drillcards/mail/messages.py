"""Letters → messages as RFC 5322 and MIME have them, the same bytes every time."""

import re
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime
from typing import Any, Final
from urllib.parse import quote

from drillcards.model.mail import Letter
from drillcards.model.settings import MailSettings, Settings

_HEADERS_WITH_ADDRESSES: Final = ("To", "Cc", "Bcc", "Resent-To", "Resent-Cc", "Resent-Bcc")
_SPECIALS: Final = re.compile(r"""[()<>@,:;.\\"\[\]]""")
"""What a name in a header needs quotes for (RFC 5322, 3.2.3)."""


class _LinkHeader(UnstructuredHeader):
    """A header on one line: a long word in it would be encoded elsewhere, so that no program could follow the link."""

    max_count = 1

    def fold(self: Any, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_REGISTRY: Final = HeaderRegistry()
_REGISTRY.map_to_type("list-unsubscribe", _LinkHeader)  # type: ignore[arg-type]  # it makes a BaseHeader of it
_POLICY: Final = SMTP.clone(header_factory=_REGISTRY)


class MixedHouseholdsError(Exception):
    """A message would have reached somebody else than its player's household: a bug, and nothing may be sent."""


def compose_message(letter: Letter, content: bytes, settings: Settings, date: datetime) -> EmailMessage:
    """The message that brings ``content``, the bytes of the letter's file. ``date`` has a time zone."""
    mail = settings.mail
    message = EmailMessage(policy=_POLICY)
    message["From"] = _make_sender(mail.sender, mail.name or settings.team)
    message["To"] = tuple(Address(addr_spec=address) for address in letter.recipients)
    if mail.reply_to:
        message["Reply-To"] = Address(addr_spec=mail.reply_to)
    message["Subject"] = letter.words.subject
    message["Date"] = format_datetime(date)
    message["Message-ID"] = make_message_id(letter, mail.sender)
    message["Auto-Submitted"] = "auto-generated"
    message["List-Unsubscribe"] = f"<{_make_link(mail, letter)}>"
    message.set_content(letter.words.text, charset="utf-8", cte="quoted-printable")
    if letter.words.html is not None:
        message.add_alternative(letter.words.html, subtype="html", charset="utf-8", cte="quoted-printable")
    message.add_attachment(content, maintype="application", subtype="pdf", filename=letter.file_name)
    message["Content-Language"] = letter.words.lang  # last, as setting the content clears all headers of that kind
    _set_boundaries(message, letter.key)
    check_household(message, letter)
    return message


def make_message_id(letter: Letter, sender: str) -> str:
    """``<KEY@DOMAIN>``, short enough for one line.

    A message that is sent again has it again, so that it is shown once if both came.
    """
    return f"<{letter.key[:32]}@{sender.rpartition('@')[2]}>"


def serialize_message(message: EmailMessage) -> bytes:
    """The message as it goes over the wire, and into an .eml file: lines end in CR LF."""
    return message.as_bytes()


def check_household(message: EmailMessage, letter: Letter) -> None:
    """MixedHouseholdsError: the message's addresses aren't the letter's alone, or there are none."""
    headers = [header for name in _HEADERS_WITH_ADDRESSES for header in message.get_all(name, ())]
    addresses = {address.addr_spec for header in headers for address in header.addresses}
    if not addresses or addresses != {*letter.recipients}:
        raise MixedHouseholdsError(f"The message for {letter.player.id} has the addresses of others, or none.")


def _make_sender(address: str, name: str) -> Address:
    """The sender by name, as far as that survives the way into a header and back.

    Names with line breaks can't stand there; and of long ones some versions of the email package lose the quotes
    where they break the line, so that a comma would part two senders.
    """
    name = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    simple = " ".join(_SPECIALS.sub(" ", name).split())
    senders = [Address(shown, addr_spec=address) for shown in (name, simple, "")]
    return next(filter(_survives, senders), senders[-1])


def _survives(sender: Address) -> bool:
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    try:
        read = message_from_bytes(message.as_bytes(), policy=SMTP)["From"].addresses
    except UnicodeEncodeError:  # half a character
        return False
    return [(found.display_name, found.addr_spec) for found in read] == [(sender.display_name, sender.addr_spec)]


def _make_link(mail: MailSettings, letter: Letter) -> str:
    """Where a family's wish not to be mailed goes (RFC 2369): to who gets their answers, if nothing else is set.

    The subject says which address it is about, as answers often come from another one, unless several would read it.
    """
    text = mail.unsubscribe or mail.reply_to or mail.sender
    if text.startswith(("mailto:", "https:")):
        return text
    whom = f" {letter.recipients[0]}" if len(letter.recipients) == 1 else ""
    return f"mailto:{quote(text, safe='@')}?subject={quote(f'unsubscribe{whom}', safe='@')}"


def _set_boundaries(message: EmailMessage, key: str) -> None:
    """Between parts stands what can't stand in them: “=_” is neither base64 nor quoted-printable (RFC 2045, 6.7)."""
    multiparts = (part for part in message.walk() if part.is_multipart())
    for index, part in enumerate(multiparts):
        part.set_boundary(f"=_drillcards_{index}_{key[:24]}")
