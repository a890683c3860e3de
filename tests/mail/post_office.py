"""A mail server in a thread, with a certificate of its own authority, that keeps what it gets and can misbehave."""

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

PASSWORD = "s3cret-Pa55word"
HOST = "localhost"

Reply = str | Callable[[SMTP], str]
DROP = "DROP"
"""Instead of a reply: the connection is cut."""


@dataclass(frozen=True)
class Mail:
    """A message as the server got it."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes

    @property
    def message(self) -> EmailMessage:
        parsed = message_from_bytes(self.data, policy=SMTP_POLICY)
        assert isinstance(parsed, EmailMessage)
        return parsed


@dataclass
class PostOffice:
    """``mail`` has replies to senders, ``rcpt`` to recipients, ``data`` to messages by their first recipient.

    A reply that is DROP cuts the connection; ``data`` and ``before`` cut it after and before the message came.
    """

    port: int = 0
    got: list[Mail] = field(default_factory=list)
    mail: dict[str, str] = field(default_factory=dict)
    rcpt: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    logins: int = 0
    sessions: int = 0
    delay: Callable[[], float] = lambda: 0.0
    size: int = 33_554_432

    # aiosmtpd fixes the names and parameters of these.
    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self.answer(server, self.mail.get(address))
        if reply is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return reply or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self.answer(server, self.rcpt.get(address))
        if reply is None:
            envelope.rcpt_tos.append(address)
        return reply or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:  # noqa: N802
        first = envelope.rcpt_tos[0]
        await asyncio.sleep(self.delay())
        if self.data.get(first, "250").startswith(("250", DROP)):
            assert isinstance(envelope.content, bytes)
            self.got.append(Mail(envelope.mail_from or "", tuple(envelope.rcpt_tos), envelope.content))
        await asyncio.sleep(self.delay())
        return self.answer(server, self.data.get(first)) or "250 OK"

    def answer(self, server: SMTP, reply: str | None) -> str | None:
        if reply == DROP:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            return "250 nobody hears this"
        return reply

    def check_login(self, _server: SMTP, _session: Any, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
        self.logins += right
        return AuthResult(success=right, handled=False)


class Clerk(SMTP):
    """Cuts the connection at the command DATA where the office says so."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        office: PostOffice = self.event_handler
        first = self.envelope.rcpt_tos[0] if self.envelope and self.envelope.rcpt_tos else ""
        if reply := office.before.get(first):
            if office.answer(self, reply) == reply:
                await self.push(reply)
            return
        await super().smtp_DATA(arg)


def make_certificates(folder: Path, host: str = HOST) -> tuple[ssl.SSLContext, Path]:
    """The context of a server for ``host``, and the file of the authority that vouches for it."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    file = folder / f"{host}.pem"
    authority.cert_pem.write_to_path(str(file))
    return context, file


@contextmanager
def run_office(office: PostOffice, context: ssl.SSLContext | None, *, tls: bool = False) -> Iterator[PostOffice]:
    """Let an office serve on a free port meanwhile: with TLS from the start, with STARTTLS, or without either."""
    loop = asyncio.new_event_loop()

    def make() -> SMTP:
        office.sessions += 1
        return Clerk(
            office,
            data_size_limit=office.size,
            hostname=HOST,
            tls_context=None if tls else context,
            require_starttls=not tls and context is not None,
            authenticator=office.check_login,
            auth_required=not tls and context is not None,
            auth_require_tls=not tls and context is not None,
            loop=loop,
        )

    server = loop.run_until_complete(loop.create_server(make, HOST, 0, ssl=context if tls else None))
    office.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield office
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _end(server: asyncio.Server) -> None:
    server.close()
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0.01)  # closed connections are forgotten in the loop's next turns
