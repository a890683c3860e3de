"""What contents and indexes consist of, row by row, and where the rows hang in the structure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from drillcards.layout.pieces import Step, StepPath
from drillcards.model.page import Color, Tag


class Entry(NamedTuple):
    """A name, the pages it stands on as printed, and the anchor there. ``code`` is the number on the drill's card."""

    text: str
    folio: str = ""
    anchor: str = ""
    code: str = ""
    strong: bool = False
    depth: int = 0


class Head(NamedTuple):
    """A head between entries, of level 1 or 2, perhaps with a chapter's letter and colour. ``note`` follows it quietly.

    ``anchor`` names its place or, with a ``folio``, the place that it leads to.
    """

    text: str
    level: int
    note: str = ""
    anchor: str = ""
    folio: str = ""
    letter: str = ""
    color: Color | None = None

    @property
    def alone(self) -> bool:
        """Whether the note says that nothing follows."""
        return bool(self.note)


Row = Entry | Head


@dataclass(frozen=True, slots=True)
class Listing:
    """How rows hang in the structure: the path of a head and that of an entry, by the row's number and its head's."""

    path_head: Callable[[int, Head], StepPath]
    path_entry: Callable[[int, int], StepPath]


def path_index(key: str) -> Listing:
    """An index: under each head an Index with a list of links."""
    section = Step(Tag.SECTION, key)
    headings = {1: Tag.HEADING_2, 2: Tag.HEADING_3}

    def path_entry(number: int, head: int) -> StepPath:
        index, listed = Step(Tag.INDEX, f"index-{head}"), Step(Tag.LIST, "list")
        return (section, index, listed, Step(Tag.LIST_ITEM, str(number)), Step(Tag.LIST_BODY, "body"))

    return Listing(lambda number, head: (section, Step(headings[head.level], str(number))), path_entry)


def path_contents(key: str) -> Listing:
    """A table of contents: heads and entries alike are items that refer to pages."""
    section, contents = Step(Tag.SECTION, key), Step(Tag.CONTENTS, "contents")

    def path_item(number: int) -> StepPath:
        return (section, contents, Step(Tag.CONTENTS_ITEM, str(number)), Step(Tag.REFERENCE, "reference"))

    return Listing(lambda number, _: path_item(number), lambda number, _: path_item(number))
