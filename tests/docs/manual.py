"""The documents as a reader uses them: the commands to type, the files to write."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = ("README.md", *sorted(f"docs/{file.name}" for file in (ROOT / "docs").glob("*.md")))

_FENCE: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE: Final = re.compile(r"`([\w./-]+\.(?:toml|md|csv|json))`:$")
_INLINE: Final = re.compile(r"`(drillcards(?: [^`]+)?)`")
_REMARK: Final = re.compile(r"\s{2,}\S.*$|\s+#.*$")
_PLACEHOLDER: Final = re.compile(r"[A-Z]{3,}|F\.\w+")


@dataclass(frozen=True)
class Fence:
    """A block of code. ``file`` is the one that the line before it says to write it to, or ""."""

    language: str
    text: str
    file: str


@dataclass(frozen=True)
class Command:
    """``drillcards`` and its arguments. A ``mention`` stands in a sentence, where it may have a placeholder."""

    args: tuple[str, ...]
    mention: bool

    @property
    def complete(self) -> bool:
        """Whether it can be typed as it is."""
        return not any(_PLACEHOLDER.fullmatch(arg) for arg in self.args)


def read_page(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def list_fences(page: str) -> list[Fence]:
    return [fence for fence in list_parts(page) if isinstance(fence, Fence)]


def list_parts(page: str) -> Iterator[Fence | Command]:
    """The fences and the commands of a page, in the order in which they are read."""
    text = read_page(page)
    start = 0
    for match in _FENCE.finditer(text):
        yield from _list_mentions(text[start : match.start()])
        lines = text[: match.start()].rstrip().splitlines()
        named = _FILE.search(lines[-1]) if lines else None
        yield Fence(match[1], match[2], named[1] if named else "")
        if not match[1]:
            yield from _list_typed(match[2])
        start = match.end()
    yield from _list_mentions(text[start:])


def _list_mentions(text: str) -> Iterator[Command]:
    for match in _INLINE.finditer(text):
        yield Command(tuple(shlex.split(" ".join(match[1].split()))[1:]), mention=True)


def _list_typed(text: str) -> Iterator[Command]:
    for line in text.splitlines():
        if line.startswith("drillcards "):
            yield Command(tuple(shlex.split(_REMARK.sub("", line))[1:]), mention=False)


def list_commands(page: str) -> list[Command]:
    return [part for part in list_parts(page) if isinstance(part, Command)]
