"""``init`` and ``new``: what they write, and what they leave alone."""

import tomllib
from pathlib import Path

import pytest

from cli.conftest import Run
from drillcards.build.material import read_material
from drillcards.build.team import read_team
from drillcards.cli.new import write_skeleton
from drillcards.read.starter import builtin_root


@pytest.mark.parametrize("title", ["Cone Shuttle", 'Say "Go": then {run}', "# 1 - *really*", "null", "$title\\n"])
def test_a_new_drill_keeps_its_title_and_has_no_problems(tmp_path: Path, run: Run, title: str) -> None:
    (tmp_path / "drills").mkdir()
    assert run("-C", str(tmp_path), "new", title).code == 0
    material = read_material(tmp_path)
    assert [drill.title for drill in material.library.drills] == [title]
    assert material.problems == ()


def test_a_new_drill_has_every_known_section(tmp_path: Path, run: Run) -> None:
    (tmp_path / "drills").mkdir()
    run("-C", str(tmp_path), "new", "Cone Shuttle", "--category", "speed")
    (drill,) = read_material(tmp_path).library.drills
    assert drill.slug == "speed/cone-shuttle"
    assert drill.category == "speed"
    assert [section.key for section in drill.sections] == [
        *("setup", "execution", "purpose", "muscles", "coaching_points", "common_mistakes", "variations", "safety")
    ]


def test_a_new_drill_passes_check(tmp_path: Path, run: Run) -> None:
    (tmp_path / "drills").mkdir()
    run("-C", str(tmp_path), "new", "Cone Shuttle")
    outcome = run("-C", str(tmp_path), "check", "--strict")
    assert (outcome.code, outcome.out) == (0, "1 drill: no problems.\n")


def test_a_new_drill_goes_into_the_folder_that_is_there(tmp_path: Path, run: Run) -> None:
    (tmp_path / "drills" / "Base Running").mkdir(parents=True)
    run("-C", str(tmp_path), "new", "Lead Off", "--category", "Base Running")
    run("-C", str(tmp_path), "new", "Pop Up", "--category", "Catching Drills")
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md")) == [
        "drills/Base Running/lead-off.md",
        "drills/catching-drills/pop-up.md",
    ]


def test_a_category_can_t_lead_out_of_the_folder(tmp_path: Path, run: Run) -> None:
    assert run("-C", str(tmp_path), "new", "Lead Off", "--category", "../..").code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_drill_that_is_there_is_left_alone(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "drills" / "lead-off.md"
    file.parent.mkdir()
    file.write_text("# Mine\n", "utf-8")
    assert run("-C", str(tmp_path), "new", "Lead Off").code == 2
    assert file.read_text("utf-8") == "# Mine\n"


def test_a_skeleton_ends_in_one_line_break() -> None:
    assert write_skeleton("Lead Off").endswith("When to stop.\n")


def test_a_start_passes_check(tmp_path: Path, run: Run) -> None:
    run("init", str(tmp_path / "season"))
    outcome = run("-C", str(tmp_path / "season"), "check", "--strict")
    assert outcome.code == 0
    assert outcome.out.endswith(" 3 players: no problems.\n")
    assert outcome.out.count("\n") == 1


def test_a_start_has_all_the_sample_drills_and_their_pictures(tmp_path: Path, run: Run) -> None:
    run("init", str(tmp_path))
    source = builtin_root() / "drills"
    samples = {path.relative_to(source): path.read_bytes() for path in source.rglob("*") if path.is_file()}
    assert {
        path.relative_to(tmp_path / "drills"): path.read_bytes()
        for path in (tmp_path / "drills").rglob("*")
        if path.is_file()
    } == samples


def test_a_start_has_the_sample_season_and_routines(tmp_path: Path, run: Run) -> None:
    run("init", str(tmp_path))
    source = builtin_root()
    names = ["season.toml", *(f"routines/{file.name}" for file in (source / "routines").glob("*.md"))]
    assert len(names) == 5
    assert all((tmp_path / name).read_bytes() == (source / name).read_bytes() for name in names)
    material = read_material(tmp_path)
    assert material.season is not None
    assert material.routines


def test_a_start_has_players_and_what_each_gets(tmp_path: Path, run: Run) -> None:
    run("init", str(tmp_path))
    roster, problems = read_team(read_material(tmp_path))
    assert roster is not None
    assert [player.id for player in roster.players] == ["sample-sanchez", "sample-smith", "sample-stone"]
    assert problems == ()


def test_a_start_lists_no_players_for_drills_of_one_s_own(tmp_path: Path, run: Run) -> None:
    (tmp_path / "drills").mkdir()
    (tmp_path / "drills" / "mine.md").write_text("# Mine\n", "utf-8")
    outcome = run("init", str(tmp_path))
    assert not (tmp_path / "roster.csv").exists()
    assert "roster.csv" not in outcome.out


def test_a_season_that_is_there_is_left_alone(tmp_path: Path, run: Run) -> None:
    (tmp_path / "season.toml").write_text('title = "Mine"\n', "utf-8")
    outcome = run("init", str(tmp_path))
    assert (tmp_path / "season.toml").read_text("utf-8") == 'title = "Mine"\n'
    assert "Left as it was: season.toml\n" in outcome.out


def test_a_start_shows_a_template_of_one_s_own(tmp_path: Path, run: Run) -> None:
    run("init", str(tmp_path))
    assert "my-card" in run("-C", str(tmp_path), "templates").out


def test_a_start_overwrites_nothing_and_mixes_no_samples_into_drills(tmp_path: Path, run: Run) -> None:
    (tmp_path / "drills").mkdir()
    (tmp_path / "drills" / "mine.md").write_text("# Mine\n", "utf-8")
    (tmp_path / "drillcards.toml").write_text('team = "Mine"\n', "utf-8")
    outcome = run("-C", str(tmp_path), "init")
    assert outcome.code == 0
    assert (tmp_path / "drillcards.toml").read_text("utf-8") == 'team = "Mine"\n'
    assert [path.name for path in tmp_path.rglob("*.md")] == ["mine.md"]
    assert not (tmp_path / "season.toml").exists()
    assert "Left as it was: drillcards.toml\n" in outcome.out


def test_a_start_builds_every_product(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", str(tmp_path / "season"))
    monkeypatch.chdir(tmp_path / "season")
    outcome = run("build")
    assert (outcome.code, outcome.err) == (0, "")
    assert {path.relative_to(Path("output")).as_posix() for path in Path("output").rglob("*") if path.is_file()} == {
        *("cards-field-4x6-letter.pdf", "cards-page.pdf", "practices.ics"),
        *("booklet-half-letter.pdf", "booklet-half-letter-saddle-letter.pdf"),
        *(f"packets/sample-{name}.pdf" for name in ("sanchez", "smith", "stone")),
        *(f"mail/sample-{name}.eml" for name in ("sanchez", "sanchez-address-2", "smith", "stone")),
        "mail/rehearsal.csv",
    }


def test_a_start_can_t_mail_anybody(tmp_path: Path, run: Run) -> None:
    run("init", str(tmp_path))
    outcome = run("-C", str(tmp_path), "send", "--live")
    assert outcome.code == 1
    assert "There is no server to send mail through." in outcome.err


def test_a_start_explains_itself_in_six_lines_that_end_in_build(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = run("init", "my-team").out.splitlines()
    assert len(lines) == 6
    assert max(map(len, lines)) < 80
    assert lines[-1].endswith("  drillcards -C my-team build")


def test_an_empty_start_has_no_samples_and_settings_that_say_nothing(tmp_path: Path, run: Run) -> None:
    assert run("init", "--empty", str(tmp_path)).code == 0
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        *(".gitignore", "drillcards.toml", "drills", "templates", "templates/my-card.toml")
    ]
    assert tomllib.loads((tmp_path / "drillcards.toml").read_text("utf-8")) == {}


@pytest.mark.parametrize(
    "file", ["note.md", "Baseball/Drills/tee.md", "_posts/2024-03-01-win.md", "exercises/legs/squat.md"]
)
def test_a_folder_of_other_markdown_is_left_alone_and_told_what_to_do(tmp_path: Path, run: Run, file: str) -> None:
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text("# Words\n", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    outcome = run("-C", str(tmp_path), "init")
    assert (outcome.code, outcome.out) == (2, "")
    assert "1 Markdown file is here" in outcome.err
    assert "init --empty" in outcome.err
    assert sorted(tmp_path.rglob("*")) == before
    assert "1 Markdown file is here" in run("-C", str(tmp_path), "init", "--empty").out
    assert (tmp_path / file).read_text("utf-8") == "# Words\n"


def test_a_readme_alone_keeps_no_folder_from_being_started(tmp_path: Path, run: Run) -> None:
    (tmp_path / "README.md").write_text("# Team\n", "utf-8")
    assert run("-C", str(tmp_path), "init").code == 0


def test_a_workspace_isn_t_started_within_another_s_folders(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", str(tmp_path / "team"))
    (tmp_path / "team" / "output").mkdir()
    monkeypatch.chdir(tmp_path / "team" / "output")
    outcome = run("init")
    assert outcome.code == 2
    assert "To print what is there: drillcards -C .. build" in outcome.err
    assert list(Path().iterdir()) == []


def test_a_new_drill_isn_t_started_outside_of_a_workspace(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run("new", "Lead Off")
    assert (outcome.code, outcome.out) == (2, "")
    assert "drillcards init my-team" in outcome.err
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "drillcards.toml").write_text("", "utf-8")
    assert run("new", "Lead Off").code == 0


def test_a_category_that_looks_like_a_slip_is_questioned(tmp_path: Path, run: Run) -> None:
    (tmp_path / "drills" / "throwing").mkdir(parents=True)
    slip = run("-C", str(tmp_path), "new", "Lead Off", "--category", "thrwing")
    assert "If you meant “throwing”, move the file into drills/throwing/." in slip.out
    assert "meant" not in run("-C", str(tmp_path), "new", "Slide", "--category", "base running").out


def test_every_line_of_the_sample_settings_can_be_used(tmp_path: Path, run: Run) -> None:
    run("init", str(tmp_path))
    settings = tmp_path / "drillcards.toml"
    lines = settings.read_text("utf-8").splitlines()
    used = [line.removeprefix("# ") for line in lines if " = " in line or line.removeprefix("# ").startswith("[")]
    settings.write_text("\n".join(used), "utf-8")
    material = read_material(tmp_path)
    assert len(used) == 19
    assert material.problems == ()
    assert read_team(material)[1] == ()
    assert material.workspace.settings.team == "Riverside Hawks"


def test_a_gitignore_of_the_coach_s_is_kept_and_told_what_it_lacks(tmp_path: Path, run: Run) -> None:
    (tmp_path / ".gitignore").write_text("roster.*\n/output/*\nsent*\n", "utf-8")
    outcome = run("init", str(tmp_path))
    assert (tmp_path / ".gitignore").read_text("utf-8") == "roster.*\n/output/*\nsent*\n"
    assert "Left as it was: .gitignore\n" in outcome.out
    assert (
        "\nAdd to .gitignore, as players' names and addresses don't belong in a repository: .drillcards/\n"
        in outcome.out
    )
