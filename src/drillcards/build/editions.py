"""What was published of a season's plan: calendars go by it, so that it must outlive ``output/``.

It is in ``.drillcards/calendar.json``.
"""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from drillcards.mail.ledger import FOLDER, prepare_folder
from drillcards.model.problem import Problem, Severity
from drillcards.model.season import Season
from drillcards.write.calendar import Edition, Editions
from drillcards.write.file import save_file

FILE_NAME: Final = "calendar.json"


def read_editions(root: Path, season: Season) -> tuple[Editions, tuple[Problem, ...]]:
    """What was published of this plan under its title, and a warning if that can't be read."""
    try:
        entries = _read_entries(root).get(_name_season(season), [])
        return tuple(_read_edition(entry) for entry in entries), ()
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        message = "What was published before can't be read, so that calendars may not see which practices moved."
        hint = "Nothing needs to be done; whoever imported the practices does best to delete them and import them anew."
        path = f"{FOLDER}/{FILE_NAME}"
        return (), (Problem(Severity.WARNING, "lost-editions", path, None, message, hint),)


def save_editions(root: Path, season: Season, editions: Editions) -> None:
    """Put down what is published from now on, beside that of other plans. OSError: the file can't be written."""
    path = prepare_folder(root) / FILE_NAME
    try:
        entries = _read_entries(root)
    except (OSError, ValueError, TypeError, AttributeError):
        entries = {}
    entries[_name_season(season)] = [_make_entry(edition) for edition in editions]
    save_file((json.dumps(entries, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(), path, private=True)


def _name_season(season: Season) -> str:
    return f"{season.path}: {season.title}"


def _read_entries(root: Path) -> dict[str, Any]:
    path = root / FOLDER / FILE_NAME
    return dict(json.loads(path.read_text("utf-8")).items()) if path.exists() else {}


def _make_entry(edition: Edition) -> dict[str, object]:
    return {
        "place": edition.place,
        "uid": edition.uid,
        "digest": edition.digest,
        "stamp": edition.stamp.isoformat(),
        "summary": edition.summary,
        "day": edition.day.isoformat(),
        "start": edition.start.isoformat() if edition.start else "",
        "sequence": edition.sequence,
        "cancelled": edition.cancelled,
    }


def _read_edition(entry: dict[str, Any]) -> Edition:
    return Edition(
        **{
            **entry,
            "stamp": datetime.fromisoformat(entry["stamp"]),
            "day": date.fromisoformat(entry["day"]),
            "start": time.fromisoformat(entry["start"]) if entry["start"] else None,
            "sequence": int(entry["sequence"]),
        }
    )
