"""A club: players with households and packets, small but whole PDFs."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from drillcards.mail.clock import Clock
from drillcards.mail.letters import Letters, write_letters
from drillcards.mail.wording import Wording
from drillcards.model.packet import Packet
from drillcards.model.roster import Player, Roster
from drillcards.model.settings import MailSettings, Settings

COACH = "coach@hares.example"
NOON = datetime(2027, 3, 2, 12, 0, tzinfo=UTC)
SETTINGS = Settings(
    team="Hill Hares",
    season="Spring 2027",
    mail=MailSettings(
        sender=COACH, name="Kim Vale", host="localhost", user=COACH, per_minute=0, campaign="spring", reply_to=COACH
    ),
)


class Watch:
    """A clock that only goes where a test moves it, and remembers how long it was slept on."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def move(self, span: timedelta) -> None:
        self.seconds += span.total_seconds()

    @property
    def clock(self) -> Clock:
        return Clock(lambda: NOON + timedelta(seconds=self.seconds), lambda: self.seconds, self.sleep)


def make_player(number: int, **changes: object) -> Player:
    player = Player(
        f"player-{number}", f"Player Number{number}", guardians=(f"p{number}@home.example",), line=number + 1
    )
    return replace(player, **changes)  # type: ignore[arg-type]  # a test knows the fields


def make_packet(player: Player, folder: Path, text: str = "", parts: int = 1) -> Packet:
    """A packet whose PDF names its player."""
    folder.mkdir(exist_ok=True)
    files = tuple(
        folder / (f"{player.id}.pdf" if parts == 1 else f"{player.id}-{n + 1}-of-{parts}.pdf") for n in range(parts)
    )
    for file in files:
        canvas = Canvas(str(file), invariant=1, pageCompression=0)
        canvas.drawString(72, 72, f"Packet of {player.name} {text}")
        canvas.save()
    digest = sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    digests = tuple(sha256(file.read_bytes()).hexdigest() for file in files)
    return Packet(player, files, ("Cone Weave", "Ladder Run"), digest, digests)


def make_packets(count: int, folder: Path, text: str = "") -> tuple[Packet, ...]:
    return tuple(make_packet(make_player(number), folder, text) for number in range(1, count + 1))


def make_roster(packets: Iterable[Packet]) -> Roster:
    return Roster(tuple(packet.player for packet in packets), "roster.csv")


def make_letters(packets: Iterable[Packet], root: Path, settings: Settings = SETTINGS, to_self: str = "") -> Letters:
    packets = tuple(packets)
    letters, problems = write_letters(packets, "roster.csv", Wording(root), settings, to_self)
    assert problems == ()
    return letters
