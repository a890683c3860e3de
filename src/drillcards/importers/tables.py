"""A table of exercises, as a spreadsheet saves it → drills: a row is a drill, a column one of its parts."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from drillcards.importers.harvest import Harvest
from drillcards.importers.naming import NO_FOLDERS, choose_names, pick_folder
from drillcards.importers.steps import clean_lines, list_lines, make_paragraph, number_lines
from drillcards.model.drill import Blocks, Drill, Fact, Section, Source
from drillcards.model.problem import has_errors
from drillcards.read.cells import Row
from drillcards.read.facts import FACT_KEYS, find_fact_key, label_fact
from drillcards.read.findings import Findings
from drillcards.read.headings import HEADINGS, KNOWN_KEYS, find_known_key, normalize_heading
from drillcards.read.manuscript import MATTER_KEYS
from drillcards.read.publication import says_no
from drillcards.read.slug import make_slug
from drillcards.read.spreadsheet import read_sheet
from drillcards.read.text import clean_cell

TEXTS: Final = ("title", "description", "category", "tags", "aliases", "video", "lang", "published")
"""What a column may be besides facts and sections."""
PARTS: Final = (*TEXTS, *FACT_KEYS, *(key for key in KNOWN_KEYS if key not in FACT_KEYS))
_NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("name", "drill", "drill name", "exercise", "exercise name", "nombre", "ejercicio", "nom", "exercice"), "title"
    ),
    **dict.fromkeys(("summary", "subtitle", "descripción", "résumé"), "description"),
    **dict.fromkeys(("group", "folder", "type", "categoría", "catégorie"), "category"),
    **dict.fromkeys(("tag", "keywords", "labels", "etiquetas", "étiquettes"), "tags"),
    **dict.fromkeys(("alias", "also known as", "other names"), "aliases"),
    **dict.fromkeys(("url", "link", "video link", "video url", "youtube"), "video"),
    **dict.fromkeys(("language", "idioma", "langue"), "lang"),
    **dict.fromkeys(("step", "instruction", "paso", "étape", "consigne"), "execution"),
    **dict.fromkeys(("cue", "coaching cue", "tip", "key point", "clave", "consejo", "conseil"), "coaching_points"),
    **dict.fromkeys(("mistake", "common mistake", "error", "erreur"), "common_mistakes"),
    **dict.fromkeys(("benefit", "goal"), "purpose"),
}
_NUMBERED: Final = ("execution",)
_LISTED: Final = (
    "setup",
    "muscles",
    "coaching_points",
    "common_mistakes",
    "variations",
    "safety",
    "purpose",
)
_JOINED: Final = ("tags", "aliases", "equipment", *_NUMBERED, *_LISTED)
"""What may stand in several columns, "Step 1", "Step 2"."""
_COUNT: Final = re.compile(r"(?<![^\W_])#?\s*(\d{1,2})(?![^\W_])")
_UNIT: Final = re.compile(r"\(([^()]*)\)")
_BREAKS: Final = re.compile(r"[\r\n]+")
_COMMAS: Final = re.compile(r"[;,\r\n]+")
_OUTSIDE: Final = re.compile(r"[;,\r\n]+(?![^()]*\))")
_HEADINGS: Final = {key: names.split(";")[0] for key, names in HEADINGS} | {"muscles": "Muscle Groups Targeted"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where it is, and the part of a drill that it holds; ``key`` instead if it is a coach's own.

    ``unit`` is what its header says of the numbers in it: "min" of "Duration (min)".
    ``number`` is the column's own: 2 of "Step 2".
    """

    index: int
    header: str
    part: str
    key: str = ""
    unit: str = ""
    number: int = 0


def read_table(
    path: Path,
    mapping: Mapping[str, str],
    category: str | None = None,
    known: Mapping[str, str] = NO_FOLDERS,
    lang: str = "en",
) -> Harvest:
    """The rows of a .csv or .xlsx file as drills.

    ``mapping`` names the columns of parts whose headers aren't understood: ``{"execution": "How to do it"}``. Columns
    that nothing takes are kept as keys of the front matter. ``category`` is the folder for all; None: what the column
    of that name says. ``known`` are the folders there are, as ``pick_folder`` takes them, and ``lang`` the language of
    rows that don't name theirs.
    """
    findings = Findings(path.name)
    table = read_sheet(path, path.parent, findings, lambda row: sum(bool(find_part(cell)) for cell in row.cells))
    if not table or not table.rows:
        if table is not None:
            findings.fail(
                "empty-table", None, "The table is empty.", "It needs a row of headers, and a row for each drill."
            )
        return Harvest(problems=tuple(findings.problems))
    header, *body = table.rows
    columns = tuple(match_columns(header, mapping, findings))
    if has_errors(findings.problems):
        return Harvest(problems=tuple(findings.problems))
    if not any(column.part == "title" for column in columns):
        found = ", ".join(f"“{clean_cell(cell)}”" for cell in header.cells if clean_cell(cell))
        hint = f"Say which one it is: --map title=COLUMN. There are: {found}."
        findings.fail("no-title", header.line, "No column has the drills' names.", hint)
        return Harvest(problems=tuple(findings.problems))
    kept = [row for row in body if _has_title(row, columns, findings)]
    if not body:
        findings.warn(
            "empty-table", header.line, "There are headers, and no rows.", "Write a drill into each row below."
        )
    folders = [pick_folder(category or clean_cell(_read_cell(row, columns, "category")), known) for row in kept]
    titles = [clean_cell(_read_cell(row, columns, "title")) for row in kept]
    slugs = choose_names((folder, title, title) for folder, title in zip(folders, titles, strict=True))
    drills = tuple(_build_drill(row, columns, slug, lang) for row, slug in zip(kept, slugs, strict=True))
    own = [f"{column.header} ({column.key})" for column in columns if not column.part]
    notes = (f"Kept as keys of your own: {', '.join(own)}",) if own else ()
    return Harvest(drills, problems=tuple(findings.problems), notes=notes)


def find_part(header: str) -> str | None:
    """The part that a column of this name holds, or None. A unit in parentheses makes no difference."""
    words = _UNIT.sub(" ", clean_cell(header).replace("_", " ").replace("#", " number "))
    name = normalize_heading(words)
    if name in TEXTS:
        return name
    names = {normalize_heading(known): part for known, part in _NAMES.items()}
    return names.get(name) or find_fact_key(name) or find_known_key(name, {})


def match_columns(header: Row, mapping: Mapping[str, str], findings: Findings) -> Iterator[Column]:
    """The columns with a header, each with its part; a part's first column counts, unless the map says otherwise."""
    headers = [clean_cell(cell) for cell in header.cells]
    names = [normalize_heading(name) for name in headers]
    wanted: dict[str, str] = {}
    for part, column in mapping.items():
        if normalize_heading(column) in names:
            wanted[normalize_heading(column)] = part
        else:
            there = ", ".join(f"“{name}”" for name in headers if name)
            message = f"There is no column “{column}” for {part}."
            findings.fail("unknown-column", header.line, message, f"There are: {there}.")
    taken = set(wanted.values())
    whole = set(taken)
    keys = set(MATTER_KEYS)
    for index, (shown, name) in enumerate(zip(headers, names, strict=True)):
        if not shown:
            continue
        number = 0
        found = wanted.pop(name, None)
        if found is None and (found := find_part(shown)) in taken:
            found = None
        if found is None and (count := _COUNT.search(shown)):
            joined = find_part(_COUNT.sub(" ", shown, count=1))
            if joined in _JOINED and joined not in whole:
                found, number = joined, int(count[1])
        whole |= {found} if found and not number else set()
        if found:
            taken.add(found)
            unit = _UNIT.search(shown)
            yield Column(index, shown, found, unit=unit[1].strip() if unit else "", number=number)
        else:
            key = _choose_key(shown, keys)
            keys.add(key)
            yield Column(index, shown, "", key)


def _choose_key(header: str, taken: Collection[str]) -> str:
    """A key for the front matter that means nothing yet: "notes", or "notes-2" where there are two."""
    name = make_slug(header) or "column"
    numbered = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(key for key in numbered if key not in taken)


def _has_title(row: Row, columns: Sequence[Column], findings: Findings) -> bool:
    if not row.whole:
        findings.fail(
            "open-quote",
            row.line,
            "A quotation mark opens a cell that never ends.",
            "Close it; the rows from here on are left out.",
        )
        return False
    if clean_cell(_read_cell(row, columns, "title")):
        return True
    findings.fail("no-title", row.line, "This row has no name of a drill.", "It is left out.")
    return False


def _read_cell(row: Row, columns: Iterable[Column], part: str) -> str:
    """What the part's column says, or its columns by their numbers, each on lines of its own."""
    own = sorted((column for column in columns if column.part == part), key=lambda column: column.number)
    return "\n".join(row.cells[column.index] for column in own if column.index < len(row.cells))


def _build_drill(row: Row, columns: Sequence[Column], slug: str, lang: str) -> Drill:
    def read(part: str) -> str:
        return clean_cell(_read_cell(row, columns, part))

    def split(part: str) -> tuple[str, ...]:
        return tuple(filter(None, map(clean_cell, _COMMAS.split(_read_cell(row, columns, part)))))

    def measure(part: str) -> str:
        unit = next((column.unit for column in columns if column.part == part), "")
        value = ", ".join(split(part)) if part == "equipment" else read(part)
        return f"{value} {unit}" if unit and value.isdigit() else value

    extra = [
        (column.key, clean_cell(row.cells[column.index]))
        for column in columns
        if not column.part and column.index < len(row.cells)
    ]
    return Drill(
        slug,
        read("title"),
        Source(f"drills/{slug}.md"),
        description=read("description"),
        aliases=split("aliases"),
        category=slug.rpartition("/")[0],
        tags=split("tags"),
        published=not says_no(read("published")),
        lang=read("lang") or lang,
        facts=tuple(Fact(key, label_fact(key, "en"), value) for key in FACT_KEYS if (value := measure(key))),
        sections=tuple(_list_sections(row, columns)),
        video=read("video") or None,
        extra=tuple((key, value) for key, value in extra if value),
    )


def _list_sections(row: Row, columns: Sequence[Column]) -> Iterator[Section]:
    """The sections in the order of the columns."""
    for part in dict.fromkeys(column.part for column in columns):
        if part in TEXTS or part in FACT_KEYS or not part:
            continue
        blocks = _read_blocks(part, _read_cell(row, columns, part))
        if blocks:
            yield Section(part, _HEADINGS[part], blocks)


def _read_blocks(part: str, cell: str) -> Blocks:
    """Lines become steps or bullets; a single line of setup, or of steps, stays a sentence."""
    parting = _OUTSIDE if part == "muscles" else _BREAKS
    items = clean_lines(parting.split(cell))
    if not items:
        return ()
    if part in _NUMBERED and len(items) > 1:
        return (number_lines(items),)
    if part in _LISTED and (len(items) > 1 or part == "muscles"):
        return (list_lines(items),)
    return tuple(map(make_paragraph, items))
