"""What a coach should know of a booklet before printing it, in sentences."""

from math import floor
from typing import Final

from drillcards.impose.faces import warn_of_edge
from drillcards.impose.grid import PRINTABLE_MARGIN
from drillcards.impose.papers import format_size
from drillcards.impose.signatures import SignaturePlan, suggest_signature
from drillcards.impose.spreads import SaddlePlan
from drillcards.model.page import Page
from drillcards.model.problem import Problem, Severity
from drillcards.model.sheet import Duplex, Paper
from drillcards.model.units import mm_to_pt, pt_to_mm

MOST_SHEETS: Final = 20
"""What long-reach staplers take, of 80 g/m² paper."""
_WORTH_CUTTING: Final = mm_to_pt(1)
"""Nobody cuts off less: two A5 pages are 1 mm narrower than A4, half of it on each side."""
_WORTH_TELLING: Final = mm_to_pt(0.05)
_TRIAL: Final = "print one sheet first, and look whether all of its words are there"


def describe_booklet(plan: SaddlePlan, page: Page, paper: Paper) -> tuple[str, ...]:
    """Sheets, blank pages, how to print and turn, creep, what is too thick to staple, what to cut, what gets lost.

    ``page`` stands for all pages: their size, bleed and safe margin count.
    """
    signatures = plan.signatures
    beside, above = _measure_waste(plan, page)
    return (
        _describe_sheets(signatures, paper),
        *_describe_blanks(signatures),
        _describe_turning(plan),
        *_describe_creep(plan),
        *_warn_of_thickness(plan, page),
        *_describe_cuts(max(beside, above), page),
        *_describe_edge(min(beside, above), page, paper),
    )


def warn_of_creep(plan: SaddlePlan, page: Page) -> tuple[Problem, ...]:
    """A warning if inner pages move so far towards the fold that text may get lost in it."""
    if plan.most_creep <= page.safe:
        return ()
    thickest = plan.signatures.sizes[0]
    return (
        Problem(
            severity=Severity.WARNING,
            code="creep-beyond-margin",
            path="",
            line=None,
            message=f"In {thickest} sheets folded as one the innermost pages move {_format(plan.most_creep)} towards "
            f"the fold, but their text may begin {_format(page.safe)} from it.",
            hint=f"--signature {_suggest_signature(plan, page)} folds few enough at once. "
            "Measure the paper, too: office paper is 0.1 mm thick.",
        ),
    )


def _measure_waste(plan: SaddlePlan, page: Page) -> tuple[float, float]:
    """What is left of the sheet beside the outermost pages, and above and below them."""
    return plan.spine - page.width, (plan.sheet_height - page.height) / 2


def _describe_sheets(signatures: SignaturePlan, paper: Paper) -> str:
    sheets = f"{_count(len(signatures.sheets), 'sheet')} of {paper.title}"
    count, sizes = len(signatures.sizes), signatures.sizes
    if count == 1:
        together = "" if len(signatures.sheets) == 1 else " as one"
        return f"{sheets}: fold{together} and staple twice in the fold."
    each = f"{sizes[0]}" if sizes[0] == sizes[-1] else f"{sizes[0]} or {sizes[-1]}"
    return (
        f"{sheets} in {count} signatures of {each}: fold and staple each by itself, pile them up in the order that "
        f"their folds say (from 1/{count} to {count}/{count}), and hold them together with binding tape."
    )


def _describe_blanks(signatures: SignaturePlan) -> tuple[str, ...]:
    if not signatures.blanks:
        return ()
    pages = f"{_count(signatures.blanks, 'page')} stay{'s' if signatures.blanks == 1 else ''} blank"
    if not signatures.tail:
        return (f"{pages} at the end.",)
    if signatures.tail == 1:
        return (f"{pages} before the last one, so that it stays outside.",)
    return (f"{pages} before the last {signatures.tail}, so that they stay last.",)


def _describe_turning(plan: SaddlePlan) -> str:
    if plan.duplex is not Duplex.NONE:
        return f"Print at 100 %, on both sides, and flip on the {plan.duplex} edge."
    half = len(plan.sides) // 2
    fronts, backs = ("page 1", "page 2") if half == 1 else (f"pages 1–{half}", f"pages {half + 1}–{2 * half}")
    return (
        f"Print at 100 % and on one side: first {fronts} of the file, the fronts. Turn the whole pile over on its "
        f"short edge, as you turn a page, put it back so that sheet 1 is printed first, and print {backs}. "
        "Try it with two sheets."
    )


def _describe_creep(plan: SaddlePlan) -> tuple[str, ...]:
    if plan.most_creep < _WORTH_TELLING:
        return ()
    return (
        f"Inner pages are moved towards the fold, the innermost by {_format(plan.most_creep)}, to make up for the "
        "thickness of the paper around them.",
    )


def _suggest_signature(plan: SaddlePlan, page: Page) -> int:
    """Few enough sheets for a stapler and for the text beside the fold, as both are told at once."""
    per_sheet = plan.most_creep / max(1, plan.signatures.sizes[0] - 1)
    most = min(MOST_SHEETS, 1 + floor(page.safe / per_sheet)) if plan.most_creep > page.safe else MOST_SHEETS
    return suggest_signature(len(plan.signatures.sheets), most)


def _warn_of_thickness(plan: SaddlePlan, page: Page) -> tuple[str, ...]:
    thickest = plan.signatures.sizes[0]
    if thickest <= MOST_SHEETS:
        return ()
    size = _suggest_signature(plan, page)
    return (
        f"{thickest} sheets are too many to staple at once: a long-reach stapler takes about {MOST_SHEETS}. "
        f"drillcards booklet --impose saddle --signature {size} divides them into thinner piles.",
    )


def _describe_cuts(waste: float, page: Page) -> tuple[str, ...]:
    if waste < _WORTH_CUTTING:
        return ()
    return (f"Fold and staple first, then cut the open edges to {format_size(page.width, page.height)}.",)


def _describe_edge(waste: float, page: Page, paper: Paper) -> tuple[str, ...]:
    if waste >= PRINTABLE_MARGIN:
        return ()
    reach = f"The pages reach the edge of {paper.title}: most printers leave up to 5 mm blank there."
    return (reach, *warn_of_edge(waste + page.safe, _TRIAL))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _format(length: float) -> str:
    return f"{pt_to_mm(length):.1f} mm"
