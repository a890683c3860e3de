"""How a drill's words about muscles are read: which groups they mean, in what role, and what else they say.

A mention is one bullet: "Gastrocnemius and soleus (for push-off)". Names are looked up, never guessed: adductors and
abductors differ by a letter. The words outside the parentheses decide; those inside narrow or complete a phrase such
as "legs", add the muscles' own names, and decide only where the words outside name nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from drillcards.model.muscle import MuscleUse, Role, Taxonomy
from drillcards.read.muscle_names import AND, Lexicon, Name, Words, find_names, join_unique, load_lexicon, split_words


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention as read: its words outside and inside the parentheses, the qualities and the groups it names.

    ``uses`` is empty when it names qualities only, and a single use of no group when nobody knows it.
    """

    mention: str
    note: str = ""
    qualities: tuple[str, ...] = ()
    uses: tuple[MuscleUse, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of a mention with the parenthesis, or the explanation after a colon or dash, that belongs to them."""

    outside: str
    inside: str
    role: Role


_Item = tuple[Words, tuple[Name, ...]]
"""What stands between two joints, and the names found in it."""

# Words that don't say which muscle in a lead-in: "Primary movers: …", "Secondary muscles worked: …".
_FRAME: Final = frozenset({"mover", "target", "targeted", "worked", "used", "engaged", "involved", "emphasi", "focu"})

# A supporting leg or a balance board says nothing of a muscle's role.
_BEARERS: Final = frozenset({"leg", "arm", "foot", "hand", "knee", "side", "ball", "board", "beam", "pad"})

# Of several roles that the words of a mention name, the first of these is meant.
_DECISIVE: Final = (Role.STABILIZER, Role.STRETCHED, Role.SECONDARY, Role.PRIMARY)

# A muscle that works in a stretched position is trained: "eccentrically", "isometrically", "strengthened".
_WORK: Final = re.compile(r"(?:ec|ex)centri|isometri|streng?th|fortale|renforc")

# What comes after it is what a muscle is for. Folded.
_AIMS: Final = frozenset({"for", "to", "para", "por", "pour"})

# A parenthesis that begins so tells what the muscle is for, and names none: "(for arm swing)".
_PURPOSE: Final = re.compile(
    r"(?:for|in|during|when|while|to|as|via|through|on|at|from|by|with|para|durante|en|al|como|por|pour|pendant|lors)\b",
    re.IGNORECASE,
)
_EXPLAINED: Final = re.compile(r"([^:]*?)(?::|\s[-–—])\s+(.*)", re.DOTALL)


def read_taxonomy(lang: str = "en") -> Taxonomy:
    """All muscle groups, in the order of an index, with their names in a language (BCP 47), or else in English.

    Read once, when first asked for.
    """
    taxonomies = load_lexicon().taxonomies
    return taxonomies.get(lang.split("-")[0].lower(), taxonomies["en"])


@lru_cache(maxsize=4096)
def parse_mention(text: str, role: Role | None = None) -> Mention:
    """Read one mention, plain text. ``role`` holds where its own words tell none, as below a heading "Secondary"."""
    lexicon = load_lexicon()
    parts = [part for clause in _split_clauses(lexicon, text) for part in _split_parts(lexicon, clause, role)]
    mention = _tidy(" ".join(part.outside for part in parts))
    note = "; ".join(part.inside for part in parts if part.inside)
    words = split_words(f"{mention} , {note}")
    qualities = join_unique(
        lexicon.qualities[words[a:b]] for a, b in find_names(words, lexicon.qualities, lexicon.longest)
    )
    uses = _join_uses(use for part in parts for use in _read_part(lexicon, part, mention))
    if not uses and not qualities and words != (AND,):
        uses = (MuscleUse(None, None, parts[0].role, mention, note),)
    return Mention(mention, note, qualities, uses)


def find_nearest(text: str) -> tuple[str, ...]:
    """Up to three known names that are spelt much like an unknown mention, for a hint; never to be taken for it."""
    names = {" ".join(words): name.text for words, name in load_lexicon().names.items()}
    words = split_words(text)
    near = get_close_matches(" ".join(words), names, n=3, cutoff=0.7)
    for word in words:
        near += get_close_matches(word, names, n=1, cutoff=0.75) if len(word) > 3 else []
    return join_unique(names[key] for key in near)[:3]


def _split_clauses(lexicon: Lexicon, text: str) -> list[str]:
    """The clauses that name a role of their own: "Primary: quads; secondary: calves"."""
    clauses: list[str] = []
    for piece in re.split(r"(?<=[;,.\n])", text):
        lead, colon, _ = piece.partition(":")
        if not clauses or (colon and _find_lead_role(lexicon, lead)):
            clauses.append(piece)
        else:
            clauses[-1] += piece
    return clauses


def _find_lead_role(lexicon: Lexicon, lead: str) -> Role | None:
    """The role that a lead-in such as "Secondary movers" stands for; None when it says anything else too."""
    words = tuple(word for word in split_words(lead) if word not in _FRAME)
    told = {at for span in find_names(words, lexicon.roles, lexicon.longest) for at in range(*span)}
    return _find_role(lexicon, words) if len(told) == len(words) else None


def find_key_role(lead: str) -> Role | None:
    """The role that a front-matter key such as "primary" or "Stretched muscles" stands for."""
    return _find_lead_role(load_lexicon(), lead) if lead.strip() else None


def _find_role(lexicon: Lexicon, words: Words) -> Role | None:
    spans = find_names(words, lexicon.roles, lexicon.longest)
    found = {lexicon.roles[words[a:b]] for a, b in spans if b == len(words) or words[b] not in _BEARERS}
    if _WORK.search(" ".join(words)):
        found.discard(Role.STRETCHED)
    return next((role for role in _DECISIVE if role in found), None)


def _find_purpose(lexicon: Lexicon, words: Words) -> Role | None:
    """The role that follows from what a muscle is for: "(to reach and to steady the bat)"."""
    start = next((at + 1 for at, word in enumerate(words) if word in _AIMS), len(words))
    aims = words[start:]
    found = {lexicon.purposes[aims[a:b]] for a, b in find_names(aims, lexicon.purposes, lexicon.longest)}
    return next((role for role in _DECISIVE if role in found), None)


def _split_parts(lexicon: Lexicon, clause: str, role: Role | None) -> Iterator[_Part]:
    """A clause cut after each parenthesis; or its lead-in, with all the rest as what explains it."""
    if explained := _EXPLAINED.fullmatch(clause):
        lead, rest = explained.groups()
        if lead_role := _find_lead_role(lexicon, lead):
            yield from _split_parts(lexicon, rest, lead_role)
            return
        if lead.count("(") == lead.count(")"):
            *before, last = _cut_parentheses(lead)
            pairs = [*before, (last[0], "; ".join(filter(None, (last[1], rest.strip()))))]
            yield from (_build_part(lexicon, outside, inside, role) for outside, inside in pairs)
            return
    yield from (_build_part(lexicon, outside, inside, role) for outside, inside in _cut_parentheses(clause))


def _build_part(lexicon: Lexicon, outside: str, inside: str, role: Role | None) -> _Part:
    if not outside.strip():
        outside, inside = inside, ""
    texts = (split_words(outside), split_words(inside))
    own = next(filter(None, (_find_role(lexicon, words) for words in texts)), None)
    purpose = next(filter(None, (_find_purpose(lexicon, words) for words in texts)), None)
    return _Part(outside.strip(), inside.strip(), own or role or purpose or Role.PRIMARY)


def _cut_parentheses(text: str) -> list[tuple[str, str]]:
    """(outside, inside) pairs in order; a parenthesis that isn't closed runs to the end."""
    pairs: list[tuple[str, str]] = []
    depth, outside, inside = 0, "", ""
    for char in text:
        if char == "(":
            depth += 1
        if depth:
            inside += char
        else:
            outside += char
        if char == ")" and depth:
            depth -= 1
            if depth == 0:
                outside, earlier = pairs.pop() if pairs and not outside.strip() else (outside, "")
                pairs.append((outside, "; ".join(filter(None, (earlier, inside[1:-1])))))
                outside, inside = "", ""
    return [*pairs, (outside, inside[1:])] if (outside + inside).strip() or not pairs else pairs


def _read_part(lexicon: Lexicon, part: _Part, mention: str) -> Iterator[MuscleUse]:
    words = split_words(part.outside)
    outside = _list_names(lexicon, words)
    inside = () if _PURPOSE.match(part.inside) else _list_names(lexicon, split_words(part.inside), words)
    names = [_narrow_phrase(name, inside) for name in outside or inside]
    groups = join_unique(group for name in names for group in name.groups)
    for group_id in groups:
        muscles = [name.muscle for name in (*outside, *inside) if name.muscle and group_id in name.groups]
        if len(groups) == 1:  # hip abductors (gluteus medius): the group that was named lists it too
            muscles = [name.muscle for name in (*outside, *inside) if name.muscle]
        group = lexicon.taxonomies["en"].find_group(group_id)
        region = group.region if group else None
        yield MuscleUse(group_id, region, part.role, mention, part.inside, join_unique(muscles))


def _narrow_phrase(name: Name, inside: tuple[Name, ...]) -> Name:
    """A phrase with the groups that its parenthesis picks: legs (quadriceps), core (obliques)."""
    if not inside:
        return name
    named = [group for other in inside for group in other.groups]
    picked = tuple(group for group in name.groups if group in named) if len(name.groups) > 1 else ()
    added = tuple(group for group in name.adds if group in named)
    return replace(name, groups=(picked or name.groups) + added)


def _list_names(lexicon: Lexicon, words: Words, head: Words = ()) -> tuple[Name, ...]:
    """The names among the words. Items of a parenthesis may need its ``head``: deltoids (front), gluteus (medius)."""
    items = _share_words(lexicon, _split_items(lexicon, words))
    if head and AND not in head:
        items = [
            item if item[1] else _find_item(lexicon, item, iter((item[0] + head, head + item[0]))) for item in items
        ]
    return tuple(name for _, names in items for name in _drop_covered(names))


def _drop_covered(names: tuple[Name, ...]) -> Iterator[Name]:
    """The names of one item without phrases that a more exact one explains: leg quadriceps are quadriceps."""
    for name in names:
        others = [other for other in names if len(other.groups) < len(name.groups)]
        if not any(set(other.groups) <= set(name.groups) for other in others):
            yield name


def _split_items(lexicon: Lexicon, words: Words) -> list[_Item]:
    items: list[_Item] = []
    current: Words = ()
    names: tuple[Name, ...] = ()
    spans = dict(find_names(words, lexicon.names, lexicon.longest))
    at = 0
    while at < len(words):
        end = spans.get(at, at + 1)
        if words[at:end] == (AND,):
            items.append((current, names))
            current, names = (), ()
        else:
            current += words[at:end]
            name = lexicon.names.get(words[at:end])
            names += (name,) if name and name.groups else ()
        at = end
    return [*items, (current, names)]


def _share_words(lexicon: Lexicon, items: list[_Item]) -> list[_Item]:
    """Give the items of a list the words that they share: gluteus medius and minimus; front and rear delts."""
    shared = list(items)
    for at in range(1, len(shared)):
        words, names = shared[at]
        before = shared[at - 1][0]
        if words and not names:
            shared[at] = _find_item(
                lexicon, shared[at], (before[:end] + words for end in range(len(before) - 1, 0, -1))
            )
    for at in range(len(shared) - 2, -1, -1):
        words, after = shared[at][0], shared[at + 1][0]
        if words:
            shared[at] = _find_item(lexicon, shared[at], (words + after[start:] for start in range(1, len(after))))
    return shared


def _find_item(lexicon: Lexicon, item: _Item, candidates: Iterator[Words]) -> _Item:
    """The first candidate that is a name, or the item as it was."""
    return next(((words, (lexicon.names[words],)) for words in candidates if words in lexicon.names), item)


def _join_uses(uses: Iterator[MuscleUse]) -> tuple[MuscleUse, ...]:
    """One use a group: the first, with the muscles of all."""
    joined: dict[str | None, MuscleUse] = {}
    for use in uses:
        first = joined.get(use.group)
        muscles = join_unique((*first.muscles, *use.muscles)) if first else use.muscles
        joined[use.group] = replace(first, muscles=muscles) if first else use
    return tuple(joined.values())


def _tidy(text: str) -> str:
    """One line, without the space or the joint that a parenthesis left behind."""
    return re.sub(r"\s+([,;.])", r"\1", " ".join(text.split())).strip(" ,;:.")
