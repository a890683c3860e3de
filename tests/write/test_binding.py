import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from drillcards.model.document import Document, OutlineEntry, Purpose
from drillcards.model.page import Anchor, Box, Group, Move, Shape, Tag, Text, rect_path
from drillcards.model.sheet import Duplex
from drillcards.write.pdf import render_pdf, write_pdf
from pdf_checks import check_standards, check_structure, check_syntax, extract_text, outline_structure
from write.samples import (
    FONTS,
    GREEN,
    make_document,
    make_group,
    make_link,
    make_page,
    make_panel,
    make_paragraph,
    make_step,
    make_text,
)


def write(document: Document, folder: Path) -> Path:
    """The file, after all that any tagged file must pass."""
    path = folder / "out" / "sample.pdf"
    write_pdf(document, path)
    assert check_standards(path) == []
    assert check_structure(path) == []
    return path


def test_text_comes_out_as_it_went_in(tmp_path: Path) -> None:
    words = "Läufer (2) \\ 100 % — “go”, naïve Œuvre \t".rstrip()
    path = write(make_document(make_page(make_paragraph(40, words))), tmp_path)
    assert extract_text(path) == [words]


def test_kerning_leaves_words_whole(tmp_path: Path) -> None:
    kerned = Text(20, 40, "AVATAR VALUE", "head", 20, 90, kerns=(((0, -80), (1, -80), (5, 20)), ((0, -60), (4, 40))))
    path = write(make_document(make_page(make_group(Tag.HEADING_1, kerned))), tmp_path)
    assert extract_text(path) == ["AVATAR VALUE"]


def test_kerning_moves_the_pen_by_thousandths_of_the_size(tmp_path: Path) -> None:
    def draw(kern: int) -> bytes:
        text = Text(20, 40, "AV", "head", 20, 0, kerns=(((0, kern),),))
        path = tmp_path / "kern.pdf"
        write_pdf(make_document(make_page(text)), path)
        with pikepdf.open(path) as pdf:
            return pdf.pages[0].Contents.read_bytes()

    assert b")-50(" in draw(50)
    assert b")80(" in draw(-80)


def test_kerns_are_counted_in_each_word_also_in_a_font_of_several_subsets(tmp_path: Path) -> None:
    many = "".join(map(chr, (*range(0x21, 0x7F), *range(0xC0, 0x17F), *range(0x391, 0x3A2), *range(0x410, 0x450))))
    plain, path = make_text(10, 20, many, "noto"), tmp_path / "kerns.pdf"
    kerned = Text(10, 40, "ab cd ", "noto", 9, 0, kerns=(((0, 7),), ((1, -7),)))
    for texts in ((kerned,), (plain, kerned)):
        write_pdf(make_document(make_page(*texts)), path)
        with pikepdf.open(path) as pdf:
            last = [i for i in pikepdf.parse_content_stream(pdf.pages[0]) if str(i.operator) == "TJ"][-1]
            shown = [len(bytes(p)) if isinstance(p, pikepdf.String) else int(p) for p in last.operands[0]]
        assert shown == [1, -7, 4, 7, 1]


def test_characters_beyond_the_first_plane_and_unusual_fonts_can_be_extracted(tmp_path: Path) -> None:
    page = make_page(
        make_group(Tag.PARAGRAPH, make_text(20, 40, "😀🏃 ", "emoji"), make_text(80, 40, "⚽ ", "emoji")),
        make_group(Tag.PARAGRAPH, make_text(20, 60, "Ελληνικά Кириллица", "noto")),
    )
    assert extract_text(write(make_document(page), tmp_path)) == ["😀🏃 ⚽ \nΕλληνικά Кириллица"]


def test_more_characters_than_one_subset_holds(tmp_path: Path) -> None:
    letters = "".join(map(chr, (*range(0x21, 0x7F), *range(0xC0, 0x17F), *range(0x391, 0x3A2), *range(0x410, 0x450))))
    lines = [letters[i : i + 25] + " ab" for i in range(0, len(letters), 25)]
    kerns = (((3, 5), (24, -5)), ((0, 5),))
    texts = [Text(10, 20 + 14 * i, line, "noto", 8, 0, kerns=kerns) for i, line in enumerate(lines)]
    path = write(make_document(make_page(make_group(Tag.PARAGRAPH, *texts))), tmp_path)
    assert extract_text(path) == ["\n".join(lines)]
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages[0].Resources.Font) > 1


def test_a_character_that_a_font_lacks_stops_the_file() -> None:
    with pytest.raises(ValueError, match=r"body has no glyph for U\+1F600"):
        render_pdf(make_document(make_page(make_paragraph(40, "Go 😀"))))


def test_a_font_that_is_not_there_stops_the_file() -> None:
    with pytest.raises(ValueError, match="No font is named 'comic'; there are body, emoji"):
        render_pdf(make_document(make_page(make_text(0, 0, "x", "comic"))))


def test_a_list_goes_on_over_pages_as_one_list(tmp_path: Path) -> None:
    first = make_page(
        Group(
            (make_step("1.", 40, "Stand."), make_step("2.", 60, "Bend the knees", key="2")),
            tag=Tag.LIST,
            key="steps",
            numbered=True,
        )
    )
    second = make_page(
        Group(
            (make_step("", 40, "until they touch.", key="2"), make_step("3.", 60, "Rest.")),
            tag=Tag.LIST,
            key="steps",
            numbered=True,
        )
    )
    path = write(make_document(first, second), tmp_path)
    assert outline_structure(path) == (
        "Document\n  L\n"
        "    LI\n      Lbl *\n      LBody *\n"
        "    LI\n      Lbl *\n      LBody * *\n"
        "    LI\n      Lbl *\n      LBody *"
    )
    with pikepdf.open(path) as pdf:
        steps = pdf.Root.StructTreeRoot.K.K
        assert steps.A.ListNumbering == "/Decimal"
        torn = steps.K[1].K[1]
        assert torn.K[1].Pg.objgen == pdf.pages[1].obj.objgen


def test_one_key_names_one_element_below_each_parent_only() -> None:
    page = make_page(
        make_group(Tag.SECTION, make_group(Tag.PARAGRAPH, make_text(20, 40, "a "), key="x"), key="one"),
        make_group(Tag.SECTION, make_group(Tag.HEADING_2, make_text(20, 60, "b "), key="x"), key="two"),
    )
    render_pdf(make_document(page))
    with pytest.raises(ValueError, match="'one' is both Sect and P"):
        render_pdf(make_document(page, make_page(make_group(Tag.PARAGRAPH, make_text(0, 0, "c"), key="one"))))


def test_a_table_says_what_its_heads_head_and_keeps_its_empty_cells(tmp_path: Path) -> None:
    head = Group((make_text(20, 40, "Week "),), tag=Tag.TABLE_HEADER, scope="Column")
    other = Group((make_text(90, 40, "Drill "),), tag=Tag.TABLE_HEADER, scope="Column")
    row = Group((make_text(20, 60, "1 "),), tag=Tag.TABLE_HEADER, scope="Row")
    table = make_group(
        Tag.TABLE,
        make_group(Tag.TABLE_ROW, head, other),
        make_group(Tag.TABLE_ROW, row, make_group(Tag.TABLE_CELL)),
    )
    path = write(make_document(make_page(table)), tmp_path)
    assert outline_structure(path) == "Document\n  Table\n    TR\n      TH *\n      TH *\n    TR\n      TH *\n      TD"
    with pikepdf.open(path) as pdf:
        assert pdf.Root.StructTreeRoot.K.K.K[1].K[0].A.Scope == "/Row"


def test_a_figure_is_one_sequence_with_words_for_it_and_a_box(tmp_path: Path) -> None:
    turned = Group((make_panel(), make_panel(50)), x=10, y=60, turns=1)
    figure = Group((turned, make_panel(0, 30)), tag=Tag.FIGURE, alt="Calves", box=Box(-10, 0, 50, 150), x=100, y=200)
    path = write(make_document(make_page(figure)), tmp_path)
    assert outline_structure(path) == "Document\n  Figure Alt=Calves *"
    with pikepdf.open(path) as pdf:
        # The trim's top is 9 + 432 above the sheet's lower edge, the figure 200 below that.
        assert [float(v) for v in pdf.Root.StructTreeRoot.K.K.A.BBox] == [99, 91, 149, 241]


def test_a_figure_in_a_turned_group_has_its_box_turned_too(tmp_path: Path) -> None:
    figure = Group((make_panel(),), tag=Tag.FIGURE, alt="A panel", box=Box(0, 0, 40, 20))
    path = write(make_document(make_page(Group((figure,), x=100, y=50, turns=1))), tmp_path)
    with pikepdf.open(path) as pdf:
        assert [float(v) for v in pdf.Root.StructTreeRoot.K.K.A.BBox] == [89, 351, 109, 391]


def test_a_figure_without_words_stops_the_file() -> None:
    with pytest.raises(ValueError, match="alternative text"):
        render_pdf(make_document(make_page(make_group(Tag.FIGURE, make_panel()))))


def test_shapes_are_artifacts_but_for_figures_and_bullets(tmp_path: Path) -> None:
    bullet = Group((make_panel(20, 34, 4, 4),), tag=Tag.LABEL, alt="•")
    body = make_group(Tag.LIST_BODY, make_panel(30, 42, 60, 1), make_text(36, 40, "Stand."))
    path = write(make_document(make_page(make_group(Tag.LIST, make_group(Tag.LIST_ITEM, bullet, body)))), tmp_path)
    assert outline_structure(path) == "Document\n  L\n    LI\n      Lbl ActualText=• *\n      LBody *"


def test_text_outside_of_any_tag_and_running_heads_are_artifacts(tmp_path: Path) -> None:
    head = Group((make_paragraph(20, "Season 2026 "),), tag=Tag.ARTIFACT, artifact="Header")
    path = write(make_document(make_page(make_text(9, 9, "proof "), head, make_paragraph(60, "Stand."))), tmp_path)
    assert outline_structure(path) == "Document\n  P *"
    with pikepdf.open(path) as pdf:
        assert b"/Artifact<</Type/Pagination/Subtype/Header>>BDC" in pdf.pages[0].Contents.read_bytes()


def test_nothing_empty_is_written(tmp_path: Path) -> None:
    empty = make_group(Tag.LIST, make_group(Tag.LIST_ITEM, make_group(Tag.LIST_BODY, make_text(20, 30, ""))))
    turned = Group((make_text(0, 0, ""), Shape(())), tag=Tag.PARAGRAPH, turns=1)
    path = write(make_document(make_page(empty, turned, make_paragraph(60, "Stand."))), tmp_path)
    assert outline_structure(path) == "Document\n  P *"


def test_languages_are_told_apart(tmp_path: Path) -> None:
    quote = Group((make_paragraph(40, "Allez!"),), lang="fr")
    inline = make_group(Tag.PARAGRAPH, make_text(20, 60, "Say "), Group((make_text(50, 60, "hola"),), lang="es"))
    german = Group((make_text(20, 80, "Los!"),), tag=Tag.PARAGRAPH, lang="de")
    path = write(make_document(make_page(quote, inline, german)), tmp_path)
    assert outline_structure(path) == "Document\n  P Lang=fr *\n  P *\n    Span Lang=es *\n  P Lang=de *"


def test_groups_move_and_turn_about_their_corner(tmp_path: Path) -> None:
    dot = Group((Shape(rect_path(Box(10, 0, 5, 5)), fill=GREEN),), x=20, y=30, turns=1)
    path = tmp_path / "turned.pdf"
    write_pdf(make_document(make_page(Group((dot,), x=100, y=100, turns=1))), path)
    with pikepdf.open(path) as pdf:
        stream = pdf.pages[0].Contents.read_bytes()
    # Twice a quarter turn: to (100, 100), from there 20 down and 30 to the left, and then upside down.
    assert b"q 0 -1 1 0 100 -100 cm\nq 0 -1 1 0 20 -30 cm\n" in stream


def test_what_a_clip_hides_is_clipped_in_balance(tmp_path: Path) -> None:
    clipped = Group((make_paragraph(40, "Stand."), make_panel()), clip=rect_path(Box(0, 0, 50, 50)))
    section = make_group(Tag.SECTION, make_text(0, 9, "a "), clipped, make_text(0, 90, "b"))
    write(make_document(make_page(section)), tmp_path)


def test_boxes_nest_from_sheet_to_bleed_to_trim(tmp_path: Path) -> None:
    page = replace(make_page(make_paragraph(40, "Stand.")), slug=30)
    path = write(make_document(page, replace(page, slug=0)), tmp_path)
    with pikepdf.open(path) as pdf:
        boxes = [[[float(v) for v in p.obj[n]] for n in ("/MediaBox", "/BleedBox", "/TrimBox")] for p in pdf.pages]
        assert boxes[0] == [[0, 0, 348, 492], [21, 21, 327, 471], [30, 30, 318, 462]]
        assert boxes[1] == [[0, 0, 306, 450], [0, 0, 306, 450], [9, 9, 297, 441]]
        assert "/CropBox" not in pdf.pages[0].obj


@pytest.mark.parametrize(
    ("duplex", "name"),
    [(Duplex.LONG, "/DuplexFlipLongEdge"), (Duplex.SHORT, "/DuplexFlipShortEdge"), (Duplex.NONE, "/Simplex")],
)
def test_viewers_are_asked_for_true_size_and_the_right_edge(tmp_path: Path, duplex: Duplex, name: str) -> None:
    path = write(replace(make_document(make_page(make_paragraph(40, "x"))), duplex=duplex), tmp_path)
    with pikepdf.open(path) as pdf:
        preferences = pdf.Root.ViewerPreferences
        assert [str(preferences.Duplex), str(preferences.PrintScaling)] == [name, "/None"]
        assert bool(preferences.DisplayDocTitle)


def test_the_file_tells_its_title_and_the_like_in_both_places(tmp_path: Path) -> None:
    document = replace(
        make_document(make_page(make_paragraph(40, "x"))),
        title="Übungen & <Drills>",
        lang="de",
        author="Coach Ö",
        subject="Wall sits",
        keywords=("legs", "calves"),
    )
    with pikepdf.open(write(document, tmp_path)) as pdf:
        assert str(pdf.Root.Lang) == "de"
        assert str(pdf.docinfo["/Title"]) == "Übungen & <Drills>"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "Übungen & <Drills>"
            assert xmp["dc:creator"] == ["Coach Ö"]
            assert xmp["dc:description"] == "Wall sits"
            assert xmp["pdf:Keywords"] == str(pdf.docinfo["/Keywords"]) == "legs, calves"
            assert xmp["pdfuaid:part"] == "1"
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")


def test_a_document_needs_a_title() -> None:
    with pytest.raises(ValueError, match="title"):
        render_pdf(replace(make_document(), title=""))


def test_sheets_for_a_printer_are_plain_and_say_so(tmp_path: Path) -> None:
    figure = Group((make_panel(),), tag=Tag.FIGURE)
    page = make_page(figure, make_paragraph(40, "Stand."), make_link(60, "Away", "#nowhere"))
    path = tmp_path / "sheets.pdf"
    write_pdf(make_document(page, purpose=Purpose.PRINTING), path)
    assert check_syntax(path) == []
    assert extract_text(path) == ["Stand.\nAway"]
    with pikepdf.open(path) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert "/MarkInfo" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj
        assert b"BDC" not in pdf.pages[0].Contents.read_bytes()
        with pdf.open_metadata() as xmp:
            assert "printer" in xmp["dc:description"]
            assert "pdfuaid:part" not in xmp
            assert "pdfaid:part" not in xmp


def test_links_lead_out_and_to_anchors(tmp_path: Path) -> None:
    first = make_page(make_link(40, "Video", "https://example.org/ü?a=(1)&b=%20"), make_link(60, "Wall sit", "#wall"))
    second = replace(make_page(make_paragraph(40, "Wall sit")), anchors=(Anchor("wall", 32), Anchor("a.ä")))
    path = write(make_document(first, second), tmp_path)
    assert outline_structure(path).count("Link * @") == 2
    with pikepdf.open(path) as pdf:
        out, inner = pdf.pages[0].Annots
        assert str(out.A.URI) == "https://example.org/%C3%BC?a=(1)&b=%20"
        assert str(out.Contents) == "Go to Video"
        assert [float(v) for v in out.Rect] == [29, 398, 129, 411]
        names = pdf.Root.Names.Dests.Names
        places = {bytes(names[i]): names[i + 1] for i in range(0, len(names), 2)}
        assert list(places) == ["a.ä".encode(), b"wall"]
        place = places[bytes(inner.Dest)]
        assert place[0].objgen == pdf.pages[1].obj.objgen
        assert float(place[3]) == 441 - 32


def test_a_link_to_nowhere_stops_the_file() -> None:
    with pytest.raises(ValueError, match="nowhere, which is on no page"):
        render_pdf(make_document(make_page(make_link(40, "x", "#nowhere"))))


def test_a_link_outside_of_a_link_group_stops_the_file() -> None:
    link = make_link(40, "x", "https://example.org").items[0]
    assert isinstance(link, Group)
    with pytest.raises(ValueError, match="not directly inside a LINK group"):
        render_pdf(make_document(make_page(make_group(Tag.PARAGRAPH, *link.items))))


def test_an_anchor_is_in_one_place_only() -> None:
    page = replace(make_page(), anchors=(Anchor("wall"),))
    with pytest.raises(ValueError, match="'wall' is in two places"):
        render_pdf(make_document(page, page))


def test_the_outline_nests_by_level(tmp_path: Path) -> None:
    page = replace(make_page(make_paragraph(40, "x")), anchors=(Anchor("a"), Anchor("b", 50)))
    outline = (
        OutlineEntry("Contents", 0, "a"),
        OutlineEntry("Drills – alle", 0, "a"),
        OutlineEntry("Wall sit", 1, "b"),
        OutlineEntry("Deep", 3, "b"),
        OutlineEntry("Squat", 1, "b"),
        OutlineEntry("Index", 0, "b"),
    )
    path = write(replace(make_document(page), outline=outline), tmp_path)
    with pikepdf.open(path) as pdf, pdf.open_outline() as tree:
        titles = [(e.title, [(k.title, [d.title for d in k.children]) for k in e.children]) for e in tree.root]
        assert pdf.Root.PageMode == "/UseOutlines"
    assert titles == [
        ("Contents", []),
        ("Drills – alle", [("Wall sit", ["Deep"]), ("Squat", [])]),
        ("Index", []),
    ]


def test_an_outline_to_nowhere_stops_the_file() -> None:
    with pytest.raises(ValueError, match="'gone', which is on no page"):
        render_pdf(replace(make_document(make_page()), outline=(OutlineEntry("x", 0, "gone"),)))


def test_page_labels_are_the_folios(tmp_path: Path) -> None:
    labels = ["Cover", "i", "ii", "1", "2", "A-9", "A-10", "", "4"]
    pages = [replace(make_page(make_paragraph(40, "x")), label=label) for label in labels]
    path = write(make_document(*pages), tmp_path)
    with pikepdf.open(path) as pdf:
        assert [page.label for page in pdf.pages] == labels


def test_the_same_document_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path[:0] = sys.argv[2:]\n"
        "from pathlib import Path\n"
        "from drillcards.write.pdf import write_pdf\n"
        "from write.samples import *\n"
        "page = make_page(make_paragraph(40, 'Stand –'), make_link(60, 'x', 'https://example.org'), make_panel())\n"
        "write_pdf(make_document(page, page), Path(sys.argv[1]))\n"
    )
    tests = str(Path(__file__).parent.parent)
    for seed in ("1", "2"):
        arguments = [sys.executable, "-c", script, str(tmp_path / seed), tests]
        subprocess.run(arguments, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_a_change_of_content_changes_the_id() -> None:
    first, second = (render_pdf(make_document(make_page(make_paragraph(40, word)))) for word in ("ab", "ba"))
    ids = [bytes(pikepdf.open(io.BytesIO(data)).trailer.ID[0]) for data in (first, second)]
    assert ids[0] != ids[1]


def test_the_date_is_the_one_of_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    with pikepdf.open(write(make_document(make_page(make_paragraph(40, "x"))), tmp_path)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260921")
        with pdf.open_metadata() as xmp:
            assert xmp["xmp:CreateDate"] == "2026-09-21T14:13:20Z"


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "cards.pdf"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match="no glyph"):
        write_pdf(make_document(make_page(make_paragraph(40, "😀"))), path)
    assert path.read_bytes() == b"old"
    path.unlink()
    path.mkdir()
    (path / "in the way").touch()
    with pytest.raises(IsADirectoryError):
        write_pdf(make_document(make_page()), path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["cards.pdf"]


def test_every_font_is_embedded_in_part(tmp_path: Path) -> None:
    page = make_page(make_paragraph(40, "Stand."), make_group(Tag.PARAGRAPH, make_text(20, 60, "Go", "head")))
    path = write(make_document(page), tmp_path)
    with pikepdf.open(path) as pdf:
        fonts = list(pdf.pages[0].Resources.Font.values())
        names = {str(font.BaseFont) for font in fonts}
        assert len(names) == 2
        assert all("+" in name for name in names)
        assert sum(len(font.FontDescriptor.FontFile2.read_raw_bytes()) for font in fonts) < 20_000


def test_two_fonts_of_one_file_do_not_get_in_each_others_way(tmp_path: Path) -> None:
    twin = replace(FONTS[0], name="twin")
    page = make_page(make_paragraph(40, "one "), make_group(Tag.PARAGRAPH, make_text(20, 60, "two", "twin")))
    document = replace(make_document(page), fonts=(*FONTS, twin))
    assert extract_text(write(document, tmp_path)) == ["one \ntwo"]


def test_a_shape_without_ink_is_nothing(tmp_path: Path) -> None:
    ghost = Shape((Move(0, 0),))
    path = write(make_document(make_page(Group((ghost,), tag=Tag.FIGURE, alt="x"), make_paragraph(9, "y"))), tmp_path)
    assert outline_structure(path) == "Document\n  P *"
