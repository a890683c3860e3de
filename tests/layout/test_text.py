"""Words and lines: nothing is lost, no line is too wide, no short word ends a paragraph alone."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.runs import draw_words
from drillcards.layout.text import LONELY, Words, gather_words, slice_words, wrap_words
from drillcards.layout.typesetter import Typesetter, fit_words, split_scripts
from drillcards.model.drill import Span
from drillcards.model.page import BLACK, LinkArea, Text
from layout.printed import find_fonts

LETTERS = st.text("abcdefgijlmnorstuvwyzABCTVW.,-éñÅ“”", min_size=1, max_size=12)
SPACED = st.lists(LETTERS, max_size=25).map(" ".join)
MEASURES = st.floats(2.0, 30.0)
SPANS = st.lists(
    st.builds(
        Span,
        text=st.text("abcdefg  \nλ⚾-", min_size=1, max_size=20),
        strong=st.booleans(),
        em=st.booleans(),
        href=st.sampled_from([None, None, "https://example.org/a"]),
    ),
    max_size=6,
).map(tuple)


@cache
def find_typesetter() -> Typesetter:
    return Typesetter(find_fonts())


def draw(words: Words, start: int, end: int) -> str:
    items = [placed.item for placed in draw_words(words, start, end, 0, 0, 10, BLACK, ())]
    return "".join(item.text for item in items if isinstance(item, Text))


@settings(deadline=None, max_examples=80)
@given(text=SPACED, measure=MEASURES)
def test_wrapping_loses_no_letter_and_keeps_the_width(text: str, measure: float) -> None:
    words = fit_words(find_typesetter().set_text(text), measure, find_typesetter())
    lines = wrap_words(words, measure)
    assert [line.start for line in lines] == [0, *(line.end for line in lines)][: len(lines)]
    assert "".join(draw(words, *line[:2]) for line in lines).replace("-", "").split() == text.replace("-", "").split()
    assert all(line.width <= measure + 1e-6 for line in lines)


@settings(deadline=None, max_examples=80)
@given(text=SPACED, measure=MEASURES)
def test_a_short_last_word_fetches_its_neighbour(text: str, measure: float) -> None:
    words = fit_words(find_typesetter().set_text(text), measure, find_typesetter())
    *_, before, last = (None, None, *wrap_words(words, measure))
    if before and last and last.end - last.start == 1 and last.width < LONELY * measure:
        joined = words.ends[last.end - 1] - words.starts[before.end - 1]
        assert before.end - before.start < 3 or joined > measure


@settings(deadline=None, max_examples=60)
@given(spans=SPANS, measure=MEASURES)
def test_styled_text_in_any_script_keeps_its_letters_and_hard_breaks(spans: tuple[Span, ...], measure: float) -> None:
    words = fit_words(find_typesetter().set_spans(spans), measure, find_typesetter())
    lines = wrap_words(words, measure)
    printed = "".join(draw(words, *line[:2]) for line in lines)
    expected = "".join(span.text for span in spans)
    assert printed.replace("-", "").split() == expected.replace("-", "").split()
    stops = [index for index, word in enumerate(words.items) if word.stop]
    assert {stop + 1 for stop in stops} <= {line.end for line in lines}


@settings(deadline=None, max_examples=60)
@given(text=SPACED, cuts=st.tuples(st.integers(0, 25), st.integers(0, 25)))
def test_some_of_the_words_are_a_text_of_their_own(text: str, cuts: tuple[int, int]) -> None:
    words = find_typesetter().set_text(text)
    start, end = sorted(min(cut, len(words.ends)) for cut in cuts)
    part = slice_words(words, start, end)
    assert len(part.ends) == end - start
    assert len(part.starts) == end - start + 1
    assert draw(part, 0, end - start).split() == text.split()[start:end] if part.ends else start == end
    if part.ends:
        assert abs(part.width - (words.ends[end - 1] - words.starts[start])) < 1e-9


def test_plain_and_styled_words_are_as_wide_as_each_other() -> None:
    setter = find_typesetter()
    plain = setter.set_text("Stay tall, and run AVAST")
    mixed = gather_words(setter.list_items(plain))
    assert mixed.ends == plain.ends
    assert mixed.starts == plain.starts


def test_marks_next_to_bold_words_stay_with_them() -> None:
    words = find_typesetter().set_spans((Span("Tempo", strong=True), Span(": slow")))
    assert len(words.items) == 2
    assert draw(words, 0, 2) == "Tempo: slow "


def test_chinese_and_japanese_break_anywhere_but_before_closing_marks() -> None:
    assert split_scripts("走る。投げる") == ["走", "る。", "投", "げ", "る"]
    assert split_scripts("run走る") == ["run", "走", "る"]
    assert split_scripts("run") == ["run"]


def test_a_link_is_one_place_to_click_on_each_line() -> None:
    setter = find_typesetter()
    words = setter.set_spans((Span("see "), Span("the long film", href="https://example.org"), Span(" now")))
    lines = wrap_words(words, 5.0)
    areas = [
        p.item
        for line in lines
        for p in draw_words(words, *line[:2], 0, 0, 10, BLACK, ())
        if isinstance(p.item, LinkArea)
    ]
    assert len(areas) == sum(
        any(f.link for w in words.items[line.start : line.end] for f in w.fragments) for line in lines
    )
    assert " ".join(area.label for area in areas) == "the long film"


def test_a_link_s_place_ends_with_its_words_though_a_space_follows() -> None:
    words = find_typesetter().set_spans((Span("a film", href="https://example.org"), Span(" of the drill")))
    (line,) = wrap_words(words, 40.0)
    (area,) = [p.item for p in draw_words(words, *line[:2], 0, 0, 10, BLACK, ()) if isinstance(p.item, LinkArea)]
    link = find_typesetter().set_text("a film").ends[-1]
    assert area.box.w == pytest.approx(link * 10)


def test_a_long_address_breaks_after_its_marks_without_a_hyphen_of_ours() -> None:
    setter = find_typesetter()
    words = fit_words(setter.set_text("https://example.org/drills/speed?list=all"), 8.0, setter)
    lines = [draw(words, *line[:2]) for line in wrap_words(words, 8.0)]
    assert "".join(lines).strip() == "https://example.org/drills/speed?list=all"
    assert len(lines) > 2
    assert all(one[-1] in "/.?=-:" for one, _ in pairwise(lines))


def test_a_word_longer_than_a_line_gets_hyphens() -> None:
    setter = find_typesetter()
    words = fit_words(setter.set_text("Incomprehensibilities"), 5.0, setter)
    parts = [draw(words, index, index + 1).strip() for index in range(len(words.ends))]
    assert "".join(part.removesuffix("-") for part in parts) == "Incomprehensibilities"
    assert all(part.endswith("-") for part in parts[:-1])


@settings(deadline=None, max_examples=40)
@given(text=st.text("abAVilmWy.", min_size=2, max_size=160), measure=st.floats(2.0, 12.0))
def test_each_part_of_a_chopped_word_has_as_many_letters_as_its_line_holds(text: str, measure: float) -> None:
    setter = find_typesetter()
    words = fit_words(setter.set_text(text), measure, setter)
    parts = [draw(words, index, index + 1).strip() for index in range(len(words.ends))]
    assert "".join(part.removesuffix("-") for part in parts) == text
    if "." not in text:  # behind a full stop a word may break before its line is full
        for part, after in pairwise(parts):
            more = f"{part.removesuffix('-')}{after[0]}-"
            assert setter.set_text(more).widest > measure


def test_an_address_broken_by_force_gets_no_hyphen() -> None:
    text = "https://example.org/" + "a" * 60
    words = fit_words(find_typesetter().set_text(text), 8.0, find_typesetter())
    assert draw(words, 0, len(words.ends)).strip() == text


@pytest.mark.parametrize("text", ["Go ⚾ now", "Go ⚾ ⚾ now", "⚾ ⚾"])
def test_a_space_after_a_sign_of_another_font_is_as_wide_as_the_text_s_own(text: str) -> None:
    fonts = find_fonts()
    words = Typesetter(fonts).set_text(text)
    own = fonts.name_font("body")
    assert {fragment.run.font for word in words.items for fragment in word.fragments} - {own}
    placed = draw_words(words, 0, len(words.ends), 0.0, 0.0, 1.0, BLACK, ())
    runs = [item for _, item in placed if isinstance(item, Text)]
    assert all(run.font == own for run in runs if " " in run.text)
    assert "".join(run.text for run in runs).rstrip() == text
    assert [run.x for run in runs] == pytest.approx([sum(run.width for run in runs[:at]) for at in range(len(runs))])
    spaces = [start - end for start, end in zip(words.starts[1:], words.ends, strict=True)]
    assert spaces == pytest.approx([fonts.measure_space(own)] * len(spaces))


@pytest.mark.parametrize(
    ("token", "pieces"),
    [
        ("走る（速く）。", ["走", "る", "（速", "く）。"]),
        ("cone「走」", ["cone", "「走」"]),
        ("달리기（빨리）", ["달리기（빨리）"]),
        ("跑（abc）步", ["跑", "（abc）", "步"]),
    ],
)
def test_opening_marks_end_no_line_and_korean_words_are_whole(token: str, pieces: list[str]) -> None:
    assert split_scripts(token) == pieces
