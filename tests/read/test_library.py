import os
from pathlib import Path

import pytest

from drillcards.model.drill import Drill, Library
from drillcards.model.problem import Problem
from drillcards.model.settings import CategoryStyle, Settings, Workspace
from drillcards.read.library import clean_name, find_drills, read_library
from read.folder import list_codes, write_drill

ROOT = Path(__file__).parents[2]


def read_folder(root: Path) -> tuple[Library, tuple[Problem, ...]]:
    return read_library(Workspace(root))


def list_slugs(drills: tuple[Drill, ...]) -> list[str]:
    return [drill.slug for drill in drills]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    write_drill(tmp_path, "---\ntags: [Fast]\n---\n# Kicks\n\n## Muscles\n\n- Calves\n", "speed/kicks.md")
    write_drill(tmp_path, "---\ntags: [fast, slow]\n---\n# Skips\n\n## Muscles\n\n- Hamstrings\n", "speed/skips.md")
    write_drill(tmp_path, "# Throw kicks\n\nRun.\n", "throwing/kicks.md")
    write_drill(tmp_path, "---\npublished: false\n---\n# Draft\n\nRun.\n", "throwing/draft.md")
    library, problems = read_folder(tmp_path)
    assert problems == ()
    return library


def test_the_sample_drills_have_nothing_wrong_with_them() -> None:
    library, problems = read_folder(ROOT)
    assert problems == ()
    assert len(library.drills) >= 12


def test_all_markdown_below_drills_is_read_in_order_of_slug(tmp_path: Path) -> None:
    for name in (
        "b.md",
        "a/z.md",
        "a/b/c.MD",
        "a.md",
        "Z.md",
        "README.md",
        "a/readme.md",
        ".hidden.md",
        ".git/x.md",
        "n.png",
    ):
        write_drill(tmp_path, f"# {name}\n\nRun.\n", name)
    library, problems = read_folder(tmp_path)
    assert problems == ()
    assert list_slugs(library.drills) == ["Z", "a", "a/b/c", "a/z", "b"]
    assert [drill.category for drill in library.drills] == ["", "", "a", "a", ""]


def test_one_broken_drill_does_not_stop_the_others(tmp_path: Path) -> None:
    write_drill(tmp_path, "---\ntitle: a: b\n---\n", "a.md")
    write_drill(tmp_path, "", "b.md")
    write_drill(tmp_path, "# C\n\nRun.\n", "c.md")
    library, problems = read_folder(tmp_path)
    assert list_slugs(library.drills) == ["c"]
    assert [(problem.path, problem.code) for problem in problems] == [
        ("drills/a.md", "broken-front-matter"),
        ("drills/b.md", "empty-drill"),
    ]


def test_equal_titles_are_named(tmp_path: Path) -> None:
    write_drill(tmp_path, "# Kicks\n\nRun.\n", "a.md")
    write_drill(tmp_path, "# KICKS!\n\nRun.\n", "b.md")
    _, problems = read_folder(tmp_path)
    found = [(problem.code, problem.path, problem.line) for problem in problems]
    assert found == [("duplicate-title", "drills/b.md", 1)]


def test_a_workspace_without_drills_is_told_how_to_begin(tmp_path: Path) -> None:
    assert list_codes(read_folder(tmp_path)[1]) == [("no-drills-folder", None)]
    (tmp_path / "drills").mkdir()
    assert list_codes(read_folder(tmp_path)[1]) == [("no-drills", None)]


def test_links_out_of_the_workspace_are_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    write_drill(root, "# A\n\nRun.\n", "a.md")
    write_drill(tmp_path / "other", "# Secret\n\nRun.\n", "secret.md")
    (root / "drills/folder").symlink_to(tmp_path / "other/drills")
    (root / "drills/file.md").symlink_to(tmp_path / "other/drills/secret.md")
    (root / "drills/nowhere.md").symlink_to("gone.md")
    library, problems = read_folder(root)
    assert list_slugs(library.drills) == ["a"]
    assert [(problem.code, problem.path) for problem in problems] == [
        ("outside-workspace", "drills/file.md"),
        ("outside-workspace", "drills/folder"),
        ("unreadable-drill", "drills/nowhere.md"),
    ]


def test_links_in_a_circle_and_pipes_do_not_hang(tmp_path: Path) -> None:
    write_drill(tmp_path, "# A\n\nRun.\n", "a/a.md")
    (tmp_path / "drills/a/again").symlink_to(tmp_path / "drills")
    (tmp_path / "drills/round.md").symlink_to("round.md")
    os.mkfifo(tmp_path / "drills/pipe.md")
    library, problems = read_folder(tmp_path)
    assert list_slugs(library.drills) == ["a/a"]
    assert list_codes(problems) == [("unreadable-drill", None)]


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_drill(tmp_path, "# A\n\nRun.\n", "a.md")

    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    assert list_codes(read_folder(tmp_path)[1]) == [("unreadable-folder", None)]


# Finding


def test_without_names_all_published_drills_are_found(library: Library) -> None:
    drills, problems = find_drills(library, ())
    assert list_slugs(drills) == ["speed/kicks", "speed/skips", "throwing/kicks"]
    assert problems == ()


def test_names_are_slugs_or_files_and_keep_their_order(library: Library) -> None:
    drills, problems = find_drills(library, ["throwing/kicks", "skips", "drills/speed/kicks.md", "draft", "skips"])
    assert list_slugs(drills) == ["throwing/kicks", "speed/skips", "speed/kicks", "throwing/draft"]
    assert problems == ()


def test_an_unknown_name_is_an_error_with_the_nearest_ones(library: Library) -> None:
    drills, problems = find_drills(library, ["skip", "speed/kick", "qqqq"])
    assert drills == ()
    assert {problem.code for problem in problems} == {"unknown-drill"}
    hints = {problem.message.split("“")[1].split("”")[0]: problem.hint for problem in problems}
    assert "speed/skips" in hints["skip"]
    assert "speed/kicks" in hints["speed/kick"]
    assert "throwing/draft" in hints["qqqq"]


def test_a_name_that_is_like_none_is_told_what_there_is(library: Library) -> None:
    _, (problem,) = find_drills(library, ["nothing"])
    assert problem.hint.startswith("There are: ")


@pytest.mark.parametrize("name", ["speed", "Speed", "drills/speed/", "speed/"])
def test_a_category_for_a_name_is_told_how_to_be_written(library: Library, name: str) -> None:
    _, (problem,) = find_drills(library, [name])
    assert (problem.code, problem.hint) == ("unknown-drill", "That is a category: write --category speed")


@pytest.mark.parametrize("name", ["drills", "drills/", "./drills/", "."])
def test_the_folder_of_all_drills_for_a_name_is_told_to_be_left_out(library: Library, name: str) -> None:
    _, (problem,) = find_drills(library, [name])
    assert problem.hint.startswith("Leave the name out")


def test_a_name_of_two_drills_is_an_error_that_lists_them(library: Library) -> None:
    drills, problems = find_drills(library, ["kicks"])
    assert drills == ()
    assert list_codes(problems) == [("ambiguous-drill", None)]
    assert "speed/kicks, throwing/kicks" in problems[0].message


def test_filters_narrow_and_each_may_have_several_values(library: Library) -> None:
    assert list_slugs(find_drills(library, (), categories=["Speed"])[0]) == ["speed/kicks", "speed/skips"]
    assert list_slugs(find_drills(library, (), tags=["FAST"])[0]) == ["speed/kicks", "speed/skips"]
    assert list_slugs(find_drills(library, (), tags=["slow"], categories=["speed", "throwing"])[0]) == ["speed/skips"]
    assert list_slugs(find_drills(library, (), groups=["calves"])[0]) == ["speed/kicks"]
    assert list_slugs(find_drills(library, ["skips"], groups=["calves"])[0]) == []


def test_a_mistyped_name_may_be_that_of_a_file_that_could_not_be_read(library: Library) -> None:
    _, (problem,) = find_drills(library, ["brokn"], unread=["speed/broken"])
    assert problem.hint == "Did you mean speed/broken?"
    assert find_drills(library, ["broken"], unread=["speed/broken"]) == ((), ())


def test_a_list_of_one_is_in_the_singular(library: Library) -> None:
    _, (problem,) = find_drills(Library(library.drills[:1]), ["zzz"])
    assert problem.hint == "There is only speed/kicks."


def test_a_category_of_the_settings_that_no_drill_has_is_a_slip(library: Library, tmp_path: Path) -> None:
    (tmp_path / "drills/soon").mkdir()
    names = ("sped", "speed", "soon")
    settings = Settings(categories=tuple(CategoryStyle(name, line=7) for name in names))
    _, (problem,) = read_library(Workspace(tmp_path, settings))
    assert (problem.severity, problem.code, problem.path, problem.line) == (
        "warning",
        "unknown-category",
        "drillcards.toml",
        7,
    )
    assert problem.message == "No drill is in the category “sped”."
    assert problem.hint == "Did you mean “speed”? There are: “speed”, “throwing”."


def test_filters_that_no_drill_meets_list_what_there_is(library: Library) -> None:
    drills, problems = find_drills(library, (), categories=["spede"], tags=["fas"], groups=["neck"])
    assert drills == ()
    assert [(problem.code, problem.hint) for problem in problems] == [
        ("unknown-category", "Did you mean speed? There are: speed, throwing."),
        ("unknown-group", "There are: calves, hamstrings."),
        ("unknown-tag", "Did you mean fast? There are: fast, slow."),
    ]
    (problem,) = find_drills(library, (), groups=["Hamstring"])[1]
    assert problem.hint == "Did you mean hamstrings? There are: calves, hamstrings."


@pytest.mark.parametrize("suffix", ["markdown", "mdown", "mkd", "MARKDOWN"])
def test_markdown_is_read_whatever_its_suffix(tmp_path: Path, suffix: str) -> None:
    write_drill(tmp_path, "# Hops\n\nRun.\n", f"speed/hops.{suffix}")
    library, problems = read_folder(tmp_path)
    assert ([drill.slug for drill in library.drills], problems) == (["speed/hops"], ())
    assert clean_name("drills/speed/hops.markdown") == "speed/hops"


def test_files_that_may_be_drills_and_are_none_are_named_in_one_warning(tmp_path: Path) -> None:
    for name in ("a.md", "b.txt", "speed/c.md.txt", "speed/d.docx", "e.mdx", "f.png", "README.txt"):
        write_drill(tmp_path, "# Hops\n\nRun.\n", name)
    (problem,) = read_folder(tmp_path)[1]
    assert (problem.code, problem.path) == ("not-markdown", "drills")
    assert "4 files here" in problem.message
    assert all(name in problem.message for name in ("b.txt", "speed/c.md.txt", "speed/d.docx", "e.mdx"))
    assert ".md" in problem.hint
