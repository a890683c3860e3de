"""The words of the booklet: each language has them all, and each is printed somewhere."""

import ast
from pathlib import Path

import pytest

import drillcards
from drillcards.layout.book.words import WORDS

PACKAGE = Path(drillcards.__file__).parent


def list_strings() -> set[str]:
    """Every string in the modules that make booklets, but for the words themselves."""
    paths = [path for folder in ("layout/book", "build") for path in (PACKAGE / folder).glob("*.py")]
    nodes = (node for path in paths if path.name != "words.py" for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_word_is_used() -> None:
    assert set(WORDS["en"]) - list_strings() == set()


@pytest.mark.parametrize("lang", WORDS)
def test_every_language_has_every_word(lang: str) -> None:
    assert WORDS[lang].keys() == WORDS["en"].keys()
    assert all(WORDS[lang].values())
