from pathlib import Path

import pytest

from cli.conftest import Run
from conftest import Golden
from drillcards.cli.muscles import Coverage, join_names, measure_coverage
from drillcards.model.drill import Drill, Source
from drillcards.model.muscle import MuscleUse, Role
from drillcards.read.muscles import read_taxonomy


def make_drill(slug: str, *roles: tuple[str | None, Role]) -> Drill:
    uses = tuple(MuscleUse(group, "leg", role, "words") for group, role in roles)
    return Drill(slug, slug, Source(f"drills/{slug}.md"), muscles=uses)


def test_a_folder_without_drills_lists_the_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, golden: Golden
) -> None:
    monkeypatch.chdir(tmp_path)
    golden("muscles-without-drills.txt", run("muscles").transcribe())


def test_a_drill_counts_once_a_group_by_its_most_important_role() -> None:
    drills = [
        make_drill("a", ("calves", Role.STABILIZER), ("calves", Role.PRIMARY), ("calves", Role.SECONDARY)),
        make_drill("b", ("calves", Role.SECONDARY), (None, Role.PRIMARY)),
        make_drill("c", ("feet", Role.PRIMARY)),
        make_drill("d", ("neck", Role.STRETCHED), ("feet", Role.STRETCHED), ("feet", Role.STABILIZER)),
    ]
    coverage = measure_coverage(drills, read_taxonomy())
    assert coverage["calves"] == Coverage(("a",), ("b",))
    assert coverage["calves"].slugs == ("a", "b")
    assert coverage["feet"] == Coverage(("c",), ("d",))
    assert coverage["neck"] == Coverage((), (), ("d",))
    assert coverage["neck"].slugs == ()


def test_a_library_that_trains_everything_hears_so(tmp_path: Path, run: Run) -> None:
    (tmp_path / "drills").mkdir()
    names = [group.name for group in read_taxonomy().groups if group.id != "full-body"]
    text = "# All\n\nRun.\n\n## Muscles\n\n" + "".join(f"- {name}\n" for name in names)
    (tmp_path / "drills" / "all.md").write_text(text, "utf-8")
    outcome = run("-C", str(tmp_path), "muscles")
    assert outcome.out.endswith("\nEvery group is trained by some drill.\n")


def test_a_drill_that_can_t_be_read_is_named(flawed: Path, run: Run) -> None:
    outcome = run("muscles")
    assert outcome.code == 1
    assert "drills/broken.md:2: error" in outcome.err


@pytest.mark.parametrize(("names", "joined"), [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")])
def test_names_are_joined_as_in_a_sentence(names: list[str], joined: str) -> None:
    assert join_names(names) == joined
