"""Nobody's packet may tell of another player: what to look for, and looking for it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from drillcards.model.document import Document
from drillcards.model.page import CheckBox, Group, Item, LinkArea, Page, Text
from drillcards.model.roster import Player

_WORD: Final = re.compile(r"[^\W_]+")
_ADDRESS: Final = re.compile(r"[^\s<>,;:\"'()]+@[^\s<>,;:\"'()]+")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Secrets:
    """Whose each name (as words) and each address is, by the players' ids. ``longest`` is that of a name, in words.

    A name of one word is nobody's: it is a word that a drill may have as well. Siblings share addresses and surnames.
    """

    names: Mapping[Phrase, frozenset[str]]
    addresses: Mapping[str, frozenset[str]]
    longest: int


def gather_secrets(players: Iterable[Player]) -> Secrets:
    """The names and addresses of all players."""
    names: dict[Phrase, frozenset[str]] = {}
    addresses: dict[str, frozenset[str]] = {}
    for player in players:
        words = _list_words(player.name)
        if len(words) > 1:
            names[words] = names.get(words, frozenset()) | {player.id}
        for address in (*player.emails, *player.guardians):
            folded = address.casefold()
            addresses[folded] = addresses.get(folded, frozenset()) | {player.id}
    return Secrets(names, addresses, max(map(len, names), default=0))


def find_leak(texts: Iterable[str], player: Player, secrets: Secrets) -> str | None:
    """The first name or address in these texts that is another player's and not this one's; None if there is none.

    Names are sought across the texts' borders, as lines of a page break them.
    """
    text = " ".join(texts)
    for address in _ADDRESS.findall(text):
        owners = secrets.addresses.get(address.strip(".").casefold())
        if owners and player.id not in owners:
            return str(address)
    words = _list_words(text)
    own = _list_words(player.name)
    for start in range(len(words)):
        for length in range(2, min(secrets.longest, len(words) - start) + 1):
            phrase = words[start : start + length]
            owners = secrets.names.get(phrase)
            if owners and player.id not in owners and not _is_part(phrase, own):
                return " ".join(phrase)
    return None


def list_texts(pages: Iterable[Page], document: Document) -> Iterator[str]:
    """All words of pages and of what a document says of itself, seen or only spoken."""
    yield from (document.title, document.author, document.subject, *document.keywords)
    yield from (entry.title for entry in document.outline)
    for page in pages:
        yield page.label
        yield from _list_item_texts(page.items)


def _list_item_texts(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        match item:
            case Group():
                yield item.alt
                yield from _list_item_texts(item.items)
            case Text():
                yield item.text
            case LinkArea():
                yield from (item.label, item.target)
            case CheckBox():
                yield from (item.label, item.name)


def _list_words(text: str) -> Phrase:
    return tuple(_WORD.findall(text.casefold()))


def _is_part(phrase: Phrase, whole: Phrase) -> bool:
    """Whether the words stand in a row in the whole: Ann Lee's packet names Mary Ann Lee only if it says Mary."""
    return any(whole[at : at + len(phrase)] == phrase for at in range(len(whole) - len(phrase) + 1))
