"""Nobody's packet may tell of another player: what to look for, and looking for it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final, NamedTuple

from drillcards.model.document import Document
from drillcards.model.page import CheckBox, Group, Item, LinkArea, Page, Text
from drillcards.model.roster import Player

_WORD: Final = re.compile(r"[^\W_]+")
_ADDRESS: Final = re.compile(r"[^\s<>,;:\"'()]+@[^\s<>,;:\"'()?]+")

_TAG: Final = re.compile(r"<[^>]*>")

Phrase = tuple[str, ...]


class Mention(NamedTuple):
    """A name, as words, or an address that a text has, and whose it is, by the players' ids."""

    words: Phrase
    owners: frozenset[str]


@dataclass(frozen=True, slots=True)
class Secrets:
    """Whose each name (as words) and each address is, by the players' ids. ``longest`` is that of a name, in words.

    A name of one word is nobody's: it is a word that a drill may have as well. Siblings share addresses and surnames.
    """

    names: Mapping[Phrase, frozenset[str]]
    addresses: Mapping[str, frozenset[str]]
    longest: int


def gather_secrets(players: Iterable[Player]) -> Secrets:
    """The names and addresses of all players; a name in any turn of its words, such as “Ray, Bo”."""
    names: dict[Phrase, frozenset[str]] = {}
    addresses: dict[str, frozenset[str]] = {}
    for player in players:
        words = _list_words(player.name)
        for start in range(len(words) if len(words) > 1 else 0):
            turned = words[start:] + words[:start]
            names[turned] = names.get(turned, frozenset()) | {player.id}
        for address in (*player.emails, *player.guardians):
            folded = address.casefold()
            addresses[folded] = addresses.get(folded, frozenset()) | {player.id}
    return Secrets(names, addresses, max(map(len, names), default=0))


def find_mentions(texts: Iterable[str], secrets: Secrets) -> Iterator[Mention]:
    """The names and addresses of players in these texts, and whose they are.

    Names are sought across the texts' borders, as lines of a page break them.
    """
    text = " ".join(texts)
    for address in _ADDRESS.findall(text):
        owners = secrets.addresses.get(address.strip(".").casefold())
        if owners:
            yield Mention((str(address),), owners)
    words = _list_words(text)
    for start in range(len(words)):
        for length in range(2, min(secrets.longest, len(words) - start) + 1):
            phrase = words[start : start + length]
            if owners := secrets.names.get(phrase):
                yield Mention(phrase, owners)


def pick_leak(mentions: Iterable[Mention], player: Player, known: Iterable[str] = ()) -> str | None:
    """The first mention that is another player's and not this one's; None if there is none.

    What stands in the player's own name, or in a text that is ``known`` to all, such as the coach's name, is none.
    """
    texts = (player.name, *known)
    own, folded = [_list_words(text) for text in texts], {text.casefold() for text in texts}
    for words, owners in mentions:
        found = " ".join(words)
        is_own = player.id in owners or any(_is_part(words, whole) for whole in own)
        if not is_own and found.strip(".").casefold() not in folded:
            return found
    return None


def find_leak(texts: Iterable[str], player: Player, secrets: Secrets, known: Iterable[str] = ()) -> str | None:
    """The first name or address in these texts that is another player's; None if there is none."""
    return pick_leak(find_mentions(texts, secrets), player, known)


def list_html_texts(html: str) -> tuple[str, str]:
    """A page of HTML as it is written, and as it is read: tags part a name, and entities hide it."""
    return html, unescape(_TAG.sub(" ", html))


def list_texts(pages: Iterable[Page], document: Document) -> Iterator[str]:
    """All words of pages and of what a document says of itself, seen or only spoken."""
    yield from (document.title, document.author, document.subject, *document.keywords)
    yield from (entry.title for entry in document.outline)
    yield from list_shown(pages)


def list_shown(pages: Iterable[Page]) -> Iterator[str]:
    """All words of pages, seen or only spoken."""
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
