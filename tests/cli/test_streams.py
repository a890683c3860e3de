import pytest

from drillcards.cli.streams import HANDLER, Accent, say, show_line, soften_streams


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Skips \x1b]0;owned\x07", "Skips \\x1b]0;owned\\x07"),
        ("a\x9b31mb", "a\\u009b31mb"),
        ("up\rdown\x08\x7f", "up\\x0ddown\\x08\\u007f"),
        ("\u202efdp.exe \u2066x\u2069", "\\u202efdp.exe \\u2066x\\u2069"),
        ("one\u2028two", "one\\u2028two"),
        ("Élan 梯子 \t 👍🏽", "Élan 梯子 \t 👍🏽"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_instead(text: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    say(text)
    say(text, err=True)
    assert capsys.readouterr() == (f"{shown}\n", f"{shown}\n")


def test_what_is_to_stand_on_one_line_does() -> None:
    assert show_line("drills/a\nb.md") == "drills/a\\nb.md"


def test_only_the_program_s_own_word_is_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("click.echo", lambda text, file: said.append(text))
    say("drills/a.md:1: error: an error: \x1b[32mfine", accent=Accent("error", "red"))
    assert said == ["drills/a.md:1: \x1b[31m\x1b[1merror\x1b[0m: an error: \\x1b[32mfine"]
