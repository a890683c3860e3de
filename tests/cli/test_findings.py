from dataclasses import replace

from drillcards.cli.findings import (
    choose_exit_code,
    describe_problem,
    join_repeated,
    list_as_annotations,
    pick_weighty,
    summarize_problems,
)
from drillcards.cli.words import count, name_size
from drillcards.model.problem import Problem, Severity

ERROR = Problem(Severity.ERROR, "no-words", "drills/a.md", 12, "This drill has no words.", "Write some.")
WARNING = Problem(Severity.WARNING, "odd-table", "drills/a.md", None, "This table is odd.")
NAMELESS = Problem(Severity.ERROR, "unknown-drill", "", None, "There is no drill “b”.")


def strip_color(text: str) -> str:
    return text.replace("\x1b[31m\x1b[1m", "").replace("\x1b[33m\x1b[1m", "").replace("\x1b[0m", "")


def test_a_problem_says_where_what_and_how_to_mend_it() -> None:
    shown = strip_color(describe_problem(ERROR))
    assert shown == "drills/a.md:12: error: This drill has no words.\n    Write some."


def test_a_problem_without_a_line_or_a_file_leaves_them_out() -> None:
    assert strip_color(describe_problem(WARNING)) == "drills/a.md: warning: This table is odd."
    assert strip_color(describe_problem(NAMELESS)) == "error: There is no drill “b”."


def test_a_problem_that_comes_again_is_told_once_with_its_lines() -> None:
    again = [replace(ERROR, line=line) for line in (12, 15, 20)]
    other = replace(ERROR, path="drills/b.md", line=3)
    joined = [*join_repeated((*again, WARNING, other))]
    assert joined == [(ERROR, (15, 20)), (WARNING, ()), (other, ())]
    shown = strip_color(describe_problem(*joined[0]))
    assert shown == "drills/a.md:12: error: This drill has no words. Also in lines 15, 20.\n    Write some."
    assert "Also in line 15." in describe_problem(ERROR, (15,))
    assert "1, 2, 3, 4, 5, 6, 7, 8 and more." in describe_problem(ERROR, tuple(range(1, 10)))


def test_where_there_is_no_workspace_nothing_else_matters() -> None:
    missing = Problem(Severity.ERROR, "no-drills-folder", "", None, "There is no folder drills/ here.")
    assert pick_weighty((ERROR, missing, NAMELESS)) == (missing,)
    assert pick_weighty((ERROR, NAMELESS)) == (ERROR, NAMELESS)


def test_problems_are_counted_by_kind_and_file() -> None:
    other = Problem(Severity.ERROR, "no-words", "drills/b.md", 1, "This drill has no words.")
    assert summarize_problems([ERROR, other, WARNING]) == "2 errors, 1 warning in 2 files"
    assert summarize_problems([WARNING]) == "1 warning in 1 file"
    assert summarize_problems([NAMELESS]) == "1 error"


def test_errors_in_files_end_in_1_names_that_are_unknown_in_2() -> None:
    assert choose_exit_code([]) == 0
    assert choose_exit_code([WARNING]) == 0
    assert choose_exit_code([WARNING], strict=True) == 1
    assert choose_exit_code([ERROR]) == 1
    assert choose_exit_code([ERROR, NAMELESS]) == 2


def test_annotations_escape_what_their_syntax_needs() -> None:
    problem = Problem(Severity.ERROR, "odd", "drills/a, b: c.md", 3, "At 100 %.\nTwice.", "Write: less, much less.")
    assert list_as_annotations([problem]) == [
        "::error file=drills/a%2C b%3A c.md,line=3,title=odd::At 100 %25.%0ATwice.%0AWrite: less, much less."
    ]


def test_annotations_name_files_as_the_repository_does() -> None:
    assert list_as_annotations([WARNING, NAMELESS], "teams/u12") == [
        "::error title=unknown-drill::There is no drill “b”.",
        "::warning file=teams/u12/drills/a.md,title=odd-table::This table is odd.",
    ]


def test_nouns_agree_with_their_numbers() -> None:
    assert [count(number, "card") for number in (0, 1, 2)] == ["0 cards", "1 card", "2 cards"]
    assert count(2, "copy", "copies") == "2 copies"


def test_sizes_are_in_millimetres() -> None:
    assert name_size(288, 432) == "101.6 × 152.4 mm"
