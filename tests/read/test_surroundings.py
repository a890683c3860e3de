from pathlib import Path

import pytest

from drillcards.read.surroundings import (
    Finds,
    advise_first_drill,
    count_markdown,
    describe_finds,
    find_misnamed,
    find_workspace_above,
    find_workspaces_below,
    is_part,
    is_workspace,
    report_no_drills,
)


def write_files(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("words\n", "utf-8")


def test_a_workspace_has_drills_or_at_least_settings(tmp_path: Path) -> None:
    assert not is_workspace(tmp_path)
    write_files(tmp_path, "drillcards.toml")
    assert is_workspace(tmp_path)
    write_files(tmp_path, "other/drills/a.md")
    assert is_workspace(tmp_path / "other")


def test_a_folder_of_a_workspace_belongs_to_it(tmp_path: Path) -> None:
    write_files(tmp_path, "team/drills/speed/a.md", "team/output/cards.pdf", "team/other/notes.txt")
    team = tmp_path / "team"
    assert find_workspace_above(team / "drills" / "speed") == team
    assert find_workspace_above(team) is None
    assert is_part(team / "drills" / "speed")
    assert is_part(team / "output")
    assert not is_part(team / "other")
    assert not is_part(team)


def test_workspaces_right_below_are_found(tmp_path: Path) -> None:
    write_files(tmp_path, "b/drills/a.md", "a/drills/a.md", ".hidden/drills/a.md", "c/deep/drills/a.md")
    assert [path.name for path in find_workspaces_below(tmp_path)] == ["a", "b"]


def test_markdown_is_counted_by_the_folder_it_lies_in(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        *("a.md", "b.MD", "README.md", "notes.txt", ".obsidian/x.md", "node_modules/x/y.md", "output/z.md"),
        *("exercises/legs/c.md", "exercises/d.md", "exercises/License.md", "1/2/3/deep.md", "1/2/3/4/too-deep.md"),
    )
    finds = count_markdown(tmp_path)
    assert finds.total == 5
    assert dict(finds.places) == {"": 2, "exercises": 2, "1": 1}


def test_a_folder_that_isn_t_there_or_can_t_be_read_holds_nothing(tmp_path: Path) -> None:
    assert count_markdown(tmp_path / "nowhere") == Finds(0)
    assert find_workspaces_below(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ([("", 1)], "1 Markdown file is here."),
        ([("", 14)], "14 Markdown files are here."),
        ([("exercises", 3)], "3 Markdown files are here, in exercises/."),
        ([("b", 3), ("a", 2)], "5 Markdown files are here: 3 in b/, 2 in a/."),
        ([("b", 3), ("", 2)], "5 Markdown files are here, 3 in b/ among them."),
        (
            [("a", 4), ("b", 3), ("c", 2), ("d", 1)],
            "10 Markdown files are here: 4 in a/, 3 in b/, 2 in c/ and elsewhere.",
        ),
    ],
)
def test_finds_are_told_in_a_sentence(places: list[tuple[str, int]], words: str) -> None:
    assert describe_finds(Finds(sum(number for _, number in places), tuple(places))) == words


@pytest.mark.parametrize(
    ("files", "here", "hint"),
    [
        (["drills/a.md"], "drills", "Did you mean -C ..? That folder holds drills/."),
        (["drills/a.md", "output/a.pdf"], "output", "Did you mean -C ..? That folder holds drills/."),
        (["my team/drills/a.md"], ".", 'Did you mean -C "my team"? That folder holds drills/.'),
        (["a/drills/a.md", "b/drills/a.md"], ".", "Did you mean -C a or -C b? These folders hold drills/."),
        (["vault/note.md"], "vault", "1 Markdown file is here. Make a folder drills/, and move what is a drill into"),
        (["drillcards.toml"], ".", 'Write the first drill with: drillcards new "Cone Shuttle" --category speed'),
        (["notes.txt"], ".", "Name the folder that holds drills/ with -C, or begin with samples: drillcards init my-"),
    ],
)
def test_a_folder_without_drills_leads_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[str], here: str, hint: str
) -> None:
    write_files(tmp_path, *files)
    monkeypatch.chdir(tmp_path / here)
    problem = report_no_drills(Path())
    assert problem.message == "There is no folder drills/ here."
    assert problem.hint.startswith(hint)


def test_a_folder_that_c_names_is_told_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, "drills/a.md", "templates/a.toml")
    monkeypatch.chdir(tmp_path)
    problem = report_no_drills(tmp_path / "templates")
    assert problem.message == "There is no folder drills/ in templates."
    assert problem.hint == "Leave out -C: the folder that you are in holds drills/."


def test_a_folder_that_differs_in_capitals_is_to_be_renamed(tmp_path: Path) -> None:
    write_files(tmp_path, "Drills/a.md")
    if (tmp_path / "drills").exists():
        pytest.skip("this disk makes no difference between Drills and drills")
    assert find_misnamed(tmp_path) == "Drills"
    assert report_no_drills(tmp_path).hint == "Rename Drills/ to drills/, in small letters."


def test_empty_drills_among_markdown_are_to_be_filled_with_it(tmp_path: Path) -> None:
    (tmp_path / "drills").mkdir()
    assert advise_first_drill(tmp_path).startswith("Write the first drill")
    write_files(tmp_path, "note.md")
    assert advise_first_drill(tmp_path).startswith("1 Markdown file is here. Move what is a drill into drills/CATEGORY")
