from pathlib import Path

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
