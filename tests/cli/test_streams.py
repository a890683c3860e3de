import pytest

from drillcards.cli.streams import HANDLER, soften_streams


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("12 drills → 14 cards", "ascii", b"12 drills -> 14 cards"),
        ("101.6 × 152.4 mm", "latin-1", b"101.6 \xd7 152.4 mm"),
        ("There is no drill “b”…", "ascii", b'There is no drill "b"...'),
        ("Échelle 梯子", "cp437", b"\x90chelle ??"),
    ],
)
def test_what_an_encoding_lacks_is_shown_plainly(text: str, encoding: str, shown: bytes) -> None:
    soften_streams()
    assert text.encode(encoding, HANDLER) == shown


def test_bytes_that_are_no_text_stay_an_error() -> None:
    soften_streams()
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", HANDLER)
