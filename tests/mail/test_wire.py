"""Servers that nobody would want, on real sockets; the clock is the tests'."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest

from drillcards.mail.smtp import open_session
from drillcards.mail.wire import BoundedSMTP, NotMailError
from drillcards.model.mail import Trouble
from drillcards.model.settings import MailSettings
from mail.club import Watch

Play = Callable[[socket.socket], None]
NETWORK = "Check host and port in [mail], and the network."


@contextmanager
def serve(play: Play) -> Iterator[int]:
    """The port of a server that plays its part to whoever connects."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        open_ends: list[socket.socket] = []

        def answer() -> None:
            with suppress(OSError):
                while True:
                    end, _ = listener.accept()
                    open_ends.append(end)
                    threading.Thread(target=perform, args=(end,), daemon=True).start()

        def perform(end: socket.socket) -> None:
            with suppress(OSError), end:
                play(end)

        threading.Thread(target=answer, daemon=True).start()
        try:
            yield listener.getsockname()[1]
        finally:
            for end in open_ends:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)


def fail(play: Play, watch: Watch | None = None) -> str:
    """What is said of a server; the place is left out."""
    with serve(play) as port:
        mail = MailSettings(host="127.0.0.1", port=port)
        trouble = open_session(mail, None, (watch or Watch()).clock.monotonic)
    assert isinstance(trouble, Trouble)
    assert trouble.hint
    return trouble.message.replace(f"127.0.0.1:{port}", "PLACE")


def repeat(data: bytes, first: bytes = b"") -> Play:
    def play(end: socket.socket) -> None:
        end.sendall(first)
        while True:
            end.sendall(data)

    return play


def say(*replies: bytes) -> Play:
    """A reply to each line that comes, the first to none."""

    def play(end: socket.socket) -> None:
        with end.makefile("rb") as lines:
            for reply in replies:
                end.sendall(reply)
                lines.readline()

    return play


@pytest.mark.parametrize(
    "play",
    [
        repeat(b"220-still greeting\r\n" * 100),
        repeat(b"2" * 65536),
        repeat(b"x" * 4096, b"220-"),
        say(b"SSH-2.0-OpenSSH_9.6\r\n"),
        say("Ünsinn\r\n".encode("latin-1")),
        say(b"\xff\xfe\x00\x01" * 20 + b"\n"),
        say(b"2\xb20 superscripts\r\n"),
        say(b"220 hello\r\n", b"250-" + b"x" * 70_000 + b"\r\n"),
        say(b"HTTP/1.1 400 Bad Request\r\n"),
    ],
)
def test_what_is_no_mail_server_is_one_clear_line(play: Play) -> None:
    assert fail(play) == "PLACE doesn't answer as a mail server does."


def test_a_greeting_a_byte_at_a_time_has_no_more_time_than_a_greeting() -> None:
    watch = Watch()
    sent = 0

    def drip(end: socket.socket) -> None:
        nonlocal sent
        while True:
            watch.move(timedelta(seconds=5))
            end.sendall(b"2")
            sent += 1
            threading.Event().wait(0.001)

    assert fail(drip, watch) == "PLACE takes too long to answer."
    assert watch.seconds >= 30


def test_a_silent_server_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drillcards.mail.smtp._CONNECT_SECONDS", 0.05)
    gone = threading.Event()

    def wait(_end: socket.socket) -> None:
        gone.wait(5)

    assert fail(wait) == "PLACE takes too long to answer."
    gone.set()


@pytest.mark.parametrize(
    ("replies", "said"),
    [
        ((b"421 4.3.2 too busy\r\n",), "PLACE turns connections away: 421 4.3.2 too busy"),
        ((b"220 hi\r\n", b"421 bye\r\n", b"421 bye\r\n"), "PLACE turns connections away: 421 bye"),
        ((b"220 hi\r\n", b"250-hi\r\n250 STARTTLS\r\n", b"454 later\r\n"), "PLACE turns connections away: 454 later"),
        ((b"220 hi\r\n",), "PLACE can't be reached: the connection broke."),
    ],
)
def test_a_server_that_takes_leave_is_quoted(replies: tuple[bytes, ...], said: str) -> None:
    assert fail(say(*replies)) == said


def test_a_greeting_that_is_cut_off_is_told() -> None:
    assert fail(lambda end: end.sendall(b"220 h")) == "PLACE can't be reached: the connection broke."


def test_a_server_that_reads_a_byte_at_a_time_has_no_more_time_for_a_message() -> None:
    watch = Watch()

    def sip(end: socket.socket) -> None:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        end.sendall(b"220 hi\r\n")
        while end.recv(1024):
            watch.move(timedelta(seconds=1))

    with serve(sip) as port:
        smtp = BoundedSMTP("127.0.0.1", port, "me", 60.0, watch.clock.monotonic)
        with pytest.raises(TimeoutError):
            smtp.send(bytes(50_000_000))
        assert smtp.sock is None


def test_several_replies_in_one_piece_are_read_one_by_one() -> None:
    with serve(say(b"220 hi\r\n250-one\r\n250 two\n500\r\nnonsense\r\n")) as port:
        smtp = BoundedSMTP("127.0.0.1", port, "me", 60.0, Watch().clock.monotonic)
        assert [smtp.getreply(), smtp.getreply()] == [(250, b"one\ntwo"), (500, b"")]
        with pytest.raises(NotMailError):
            smtp.getreply()
        assert smtp.sock is None
