"""The names of muscles: how words are folded together, and what each name stands for."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from drillcards.model.muscle import MuscleGroup, Role, Taxonomy

LANGUAGES: Final = ("en", "es", "fr")
"""Those that groups and regions have printed names in; the first is every other language's."""

AND: Final = "&"
"""The token of whatever joins names or sets them apart."""

_TOKEN: Final = re.compile(r"[^\W_]+|[,;:/&+.|]")
_JOINTS: Final = frozenset({",", ";", ":", "/", "+", ".", "|", "and", "or", "y", "e", "o", "u", "et", "ou"})
# Words that change nothing about which muscle is meant, after folding.
_EMPTY: Final = re.compile(
    r"""
      muscle | muscular | musculature | group | complex | region | area | the | a | your
    | both | left | right | bilateral
    | musculo | musculatura | grupo | el | la | lo | izquierdo | izquierda | derecho | derecha | ambo | amba
    | musculaire | groupe | le | l | gauche
    """,
    re.VERBOSE,
)
_SAME: Final = {"del": "de", "des": "de", "du": "de", "d": "de"}  # Spanish and French "of the"

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """What a name stands for: groups or, with none, a quality, whose words then aren't those of a muscle.

    ``muscle`` is the muscle's own name when it isn't the group's or a phrase.
    """

    text: str
    groups: tuple[str, ...]
    muscle: str = ""
    adds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names, qualities and role words by their folded words."""

    taxonomies: Mapping[str, Taxonomy]
    """By the language of their names, each of LANGUAGES."""
    names: Mapping[Words, Name]
    qualities: Mapping[Words, str]
    roles: Mapping[Words, Role]
    purposes: Mapping[Words, Role]
    """What gives a muscle its role behind "for" or "to"."""
    longest: int
    """How many words the longest name has."""


@lru_cache(maxsize=1024)  # a mention's pieces are looked at for names, roles and qualities
def split_words(text: str) -> Words:
    """The folded words of a text: no capitals, accents, plural -s or words that don't matter; joints are AND."""
    plain = text.lower()
    if not plain.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    words: list[str] = []
    for token in _TOKEN.findall(plain):
        word = AND if token in _JOINTS else _fold_word(token)
        if not _EMPTY.fullmatch(word) and not (word == AND and words[-1:] == [AND]):
            words.append(word)
    return tuple(words)


def _fold_word(token: str) -> str:
    token = _SAME.get(token, token).replace("stabilis", "stabiliz")
    plural = len(token) > 2 and token.endswith("s") and not token.endswith(("ss", "us", "is"))
    return token[:-1] if plural else token


@cache
def load_lexicon() -> Lexicon:
    """The names from ``muscles.toml``, read once, when first asked for."""
    data = tomllib.loads(Path(__file__).with_name("muscles.toml").read_text(encoding="utf-8"))
    qualities = {split_words(text): quality for quality, texts in data["qualities"].items() for text in texts}
    names = {words: Name(" ".join(words), ()) for words in qualities}
    names |= {split_words(name.text): name for name in list_names(data)}
    return Lexicon(
        {lang: _build_taxonomy(data, lang) for lang in LANGUAGES},
        names,
        qualities,
        _index_roles(data["roles"]),
        _index_roles(data["purposes"]),
        max(map(len, names)),
    )


def _index_roles(data: dict[str, list[str]]) -> dict[Words, Role]:
    return {split_words(text): Role(role) for role, texts in reversed(data.items()) for text in texts}


def _build_taxonomy(data: Mapping[str, Any], lang: str) -> Taxonomy:
    groups = data["groups"].items()
    return Taxonomy(tuple(_build_group(key, group, data["regions"][group["region"]], lang) for key, group in groups))


def _build_group(key: str, group: Mapping[str, Any], regions: Mapping[str, str], lang: str) -> MuscleGroup:
    region = group["region"]
    name = group.get(f"name_{lang}", group["name"])
    return MuscleGroup(key, name, region, regions.get(lang, region), (*group["muscles"], *group.get("also", ())))


def list_names(data: Mapping[str, Any]) -> Iterator[Name]:
    """Every name of muscles in the data of ``muscles.toml``, in its order."""
    for key, group in data["groups"].items():
        for text in (key, group["name"], group["name_es"], group["name_fr"], *group["en"], *group["es"], *group["fr"]):
            yield Name(text, (key,))
        for muscle, others in group["muscles"].items():
            for text in (muscle, *others):
                yield Name(text, (key,), muscle)
    for phrase in data["phrases"]:
        for text in phrase["names"]:
            yield Name(text, tuple(phrase["groups"]), adds=tuple(phrase.get("adds", ())))


def find_names(words: Words, names: Mapping[Words, Any], longest: int) -> Iterator[tuple[int, int]]:
    """(start, end) of the names among the words, at each place the one with the most words, up to ``longest``."""
    start = 0
    while start < len(words):
        ends = range(min(len(words), start + longest), start, -1)
        end = next((end for end in ends if words[start:end] in names), None)
        if end:
            yield start, end
        start = end or start + 1


def join_unique(items: Iterable[str]) -> tuple[str, ...]:
    """The items without repeats, in their first order."""
    return tuple(dict.fromkeys(items))
