"""A session with a mail server: encrypted, verified and authenticated, or a Trouble that says why there is none."""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from time import monotonic
from typing import Final

from drillcards.mail.secret import VARIABLE, Secret
from drillcards.mail.wire import BoundedSMTP, NotMailError
from drillcards.model.mail import Trouble
from drillcards.model.settings import MailSettings

PORTS: Final = {"starttls": 587, "tls": 465}
"""Of message submission, by the kind of security (RFC 8314)."""
_GREETING: Final = "[127.0.0.1]"
"""What the program calls itself: an address literal, so that the name of a coach's computer stays at home."""
_CONNECT_SECONDS: Final = 30.0
_REPLY_SECONDS: Final = 300.0
"""RFC 5321, 4.5.3.2, has five minutes for a command, and ten for the reply to a message."""
_DATA_SECONDS: Final = 600.0
_LONGEST_REPLY: Final = 200
_SIZE: Final = re.compile(r"[0-9]{1,20}")  # RFC 1870, 4

_CONTINUE: Final = 354
_CLOSING: Final = 421
TOO_LARGE: Final = 552


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said of a recipient: a code of RFC 5321, and its words as one line."""

    code: int
    text: str

    @property
    def accepts(self) -> bool:
        """Whether the server has taken the message on."""
        return 200 <= self.code < 300

    @property
    def puts_off(self) -> bool:
        """Whether it may do so later."""
        return 400 <= self.code < 500


@dataclass(frozen=True, slots=True)
class Offer:
    """What a server said before it got a message: of each recipient, in order.

    ``broken``: the connection is of no use any more, and nothing was handed over. A ``trouble`` is one that all
    messages of the sender would have. ``oversize``: the server has said beforehand that it takes nothing so large.
    """

    answers: tuple[tuple[str, Answer], ...] = ()
    broken: bool = False
    trouble: Trouble | None = None
    oversize: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a server said when it got a message; ``answer`` is None if the connection broke first.

    ``doubtful``: it broke when the server may have had all of the message.
    """

    answer: Answer | None
    broken: bool = False
    doubtful: bool = False


class Session:
    """A connection that messages can be handed to; see ``open_session``. First ``offer``, then ``hand_over`` or
    ``withdraw``.
    """

    def __init__(self, smtp: BoundedSMTP) -> None:
        self._smtp = smtp

    @property
    def size_limit(self) -> int:
        """The largest message that the server takes, in bytes, as it said in answer to EHLO; 0: it didn't say."""
        text = self._smtp.esmtp_features.get("size", "")
        return int(text) if _SIZE.fullmatch(text) else 0

    def offer(self, sender: str, recipients: tuple[str, ...], size: int) -> Offer:
        """Ask whether the server takes a message of ``size`` bytes. If it takes it for nobody, the offer is over."""
        if self.size_limit and size > self.size_limit:
            answer = Answer(TOO_LARGE, f"The server takes {self.size_limit:,} bytes, and this is {size:,}")
            return Offer(tuple((recipient, answer) for recipient in recipients), oversize=True)
        try:
            return self._offer(sender, recipients, size)
        except OSError:  # smtplib's errors, too
            return Offer(broken=True)

    def _offer(self, sender: str, recipients: tuple[str, ...], size: int) -> Offer:
        answer = _read(*self._smtp.mail(sender, [f"SIZE={size}"] if self.size_limit else []))
        if answer.code == _CLOSING:
            return Offer(broken=True)
        if not answer.accepts:
            return self._refuse_all(sender, recipients, answer)
        answers = [(recipient, _read(*self._smtp.rcpt(recipient))) for recipient in recipients]
        if any(answer.code == _CLOSING for _, answer in answers):
            return Offer(broken=True)
        if not any(answer.accepts for _, answer in answers):
            self._smtp.rset()
        return Offer(tuple(answers))

    def _refuse_all(self, sender: str, recipients: tuple[str, ...], answer: Answer) -> Offer:
        """The server takes no message of this sender now. A lasting refusal but for size concerns them all."""
        self._smtp.rset()
        if answer.puts_off or answer.code == TOO_LARGE:
            return Offer(tuple((recipient, answer) for recipient in recipients))
        message = f"The server takes no mail from {sender}: {answer.code} {answer.text}"
        hint = "Is from in [mail] the address of the account that user names?"
        return Offer(trouble=Trouble(message, hint))

    def hand_over(self, data: bytes) -> Receipt:
        """Give the server the message that it was offered, lines ending in CR LF."""
        try:
            answer = _read(*self._smtp.docmd("DATA"))
        except OSError:
            return Receipt(None, broken=True)
        if answer.code != _CONTINUE:
            refused = 400 <= answer.code < 600
            self.withdraw()  # or the server would still be waiting for this message
            return Receipt(answer if refused else None, broken=not refused or answer.code == _CLOSING)
        try:
            self._smtp.patience = _DATA_SECONDS
            self._smtp.send(re.sub(rb"(?m)^\.", b"..", data) + b".\r\n")
            answer = _read(*self._smtp.getreply())
            self._smtp.patience = _REPLY_SECONDS
        except OSError:
            return Receipt(None, broken=True, doubtful=True)
        known = answer.accepts or 400 <= answer.code < 600
        return Receipt(answer if known else None, not known or answer.code == _CLOSING, doubtful=not known)

    def withdraw(self) -> None:
        """Take back what was offered."""
        with suppress(OSError):
            self._smtp.rset()

    def abort(self) -> None:
        """End the connection at once, in whatever state it is: a message that isn't whole is no message."""
        self._smtp.close()

    def close(self) -> None:
        """Take leave of the server, if it is still there."""
        try:
            self._smtp.patience = _CONNECT_SECONDS
            self._smtp.quit()
        except OSError:
            self._smtp.close()


def open_session(
    mail: MailSettings, password: Secret | None, now: Callable[[], float] = monotonic
) -> Session | Trouble:
    """A session with the server of the settings, or why there is none. Without a user there is no login.

    ``now`` counts the seconds that the server takes.
    Certificates are those that the system trusts; SSL_CERT_FILE names others, of a school's own authority.
    """
    place = f"{mail.host}:{choose_port(mail)}"
    try:
        smtp = _connect(mail, now)
    except (OSError, ValueError) as error:
        return _explain_connection(error, mail.host, place, mail.security)
    with ExitStack() as failing:
        failing.callback(smtp.close)
        if mail.user and password and (trouble := _log_in(smtp, mail.user, password)):
            return trouble
        failing.pop_all()
    smtp.patience = _REPLY_SECONDS
    return Session(smtp)


def choose_port(mail: MailSettings) -> int:
    """The port of the settings, or the usual one."""
    return mail.port or PORTS.get(mail.security, PORTS["starttls"])


def _connect(mail: MailSettings, now: Callable[[], float]) -> BoundedSMTP:
    context = ssl.create_default_context()
    at_once = context if mail.security == "tls" else None
    smtp = BoundedSMTP(mail.host, choose_port(mail), _GREETING, _CONNECT_SECONDS, now, at_once)
    try:
        if not at_once:
            smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _log_in(smtp: BoundedSMTP, user: str, password: Secret) -> Trouble | None:
    """Log in. What the server says isn't repeated, as it may quote what it was told."""
    hint = f"Check user in [mail], and {VARIABLE}. Gmail and others want an app password, not that of the account."
    try:
        smtp.login(user, password.reveal())
    except smtplib.SMTPAuthenticationError as error:
        if 400 <= error.smtp_code < 500:
            return Trouble(f"The server can't check passwords now (code {error.smtp_code}).", "Try again in a while.")
        return Trouble(f"The server doesn't accept the password of {user} (code {error.smtp_code}).", hint)
    except UnicodeEncodeError:
        return Trouble("The user or the password has letters that mail servers don't understand.", hint)
    except smtplib.SMTPNotSupportedError:
        return Trouble(
            "The server offers no login that drillcards knows.", "If it wants none, take user out of [mail]."
        )
    except (OSError, ValueError):  # the latter: a question that no login of smtplib's asks
        return Trouble("The connection broke during the login.", "Try again in a while.")
    finally:
        smtp.password = ""  # smtplib would keep it for as long as the session lasts
    return None


def _explain_connection(  # noqa: PLR0911 - a case for each way to fail
    error: Exception, host: str, place: str, security: str
) -> Trouble:
    network = "Check host and port in [mail], and the network."
    match error:
        case ssl.SSLCertVerificationError():
            message = f"The certificate of {place} can't be trusted: {error.verify_message}."
            return Trouble(message, "Is host spelt as the provider has it? A network that reads along does this, too.")
        case ssl.SSLError():
            other = "starttls" if security == "tls" else "tls"
            return Trouble(f"{place} doesn't speak TLS as expected.", f'Try security = "{other}" in [mail].')
        case NotMailError():
            return Trouble(f"{place} doesn't answer as a mail server does.", network)
        case smtplib.SMTPNotSupportedError():
            hint = 'Try security = "tls" in [mail]; nothing is sent without encryption.'
            return Trouble(f"{place} offers no encryption.", hint)
        case smtplib.SMTPResponseException():
            said = _read(error.smtp_code, error.smtp_error)
            return Trouble(f"{place} turns connections away: {said.code} {said.text}", network)
        case socket.gaierror() | UnicodeError():
            return Trouble(f"There is no server {host}, or no network.", network)
        case ConnectionRefusedError():
            return Trouble(f"Nothing answers at {place}.", network)
        case TimeoutError():
            return Trouble(f"{place} takes too long to answer.", network)
        case _:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else "the connection broke"
            return Trouble(f"{place} can't be reached: {reason}.", network)


def _read(code: int, text: bytes | str) -> Answer:
    """A reply as one line of printable letters, and not too long a one."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    plain = " ".join("".join(char if char.isprintable() else " " for char in words).split())
    return Answer(code, plain[:_LONGEST_REPLY])
