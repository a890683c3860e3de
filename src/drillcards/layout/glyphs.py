"""Characters that can't be printed as they should, found before anything is set."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from unicodedata import name as name_character

from drillcards.layout.fonts import FontSet
from drillcards.layout.revision import Passage
from drillcards.layout.suits import Suit
from drillcards.model.drill import Drill
from drillcards.model.problem import Problem, Severity
from drillcards.model.settings import Settings

SETTINGS_FILE: Final = "drillcards.toml"

# Scripts that run from right to left, or whose letters join or move about: a glyph a character, in the order of the
# text, would misspell them. Blocks as in Unicode's Blocks.txt; the byte order mark isn't one of these letters.
_UNSUPPORTED: Final = re.compile(
    "["
    "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe"  # Hebrew, Arabic, Syriac, Thaana
    "\U00010800-\U00010fff\U0001e800-\U0001edff\U0001ef00-\U0001efff"  # others from right to left
    "\u0900-\u0dff\ua830-\ua83f\ua8e0-\ua8ff\U00011000-\U00011fff"  # Devanagari to Sinhala
    "\u0e00-\u0eff"  # Thai, Lao
    "\u0f00-\u0fff"  # Tibetan
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Myanmar
    "\u1780-\u17ff\u19e0-\u19ff"  # Khmer
    "\u1700-\u177f\u1800-\u18af\u1900-\u19df\u1a00-\u1aaf\u1b00-\u1c4f\ua840-\ua87f\ua880-\ua8df\ua900-\ua9df\uaa00-\uaa5f"
    "\uaa80-\uaadf\uabc0-\uabff"  # Mongolian, Tai, Balinese, Javanese, Cham and their neighbours
    "]"
)


def find_unprintable(drill: Drill, passages: Sequence[Passage], fonts: FontSet) -> tuple[Problem, ...]:
    """Errors that name the script, and the characters, that can't be printed and the first passage of either."""
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
    return find_problems(SETTINGS_FILE, passages, fonts)


def find_problems(path: str, passages: Sequence[Passage], fonts: FontSet) -> tuple[Problem, ...]:
    """Errors about the passages of one file; a line of 0 is one that nobody knows."""
    text = "".join([passage.text for passage in passages])
    scripts = () if text.isascii() else _find_scripts(path, passages, text)
    return (*scripts, *_find_missing(path, passages, text, fonts))


def _find_scripts(path: str, passages: Iterable[Passage], text: str) -> Iterator[Problem]:
    found = _UNSUPPORTED.search(text)
    if not found:
        return
    shown, line = _find_first(passage for passage in passages if _UNSUPPORTED.search(passage.text))
    script = name_character(found[0], "unnamed").partition(" ")[0].capitalize()
    message = f"{script} letters can't be printed in their order and joined as they should; first in “{shown[:40]}”."
    hint = "Write this text in Latin, Greek or Cyrillic letters."
    yield Problem(Severity.ERROR, "unsupported-script", path, line or None, message, hint)


def _find_missing(path: str, passages: Iterable[Passage], text: str, fonts: FontSet) -> Iterator[Problem]:
    missing = fonts.find_missing(_UNSUPPORTED.sub("", text))
    if not missing:
        return
    shown, line = _find_first(passage for passage in passages if not set(missing).isdisjoint(passage.text))
    listed = ", ".join(_describe(missing[:3]))
    more = f" and {len(missing) - 3} others" if len(missing) > 3 else ""
    message = f"No font has {listed}{more}; first in “{shown[:40]}”."
    hint = 'Name a font file that has them in drillcards.toml: [fonts] fallback = ["fonts/YourFont.ttf"].'
    yield Problem(Severity.ERROR, "missing-glyph", path, line or None, message, hint)


def _find_first(passages: Iterable[Passage]) -> Passage:
    """The first passage whose line is known, if there is one: facts may come from text, which has lines."""
    first, *others = passages
    return next((passage for passage in (first, *others) if passage.line), first)


def _describe(chars: str) -> Iterator[str]:
    for char in chars:
        yield f"{char} (U+{ord(char):04X}, {name_character(char, 'unnamed').lower()})"
