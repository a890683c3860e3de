"""Names for files, made of words that people write."""

import re
import unicodedata
from hashlib import sha256
from typing import Final

MOST_BYTES: Final = 200
"""Of a name: disks take 255 (Linux, macOS), and an ending and a number come behind it."""


def fold_accents(text: str) -> str:
    """The text without accents, composed: ``fold_accents("Élan") == "Elan"``."""
    letters = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", letters)


def make_slug(text: str) -> str:
    """The text as a file name: ``make_slug("Kick & Go!") == "kick-go"``. Accents go; letters of any script stay."""
    return cut_name(re.sub(r"[\W_]+", "-", fold_accents(text.lower())).strip("-"))


def cut_name(name: str) -> str:
    """The name or, if it is too long for a disk, its beginning and a digest: others may begin like that, too."""
    data = name.encode("utf-8", "surrogateescape")
    if len(data) <= MOST_BYTES:
        return name
    digest = sha256(data).hexdigest()[:8]
    return f"{data[: MOST_BYTES - 1 - len(digest)].decode('utf-8', 'ignore').rstrip('-')}-{digest}"
