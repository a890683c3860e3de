"""Eight hundred exercises imported at once, printed as a booklet, and found again in all its indexes."""

from pathlib import Path

from book_checks import check_numbers
from drillcards.build.booklet import BookletOrder, print_booklet
from drillcards.build.importing import ImportOrder, import_exercises, import_table
from drillcards.build.material import Selection, read_material
from drillcards.build.trial import check_drills
from importers.gym import make_exercises, write_exercises

COUNT = 800
INDEXES = 2
"""By name and by equipment: each has every drill once. No exercise says how long it takes."""
CONTENTS = 2
"""The book's and the chapter's."""


def test_a_booklet_of_eight_hundred_exercises_has_them_all_in_its_indexes(tmp_path: Path) -> None:
    exercises = make_exercises(COUNT)
    source = write_exercises(tmp_path / "exercises.json", exercises)
    root = tmp_path / "team"
    report = import_exercises(root, ImportOrder(source))
    assert report.problems == ()
    assert report.shelved is not None
    assert len(report.shelved.new) == COUNT
    material = read_material(root)
    # Some are namesakes, and that is all that is said of any.
    again = COUNT - len({entry["name"] for entry in exercises})
    assert [problem.code for problem in material.problems] == ["duplicate-title"] * again
    numbered = sorted(slug for slug in material.library.slugs if slug[-1].isdigit())
    assert check_drills(material, Selection(names=tuple(numbered[:40]))) == ()
    booklet = print_booklet(material, BookletOrder(out=tmp_path / "book.pdf"))
    assert [problem.code for problem in booklet.problems] == ["duplicate-title"] * again
    assert booklet.drill_count == COUNT
    titles = {drill.slug: drill.title for drill in material.library.drills}
    linked, faults = check_numbers(tmp_path / "book.pdf", titles)
    assert faults == []
    groups = {drill.slug: len({use.group for use in drill.muscles}) for drill in material.library.drills}
    assert all(None not in {use.group for use in drill.muscles} for drill in material.library.drills)
    assert {slug: linked[slug] for slug in titles if linked[slug] < groups[slug] + INDEXES + CONTENTS} == {}


def test_nothing_is_written_where_nothing_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "drills.csv").write_text("What\nWeave\n", "utf-8")
    report = import_table(tmp_path / "team", ImportOrder(tmp_path / "drills.csv"))
    assert report.shelved is None
    assert [problem.code for problem in report.problems] == ["no-title"]
    assert not (tmp_path / "team").exists()
