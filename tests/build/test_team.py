from pathlib import Path

from drillcards.build.material import Selection, read_material
from drillcards.build.team import read_team
from drillcards.build.trial import check_drills


def write(root: Path, roster: str, settings: str = "") -> None:
    (root / "roster.csv").write_text(roster, "utf-8")
    (root / "drillcards.toml").write_text(settings, "utf-8")


def list_problems(root: Path) -> list[tuple[str, str, int | None]]:
    return [(problem.code, problem.path, problem.line) for problem in read_team(read_material(root))[1]]


def test_a_workspace_needs_no_team(root: Path) -> None:
    assert read_team(read_material(root)) == (None, ())


def test_the_roster_and_the_rules_are_looked_at_together(root: Path) -> None:
    rules = """\
[[packets.rules]]
position = "pitcher"
tags = "feat"
[[packets.rules]]
drills = "cone-weave"
level = "x"
"""
    write(root, "name,email,position\nAna,ana@example.org,catcher\nBen,,catcher\n", rules)
    assert list_problems(root) == [
        ("nobody-fits", "drillcards.toml", 2),
        ("unknown-tag", "drillcards.toml", 3),
        ("nobody-fits", "drillcards.toml", 6),
        ("no-drills-assigned", "roster.csv", 2),
        ("no-address", "roster.csv", 3),
        ("no-drills-assigned", "roster.csv", 3),
    ]


def test_another_roster_may_be_read(root: Path) -> None:
    (root / "autumn.csv").write_text("name,email\nAna,ana@example.org\n", "utf-8")
    roster, problems = read_team(read_material(root), Path("autumn.csv"))
    assert roster is not None
    assert ([player.name for player in roster.players], problems) == (["Ana"], ())


def test_a_drill_that_could_not_be_read_is_its_own_file_s_fault(root: Path) -> None:
    (root / "drills" / "broken.md").write_text("---\ntitle: [\n---\n", "utf-8")
    write(root, "name,email,drills\nAna,a@example.org,broken; cone-weave\n", '[[packets.rules]]\ndrills = "broken"\n')
    assert list_problems(root) == []


def test_where_there_are_no_drills_nobody_is_blamed_for_getting_none(tmp_path: Path) -> None:
    (tmp_path / "drills").mkdir()
    write(tmp_path, "name,email\nAna,a@example.org\n")
    assert list_problems(tmp_path) == []


def test_what_no_font_can_show_is_said_before_anything_is_built(root: Path) -> None:
    write(root, "name,email,note\nAna,ana@example.org,がんばって\n名前,b@example.org,\n")
    assert list_problems(root) == [("missing-glyph", "roster.csv", 2), ("missing-glyph", "roster.csv", 3)]


def test_check_reports_the_team_where_it_looks_at_everything(root: Path) -> None:
    write(root, "name,email\nAna,ana\n")
    material = read_material(root)
    assert "bad-address" in {problem.code for problem in check_drills(material, Selection())}
    assert "bad-address" not in {problem.code for problem in check_drills(material, Selection(("cone-weave",)))}
    assert "bad-address" not in {problem.code for problem in material.problems}


def test_the_repository_s_own_team_has_nothing_wrong_with_it() -> None:
    roster, problems = read_team(read_material(Path(__file__).parents[2]))
    assert roster is not None
    assert problems == ()
