"""One command as a whole process: wall time, processor time, memory.

The caller should hold little memory itself: Linux counts a parent's resident set at fork towards its child's peak.
"""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_SAMPLE_SECONDS = 0.05


class CommandError(Exception):
    """A measured command that did not exit with 0; the message has its exit status and the end of its output."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one run took.

    `wall` and `cpu` are seconds; cpu is user and system time of the process and of the descendants that it
    waited for. `largest` is the peak resident memory, in MB of 10⁶ bytes, of the largest single process.
    """

    wall: float
    cpu: float
    largest: float


def run_command(command: Sequence[str], env: Mapping[str, str]) -> Usage:
    """Run `command` to its end and return what it took. Raises CommandError when it fails."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = _start(command, env, output)
        return _finish(process, started, output)


def sample_command(
    command: Sequence[str], env: Mapping[str, str], seconds: float = _SAMPLE_SECONDS
) -> tuple[Usage, float | None]:
    """What one run took, and the peak in MB of the memory of the command and all its descendants together.

    Sums proportional set sizes every so many seconds, so that a page shared by two workers counts once. A short peak
    between two samples is missed. None where the system has no /proc. Times are for orientation only when samples are
    dense: the sampling itself takes processor time.
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return run_command(command, env), None
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = _start(command, env, output)
        ended = threading.Event()
        peaks = [0]

        def sample() -> None:
            while not ended.wait(seconds):
                peaks.append(_sum_session(process.pid))

        thread = threading.Thread(target=sample)
        thread.start()
        try:
            usage = _finish(process, started, output)
        finally:
            ended.set()
            thread.join()
    return usage, max(peaks) / 1e6


def _finish(process: subprocess.Popen[bytes], started: float, output: BinaryIO) -> Usage:
    status, usage = _wait(process)
    wall = time.perf_counter() - started
    if status:
        raise CommandError(f"exit {status}: {_read_tail(output)}")
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage counts bytes on macOS and KiB on Linux
    return Usage(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def _start(command: Sequence[str], env: Mapping[str, str], output: BinaryIO) -> subprocess.Popen[bytes]:
    # A session of its own makes the descendants recognisable.
    return subprocess.Popen(
        command, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
    )


def _wait(process: subprocess.Popen[bytes]) -> tuple[int, resource.struct_rusage]:
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except BaseException:  # an interrupt must not leave the child and its workers behind
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage


def _sum_session(session: int) -> int:
    """The proportional set sizes of all processes of a session, in bytes."""
    total = 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            # The command name, in parentheses, may hold spaces; state, parent, group and session come after it.
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                match = re.search(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text(), re.MULTILINE)
                total += int(match[1]) * 1024 if match else 0
        except OSError:  # the process ended in the meantime
            continue
    return total


def _read_tail(output: BinaryIO) -> str:
    output.seek(0)
    return output.read().decode(errors="replace").strip()[-600:]
