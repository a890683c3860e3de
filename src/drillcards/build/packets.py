"""Packets: who gets what, and one PDF a player. A stand-in until there are any."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from drillcards.build.chunks import Progress, ignore_progress
from drillcards.build.material import Material, Problems
from drillcards.model.packet import Packet
from drillcards.model.problem import Problem, Severity

_NO_ROSTER: Final = Problem(Severity.ERROR, "no-roster", "", None, "There is no roster.csv here.", "List your players.")


@dataclass(frozen=True, slots=True)
class PacketOrder:
    """Whose packets to build. ``players`` are names or ids, none: all."""

    roster: Path | None = None
    players: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PacketsReport:
    """The packets that were built, in the roster's order."""

    problems: Problems
    packets: tuple[Packet, ...] = ()


def build_packets(_material: Material, _order: PacketOrder, _progress: Progress = ignore_progress) -> PacketsReport:
    """Nothing yet."""
    return PacketsReport((_NO_ROSTER,))
