"""Characters that no font can show, found before anything is set."""

from collections.abc import Iterator, Sequence
from unicodedata import name as name_character

from drillcards.layout.fonts import FontSet
from drillcards.layout.revision import Passage
from drillcards.model.drill import Drill
from drillcards.model.problem import Problem, Severity


def find_unprintable(drill: Drill, passages: Sequence[Passage], fonts: FontSet) -> tuple[Problem, ...]:
    """An error that names the characters and the first of the drill's passages they stand in, or nothing."""
    missing = fonts.find_missing("".join([passage.text for passage in passages]))
    if not missing:
        return ()
    text, line = next(passage for passage in passages if not set(missing).isdisjoint(passage.text))
    shown = ", ".join(_describe(missing[:3]))
    more = f" and {len(missing) - 3} others" if len(missing) > 3 else ""
    message = f"No font has {shown}{more}; first in “{text[:40]}”."
    hint = 'Name a font file that has them in drillcards.toml: [fonts] fallback = ["fonts/YourFont.ttf"].'
    return (Problem(Severity.ERROR, "missing-glyph", drill.source.path, line, message, hint),)


def _describe(chars: str) -> Iterator[str]:
    for char in chars:
        yield f"{char} (U+{ord(char):04X}, {name_character(char, 'unnamed').lower()})"
