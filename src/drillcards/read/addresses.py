"""Addresses of mail, as people write them into a cell, and whether they can be ones. Nothing is asked of a network.

The shapes are those of RFC 5321 that mail providers give out: no quotes before the @ and no [numbers] behind it.
"""

import re
from dataclasses import dataclass
from typing import Final

from drillcards.read.roster_words import list_words
from drillcards.read.slug import fold_accents
from drillcards.read.text import clean_cell

# RFC 5322's atoms, parted by dots; at most 64 characters before the @, RFC 5321, 4.5.3.1.
_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_MOST_LOCAL: Final = 64
_LABEL: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_MOST_DOMAIN: Final = 253
_MOST_ADDRESS: Final = 254
# Letters that the encoding of 2003, which Python has, turns into others, so that mail would go to somebody else.
_DEVIANT: Final = re.compile("[ßς\u200c\u200d]")
_PARTS: Final = re.compile(r"[;,\r\n]+")
_JOINTS: Final = re.compile(r" ?[/|&+] ?| (?:and|or|y|e|o|et|ou|und) ", re.IGNORECASE)
"""Of several addresses, unless a part between them is none: “/” and “&” may stand in one as well."""
_NONE: Final = list_words("addresses", "none")
"""What people write where there is no address; marks alone, such as “-”, count as well."""
_UNSETTLED: Final = list_words("addresses", "unsettled")
"""What they write where there may be one."""
_NAMED: Final = re.compile(r"(.*)<([^<>]*)>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Address:
    """What somebody wrote for an address: it, or what is wrong with it in a sentence. ``name`` stood before it."""

    address: str
    name: str = ""
    fault: str = ""


def split_addresses(cell: str) -> tuple[Address, ...]:
    """The addresses in a cell, each once: parted by commas, semicolons, line breaks, “/”, “&”, “and” or, without
    names, by spaces. What says that there is none, such as “n/a”, isn't among them.
    """
    pieces: list[str] = []
    for part in _PARTS.split(cell):
        for piece in _cut_joints(part):
            words = piece.split()
            pieces += words if all("@" in word for word in words) else [piece]
    found: dict[str, Address] = {}
    for address in map(parse_address, pieces):
        found.setdefault(address.address.casefold(), address)
    return tuple(found.values())


def is_unsettled(cell: str) -> bool:
    """Whether it says that there may be an address, but that nobody knows it: “?”, “tbd”."""
    return any(("?" in word and not word.strip("?")) or word in _UNSETTLED for word in map(_fold, _PARTS.split(cell)))


def _cut_joints(part: str) -> list[str]:
    """The addresses of a part of a cell, where each piece is one or none."""
    if _is_none(part):
        return []
    pieces = [piece for piece in _JOINTS.split(" ".join(part.split())) if not _is_none(piece)]
    return pieces if all("@" in piece for piece in pieces) else [part]


def _is_none(piece: str) -> bool:
    folded = _fold(piece)
    return folded in _NONE | _UNSETTLED or not any(char.isalnum() or char == "@" for char in folded)


def _fold(text: str) -> str:
    return " ".join(fold_accents(text).casefold().strip(" .()[]").split())


def parse_address(written: str) -> Address:
    """One address, alone or as ``Ana Lopez <ana@example.org>``; a domain in other letters is turned into ASCII."""
    named = _NAMED.fullmatch(written.strip())
    name = clean_cell(named[1]).strip("\"' ") if named else ""
    bare = (named[2] if named else written).strip().removeprefix("mailto:")
    if fault := _find_odd_character(bare):
        return Address(clean_cell(bare), name, fault)
    local, at, domain = bare.rpartition("@")
    if not at or not local:
        return Address(bare, name, "it has no @ between a name and a domain")
    ascii_domain, fault = _encode_domain(domain)
    fault = _find_local_fault(local) or fault
    address = f"{local}@{ascii_domain}"
    if not fault and len(address) > _MOST_ADDRESS:
        fault = f"it has more than {_MOST_ADDRESS} characters"
    return Address(bare if fault else address, name, fault)


def _find_odd_character(text: str) -> str:
    if any(ord(char) < 32 or 127 <= ord(char) < 160 for char in text):
        return "it has a control character in it"
    if not all(char.isprintable() for char in text):
        return "it has an invisible character in it; type it anew"
    return "it has a space in it" if len(text.split()) > 1 else ""


def _find_local_fault(local: str) -> str:
    if not local.isascii():
        return "most mail servers refuse accents and other letters before the @"
    if not _LOCAL.fullmatch(local):
        return "before the @ there is a character, or a dot, that can't be there"
    return f"it has more than {_MOST_LOCAL} characters before the @" if len(local) > _MOST_LOCAL else ""


def _encode_domain(domain: str) -> tuple[str, str]:
    """The domain in ASCII, and what is wrong with it."""
    if _DEVIANT.search(domain):
        return domain, "its domain has a letter that can't be encoded for sure; write it with xn--"
    if len(domain) > _MOST_DOMAIN:
        return domain, f"its domain has more than {_MOST_DOMAIN} characters"
    try:
        encoded = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain, "there is no domain like the one behind its @"
    labels = encoded.split(".")
    if len(labels) < 2:
        return domain, "its domain has no dot"
    if not all(map(_LABEL.fullmatch, labels)) or labels[-1].isdigit():
        return domain, "there is no domain like the one behind its @"
    return encoded if not domain.isascii() else domain, ""
