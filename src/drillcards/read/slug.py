"""Names for files, made of words that people write."""

import re
import unicodedata


def fold_accents(text: str) -> str:
    """The text without accents, composed: ``fold_accents("Élan") == "Elan"``."""
    letters = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", letters)


def make_slug(text: str) -> str:
    """The text as a file name: ``make_slug("Kick & Go!") == "kick-go"``. Accents go; letters of any script stay."""
    return re.sub(r"[\W_]+", "-", fold_accents(text.lower())).strip("-")
