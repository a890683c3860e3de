import pytest

from drillcards.read.findings import Findings
from drillcards.read.text import decode_text

WORDS = "# Épaulé à côté\n\nLéa Dupré tourne à 90°. Señor Muñoz, façon Zoë, l’élan.\n"


def decode(data: bytes) -> tuple[str | None, list[str]]:
    findings = Findings("drills/a.md")
    return decode_text(data, findings), [problem.message for problem in findings.problems]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("mac-roman", "Mac Roman"),
        ("cp1252", "cp1252"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-16", "UTF-16"),
    ],
)
def test_the_encoding_is_guessed_and_named(encoding: str, named: str) -> None:
    text, (message,) = decode(WORDS.encode(encoding))
    assert text == WORDS
    assert named in message


@pytest.mark.parametrize(
    "words", ["Léa Dupré", "Muñoz", "Zoë", "Höhe über alles", "it’s the coach’s “drill” – 5 €", "cœur"]
)
@pytest.mark.parametrize("encoding", ["mac-roman", "cp1252"])
def test_names_alone_tell_their_encoding(words: str, encoding: str) -> None:
    try:
        data = words.encode(encoding)
    except UnicodeEncodeError:
        return
    assert decode(data)[0] == words


def test_a_few_stray_bytes_are_dropped_and_named() -> None:
    text, messages = decode(
        b"# Relay\n\n1. Run to the line and turn there\n2. Hand \x00over the ball to the next in line\x00\n"
    )
    assert text == "# Relay\n\n1. Run to the line and turn there\n2. Hand over the ball to the next in line\n"
    assert len(messages) == 1


@pytest.mark.parametrize("data", [b"\x89PNG\x00\x00\x00", b"PK\x03\x04" + bytes(60), b"a\x00\x00\x00" * 30])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert decode(data)[0] is None
