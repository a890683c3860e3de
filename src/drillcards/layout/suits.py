"""Suits: each category's letter and colour, and each drill's number in it, as on a deck of cards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from drillcards.model.drill import Drill
from drillcards.model.page import Color
from drillcards.model.settings import CategoryStyle, Settings

PALETTE: Final = tuple(
    Color(*(int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)))
    for code in ("E69F00", "56B4E9", "009E73", "D55E00", "CC79A7", "F0E442")
)
"""Okabe and Ito's colours, which all kinds of colour vision tell apart; without their blue, black reads on each."""

PLAIN: Final = Color(0.78, 0.78, 0.78)
"""For drills without a category."""


@dataclass(frozen=True, slots=True)
class Suit:
    """How a category looks. ``letter`` is unique in the library, so that colour is never the only sign."""

    letter: str
    color: Color
    title: str


@dataclass(frozen=True, slots=True)
class Suits:
    """The suits by category, and the drills' numbers by slug."""

    by_category: Mapping[str, Suit]
    numbers: Mapping[str, int]

    def get_code(self, drill: Drill) -> str:
        """A card's short name: "S3" is the third drill of the suit S."""
        return f"{self.by_category[drill.category].letter}{self.numbers[drill.slug]}"


def assign_suits(drills: Iterable[Drill], settings: Settings) -> Suits:
    """Suits for the whole library, whichever of its cards are printed: a selection must not renumber a deck.

    Categories are in the order in which the settings describe them, then by name; drills without one come last.
    """
    drills = tuple(drills)
    styles = {style.name: style for style in settings.categories}
    order = {name: at for at, name in enumerate(styles)}
    names = sorted({drill.category for drill in drills}, key=lambda name: (order.get(name, len(order)), name))
    taken = {style.letter for style in styles.values() if style.letter}
    suits: dict[str, Suit] = {}
    for index, name in enumerate(name for name in names if name):
        style = styles.get(name, CategoryStyle(name))
        title = style.title or name.replace("-", " ").replace("_", " ").capitalize()
        letter = style.letter or _choose_letter(title, taken)
        taken.add(letter)
        suits[name] = Suit(letter, style.color or PALETTE[index % len(PALETTE)], title)
    suits[""] = Suit(_choose_letter("Drill", taken), PLAIN, "")
    return Suits(suits, _number_drills(drills))


def _choose_letter(title: str, taken: set[str]) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    wishes = [char for char in title.upper() if char.isalpha()] + list(alphabet)
    free = next((letter for letter in wishes if letter not in taken), None)
    if free is not None:
        return free
    return next(f"{a}{b}" for a in alphabet for b in alphabet if f"{a}{b}" not in taken)


def _number_drills(drills: Iterable[Drill]) -> dict[str, int]:
    counts: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for drill in sorted(drills, key=lambda d: d.slug):
        counts[drill.category] = counts.get(drill.category, 0) + 1
        numbers[drill.slug] = counts[drill.category]
    return numbers
