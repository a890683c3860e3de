"""Markdown is read as CommonMark's own rules have it, held against markdown-it-py; `structure` says what we set aside.

HTML is the one part read otherwise, and has tests of its own: tags leave, their text stays.
"""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.read.findings import Findings
from drillcards.read.text import decode_text
from read.structure import read_blocks, shape_commonmark, shape_ours

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.md"))
ROOT = Path(__file__).parents[2]
SAMPLES = sorted([*(ROOT / "drills").rglob("*.md"), *(ROOT / "routines").rglob("*.md")])


def read_body(file: Path) -> str:
    text = decode_text(file.read_bytes(), Findings(file.name))
    assert text is not None
    return text.split("---\n", 2)[2] if text.startswith("---\n") else text


@pytest.mark.parametrize("file", [*FIXTURES, *SAMPLES], ids=lambda file: file.stem)
def test_a_drill_has_the_structure_the_words_and_the_styles_that_commonmark_gives_it(file: Path) -> None:
    text = read_body(file)
    assert shape_ours(text) == shape_commonmark(text)


def test_there_are_fixtures_and_samples_to_compare() -> None:
    assert len(FIXTURES) >= 12
    assert SAMPLES


MARKERS = st.sampled_from(["- ", "* ", "+ ", "1. ", "2. ", "3) ", "10. ", "-   ", "1.  ", "> "])
LEAVES = st.sampled_from(
    [
        "words",
        "two words",
        "**bold**: text",
        "*em*phasis and `code`",
        "[link](target)",
        "snake_case",
        "# Heading",
        "## Heading ##",
        "---",
        "===",
        "***",
        "```",
        "~~~",
        "",
        "",
        "ends hard  ",
        "#none",
        "-none",
        "1.none",
    ]
)
INDENTS = st.sampled_from([0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8])


@st.composite
def draw_line(draw: st.DrawFn) -> str:
    """A line: indented, perhaps with one or two markers, then words."""
    indent = draw(INDENTS)
    markers = "".join(draw(st.lists(MARKERS, max_size=2)))
    leaf = draw(LEAVES)
    if not markers and not leaf:
        return ""
    # markdown-it-py takes a quote's mark at any indentation for one, CommonMark up to three spaces; and blank lines
    # behind an empty bullet end a list for it, so that the fixtures alone have those.
    return " " * (min(indent, 3) if ">" in markers else indent) + markers + (leaf or "words")


@st.composite
def draw_outline(draw: st.DrawFn) -> str:
    """Lines nested at random, apart by blank ones wherever less indentation follows a paragraph.

    Without that, markdown-it-py ends a paragraph at a marker that is indented by four or more, but by less than its
    container, where CommonMark reads a lazy line.
    """
    lines: list[str] = []
    for line in draw(st.lists(draw_line(), min_size=1, max_size=7)):
        if lines and len(line) - len(line.lstrip()) >= 4 and not line.lstrip()[:1].isalpha():
            lines.append("")
        lines.append(line)
    return "\n".join(lines)


@settings(deadline=None, max_examples=600, derandomize=True)
@given(draw_outline())
def test_lists_and_quotes_nested_in_any_way_come_out_as_in_commonmark(text: str) -> None:
    assert shape_ours(text) == shape_commonmark(text)


# No opening parenthesis: markdown-it-py takes "[r](" at the end of a text for no link, though "[r]" is one.
PIECES = st.sampled_from(
    [
        *[
            "*",
            "**",
            "***",
            "_",
            "__",
            "a",
            "b",
            "`",
            "``",
            ".",
            ")",
            "é",
            "“",
            "—",
            "\\*",
            "&amp;",
            "&ast;",
            "[r]",
            "[",
            "](u)",
            "<http://x.y>",
            "!",
            "2",
            "-",
        ],
        " ",
        "\n",
        "  \n",
        "\\\n",
        "](u 't')",
    ]
)


@settings(deadline=None, max_examples=600, derandomize=True)
@given(st.lists(PIECES, min_size=1, max_size=9).map("".join))
def test_emphasis_links_and_code_come_out_as_in_commonmark(text: str) -> None:
    whole = f"x{text}\n\n[r]: target\n"
    assert shape_ours(whole) == shape_commonmark(whole)


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.text(alphabet="ab *_`[]()<>!&;\\#-+.1|:~=\"'/\n\t", max_size=60))
def test_no_text_whatever_stops_the_reader(text: str) -> None:
    read_blocks(text)


def test_nesting_without_end_is_read_as_text() -> None:
    blocks = read_blocks("> " * 2000 + "deep\n\n" + "- " * 2000 + "deeper")
    assert len(blocks) == 2


def test_lines_are_those_of_the_file() -> None:
    (bullets,) = read_blocks("- a\n- b\n\n  c\n  - d")
    assert bullets.type == "bullets"
    second = bullets.items[1]
    assert [block.line for block in second] == [2, 4, 5]


def test_cells_beyond_the_header_are_kept_in_the_last_one() -> None:
    # GFM drops them; nothing is lost here.
    findings = Findings("drills/a.md")
    (table,) = read_blocks("| a | b |\n|---|---|\n| 1 | 2 | **3** |", findings)
    assert table.type == "table"
    assert ["".join(span.text for span in cell) for cell in table.rows[0]] == ["1", "2 | 3"]
    assert [(p.code, p.line) for p in findings.problems] == [("table-extra-cells", 3)]


MARKS = st.lists(st.sampled_from(["*", "**", "***", "_", "__", "a", "b c", " ", ". ", "*a", "b*"]), max_size=30)


@settings(deadline=None, max_examples=200)
@given(marks=MARKS)
def test_marks_of_emphasis_pair_as_commonmark_pairs_them(marks: list[str]) -> None:
    text = f"x{''.join(marks)}x"
    assert shape_ours(text) == shape_commonmark(text)


@pytest.mark.parametrize(
    "text",
    [
        "x" + "*" * 20_000,
        "*a **b " * 2000 + "c** d* " * 2000,
        "*a_ " * 5000,
        "[" * 20_000 + "a" + "]" * 20_000,
        "a] " * 9000,
    ],
)
def test_thousands_of_marks_are_read_like_any_text(text: str) -> None:
    assert [block[0] for block in shape_ours(text)] == ["p"]
