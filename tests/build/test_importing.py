"""Eight hundred exercises imported at once, printed as a booklet, and found again in all its indexes."""

from pathlib import Path

from book_checks import check_numbers
from drillcards.build.booklet import BookletOrder, print_booklet
from drillcards.build.importing import ImportOrder, import_exercises, import_table, list_folders
from drillcards.build.material import Selection, read_material
from drillcards.build.shelf import shelve_drills
from drillcards.build.trial import check_drills
from drillcards.importers.exercises import read_exercises
from importers.gym import make_exercises, write_exercises

COUNT = 800
INDEXES = 3
"""By name, equipment and time: each has every drill once."""
CONTENTS = 1
"""The book's; a chapter's opener has no room for a hundred drills."""


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


def test_a_drill_in_another_language_than_the_team_s_says_so(tmp_path: Path) -> None:
    (tmp_path / "drillcards.toml").write_text('lang = "es"\n', "utf-8")
    (tmp_path / "d.csv").write_text("Name,Steps,Lang\nA,Run,en\nB,Corre,\n", "utf-8")
    import_table(tmp_path, ImportOrder(tmp_path / "d.csv"))
    import_exercises(tmp_path, ImportOrder(write_exercises(tmp_path / "e.json", make_exercises(1)), "gym"))
    langs = {drill.slug.partition("/")[0]: drill.lang for drill in read_material(tmp_path).library.drills}
    assert langs == {"a": "en", "b": "es", "gym": "en"}


def test_a_picture_that_can_t_be_read_is_left_out_and_told(tmp_path: Path) -> None:
    source = tmp_path / "db" / "x" / "0.png"
    source.parent.mkdir(parents=True)
    source.touch()
    harvest = read_exercises(write_exercises(tmp_path / "db" / "e.json", [{"name": "X", "images": ["x/0.png"]}]))
    source.unlink()
    shelved = shelve_drills(harvest, tmp_path / "team")
    assert (shelved.new, shelved.unread) == (("drills/exercises/x.md",), ("x/0.png",))


def test_a_category_whose_folder_is_there_under_another_spelling_goes_into_it(tmp_path: Path) -> None:
    (tmp_path / "drills" / "Warm Up").mkdir(parents=True)
    assert list_folders(tmp_path) == {"warm-up": "Warm Up"}
