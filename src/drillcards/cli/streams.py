"""Standard output as it really is: a terminal that lacks a character, a pipe that closed."""

import codecs
import os
import re
import sys
from io import TextIOWrapper
from typing import Final, NamedTuple

import click

HANDLER: Final = "drillcards-plain"

# What the program's own sentences need; a drill's letters have no substitute but "?".
PLAIN: Final = {
    "→": "->",
    "×": "x",
    "·": "-",
    "•": "*",
    "–": "-",
    "—": "-",
    "…": "...",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "½": "1/2",
    "\u00a0": " ",
    "\u2009": " ",
}


# What moves the cursor, changes the terminal's title or turns letters about: Unicode's controls but the line break and
# the tab, the marks that set a direction, and what parts lines and paragraphs.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class Accent(NamedTuple):
    """A word of a line that is shown in a colour: where it is first met, at the beginning or behind a colon."""

    word: str
    color: str


def soften_streams() -> None:
    """Let standard output and error show a plain likeness of what their encoding lacks, instead of failing."""
    codecs.register_error(HANDLER, write_plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=HANDLER)


def show_controls(text: str) -> str:
    """The text with control characters written out, as nobody can be sure what a terminal does with them."""
    return _CONTROLS.sub(_write_out, text)


def show_line(text: str) -> str:
    """The same on one line."""
    return show_controls(text).replace("\n", "\\n")


def _write_out(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < ord(" ") else f"\\u{code:04x}"  # as JSON has what it doesn't escape by itself


def say(text: str, *, err: bool = False, accent: Accent | None = None) -> None:
    """Print lines on standard output, or on standard error; with colours only where they are understood.

    All that the program says goes through here, so that no file's name and no title can say anything to a terminal.
    The stream is named because click, left to choose, takes a terminal that says ASCII for one that knows UTF-8.
    """
    shown = show_controls(text)
    if accent:
        styled = click.style(accent.word, fg=accent.color, bold=True)
        shown = re.sub(rf"(^|: ){accent.word}(?=: )", lambda match: match[1] + styled, shown, count=1)
    click.echo(shown, file=sys.stderr if err else sys.stdout)


def write_plainly(error: UnicodeError) -> tuple[str, int]:
    """An error handler of the codecs module: the plain likeness of what can't be encoded, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(PLAIN.get(char, "?") for char in error.object[error.start : error.end]), error.end


def discard_output() -> None:
    """Send what standard output still holds nowhere, so that the interpreter doesn't stumble over it as it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def speaks_unicode() -> bool:
    """Whether standard output can show every character."""
    return codecs.lookup(sys.stdout.encoding or "ascii").name.startswith("utf")
