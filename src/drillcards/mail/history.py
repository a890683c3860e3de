"""What was mailed, as a coach looks it up: by player, and as a table for other programs."""

from collections.abc import Iterable
from typing import Final

from drillcards.mail.table import render_table
from drillcards.model.mail import Record

# The columns of the export, and the record's fields that they have.
COLUMNS: Final = (
    ("player", "player"),
    ("player_id", "player_id"),
    ("address", "address"),
    ("state", "state"),
    ("changed", "changed"),
    ("campaign", "campaign"),
    ("part", "part"),
    ("parts", "parts"),
    ("subject", "subject"),
    ("file", "file_name"),
    ("attempts", "attempts"),
    ("not_before", "not_before"),
    ("reply", "reply"),
    ("message_id", "message_id"),
    ("packet_digest", "digest"),
    ("message_sha256", "content"),
)


def sort_records(records: Iterable[Record]) -> tuple[Record, ...]:
    """Deliveries in the order of players, then of campaigns, parts and addresses."""
    return tuple(
        sorted(records, key=lambda r: (r.player.casefold(), r.player_id, r.campaign, r.part, r.address, r.changed))
    )


def render_csv(records: Iterable[Record]) -> str:
    """The deliveries as a table; times are in UTC."""
    return render_table((header for header, _ in COLUMNS), ([getattr(r, name) for _, name in COLUMNS] for r in records))


def is_export(text: str) -> bool:
    """Whether a text is a table that ``render_csv`` made."""
    return text.startswith(render_csv(()))
