"""The words of rosters that are lists: ``roster_words.toml``."""

import tomllib
from importlib.resources import files
from typing import Final

_TABLES: Final = tomllib.loads(files("drillcards.read").joinpath("roster_words.toml").read_text("utf-8"))


def list_words(table: str, key: str) -> frozenset[str]:
    """The words under a key, in small letters and without accents."""
    return frozenset(_TABLES[table][key])
