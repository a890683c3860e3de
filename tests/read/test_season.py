from datetime import date, time
from pathlib import Path

import pytest

from drillcards.model.drill import Drill, Library, Source
from drillcards.model.problem import Problem, Severity
from drillcards.model.routine import Routine
from drillcards.model.season import Block, PlannedRoutine, Practice, Season, Station, Week
from drillcards.model.settings import Settings, Workspace
from drillcards.read.library import read_library
from drillcards.read.names import Shelf
from drillcards.read.routines import read_routines
from drillcards.read.season import read_season

ROOT = Path(__file__).parents[2]


def make_drill(slug: str, title: str, *, published: bool = True) -> Drill:
    return Drill(slug, title, Source(f"drills/{slug}.md"), published=published)


LIBRARY = Library(
    (
        make_drill("hitting/tee", "Tee Work"),
        make_drill("speed/kicks", "Butt Kicks"),
        make_drill("speed/old", "Old Relay", published=False),
        make_drill("throwing/kicks", "Kick Throws"),
    )
)

BLOCK = "[[weeks]]\n[[weeks.practices]]\n[[weeks.practices.blocks]]\n"
"""Three lines, after which keys of a block may stand from line 4 on."""


def read(
    root: Path, text: str, settings: Settings | None = None, unread: tuple[str, ...] = ()
) -> tuple[Season, tuple[Problem, ...]]:
    (root / "season.toml").write_text(text, encoding="utf-8")
    season, problems = read_season(Workspace(root, settings or Settings()), LIBRARY, unread=unread)
    assert season is not None, problems
    return season, problems


def read_block(root: Path, text: str, settings: Settings | None = None) -> Block:
    season, problems = read(root, BLOCK + text, settings)
    assert problems == ()
    return season.practices[0].blocks[0]


def test_a_workspace_needs_no_season(tmp_path: Path) -> None:
    assert read_season(Workspace(tmp_path), LIBRARY) == (None, ())


def test_a_named_plan_that_is_not_there_is_an_error_without_a_file(tmp_path: Path) -> None:
    (tmp_path / "autumn.toml").touch()
    season, (problem,) = read_season(Workspace(tmp_path), LIBRARY, Path("autum.toml"))
    assert season is None
    assert (problem.severity, problem.code, problem.path) == (Severity.ERROR, "unknown-season", "")
    assert "autumn.toml" in problem.hint


def test_a_named_plan_is_read_instead_of_the_usual_one(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "autumn.toml").write_text('title = "Autumn"\n[[weeks]]\n', "utf-8")
    season, problems = read_season(Workspace(tmp_path), LIBRARY, Path("plans/autumn.toml"))
    assert problems == ()
    assert season == Season("Autumn", (Week(1, ()),), path="plans/autumn.toml")


def test_a_plan_outside_the_workspace_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "season.toml").write_text("[[weeks]]\n", "utf-8")
    (tmp_path / "team").mkdir()
    season, problems = read_season(Workspace(tmp_path / "team"), LIBRARY, tmp_path / "season.toml")
    assert season is None
    assert [problem.code for problem in problems] == ["outside-workspace"]


def test_every_key_arrives(tmp_path: Path) -> None:
    text = '''\
title = "Spring 2027"
timezone = "America/New_York"

[[weeks]]
title = "First week"
focus = "Feet"
notes = """
One line
and its end.

A second paragraph."""

[[weeks.practices]]
title = "First day"
date = 2027-03-02
start = 17:30:00
minutes = 60
field = "Main diamond"
focus = "Names"
equipment = ["Cones", "Balls"]
rain = "Gym"
notes = "Be early"

[[weeks.practices.blocks]]
title = "Stations"
minutes = 20
drills = ["speed/kicks"]
stations = [
  { name = "Tee", drills = ["tee"], coach = "Ana", group = "A", notes = "Low" },
  { name = "Arms", drills = ["throwing/kicks", "tee"] },
]
rotate_minutes = 8
notes = "Helmets"

[[weeks.practices.blocks]]
minutes = 3
water = true

[[weeks]]

[[weeks.practices]]
blocks = [{ title = "Game", minutes = 30 }]
'''
    season, problems = read(tmp_path, text)
    assert problems == ()
    stations = (
        Station("Tee", ("hitting/tee",), "Ana", "A", "Low"),
        Station("Arms", ("throwing/kicks", "hitting/tee")),
    )
    blocks = (
        Block("Stations", 20, False, ("speed/kicks",), stations, 8, "Helmets"),
        Block("Water", 3, True),
    )
    first = Practice(
        number=1,
        blocks=blocks,
        title="First day",
        date=date(2027, 3, 2),
        start=time(17, 30),
        minutes=60,
        place="Main diamond",
        focus="Names",
        equipment=("Cones", "Balls"),
        rain="Gym",
        notes="Be early",
    )
    second = Practice(2, (Block("Game", 30),))
    weeks = (
        Week(1, (first,), "First week", "Feet", "One line and its end.\nA second paragraph."),
        Week(2, (second,)),
    )
    assert season == Season("Spring 2027", weeks, "America/New_York", "season.toml")
    assert season.practices[0].line == 13
    assert [block.line for block in season.practices[0].blocks] == [24, 35]


def test_the_settings_name_a_season_that_does_not_name_itself(tmp_path: Path) -> None:
    assert read(tmp_path, "[[weeks]]\n", Settings(season="Fall"))[0].title == "Fall"
    assert read(tmp_path, 'title = "Own"\n[[weeks]]\n', Settings(season="Fall"))[0].title == "Own"


@pytest.mark.parametrize(("lang", "title"), [("en", "Water"), ("es-MX", "Agua"), ("fr", "Eau"), ("de", "Water")])
def test_a_break_for_water_is_called_so_in_the_team_s_language(tmp_path: Path, lang: str, title: str) -> None:
    assert read_block(tmp_path, "water = true\nminutes = 3\n", Settings(lang=lang)).title == title


def test_a_break_for_water_may_have_a_title_of_its_own(tmp_path: Path) -> None:
    assert read_block(tmp_path, 'water = true\nminutes = 3\ntitle = "Shade"\n').title == "Shade"


@pytest.mark.parametrize("start", ["17:05:00", "17:05:30.5", '"17:05"', '" 17:05 "'])
def test_a_time_may_be_toml_s_or_in_quotes(tmp_path: Path, start: str) -> None:
    season, problems = read(
        tmp_path, f'[[weeks]]\n[[weeks.practices]]\nstart = {start}\n{BLOCK[30:]}minutes=5\nnotes="x"'
    )
    assert problems == ()
    assert season.practices[0].start == time(17, 5)


def test_a_time_without_seconds_is_told_about_quotes(tmp_path: Path) -> None:
    (tmp_path / "season.toml").write_text("[[weeks]]\n[[weeks.practices]]\nstart = 17:30 # sharp\n", "utf-8")
    season, (problem,) = read_season(Workspace(tmp_path), LIBRARY)
    assert season is None
    assert (problem.code, problem.line, problem.hint) == ("bad-toml", 3, 'Put the time in quotes: start = "17:30".')


def test_a_day_in_quotes_is_told_to_take_them_off(tmp_path: Path) -> None:
    _, problems = read(tmp_path, '[[weeks]]\n[[weeks.practices]]\ndate = "2027-03-02"\n')
    assert ("wrong-type", 3, "Take the quotes off: date = 2027-03-02") in [(p.code, p.line, p.hint) for p in problems]


def test_other_faults_of_toml_keep_their_hint(tmp_path: Path) -> None:
    (tmp_path / "season.toml").write_text("title = Spring\n", "utf-8")
    _, (problem,) = read_season(Workspace(tmp_path), LIBRARY)
    assert (problem.code, problem.line) == ("bad-toml", 1)
    assert "quotes" in problem.hint


def test_a_place_may_be_called_place(tmp_path: Path) -> None:
    blocks = 'blocks = [{title = "x", minutes = 5}]'
    season, problems = read(tmp_path, f'[[weeks]]\n[[weeks.practices]]\nplace = "Gym"\n{blocks}')
    assert (season.practices[0].place, problems) == ("Gym", ())


@pytest.mark.parametrize(
    "name", ["speed/kicks", "drills/speed/kicks.md", "speed\\\\kicks", "Butt Kicks", "BUTT  KICKS", "butt kicks"]
)
def test_a_drill_goes_by_its_slug_its_file_or_its_title(tmp_path: Path, name: str) -> None:
    assert read_block(tmp_path, f'minutes = 5\ndrills = ["{name}"]').drills == ("speed/kicks",)


def test_a_single_drill_needs_no_brackets(tmp_path: Path) -> None:
    assert read_block(tmp_path, 'minutes = 5\ndrills = "tee"').drills == ("hitting/tee",)


FAULTS = [
    # (what stands below the three lines of a block, severity, code, line, a part of the message, one of the hint)
    ('title = "x"', "error", "missing-minutes", 3, "no minutes", "minutes = 10"),
    ('title = "x"\nminutes = 0', "error", "wrong-type", 5, "here it is 0", ""),
    ('title = "x"\nminutes = -5', "error", "wrong-type", 5, "here it is -5", ""),
    ('title = "x"\nminutes = "5"', "error", "wrong-type", 5, "here it is “5”", ""),
    ('title = "x"\nminuts = 5', "error", "unknown-key", 5, "in [[weeks.practices.blocks]]", "“minutes”"),
    ("minutes = 5", "warning", "empty-block", 3, "what to do", "water = true"),
    ('minutes = 5\nstations = "Tee"', "error", "wrong-type", 5, "stations must be a list", ""),
    ('minutes = 5\nstations = [{nam = "T"}]', "error", "unknown-key", 5, "stations]]", "“name”"),
    ('minutes = 5\n\ndrills = ["kiks"]', "error", "unknown-drill", 6, "“kiks”", "speed/kicks"),
    ('minutes = 5\ndrills = ["kicks"]', "error", "ambiguous-drill", 5, "throwing/kicks", "folder"),
    ('minutes = 5\ndrills = ["old"]', "warning", "unpublished-drill", 5, "“Old Relay”", "drills/speed/old.md"),
    ('minutes = 5\nstations = [{drills = ["te"]}]', "error", "unknown-drill", 5, "“te”", "hitting/tee"),
    ('minutes = 5\ntitle = "x"\nrotate_minutes = 2', "warning", "no-stations", 6, "rotate", "rotate_minutes"),
    ('minutes = 40\ntitle = "x"', "warning", "no-water", 3, "for 40 minutes", "water = true"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_of_a_block_is_one_problem_at_its_line(
    tmp_path: Path, fault: tuple[str, str, str, int, str, str]
) -> None:
    text, severity, code, line, message, hint = fault
    season, problems = read(tmp_path, BLOCK + text)
    assert [(p.severity, p.code, p.path, p.line) for p in problems] == [(Severity(severity), code, "season.toml", line)]
    assert message in problems[0].message
    assert hint in problems[0].hint
    assert len(season.practices[0].blocks) == 1


PLAIN = 'blocks = [{title = "x", minutes = 5}]\n'
WIDER_FAULTS = [
    ("", "warning", "no-weeks", None, "[[weeks]]"),
    ("title = 2027", "error", "wrong-type", 1, 'title = "2027"'),
    ('[weeks]\ntitle = "x"', "error", "wrong-type", 1, ""),
    ('weeks = "two"', "error", "wrong-type", 1, ""),
    ("[[week]]", "error", "unknown-key", 1, "“weeks”"),
    ("[[weeks]]\npractices = 3", "error", "wrong-type", 2, ""),
    ("[[weeks]]\n[[weeks.practises]]", "error", "unknown-key", 2, "“practices”"),
    ("[[weeks]]\n[[weeks.practices]]", "warning", "empty-practice", 2, "[[weeks.practices.blocks]]"),
    ("[[weeks]]\n[[weeks.practices]]\nblocks = 3", "error", "wrong-type", 3, ""),
    (f'[[weeks]]\n[[weeks.practices]]\n{PLAIN}date = "2027-03-02"', "error", "wrong-type", 4, ""),
    (f"[[weeks]]\n[[weeks.practices]]\n{PLAIN}date = 2027-03-02T10:00:00", "error", "wrong-type", 4, ""),
    (f"[[weeks]]\n[[weeks.practices]]\n{PLAIN}date = 0207-03-02", "error", "wrong-type", 4, ""),
    (f'[[weeks]]\n[[weeks.practices]]\n{PLAIN}start = "25:00"', "error", "wrong-type", 4, ""),
    (f"[[weeks]]\n[[weeks.practices]]\n{PLAIN}minutes = 0", "error", "wrong-type", 4, ""),
    (f'[[weeks]]\n[[weeks.practices]]\n{PLAIN}field = "a"\nplace = "b"', "warning", "repeated-key", 5, "one of them"),
    ('timezone = "America/NewYork"\n[[weeks]]', "error", "unknown-timezone", 1, "“America/New_York”"),
    ('timezone = "../etc/passwd"\n[[weeks]]', "error", "unknown-timezone", 1, "continent and city"),
    ('timezone = "America"\n[[weeks]]', "error", "unknown-timezone", 1, "continent and city"),
]


@pytest.mark.parametrize("fault", WIDER_FAULTS, ids=[fault[0] for fault in WIDER_FAULTS])
def test_a_fault_of_the_plan_is_one_problem_at_its_line(
    tmp_path: Path, fault: tuple[str, str, str, int | None, str]
) -> None:
    text, severity, code, line, hint = fault
    _, problems = read(tmp_path, text)
    assert [(p.severity, p.code, p.path, p.line) for p in problems] == [(Severity(severity), code, "season.toml", line)]
    assert hint in problems[0].hint


def test_what_is_right_beside_a_fault_is_kept(tmp_path: Path) -> None:
    text = BLOCK + 'title = "Tee"\nminutes = "ten"\ndrills = ["tee", "unheard of"]\n'
    season, problems = read(tmp_path, text)
    assert len(problems) == 2
    assert season.practices[0].blocks == (Block("Tee", 0, drills=("hitting/tee", "unheard of")),)


def test_a_drill_whose_file_could_not_be_read_is_not_unknown(tmp_path: Path) -> None:
    text = BLOCK + 'minutes = 5\ndrills = ["broken", "speed/broken"]\n'
    assert read(tmp_path, text, unread=("speed/broken",))[1] == ()


def test_without_any_drill_it_is_not_the_plan_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "season.toml").write_text(BLOCK + 'minutes = 5\ndrills = ["tee"]\n', "utf-8")
    season, problems = read_season(Workspace(tmp_path), Library(()))
    assert season is not None
    assert (season.practices[0].list_drills(), problems) == (("tee",), ())


def test_control_characters_are_taken_out(tmp_path: Path) -> None:
    assert read_block(tmp_path, 'minutes = 5\ntitle = "War\\u0007m\\tup"').title == "Warm up"


def test_equipment_without_a_word_is_none(tmp_path: Path) -> None:
    season, _ = read(tmp_path, f'[[weeks]]\n[[weeks.practices]]\n{PLAIN}equipment = ["", " Cones "]\n')
    assert season.practices[0].equipment == ("Cones",)


def test_the_repository_s_own_season_has_nothing_wrong_with_it() -> None:
    workspace = Workspace(ROOT)
    library, _ = read_library(workspace)
    season, problems = read_season(workspace, library, shelf=Shelf(read_routines(workspace, library)[0]))
    assert problems == ()
    assert season is not None
    assert [len(week.practices) for week in season.weeks] == [2] * 12
    assert {practice.minutes for practice in season.practices} == {90}
    assert all(85 <= practice.planned <= 90 for practice in season.practices)
    planned = {slug for practice in season.practices for slug in practice.list_drills()}
    assert planned == library.slugs


SHELF = Shelf(
    (Routine("gym/rain", "Rainy Day", Source("routines/gym/rain.md"), drills=("hitting/tee",)),), ("broken", "arm-care")
)


def read_routine(root: Path, name: str, shelf: Shelf = SHELF) -> tuple[Block, tuple[Problem, ...]]:
    (root / "season.toml").write_text(f'{BLOCK}minutes = 15\nroutine = "{name}"\n', "utf-8")
    season, problems = read_season(Workspace(root), LIBRARY, shelf=shelf)
    assert season is not None
    return season.practices[0].blocks[0], problems


@pytest.mark.parametrize("name", ["gym/rain", "rain", "rain.md", "Rainy Day", "rainy day"])
def test_a_block_names_a_routine_as_it_names_drills(tmp_path: Path, name: str) -> None:
    block, problems = read_routine(tmp_path, name)
    assert problems == ()
    assert block.routine == PlannedRoutine("Rainy Day", "gym/rain", ("hitting/tee",))
    assert block.everyone == ("hitting/tee",)


def test_a_routine_that_is_not_there_keeps_its_name_and_is_told_with_the_nearest(tmp_path: Path) -> None:
    block, (problem,) = read_routine(tmp_path, "rainn")
    assert block.routine == PlannedRoutine("rainn")
    assert (problem.code, problem.path, problem.line) == ("unknown-routine", "season.toml", 5)
    assert problem.hint == "Did you mean “gym/rain”?"


def test_a_routine_whose_file_can_t_be_read_is_no_fault_of_the_plan(tmp_path: Path) -> None:
    block, problems = read_routine(tmp_path, "broken")
    assert problems == ()
    assert block.routine == PlannedRoutine("broken")


def test_a_practice_s_drills_are_also_those_of_its_routines(tmp_path: Path) -> None:
    routine = PlannedRoutine("Rainy Day", "rain", ("hitting/tee", "speed/kicks"))
    practice = Practice(1, (Block("", 5, drills=("speed/kicks", "throwing/kicks"), routine=routine),))
    assert practice.list_drills() == ("hitting/tee", "speed/kicks", "throwing/kicks")


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("5:30 PM", time(17, 30)),
        ("5:30pm", time(17, 30)),
        ("12:15 a.m.", time(0, 15)),
        ("12 PM", time(12)),
        ("5 p. m.", time(17)),
        ("17h30", time(17, 30)),
        ("17.30", time(17, 30)),
    ],
)
def test_a_time_is_read_as_people_write_it(tmp_path: Path, written: str, start: time) -> None:
    season, _ = read(tmp_path, f'[[weeks]]\n[[weeks.practices]]\nstart = "{written}"\n')
    assert season.weeks[0].practices[0].start == start


@pytest.mark.parametrize("written", ["17", "17:30 PM", "0:30 PM", "25:00", "evening"])
def test_what_is_no_time_is_named(tmp_path: Path, written: str) -> None:
    _, problems = read(tmp_path, f'[[weeks]]\n[[weeks.practices]]\nstart = "{written}"\n')
    assert ("wrong-type", 3) in [(problem.code, problem.line) for problem in problems]


@pytest.mark.parametrize(
    ("written", "dates"),
    [
        ("3/16/2027", "date = 2027-03-16"),
        ("16.3.2027", "date = 2027-03-16"),
        ("3/4/2027", "date = 2027-03-04 or date = 2027-04-03"),
        ("3/16/27", "date = 2027-03-16"),
        ("2027/3/16", "date = 2027-03-16"),
        ("March 16", "date = 2027-03-16:"),
    ],
)
def test_a_date_written_as_at_home_is_told_how_to_write_it(tmp_path: Path, written: str, dates: str) -> None:
    _, problems = read(tmp_path, f'[[weeks]]\n[[weeks.practices]]\ndate = "{written}"\n')
    (hint,) = (problem.hint for problem in problems if problem.code == "wrong-type")
    assert dates in hint
