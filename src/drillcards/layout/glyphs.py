"""Characters that can't be printed as they should, found before anything is set."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from unicodedata import name as name_character

from drillcards.layout.fonts import UNSHAPED, FontSet
from drillcards.layout.revision import Passage
from drillcards.layout.suits import Suit
from drillcards.model.drill import Drill
from drillcards.model.font import BOX
from drillcards.model.problem import Problem, Severity
from drillcards.model.settings import Settings

SETTINGS_FILE: Final = "drillcards.toml"

_MOST_LOST: Final = 1 / 4
"""Of a text's letters so many may be boxes; with more it can't be made out, and is left out."""
_USE_LETTERS: Final = "Write this text in Latin, Greek or Cyrillic letters."
_NAME_FONT: Final = (
    "Write something else there, or name a font file that has them in drillcards.toml: "
    '[fonts] fallback = ["fonts/YourFont.ttf"].'
)


def find_unprintable(drill: Drill, passages: Sequence[Passage], fonts: FontSet) -> tuple[Problem, ...]:
    """What ``find_problems`` finds in a drill's passages, and in its muscles that nobody knows."""
    line = drill.get_key_line("muscles")
    mentions = [Passage(use.mention, line) for use in drill.muscles if use.group is None]
    return find_problems(drill.source.path, (*passages, *mentions), fonts)


def find_unprintable_furniture(settings: Settings, suit: Suit, category: str, fonts: FontSet) -> tuple[Problem, ...]:
    """The same for what drillcards.toml says of the team and a drill's category; on line 0 where none is known."""
    line = next((style.line for style in settings.categories if style.name == category), 0)
    passages = (
        Passage(settings.team, 0),
        Passage(settings.season, 0),
        Passage(suit.title, line),
        Passage(suit.letter, line),
    )
    return tuple(problem for passage in passages for problem in find_problems(SETTINGS_FILE, [passage], fonts))


def find_problems(path: str, passages: Sequence[Passage], fonts: FontSet) -> tuple[Problem, ...]:
    """What can't be printed of a text, in passages of one file, as one problem; a line of 0 is one that nobody knows.

    An error if it is most of the text, or so much that nobody could read the rest; else a warning: boxes are printed.
    """
    text = "".join([passage.text for passage in passages])
    missing = fonts.find_missing(text)
    if not missing:
        return ()
    lost = sum(char in missing for char in text if char.isalpha())
    bad = lost > _MOST_LOST * sum(map(str.isalpha, text))
    shown, line = _find_first(passage for passage in passages if not set(missing).isdisjoint(passage.text))
    unshaped = next(filter(UNSHAPED.match, missing), "")
    code, message, hint = _word_script(unshaped) if unshaped and bad else _word_missing(missing, unshaped, bad=bad)
    severity = Severity.ERROR if bad else Severity.WARNING
    return (Problem(severity, code, path, line or None, f"{message}; first in “{_cut(shown, missing)}”.", hint),)


def _word_script(char: str) -> tuple[str, str, str]:
    """Code, message and hint about a text in letters of the script that ``char`` is of."""
    script = name_character(char, "unnamed").partition(" ")[0].capitalize()
    return (
        "unsupported-script",
        f"{script} letters can't be printed in their order and joined as they should",
        _USE_LETTERS,
    )


def _word_missing(missing: str, unshaped: str, *, bad: bool) -> tuple[str, str, str]:
    """The same about characters that no font has."""
    listed = ", ".join(_describe(missing[:3]))
    more = f" and {len(missing) - 3} others" if len(missing) > 3 else ""
    message = f"No font has {listed}{more}" + ("" if bad else f"; {BOX} is printed in place of each")
    return "missing-glyph", message, _USE_LETTERS if unshaped else _NAME_FONT


def _cut(text: str, missing: str) -> str:
    """What is around the first of the missing characters."""
    at = next(index for index, char in enumerate(text) if char in missing)
    return text[max(0, at - 20) : at + 20].strip()


def _find_first(passages: Iterable[Passage]) -> Passage:
    """The first passage whose line is known, if there is one: facts may come from text, which has lines."""
    first, *others = passages
    return next((passage for passage in (first, *others) if passage.line), first)


def _describe(chars: str) -> Iterator[str]:
    for char in chars:
        yield f"{char} (U+{ord(char):04X}, {name_character(char, 'unnamed').lower()})"
