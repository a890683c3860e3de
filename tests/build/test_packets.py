import csv
import re
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from drillcards.build import packets
from drillcards.build.material import Material, read_material
from drillcards.build.packets import PacketOrder, PacketsReport, build_packets, plan_packets
from drillcards.model.problem import Severity
from drillcards.model.season import Season
from drillcards.write.search import list_strings
from pdf_checks import check_standards, check_structure, extract_text

ROOT = Path(__file__).parents[2]
HEADER = ("name", "email", "guardian_emails", "position", "number", "drills", "note", "lang")
ROWS = (
    (
        "María López",
        "maria@example.org",
        "ana.lopez@example.org; jose@example.org",
        "pitcher",
        "07",
        "",
        "Nice week!",
        "es",
    ),
    ("Sam Lee", "sam@example.org", "", "catcher", "12", "cone-weave", "", ""),
    ("Sam Lee Jones", "sj@example.org", "", "shortstop", "", "glove-taps; ladder-run", "", ""),
)


def write_roster(root: Path, rows: tuple[tuple[str, ...], ...] = ROWS) -> Material:
    with (root / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEADER, *rows))
    return read_material(root)


def build(material: Material, **order: object) -> PacketsReport:
    report = build_packets(material, PacketOrder(**order))  # type: ignore[arg-type]  # by name
    assert report.packets, report.problems
    return report


def read_strings(path: Path) -> str:
    return "\n".join(list_strings(path.read_bytes()))


def test_each_player_gets_a_packet_with_a_name_a_number_and_the_coach_s_words(root: Path) -> None:
    report = build(write_roster(root))
    assert [packet.files[0].name for packet in report.packets] == [
        "maria-lopez.pdf",
        "sam-lee.pdf",
        "sam-lee-jones.pdf",
    ]
    cover = extract_text(report.packets[0].files[0])[0]
    assert all(words in cover for words in ("María López", "07", "Nice week!", "De tu entrenador"))


def test_packets_conform_and_have_boxes_to_tick_with_labels(root: Path) -> None:
    for packet in build(write_roster(root)).packets:
        (path,) = packet.files
        assert check_standards(path) == []
        assert check_structure(path) == []
        with pikepdf.open(path) as pdf:
            fields = list(pdf.Root.AcroForm.Fields)
            assert len(fields) == 7 * len(packet.titles)
            assert all(str(field.TU).startswith(packet.titles) for field in fields)


def test_nothing_of_another_player_is_in_a_packet(root: Path) -> None:
    for packet in build(write_roster(root)).packets:
        text = read_strings(packet.files[0]).casefold()
        for row in ROWS:
            own = row[0] == packet.player.name
            words = [*row[1].split(), *row[2].replace(";", " ").split()]
            assert not any(word in text for word in words)
            assert own or row[0].casefold() not in text or row[0] in packet.player.name


def test_a_note_that_names_another_player_stops_that_packet_alone(root: Path) -> None:
    first = (*ROWS[0][:6], "Throw with Sam Lee Jones.", "")
    report = build(write_roster(root, (first, *ROWS[1:])))
    (problem,) = [problem for problem in report.problems if problem.code == "foreign-data"]
    assert (problem.path, problem.line) == ("roster.csv", 2)
    assert [packet.player.name for packet in report.packets] == ["Sam Lee", "Sam Lee Jones"]
    assert not (root / "output" / "packets" / "maria-lopez.pdf").exists()


@pytest.mark.parametrize("lines", [20, 24, 30, 40, 44])
def test_the_plan_s_heading_stands_with_the_plan(root: Path, lines: int) -> None:
    note = "\n".join(f"Line {number} of the note." for number in range(lines))
    row = (*ROWS[1][:5], "cone-weave; ladder-run; glove-taps", note, "")
    (packet,) = build(write_roster(root, (row,)), out=root / "out").packets
    pages = extract_text(packet.files[0])
    (heading,) = [page for page in pages if "YOUR PLAN" in page.upper()]
    assert "Cone Weave" in heading
    assert "Line 0 of" in pages[0]


def test_packets_of_players_who_left_are_named(root: Path) -> None:
    build(write_roster(root))
    report = build(write_roster(root, ROWS[1:]))
    (problem,) = [found for found in report.problems if found.code == "old-packets"]
    assert (problem.severity, problem.path) == (Severity.WARNING, "output/packets")
    assert problem.message == "This packet is of an earlier run, and not built now: maria-lopez.pdf."
    assert (root / "output" / "packets" / "maria-lopez.pdf").exists()
    alone = build(write_roster(root, ROWS[1:]), players=("Sam Lee",))
    assert "old-packets" not in {found.code for found in alone.problems}


def test_an_address_in_a_note_counts_as_well(root: Path) -> None:
    second = (*ROWS[1][:6], "Write to SJ@example.org.", "")
    report = build(write_roster(root, (ROWS[0], second, ROWS[2])))
    assert [problem.code for problem in report.problems if problem.path == "roster.csv"] == ["foreign-data"]


def test_a_drill_that_names_a_player_is_in_no_other_packet(root: Path) -> None:
    drill = root / "drills" / "speed" / "cone-weave.md"
    drill.write_text(f"{drill.read_text('utf-8')}\n\nJones, Sam Lee shows it best.\n", "utf-8")
    rows = [(*row[:5], "cone-weave; ladder-run", *row[6:]) for row in ROWS]
    rows.append(("Al Day", "al@example.org", "", "", "", "cone-weave", "", ""))
    report = build(write_roster(root, tuple(rows)))
    titles = {packet.player.name: len(packet.titles) for packet in report.packets}
    assert titles == {"María López": 1, "Sam Lee": 1, "Sam Lee Jones": 2}
    (problem,) = [found for found in report.problems if found.code == "foreign-data"]
    assert (problem.path, problem.severity) == ("drills/speed/cone-weave.md", Severity.ERROR)
    assert "“jones sam lee”" in problem.message


def test_the_cover_links_to_each_drill_which_bears_the_number_that_it_says(root: Path) -> None:
    packet = build(write_roster(root)).packets[2]
    text = extract_text(packet.files[0])
    with pikepdf.open(packet.files[0]) as pdf:
        targets = [str(note.Dest) for note in pdf.pages[0].Annots if "/Dest" in note]
    assert targets == ["fielding/glove-taps", "speed/ladder-run"]
    assert "F1" in text[0]
    assert "F1" in text[1]


def test_the_plan_names_the_practices_of_the_week(root: Path) -> None:
    (root / "season.toml").write_text(
        '[[weeks]]\n[[weeks.practices]]\ndate = 2027-03-02\nfield = "Main diamond"\n'
        '[[weeks.practices.blocks]]\ntitle = "Run"\nminutes = 5\ndrills = ["ladder-run"]\n'
    )
    settings = (root / "drillcards.toml").read_text()
    (root / "drillcards.toml").write_text(f"{settings}\n[packets]\nweek = 1\n")
    material = write_roster(root)
    assert isinstance(material.season, Season)
    cover = extract_text(build(material).packets[1].files[0])[0]
    assert "Tue, Mar 2" in cover
    assert "Main diamond" in cover


def test_one_player_s_packet_can_be_built_alone_and_is_the_same(root: Path) -> None:
    material = write_roster(root)
    whole = {packet.player.id: packet.digest for packet in build(material).packets}
    (packet,) = build(material, players=("sam lee",), out=root / "again").packets
    assert packet.player.name == "Sam Lee"
    assert packet.digest == whole["sam-lee"]
    assert packet.files[0].read_bytes() == (root / "output" / "packets" / "sam-lee.pdf").read_bytes()


def test_a_packet_knows_what_its_files_hold(root: Path) -> None:
    for packet in build(write_roster(root)).packets:
        assert packet.file_digests == tuple(sha256(file.read_bytes()).hexdigest() for file in packet.files)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_packet_is_for_its_coach_s_eyes(root: Path) -> None:
    out = root / "output" / "packets"
    out.mkdir(parents=True)
    (out / "sam-lee.pdf").touch(0o644)
    files = [file for packet in build(write_roster(root)).packets for file in packet.files]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_several_processes_build_the_same_packets(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    material = write_roster(root)
    alone = [packet.digest for packet in build(material, workers=1).packets]
    assert [packet.digest for packet in build(material, workers=3).packets] == alone


def test_an_unknown_player_is_an_error_with_the_nearest_name(root: Path) -> None:
    report = build_packets(write_roster(root), PacketOrder(players=("Sam Leo",)))
    (problem,) = [problem for problem in report.problems if problem.code == "unknown-player"]
    assert "Sam Lee" in problem.hint
    assert report.packets == ()


def test_without_a_roster_there_is_one_clear_error(root: Path) -> None:
    report = plan_packets(read_material(root), PacketOrder())
    assert [problem.code for problem in report.problems if not problem.path] == ["no-roster"]


def test_a_packet_too_large_for_mail_gets_smaller_pictures_and_then_parts(root: Path) -> None:
    for name in ("cone-weave", "ladder-run"):
        picture = root / "drills" / "speed" / f"{name}.png"
        Image.effect_noise((1800, 1200), 90).convert("RGB").save(picture)
        drill = root / "drills" / "speed" / f"{name}.md"
        drill.write_text(f"{drill.read_text()}\n\n![A picture of noise]({name}.png)\n")
    rows = (("Sam Lee", "sam@example.org", "", "", "", "cone-weave; ladder-run; glove-taps", "", ""),)
    material = write_roster(root, rows)
    (usual,) = build(material).packets
    size = usual.files[0].stat().st_size
    (smaller,) = build(material, most_megabytes=size * 0.7 / 1e6).packets
    assert len(smaller.files) == 1
    assert smaller.files[0].stat().st_size <= size * 0.7
    (parted,) = build(material, most_megabytes=size * 0.03 / 1e6).packets
    count = len(parted.files)
    assert count > 1
    assert [path.name for path in parted.files] == [f"sam-lee-{at}-of-{count}.pdf" for at in range(1, count + 1)]
    assert not (root / "output" / "packets" / "sam-lee.pdf").exists()
    texts = [" ".join(" ".join(extract_text(path)).split()) for path in parted.files]
    assert all(f"Part {at} of {len(texts)}" in text for at, text in enumerate(texts, 1))
    assert all(any(title in text for text in texts) for title in parted.titles)
    assert all(check_standards(path) == [] and check_structure(path) == [] for path in parted.files)


def test_a_long_packet_has_contents(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drillcards.build.packet.LONG", 1)
    packet = build(write_roster(root)).packets[2]
    with pikepdf.open(packet.files[0]) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root][:2] == ["Your plan", "Contents"]


def test_a_drill_that_cannot_be_printed_is_named_and_the_others_are_in_the_packet(
    tmp_path: Path, flawed: Material
) -> None:
    rows = (("Sam Lee", "sam@example.org", "", "", "", "plain; unprintable", "", ""),)
    material = write_roster(flawed.workspace.root, rows)
    report = build(material)
    assert report.packets[0].titles == ("Plain",)
    assert "missing-glyph" in {problem.code for problem in report.problems}


def test_an_exclusion_that_is_not_understood_stops_that_packet_alone(root: Path) -> None:
    text = "name,email,exclude\nSam Lee,sam@example.org,cone weeve\nKim Lee,kim@example.org,cone-weave\n"
    (root / "roster.csv").write_text(text, "utf-8")
    report = build(read_material(root))
    assert [packet.player.name for packet in report.packets] == ["Kim Lee"]
    assert [(found.code, found.line) for found in report.problems if found.path == "roster.csv"] == [
        ("unknown-drill", 2)
    ]


@pytest.mark.parametrize(
    ("name", "note", "code"),
    [("名前", "", "missing-glyph"), ("Sam", "がんばって", "missing-glyph"), ("Sam", "שלום", "unsupported-script")],
)
def test_a_row_that_no_font_can_show_stops_that_packet_alone(root: Path, name: str, note: str, code: str) -> None:
    rows = ((name, "sam@example.org", "", "", "", "cone-weave", note, ""), ROWS[1])
    report = build(write_roster(root, rows))
    assert [packet.player.name for packet in report.packets] == ["Sam Lee"]
    assert [(found.code, found.line) for found in report.problems if found.path == "roster.csv"] == [(code, 2)]


def test_a_practice_that_no_font_can_show_is_left_off_the_covers(root: Path) -> None:
    practice = '[[weeks.practices]]\ndate = 2027-03-0{}\nfield = "{}"\n'
    (root / "season.toml").write_text(f"[[weeks]]\n{practice.format(2, '球場')}{practice.format(4, 'Main')}", "utf-8")
    settings = (root / "drillcards.toml").read_text("utf-8")
    (root / "drillcards.toml").write_text(f"{settings}\n[packets]\nweek = 1\n", "utf-8")
    report = build(write_roster(root))
    assert ("missing-glyph", "season.toml") in {(found.code, found.path) for found in report.problems}
    cover = extract_text(report.packets[1].files[0])[0]
    assert "Mar 4" in cover
    assert "Mar 2" not in cover


def test_packets_are_shared_out_evenly_however_many_there_are() -> None:
    for count in (0, 1, 999, 1000, 1001, 5000):
        slices = packets._cut(count)
        assert len(slices) <= 1000
        assert [at for some in slices for at in range(count)[some]] == list(range(count))


def test_the_material_of_another_workspace_is_left_alone(root: Path) -> None:
    material = write_roster(root)
    moved = replace(material, workspace=replace(material.workspace, root=root))
    assert build(moved).out == root / "output" / "packets"


def test_the_muscles_of_a_packet_are_named_in_the_player_s_language(root: Path) -> None:
    report = build(write_roster(root, (("Ana Ruiz", "", "", "", "", "cone-weave", "", "es"),)))
    (packet,) = report.packets
    muscles = extract_text(packet.files[0])[-1]
    assert "Pantorrillas" in muscles
    assert "Calves" not in muscles


@pytest.mark.parametrize(("lang", "words"), [("", "en"), ("es-MX", "es-MX"), ("ja", "en")])
def test_a_packet_says_in_which_language_its_words_the_note_and_the_drills_are(
    root: Path, lang: str, words: str
) -> None:
    row = ("Ana Ruiz", "", "", "", "", "cone-weave; ladder-run", "Nice week!", lang)
    (packet,) = build(write_roster(root, (row,))).packets
    with pikepdf.open(packet.files[0]) as pdf:
        assert str(pdf.Root.Lang) == words
        found = [(str(item.S), str(item.Lang)) for item in pdf.objects if _is_element(item) and "/Lang" in item]
    note = [("/BlockQuote", lang)] if lang == "ja" else []
    assert sorted(found) == sorted([("/Sect", "en"), ("/Sect", "en"), *note])


def _is_element(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and "/S" in item and "/P" in item


def test_pages_of_a_packet_are_a4_however_the_settings_spell_it(root: Path) -> None:
    settings = root / "drillcards.toml"
    text = re.sub(r"(?m)^paper = .*", 'paper = "A4"', settings.read_text("utf-8"))
    settings.write_text(text if "paper =" in text else f'paper = "A4"\n{text}', "utf-8")
    with pikepdf.open(build(write_roster(root)).packets[0].files[0]) as pdf:
        assert [round(float(length)) for length in pdf.pages[0].mediabox] == [0, 0, 595, 842]
