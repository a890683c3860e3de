from pathlib import Path

import pytest

from drillcards.model.page import Color
from drillcards.model.problem import Problem, Severity
from drillcards.model.settings import CategoryStyle, MailSettings, PacketSettings, Printer, Settings
from drillcards.model.units import mm_to_pt
from drillcards.read.settings import read_workspace


def read(root: Path, text: str) -> tuple[Settings, tuple[Problem, ...]]:
    (root / "drillcards.toml").write_text(text, encoding="utf-8")
    workspace, problems = read_workspace(root)
    return workspace.settings, problems


def test_a_workspace_needs_no_settings(tmp_path: Path) -> None:
    workspace, problems = read_workspace(tmp_path)
    assert (workspace.root, workspace.settings, problems) == (tmp_path.resolve(), Settings(), ())


def test_the_root_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_workspace(Path())[0].root == tmp_path.resolve()


def make_font(tag: bytes, start: int = 0) -> bytes:
    """As much of a font as says what outlines it has; ``start`` is where it begins in its file."""
    kind = b"\0\1\0\0" if tag == b"glyf" else b"OTTO"
    return (
        kind + bytes((0, 1, 0, 0, 0, 0, 0, 0)) + tag + bytes(4) + (start + 28).to_bytes(4) + (4).to_bytes(4) + b"data"
    )


@pytest.mark.parametrize("name", ["A.ttf", "A.otf", "A.ttc"])
def test_a_font_is_taken_for_its_outlines_and_not_its_name(tmp_path: Path, name: str) -> None:
    head = b"ttcf\0\1\0\0\0\0\0\1\0\0\0\x10" if name.endswith("ttc") else b""
    (tmp_path / name).write_bytes(head + make_font(b"glyf", len(head)))
    settings, problems = read(tmp_path, f'[fonts]\nfallback = ["{name}"]')
    assert problems == ()
    assert settings.fallback_fonts == (tmp_path.resolve() / name,)


def test_every_setting_arrives(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Greek.ttf").write_bytes(make_font(b"glyf"))
    text = """\
team = "River City"
season = "2026"
lang = "fr-CA"
template = "pocket-3x5"
paper = "a4"
duplex = "short"
[aliases]
coaching_points = ["Coach  Says", "Dicas"]
safety = "Watch Out"
[categories.speed]
letter = "S"
color = "#0072B2"
title = "Speed and agility"
[categories."base running"]
[fonts]
fallback = ["fonts/Greek.ttf"]
[printers.office]
back_offset_mm = [0.5, -1]
[packets]
limit = 6
[mail]
host = "smtp.example.org"
"""
    settings, problems = read(tmp_path, text)
    assert problems == ()
    assert settings == Settings(
        team="River City",
        season="2026",
        lang="fr-CA",
        template="pocket-3x5",
        paper="a4",
        duplex="short",
        aliases=(("coach says", "coaching_points"), ("dicas", "coaching_points"), ("watch out", "safety")),
        categories=(
            CategoryStyle("speed", "S", Color(0, 0x72 / 255, 0xB2 / 255), "Speed and agility"),
            CategoryStyle("base running"),
        ),
        fallback_fonts=(tmp_path.resolve() / "fonts" / "Greek.ttf",),
        printers=(Printer("office", mm_to_pt(0.5), mm_to_pt(-1)),),
        packets=PacketSettings(limit=6),
        mail=MailSettings(host="smtp.example.org"),
    )


FAULTS = [
    ('\ntaem = "x"', "warning", "unknown-key", 2, "Did you mean “team”?"),
    ("[printer.office]", "warning", "unknown-key", 1, "Did you mean “printers”?"),
    ('[categories.speed]\ncolour = "#ffffff"', "warning", "unknown-key", 2, "Did you mean “color”?"),
    ("season = 2026", "error", "wrong-type", 1, 'season = "2026"'),
    ("team = ['x']", "error", "wrong-type", 1, ""),
    ('lang = "English (US)"', "error", "wrong-type", 1, ""),
    ('\n\nduplex = "long-edge"', "error", "unknown-value", 3, "Did you mean “long”?"),
    ("[paket]\nx = 1", "warning", "unknown-key", 1, "Did you mean “packets”?"),
    ("packets = 3", "error", "wrong-type", 1, ""),
    ("mail = true", "error", "wrong-type", 1, ""),
    ("[packets]\nlimits = 3", "warning", "unknown-key", 2, "Did you mean “limit”?"),
    ("[mail]\nhots = 3", "warning", "unknown-key", 2, "Did you mean “host”?"),
    ("printers = 3", "error", "wrong-type", 1, ""),
    ("[printers]\noffice = 3", "error", "wrong-type", 2, "[printers.office]"),
    ("[printers.office]\nback_offset_mm = 3", "error", "wrong-type", 2, ""),
    ('[categories.x]\nletter = "ABC"', "error", "wrong-type", 2, ""),
    ('[categories.x]\ncolor = "blue"', "error", "wrong-type", 2, ""),
    ('[aliases]\n"Coach says" = "coaching_points"', "error", "bad-section-key", 2, "section_key"),
    ('[aliases]\nsafety = 3\nsetup = ["x"]', "error", "wrong-type", 2, ""),
    ('[aliases]\nsafety = ["Tips"]\nsetup = ["tips"]', "error", "ambiguous-alias", 3, "one of the lists"),
    ('[fonts]\nfallback = ["fonts/Grek.ttf"]', "error", "missing-font", 2, "Did you mean “fonts/Greek.ttf”?"),
    ('[fonts]\nfallback = ["../Greek.ttf"]', "error", "outside-workspace", 2, "Copy it"),
    ('[fonts]\nfallback = ["/etc/hosts"]', "error", "outside-workspace", 2, "Copy it"),
    ('[fonts]\nfallback = ["fonts/notes.txt"]', "error", "unusable-font", 2, "once more"),
    ('[fonts]\nfallback = ["fonts/Outlines.otf"]', "error", "unusable-font", 2, ".ttf"),
    ("team = x", "error", "bad-toml", 1, "quotes"),
    ('[aliases]\n\ncoaching_pionts = "Hints"', "warning", "unknown-section", 3, "Write “coaching_points”"),
    ('[categories.a]\nletter = "S"\n[categories.b]\nletter = "s "', "error", "same-letter", 4, "a letter of its own"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_reported_at_its_line(tmp_path: Path, fault: tuple[str, str, str, int, str]) -> None:
    text, severity, code, line, hint = fault
    (tmp_path / "fonts").mkdir()
    for name in ("Greek.ttf", "notes.txt"):
        (tmp_path / "fonts" / name).touch()
    (tmp_path / "fonts" / "Outlines.otf").write_bytes(make_font(b"CFF "))
    _, problems = read(tmp_path, text)
    assert [(p.severity, p.code, p.path, p.line) for p in problems] == [
        (Severity(severity), code, "drillcards.toml", line)
    ]
    assert hint in problems[0].hint


def test_what_is_right_beside_a_fault_is_kept(tmp_path: Path) -> None:
    settings, problems = read(tmp_path, 'team = "River City"\nduplex = 3\n[categories.x]\nletter = 1\ntitle = "X"')
    assert len(problems) == 2
    assert (settings.team, settings.duplex) == ("River City", "long")
    assert settings.categories == (CategoryStyle("x", title="X"),)


@pytest.mark.parametrize("key", ["warm_up", "coaching_points", "cool_down", "weather"])
def test_sections_of_one_s_own_are_no_slips(tmp_path: Path, key: str) -> None:
    assert read(tmp_path, f'[aliases]\n{key} = "Hints"')[1] == ()


def test_a_missing_font_where_there_is_none_says_where_to_put_it(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, '[fonts]\nfallback = ["nope.ttf"]')[1]
    assert (problem.message, problem.hint) == (
        "There is no font file nope.ttf.",
        "Copy the font, a .ttf file, into a folder fonts/ here.",
    )


def test_of_two_categories_with_one_letter_the_first_keeps_it(tmp_path: Path) -> None:
    settings, _ = read(tmp_path, '[categories.a]\nletter = "S"\n[categories.b]\nletter = "S"\n[categories.c]')
    assert [style.letter for style in settings.categories] == ["S", None, None]


def test_a_broken_file_leaves_the_defaults(tmp_path: Path) -> None:
    settings, _ = read(tmp_path, 'team = "River City"\n[')
    assert settings == Settings()


def test_settings_that_are_a_link_out_of_the_workspace_are_not_read(tmp_path: Path) -> None:
    root = tmp_path / "work"
    root.mkdir()
    (tmp_path / "other.toml").write_text('team = "Secret"')
    (root / "drillcards.toml").symlink_to(tmp_path / "other.toml")
    workspace, problems = read_workspace(root)
    assert workspace.settings == Settings()
    assert [problem.code for problem in problems] == ["outside-workspace"]


@pytest.mark.parametrize(("lang", "told"), [("de", True), ("pt-BR", True), ("fr-CA", False), ("es", False)])
def test_a_language_without_words_of_its_own_is_told(tmp_path: Path, lang: str, told: bool) -> None:
    settings, problems = read(tmp_path, f'lang = "{lang}"\n')
    assert settings.lang == lang
    assert [(p.code, p.line, p.hint) for p in problems] == [
        ("no-words-for-language", 1, "There are: en, es, fr.")
    ] * told
