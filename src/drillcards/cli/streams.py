"""Standard output as it really is: a terminal that lacks a character, a pipe that closed."""

import codecs
import os
import sys
from io import TextIOWrapper
from typing import Final

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


def soften_streams() -> None:
    """Let standard output and error show a plain likeness of what their encoding lacks, instead of failing."""
    codecs.register_error(HANDLER, write_plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=HANDLER)


def say(text: str, *, err: bool = False) -> None:
    """Print a line on standard output, or on standard error; with colours only where they are understood.

    The stream is named because click, left to choose, takes a terminal that says ASCII for one that knows UTF-8.
    """
    click.echo(text, file=sys.stderr if err else sys.stdout)


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
