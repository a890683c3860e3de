"""Whatever goes wrong with one drill, routine, practice or player leaves out that one, and the rest is printed."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest

from drillcards.build.booklet import BookletOrder, print_booklet
from drillcards.build.calendar import write_calendar
from drillcards.build.cards import print_cards
from drillcards.build.mailing import PostReport
from drillcards.build.material import Material, Problems, Selection, read_material
from drillcards.build.order import CardOrder
from drillcards.build.packets import PacketOrder, build_packets
from drillcards.build.season import build_season
from drillcards.build.team import read_team
from drillcards.build.trial import check_drills
from drillcards.model.card import LaidDrill
from drillcards.model.page import Group, Item, Text
from drillcards.model.problem import Problem
from drillcards.write.content import PageContent

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")

BAD = "a/bad"
DRILL = "# {title}\n\n## Execution\n\n1. Run to the cone{more}.\n"
ROW = "name,email\nAda Vale,ada@example.org\nBo Reed,bo@example.org\n"
PLAN = """
[[weeks]]
{practices}
"""
PRACTICE = """
[[weeks.practices]]
title = "{title}"
date = 2027-03-0{day}
[[weeks.practices.blocks]]
title = "Run"
minutes = 10
"""

Plant = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Four drills, of which a good one names the bad one; two routines, two practices, two players."""
    for slug, title, more in (
        ("a/able", "Able", ", then do **Bad**"),
        (BAD, "Bad", " Kaboom"),
        ("a/core", "Core", ""),
        ("b/dash", "Dash", ""),
    ):
        file = tmp_path / "drills" / f"{slug}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(DRILL.format(title=title, more=more), "utf-8")
    (tmp_path / "routines").mkdir()
    for name in ("evening", "morning"):
        text = f"# {name.capitalize()} routine\n\n## First\n\n1. Stretch\n"
        (tmp_path / "routines" / f"{name}.md").write_text(text, "utf-8")
    practices = "".join(PRACTICE.format(title=title, day=day) for day, title in enumerate(("Opening", "Closing"), 1))
    (tmp_path / "season.toml").write_text(PLAN.format(practices=practices), "utf-8")
    (tmp_path / "roster.csv").write_text(ROW, "utf-8")
    (tmp_path / "drillcards.toml").write_text('[mail]\nfrom = "coach@example.org"\n', "utf-8")
    return tmp_path


@pytest.fixture(params=[1, 2], ids=["one-worker", "two-workers"])
def workers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many processes lay out and draw, two drills at a time."""
    count: int = request.param
    monkeypatch.setattr("drillcards.build.chunks.LEAST_CHUNK", 2)
    monkeypatch.setattr("drillcards.build.chunks.LEAST_SHARED", 0 if count > 1 else 1000)
    monkeypatch.setattr("drillcards.build.chunks.count_workers", lambda: count)
    return count


def fail_when(module: str, name: str, is_bad: Callable[..., bool], error: type[Exception] = KeyError) -> Plant:
    """Makes a function of the program raise for some of its arguments."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        holder, _, attribute = f"{module}.{name}".rpartition(".")
        target: Any = PageContent if holder.endswith("PageContent") else __import__(holder, fromlist=[attribute])
        whole = getattr(target, attribute)

        def work(*args: Any, **named: Any) -> Any:
            if is_bad(*args):
                raise error("planted")
            return whole(*args, **named)

        patch.setattr(target, attribute, work)

    return plant


def shows(items: Iterable[Item], word: str) -> bool:
    return any(
        shows(item.items, word) if isinstance(item, Group) else isinstance(item, Text) and word in item.text
        for item in items
    )


STAGES = {
    "read": fail_when(
        "drillcards.read.drill", "read_muscles", lambda matter, _: matter.findings.path.endswith("bad.md")
    ),
    "laid-out": fail_when(
        "drillcards.layout.cards", "share_sections", lambda drill, *_: drill.slug == BAD, RecursionError
    ),
    "set": fail_when("drillcards.layout.cards", "lay_out_drill", lambda desk: desk.subject.drill.slug == BAD),
    "run-on": fail_when("drillcards.layout.book.running", "lay_out_drill", lambda desk: desk.subject.drill.slug == BAD),
    "drawn": fail_when("drillcards.write.content.PageContent", "draw", lambda _, items: shows(items, "Kaboom")),
}


def read_text(pdf: Path | None) -> str:
    assert pdf
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", " ")


def judge(problems: Problems, pdf: Path | None, stage: str) -> None:
    """The bad drill is an error with its file, and the others are in the PDF."""
    (problem,) = (problem for problem in problems if problem.path == f"drills/{BAD}.md")
    assert problem.code == ("nested-too-deeply" if stage == "laid-out" else "bug")
    assert problem.trace.startswith("Traceback")
    assert "planted" in problem.trace
    text = read_text(pdf)
    assert "Kaboom" not in text
    assert all(word in text for word in ("Able", "Core"))


@pytest.mark.parametrize("stage", ["read", "laid-out", "set", "drawn"])
def test_a_drill_that_fails_leaves_out_that_drill_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch, workers: int, stage: str
) -> None:
    STAGES[stage](monkeypatch)
    material = read_material(root)
    for order in (CardOrder(), CardOrder(paper="single"), CardOrder(paper="single", template="page")):
        cards = print_cards(material, order)
        judge(cards.problems, cards.out, stage)
        assert "Dash" in read_text(cards.out)
    book = print_booklet(material, BookletOrder())
    judge(book.problems, book.out, stage)
    assert (book.drill_count, book.practice_count) == (3, 2)
    assert "Bad" not in read_text(book.out).replace("then do Bad", "")
    packets = build_packets(material, PacketOrder(workers=workers))
    judge(packets.problems, packets.packets[0].files[0], stage)
    assert len(packets.packets) == 2


@pytest.mark.parametrize("stage", ["read", "laid-out", "run-on", "drawn"])
def test_it_does_so_in_a_booklet_however_it_is_bound(
    root: Path, monkeypatch: pytest.MonkeyPatch, workers: int, stage: str
) -> None:
    STAGES[stage](monkeypatch)
    material = read_material(root)
    for order in (BookletOrder(compact=True), BookletOrder(saddle=True, compact=stage == "run-on")):
        book = print_booklet(material, order)
        judge(book.problems, book.out, stage)
        assert book.drill_count == 3


@pytest.mark.parametrize("stage", ["read", "laid-out", "set"])
def test_a_check_tells_of_it_and_of_all_else(root: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    STAGES[stage](monkeypatch)
    (root / "drills" / "b" / "late.md").write_text("# Late\n\n## Execution\n\n1. مرحبا\n", "utf-8")
    problems = check_drills(read_material(root), Selection())
    assert {problem.path for problem in problems if problem.severity == "error"} == {
        f"drills/{BAD}.md",
        "drills/b/late.md",
    }


def test_a_drill_that_fails_only_with_its_numbers_known_leaves_a_book_that_numbers_the_rest(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def fails_later(desk: Any) -> bool:
        calls.append(desk.subject.drill.slug)
        return calls.count("a/able") > 1 and calls[-1] == "a/able"

    for name in ("drillcards.layout.cards", "drillcards.layout.book.running"):
        with monkeypatch.context() as patch:
            calls.clear()
            fail_when(name, "lay_out_drill", fails_later)(patch)
            book = print_booklet(read_material(root), BookletOrder(compact=name.endswith("running")))
        assert [problem.path for problem in book.problems] == ["drills/a/able.md"]
        assert book.drill_count == 3


def test_a_routine_and_a_practice_that_fail_leave_the_book_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_when("drillcards.layout.book.book", "compose_routine", lambda routine, *_: routine.slug == "morning")(
        monkeypatch
    )
    fail_when("drillcards.layout.book.book", "compose_plan", lambda plan, _: plan.practice.title == "Closing")(
        monkeypatch
    )
    book = print_booklet(read_material(root), BookletOrder())
    assert [(problem.path, problem.code) for problem in book.problems] == [
        ("routines/morning.md", "bug"),
        ("season.toml", "bug"),
    ]
    text = read_text(book.out)
    assert [name for name in ("Evening", "Morning", "Opening", "Closing") if name in text] == ["Evening", "Opening"]
    assert (book.drill_count, book.practice_count) == (4, 1)


def test_a_routine_a_practice_and_a_player_that_can_t_be_read_leave_out_themselves(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_when("drillcards.read.routines", "_build_routine", lambda made, *_: made.slug == "morning")(monkeypatch)
    fail_when("drillcards.read.season", "read_clock", lambda _: True)(monkeypatch)
    fail_when("drillcards.read.roster_rows", "clean_lines", lambda text: "left-handed" in text)(monkeypatch)
    (root / "roster.csv").write_text("name,note\nAda Vale,left-handed\nBo Reed,\n", "utf-8")
    material = read_material(root)
    assert [routine.slug for routine in material.routines] == ["evening"]
    assert material.season
    assert not material.season.practices
    assert [problem.path for problem in material.routine_problems] == ["routines/morning.md"]
    assert [problem.line for problem in material.season_problems if problem.code == "bug"] == [4, 11]
    roster, problems = read_team(material)
    assert roster
    assert [player.name for player in roster.players] == ["Bo Reed"]
    assert [problem.line for problem in problems if problem.code == "bug"] == [2]


def test_a_player_whose_packet_fails_is_left_out_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_when("drillcards.build.packet", "set_cover", lambda cover, _: cover.player.name == "Bo Reed")(monkeypatch)
    report = build_packets(read_material(root), PacketOrder())
    assert [packet.player.name for packet in report.packets] == ["Ada Vale"]
    (problem,) = (problem for problem in report.problems if problem.code == "bug")
    assert (problem.path, problem.line) == ("roster.csv", 3)
    assert "the packet of Bo Reed is left out" in problem.message


def test_a_practice_that_a_calendar_can_t_have_leaves_the_other_where_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = write_calendar(read_material(root)).out
    assert whole
    before = whole.read_text("utf-8")
    fail_when("drillcards.write.calendar", "_summarize", lambda practice, *_: practice.title == "Opening")(monkeypatch)
    report = write_calendar(read_material(root))
    assert [(problem.path, problem.code, problem.line) for problem in report.problems] == [("season.toml", "bug", 4)]
    assert [practice.title for practice in report.dated] == ["Closing"]
    uids = [line for line in before.splitlines() if line.startswith("UID:")]
    assert [line for line in whole.read_text("utf-8").splitlines() if line.startswith("UID:")] == uids[1:]


def test_a_product_that_fails_does_not_stop_the_others(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_when("drillcards.build.season", "print_booklet", lambda *_: True)(monkeypatch)
    made = dict(build_season(read_material(root)))
    failed = {name: report for name, report in made.items() if isinstance(report, Problem)}
    assert list(failed) == ["Season booklet, to read", "Season booklet, to staple"]
    post = made["Packets"]
    assert isinstance(post, PostReport)
    assert len(post.packets.packets) == 2


def test_what_no_single_drill_is_to_blame_for_is_raised(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forget(laid: tuple[LaidDrill, ...]) -> None:
        if len(laid) > 1:
            raise ValueError("only together")

    material: Material = read_material(root)
    monkeypatch.setattr("drillcards.build.cards.separate_faces", lambda cards, **_: forget(tuple(cards)))
    with pytest.raises((ValueError, TypeError)):
        print_cards(material, CardOrder(paper="single"))
    assert not (root / "output").exists()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_an_end_that_was_asked_for_is_no_fault(
    root: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def end(*_: object) -> None:
        raise stop

    monkeypatch.setattr("drillcards.layout.cards.share_sections", end)
    with pytest.raises(stop):
        print_cards(read_material(root), CardOrder())


@pytest.mark.skipif(os.name == "nt", reason="capitals make no difference there")
def test_two_files_that_go_by_one_name_are_told_and_one_is_printed(root: Path) -> None:
    (root / "drills" / "a" / "core.MD").write_text(DRILL.format(title="Other", more=""), "utf-8")
    report = print_cards(read_material(root), CardOrder(paper="single"))
    assert [(problem.code, problem.path) for problem in report.problems] == [("same-name", "drills/a/core.md")]
    assert "Other" in read_text(report.out)


def test_a_card_that_links_to_one_left_out_is_printed_without_the_link(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    STAGES["set"](monkeypatch)
    report = print_cards(read_material(root), CardOrder(paper="single", template="page"))
    assert [(problem.severity, problem.path) for problem in report.problems] == [("error", f"drills/{BAD}.md")]
    assert [len(drill.cards) for drill in report.drills] == [1, 0, 1, 1]
    assert "then do Bad (" in read_text(report.out)
