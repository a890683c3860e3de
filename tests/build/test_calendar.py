import shutil
import stat
from pathlib import Path

import pytest
from icalendar import Calendar

from drillcards.build.calendar import has_dates, write_calendar
from drillcards.build.material import read_material

PLAN = """\
title = "Spring 2027"
[[weeks]]
[[weeks.practices]]
date = 2027-03-02
blocks = [{drills = "cone-weave", minutes = 5}]
[[weeks.practices]]
blocks = [{drills = "old-relay", minutes = 5}]
[[weeks.practices]]
date = 2027-03-09
blocks = [{drills = "old-relay", minutes = 5}]
"""


def test_practices_with_a_date_are_written_and_the_others_named(root: Path) -> None:
    (root / "season.toml").write_text(PLAN, "utf-8")
    report = write_calendar(read_material(root))
    assert [practice.number for practice in report.dated] == [1, 3]
    assert [practice.number for practice in report.undated] == [2]
    assert [(problem.code, problem.line) for problem in report.problems] == [
        ("unpublished-drill", 7),
        ("unpublished-drill", 10),
    ]
    assert report.out == root / "output" / "practices.ics"
    calendar = Calendar.from_ical(report.out.read_bytes())
    assert isinstance(calendar, Calendar)
    assert str(calendar["NAME"]) == "Hill Hares Spring 2027"
    plans = [str(event["DESCRIPTION"]) for event in calendar.events]
    assert plans == ["Cone Weave (5 min)", "Old Relay (5 min)"]


def test_without_a_season_nothing_is_written(root: Path) -> None:
    material = read_material(root)
    report = write_calendar(material)
    assert [(problem.code, problem.path) for problem in report.problems] == [("no-season", "")]
    assert report.out is None
    assert not has_dates(material)
    assert not (root / "output").exists()


def test_a_season_that_can_t_be_read_says_why(root: Path) -> None:
    (root / "season.toml").write_text("weeks = [", "utf-8")
    assert [problem.code for problem in write_calendar(read_material(root)).problems] == ["bad-toml"]


def test_without_dates_nothing_is_written(root: Path) -> None:
    (root / "season.toml").write_text("[[weeks]]\n", "utf-8")
    report = write_calendar(read_material(root), root / "p.ics")
    assert [(problem.code, problem.path) for problem in report.problems] == [("no-dates", "season.toml")]
    assert not (root / "p.ics").exists()


def test_a_season_may_be_in_another_file_and_go_to_another(root: Path) -> None:
    (root / "autumn.toml").write_text(PLAN, "utf-8")
    report = write_calendar(read_material(root, Path("autumn.toml")), root / "deep" / "a.ics")
    assert report.out == root / "deep" / "a.ics"
    assert report.out.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def publish(root: Path, *changes: tuple[str, str]) -> dict[str, tuple[str, int, str, str]]:
    """Write the calendar after changes to the plan: by identity, its day, edition, stamp and status."""
    plan = root / "season.toml"
    text = plan.read_text("utf-8") if plan.exists() else PLAN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    plan.write_text(text, "utf-8")
    report = write_calendar(read_material(root))
    assert report.out
    calendar = Calendar.from_ical(report.out.read_bytes())
    assert isinstance(calendar, Calendar)
    assert str(calendar["METHOD"]) == "PUBLISH"
    found = {}
    for event in calendar.events:
        assert (event.errors, event.LAST_MODIFIED) == ([], event.DTSTAMP)
        day, status = event.decoded("DTSTART").isoformat(), str(event.get("STATUS", ""))
        found[str(event["UID"])] = (day, event.sequence, event.DTSTAMP.isoformat(), status)
    return found


def test_a_practice_that_is_moved_is_newer_and_the_others_are_the_same(root: Path) -> None:
    first = publish(root)
    again = publish(root)
    data = (root / "output/practices.ics").read_bytes()
    assert again == first
    moved = publish(root, ("2027-03-09", "2027-03-11"))
    (uid,) = [uid for uid in first if moved[uid] != first[uid]]
    assert [first[uid][:2], moved[uid][:2]] == [("2027-03-09", 0), ("2027-03-11", 1)]
    assert moved[uid][2] > first[uid][2]
    back = publish(root, ("2027-03-11", "2027-03-09"))
    assert back[uid][:2] == ("2027-03-09", 2)
    assert (root / "output/practices.ics").read_bytes() != data


def test_what_was_published_outlives_the_output_folder_and_the_team_s_name(root: Path) -> None:
    first = publish(root)
    publish(root, ("2027-03-09", "2027-03-11"))
    shutil.rmtree(root / "output")
    settings = root / "drillcards.toml"
    settings.write_text(settings.read_text("utf-8").replace("Hill Hares", "Valley Hares"), "utf-8")
    renamed = publish(root)
    assert {*renamed} == {*first}
    assert sorted(entry[1] for entry in renamed.values()) == [1, 2]
    assert stat.S_IMODE((root / ".drillcards/calendar.json").stat().st_mode) == 0o600


def test_practices_that_change_places_are_both_newer(root: Path) -> None:
    first = publish(root)
    swapped = publish(root, ("2027-03-02", "X"), ("2027-03-09", "2027-03-02"), ("X", "2027-03-09"))
    assert [entry[:2] for entry in swapped.values()] == [("2027-03-09", 1), ("2027-03-02", 1)]
    assert {*swapped} == {*first}


def test_a_practice_that_left_the_plan_is_cancelled_once_and_may_come_back(root: Path) -> None:
    first = publish(root)
    gone = publish(root, ("date = 2027-03-09\n", ""))
    (uid,) = [uid for uid, entry in gone.items() if entry[3]]
    assert gone[uid][:2] == ("2027-03-09", 1)
    assert gone[uid][3] == "CANCELLED"
    assert publish(root) == gone
    assert write_calendar(read_material(root)).cancelled == 1
    back = publish(root, ('blocks = [{drills = "old-relay", minutes = 5}]\n', "date = 2027-03-09\nblocks = []\n"))
    assert back[uid] == ("2027-03-09", 2, back[uid][2], "")
    assert {*first} < {*back}


def test_another_title_is_another_season(root: Path) -> None:
    first = publish(root)
    fall = publish(root, ("Spring 2027", "Fall 2027"))
    assert not {*first} & {*fall}
    assert {entry[1] for entry in fall.values()} == {0}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"season.toml: Spring 2027": [{"place": 1}]}'])
def test_a_memory_that_can_t_be_read_is_told_and_the_calendar_is_written(root: Path, text: str) -> None:
    publish(root)
    (root / ".drillcards/calendar.json").write_text(text, "utf-8")
    report = write_calendar(read_material(root))
    assert report.out
    told = [problem.code for problem in report.problems if problem.path == ".drillcards/calendar.json"]
    assert told == ["lost-editions"]
    assert write_calendar(read_material(root)).problems == read_material(root).season_problems


def test_a_practice_whose_date_is_a_slip_is_not_cancelled(root: Path) -> None:
    first = publish(root)
    plan = root / "season.toml"
    good = plan.read_text("utf-8")
    plan.write_text(good.replace("2027-03-09", '"March 9th, or so"'), "utf-8")
    report = write_calendar(read_material(root))
    assert report.out
    assert (len(report.dated), report.cancelled) == (1, 0)
    assert b"CANCELLED" not in report.out.read_bytes()
    plan.write_text(good, "utf-8")
    assert publish(root) == first
