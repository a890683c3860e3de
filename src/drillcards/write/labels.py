"""Page labels: what a viewer shows as the number of a page, taken from the printed folios."""

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_DECIMAL: Final = re.compile(r"(.*?)([1-9][0-9]*)", re.ASCII | re.DOTALL)


class LabelRange(NamedTuple):
    """Labels that go on counting from ``page`` (an index from 0) to the next range (ISO 32000-1, 12.4.2).

    ``style`` is "D", "R", "r", or "" for labels that are their prefix and nothing more.
    """

    page: int
    prefix: str
    style: Literal["", "D", "R", "r"]
    first: int


def find_label_ranges(labels: Sequence[str]) -> list[LabelRange]:
    """The fewest ranges that spell exactly these labels; none when every label is empty."""
    if not any(labels):
        return []
    ranges: list[LabelRange] = []
    for index, label in enumerate(labels):
        prefix, style, number = _read_label(label)
        if ranges:
            last = ranges[-1]
            counted = last.first + (index - last.page) if style else last.first
            if (last.prefix, last.style, counted) == (prefix, style, number):
                continue
        ranges.append(LabelRange(index, prefix, style, number))
    return ranges


def _read_label(label: str) -> tuple[str, Literal["", "D", "R", "r"], int]:
    """A label's prefix, style and number (1 when it has none)."""
    decimal = _DECIMAL.fullmatch(label)
    if decimal:
        return decimal[1], "D", int(decimal[2])
    number = _read_roman(label.lower())
    if number and label.islower():
        return "", "r", number
    if number and label.isupper():
        return "", "R", number
    return label, "", 1


def _read_roman(text: str) -> int:
    """The value of a well-formed lower-case numeral; 0 for anything else."""
    if len(text) > 15:  # "mmmdccclxxxviii", the longest that is in use
        return 0
    value, rest = 0, text
    for worth, sign in ROMAN:
        while rest.startswith(sign):
            value, rest = value + worth, rest[len(sign) :]
    return value if not rest and _format_roman(value) == text else 0


def _format_roman(value: int) -> str:
    signs = []
    for worth, sign in ROMAN:
        count, value = divmod(value, worth)
        signs.append(sign * count)
    return "".join(signs)
