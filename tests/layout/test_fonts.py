"""Shaping: kerning as HarfBuzz does it, characters that fonts lack, characters that nobody sees."""

from functools import cache
from pathlib import Path

import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.fonts import FontSet, load_fonts
from layout.printed import find_fonts

STYLES = find_fonts().styles


def make_outline() -> hb.DrawFuncs:
    """Functions that write an outline's points into a list."""
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, pen: pen.append(f"M{x},{y}"))
    functions.set_line_to_func(lambda x, y, pen: pen.append(f"L{x},{y}"))
    functions.set_quadratic_to_func(lambda a, b, x, y, pen: pen.append(f"Q{a},{b},{x},{y}"))
    functions.set_cubic_to_func(lambda a, b, c, d, x, y, pen: pen.append(f"C{a},{b},{c},{d},{x},{y}"))
    return functions


OUTLINE = make_outline()


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
    assert find_fonts().find_missing("日本 goes 日 and ㄅ too") == "ㄅ日本"
    assert find_fonts().find_missing("日") == "日"


def test_what_no_font_has_is_a_box_of_its_own_width_and_stays_itself_in_the_text() -> None:
    word, box = find_fonts().shape("a日本", "body")[1], find_fonts().shape("▯▯", "body")[0]
    assert (word.text, word.width, word.font) == ("日本", box.width, "boxes")


@pytest.mark.parametrize("char", ["\uf0ff", "\U0010fffd", "\uffff", "\x07"])
def test_what_is_no_character_to_anybody_else_is_told_and_is_a_box_in_the_text_too(char: str) -> None:
    assert find_fonts().find_missing(char) == char
    (run,) = find_fonts().shape(char, "body")
    assert (run.text, run.font) == ("▯", "symbols")


def test_a_font_of_the_coach_s_is_asked_only_for_what_the_built_in_ones_lack(tmp_path: Path) -> None:
    path = next(file.path for file in find_fonts().files if file.name == "symbols")
    (tmp_path / "Own.ttf").write_bytes(path.read_bytes())
    fonts = load_fonts((tmp_path / "Own.ttf",))
    assert isinstance(fonts, FontSet)
    assert [run.font for run in fonts.shape("a→△", "head")] == [run.font for run in find_fonts().shape("a→△", "head")]
    assert fonts.files[-2].name == "Own"


SIGNS = "△▲▽▼◁◀◄▷▶►◇◆○●◯◉◎□■▢▪▫☐☑☒✓✔✗✘×☆★⭐→⇒➔➜⟶⇨←⇐↑⇑↓⇓↔⇔↻↺⟳⟲•◦·‣∆∙─│┌┐└┘├┤┬┴┼═║╔╗█▓▒░➢➤⚠⚡"


def test_signs_that_coaches_use_are_drawn_as_themselves() -> None:
    assert find_fonts().find_missing(SIGNS) == ""
    assert "".join(run.text for run in find_fonts().shape(SIGNS, "body")) == SIGNS


def test_no_two_signs_look_alike() -> None:
    """Each has an outline of its own, so that what is full stays full and what is empty stays empty."""
    outlines: dict[str, str] = {}
    for run in find_fonts().shape(SIGNS, "body"):
        font, _ = open_font(next(file.path for file in find_fonts().files if file.name == run.font))
        for sign in run.text:
            pen: list[str] = []
            font.draw_glyph(font.get_nominal_glyph(ord(sign)), OUTLINE, pen)
            assert pen, sign
            twin = outlines.setdefault("".join(pen), sign)
            assert twin == sign


@pytest.mark.parametrize(("text", "shown"), [("𝗕𝗼𝗹𝗱", "Bold"), ("５ｘ", "5x"), ("℃", "°C"), ("ﬁt", "fit")])
def test_another_way_of_writing_letters_is_printed_as_the_letters(text: str, shown: str) -> None:
    assert find_fonts().find_missing(text) == ""
    assert "".join(run.text for run in find_fonts().shape(text, "body")) in {shown, text}


def test_raised_digits_are_never_taken_for_others() -> None:
    for text in ("10²", "H₂O", "1½", "2⅐"):
        assert "".join(run.text for run in find_fonts().shape(text, "body")) == text


@pytest.mark.parametrize("word", ["שלום", "مرحبا", "नमस्ते"])
def test_letters_that_would_be_misspelt_are_boxes_whatever_fonts_there_are(word: str) -> None:
    letters = {char for char in word if char.isalpha()}
    assert letters <= set(find_fonts().find_missing(word))
    assert {run.font for run in find_fonts().shape(word, "body")} == {"boxes"}
