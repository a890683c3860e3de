"""Card templates from TOML files: the coach's own, then the built-in ones."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from drillcards.model.page import Box
from drillcards.model.problem import Problem, Severity, sort_problems
from drillcards.model.settings import Workspace
from drillcards.model.template import CardTemplate, Face, Slot, SlotKind, TextStyle
from drillcards.model.units import mm_to_pt
from drillcards.read.facts import FACT_KEYS
from drillcards.read.headings import KNOWN_KEYS
from drillcards.read.schema import find_misspelt, list_words, quote_all, report, suggest
from drillcards.read.starter import builtin_root
from drillcards.read.template_schema import (
    FACES,
    OMITTED_PARTS,
    OPEN_KINDS,
    PARTS,
    Stack,
    check_file,
    check_stack,
    list_slots,
)
from drillcards.read.toml import KeyPath, TomlFile, read_toml

BUILT_IN: Final = "built-in"

_Shelf = Mapping[str, tuple[Path, ...]]
"""Files by the name of their template, the one that counts first."""

Sections = Collection[str] | None
"""The keys of all sections that the workspace's drills have; None if that isn't known of all of them."""


def read_template(
    workspace: Workspace, name: str, sections: Sections = None
) -> tuple[CardTemplate | None, tuple[Problem, ...]]:
    """The template of this name with what it extends put in, or None and the errors that stand in its way.

    With the template there may be warnings. If the ``sections`` are known, it is an error to omit what isn't there.

    Raises StarterMissingError when the installation has no built-in templates.
    """
    return _read_from_shelf(_list_files(workspace), workspace, name, sections)


def list_templates(
    workspace: Workspace, sections: Sections = None
) -> tuple[tuple[CardTemplate, ...], tuple[Problem, ...]]:
    """Every template that can be read, by name, and the problems of the others; ``sections`` as for one."""
    shelf = _list_files(workspace)
    results = [_read_from_shelf(shelf, workspace, name, sections) for name in shelf]
    templates = tuple(template for template, _ in results if template)
    return templates, sort_problems(problem for _, problems in results for problem in problems)


def list_names(workspace: Workspace) -> tuple[str, ...]:
    """The names of all templates, whether they can be read or not."""
    return tuple(_list_files(workspace))


def _list_files(workspace: Workspace) -> _Shelf:
    files: dict[str, tuple[Path, ...]] = {}
    for root in (workspace.root, builtin_root()):
        for file in (root / "templates").glob("*.toml"):
            if file not in files.get(file.stem, ()):
                files[file.stem] = (*files.get(file.stem, ()), file)
    return dict(sorted(files.items()))


def _read_from_shelf(
    shelf: _Shelf, workspace: Workspace, name: str, sections: Sections
) -> tuple[CardTemplate | None, tuple[Problem, ...]]:
    if name not in shelf:
        message = f"There is no template “{name}”."
        return None, (Problem(Severity.ERROR, "unknown-template", "", None, message, suggest(name, shelf)),)
    files, problems = _read_chain(shelf, workspace, shelf[name][0])
    problems = (*problems, *(problem for file in files for problem in check_file(file)))
    if problems:
        return None, sort_problems(problems)
    stack = Stack(files, _merge_files(files))
    own_keys = {*(sections or ()), *(key for _, key in workspace.settings.aliases)}
    problems = (*check_stack(stack), *(_find_unknown_omits(stack, own_keys) if sections is not None else ()))
    if problems:
        return None, sort_problems(problems)
    source = files[0].path if _is_own(shelf[name][0], workspace) else BUILT_IN
    return _build_template(name, source, stack.merged), sort_problems(_find_slips(stack, own_keys))


def _find_unknown_omits(stack: Stack, own_keys: Collection[str]) -> Iterator[Problem]:
    """Errors for what a template omits and nobody knows: what it was meant to keep off the card may be printed."""
    known = (*KNOWN_KEYS, *FACT_KEYS, *OMITTED_PARTS, *sorted(own_keys))
    for word in list_words(stack.merged.get("omits", [])):
        if word in known:
            continue
        if word in PARTS:
            message = f"“{word}” is no section or fact that a template can omit."
            hint = "Take it out of omits. What a slot shows goes with it: [front] and below it NAME = false."
        else:
            message = f"The template omits “{word}”, but no drill has such a section."
            near = find_misspelt(word, known)
            hint = f"Write “{near}”, or take it out." if near else f"Take it out. {suggest(word, known)}"
        yield stack.report("unknown-section", message, hint, ("omits",))


def _find_slips(stack: Stack, own_keys: Collection[str]) -> Iterator[Problem]:
    """Warnings for sections that a template omits or shows, and that look like another's name misspelt.

    A coach's own sections have keys that nobody can know, apart from ``own_keys``.
    """
    known = (*KNOWN_KEYS, *FACT_KEYS, *PARTS, *own_keys)
    places: list[tuple[KeyPath, Any]] = [(("omits",), stack.merged.get("omits", []))]
    for face, name in list_slots(stack.merged):
        slot = stack.merged[face][name]
        if slot["kind"] in OPEN_KINDS:
            places.append(((face, name, "shows"), slot.get("shows", [])))
    for path, words in places:
        for word in list_words(words):
            if meant := find_misspelt(word, known):
                hint = f"Write “{meant}”; if it is a section of your own, give it a name less like that one."
                message = f"There is no section “{word}”, but there is “{meant}”."
                yield replace(stack.report("unknown-section", message, hint, path), severity=Severity.WARNING)


def _read_chain(shelf: _Shelf, workspace: Workspace, first: Path) -> tuple[tuple[TomlFile, ...], tuple[Problem, ...]]:
    """A file and those that it extends. A coach's file may extend the built-in template of its own name."""
    paths: list[Path] = [first]
    files: list[TomlFile] = []
    while True:
        own = _is_own(paths[-1], workspace)
        shown = f"templates/{paths[-1].name}" if own else f"{BUILT_IN}/{paths[-1].name}"
        file = read_toml(paths[-1], shown, workspace.root if own else builtin_root())
        if isinstance(file, Problem):
            return tuple(files), (file,)
        files.append(file)
        base = file.data.get("extends")
        if not isinstance(base, str):
            return tuple(files), ()
        candidates = [path for path in shelf.get(base, ()) if path != paths[-1]]
        if not candidates or candidates[0] in paths:
            return tuple(files), (_report_base(shelf, file, base, [path.stem for path in paths]),)
        paths.append(candidates[0])


def _report_base(shelf: _Shelf, file: TomlFile, base: str, chain: list[str]) -> Problem:
    if base in shelf:
        circle = " → ".join([*chain, base])
        hint = f"Take extends out of one of them: {quote_all(sorted(set(chain)))}."
        return report(file, ("extends",), "circular-extends", f"This template extends itself: {circle}.", hint)
    hint = suggest(base, (name for name in shelf if name != chain[-1]))
    return report(file, ("extends",), "unknown-template", f"There is no template “{base}” to extend.", hint)


def _is_own(file: Path, workspace: Workspace) -> bool:
    return file.parent == workspace.root / "templates"


def _merge_files(files: tuple[TomlFile, ...]) -> dict[str, Any]:
    """The tables of all files in one, each file's keys over those of the file that it extends."""
    merged: dict[str, Any] = {}
    for file in reversed(files):
        merged = _merge_tables(merged, file.data)
    for face in FACES:
        if face in merged:
            merged[face] = _drop_slots(merged[face] or {}, [file.data.get(face) or {} for file in files])
    return merged


def _drop_slots(slots: Mapping[str, Any], versions: list[Mapping[str, Any]]) -> dict[str, Any]:
    """A face without the slots that are false. What stood after one now stands after what that one stood after.

    ``versions`` are the face as each file has it, the one that counts first.
    """
    gone: dict[str, tuple[Any, ...]] = {}
    for name in (name for name, slot in slots.items() if slot is False):
        written = [face[name]["after"] for face in versions if "after" in (face.get(name) or {})]
        gone[name] = list_words(written[0]) if written else ()
    kept = {name: dict(slot) if isinstance(slot, dict) else slot for name, slot in slots.items() if slot is not False}
    for slot in kept.values():
        if "after" in slot:
            slot["after"] = _pass_over(list_words(slot["after"]), gone)
        if "clear_of" in slot:
            slot["clear_of"] = [other for other in list_words(slot["clear_of"]) if other not in gone]
    return kept


def _pass_over(names: tuple[Any, ...], gone: Mapping[str, tuple[Any, ...]]) -> list[Any]:
    """The names with those that are gone replaced by what they stood after, however many are gone in a row."""
    found: dict[Any, bool] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = name not in gone
            waiting = [*gone.get(name, ()), *waiting]
    return [name for name, there in found.items() if there]


def _merge_tables(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in own.items():
        below = merged.get(key)
        merged[key] = _merge_tables(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def _build_template(name: str, source: str, merged: Mapping[str, Any]) -> CardTemplate:
    card = merged["card"]
    hole = card.get("ring_hole_mm") or None
    return CardTemplate(
        name=name,
        description=merged.get("description", ""),
        source=source,
        width=mm_to_pt(card["width_mm"]),
        height=mm_to_pt(card["height_mm"]),
        bleed=mm_to_pt(card.get("bleed_mm", 0)),
        safe=mm_to_pt(card.get("safe_mm", 0)),
        ring_hole=(mm_to_pt(hole[0]), mm_to_pt(hole[1])) if hole else None,
        omits=list_words(merged.get("omits", [])),
        floor=merged.get("floor_pt", 0),
        styles=tuple((key, _build_style(style)) for key, style in {"body": {}, **merged.get("styles", {})}.items()),
        front=_build_face(merged.get("front", {})),
        back=_build_face(merged["back"]) if merged.get("back") else None,
        more=_build_face(merged["more"]),
    )


def _build_style(style: Mapping[str, Any]) -> TextStyle:
    plain = TextStyle()
    loose, tight = style.get("leading", plain.leading)
    loose_gap, tight_gap = style.get("gap_em", plain.gap)
    return TextStyle(
        font=style.get("font", plain.font),
        sizes=tuple(map(float, style.get("sizes_pt", plain.sizes))),
        leading=(float(loose), float(tight)),
        gap=(float(loose_gap), float(tight_gap)),
        color=style.get("color", plain.color),
        upper=style.get("upper", plain.upper),
        tracking=style.get("tracking_em", plain.tracking),
        max_lines=style.get("max_lines", plain.max_lines),
        align=style.get("align", plain.align),
        valign=style.get("valign", plain.valign),
        heading_em=style.get("heading_em", plain.heading_em),
    )


def _build_face(slots: Mapping[str, Any]) -> Face:
    return Face(tuple(_build_slot(name, slot) for name, slot in slots.items()))


def _build_slot(name: str, slot: Mapping[str, Any]) -> Slot:
    x, y, width, height = map(mm_to_pt, slot["box_mm"])
    return Slot(
        name=name,
        kind=SlotKind(slot["kind"]),
        box=Box(x, y, width, height),
        shows=list_words(slot.get("shows", [])),
        style=slot.get("style", "body"),
        after=list_words(slot.get("after", [])),
        gap=mm_to_pt(slot.get("gap_mm", 0)),
        rigid=slot.get("rigid", False),
        clear_of=list_words(slot.get("clear_of", [])),
        columns=slot.get("columns", 1),
        columns_below=slot.get("columns_below", 1),
        gutter=mm_to_pt(slot.get("gutter_mm", 0)),
        separator=slot.get("separator", " · "),
        turns=slot.get("turns", 0),
        fill=slot.get("fill") or None,
        rule=slot.get("rule") or None,
    )
