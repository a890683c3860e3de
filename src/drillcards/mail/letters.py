"""What each household is to get: the words, the file and the addresses of a message, and what tells it from others."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from drillcards.mail.wording import Wording
from drillcards.model.mail import Letter, Words
from drillcards.model.packet import Packet
from drillcards.model.problem import Problem, Severity
from drillcards.model.roster import Player
from drillcards.model.settings import MailSettings, Settings

# What an envelope can carry; quotes and comments, which the standard allows, are for nobody's family.
_ADDRESS: Final = re.compile(r"[!-~]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_DELIMITERS: Final = frozenset('<>()[],;:"\\')
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")

Letters = tuple["Letter", ...]


def make_key(*parts: str) -> str:
    """A hash of texts in order, as 64 hexadecimal digits; none can pass for two."""
    return sha256("".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()


def fold_address(address: str) -> str:
    """An address as the ledger has it: mail doesn't tell large letters from small ones."""
    return address.casefold()


def fold_mailbox(address: str) -> str:
    """The mailbox that an address leads to, as far as that can be told: who asked not to be mailed at one address of it
    isn't mailed at another.

    What stands after a + is a label (RFC 5233), and Gmail looks at no dots before the @ and has two names.
    """
    local, _, domain = fold_address(address).rpartition("@")
    local = local.partition("+")[0] or local
    if domain in {"gmail.com", "googlemail.com"}:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def write_letters(
    packets: Iterable[Packet], path: str, wording: Wording, settings: Settings, to_self: str = ""
) -> tuple[Letters, tuple[Problem, ...]]:
    """The messages of these packets, one for each file and address, and what is wrong with the others.

    Guardians who share their mail get one message, which shows each the other's address. ``path`` is the roster's.
    With ``to_self``, all go to that address instead, once, in a campaign of its own, and say whose they are.
    """
    packets = tuple(packets)
    letters: list[Letter] = []
    problems: list[Problem] = []
    for packet in packets:
        if not packet.player.recipients:
            continue
        fault = _find_fault(packet, packets, path)
        if fault:
            problems.append(fault)
            continue
        for part in range(1, len(packet.files) + 1):
            words, found = _write_words(packet, part, wording, settings)
            problems += found
            if words:
                letters += _make_letters(packet, part, words, settings.mail, to_self)
    return tuple(letters), tuple(problems)


def _make_letters(packet: Packet, part: int, words: Words, mail: MailSettings, to_self: str) -> Iterator[Letter]:
    """The letters that bring one file: an own one for each address, or one for all."""
    player = packet.player
    if to_self:
        campaign = f"to-self {to_self} {mail.campaign}".strip()
        # Its writer wants to see each change.
        digest = make_key(packet.digest, words.subject, words.text, words.html or "")
        words = Words(words.lang, f"[for {player.name}] {words.subject}", words.text, words.html)
        yield _make_letter(replace(packet, digest=digest), part, words, campaign, (to_self,))
        return
    recipients = tuple({fold_address(address): address for address in player.recipients}.values())
    if mail.one_message or player.one_message:
        yield _make_letter(packet, part, words, mail.campaign, recipients)
        return
    for address in recipients:
        letter = _make_letter(packet, part, words, mail.campaign, (address,))
        yield replace(letter, key=make_key(letter.key, "alone", fold_address(address)))


def _make_letter(packet: Packet, part: int, words: Words, campaign: str, recipients: tuple[str, ...]) -> Letter:
    player = packet.player
    return Letter(
        key=make_key(campaign, player.id, packet.digest, str(part)),
        campaign=campaign,
        player=player,
        recipients=recipients,
        digest=packet.digest,
        part=part,
        parts=len(packet.files),
        file=packet.files[part - 1],
        file_digest=packet.file_digests[part - 1],
        file_name=name_attachment(packet.files[part - 1]),
        words=words,
    )


def _write_words(
    packet: Packet, part: int, wording: Wording, settings: Settings
) -> tuple[Words | None, tuple[Problem, ...]]:
    lang = packet.player.lang or settings.lang
    facts = list_facts(packet, part, settings)
    return wording.write_words(facts, lang, settings.lang)


def list_facts(packet: Packet, part: int, settings: Settings) -> Mapping[str, Any]:
    """All that a template may name. ``extra`` has the roster's other columns by their headers, as written and as
    names ("Shirt Size" is also ``extra.shirt_size``).
    """
    player = packet.player
    named = {re.sub(r"\W+", "_", header.strip().casefold()): value for header, value in player.extra}
    shown = ("id", "name", "position", "level", "number", "note", "tags", "lang")
    return {
        "player": {key: getattr(player, key) for key in shown},
        "extra": {**named, **dict(player.extra)},
        "team": settings.team,
        "season": settings.season,
        "coach": settings.mail.name,
        "reply_to": settings.mail.reply_to or settings.mail.sender,
        "drills": packet.titles,
        "part": part,
        "parts": len(packet.files),
        "file": name_attachment(packet.files[part - 1]),
    }


def name_attachment(file: Path) -> str:
    """A file's name in letters that every mail program and every disk can carry, ending in .pdf."""
    plain = unicodedata.normalize("NFKD", file.stem).encode("ascii", "ignore").decode("ascii")
    return f"{_UNSAFE.sub('-', plain).strip('.-_')[:80] or 'packet'}.pdf"


def is_address(text: str) -> bool:
    """Whether a text can be an address on an envelope, in ASCII."""
    return bool(_ADDRESS.fullmatch(text)) and text.count("@") == 1 and not _DELIMITERS & {*text}


def _find_fault(packet: Packet, packets: Iterable[Packet], path: str) -> Problem | None:
    """What keeps a packet from being mailed whatever its words are."""
    player = packet.player
    for address in player.recipients:
        if not is_address(address):
            hint = "Correct it in the roster: name@example.org."
            return _report(player, path, "bad-address", f"“{address}” of {player.name} is no address for mail.", hint)
    files = {*packet.files}
    for other in packets:
        if other is not packet and (other.player.id == player.id or files & {*other.files}):
            message = f"The packets of {player.name} and {other.player.name} can't be told apart, so neither is mailed."
            return _report(player, path, "shared-packet", message, "Give each player a row, and each row another name.")
    return None


def _report(player: Player, path: str, code: str, message: str, hint: str) -> Problem:
    return Problem(Severity.ERROR, code, path, player.line or None, message, hint)
