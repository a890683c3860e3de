"""Time, as a value that tests replace."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final


@dataclass(frozen=True, slots=True)
class Clock:
    """``now`` is the date with its time zone, ``monotonic`` and ``sleep`` count seconds."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]


SYSTEM: Final = Clock(lambda: datetime.now().astimezone(), time.monotonic, time.sleep)


def read_date(clock: Clock, environ: Mapping[str, str]) -> datetime:
    """The date that a rehearsal writes: that of the clock or, for repeatable files, of SOURCE_DATE_EPOCH."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else clock.now()
