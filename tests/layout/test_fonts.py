"""Shaping: kerning as HarfBuzz does it, characters that fonts lack, characters that nobody sees."""

from functools import cache
from pathlib import Path

import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.fonts import STAND_INS, FontSet, load_fonts
from layout.printed import find_fonts

STYLES = find_fonts().styles


@cache
def open_font(path: Path) -> tuple[hb.Font, int]:
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    return hb.Font(face), face.upem


def measure_whole(text: str, path: Path) -> float:
    """The advance in em as HarfBuzz sets the text, without ligatures."""
    font, per_em = open_font(path)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {"liga": False, "clig": False, "calt": False, "ccmp": False, "locl": False})
    return float(sum(position.x_advance for position in buffer.glyph_positions)) / per_em


@settings(deadline=None, max_examples=80)
@given(
    text=st.text("AVTWYLfijaeorst.,-’éñçß0123456789", min_size=1, max_size=14),
    style=st.sampled_from(STYLES),
)
def test_kerns_and_letters_add_up_to_the_word_as_harfbuzz_sets_it(text: str, style: str) -> None:
    (run,) = find_fonts().shape(text, style)
    path = next(file.path for file in find_fonts().files if file.name == run.font)
    font, per_em = open_font(path)
    letters = sum(font.get_glyph_h_advance(font.get_nominal_glyph(ord(char))) for char in text) / per_em
    kerns = sum(by for _, by in run.kerns) / 1000
    assert abs(run.width - measure_whole(text, path)) < 1e-9
    assert abs(letters + kerns - run.width) < 0.0006 * (len(text) + 1)
    assert all(0 <= at < len(text) for at, _ in run.kerns)


def test_there_is_kerning_at_all() -> None:
    (run,) = find_fonts().shape("AVAST", "body")
    assert sum(by for _, by in run.kerns) < 0


def test_a_fallback_font_takes_what_a_style_lacks() -> None:
    runs = find_fonts().shape("ball⚾λ", "body")
    assert [run.text for run in runs] == ["ball", "⚾", "λ"]
    assert len({run.font for run in runs}) == 3


@pytest.mark.parametrize("text", ["co\u00adoperation", "zero\u200bwidth", "\ufeffmark", "joined\u200d", "sign\ufe0f"])
def test_invisible_characters_are_dropped(text: str) -> None:
    (run,) = find_fonts().shape(text, "body")
    assert run.text.isascii()
    assert find_fonts().find_missing(text) == ""


def test_missing_characters_are_found_once_each_and_in_order() -> None:
    assert find_fonts().find_missing("日本 goes 日 and ⟰ too") == "⟰日本"
    assert find_fonts().find_missing("日") == "日"
    with pytest.raises(KeyError):
        find_fonts().shape("日", "body")


def test_a_font_of_the_coach_s_comes_before_the_built_in_ones() -> None:
    path = next(file.path for file in find_fonts().files if "NotoSans-" not in file.name and "Symbols" in file.name)
    fonts = load_fonts((path,))
    assert isinstance(fonts, FontSet)
    assert [run.font for run in fonts.shape("→", "head")] == [path.stem]


@pytest.mark.parametrize("mark", STAND_INS)
def test_a_mark_that_no_font_has_is_printed_as_its_twin(mark: str) -> None:
    assert find_fonts().find_missing(mark) == ""
    runs = find_fonts().shape(f"{mark}ok", "head")
    assert "".join(run.text for run in runs) == f"{STAND_INS[mark]}ok"


def test_a_mark_that_a_font_has_is_printed_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(STAND_INS, "→", "×")
    (run,) = FontSet().shape("→", "head")
    assert run.text == "→"
