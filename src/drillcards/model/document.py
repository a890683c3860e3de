"""Pages bound together: what a writer turns into one file."""

from dataclasses import dataclass
from enum import StrEnum

from drillcards.model.font import FontFile
from drillcards.model.page import Page
from drillcards.model.sheet import Duplex


class Purpose(StrEnum):
    """Whom a document is for, which decides what it must conform to."""

    READING = "reading"
    """A person or a screen reader: tagged, PDF/UA-1 and PDF/A-2a."""
    PRINTING = "printing"
    """A printer: imposed sheets, untagged, and the metadata says so."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark; ``level`` starts at 0 and ``anchor`` names a place on some page."""

    title: str
    level: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file to be. Page labels come from the pages; ``fonts`` are all that the pages name."""

    title: str
    pages: tuple[Page, ...]
    fonts: tuple[FontFile, ...]
    lang: str = "en"
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    purpose: Purpose = Purpose.READING
    duplex: Duplex = Duplex.NONE
