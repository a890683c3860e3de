"""What a coach sees: commands with all that they print, as golden files."""

import shutil
from pathlib import Path

import pytest

from cli.conftest import Run
from conftest import Golden
from drillcards.cli.main import COMMANDS


def test_help_lists_the_commands_in_the_order_of_a_coach_s_work(run: Run, golden: Golden) -> None:
    golden("help.txt", run("--help").transcribe())


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(run: Run, golden: Golden, name: str) -> None:
    golden(f"help-{name}.txt", run(name, "--help").transcribe())


@pytest.mark.parametrize(
    ("name", "args"),
    {
        "list": ["list"],
        "list-of-a-tag": ["list", "--tag", "feet", "--category", "speed"],
        "list-of-an-unknown-tag": ["list", "--tag", "feat"],
        "list-of-nothing": ["list", "--tag", "feet", "--category", "fielding"],
        "show": ["show", "cone-weave"],
        "show-a-mistyped-drill": ["show", "cone-weaver"],
        "muscles": ["muscles"],
        "muscles-of-a-mention": ["muscles", "Calves (gastrocnemius and soleus) for push-off"],
        "muscles-of-an-unknown-mention": ["muscles", "hamstirngs"],
        "check-one": ["check", "glove-taps"],
        "cards": ["cards"],
        "cards-of-one-page-each": ["cards", "cone-weave", "ladder-run", "--paper", "single"],
        "cards-in-copies": ["cards", "cone-weave", "--copies", "8", "--duplex", "none", "--crop-marks"],
        "cards-on-unknown-paper": ["cards", "--paper", "lettre"],
        "cards-of-an-unknown-template": ["cards", "--template", "tinny"],
        "cards-for-an-unknown-printer": ["cards", "--printer", "office"],
        "booklet": ["booklet"],
        "booklet-to-staple": ["booklet", "--impose", "saddle", "--paper", "a4", "--page", "a5", "--signature", "3"],
        "booklet-of-a-category": ["booklet", "--category", "speed", "--compact"],
        "booklet-on-unknown-paper": ["booklet", "--impose", "saddle", "--paper", "single"],
        "booklet-on-paper-without-folds": ["booklet", "--paper", "a4"],
        "booklet-on-odd-paper-without-folds": ["booklet", "--paper", "legal"],
        "booklet-in-signatures-without-folds": ["booklet", "--signature", "3"],
        "booklet-flipped-without-folds": ["booklet", "--duplex", "long"],
        "booklet-to-staple-with-crop-marks": ["booklet", "--impose", "saddle", "--crop-marks"],
        "booklet-on-paper-of-no-thickness": ["booklet", "--impose", "saddle", "--paper-thickness-mm", "nan"],
        "packets-of-no-size": ["packets", "--split-mb", "nan"],
        "unknown-command": ["card"],
        "unknown-option": ["cards", "--tempate", "tiny"],
        "new-without-a-title": ["new"],
        "no-copies": ["cards", "--copies", "0"],
        "out-is-no-pdf": ["cards", "--out", "cards.docx"],
        "out-is-empty": ["cards", "--out", ""],
        "calendar-without-a-season": ["calendar"],
        "calendar-of-a-missing-file": ["calendar", "--season", "drillcard.toml"],
        "calendar-is-no-ics": ["calendar", "--out", "practices.pdf"],
        "missing-folder": ["-C", "nowhere", "list"],
        "file-for-a-folder": ["-C", "drillcards.toml", "list"],
        "folder-without-drills": ["-C", "templates", "list"],
        "new-without-a-name": ["new", "!?"],
    }.items(),
)
def test_a_run_in_the_sample_prints(season: Path, run: Run, golden: Golden, name: str, args: list[str]) -> None:
    golden(f"{name}.txt", run(*args).transcribe())


@pytest.mark.parametrize(
    ("name", "args"),
    {
        "flawed-check": ["check"],
        "flawed-check-github": ["check", "--format", "github"],
        "flawed-cards": ["cards"],
        "flawed-cards-of-one": ["cards", "plain"],
        "flawed-check-of-one": ["check", "plain"],
        "flawed-show": ["show", "plain"],
        "flawed-show-of-a-broken-one": ["show", "broken"],
    }.items(),
)
def test_a_run_among_flaws_prints(flawed: Path, run: Run, golden: Golden, name: str, args: list[str]) -> None:
    golden(f"{name}.txt", run(*args).transcribe())


def test_a_folder_without_any_drill_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, golden: Golden
) -> None:
    (tmp_path / "drills").mkdir()
    monkeypatch.chdir(tmp_path)
    golden(
        "no-drills.txt", "\n".join(run(name).transcribe() for name in ("list", "check", "cards", "booklet", "build"))
    )


@pytest.mark.parametrize("command", ["cards", "build", "check"])
def test_a_drill_that_its_cards_say_nothing_of_is_named(season: Path, run: Run, command: str) -> None:
    (season / "drillcards.toml").write_text('template = "field-4x6"\n', "utf-8")
    (season / "drills/speed/talk.md").write_text("# Talk\n\nAll intro.\n", "utf-8")
    outcome = run(command)
    assert outcome.code == 0
    assert (outcome.out + outcome.err).count("drills/speed/talk.md:1: warning: Of its text, “field-4x6”") == 1


def test_drills_that_needed_more_cards_are_named_up_to_eight(season: Path, run: Run) -> None:
    text = (season / "drills/speed/ladder-run.md").read_text("utf-8")
    for number in range(9):
        (season / f"drills/speed/long-{number}.md").write_text(text, "utf-8")
    lines = run("cards").out.splitlines()
    assert sum("needed a second card" in line for line in lines) == 8
    assert "and 2 more" in lines


def test_annotations_are_about_the_repository_s_files(flawed: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(flawed.parent)
    lines = run("-C", "flawed", "check", "--format", "github").out.splitlines()
    assert [line.split(",")[0] for line in lines] == [
        "::error file=flawed/drills/broken.md",
        "::error file=flawed/drills/unprintable.md",
    ]


def test_a_start_from_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, golden: Golden) -> None:
    monkeypatch.chdir(tmp_path)
    steps = [
        run("init", "my season"),
        run("-C", "my season", "init"),
        run("-C", "my season", "new", "Kick & Go!", "--category", "speed"),
        run("-C", "my season", "new", "Kick, go", "--category", "speed"),
    ]
    golden("start.txt", "\n".join(step.transcribe() for step in steps))


def plan_season(root: Path) -> None:
    text = """\
title = "Spring 2027"
[[weeks]]
[[weeks.practices]]
date = 2027-03-02
start = 17:30:00
minutes = 40
[[weeks.practices.blocks]]
title = "Warm-up"
minutes = 20
drills = ["cone-weave", "ladder-rum"]
[[weeks.practices.blocks]]
title = "Game"
minutes = 25
[[weeks.practices]]
blocks = [{title = "Game", minutes = 30}]
"""
    (root / "season.toml").write_text(text, "utf-8")
    (root / "routines").mkdir()
    (root / "routines" / "warm-up.md").write_text("# Warm-Up\n\n## Legs\n\n1. [Go](../drills/go.md)\n", "utf-8")


@pytest.mark.parametrize(
    ("name", "args"),
    {
        "planned-calendar": ["calendar"],
        "planned-check": ["check"],
        "planned-check-of-one": ["check", "cone-weave"],
        "planned-cards-of-one": ["cards", "cone-weave"],
        "planned-build": ["build"],
    }.items(),
)
def test_a_run_with_a_season_prints(season: Path, run: Run, golden: Golden, name: str, args: list[str]) -> None:
    plan_season(season)
    golden(f"{name}.txt", run(*args).transcribe())


def test_a_paper_of_the_settings_that_is_unknown_is_told_by_the_booklet(season: Path, run: Run, golden: Golden) -> None:
    (season / "drillcards.toml").write_text('paper = "bogus"\n', "utf-8")
    golden("booklet-on-unknown-paper-of-the-settings.txt", run("booklet").transcribe())


def test_a_build_tells_of_each_product_as_it_is_made(season: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("drillcards.build.season.print_booklet", stop)
    outcome = run("build")
    assert outcome.code == 130
    assert [line for line in outcome.out.splitlines() if line[:1] != " "] == [
        "Field cards: 3 drills → 4 cards on 1 letter sheet (4 a sheet, front and back)",
        "Pages to read: 3 drills → 3 pages",
    ]


def test_a_build_goes_on_when_one_file_can_t_be_written(season: Path, run: Run, golden: Golden) -> None:
    (season / "output" / "booklet-half-letter.pdf").mkdir(parents=True)
    golden("build-of-a-file-that-is-a-folder.txt", run("build").transcribe())


def write_files(root: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)


def test_other_folders_lead_to_the_one_that_was_meant(
    season: Path, monkeypatch: pytest.MonkeyPatch, run: Run, golden: Golden
) -> None:
    (season / "output").mkdir()
    steps = []
    for here, args in (
        ("drills/speed", ["cards"]),
        ("output", ["build"]),
        ("output", ["sent"]),
        ("..", ["check"]),
        ("..", ["packets"]),
        ("..", ["calendar"]),
        ("..", ["new", "Lead Off"]),
        ("..", ["-C", "sampel", "list"]),
        (".", ["-C", "sample", "list"]),
    ):
        monkeypatch.chdir(season / here)
        steps.append(f"{here}: {run(*args).transcribe()}")
    golden("lost.txt", "\n".join(steps))


def test_a_start_among_other_markdown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, golden: Golden
) -> None:
    write_files(
        tmp_path,
        {
            "vault/.obsidian/app.json": b"{}",
            **{f"vault/Daily/2027-03-0{day}.md": b"Words\n" for day in range(1, 6)},
            "vault/Exercises/tee.md": b"# Tee\n\nSwing.\n",
            "vault/ideas.md": b"Words\n",
        },
    )
    monkeypatch.chdir(tmp_path / "vault")
    steps = [run("list"), run("init"), run("new", "Lead Off"), run("init", "--empty"), run("check"), run("build")]
    golden("start-among-markdown.txt", "\n".join(step.transcribe() for step in steps))


BROKEN = {
    "drillcards.toml": b'temm = "Hawks"\ntemplate = "field-4x7"\n\n[packets]\nlimit = "8"\n',
    "drills/speed/colon.md": b"---\ntitle: Steal: second\n---\n\n## Execution\n\n1. Go\n",
    "drills/speed/empty.md": b"",
    "drills/speed/latin.md": b"# Latin\n\n## Execution\n\n1. Pr\xe9paration\n",
    "drills/speed/list.md": b"---\ntags: [feet, hands\nlevel: 1\n---\n\n## Execution\n\n1. Go\n",
    "drills/speed/slips.md": b"---\ntitel: Slips\n---\n\n## Excecution\n\n1. Go\n\n## Coching Points\n\n- Tall\n",
    "drills/speed/word.md": b"PK\x03\x04\x00\x00",
    "drills/news/2027-03-01-win.md": b"---\nlayout: post\ndate: 2027-03-01\ncategories: [news]\n---\n\nWe won.\n",
    "season.toml": b'[[weeks]]\n[[weeks.practices]]\ndate = "2027-03-02"\nminutes = 20\n'
    b'[[weeks.practices.blocks]]\nminutes = 25\ndrills = ["slip", "colon"]\n',
    "templates/bad.toml": b'extends = "field-4x7"\n',
    "roster.csv": b"name,email\nAnn,ann@\n",
}


def test_a_workspace_with_all_kinds_of_slips(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, golden: Golden
) -> None:
    write_files(tmp_path, BROKEN)
    monkeypatch.chdir(tmp_path)
    golden("broken-check.txt", run("check").transcribe())


def test_a_workspace_without_slips_is_told_what_was_checked(season: Path, run: Run) -> None:
    (season / "drills/fielding/glove-taps.md").unlink()
    (season / "roster.csv").write_text("name,email\nAnn,ann@example.org\n", "utf-8")
    weave = season / "drills/speed/cone-weave.md"
    weave.write_text(f"{weave.read_text('utf-8')}\n## Safety\n\n- Look up\n", "utf-8")
    outcome = run("check")
    assert (outcome.code, outcome.out) == (0, "2 drills, 1 player: no problems.\n")


def test_a_player_whom_nothing_was_mailed_to_is_told_so(season: Path, run: Run) -> None:
    outcome = run("sent", "--player", "Ann")
    assert outcome.code == 2
    assert outcome.err == "Error: Nothing was mailed to “Ann”.\n    Nothing was mailed to anybody yet.\n"
    assert run("sent").out == "Nothing was mailed.\n"


def test_a_plan_whose_drills_are_gone_names_each_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init")
    shutil.rmtree("drills/hitting")
    lines = run("check").out.splitlines()
    unknown = [line for line in lines if "There is no drill" in line]
    assert 0 < len(unknown) < 20
    assert len({line.partition("“")[2].partition("”")[0] for line in unknown}) == len(unknown)
    assert max(map(len, lines)) < 160


def test_a_library_that_is_missing_is_named_with_what_to_do(
    season: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_name: str) -> None:
        raise ModuleNotFoundError("No module named 'uharfbuzz'", name="uharfbuzz")

    monkeypatch.setattr("drillcards.cli.main.import_module", fail)
    outcome = run("cards")
    assert outcome.code == 2
    assert outcome.err.startswith("Error: No module named 'uharfbuzz'. The installation isn't whole")


def test_a_slip_of_the_program_s_own_is_told_as_a_bug_and_its_place_if_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_name: str) -> None:
        raise ImportError("cannot import name", name="drillcards.read.nothing")

    monkeypatch.setattr("drillcards.cli.main.import_module", fail)
    outcome = run("cards")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("Error: A bug in drillcards ended this run (ImportError: cannot import name).\n")
    assert "Traceback" not in outcome.err
    assert "Traceback" in run("--traceback", "cards").err
