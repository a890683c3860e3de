"""Odd drills through reading and all card templates: is anything lost, on top of something else, or outside?

``make fuzz ARGS='2000 1'`` tries 2000 from seed 1 on, and prints what it saw; a test does fewer.
"""

import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PIL import Image

from drillcards.layout.cards import Edition, lay_out_cards
from drillcards.layout.suits import assign_suits
from drillcards.layout.typesetter import Typesetter
from drillcards.model.card import LaidDrill
from drillcards.model.document import Document
from drillcards.model.drill import Blocks, Bullets, Drill, Ordered, Quote, Table
from drillcards.model.fault import Blamed, attempt
from drillcards.model.page import Page
from drillcards.model.problem import Problem, Severity
from drillcards.model.settings import Workspace
from drillcards.model.template import CardTemplate
from drillcards.read.drill import read_drill
from drillcards.read.muscles import read_taxonomy
from drillcards.write.pdf import write_pdf
from layout.face_checks import find_holed, find_outside, find_overlaps, join_spans, list_parts, read_part, squeeze
from layout.odd_drills import PICTURES, write_odd_drill
from layout.printed import SETTINGS, TEMPLATES, find_fonts, find_template, list_faces, read_structure

BATCH = 20
"""Drills that are laid out and written together, as in a run of the program."""


class Finding(NamedTuple):
    """What is wrong with the drill of a seed. Of ``kind`` "error" are drills that the program refuses, and says why."""

    seed: int
    template: str
    kind: str
    detail: str

    @property
    def is_fault(self) -> bool:
        return self.kind != "error"


def try_drills(seeds: Sequence[int], templates: Sequence[str] = TEMPLATES) -> list[Finding]:
    """All that is wrong with the drills of these seeds."""
    with TemporaryDirectory() as name:
        root = Path(name)
        drills, findings = {}, []
        for seed in seeds:
            drill, found = read_odd_drill(seed, root)
            findings += found
            if drill:
                drills[seed] = drill
        for template in templates:
            findings += lay_out_drills(drills, find_template(template), root / "cards.pdf")
        return findings


def read_odd_drill(seed: int, root: Path) -> tuple[Drill | None, list[Finding]]:
    """The drill of a seed, and which of its words weren't read, unless the reader refused it."""
    text, words = write_odd_drill(seed)
    folder = root / "drills" / "odd"
    if not folder.exists():
        folder.mkdir(parents=True)
        for name, size in PICTURES.items():
            Image.new("RGB", size, "gray").save(folder / name)
    file = folder / f"d{seed}.md"
    file.write_bytes(text.encode())
    outcome = attempt(partial(read_drill, file, Workspace(root)), Blamed(file.name, None, "this drill"))
    if isinstance(outcome, Problem):
        return None, [Finding(seed, "", outcome.code, outcome.trace)]
    drill, problems = outcome
    if drill is None:
        return None, [Finding(seed, "", "error", problem.message) for problem in problems]
    read = squeeze(repr(drill))
    lost = [word for word in words if squeeze(word) not in read]
    return drill, [Finding(seed, "", "not read", ", ".join(lost))] if lost else []


def lay_out_drills(drills: dict[int, Drill], template: CardTemplate, path: Path) -> Iterator[Finding]:
    """What is wrong with the cards of drills, by their seeds, and with the file of all of them."""
    suits = assign_suits(drills.values(), SETTINGS)
    edition = Edition(template, suits, find_typesetter(), SETTINGS, find_groups())
    faces = []
    for (seed, drill), laid in zip(drills.items(), lay_out_cards(drills.values(), edition), strict=True):
        faces += list_faces(laid)
        for kind, detail in judge_cards(drill, template, laid):
            yield Finding(seed, template.name, kind, detail)
    document = Document("Cards", tuple(faces), find_fonts().files)
    written = attempt(partial(write_pdf, document, path), Blamed(path.name, None, "these drills"))
    if isinstance(written, Problem):
        yield Finding(min(drills), template.name, "not written", written.trace)


@cache
def find_typesetter() -> Typesetter:
    return Typesetter(find_fonts())


@cache
def find_groups() -> dict[str, str]:
    return {group.id: group.name for group in read_taxonomy().groups}


def judge_cards(drill: Drill, template: CardTemplate, laid: LaidDrill) -> Iterator[tuple[str, str]]:
    """(kind, detail) of what is wrong with a drill's cards."""
    for problem in laid.problems:
        if problem.severity is Severity.ERROR:
            yield ("error", problem.message) if not problem.trace else (problem.code, problem.trace)
    faces = list_faces(laid)
    for face in faces:
        yield from (("overlap", f"{face.label}: {found}") for found in find_overlaps(face))
        yield from (("outside", f"{face.label}: {found}") for found in find_outside(face))
        yield from (("holed", f"{face.label}: {found}") for found in find_holed(face))
    if faces:
        yield from (("lost", lost) for lost in find_lost(drill, template, faces))


def find_lost(drill: Drill, template: CardTemplate, faces: list[Page]) -> Iterator[str]:
    """Texts of a drill that aren't on its faces, or not in their order; and parts that are, though they mustn't be."""
    heads = set(
        read_heads((*drill.intro, *(block for part in drill.sections for block in part.blocks), *drill.closing))
    )
    structure = read_structure(faces)
    for part, key, texts in list_parts(drill):
        printed = squeeze("".join(read_part(structure, key)))
        if part not in template.omits:
            yield from (f"{key}: {text}" for text in find_lost_texts([*map(squeeze, texts)], printed, heads))
        elif printed:
            yield f"{key} is shown in part"
    shown = {path[-1][1]: squeeze(text) for path, text in read_structure(faces[:2]).items()}
    facts = [text for key, text in shown.items() if key.startswith("fact-")]
    for fact in drill.facts:
        if fact.key not in template.omits and not any(squeeze(fact.value) in text for text in facts):
            yield f"the fact {fact.key}"
    if shown["title"] != squeeze(drill.title):
        yield "the title"


def find_lost_texts(texts: Sequence[str], printed: str, heads: Set[str]) -> Iterator[str]:
    """The texts that aren't in what is printed, or out of order. A table's heading may stand before each row's cell."""
    at = 0
    for text in texts:
        found = printed.find(text, 0 if text in heads else at)
        if found < 0:
            yield text
        elif text not in heads:
            at = found + len(text)


def read_heads(blocks: Blocks) -> Iterator[str]:
    """The heading row's texts of all tables in blocks, squeezed."""
    for block in blocks:
        match block:
            case Table():
                yield from (squeeze(join_spans(cell)) for cell in block.header)
            case Bullets() | Ordered():
                for item in block.items:
                    yield from read_heads(item)
            case Quote():
                yield from read_heads(block.blocks)


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    start = time.monotonic()
    batches = [range(at, min(at + BATCH, first + number)) for at in range(first, first + number, BATCH)]
    findings: list[Finding] = []
    with multiprocessing.Pool(2) as pool:
        for done, found in enumerate(pool.imap(try_drills, batches), 1):
            findings += found
            lines = [
                f"{finding.kind}: seed {finding.seed}, {finding.template or 'reading'}: {finding.detail}"
                for finding in found
                if finding.is_fault
            ]
            if done % 10 == 0:
                lines.append(f"{done * BATCH} of {number} drills, {time.monotonic() - start:.0f} s")
            if lines:
                print("\n".join(lines), flush=True)
    print(summarize(findings, number, time.monotonic() - start))
    sys.exit(any(finding.is_fault for finding in findings))


def summarize(findings: Sequence[Finding], number: int, seconds: float) -> str:
    lines = [f"{number} drills × {len(TEMPLATES)} templates, {seconds:.0f} s"]
    for kind, times in Counter(finding.kind for finding in findings).most_common():
        seeds = sorted({finding.seed for finding in findings if finding.kind == kind})
        lines.append(f"{kind}: {times} times, in {len(seeds)} drills, such as {', '.join(map(str, seeds[:12]))}")
    return "\n".join(lines)
