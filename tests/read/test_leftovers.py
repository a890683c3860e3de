"""The last look: what is still markup or a link that leads nowhere is told, and ordinary prose isn't taken for it."""

from pathlib import Path

import pytest

from drillcards.model.drill import Span
from drillcards.read.leaves import normalize_label
from read.folder import list_codes, read_quietly, read_text

MARKS = {
    "![the ladder](foot ladder.png)": "![…](…)",
    "![[hoops.png|the hoops]]": "![[…]]",
    "See [[Other Drill]] first.": "[[…]]",
    "Rest[^1] well.": "[^…]",
    "Sprint ==all out== now.": "==…==",
    "Rest well {: .lead }": "{…}",
    "Go {#start}": "{…}",
    "{{< figure src='wall.png' >}}": "{{…}}",
    "{% include timer.html %}": "{%…%}",
    ":::warning Knees": ":::",
    "!!! tip 'Breathing'": "!!!",
    "> [!note] Wet grass": "[!…]",
    "- [ ] Set four cones": "[ ]",
    ":runner: goes": ":…:",
    "So $v = d/t$ holds.": "$…$",
    "▪ Bend\n▪ Jump": "• at a line's beginning",
    "1.Step over\n2.Step back": "1.Words",
}


@pytest.mark.parametrize("text", MARKS)
def test_what_is_still_markup_is_named_with_its_line(tmp_path: Path, text: str) -> None:
    _, problems = read_text(tmp_path, f"Go.\n\n{text}\n")
    assert list_codes(problems) == [("leftover-markup", 3)]
    assert f"{MARKS[text]} (line 3)" in problems[0].message


def test_all_kinds_of_a_drill_are_one_warning(tmp_path: Path) -> None:
    _, problems = read_text(tmp_path, "\n\n".join(MARKS))
    assert list_codes(problems) == [("leftover-markup", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "If the score is 3 == 3 it is a tie == play on.",
        "It costs $5 to $10, or US$ 4.",
        "At 10:30:15, ratio 3:1:2; Setup:cones:balls.",
        "Sprint [hard] (see below), array[0], 5 < 6 > 4.",
        "Use `[[this]]` and `==that==`.",
        "Hold {10} seconds; 2.5 m; 1.5x bodyweight.",
        "Go!!! Now!",
        "A · B · C",
        "```\n[[x]] {{y}}\n```",
        "Sprint : dix mètres",
    ],
)
def test_ordinary_words_are_no_markup(tmp_path: Path, text: str) -> None:
    read_quietly(tmp_path, f"{text}\n")


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "<java\tscript:alert(1)>", "data:text/html,x", "vbscript:x", "file:///etc/hosts", "FILE:x"],
)
def test_a_link_to_a_script_or_a_file_is_told_once(tmp_path: Path, target: str) -> None:
    _, problems = read_text(tmp_path, f"Go.\n\n[Look]({target}) and [again]({target})\n")
    assert list_codes(problems) == [("unfollowed-link", 3)]


def test_the_folders_of_a_file_that_is_linked_to_are_not_printed(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "See <file:///C:/Team/A%20Name/plan.pdf>.\n")
    assert list_codes(problems) == [("unfollowed-link", 1)]
    (paragraph,) = drill.intro
    assert paragraph.type == "paragraph"
    assert "".join(span.text for span in paragraph.spans) == "See plan.pdf."


def test_labels_of_links_differ_by_more_than_blanks_and_capitals(tmp_path: Path) -> None:
    drill = read_quietly(tmp_path, "[Go][the \t  Book]\n\n[THE\n book]: https://example.org/b\n")
    (paragraph,) = drill.intro
    assert paragraph.type == "paragraph"
    assert paragraph.spans == (Span("Go", href="https://example.org/b"),)
    assert normalize_label(" The \n\t Book ") == "the book"
    assert normalize_label("thebook") != normalize_label("the book")
