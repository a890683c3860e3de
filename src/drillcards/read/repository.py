"""What git would keep of a workspace, which whoever gets the repository then has: players' names and addresses.

Git isn't run for that; its files are read.
"""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from drillcards.model.problem import Problem, Severity
from drillcards.model.roster import Roster

IGNORES: Final = ".gitignore"
PRIVATE: Final = (
    *("roster*.csv", "roster*.tsv", "roster*.txt", "roster*.xlsx", "roster*.ods", "sent*.csv"),
    *("output/", ".drillcards/"),
)
"""What has names and addresses in it, or may have: rosters, tables of what was mailed, all that is made, the ledger."""

_SAMPLES: Final = (".example", ".test", ".invalid", "example.org", "example.com", "example.net")
"""Ends of addresses that are nobody's (RFC 2606)."""
_MOST_BYTES: Final = 64_000_000
_ENTRY: Final = 62
"""Bytes of an entry of git's index before its name, whose length is in 12 bits of the last two."""


def write_ignores() -> str:
    """The text of a .gitignore for a workspace."""
    return "\n".join(("# Players' names and addresses: nothing for a repository that others see.", *PRIVATE, ""))


def list_unignored(text: str) -> tuple[str, ...]:
    """Of ``PRIVATE`` what a .gitignore's lines leave to git; a line that takes something back in is none."""
    lines = [line.strip().removeprefix("/").removeprefix("**/") for line in text.splitlines()]
    covers = [re.sub(r"/\**$", "", line) for line in lines if line[:1] not in {"", "#", "!"}]
    return tuple(wanted for wanted in PRIVATE if not any(_covers(cover, wanted) for cover in covers))


def _covers(pattern: str, wanted: str) -> bool:
    """Whether a line of a .gitignore covers the plainest name that ``wanted`` stands for."""
    return fnmatchcase(wanted.rstrip("/").replace("*", ""), pattern)


def find_repository(root: Path) -> Path | None:
    """The folder with git's files that ``root`` belongs to, if any: its ``.git``."""
    root = root.resolve()
    return next((folder / ".git" for folder in (root, *root.parents) if (folder / ".git").exists()), None)


def list_tracked(root: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Which of these names, below ``root``, git keeps; none where its index can't be understood."""
    git = find_repository(root)
    index = _read_index(git) if git else b""
    if not git or index[:4] != b"DIRC" or index[4:8] not in {b"\0\0\0\2", b"\0\0\0\3"}:  # 4 shortens names
        return ()
    place = root.resolve().relative_to(git.parent)
    return tuple(name for name in names if _has_entry(index, (place / name).as_posix().encode()))


def _has_entry(index: bytes, name: bytes) -> bool:
    at = index.find(name + b"\0")
    while at != -1:
        lengths = (int.from_bytes(index[at - skip : at - skip + 2]) & 0xFFF for skip in (2, 4))  # 4: flags of version 3
        if at >= _ENTRY and min(len(name), 0xFFF) in lengths:
            return True
        at = index.find(name + b"\0", at + 1)
    return False


def _read_index(git: Path) -> bytes:
    try:
        if git.is_file():  # of a further worktree: it names the folder
            git = git.parent / git.read_text("utf-8").removeprefix("gitdir:").strip()
        index = git / "index"
        return index.read_bytes() if index.stat().st_size <= _MOST_BYTES else b""
    except (OSError, UnicodeDecodeError):
        return b""


def find_shared_roster(root: Path, roster: Roster) -> tuple[Problem, ...]:
    """A warning if git keeps the roster, unless it is a sample, whose addresses are nobody's."""
    addresses = [address for player in roster.players for address in (*player.emails, *player.guardians)]
    made_up = bool(addresses) and all(address.casefold().endswith(_SAMPLES) for address in addresses)
    if made_up or not roster.players or not list_tracked(root, [roster.path]):
        return ()
    message = "Git keeps this file: whoever gets the repository has the players' names and addresses."
    hint = (
        f"Type: git rm --cached {roster.path}  Then commit, and write {roster.path} into {IGNORES}. Earlier commits "
        "still have it: if others may have seen them, ask who looks after the repository to take it out of those, too."
    )
    return (Problem(Severity.WARNING, "shared-roster", roster.path, None, message, hint),)
