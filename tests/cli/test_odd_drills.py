"""Drills with what other programs, phones and hands leave in them: what is printed of them, and what is told."""

import io
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
from PIL import Image

from cli.conftest import Run

SOUND = "# Sound\n\nRun.\n"


@pytest.fixture
def drills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the drills of a workspace, which is also the current folder, with one sound drill."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drills").mkdir()
    (tmp_path / "drills" / "sound.md").write_text(SOUND)
    return tmp_path / "drills"


def read_pdf(file: Path) -> str:
    """The text of all pages."""
    with pypdfium2.PdfDocument(file) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def read_cards(run: Run) -> tuple[int, str, str]:
    """The exit code of printing all cards, what was told, and the text of the cards."""
    outcome = run("cards", "--paper", "single", "--template", "page", "--out", "cards.pdf")
    return outcome.code, outcome.err, read_pdf(Path("cards.pdf")) if Path("cards.pdf").exists() else ""


def test_broken_pictures_leave_their_words_and_stop_nothing(run: Run, drills: Path) -> None:
    stream = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(stream, "JPEG")
    (drills / "cut.jpg").write_bytes(stream.getvalue()[:900])
    (drills / "head.avif").write_bytes(b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miaf" + bytes(40))
    (drills / "head.dds").write_bytes(b"DDS \x7c\0\0\0" + bytes(100))
    (drills / "seen.md").write_text("# Seen\n\n![Heels up](cut.jpg)\n\n![Hips low](head.avif)\n\n![Arms](head.dds)\n")
    code, told, text = read_cards(run)
    assert code == 0
    assert [line for line in told.splitlines() if "warning:" in line] == [
        "drills/seen.md:3: warning: cut.jpg can't be read: the file is damaged or cut off.",
        "drills/seen.md:5: warning: head.avif is no picture that can be printed.",
        "drills/seen.md:7: warning: head.dds is no picture that can be printed.",
    ]
    assert all(words in text for words in ("Heels up", "Hips low", "Arms", "Sound"))
    assert run("list").code == 0
    assert run("booklet").code == 0


def test_signs_and_foreign_words_are_printed_and_copied_as_they_were_written(run: Run, drills: Path) -> None:
    signs = "△ ▲ ▼ ◆ ◇ ⇒ ⇔ ↻ ☐ ☑ ☒ ∆ ◦ ➢ ● ○ ■ □"
    (drills / "signs.md").write_text(f"# Signs\n\nFrom {signs} run (出足払) home.\n\nRating: ★★★★☆\n", encoding="utf-8")
    code, told, text = read_cards(run)
    assert code == 0
    assert told.count("warning:") == 1
    assert "drills/signs.md:3: warning: No font has 出" in told
    assert signs in " ".join(text.split())
    assert "出足払" in text
    assert "★★★★☆" in text


def test_bullets_of_a_word_processor_are_printed_as_what_they_look_like(run: Run, drills: Path) -> None:
    (drills / "word.md").write_text("# Word\n\nBring \uf0b7 a ball \uf0fc and \uf0d8 cones.\n", encoding="utf-8")
    code, told, text = read_cards(run)
    assert (code, told.count("warning:")) == (0, 0)
    assert "Bring • a ball ✓ and ➢ cones." in text
