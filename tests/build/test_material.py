from pathlib import Path

import pytest

from drillcards.build.booklet import BookletOrder, print_booklet
from drillcards.build.calendar import write_calendar
from drillcards.build.cards import print_cards
from drillcards.build.material import Material, Selection, pick_usage_errors, read_material, select_drills
from drillcards.build.order import CardOrder
from drillcards.build.packets import PacketOrder, plan_packets
from drillcards.model.problem import Problem, Severity


def test_everything_published_is_chosen_by_default(sample: Material) -> None:
    drills, problems = select_drills(sample, Selection())
    assert [drill.slug for drill in drills] == ["fielding/glove-taps", "speed/cone-weave", "speed/ladder-run"]
    assert problems == sample.problems


def test_a_choice_brings_only_its_own_problems(sample: Material) -> None:
    assert {problem.path for problem in sample.problems} == {"drills/fielding/glove-taps.md"}
    assert select_drills(sample, Selection(("cone-weave",)))[1] == ()
    assert select_drills(sample, Selection(("glove-taps",)))[1] == sample.problems


def test_named_drills_don_t_bring_the_problems_of_files_that_could_not_be_read(flawed: Material) -> None:
    assert select_drills(flawed, Selection(("plain",)))[1] == ()
    assert [problem.path for problem in select_drills(flawed, Selection())[1]] == ["drills/broken.md"]


@pytest.mark.parametrize("names", [("broken",), ("drills/broken.md",), ("broken", "plain")])
def test_a_named_file_that_could_not_be_read_says_why(flawed: Material, names: tuple[str, ...]) -> None:
    drills, problems = select_drills(flawed, Selection(names))
    assert [drill.slug for drill in drills] == [name for name in names if name == "plain"]
    assert [(problem.code, problem.path) for problem in problems] == [("broken-front-matter", "drills/broken.md")]


def test_named_drills_bring_the_problems_of_the_settings(root: Path) -> None:
    (root / "drillcards.toml").write_text("team = 3\n", "utf-8")
    _, problems = select_drills(read_material(root), Selection(("cone-weave",)))
    assert [problem.path for problem in problems] == ["drillcards.toml"]


def test_settings_that_cannot_be_read_print_nothing(root: Path) -> None:
    (root / "drillcards.toml").write_text('team = "Orchard\n', "utf-8")
    material = read_material(root)
    out = root / "cards.pdf"
    for report in (
        print_cards(material, CardOrder(out=out)),
        print_cards(material, CardOrder(selection=Selection(("cone-weave",)), out=out)),
        print_booklet(material, BookletOrder(out=out)),
        plan_packets(material, PacketOrder()),
        write_calendar(material, out),
    ):
        assert [(problem.code, problem.path, problem.line) for problem in report.problems] == [
            ("bad-toml", "drillcards.toml", 1)
        ]
    assert not out.exists()


def test_filters_that_leave_nothing_are_a_usage_error(sample: Material) -> None:
    drills, problems = select_drills(sample, Selection(categories=("fielding",), tags=("feet",)))
    assert drills == ()
    assert [problem.code for problem in pick_usage_errors(problems)] == ["nothing-chosen"]


def test_an_unpublished_drill_is_chosen_by_its_name(sample: Material) -> None:
    assert [drill.slug for drill in select_drills(sample, Selection(("old-relay",)))[0]] == ["fielding/old-relay"]


@pytest.mark.parametrize("text", ["---\npublished: perhaps\n---\nRun.\n", "Run. %%never closed\n"])
def test_a_drill_in_doubt_is_not_chosen_even_by_its_name(root: Path, text: str) -> None:
    (root / "drills" / "doubt.md").write_text(text, "utf-8")
    drills, problems = select_drills(read_material(root), Selection(("doubt",)))
    assert drills == ()
    assert {problem.path for problem in problems} >= {"drills/doubt.md"}


def test_settings_and_drills_are_read_together(root: Path) -> None:
    (root / "drillcards.toml").write_text("team = 3\n", "utf-8")
    assert {problem.path for problem in read_material(root).problems} == {
        "drillcards.toml",
        "drills/fielding/glove-taps.md",
    }


def test_usage_errors_are_those_that_blame_no_file() -> None:
    blames_file = Problem(Severity.ERROR, "no-words", "drills/a.md", 1, "No words.")
    blames_nobody = Problem(Severity.ERROR, "unknown-drill", "", None, "There is no drill “b”.")
    only_warns = Problem(Severity.WARNING, "odd", "", None, "Odd.")
    assert pick_usage_errors([blames_file, blames_nobody, only_warns]) == (blames_nobody,)


def test_the_season_and_the_routines_are_read_with_problems_of_their_own(root: Path) -> None:
    (root / "season.toml").write_text('title = "Spring"\n[[week]]\n', "utf-8")
    (root / "routines").mkdir()
    (root / "routines" / "warm-up.md").write_text("# Warm-Up\n", "utf-8")
    material = read_material(root)
    assert material.season is not None
    assert material.season.title == "Spring"
    assert [routine.slug for routine in material.routines] == ["warm-up"]
    assert [problem.code for problem in material.season_problems] == ["unknown-key"]
    assert [problem.code for problem in material.routine_problems] == ["no-words"]
    assert {problem.path for problem in material.problems} == {"drills/fielding/glove-taps.md"}


def test_a_planned_drill_that_could_not_be_read_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "drills").mkdir()
    (tmp_path / "drills" / "broken.md").write_text("---\ntitle: [\n---\n", "utf-8")
    (tmp_path / "drills" / "plain.md").write_text("# Plain\n\nRun.\n", "utf-8")
    block = '[[weeks]]\n[[weeks.practices]]\nblocks = [{drills = ["broken", "plain"], minutes = 5}]\n'
    (tmp_path / "season.toml").write_text(block, "utf-8")
    material = read_material(tmp_path)
    assert [problem.code for problem in material.problems] == ["broken-front-matter"]
    assert material.season_problems == ()


def test_a_folder_all_of_whose_drills_are_withheld_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "drills").mkdir()
    (tmp_path / "drills" / "a.md").write_text("---\ndraft: true\n---\nRun.\n", "utf-8")
    (problem,) = select_drills(read_material(tmp_path), Selection())[1]
    assert (problem.code, problem.path) == ("nothing-published", "")
    (problem,) = select_drills(read_material(tmp_path), Selection(tags=("x",)))[1]
    assert problem.code != "nothing-published"
