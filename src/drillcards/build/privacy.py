"""Nobody's packet may tell of another player: what to look for, and looking for it.

A name is found without accents, capitals and suffixes (Jr.), turned round, by first and any last name, with a middle
name or an initial between them, by an initial ("J. Peña", "José P."), by a nickname, and as one word, as in file
names. A name that is made of words of every day, such as “Will Park”, counts only with capitals. One name alone is
nobody's: it is a word that a drill may have as well. What is looked for is counted once, and each word of a text is
looked up: time grows with the players and the words, and not with their product.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from typing import Any, Final, NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

from drillcards.build.texts import list_value_texts
from drillcards.model.drill import Drill
from drillcards.model.problem import Problem, Severity
from drillcards.model.roster import Player, Roster
from drillcards.model.settings import Settings
from drillcards.read.player_names import SUFFIXES
from drillcards.read.roster_words import list_words
from drillcards.read.slug import fold_accents
from drillcards.read.text import drop_invisible

_WORD: Final = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")
_POSSESSIVE: Final = re.compile(r"['’ʼ`´]s$", re.IGNORECASE)
_APOSTROPHES: Final = str.maketrans("", "", "'’ʼ`´")
_PLAIN: Final = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H", "ı": "i"}
    | {"þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss", "ẞ": "SS"}
)
"""Letters that Unicode doesn't take apart, as they are typed where a keyboard lacks them."""
_SPELT_OUT: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe"}
)
_NICKNAME: Final = re.compile(r"""["“”„‘’'«(]([^\W\d_]{2,})["“”‘’'»)]""")
_PARTICLES: Final = list_words("names", "particles")
_COMMON: Final = list_words("names", "common")

_AT: Final = re.compile(r"\s?[\[({<]\s?(?:at|arroba|arobase)\s?[\])}>]\s?|\s@\s?|@\s", re.IGNORECASE)
_SPOKEN_AT: Final = re.compile(
    r"(?<=[\w-])\s(?:at|arroba|arobase)\s(?=[\w-]{1,63}(?:\.|\s?[\[(]?\s?dot\b))", re.IGNORECASE
)
_DOT: Final = re.compile(r"\s?[\[({<]\s?(?:dot|punto|point)\s?[\])}>]\s?|(?<=@)([\w-]{1,63})\sdot\s", re.IGNORECASE)
_LOCAL: Final = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}$")
_DOMAIN: Final = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_EDGE: Final = re.compile(r"[^\w.+-]")
_PHONE: Final = re.compile(r"\d(?:[\s().\-/]{0,3}\d){6,20}")
_LEAST_DIGITS: Final = 7
_LEAST_JOINED: Final = 7
"""Letters of a whole name as one word: shorter ones are words by themselves."""
_END: Final = re.compile(r"[.!?;:]\s")
_LONGEST_SHORT: Final = 2
"""Letters of what has a full stop for being short: “Jr.”, “J.”."""
_GAP: Final = 2
"""Middle names or initials that may stand between a first and a last name."""

_SEVERAL: Final = re.compile(r"\s(?:and|y|et|e|und)\s|[&/,+]")
_NO_NAME: Final = re.compile(r"\S*[@\d]\S*|[<(\[].*?[>)\]]")

Phrase = tuple[str, ...]
Owners = frozenset[str]


class Mention(NamedTuple):
    """A name, as words, or an address or a number that a text has, and whose it is, by the players' ids.

    ``line`` is where it stands in its file, 0 where that isn't known.
    """

    words: Phrase
    owners: Owners
    line: int = 0


@dataclass(frozen=True, slots=True)
class Secrets:
    """Whose each name (as words), address and telephone number is, by the players' ids.

    ``pairs`` are first and last names; of ``initials`` one of the two is but its letter. Siblings share addresses.
    """

    names: Mapping[Phrase, Owners] = field(default_factory=dict)
    pairs: Mapping[Phrase, Owners] = field(default_factory=dict)
    initials: Mapping[Phrase, Owners] = field(default_factory=dict)
    joined: Mapping[str, Owners] = field(default_factory=dict)
    addresses: Mapping[str, Owners] = field(default_factory=dict)
    phones: Mapping[str, Owners] = field(default_factory=dict)
    longest: int = 0
    """A name, in words."""


class _Word(NamedTuple):
    """A word of a text without accents and in small letters, and how it was written."""

    text: str
    capital: bool
    dotted: bool
    last: bool
    """Of a sentence: a name doesn't go on behind it."""


def gather_secrets(roster: Roster) -> Secrets:
    """The names, addresses and numbers of all players and their guardians, also of those who get nothing."""
    whole: dict[Phrase, Owners] = {}
    short: dict[Phrase, Owners] = {}
    initials: dict[Phrase, Owners] = {}
    joined: dict[str, Owners] = {}
    addresses: dict[str, Owners] = {}
    phones: dict[str, Owners] = {}
    for player in (*roster.players, *roster.others):
        written = (player.name, *_list_guardians(player))
        for name in (way for one in written for way in _list_spellings(one)):
            _add(whole, _list_turns(_cut_words(name)), player)
            core = _find_core(name)
            if len(core) > 1:
                _add(whole, _list_turns(core), player)
                _add(short, [pair for last in core[1:] for pair in ((core[0], last), (last, core[0]))], player)
                _add(initials, [pair for last in core[1:] for pair in ((core[0][0], last), (core[0], last[0]))], player)
                runs = ("".join(core), *(run for last in core[1:] for run in (core[0] + last, last + core[0])))
                _add(joined, filter(_is_long, runs), player)
        _add(addresses, map(str.casefold, (*player.emails, *player.guardians)), player)
        _add(phones, filter(None, map(_fold_phone, (*player.phones, *player.guardian_names))), player)
    names = {**short, **whole}
    return Secrets(names, short, initials, joined, addresses, phones, max(map(len, names), default=0))


def list_known(settings: Settings) -> tuple[str, ...]:
    """What may stand in everybody's packet and mail: the coach's name and address, and the team's."""
    mail = settings.mail
    return (mail.sender, mail.reply_to, mail.name, settings.team, settings.season)


def find_mentions(texts: Iterable[str], secrets: Secrets, line: int = 0) -> Iterator[Mention]:
    """The names, addresses and numbers of players in these texts, which stand at a line, and whose they are.

    Names are sought across the texts' borders, as lines of a page break them.
    """
    text = _decode(" ".join(texts))
    for found, owners in (*_find_addresses(text, secrets), *_find_phones(text, secrets)):
        yield Mention((found,), owners, line)
    words = _list_words(text)
    for start, word in enumerate(words):
        if word.text in secrets.joined:
            yield Mention((word.text,), secrets.joined[word.text], line)
        for length in range(min(secrets.longest, len(words) - start), 1, -1):
            phrase = tuple(one.text for one in words[start : start + length])
            if phrase in secrets.names and _is_name(words[start : start + length]):
                yield Mention(phrase, secrets.names[phrase], line)
                break
        yield from _find_apart(words[start : start + _GAP + 2], secrets, line)


def find_value_mentions(value: object, secrets: Secrets) -> tuple[Mention, ...]:
    """The mentions in all texts of a value, such as a drill, with their lines."""
    return tuple(found for line, text in list_value_texts(value) for found in find_mentions((text,), secrets, line))


def pick_leak(mentions: Iterable[Mention], player: Player, known: Iterable[str] = ()) -> Mention | None:
    """The first mention that is another player's and not this one's; None if there is none.

    What stands in the player's own name, or in a text that is ``known`` to all, such as the coach's name, is none.
    """
    texts = (player.name, *player.guardian_names, *filter(None, known))
    own, folded = [_cut_words(text) for text in texts], {text.casefold() for text in texts}
    for mention in mentions:
        is_own = player.id in mention.owners or any(_is_part(mention.words, whole) for whole in own)
        if not is_own and " ".join(mention.words) not in folded:
            return mention
    return None


def find_foreign(
    drill: Drill, mentions: Iterable[Mention], players: Iterable[Player], known: Iterable[str]
) -> Iterator[Problem]:
    """An error if a drill tells of somebody, and any of the players who are to get it is another."""
    mentions, known = tuple(mentions), tuple(known)
    if not mentions:
        return
    found = next(filter(None, (pick_leak(mentions, player, known) for player in players)), None)
    if found:
        told = " ".join(found.words)
        message = (
            f"This drill tells of “{told}”, which is a player’s or a guardian’s: it isn't in the packets of others."
        )
        hint = "Say it without the name or the address: a packet is for its player's eyes alone."
        yield Problem(Severity.ERROR, "foreign-data", drill.source.path, found.line or None, message, hint)


def find_leak(texts: Iterable[str], player: Player, secrets: Secrets, known: Iterable[str] = ()) -> str | None:
    """The first name or address in these texts that is another player's; None if there is none."""
    leak = pick_leak(find_mentions(texts, secrets), player, known)
    return " ".join(leak.words) if leak else None


def _add(index: dict[Any, Owners], keys: Iterable[Any], player: Player) -> None:
    for key in keys:
        index[key] = index.get(key, frozenset()) | {player.id}


def _list_turns(words: Phrase) -> list[Phrase]:
    """A name in any turn of its words, such as “Ray, Bo”; none of a single word."""
    return [words[start:] + words[:start] for start in range(len(words))] if len(words) > 1 else []


def _list_spellings(name: str) -> Iterator[str]:
    """The name, as it is written without umlauts ("Bjoern"), and with the name in quotes in place of the first."""
    for way in dict.fromkeys((name, name.translate(_SPELT_OUT))):
        yield way
        if nick := _NICKNAME.search(way):
            yield f"{nick[1]} {way[nick.end() :]}"


def _find_core(name: str) -> Phrase:
    """The words of a name without suffixes and what stands before surnames: “Ana de la Cruz, Jr.” is Ana Cruz."""
    words = [word for word in _cut_words(name) if len(word) > 1 and word not in _PARTICLES]
    while len(words) > 2 and words[-1] in SUFFIXES:
        words.pop()
    return tuple(words)


def _list_guardians(player: Player) -> Iterator[str]:
    """The names of guardians: “Jin & Ana Park” are two of one surname; parts in cells of their own are one."""
    single = ""
    for text in player.guardian_names:
        parts = [part.strip() for part in _SEVERAL.split(_NO_NAME.sub(" ", text)) if part.strip()]
        surname = parts[-1].split()[-1] if parts else ""
        for part in parts:
            if len(part.split()) > 1:
                yield part
            elif len(parts) > 1:
                yield f"{part} {surname}"
            elif single:
                yield f"{single} {part}"
            single = part if len(part.split()) == 1 and not single else ""


def _is_long(joined: str) -> bool:
    return len(joined) >= _LEAST_JOINED


def _decode(text: str) -> str:
    """A text without what hides a name or an address in it: entities, percent signs, what nobody sees."""
    for _ in range(2):
        text = unquote(unescape(text) if "&" in text else text) if "%" in text or "&" in text else text
    if text.isascii():
        return text
    return normalize("NFKC", drop_invisible(text).replace("\u00ad", ""))


def _list_words(text: str) -> list[_Word]:
    plain = text if text.isascii() else fold_accents(text).translate(_PLAIN)
    return [
        _Word(
            _fold_word(found[0]),
            found[0][:1].isupper(),
            plain[found.end() : found.end() + 1] == ".",
            len(found[0]) > _LONGEST_SHORT and bool(_END.match(plain, found.end())),
        )
        for found in _WORD.finditer(plain)
    ]


def _cut_words(text: str) -> Phrase:
    return tuple(word.text for word in _list_words(text))


def _fold_word(word: str) -> str:
    return _POSSESSIVE.sub("", word).translate(_APOSTROPHES).casefold()


def _is_name(words: list[_Word]) -> bool:
    """Whether words that make a name are meant as one: “will park” isn't, nor “… uphill. Sam …”."""
    if any(word.last for word in words[:-1]):
        return False
    return not _COMMON.issuperset(word.text for word in words) or all(word.capital for word in words)


def _find_apart(words: list[_Word], secrets: Secrets, line: int) -> Iterator[Mention]:
    """What the first of the words begins: “José L. Peña” by first and last name, “J. Peña”, and “José P.”."""
    first = words[0]
    for at in range(1, len(words)):
        between, last = words[1:at], words[at]
        particles = bool(between) and all(word.text in _PARTICLES for word in between)
        if words[at - 1].last or not (particles or all(word.capital for word in (first, *between))):
            break
        if not (particles or last.capital):
            continue
        pair = (first.text, last.text)
        owners = secrets.pairs.get(pair) if between and not _COMMON.issuperset(pair) else None
        if not between and any(len(word.text) == 1 and word.dotted for word in (first, last)):
            owners = secrets.initials.get(pair)
        if owners:
            yield Mention(tuple(word.text for word in words[: at + 1]), owners, line)


def _find_addresses(text: str, secrets: Secrets) -> Iterator[tuple[str, Owners]]:
    """The addresses of the roster in a text, next to whatever sign, with a tag behind “+”, or with “at” for @."""
    if not secrets.addresses:
        return
    plain = _SPOKEN_AT.sub("@", _AT.sub("@", text)).casefold()
    pieces = _DOT.sub(lambda found: f"{found[1] or ''}.", plain).split("@")
    for before, behind in pairwise(pieces):
        local, domain = _LOCAL.search(before[-64:]), _DOMAIN.match(behind)
        if not local or not domain:
            continue
        for address in _list_candidates(local[0], domain[0]):
            if owners := secrets.addresses.get(address):
                yield address, owners
                break


def _list_candidates(local: str, domain: str) -> Iterator[str]:
    """What may be the address between other signs and behind other words: ``cc=a`` is ``a``, ``.org.Then`` ``.org``."""
    starts = [0, *(found.end() for found in _EDGE.finditer(local))]
    labels = domain.strip("-").split(".")
    for start in starts:
        name = local[start:].strip("."), local[start:].strip(".-_").partition("+")[0]
        for end in range(len(labels), 1, -1):
            whole = ".".join(labels[:end]).strip("-_")
            yield from (f"{one}@{_encode_domain(whole)}" for one in name if one)


def _encode_domain(domain: str) -> str:
    """A domain in ASCII, as the roster has it."""
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def _find_phones(text: str, secrets: Secrets) -> Iterator[tuple[str, Owners]]:
    if secrets.phones:
        for found in _PHONE.findall(text):
            if owners := secrets.phones.get(_fold_phone(found)):
                yield found, owners


def _fold_phone(text: str) -> str:
    """The last digits of a number, which countries' and cities' codes don't change; "" if they are too few."""
    digits = re.sub(r"\D", "", text)
    return digits[-_LEAST_DIGITS:] if len(digits) >= _LEAST_DIGITS else ""


def _is_part(phrase: Phrase, whole: Phrase) -> bool:
    """Whether the words stand in a row in the whole: Ann Lee's packet names Mary Ann Lee only if it says Mary."""
    return any(whole[at : at + len(phrase)] == phrase for at in range(len(whole) - len(phrase) + 1))
