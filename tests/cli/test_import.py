"""``drillcards import``: what a coach sees of it."""

import json
from pathlib import Path

import pytest

from cli.conftest import Run
from conftest import Golden
from importers.gym import make_exercises, write_exercises

CSV = "Name,Category,How,Coach\nCone Weave,Speed,Run,Ann\n,Speed,Jump,Ben\n"


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "team"
    root.mkdir()
    monkeypatch.chdir(root)
    write_exercises(root / "db" / "exercises.json", make_exercises(30))
    (root / "drills.csv").write_text(CSV, "utf-8")
    return root


@pytest.mark.parametrize(
    ("name", "args"),
    {
        "import-help-free-exercise-db": ["free-exercise-db", "--help"],
        "import-help-csv": ["csv", "--help"],
        "import-dry-run": ["free-exercise-db", "db", "--dry-run"],
        "import-csv": ["csv", "drills.csv", "--map", "execution=how"],
        "import-csv-of-an-unknown-part": ["csv", "drills.csv", "--map", "exection=How"],
        "import-csv-of-no-pair": ["csv", "drills.csv", "--map", "execution"],
        "import-of-a-missing-file": ["csv", "drill.csv"],
        "import-of-no-json": ["free-exercise-db", "drills.csv"],
        "import-into-no-category": ["csv", "drills.csv", "--category", "!?"],
    }.items(),
)
def test_an_import_prints(team: Path, run: Run, golden: Golden, name: str, args: list[str]) -> None:
    golden(f"{name}.txt", run("import", *args).transcribe())


def test_an_import_done_again_leaves_the_coach_s_own_alone(team: Path, run: Run, golden: Golden) -> None:
    outcomes = [run("import", "free-exercise-db", "db")]
    files = sorted(Path("drills").rglob("*.md"))
    for file in files[:2]:
        file.write_text(file.read_text("utf-8") + "\nMine.\n", "utf-8")
    files[2].unlink()
    changed = json.loads(Path("db/exercises.json").read_text("utf-8"))
    changed[0]["level"] = "beginner" if changed[0]["level"] == "expert" else "expert"
    write_exercises(Path("db/exercises.json"), changed)
    outcomes.append(run("import", "free-exercise-db", "db"))
    golden("import-again.txt", "\n".join(outcome.transcribe() for outcome in outcomes))
    assert files[0].read_text("utf-8").endswith("Mine.\n")
    assert not files[2].exists()
    assert run("check", "--strict").code == 0


def test_an_import_inside_of_a_workspace_s_folder_is_refused(
    team: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("import", "csv", "drills.csv")
    monkeypatch.chdir(team / "drills" / "speed")
    outcome = run("import", "csv", "../../drills.csv")
    assert (outcome.code, "team" in outcome.err) == (2, True)
    assert not (team / "drills" / "speed" / "drills").exists()
