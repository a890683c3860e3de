"""A corpus of drills to measure with: as many as asked for, all different, the same for the same seed.

Each drill has the shape of a real one: front matter, an introduction, nine steps, seven purposes under a lead-in, seven
muscles, eight coaching points, eight mistakes, five variations and a closing paragraph; about 470 words, not counting
the marks of Markdown.
"""

from __future__ import annotations

import random
import re
from itertools import accumulate
from pathlib import Path

from benchmarks import vocabulary as words

_SLOT = re.compile(r"\{(\w+)\}")
_ARTICLE = re.compile(r"\b([Aa])(?= [aeiou])")
_LISTS = {slot: tuple(entry.split("|")) for slot, entry in words.WORDS.items()}
_WEIGHTS = {slot: tuple(accumulate(rank**-0.5 for rank in range(1, len(entry) + 1))) for slot, entry in _LISTS.items()}
_ADJECTIVES, _MOVEMENTS = words.ADJECTIVES.split("|"), words.MOVEMENTS.split("|")
_SYLLABLES, _ENDINGS = words.SYLLABLES.split("|"), words.ENDINGS.split("|")
_CATEGORIES = ("baserunning", "hitting", "infield", "mobility", "outfield", "speed", "strength", "throwing")


def write_corpus(folder: Path, count: int, seed: int) -> tuple[Path, ...]:
    """Write `count` drills below `folder`, one folder a category, and return their paths in order.

    The same count and seed give the same bytes; drill number n depends on the seed and n alone, so a smaller corpus is
    the start of a larger one.
    """
    paths = []
    for number in range(count):
        title = name_drill(number, seed)
        path = folder / _CATEGORIES[number % len(_CATEGORIES)] / f"{title.lower().replace(' ', '-')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(compose_drill(number, seed), encoding="utf-8")
        paths.append(path)
    return tuple(paths)


def name_drill(number: int, seed: int) -> str:
    """The title of drill `number`: a place, a qualifier and a movement; no two numbers share one.

    >>> name_drill(0, 1) != name_drill(840, 1)
    True
    """
    place = _name_place(random.Random(f"place {seed} {number}"))
    # One lap over all pairs of qualifier and movement, then again with the lap's number to keep titles apart.
    lap, pair = divmod(number, len(_ADJECTIVES) * len(_MOVEMENTS))
    movement, adjective = divmod(pair * 11 % (len(_ADJECTIVES) * len(_MOVEMENTS)), len(_ADJECTIVES))
    suffix = f" {lap + 1}" if lap else ""
    return f"{place} {_ADJECTIVES[adjective]} {_MOVEMENTS[movement]}{suffix}"


def compose_drill(number: int, seed: int) -> str:
    """The Markdown of drill `number`."""
    rng = random.Random(f"drill {seed} {number}")
    title = name_drill(number, seed)
    lead = _fill(words.PURPOSE_LEAD, title, rng)
    sections = (
        ("Execution", _number_items(_choose(words.STEPS, 9, title, rng))),
        ("Purpose", f"{lead}\n\n{_mark_items(_choose(words.PURPOSE, 7, title, rng))}"),
        ("Muscle Groups Targeted", _mark_items(rng.sample(words.MUSCLES, 7))),
        ("Coaching Points", _mark_items(_choose(words.POINTS, 8, title, rng))),
        ("Common Mistakes", _mark_items(_choose(words.MISTAKES, 8, title, rng))),
        ("Variations", _mark_items(_compose_variations(title, rng))),
    )
    intro = " ".join(_fill(pattern, title, rng) for pattern in words.INTRO)
    closing = " ".join(_fill(pattern, title, rng) for pattern in words.CLOSING)
    description = _fill("{Gerund} the {part} for {skill}", title, rng)
    front = f"---\ntitle: {title}\ndescription: {description}\npublished: true\n---"
    body = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in sections)
    return f"{front}\n\n# {title}\n\n{intro}\n\n{body}\n\n{closing}\n"


def _choose(patterns: tuple[str, ...], count: int, title: str, rng: random.Random) -> list[str]:
    return [_fill(pattern, title, rng) for pattern in rng.sample(patterns, count)]


def _compose_variations(title: str, rng: random.Random) -> list[str]:
    movement = title.split()[-1] if not title[-1].isdigit() else title.split()[-2]
    leads = (f"{adjective} {movement}" for adjective in rng.sample(_ADJECTIVES, 4))
    named = (*leads, f"{_name_place(rng)} Rules")
    return [f"**{lead}**: {text}" for lead, text in zip(named, _choose(words.VARIATIONS, 5, title, rng), strict=True)]


def _fill(pattern: str, title: str, rng: random.Random) -> str:
    """The pattern with each slot filled, never twice by the same word; a capitalised slot gives a capitalised word."""
    used: set[str] = set()

    def draw(match: re.Match[str]) -> str:
        slot = match[1]
        if slot == "Title":
            return title
        if slot == "name":
            return _name_place(rng)
        word = _draw_word(slot.lower(), used, rng)
        used.add(word)
        return word[0].upper() + word[1:] if slot[0].isupper() else word

    return _ARTICLE.sub(r"\1n", _SLOT.sub(draw, pattern))


def _draw_word(slot: str, used: set[str], rng: random.Random) -> str:
    while True:
        word = rng.choices(_LISTS[slot], cum_weights=_WEIGHTS[slot])[0]
        if word not in used:
            return word


def _name_place(rng: random.Random) -> str:
    return "".join(rng.sample(_SYLLABLES, 2)).capitalize() + rng.choice(_ENDINGS)


def _mark_items(items: list[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _number_items(items: list[str]) -> str:
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))
