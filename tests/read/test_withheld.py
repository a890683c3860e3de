"""Comments and struck words: what an author has withheld is in no text that is printed."""

from pathlib import Path

import pytest

from drillcards.model.drill import Drill, Library
from drillcards.model.settings import Settings, Workspace
from drillcards.read.findings import Findings
from drillcards.read.roster import read_roster
from drillcards.read.season import read_season
from drillcards.read.settings import read_workspace
from drillcards.read.withheld import blank_withheld
from read.folder import list_codes, read_quietly, read_text


def blank(text: str) -> str:
    findings = Findings("a.md")
    blanked = blank_withheld(text, 1, findings)
    assert findings.problems == []
    return blanked


@pytest.mark.parametrize(
    "text",
    [
        "Throw. %%secret%%",
        "Throw.\n\n%%\nsecret\n\nsecret\n%%\n",
        "Throw. <!-- secret -->",
        "Throw <!-- secret\n\nsecret --> on.",
        "- Throw\n- <!-- secret --> on\n  %%secret\n  secret%%\n",
        "| Throw | %%secret%% |\n|---|---|\n| <!-- secret --> | on |\n",
        "## Throw <!-- secret --> %%secret%%\n\nGo.\n",
        "Throw <!-- <!-- secret --> on",
        "Throw.\n[//]: # (secret)\n\n[comment]: <> (secret)\n",
        "Throw {/* secret */} on.\n\n{% comment %}\nsecret\n{% endcomment %}\n",
        "Throw  \n<!-- secret  \nsecret -->on",
        "![A cone %%secret%%](no.png)\n",
        "---\ntitle: Long %%secret%% Throws\ndescription: Far <!-- secret -->\nreps: 5 %%secret%%\n---\nThrow.\n",
        "Throw `a` %%secret `b` secret%% on",
    ],
)
def test_a_comment_is_nowhere_in_a_drill(tmp_path: Path, text: str) -> None:
    drill, _ = read_text(tmp_path, text)
    assert isinstance(drill, Drill)
    assert "secret" not in repr(drill)
    assert "%%" not in repr(drill)


@pytest.mark.parametrize(
    "text",
    [
        "Write `%%seen%%` and ``<!-- seen -->``.",
        "```\n%%seen%%\n<!-- seen -->\n```\n",
        "~~~\n%%seen%%\n~~~\n",
        "- ```\n  %%seen\n  ```\n",
        r"\%%seen and \<!-- seen",
        "Run at 90%% of your speed.",
        "About ~~ seen ~~ there.",
    ],
)
def test_code_and_what_is_escaped_or_a_percentage_is_text(text: str) -> None:
    assert blank(text) == text


def test_lines_stay_where_they_are(tmp_path: Path) -> None:
    drill = read_quietly(tmp_path, "Go.\n\n<!-- a\n\nb -->\n\n## Execution\n\n1. Run\n")
    assert drill.sections[0].line == 7


@pytest.mark.parametrize("mark", ["%%", "<!--", "{/*"])
def test_a_comment_that_never_ends_hides_the_rest_and_is_an_error(tmp_path: Path, mark: str) -> None:
    drill, problems = read_text(tmp_path, f"---\nreps: 5\n---\nThrow. {mark} secret\n\n## Execution\n\nsecret\n")
    assert list_codes(problems) == [("unclosed-comment", 4)]
    assert "secret" not in repr(drill)


def test_struck_words_are_not_printed_and_are_told_once(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "- ~~Walk back~~ Jog back\n- Run ~~hard~~\n")
    assert list_codes(problems) == [("struck-words", 1)]
    assert "Walk" not in repr(drill)
    assert "Jog back" in repr(drill)


def test_comments_in_a_plan_and_in_a_player_s_note_are_withheld_too(tmp_path: Path) -> None:
    (tmp_path / "drills").mkdir()
    (tmp_path / "season.toml").write_text(
        '[[weeks]]\n[[weeks.practices]]\nfocus = "Hands %%Ann is hurt%%"\nequipment = ["balls <!-- two flat -->"]\n'
        'notes = """\nBring water.\n%%Bo quits"""\n',
        "utf-8",
    )
    (tmp_path / "roster.csv").write_text("name,note\nCy Ek,Good hands %%slow feet%%\n", "utf-8")
    workspace = Workspace(tmp_path, Settings())
    season, problems = read_season(workspace, Library(()))
    assert season is not None
    (practice,) = season.practices
    assert (practice.focus, practice.equipment, practice.notes) == ("Hands", ("balls",), "Bring water.")
    assert [(problem.code, problem.line) for problem in problems if problem.severity == "error"] == [
        ("unclosed-comment", 5)
    ]
    roster, _ = read_roster(workspace, Library(()))
    assert roster is not None
    assert roster.players[0].note == "Good hands"


@pytest.mark.parametrize("opening", ["%%", "<!--", "{/*"])
def test_a_drill_with_a_comment_that_never_ends_is_not_printed(tmp_path: Path, opening: str) -> None:
    drill, problems = read_text(tmp_path, f"# A\n\n## Execution\n\n1. Go {opening} easy\n\n## Safety\n\n- Helmets\n")
    assert not drill.published
    assert ("unclosed-comment", 5) in list_codes(problems)


@pytest.mark.parametrize(
    "text",
    [
        "go 50%% %%secret%%",
        "go %%A%% 50%% more %%secret%%",
        "Go\n\n%%%%\nsecret\n%%%%\n\nStop",
        "%%a secret%%%%b secret%%",
    ],
)
def test_percent_signs_around_a_comment_do_not_open_it(text: str) -> None:
    assert "secret" not in blank(text)
    assert "50%%" in blank(text) or "50" not in text


def test_comments_in_the_settings_are_withheld_too(tmp_path: Path) -> None:
    (tmp_path / "drillcards.toml").write_text(
        'team = "Orchard %%not final%%"\n[categories.speed]\ntitle = "Speed <!-- or agility -->"\n', "utf-8"
    )
    workspace, problems = read_workspace(tmp_path)
    assert (workspace.settings.team, workspace.settings.categories[0].title, problems) == ("Orchard", "Speed", ())
