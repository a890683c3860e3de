"""What a card template's file may say, and what must hold once it and those that it extends are put together."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import ceil
from typing import Any, Final

from drillcards.model.problem import Problem, Severity
from drillcards.model.template import MIN_COLUMN, SlotKind, TextStyle
from drillcards.model.units import pt_to_mm
from drillcards.read.schema import (
    Field,
    Fields,
    check_table,
    choice_field,
    descending_field,
    flag_field,
    list_words,
    number_field,
    numbers_field,
    or_false,
    quote_all,
    report,
    report_unknown,
    table_field,
    text_field,
    whole_field,
    words_field,
)
from drillcards.read.toml import KeyPath, TomlFile

FACES: Final = ("front", "back", "more")
PARTS: Final = (
    *("title", "description", "category", "letter", "facts", "legend", "figure", "qr", "team", "season"),
    *("number", "revision", "count", "intro", "closing", "*"),
)
"""What a slot can show besides sections, which only a flow takes, and facts by their keys, which only facts do."""

OMITTED_PARTS: Final = ("intro", "closing", "description")
"""What a template can omit besides sections and facts."""

OPEN_KINDS: Final = (SlotKind.FLOW, SlotKind.FACTS)
"""Kinds whose parts a coach may have invented: sections and facts."""

_WORDED: Final = (SlotKind.TEXT, SlotKind.FACTS, SlotKind.FLOW, SlotKind.LEGEND)
"""Kinds that are filled with lines of text."""

_IDLE: Final = {"corner_radius_mm": "Cards are drawn and cut with square corners; round them with a corner punch."}
"""Keys of [card] that templates may still have, and nothing uses; and why."""

_COLORS: Final = ("ink", "muted", "category", "on-category")
_FILLS: Final = (*_COLORS, "pale", "paper")
_KEY: Final = re.compile(r"\w+(?:[-_]\w+)*")
_OVERLAP_MM: Final = 0.5  # less of a box than that is white: no letter fills its line to the edges
_SLACK_MM: Final = 1e-6  # boxes that meet an edge after decimal arithmetic

_MM: Final = "a number of millimetres"
_PAIR_EM: Final = "two numbers, loose and tight, such as [0.5, 0.15]"

_ROOT: Final[Fields] = {
    "extends": text_field("the name of a template in quotes"),
    "description": text_field(),
    "omits": words_field(),
    "floor_pt": number_field("a size in points, more than 0", above=0),
    "card": table_field("a table, [card]"),
    "styles": table_field("tables such as [styles.body]"),
    "front": table_field("tables such as [front.body]"),
    "back": or_false(table_field("tables such as [back.body]")),
    "more": table_field("tables such as [more.body]"),
}
_CARD: Final[Fields] = {
    "width_mm": number_field(f"{_MM}, more than 0", above=0),
    "height_mm": number_field(f"{_MM}, more than 0", above=0),
    "bleed_mm": number_field(f"{_MM}, 0 or more"),
    "safe_mm": number_field(f"{_MM}, 0 or more"),
    "ring_hole_mm": or_false(numbers_field("the hole's centre in millimetres, [x, y]", 2)),
}
_STYLE: Final[Fields] = {
    "font": choice_field(("body", "bold", "head", "head-medium")),
    "sizes_pt": descending_field("sizes in points from the largest to the smallest, such as [12, 11, 10]", strict=True),
    "leading": descending_field("two numbers, loose and tight, such as [1.35, 1.2]", count=2),
    "gap_em": Field(lambda value: _is_gap(value), _PAIR_EM),
    "color": choice_field(_COLORS),
    "upper": flag_field(),
    "tracking_em": number_field("a number of ems, from -0.5", least=-0.5),
    "max_lines": whole_field(1, 100),
    "align": choice_field(("left", "center", "right")),
    "valign": choice_field(("top", "middle", "bottom")),
    "heading_em": number_field("a number of ems, more than 0", above=0),
}
_SLOT: Final[Fields] = {
    "kind": choice_field(kind.value for kind in SlotKind),
    "box_mm": Field(
        lambda value: numbers_field("", 4).accepts(value) and min(value[2:]) > 0,
        "[x, y, width, height] in millimetres, the last two more than 0",
    ),
    "shows": words_field(),
    "style": text_field("the name of a style in quotes"),
    "after": words_field(),
    "gap_mm": number_field(f"{_MM}, 0 or more"),
    "rigid": flag_field(),
    "clear_of": words_field(),
    "columns": whole_field(1, 12),
    "columns_below": whole_field(1, 12),
    "gutter_mm": number_field(f"{_MM}, 0 or more"),
    "separator": text_field(),
    "turns": whole_field(0, 3),
    "fill": or_false(choice_field(_FILLS)),
    "rule": or_false(choice_field(("top", "bottom"))),
}


@dataclass(frozen=True, slots=True)
class Stack:
    """A template's file, those that it extends after it, and all of them merged."""

    files: tuple[TomlFile, ...]
    merged: Mapping[str, Any]

    def report(self, code: str, message: str, hint: str, *paths: KeyPath) -> Problem:
        """A Problem where one of these keys is written, in the file that came last to say any of them.

        That is the file to blame: a box that left the card because an extending file shrank it is no mistake of the
        file that holds the box.
        """
        for file in self.files:
            for path in paths:
                if path in file.lines:
                    return Problem(Severity.ERROR, code, file.path, file.lines[path], message, hint)
        return Problem(Severity.ERROR, code, self.files[0].path, None, message, hint)


def check_file(file: TomlFile) -> tuple[Problem, ...]:
    """The unknown keys and wrong values of one file, whatever it extends."""
    root = check_table(file, (), file.data, _ROOT)
    problems = [*root.problems]
    if "card" in root.values:
        idle = _IDLE.keys() & root.values["card"].keys()
        problems += (_report_idle(file, key) for key in sorted(idle))
        used = {key: value for key, value in root.values["card"].items() if key not in idle}
        problems += check_table(file, ("card",), used, _CARD).problems
    for name, style in root.values.get("styles", {}).items():
        problems += check_table(file, ("styles", name), style, _STYLE).problems
    for face in FACES:
        for name, slot in (root.values.get(face) or {}).items():
            if slot is not False:
                problems += check_table(file, (face, name), slot, _SLOT).problems
    return tuple(problems)


def _report_idle(file: TomlFile, key: str) -> Problem:
    return report(file, ("card", key), "unused-key", f"{key} in [card] does nothing.", f"Take it out. {_IDLE[key]}")


def check_stack(stack: Stack) -> tuple[Problem, ...]:
    """What doesn't hold in the merged template. Its files have passed check_file."""
    missing = (*_find_missing(stack),)
    if missing:
        return missing
    return (
        *_check_removals(stack),
        *_check_omits(stack),
        *_check_hole(stack),
        *_check_sizes(stack),
        *_check_flows(stack),
        *_check_homes(stack),
        *(problem for face in FACES for problem in _check_circles(stack, face)),
        *(problem for face in FACES for problem in _check_overlaps(stack, face)),
        *(problem for face, name in list_slots(stack.merged) for problem in _check_slot(stack, face, name)),
    )


def list_slots(merged: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """(face, slot) of every slot, in order."""
    return tuple((face, name) for face in FACES for name in merged.get(face) or {})


def _find_missing(stack: Stack) -> Iterator[Problem]:
    card = stack.merged.get("card", {})
    for key in ("width_mm", "height_mm"):
        if key not in card:
            hint = "Give [card] a width_mm and a height_mm, or extend a template that has them."
            yield stack.report("missing-key", f"The card has no {key}.", hint, ("card",))
    for face, name in list_slots(stack.merged):
        for key, example in (("kind", 'kind = "flow"'), ("box_mm", "box_mm = [x, y, width, height]")):
            if key not in stack.merged[face][name]:
                message = f"The slot {face}.{name} has no {key}."
                yield stack.report("missing-key", message, f"Add {example}.", (face, name))


def _check_removals(stack: Stack) -> Iterator[Problem]:
    """``figure = false`` takes away the slot that an extended file gives, so one of them must have it."""
    for depth, file in enumerate(stack.files, 1):
        for face in FACES:
            inherited = {name: None for base in stack.files[depth:] for name in base.data.get(face) or {}}
            for name, slot in (file.data.get(face) or {}).items():
                if slot is False and name not in inherited:
                    yield report_unknown(file, (face, name), "slot", name, inherited)


def _check_omits(stack: Stack) -> Iterator[Problem]:
    for word in list_words(stack.merged.get("omits", [])):
        if word == "title" or not _KEY.fullmatch(word):
            hint = "Name sections by their keys, such as “intro”, “purpose” or “coaching_points”."
            yield stack.report("unknown-part", f"A template can't omit “{word}”.", hint, ("omits",))


def _check_hole(stack: Stack) -> Iterator[Problem]:
    card = stack.merged["card"]
    x, y = card.get("ring_hole_mm") or (0, 0)
    if not (0 <= x <= card["width_mm"] and 0 <= y <= card["height_mm"]):
        message = f"The ring hole, at [{x:g}, {y:g}], is not on the card."
        hint = (
            f"ring_hole_mm is the hole's centre, [x, y]; the card is {card['width_mm']:g} × {card['height_mm']:g} mm."
        )
        size = (("card", "width_mm"), ("card", "height_mm"))
        yield stack.report("outside-card", message, hint, ("card", "ring_hole_mm"), *size)


def _check_sizes(stack: Stack) -> Iterator[Problem]:
    floor = stack.merged.get("floor_pt", 0)
    for name, style in {"body": {}, **stack.merged.get("styles", {})}.items():
        low = [size for size in style.get("sizes_pt", TextStyle().sizes) if size < floor]
        if low:
            message = f"The style {name} goes down to {min(low):g} pt, below the floor of {floor:g} pt."
            hint = "Leave out the sizes below floor_pt; what doesn't fit goes onto the next card."
            yield stack.report("below-floor", message, hint, ("styles", name, "sizes_pt"), ("floor_pt",))


def _check_flows(stack: Stack) -> Iterator[Problem]:
    faces = {face for face, name in list_slots(stack.merged) if stack.merged[face][name]["kind"] == SlotKind.FLOW}
    if not faces & {"front", "back"}:
        hint = 'Add [front.body] or [back.body] with kind = "flow": that is where the drill\'s sections go.'
        yield stack.report("no-flow", "No slot flows on the front or the back.", hint, ("front",), ("back",))
    if "more" not in faces:
        hint = 'Add [more.body] with kind = "flow": what the first card can\'t hold continues there.'
        yield stack.report("no-flow", "No slot flows on “more”.", hint, ("more",))


def _check_homes(stack: Stack) -> Iterator[Problem]:
    """On the first card, as on those after it, one flow has a section, and one slot of a kind has "*"."""
    homes: dict[tuple[bool, str, str], str] = {}
    for face, name in list_slots(stack.merged):
        slot = stack.merged[face][name]
        for part in dict.fromkeys(list_words(slot.get("shows", []))):
            home = f"{face}.{name}"
            if slot["kind"] != SlotKind.FLOW and (slot["kind"] != SlotKind.FACTS or part != "*"):
                continue
            first = homes.setdefault((face == "more", slot["kind"], part), home)
            if first != home:
                message = f"{home} shows “{part}”, and so does {first}."
                hint = "Take it out of one. “*” stands for everything that no slot names."
                yield stack.report("shown-twice", message, hint, (face, name, "shows"))


def _check_circles(stack: Stack, face: str) -> Iterator[Problem]:
    """A slot must not wait, through the ``after`` and ``clear_of`` of others, for itself."""
    waits = {
        name: {*list_words(slot.get("after", [])), *list_words(slot.get("clear_of", []))} - {name}
        for name, slot in (stack.merged.get(face) or {}).items()
    }
    while ready := [name for name, others in waits.items() if not others & waits.keys()]:
        waits = {name: others for name, others in waits.items() if name not in ready}
    if waits:
        hint = "Take a name out of their after or clear_of, so that one of them can come first."
        paths = ((face, name, key) for name in waits for key in ("after", "clear_of"))
        yield stack.report("circular-slots", f"On the {face}, {quote_all(waits)} wait for each other.", hint, *paths)


def _check_overlaps(stack: Stack, face: str) -> Iterator[Problem]:
    """Boxes that share room: only panels may lie under others, and a slot on one that it waits for, which moves it."""
    slots = stack.merged.get(face) or {}
    shown = [name for name, slot in slots.items() if slot["kind"] != SlotKind.PANEL]
    for one, other in combinations(shown, 2):
        if not _share_room(slots[one]["box_mm"], slots[other]["box_mm"]):
            continue
        if one in _list_awaited(slots, other) or other in _list_awaited(slots, one):
            continue
        message = f"The slots {face}.{one} and {face}.{other} lie on each other."
        hint = "Give them boxes apart; or let one begin below the other with after, or beside it with clear_of."
        yield stack.report("overlapping-slots", message, hint, (face, other, "box_mm"), (face, one, "box_mm"))


def _share_room(one: list[float], other: list[float]) -> bool:
    """Whether boxes, [x, y, width, height], have more than an edge in common."""
    return all(
        min(one[axis] + one[axis + 2], other[axis] + other[axis + 2]) - max(one[axis], other[axis]) > _OVERLAP_MM
        for axis in (0, 1)
    )


def _list_awaited(slots: Mapping[str, Any], name: str) -> set[str]:
    """The slots that one waits for, through others too."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        slot = slots.get(waiting.pop(), {})
        named = {*list_words(slot.get("after", [])), *list_words(slot.get("clear_of", []))} - found
        found |= named
        waiting += named
    return found


def _check_slot(stack: Stack, face: str, name: str) -> Iterator[Problem]:
    slot = stack.merged[face][name]
    yield from _check_box(stack, face, name)
    for part in list_words(slot.get("shows", [])):
        if part not in PARTS and not (slot["kind"] in OPEN_KINDS and _KEY.fullmatch(part)):
            path = (face, name, "shows")
            yield report_unknown(_find_file(stack, path), path, "part", part, PARTS)
    styles = ("body", *(style for style in stack.merged.get("styles", {}) if style != "body"))
    if slot.get("style", "body") not in styles:
        path = (face, name, "style")
        yield report_unknown(_find_file(stack, path), path, "style", slot["style"], styles)
    elif slot["kind"] in _WORDED:
        yield from _check_room(stack, face, name)
    others = tuple(other for other in stack.merged[face] if other != name)
    for key in ("after", "clear_of"):
        for other in list_words(slot.get(key, [])):
            if other not in others:
                path = (face, name, key)
                yield report_unknown(_find_file(stack, path), path, "slot", other, others)


def _check_box(stack: Stack, face: str, name: str) -> Iterator[Problem]:
    card, slot = stack.merged["card"], stack.merged[face][name]
    x, y, width, height = slot["box_mm"]
    margin = min(x, y, card["width_mm"] - x - width, card["height_mm"] - y - height)
    size = (("card", "width_mm"), ("card", "height_mm"))
    box = (face, name, "box_mm")
    if margin < -_SLACK_MM:
        message = f"The box of {face}.{name} reaches {-margin:g} mm outside the card."
        hint = f"box_mm is [x, y, width, height]; the card is {card['width_mm']:g} × {card['height_mm']:g} mm."
        yield stack.report("outside-card", message, hint, box, *size)
    elif slot["kind"] != SlotKind.PANEL and margin < (safe := card.get("safe_mm", 0)) - _SLACK_MM:
        message = f"The box of {face}.{name} is {margin:g} mm from the edge, within the {safe:g} mm kept free."
        hint = "Keep text inside safe_mm, where no cutter or laminate reaches; only panels may touch the edge."
        yield stack.report("outside-safe-zone", message, hint, box, ("card", "safe_mm"), *size)


def _check_room(stack: Stack, face: str, name: str) -> Iterator[Problem]:
    """A box must be as high as a line of its smallest type, and a flow's columns as wide as a few of its letters."""
    slot = stack.merged[face][name]
    style = stack.merged.get("styles", {}).get(slot.get("style", "body"), {})
    size = min(style.get("sizes_pt", TextStyle().sizes))
    width, height = reversed(slot["box_mm"][2:]) if slot.get("turns", 0) % 2 else slot["box_mm"][2:]
    columns, gutter = slot.get("columns", 1), slot.get("gutter_mm", 0)
    paths = ((face, name, "box_mm"), (face, name, "columns"), ("styles", slot.get("style", "body"), "sizes_pt"))
    message = f"The box of {face}.{name} has no room for a line of its smallest type, {size:g} pt."
    line, letters = pt_to_mm(size), pt_to_mm(MIN_COLUMN * size)
    if height + _SLACK_MM < line:
        hint = f"Make it at least {_round_up(line):g} mm high, measured across its lines."
        yield stack.report("too-small-box", message, hint, *paths)
    if slot["kind"] == SlotKind.FLOW and (width - gutter * (columns - 1)) / columns + _SLACK_MM < letters:
        hint = f"Make it wider, or let it have fewer columns: each needs at least {_round_up(letters):g} mm."
        yield stack.report("too-small-box", message, hint, *paths)


def _round_up(millimetres: float) -> float:
    return ceil(10 * millimetres) / 10


def _find_file(stack: Stack, path: KeyPath) -> TomlFile:
    return next((file for file in stack.files if path in file.lines), stack.files[0])


def _is_gap(value: Any) -> bool:
    return numbers_field("", 2).accepts(value) and value[0] >= value[1] >= 0
