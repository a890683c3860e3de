"""What a PDF must be beyond what validators look at: its structure tree, page contents and ParentTree agree.

ISO 32000-1, 14.7 and 14.8. For any test that writes a tagged file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it ships no types

PAINTING = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "Tj", "TJ", "'", '"', "INLINE IMAGE"}
CLOSES = {"EMC": "BDC", "Q": "q", "ET": "BT"}
MAY_BE_EMPTY = {"/TD", "/TH"}
"""A cell without words still takes its place in the row."""
Id = tuple[int, int]


@dataclass
class _Structure:
    """What a walk over the tree found."""

    owners: dict[tuple[Id, int], Id] = field(default_factory=dict)
    """(page, MCID) → element"""
    annotations: dict[Id, Id] = field(default_factory=dict)
    """annotation → element"""
    elements: set[Id] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def check_structure(path: Path) -> list[str]:
    """All that is wrong with a tagged file's structure; nothing, when all is well."""
    with pikepdf.open(path) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        if root is None:
            return ["there is no structure tree"]
        structure = _Structure()
        for kid in _list_kids(root):
            _walk_element(kid, root, structure)
        parents = dict(_read_parent_tree(root))
        problems = structure.problems
        if int(root.get("/ParentTreeNextKey", 0)) <= max(parents, default=-1):
            problems.append("ParentTreeNextKey is in use")
        seen: set[tuple[Id, int]] = set()
        for number, sheet in enumerate(pdf.pages, 1):
            mcids = _check_content(sheet, number, problems)
            seen |= {(sheet.obj.objgen, mcid) for mcid in mcids}
            _check_slots(sheet, number, mcids, parents, structure)
            _check_annotations(sheet, number, parents, structure)
        problems += _check_fields(pdf)
        problems += [f"the tree names MCID {mcid}, which is on no page" for _, mcid in structure.owners.keys() - seen]
        return problems


def _list_kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _walk_element(element: pikepdf.Object, parent: pikepdf.Object, structure: _Structure) -> None:
    own, tag = element.objgen, str(element.S)
    if own in structure.elements:
        structure.problems.append(f"{tag} is in the tree twice")
        return
    structure.elements.add(own)
    if element.P.objgen != parent.objgen:
        structure.problems.append(f"{tag} names another parent than the one it hangs on")
    kids = _list_kids(element)
    if not kids and tag not in MAY_BE_EMPTY:
        structure.problems.append(f"{tag} is empty")
    kinds = [str(kid.get("/Type", "")) if isinstance(kid, pikepdf.Dictionary) else "" for kid in kids]
    for kid, kind in zip(kids, kinds, strict=True):
        if kind == "/OBJR":
            if kid.Obj.objgen in structure.annotations:
                structure.problems.append(f"{tag} refers to an annotation that another element has")
            structure.annotations[kid.Obj.objgen] = own
        elif kind == "/MCR" or not isinstance(kid, pikepdf.Dictionary):
            where = kid.Pg.objgen if kind else element.Pg.objgen
            mcid = int(kid.MCID) if kind else int(kid)
            if (where, mcid) in structure.owners:
                structure.problems.append(f"{tag} owns MCID {mcid}, which another element has")
            structure.owners[where, mcid] = own
        else:
            _walk_element(kid, element, structure)
    structure.problems += _check_kinds(tag, kinds)


def _check_kinds(tag: str, kinds: list[str]) -> Iterator[str]:
    """Whether links and fields have their annotations."""
    if tag == "/Link" and "/OBJR" not in kinds:
        yield "/Link has no annotation (OBJR)"
    if tag == "/Form" and kinds != ["/OBJR"]:
        yield "/Form isn't one annotation (OBJR) and nothing else"


def _read_parent_tree(root: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    numbers = list(root.ParentTree.Nums)
    for key, value in zip(numbers[::2], numbers[1::2], strict=True):
        yield int(key), value


def _check_content(sheet: pikepdf.Page, number: int, problems: list[str]) -> list[int]:
    """The page's MCIDs in order; everything painted must be in exactly one sequence, and all pairs balance."""
    mcids: list[int] = []
    stack: list[str] = []
    for instruction in pikepdf.parse_content_stream(sheet):
        operands, name = instruction.operands, str(instruction.operator)
        if name in {"BDC", "BMC"}:
            if "BDC" in stack:
                problems.append(f"page {number}: marked content is nested")
            stack.append("BDC")
            if name == "BDC" and "/MCID" in operands[1]:
                mcids.append(int(operands[1].MCID))
        elif name in {"q", "BT"}:
            stack.append(name)
        elif name in CLOSES and (not stack or stack.pop() != CLOSES[name]):
            problems.append(f"page {number}: {name} closes what isn't open")
        elif name in PAINTING and "BDC" not in stack:
            problems.append(f"page {number}: {name} paints outside of any marked content")
    if stack:
        problems.append(f"page {number}: {', '.join(stack)} is left open")
    if len(set(mcids)) != len(mcids):
        problems.append(f"page {number}: an MCID is used twice")
    return mcids


def _check_slots(
    sheet: pikepdf.Page, number: int, mcids: list[int], parents: dict[int, pikepdf.Object], structure: _Structure
) -> None:
    slots: list[pikepdf.Object] = []
    if mcids:
        key = int(sheet.obj.get("/StructParents", -1))
        slots = list(parents.get(key, []))
    if len(slots) != len(mcids):
        structure.problems.append(f"page {number}: {len(mcids)} MCIDs but {len(slots)} slots in the ParentTree")
    for mcid in mcids:
        owner = structure.owners.get((sheet.obj.objgen, mcid))
        if owner is None:
            structure.problems.append(f"page {number}: MCID {mcid} belongs to no element")
        elif mcid < len(slots) and slots[mcid].objgen != owner:
            structure.problems.append(f"page {number}: the ParentTree gives MCID {mcid} to another element")


def _check_annotations(
    sheet: pikepdf.Page, number: int, parents: dict[int, pikepdf.Object], structure: _Structure
) -> None:
    for annotation in sheet.obj.get("/Annots", []):
        owner = structure.annotations.get(annotation.objgen)
        slot = parents.get(int(annotation.get("/StructParent", -1)))
        if owner is None:
            structure.problems.append(f"page {number}: an annotation belongs to no element")
        elif slot is None or slot.objgen != owner:
            structure.problems.append(f"page {number}: the ParentTree gives an annotation to another element")
        words = "/TU" if annotation.Subtype == "/Widget" else "/Contents"
        if not str(annotation.get(words, "")):
            structure.problems.append(f"page {number}: an annotation says nothing ({words[1:]})")


def _check_fields(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What is wrong with the form: its fields are the pages' widgets, each with a name and looks of its own."""
    form = pdf.Root.get("/AcroForm", pikepdf.Dictionary(Fields=[]))
    if form.get("/NeedAppearances"):
        yield "the form lets viewers draw its fields anew (NeedAppearances)"
    widgets = [(sheet, note) for sheet in pdf.pages for note in sheet.obj.get("/Annots", []) if "/FT" in note]
    if sorted(field.objgen for field in form.Fields) != sorted(widget.objgen for _, widget in widgets):
        yield "the form's fields aren't the pages' widgets"
    names = [str(widget.get("/T", "")) for _, widget in widgets]
    if len(set(names)) != len(names) or not all(names) or any("." in name for name in names):
        yield "a field's name is empty, in use twice, or parted by a full stop"
    for sheet, widget in widgets:
        states = widget.AP.N
        if set(states.keys()) != {"/Yes", "/Off"} or str(widget.AS) not in states or widget.AS != widget.V:
            yield "a check box has other states than Yes and Off, or shows another than it is in"
        if widget.P.objgen != sheet.obj.objgen:
            yield "a field names another page than the one it is on"


def check_standards(path: Path) -> list[str]:
    """The rules of PDF/UA-1 and PDF/A-2a that a file breaks, by an independent validator; and qpdf's complaints."""
    limits = page_validation.SafetyLimits(max_reference_depth=200_000)  # its default is for short documents
    failures = [
        f"{profile} {failure.rule_id}: {failure.message}"
        for profile in ("ua1", "2a")
        for failure in page_validation.validate_pdf(str(path), profile=profile, limits=limits).failures
    ]
    return failures + check_syntax(path)


def check_syntax(path: Path) -> list[str]:
    """What qpdf says against a file."""
    with pikepdf.open(path) as pdf:
        return [str(problem) for problem in pdf.check_pdf_syntax()]


def extract_text(path: Path) -> list[str]:
    """Each page's text as a reader copies it, one line for each that is printed."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [sheet.get_textpage().get_text_range().replace("\r\n", "\n") for sheet in pdf]


def outline_structure(path: Path) -> str:
    """The structure tree as text: one tag a line, indented, with its alternative text, language and the like."""
    with pikepdf.open(path) as pdf:
        return "\n".join(_outline_element(kid, 0) for kid in _list_kids(pdf.Root.StructTreeRoot))


def _outline_element(element: pikepdf.Object, level: int) -> str:
    words = [f"{'  ' * level}{str(element.S)[1:]}"]
    words += [f"{key[1:]}={element[key]}" for key in ("/Alt", "/ActualText", "/Lang") if key in element]
    inner = []
    for kid in _list_kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            inner.append(_outline_element(kid, level + 1))
        else:
            words.append("*" if not isinstance(kid, pikepdf.Dictionary) or "/MCID" in kid else "@")
    return "\n".join([" ".join(words), *inner])
