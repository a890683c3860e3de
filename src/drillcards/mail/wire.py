"""smtplib with bounds: a server that is slow, endless or no mail server at all costs a known time and little memory.

smtplib begins its timeout anew with every byte, and reads on for as long as a reply has another line.
"""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from socket import socket
from ssl import SSLContext
from typing import Any, Final

_LONGEST_REPLY: Final = 65_536
"""Bytes of a reply with all its lines. RFC 5321, 4.5.3.1.5, has 512 for a line; real answers have 2 kB at the most."""
_PIECE: Final = 16_384
"""Bytes that are handed over between two looks at the clock: what TLS makes one record of."""


class NotMailError(smtplib.SMTPServerDisconnected):
    """The other side says what no mail server says."""


@dataclass(slots=True)
class _Deadline:
    """When to stop waiting. TimeoutError from ``get_rest`` afterwards."""

    now: Callable[[], float]
    end: float

    def get_rest(self) -> float:
        """The seconds that are left."""
        rest = self.end - self.now()
        if rest <= 0:
            raise TimeoutError("the server takes too long")
        return rest


class BoundedSMTP(smtplib.SMTP):
    """A connection on which every reply, and every message, has ``patience`` seconds in all by the clock ``now``.

    ``name`` is what the program calls itself. With ``tls`` it is encrypted from the start.
    """

    def __init__(
        self, host: str, port: int, name: str, patience: float, now: Callable[[], float], tls: SSLContext | None = None
    ) -> None:
        self.patience = patience
        self._now = now
        self._tls = tls
        self._received = bytearray()
        super().__init__(host, port, name, timeout=patience)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket:
        plain: socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]  # typeshed leaves it out
        return self._tls.wrap_socket(plain, server_hostname=host) if self._tls else plain

    def getreply(self) -> tuple[int, bytes]:
        """The code and the lines of the next reply. An OSError closes the connection: it is of no use any more."""
        try:
            return self._read_reply(_Deadline(self._now, self._now() + self.patience))
        except OSError:
            self.close()
            raise

    def _read_reply(self, deadline: _Deadline) -> tuple[int, bytes]:
        lines: list[bytes] = []
        length = 0
        while True:
            line = self._read_line(deadline, _LONGEST_REPLY - length)
            length += len(line)
            code, mark = line[:3], line[3:4]
            if not (code.isdigit() and mark in {b" ", b"-", b""}):
                raise NotMailError("The reply has no code.")
            lines.append(line[4:].strip(b" \t\r\n"))
            if mark != b"-":
                return int(code), b"\n".join(lines)

    def _read_line(self, deadline: _Deadline, most: int) -> bytes:
        """The next line without its end."""
        while (end := self._received.find(b"\n")) < 0:
            if len(self._received) > most:
                raise NotMailError("The reply doesn't end.")
            if self.sock is None:
                raise smtplib.SMTPServerDisconnected("The connection is closed.")
            self.sock.settimeout(deadline.get_rest())
            piece = self.sock.recv(_PIECE)
            if not piece:
                raise smtplib.SMTPServerDisconnected("The connection was closed by the server.")
            self._received += piece
        if end > most:
            raise NotMailError("The reply doesn't end.")
        line = bytes(self._received[:end])
        del self._received[: end + 1]
        return line.rstrip(b"\r")

    def send(self, s: Any) -> None:
        """Hand over bytes, or text in ASCII."""
        data = memoryview(s.encode(self.command_encoding) if isinstance(s, str) else s)
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("The connection is closed.")
        deadline = _Deadline(self._now, self._now() + self.patience)
        try:
            while data:
                self.sock.settimeout(deadline.get_rest())
                data = data[self.sock.send(data[:_PIECE]) :]
        except OSError:
            self.close()
            raise

    def starttls(self, *, context: SSLContext | None = None) -> tuple[int, bytes]:  # type: ignore[override]  # less
        """Encrypt the connection. What came before that is forgotten: it may be somebody else's (CVE-2011-0411)."""
        reply = super().starttls(context=context)
        self._received.clear()
        return reply
