import pytest

from drillcards.impose.papers import find_paper
from drillcards.impose.saddle import SaddleImposition, impose_saddle
from drillcards.model.problem import Severity
from drillcards.model.sheet import Duplex, Paper
from drillcards.model.units import mm_to_pt
from impose.booklets import make_booklet
from impose.decks import FONT, to_points

A5 = (148, 210)


def impose(
    count: int,
    size_mm: tuple[float, float] = A5,
    paper_name: str = "a3",
    *,
    duplex: Duplex = Duplex.SHORT,
    signature: int | None = None,
    tail: int = 0,
    thickness_mm: float = 0.1,
) -> SaddleImposition:
    paper = find_paper(paper_name)
    assert isinstance(paper, Paper)
    return impose_saddle(
        make_booklet(count, *to_points(size_mm)),
        paper=paper,
        signature=signature,
        paper_thickness=mm_to_pt(thickness_mm),
        tail=tail,
        duplex=duplex,
        font=FONT,
    )


def test_a_small_booklet_needs_few_words() -> None:
    assert impose(4).notes == (
        "1 sheet of A3: fold and staple twice in the fold.",
        "Print at 100 %, on both sides, and flip on the short edge.",
        "Fold and staple first, then cut the open edges to 148 × 210 mm.",
    )


def test_a_booklet_on_paper_that_it_fills_is_not_cut_and_may_lose_its_edges() -> None:
    assert impose(12, (139.7, 215.9), "letter").notes == (
        "3 sheets of US Letter: fold as one and staple twice in the fold.",
        "Print at 100 %, on both sides, and flip on the short edge.",
        "Inner pages are moved towards the fold, the innermost by 0.2 mm, to make up for the thickness of the paper "
        "around them.",
        "The pages reach the edge of US Letter: most printers leave up to 5 mm blank there.",
    )


def test_text_close_to_the_edge_of_the_sheet_is_announced() -> None:
    paper = find_paper("a4")
    assert isinstance(paper, Paper)
    pages = make_booklet(4, *to_points(A5))
    assert not any("Text begins" in note for note in impose_saddle(pages, paper=paper, font=FONT).notes)
    close = [type(page)(page.width, page.height, page.items, safe=mm_to_pt(3)) for page in pages]
    assert impose_saddle(close, paper=paper, font=FONT).notes[-1] == (
        "Text begins 3 mm from the sheet's edge: print one sheet first, and look whether all of its words are there."
    )


@pytest.mark.parametrize(
    ("count", "tail", "sentence"),
    [
        (7, 0, "1 page stays blank at the end."),
        (6, 0, "2 pages stay blank at the end."),
        (7, 1, "1 page stays blank before the last one, so that it stays outside."),
        (5, 2, "3 pages stay blank before the last 2, so that they stay last."),
    ],
)
def test_blank_pages_are_counted_and_found(count: int, tail: int, sentence: str) -> None:
    assert impose(count, tail=tail).notes[1] == sentence


def test_several_signatures_come_with_the_way_to_bind_them() -> None:
    assert impose(44, signature=4).notes[0] == (
        "11 sheets of A3 in 3 signatures of 4 or 3: fold and staple each by itself, pile them up in the order that "
        "their folds say (from 1/3 to 3/3), and hold them together with binding tape."
    )
    assert "in 2 signatures of 2:" in impose(16, signature=2).notes[0]


def test_a_one_sided_printer_comes_with_the_way_to_feed_it() -> None:
    assert impose(40, duplex=Duplex.NONE).notes[1] == (
        "Print at 100 % and on one side: first pages 1–10 of the file, the fronts. Turn the whole pile over on its "
        "short edge, as you turn a page, put it back so that sheet 1 is printed first, and print pages 11–20. "
        "Try it with two sheets."
    )
    assert "first page 1 of the file, the fronts" in impose(4, duplex=Duplex.NONE).notes[1]
    assert impose(4, duplex=Duplex.LONG).notes[1] == "Print at 100 %, on both sides, and flip on the long edge."


def test_a_pile_too_thick_to_staple_comes_with_a_signature_that_is_not() -> None:
    def warn(count: int, signature: int | None = None) -> list[str]:
        return [note for note in impose(count, signature=signature).notes if "stapler" in note]

    assert warn(80) == []
    assert warn(81) == [
        "21 sheets are too many to staple at once: a long-reach stapler takes about 20. "
        "drillcards booklet --impose saddle --signature 11 divides them into thinner piles."
    ]
    assert warn(164, 25) == [
        "21 sheets are too many to staple at once: a long-reach stapler takes about 20. "
        "drillcards booklet --impose saddle --signature 14 divides them into thinner piles."
    ]
    assert warn(164, 14) == []


def test_creep_that_would_swallow_text_is_a_warning_with_a_signature_that_would_not() -> None:
    assert impose(80, thickness_mm=0.2).problems == ()
    (problem,) = impose(80, thickness_mm=0.3).problems
    assert (problem.severity, problem.code) == (Severity.WARNING, "creep-beyond-margin")
    assert problem.message == (
        "In 20 sheets folded as one the innermost pages move 6.8 mm towards the fold, but their text may begin "
        "5.0 mm from it."
    )
    assert problem.hint.startswith("--signature 10 folds few enough at once.")
    assert impose(80, thickness_mm=0.3, signature=10).problems == ()


@pytest.mark.parametrize("thickness_mm", [0.1, 0.3])
def test_creep_and_thickness_ask_for_the_same_signature(thickness_mm: float) -> None:
    imposition = impose(800, thickness_mm=thickness_mm)
    advice = [*imposition.notes, *(problem.hint for problem in imposition.problems)]
    asked = [words.partition("--signature ")[2].split()[0] for words in advice if "--signature" in words]
    assert len(asked) == 2
    assert len(set(asked)) == 1
    assert impose(800, thickness_mm=thickness_mm, signature=int(asked[0])).problems == ()
