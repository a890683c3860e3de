import os
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from drillcards.build import cards, chunks
from drillcards.build.cards import CardsReport, print_cards
from drillcards.build.material import Material, Selection, read_material
from drillcards.build.order import CardOrder
from drillcards.model.settings import Printer, Settings
from drillcards.model.sheet import Duplex
from pdf_checks import check_standards, check_structure, extract_text

ONE = Selection(("cone-weave",))


def open_output(report: CardsReport) -> pikepdf.Pdf:
    assert report.out is not None, report.problems
    return pikepdf.open(report.out)


def test_cards_lie_on_sheets_of_the_settings_paper(sample: Material) -> None:
    report = print_cards(sample, CardOrder())
    assert report.out == sample.workspace.root / "output" / "cards-tiny-letter.pdf"
    assert report.imposition is not None
    assert (len(report.cards), report.imposition.sheet_count, report.page_count) == (4, 1, 2)
    with open_output(report) as pdf:
        assert len(pdf.pages) == 2
        assert sorted(map(float, pdf.pages[0].mediabox)) == pytest.approx([0, 0, 612, 792])


def test_the_report_tells_what_needed_a_second_card(sample: Material) -> None:
    report = print_cards(sample, CardOrder(selection=Selection(("ladder-run",))))
    (drill,) = report.drills
    assert (len(drill.cards), [spill.heading for spill in drill.spills]) == (2, ["Variations"])


def test_single_cards_are_for_reading_with_a_bookmark_for_each_drill(sample: Material) -> None:
    report = print_cards(sample, CardOrder(paper="single"))
    assert report.out == sample.workspace.root / "output" / "cards-tiny.pdf"
    assert report.imposition is None
    with open_output(report) as pdf:
        assert len(pdf.pages) == report.page_count == 8
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        with pdf.open_outline() as outline:
            assert [(entry.title, [child.title for child in entry.children]) for entry in outline.root] == [
                ("Fielding", ["Glove Taps"]),
                ("Speed", ["Cone Weave", "Ladder Run"]),
            ]


def test_copies_of_single_cards_can_be_read_as_well(sample: Material) -> None:
    report = print_cards(sample, CardOrder(paper="single", copies=3))
    assert report.out is not None
    assert check_standards(report.out) == []
    assert check_structure(report.out) == []
    words = extract_text(report.out)
    assert report.page_count == len(words) > 6
    assert words[: len(words) // 3] * 3 == words


def test_a_selection_has_a_file_of_its_own(sample: Material) -> None:
    deck = print_cards(sample, CardOrder()).out
    one = print_cards(sample, CardOrder(ONE)).out
    few = print_cards(sample, CardOrder(Selection(categories=("speed",)))).out
    assert deck is not None
    assert one == deck.with_name(f"{deck.stem}-cone-weave.pdf")
    assert few == deck.with_name(f"{deck.stem}-speed.pdf")


def test_copies_fill_more_sheets(sample: Material) -> None:
    report = print_cards(sample, CardOrder(ONE, copies=5, duplex=Duplex.SHORT))
    assert report.imposition is not None
    assert report.imposition.cards_per_sheet == 4
    assert (report.imposition.sheet_count, report.imposition.duplex) == (2, Duplex.SHORT)


def test_the_title_is_the_drill_s_or_the_team_s(sample: Material) -> None:
    with open_output(print_cards(sample, CardOrder(ONE))) as pdf:
        assert pdf.open_metadata()["dc:title"] == "Cone Weave"
    with open_output(print_cards(sample, CardOrder())) as pdf:
        assert pdf.open_metadata()["dc:title"] == "Hill Hares Spring: drill cards"


def test_the_same_order_gives_the_same_bytes(sample: Material, tmp_path: Path) -> None:
    outs = [tmp_path / "one.pdf", tmp_path / "other.pdf"]
    for out in outs:
        print_cards(read_material(sample.workspace.root), CardOrder(out=out))
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_drills_with_errors_are_left_out_and_the_others_printed(flawed: Material) -> None:
    report = print_cards(flawed, CardOrder())
    assert [(drill.slug, len(drill.cards)) for drill in report.drills] == [("plain", 1), ("unprintable", 0)]
    assert [(problem.path, problem.code) for problem in report.problems] == [
        ("drills/broken.md", "broken-front-matter"),
        ("drills/unprintable.md", "missing-glyph"),
    ]
    assert report.out is not None
    assert report.out.exists()


def test_nothing_is_written_when_no_card_is_left(flawed: Material) -> None:
    report = print_cards(flawed, CardOrder(Selection(("unprintable",))))
    assert report.out is None
    assert not (flawed.workspace.root / "output").exists()


@pytest.mark.parametrize(
    "order",
    [
        CardOrder(Selection(("cone-weave", "cone-wave"))),
        CardOrder(template="tinny"),
        CardOrder(paper="lettre"),
        CardOrder(printer="office"),
        CardOrder(paper="avery-5389"),
    ],
)
def test_an_order_that_can_t_be_understood_changes_nothing(sample: Material, order: CardOrder) -> None:
    out = sample.workspace.root / "cards.pdf"
    out.write_bytes(b"the last ones")
    report = print_cards(sample, replace(order, out=out))
    assert (report.out, out.read_bytes()) == (None, b"the last ones")
    assert len(report.problems) >= 1


def test_a_failure_to_write_names_the_file_that_was_ordered(sample: Material) -> None:
    out = sample.workspace.root / "drillcards.toml" / "cards.pdf"
    with pytest.raises(OSError, match=r"cards\.pdf") as failure:
        print_cards(sample, CardOrder(ONE, out=out))
    assert failure.value.filename == str(out)


def test_a_drill_that_is_printed_alone_keeps_its_number(sample: Material) -> None:
    (alone,) = print_cards(sample, CardOrder(Selection(("ladder-run",)))).drills
    among_others = print_cards(sample, CardOrder()).drills[-1]
    assert alone.cards[0].front.label == among_others.cards[0].front.label == "S2"


def test_a_printer_s_offset_moves_only_the_backs(sample: Material) -> None:
    settings = replace(sample.workspace.settings, printers=(Printer("office", 10.0, 5.0),))
    calibrated = replace(sample, workspace=replace(sample.workspace, settings=settings))
    plain = print_cards(calibrated, CardOrder(ONE)).imposition
    moved = print_cards(calibrated, CardOrder(ONE, printer="office")).imposition
    assert plain is not None
    assert moved is not None
    assert moved.pages[0] == plain.pages[0]
    assert moved.pages[1] != plain.pages[1]


def test_progress_counts_the_drills(sample: Material) -> None:
    steps: list[tuple[int, int]] = []
    print_cards(sample, CardOrder(), lambda done, total: steps.append((done, total)))
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_the_settings_decide_the_edge_to_flip_on(sample: Material) -> None:
    workspace = replace(sample.workspace, settings=replace(sample.workspace.settings, duplex="short"))
    imposition = print_cards(replace(sample, workspace=workspace), CardOrder(ONE)).imposition
    assert imposition is not None
    assert imposition.duplex is Duplex.SHORT
    assert Settings().duplex == "long"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="work is shared out where processes can fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.parametrize("order", [CardOrder(paper="single"), CardOrder(), CardOrder(paper="single", copies=2)])
def test_several_processes_print_the_same_bytes(
    sample: Material, order: CardOrder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "LEAST_CHUNK", 1)
    reports = []
    for workers in (1, 2):
        for module in (cards, chunks):
            monkeypatch.setattr(module, "choose_workers", lambda _count, workers=workers: workers)
        reports.append(print_cards(sample, replace(order, out=tmp_path / f"{workers}.pdf")))
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()
    assert replace(reports[0], out=None) == replace(reports[1], out=None)


def test_faces_that_were_drawn_are_not_kept(sample: Material) -> None:
    report = print_cards(sample, CardOrder(paper="single"))
    assert len(report.cards) == 4
    assert [page.items for card in report.cards for page in (card.front, card.back) if page] == [()] * 8
