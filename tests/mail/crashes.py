"""Runs of fifty messages, killed at random moments and started again until one ends: is anything sent twice, or lost?

``make mail-crashes`` does that 200 times and prints what it saw; a test does fewer.
"""

import logging
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from drillcards.build.mailing import Mailing, MailOrder, send_mailing
from drillcards.mail.ledger import read_records
from drillcards.mail.secret import VARIABLE
from drillcards.model.mail import State, Trouble
from drillcards.model.packet import Packet
from drillcards.model.settings import Workspace
from mail.club import SETTINGS, make_letters, make_packets
from mail.post_office import PASSWORD, PostOffice, make_certificates, run_office

MESSAGES = 50
LONGEST = 0.3
"""Seconds that a run lives at the most; a whole one takes somewhat longer. Each that is killed leaves the next more."""

# Children are forked from a server that has everything imported, so that they start at once.
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["mail.crashes"])


@dataclass(slots=True)
class Findings:
    """What came out. ``uncertain`` are messages that a run left in doubt, ``arrived`` those of them that had come."""

    kills: int = 0
    seasons: int = 0
    states: Counter[str] = field(default_factory=Counter)
    arrived: int = 0
    doubled: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def mail_packets(root: Path, packets: Sequence[Packet], port: int, authority: Path) -> None:
    """In a process of its own: all that ``send --live`` does. The exit code is 3 if the run ended early."""
    os.environ["SSL_CERT_FILE"] = str(authority)
    os.environ[VARIABLE] = PASSWORD
    settings = replace(SETTINGS, mail=replace(SETTINGS.mail, port=port))
    mailing = Mailing(Workspace(root, settings), MailOrder(), make_letters(packets, root, settings), ())
    if any(isinstance(outcome, Trouble) for outcome in send_mailing(mailing)):
        sys.exit(3)


def start_run(root: Path, packets: Sequence[Packet], port: int, authority: Path) -> BaseProcess:
    with pytest.MonkeyPatch.context() as patch:  # the server of Python 3.11 doesn't look where this process does
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        forkserver.ensure_running()
    process = CONTEXT.Process(target=mail_packets, args=(root, packets, port, authority))
    process.start()
    return process


def kill_runs(folder: Path, kills: int, seed: int) -> Findings:
    """Mail to fifty players, over and over, until so many runs were killed."""
    chance, findings = random.Random(seed), Findings()
    context, authority = make_certificates(folder)
    packets = make_packets(MESSAGES, folder / "packets")
    while findings.kills < kills:
        findings.seasons += 1
        root = folder / f"season-{findings.seasons}"
        root.mkdir()
        office = PostOffice(delay=lambda: chance.choice((0, 0, 0.001, 0.004)))
        with run_office(office, context):
            patience = LONGEST
            while kill_one(start_run(root, packets, office.port, authority), chance.uniform(0, patience)):
                findings.kills += 1
                patience *= 1.05
        judge_season(root, office, packets, findings)
    return findings


def kill_one(process: BaseProcess, seconds: float) -> bool:
    """Whether a run had to be killed after its time was over."""
    process.join(seconds)
    process.kill()
    process.join()
    assert process.exitcode in {0, -9}, f"a run ended with {process.exitcode}"
    killed = process.exitcode != 0
    process.close()
    return killed


def judge_season(root: Path, office: PostOffice, packets: Sequence[Packet], findings: Findings) -> None:
    """Hold what the server got against the ledger."""
    got = Counter(recipient for mail in office.got for recipient in mail.recipients)
    states = {record.address: record.state for record in read_records(root)}
    findings.states.update(states.values())
    for address in (packet.player.guardians[0] for packet in packets):
        state = states.get(address)
        findings.arrived += state is State.UNCERTAIN and got[address] == 1
        if got[address] > 1:
            findings.doubled.append(address)
        if state not in {State.SENT, State.UNCERTAIN} or (state is State.SENT and not got[address]):
            findings.lost.append(address)


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    logging.disable()  # the server says a lot of connections that break
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        findings = kill_runs(Path(folder), kills, seed)
    print(f"{findings.kills} runs killed in {findings.seasons} seasons of {MESSAGES}, {time.monotonic() - start:.0f} s")
    print(", ".join(f"{number} {state}" for state, number in findings.states.items()))
    print(f"{findings.arrived} of the uncertain ones had arrived")
    print(f"{len(findings.doubled)} sent twice, {len(findings.lost)} lost")
    sys.exit(bool(findings.doubled or findings.lost))
