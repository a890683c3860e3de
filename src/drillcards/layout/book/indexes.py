"""What the indexes of a book say: drills by muscle group, name, equipment and time, as rows to be set."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from drillcards.layout.book.durations import read_minutes
from drillcards.layout.book.equipment import list_equipment
from drillcards.layout.book.numbering import Numbering
from drillcards.layout.book.rows import Entry, Head, Row
from drillcards.layout.book.words import find_book_word
from drillcards.model.drill import Drill
from drillcards.model.muscle import MuscleUse, Role, Taxonomy, find_strongest

_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that are sorted as others, and that Unicode doesn't take apart."""
_DIGITS: Final = re.compile(r"\d+")
TIME_BANDS: Final = ((2, "≤ 2"), (5, "3–5"), (10, "6–10"), (15, "11–15"), (20, "16–20"), (float("inf"), "> 20"))
"""Up to so many minutes, and how the band is headed."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the indexes are made from: the book's drills, their card numbers by slug, and their pages."""

    drills: Sequence[Drill]
    codes: Mapping[str, str]
    numbering: Numbering
    taxonomy: Taxonomy
    lang: str

    def word(self, key: str) -> str:
        """A word in the book's language."""
        return find_book_word(key, self.lang)

    def enter(self, drill: Drill, *, strong: bool = False, depth: int = 0) -> Entry:
        """A drill's entry."""
        folio = self.numbering.format_span(drill.slug)
        return Entry(drill.title, folio, drill.slug, self.codes[drill.slug], strong, depth)


class _Working(NamedTuple):
    """A drill, and its strongest role for some group."""

    drill: Drill
    role: Role


def index_muscles(catalogue: Catalogue) -> Iterator[Row]:
    """Region → group → drills, those that train it first of all in bold, those that only stretch it last, saying so.

    Groups that no drill names say that, too.

    A region that is but a group of the same name has one head for both. Mentions that nobody knows follow under a head
    of their own, by their own words.
    """
    trained = _gather_groups(catalogue.drills)
    for region, run in groupby(catalogue.taxonomy.groups, key=lambda group: group.region):
        groups, anchor = tuple(run), f":region-{region}"
        single = [group.name.casefold() for group in groups] == [groups[0].region_name.casefold()]
        if not single:
            yield Head(groups[0].region_name.capitalize(), 1, anchor=anchor)
        for group in groups:
            drills = trained.get(group.id, [])
            note = "" if drills else f"– {catalogue.word('none')}"
            yield Head(group.name, 1 if single else 2, note, anchor=anchor if single else f":group-{group.id}")
            for working in drills:
                yield _enter_working(working, catalogue)
    unknown = _gather_unknown(catalogue.drills)
    if unknown:
        yield Head(catalogue.word("other"), 1, anchor=":region-other")
        names = _name_unknown(catalogue.drills)
        for key, drills in sorted(unknown.items()):
            yield Head(names[key], 2)
            for working in drills:
                yield _enter_working(working, catalogue)


def _enter_working(working: _Working, catalogue: Catalogue) -> Entry:
    entry = catalogue.enter(working.drill, strong=working.role is Role.PRIMARY)
    if working.role is not Role.STRETCHED:
        return entry
    return entry._replace(text=f"{entry.text} ({catalogue.word('stretch')})")


def _gather_groups(drills: Iterable[Drill]) -> dict[str, list[_Working]]:
    return _gather(drills, lambda use: use.group)


def _gather_unknown(drills: Iterable[Drill]) -> dict[str, list[_Working]]:
    return _gather(drills, lambda use: None if use.group else sort_name(use.mention))


def _name_unknown(drills: Iterable[Drill]) -> dict[str, str]:
    """Each unknown mention as it is written first, by what it is sorted by: "Grip" and "grip" are one."""
    names: dict[str, str] = {}
    for use in (use for drill in drills for use in drill.muscles if not use.group):
        names.setdefault(sort_name(use.mention), use.mention)
    return names


def _gather(drills: Iterable[Drill], find_key: Callable[[MuscleUse], str | None]) -> dict[str, list[_Working]]:
    """For each key the drills with a use of it, by name, and the role they have it in; the stretching ones last."""
    found: dict[str, list[_Working]] = {}
    for drill in _sort_drills(drills):
        roles: dict[str, list[Role]] = {}
        for use in drill.muscles:
            key = find_key(use)
            if key:
                roles.setdefault(key, []).append(use.role)
        for key, all_roles in roles.items():
            found.setdefault(key, []).append(_Working(drill, find_strongest(all_roles)))
    return {key: sorted(some, key=lambda working: working.role is Role.STRETCHED) for key, some in found.items()}


def index_names(catalogue: Catalogue) -> Iterator[Row]:
    """Drills by name below their first letters; another name of a drill says which to see."""
    rows = [(drill.title, catalogue.enter(drill)) for drill in catalogue.drills]
    for drill in catalogue.drills:
        others = {sort_name(alias): alias for alias in drill.aliases}
        for alias in (alias for name, alias in others.items() if name != sort_name(drill.title)):
            text = f"{alias}, {catalogue.word('see')} {drill.title}"
            rows.append((alias, catalogue.enter(drill)._replace(text=text)))
    initial = ""
    for name, entry in sorted(rows, key=lambda row: (sort_name(row[0]), row[1].anchor)):
        letter = _find_initial(name)
        if letter != initial:
            initial = letter
            yield Head(letter, 1)
        yield entry


def index_equipment(catalogue: Catalogue) -> Iterator[Row]:
    """Drills below each thing that they need; those that need nothing come first."""
    names: dict[str, str] = {}
    things: dict[str, list[Drill]] = {}
    bare: list[Drill] = []
    for drill in _sort_drills(catalogue.drills):
        keys = dict.fromkeys(_note_thing(thing, names) for thing in list_equipment(drill))
        for key in keys:
            things.setdefault(key, []).append(drill)
        if not keys:
            bare.append(drill)
    if bare:
        yield Head(catalogue.word("no-equipment"), 1)
        yield from map(catalogue.enter, bare)
    for key, drills in sorted(things.items(), key=lambda item: sort_name(names[item[0]])):
        yield Head(names[key], 1)
        yield from map(catalogue.enter, drills)


def _note_thing(thing: str, names: dict[str, str]) -> str:
    """The key of a thing, one for "Box" and "Boxes"; ``names`` keeps the longer of its names."""
    key = sort_name(thing).removesuffix("s").removesuffix("e")
    names[key] = max(names.get(key, ""), thing, key=len)
    return key


def index_times(catalogue: Catalogue) -> Iterator[Row]:
    """Drills by how long they take, in bands of minutes; within a band the shorter first."""
    timed = [(minutes, drill) for drill in catalogue.drills if (minutes := read_minutes(drill)) is not None]
    lower = -1.0
    for limit, band in TIME_BANDS:
        within = [(minutes, drill) for minutes, drill in timed if lower < minutes <= limit]
        lower = limit
        if within:
            yield Head(f"{band} {catalogue.word('minutes')}", 1)
            for _, drill in sorted(within, key=lambda item: (item[0], sort_name(item[1].title), item[1].slug)):
                yield catalogue.enter(drill)
    untimed = [drill for drill in _sort_drills(catalogue.drills) if read_minutes(drill) is None]
    if untimed:
        yield Head(catalogue.word("no-time"), 1)
        yield from map(catalogue.enter, untimed)


def sort_name(name: str) -> str:
    """What names are sorted by: without accents, case and leading punctuation, and numbers by what they are worth."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    words = re.sub(r"[^\w\s]+", " ", plain.casefold().translate(_LETTERS)).split()
    return " ".join(_DIGITS.sub(lambda digits: digits[0].zfill(6), word) for word in words) or name


def _find_initial(name: str) -> str:
    first = sort_name(name)[:1].upper()
    return first if first.isalpha() else "0–9"


def _sort_drills(drills: Iterable[Drill]) -> list[Drill]:
    return sorted(drills, key=lambda drill: (sort_name(drill.title), drill.slug))
