"""Mailing through Postfix, as Debian has it: ``make mail-check`` installs nothing, and says what it needs.

It starts a server of its own, with all its files in a temporary folder, on free ports of this machine, that knows one
password and delivers into that folder; Postfix wants to be started by root.
"""

import os
import pwd
import shutil
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import trustme

from drillcards.build.mailing import Mailing, MailOrder, send_mailing
from drillcards.mail.ledger import read_records
from drillcards.mail.secret import VARIABLE
from drillcards.model.mail import Outcome, State, Trouble
from drillcards.model.packet import Packet
from drillcards.model.settings import Workspace
from mail.club import COACH, SETTINGS, make_letters, make_packet, make_packets, make_player
from mail.post_office import HOST, PASSWORD

MESSAGES = 50
LIMIT = 200_000
"""Bytes that the server takes."""
USER = "nobody"
SETTINGS_FILE = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
mydestination =
myhostname = localhost
inet_interfaces = 127.0.0.1
alias_maps =
message_size_limit = {limit}
smtpd_tls_cert_file = {folder}/server.pem
smtpd_tls_key_file = {folder}/server.key
smtpd_tls_security_level = encrypt
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {folder}/login
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = reject_unlisted_recipient, permit_sasl_authenticated, reject
smtpd_reject_unlisted_recipient = yes
virtual_mailbox_domains = home.example
virtual_mailbox_maps = texthash:{folder}/households
virtual_mailbox_base = {folder}/mail
virtual_uid_maps = static:{user}
virtual_gid_maps = static:{user}
"""
SERVICES = """\
{port} inet n - n - - smtpd
{tls_port} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


def main() -> None:
    missing = find_missing()
    if missing:
        print(f"Not checked: {missing}")
        sys.exit(2)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        with keep_gate(folder), run_server(folder) as (port, tls_port):
            failures = [*check_everything(folder, port, tls_port)]
    print("\n".join(failures) or "All is well.")
    sys.exit(bool(failures))


def find_missing() -> str:
    if not shutil.which("postfix"):
        return "Postfix isn't installed (on Debian: apt-get install postfix)."
    return "" if os.geteuid() == 0 else "Postfix has to be started by root."


@contextmanager
def run_server(folder: Path) -> Iterator[tuple[int, int]]:
    port, tls_port = find_ports()
    write_certificates(folder)
    write_settings(folder, port, tls_port)
    server = ["postfix", "-c", str(folder / "postfix")]
    subprocess.run([*server, "start"], check=True, capture_output=True)
    try:
        wait_until(lambda: answers(port), "the server starts", folder)
        yield port, tls_port
    finally:
        subprocess.run([*server, "stop"], check=True, capture_output=True)


def write_certificates(folder: Path) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert(HOST)
    (folder / "server.pem").write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
    (folder / "server.key").write_bytes(certificate.private_key_pem.bytes())
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))


def write_settings(folder: Path, port: int, tls_port: int) -> None:
    owners = {"postfix": "root", "queue": "root", "data": "postfix", "mail": USER}
    for name, owner in owners.items():
        (folder / name).mkdir()
        os.chown(folder / name, pwd.getpwnam(owner).pw_uid, -1)
    facts = {"folder": folder, "port": port, "tls_port": tls_port, "limit": LIMIT, "user": pwd.getpwnam(USER).pw_uid}
    (folder / "postfix/main.cf").write_text(SETTINGS_FILE.format(**facts), "utf-8")
    (folder / "postfix/master.cf").write_text(SERVICES.format(**facts), "utf-8")
    households = [f"p{number}@home.example p{number}/\n" for number in range(1, 100)]
    (folder / "households").write_text("".join(households), "utf-8")


class Gatekeeper(socketserver.StreamRequestHandler):
    """Checks the one password for Postfix, in Dovecot's authentication protocol."""

    def handle(self) -> None:
        self.wfile.write(b"VERSION\t1\t1\nMECH\tPLAIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t0\nDONE\n")
        for line in self.rfile:
            command, *rest = line.decode().rstrip("\n").split("\t")
            if command == "AUTH":
                told = dict(part.partition("=")[::2] for part in rest)["resp"]
                right = b64decode(told).decode().split("\0")[1:] == [COACH, PASSWORD]
                self.wfile.write((f"OK\t{rest[0]}\tuser={COACH}\n" if right else f"FAIL\t{rest[0]}\n").encode())


@contextmanager
def keep_gate(folder: Path) -> Iterator[None]:
    with socketserver.ThreadingUnixStreamServer(str(folder / "login"), Gatekeeper) as server:
        server.daemon_threads = True
        (folder / "login").chmod(0o666)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


def check_everything(folder: Path, port: int, tls_port: int) -> Iterator[str]:
    os.environ["SSL_CERT_FILE"] = str(folder / "authority.pem")
    os.environ[VARIABLE] = PASSWORD
    packets = make_packets(MESSAGES, folder / "packets")
    told = mail_packets(folder / "starttls", packets, port)
    yield from expect("50 by STARTTLS", count(told), Counter({"sent": MESSAGES}))
    wait_until(lambda: len(list_mail(folder)) >= MESSAGES, "the mail is delivered", folder)
    yield from expect("their packets", list_mail(folder), {p.player.id[7:]: p.files[0].read_bytes() for p in packets})
    yield from expect("again", count(mail_packets(folder / "starttls", packets, port)), Counter())
    few = packets[:2]
    yield from expect(
        "2 by TLS", count(mail_packets(folder / "tls", few, tls_port, security="tls")), Counter({"sent": 2})
    )
    foreign = make_packet(make_player(60, guardians=("nobody@home.example", "p60@home.example")), folder / "packets")
    told = mail_packets(folder / "foreign", [foreign], port)
    yield from expect("a refused parent", count(told), Counter({"failed": 1, "sent": 1}))
    large = make_packet(make_player(61), folder / "packets", "x" * LIMIT)
    told = mail_packets(folder / "large", [large], port)
    yield from expect("a packet that is too large", count(told), Counter({"failed": 1}))
    os.environ[VARIABLE] = "wrong"
    told = mail_packets(folder / "password", few, port)
    yield from expect("a wrong password", [type(item) for item in told], [Trouble])
    yield from expect("nothing in the ledger", read_records(folder / "password"), ())
    os.environ[VARIABLE] = PASSWORD
    del os.environ["SSL_CERT_FILE"]
    told = mail_packets(folder / "untrusted", few, port)
    yield from expect("a certificate that nobody knows", [type(item) for item in told], [Trouble])


def mail_packets(
    root: Path, packets: Sequence[Packet], port: int, security: str = "starttls"
) -> list[Outcome | Trouble]:
    root.mkdir(exist_ok=True)
    settings = replace(SETTINGS, mail=replace(SETTINGS.mail, port=port, security=security))
    told = list(
        send_mailing(Mailing(Workspace(root, settings), MailOrder(), make_letters(packets, root, settings), ()))
    )
    for item in told:
        if isinstance(item, Trouble):
            print(f"  {item.message} {item.hint}")
            continue
        for fate in item.fates:
            if fate.state is not State.SENT:
                print(f"  {fate.address}: {fate.state}, {fate.reply}")
    return told


def count(told: Sequence[Outcome | Trouble]) -> Counter[str]:
    """How many deliveries ended how."""
    fates = [fate for item in told if isinstance(item, Outcome) for fate in item.fates]
    return Counter(fate.state.value for fate in fates)


def list_mail(folder: Path) -> dict[str, bytes]:
    """The packets that were delivered, by the number of the player."""
    found = {}
    for file in (folder / "mail").glob("p*/new/*"):
        message = message_from_bytes(file.read_bytes(), policy=SMTP)
        (attachment,) = message.iter_attachments()
        found[file.parts[-3].removeprefix("p")] = attachment.get_content()
    return found


def expect(what: str, seen: object, wanted: object) -> Iterator[str]:
    print(f"{what}: {'ok' if seen == wanted else 'not as expected'}")
    if seen != wanted:
        yield f"{what}: {str(seen)[:300]} instead of {str(wanted)[:300]}"


def find_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def wait_until(happened: Callable[[], bool], what: str, folder: Path) -> None:
    for _ in range(200):
        if happened():
            return
        time.sleep(0.1)
    raise TimeoutError(f"{what}: not within 20 s\n" + (folder / "log").read_text("utf-8", "replace")[-3000:])
