from collections import Counter
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from benchmarks.corpus import write_corpus

from book_checks import check_folios, check_numbers, read_labels, read_links
from drillcards.build import chunks
from drillcards.build.booklet import SIZES, BookletOrder, BookletReport, choose_signature, choose_size, print_booklet
from drillcards.build.material import Material, Selection, read_material
from drillcards.model.season import Season
from drillcards.model.settings import Settings
from drillcards.model.sheet import Duplex
from pdf_checks import check_standards, check_structure, check_syntax, extract_text, outline_structure

ROOT = Path(__file__).parents[2]
INDEXES = 3
"""By name, equipment and time: each has every drill once."""


@pytest.fixture(scope="module")
def season() -> Material:
    return read_material(ROOT)


def bind(material: Material, out: Path, **order: object) -> BookletReport:
    report = print_booklet(material, BookletOrder(out=out, **order))  # type: ignore[arg-type]  # by name
    assert report.out == out, report.problems
    return report


def name_drills(material: Material) -> dict[str, str]:
    return {drill.slug: drill.title for drill in material.library.drills if drill.published}


def count_uses(material: Material) -> dict[str, int]:
    """In how many places of the index by muscle group each drill stands."""
    return {
        drill.slug: len({use.group or use.mention for use in drill.muscles})
        for drill in material.library.drills
        if drill.published
    }


def test_every_number_of_the_season_s_booklet_is_true(season: Material, tmp_path: Path) -> None:
    bind(season, out := tmp_path / "book.pdf")
    linked, faults = check_numbers(out, name_drills(season))
    assert faults == []
    assert check_folios(out, bare=3) == []  # the covers and a blank page before the body
    uses = count_uses(season)
    contents = 2  # the book's and the chapter's
    assert all(linked[slug] >= uses[slug] + INDEXES + contents for slug in name_drills(season))


@pytest.mark.parametrize("page", SIZES)
def test_the_booklet_conforms_to_the_standards_in_every_size(season: Material, page: str, tmp_path: Path) -> None:
    bind(season, out := tmp_path / "book.pdf", page=page)
    assert check_standards(out) == []
    assert check_structure(out) == []


def test_two_hundred_drills_have_true_numbers_and_conform(tmp_path: Path) -> None:
    write_corpus(tmp_path / "drills", 200, 1)
    material = read_material(tmp_path)
    bind(material, out := tmp_path / "book.pdf")
    linked, faults = check_numbers(out, name_drills(material))
    assert faults == []
    assert check_folios(out, bare=3) == []
    uses = count_uses(material)
    assert linked == Counter({slug: count + INDEXES + 1 for slug, count in uses.items()})
    assert check_standards(out) == []
    assert check_structure(out) == []


def test_contents_and_indexes_are_tagged_as_what_they_are(season: Material, tmp_path: Path) -> None:
    bind(season, out := tmp_path / "book.pdf")
    structure = outline_structure(out)
    assert structure.count("TOC\n") >= 1
    assert structure.count("Index\n") >= len({use.group for d in season.library.drills for use in d.muscles})
    assert "TOCI" in structure
    assert "Reference" in structure


def test_the_same_booklet_has_the_same_bytes_however_many_work_on_it(
    season: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bind(season, tmp_path / "one.pdf")
    monkeypatch.setattr(chunks, "LEAST_SHARED", 0)
    monkeypatch.setattr(chunks, "LEAST_CHUNK", 5)
    monkeypatch.setattr(chunks, "count_workers", lambda: 3)
    bind(season, tmp_path / "three.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "three.pdf").read_bytes()


def test_the_front_has_roman_numbers_and_the_body_begins_with_1_on_the_right(season: Material, tmp_path: Path) -> None:
    bind(season, out := tmp_path / "book.pdf")
    labels = read_labels(out)
    first = labels.index("1")
    assert labels[:4] == ["i", "ii", "iii", "iv"]
    assert first % 2 == 0
    assert labels[first:] == [str(number) for number in range(1, len(labels) - first + 1)]
    assert len(labels) % 2 == 0


def test_chapters_open_on_the_right(season: Material, tmp_path: Path) -> None:
    bind(season, out := tmp_path / "book.pdf")
    labels = read_labels(out)
    openers = {link.target for link in read_links(out) if link.anchor.startswith(":chapter-")}
    assert len(openers) == len({drill.category for drill in season.library.drills})
    assert [labels[page] for page in openers if int(labels[page]) % 2 == 0] == []


def test_the_outline_is_three_levels_deep(season: Material, tmp_path: Path) -> None:
    bind(season, out := tmp_path / "book.pdf")
    with pikepdf.open(out) as pdf, pdf.open_outline() as outline:
        parts = {entry.title: entry for entry in outline.root}
        (speed,) = [chapter for chapter in parts["Drills"].children if chapter.title == "Speed & agility"]
        assert "Butt Kicks" in [drill.title for drill in speed.children]
        (muscles,) = [index for index in parts["Indexes"].children if index.title == "Drills by muscle group"]
        assert "Thigh" in [region.title for region in muscles.children]


def test_words_of_the_indexes_are_whole(season: Material, tmp_path: Path) -> None:
    bind(season, out := tmp_path / "book.pdf")
    text = " ".join(" ".join(extract_text(out)).split())
    for words in ("Hamstrings S5 5-10-5 Shuttle", "Upper back and shoulder blades", "Abdominals"):
        assert words in text


def test_a_stapled_booklet_is_for_the_printer_and_has_its_pages_two_up(season: Material, tmp_path: Path) -> None:
    report = bind(season, out := tmp_path / "sheets.pdf", saddle=True)
    assert report.imposition is not None
    assert report.imposition.duplex is Duplex.SHORT
    assert report.imposition.sheet_count == -(-report.page_count // 4)
    assert check_syntax(out) == []
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages) == 2 * report.imposition.sheet_count
        assert [float(length) for length in pdf.pages[0].mediabox] == pytest.approx([0, 0, 792, 612])
        assert "/StructTreeRoot" not in pdf.Root
    outside = extract_text(out)[0]
    assert season.workspace.settings.team.split()[0] in outside


@pytest.mark.parametrize(
    ("pages", "signature"), [(4, None), (80, None), (81, 11), (160, 20), (164, 14), (240, 20), (1028, 20)]
)
def test_a_pile_is_as_thick_as_a_stapler_takes(pages: int, signature: int | None) -> None:
    assert choose_signature(pages) == signature


def test_a_season_that_only_the_plan_names_is_the_booklet_s_too(sample: Material, tmp_path: Path) -> None:
    workspace = replace(sample.workspace, settings=Settings(team="Hill Hares"))
    plan = Season("Spring 2027", (), "", "season.toml")
    bind(replace(sample, workspace=workspace, season=plan), out := tmp_path / "book.pdf")
    with pikepdf.open(out) as pdf:
        assert str(pdf.docinfo.Title) == "Hill Hares Spring 2027: Drill book"
    assert any("Hill Hares · Spring 2027" in page for page in extract_text(out)[2:])


def test_a_part_of_the_drills_is_a_book_of_those_alone(season: Material, tmp_path: Path) -> None:
    bind(season, out := tmp_path / "book.pdf", selection=Selection(categories=("speed",)))
    assert "Soft Toss" not in " ".join(extract_text(out)[:4])
    linked, faults = check_numbers(out, name_drills(season))
    assert faults == []
    assert {slug.partition("/")[0] for slug in linked} == {"speed"}


def test_a_drill_that_cannot_be_printed_is_in_no_index(flawed: Material, tmp_path: Path) -> None:
    report = print_booklet(flawed, BookletOrder(out=tmp_path / "book.pdf"))
    assert report.out is not None
    assert "missing-glyph" in {problem.code for problem in report.problems}
    assert check_numbers(report.out, name_drills(flawed))[1] == []
    assert "Unprintable" not in " ".join(extract_text(report.out))


def test_a_folder_without_drills_makes_no_booklet(tmp_path: Path) -> None:
    (tmp_path / "drills").mkdir()
    report = print_booklet(read_material(tmp_path), BookletOrder(out=tmp_path / "book.pdf"))
    assert report.out is None
    assert [problem.code for problem in report.problems] == ["no-drills"]


def test_a_booklet_on_unknown_paper_is_an_error_that_names_the_papers(season: Material, tmp_path: Path) -> None:
    report = print_booklet(season, BookletOrder(out=tmp_path / "book.pdf", saddle=True, paper="lettre"))
    assert report.out is None
    assert [problem.code for problem in report.problems] == ["unknown-paper"]


def test_perforated_stock_folds_into_no_booklet(season: Material, tmp_path: Path) -> None:
    report = print_booklet(season, BookletOrder(out=tmp_path / "book.pdf", saddle=True, paper="avery-5389"))
    assert [problem.code for problem in report.problems] == ["perforated-paper"]


@pytest.mark.parametrize(
    ("order", "name"),
    [
        (BookletOrder(), "booklet-half-letter"),
        (BookletOrder(selection=Selection(categories=("speed",))), "booklet-half-letter-speed"),
        (BookletOrder(compact=True), "booklet-half-letter-compact"),
        (BookletOrder(crop_marks=True), "booklet-half-letter-crop-marks"),
        (BookletOrder(saddle=True), "booklet-half-letter-saddle-letter"),
        (BookletOrder(saddle=True, signature=1), "booklet-half-letter-saddle-letter-signature-1"),
        (
            BookletOrder(selection=Selection(("cone-weave",)), compact=True, saddle=True),
            "booklet-half-letter-compact-saddle-letter-cone-weave",
        ),
    ],
)
def test_no_booklet_is_written_over_another_kind_of_booklet(sample: Material, order: BookletOrder, name: str) -> None:
    assert print_booklet(sample, order).out == sample.workspace.root / "output" / f"{name}.pdf"


@pytest.mark.parametrize(
    ("paper", "page"),
    {
        "letter": "half-letter",
        "A4": "a5",
        "a3": "a4",
        "a5": "a5",
        "tabloid": "letter",
        "legal": "half-letter",
        "half-letter": "half-letter",
        "single": "half-letter",
        "avery-5389": "half-letter",
        "avery-c32011": "a5",
    }.items(),
)
def test_a_page_is_half_of_the_settings_paper_or_what_comes_close(paper: str, page: str) -> None:
    assert choose_size(Settings(paper=paper)) == page


def test_an_unknown_paper_of_the_settings_is_the_settings_fault(sample: Material) -> None:
    workspace = replace(sample.workspace, settings=Settings(paper="bogus"))
    material = replace(sample, workspace=workspace)
    report = print_booklet(material, BookletOrder())
    assert report.out is None
    assert ("unknown-paper", "drillcards.toml") in {(problem.code, problem.path) for problem in report.problems}
    assert print_booklet(material, BookletOrder(page="a5")).out is not None


def test_crop_marks_stand_around_single_pages(season: Material, tmp_path: Path) -> None:
    bind(season, plain := tmp_path / "plain.pdf", selection=Selection(("butt-kicks",)))
    bind(season, marked := tmp_path / "marked.pdf", selection=Selection(("butt-kicks",)), crop_marks=True)
    with pikepdf.open(plain) as without, pikepdf.open(marked) as marks:
        assert float(marks.pages[0].mediabox[2]) > float(without.pages[0].mediabox[2])
        widths = [float(p.pages[0].trimbox[2]) - float(p.pages[0].trimbox[0]) for p in (without, marks)]
    assert widths == pytest.approx([396, 396], abs=0.1)


def test_a_broken_booklet_template_is_a_problem_and_not_a_crash(season: Material, tmp_path: Path) -> None:
    root = tmp_path / "team"
    (root / "templates").mkdir(parents=True)
    (root / "templates" / "booklet.toml").write_text("extends = 'bookle'\n")
    material = replace(season, workspace=replace(season.workspace, root=root))
    report = print_booklet(material, BookletOrder(out=tmp_path / "book.pdf"))
    assert report.out is None
    assert report.problems[0].path == "templates/booklet.toml"


def test_a_plan_or_a_routine_that_no_font_can_show_is_left_out_and_named(root: Path, tmp_path: Path) -> None:
    (root / "routines").mkdir()
    (root / "routines" / "good.md").write_text("# Easy Start\n\n## Jog\n\n1. Jog\n")
    (root / "routines" / "bad.md").write_text("# Start\n\n## Jog\n\n1. " + "\u0f40" * 20 + "\n")
    (root / "season.toml").write_text(
        '[[weeks]]\n[[weeks.practices]]\n\n[[weeks.practices.blocks]]\nminutes = 5\ntitle = "\u30c9"\n'
    )
    report = print_booklet(read_material(root), BookletOrder(out=tmp_path / "book.pdf"))
    assert report.out is not None
    found = {(problem.path, problem.line): problem.code for problem in report.problems}
    assert found["routines/bad.md", 5] == "unsupported-script"
    assert found["season.toml", 4] == "missing-glyph"
    assert "Easy Start" in " ".join(extract_text(report.out))


def test_a_drill_that_names_another_leads_to_its_page(root: Path, tmp_path: Path) -> None:
    drill = root / "drills" / "speed" / "cone-weave.md"
    drill.write_text(drill.read_text() + "\n\nGoes well with **Ladder Run** and [taps](../fielding/glove-taps.md).\n")
    report = print_booklet(read_material(root), BookletOrder(out=tmp_path / "book.pdf"))
    assert report.out is not None
    assert "dead-link" not in {problem.code for problem in report.problems}
    assert check_numbers(report.out, name_drills(read_material(root)))[1] == []
    words = {link.words: link.anchor for link in read_links(report.out)}
    assert words["Ladder Run"] == "speed/ladder-run"
    assert words["taps"] == "fielding/glove-taps"
    assert any(text.startswith("(p. ") and anchor == "speed/ladder-run" for text, anchor in words.items())


def test_drills_of_a_compact_booklet_run_on_and_its_numbers_are_true(season: Material, tmp_path: Path) -> None:
    usual = bind(season, tmp_path / "usual.pdf")
    report = bind(season, out := tmp_path / "compact.pdf", compact=True)
    assert report.page_count < usual.page_count
    titles = name_drills(season)
    linked, faults = check_numbers(out, titles)
    assert faults == []
    assert set(linked) == set(titles)
    assert check_folios(out, bare=3) == []
    assert check_standards(out) == []
    assert check_structure(out) == []


def test_a_compact_booklet_has_every_word_of_the_usual_one_s_drills(season: Material, tmp_path: Path) -> None:
    def count_words(**order: object) -> Counter[str]:
        bind(season, out := tmp_path / "book.pdf", selection=Selection(categories=("throwing",)), **order)
        return Counter(" ".join(extract_text(out)).split())

    usual, compact = count_words(), count_words(compact=True)
    words = {word for word in usual if word.isalpha()} - {"continued", "Notes"}
    assert {word: (usual[word], compact[word]) for word in words if word not in compact} == {}


@pytest.mark.parametrize(
    ("lang", "region", "group"),
    [("es", "Parte inferior de la pierna", "Pantorrillas"), ("fr", "Bas de la jambe", "Mollets")],
)
def test_muscles_are_named_in_the_team_s_language(
    root: Path, tmp_path: Path, lang: str, region: str, group: str
) -> None:
    settings = root / "drillcards.toml"
    settings.write_text(f'lang = "{lang}"\n{settings.read_text("utf-8")}', "utf-8")
    print_booklet(read_material(root), BookletOrder(out=(out := tmp_path / "book.pdf")))
    text = " ".join(" ".join(extract_text(out)).split())
    assert region in text
    assert group in text
    assert "Lower leg" not in text
    with pikepdf.open(out) as pdf, pdf.open_outline() as outline:
        titles = [index.title for part in outline.root for entry in part.children for index in entry.children]
    assert region in titles
