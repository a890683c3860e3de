from pathlib import Path

import pytest

from drillcards.model.drill import Library
from drillcards.model.problem import Severity
from drillcards.model.settings import Workspace
from drillcards.read.drill import read_drill
from drillcards.read.routines import read_routines
from read.folder import list_codes, read_quietly, read_text, write_drill


def is_published(root: Path, text: str) -> bool:
    drill, _ = read_drill(write_drill(root, text), Workspace(root))
    return drill is not None and drill.published


@pytest.mark.parametrize(
    "line",
    [
        "published: false",
        "Published: False",
        "PUBLISHED: FALSE",
        "published: no",
        "published: off",
        'published: "0"',
        "published: “false”",
        "published: ‘no’",
        "published: nein",
        "published: non",
        "published: not yet",
        "published: draft",
        "published: false # until May",
        "publish: no",
        "publicado: no",
        "Publié: non",
        "veröffentlicht: nein",
        "draft: true",
        "Draft: yes",
        "draft: “true”",
    ],
)
def test_a_drill_that_says_so_is_withheld_without_a_word(tmp_path: Path, line: str) -> None:
    assert not read_quietly(tmp_path, f"---\ntitle: Hops\n{line}\n---\nRun.\n").published


@pytest.mark.parametrize(
    "line",
    [
        "published: true",
        "Published: Yes",
        "published: ja",
        "published: oui",
        "published: “true”",
        "draft: false",
        "draft: no",
        "hidden: false",
        "status: published",
        "status: Ready",
        "public: U10",
        "print: A4",
        "skip: false",
        "exclude: [wind, rain]",
        "include: cones.md",
        "Ready: feet apart",
        "tags: [private lesson, feet]",
        "notes: |\n  Hidden: the ball behind your back, so that nobody sees it",
        "# published: false",
    ],
)
def test_a_drill_that_says_otherwise_is_printed(tmp_path: Path, line: str) -> None:
    assert read_quietly(tmp_path, f"---\ntitle: Hops\n{line}\n---\nRun.\n").published


@pytest.mark.parametrize(
    "line",
    [
        "hidden: true",
        "private: yes",
        "status: draft",
        "unpublished: 1",
        "brouillon: oui",
        "Entwurf: ja",
        "tags: [draft]",
        "skip: true",
        "exclude: yes",
        "include: false",
        "ready: no",
    ],
)
def test_other_ways_to_say_so_withhold_it_and_are_named(tmp_path: Path, line: str) -> None:
    drill, problems = read_text(tmp_path, f"---\ntitle: Hops\n{line}\n---\nRun.\n")
    assert (drill.published, list_codes(problems)) == (False, [("left-out", 3)])


@pytest.mark.parametrize(
    "line",
    [
        "published: maybe",
        "published:",
        "published: [web]",
        "published: {web: true}",
        "published: 2027-03-01",
        "draft: 2",
        "hidden: coaches",
        "status: skica",
        "publised: false",
        "drat: true",
        "meta:\n  published: perhaps",
        "params: {draft: maybe}",
    ],
)
def test_what_may_say_so_withholds_the_drill_and_is_an_error(tmp_path: Path, line: str) -> None:
    drill, problems = read_text(tmp_path, f"---\ntitle: Hops\n{line}\n---\nRun.\n")
    assert not drill.published
    (problem,) = (problem for problem in problems if problem.code == "unclear-published")
    assert (problem.severity, problem.line) == (Severity.ERROR, 3)
    assert "published: true" in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        '+++\ntitle = "Hops"\npublished = false\n+++\n',
        '+++\ntitle = "Hops"\ndraft = true\n+++\n',
        '+++\ntitle = "Hops"\n[params]\ndraft = true\n+++\n',
        '{"title": "Hops", "published": false}\n',
        '{"title": "Hops", "draft": true, "tags": []}\n',
        "———\ntitle: Hops\npublished: false\n———\n",
        "title: Hops\npublished: false\n",
        "published: false\n",
        "published: false\nauthor: me\n",
        "<!-- lint -->\n---\npublished: false\n---\n",
        "  ---\n  published: false\n  ---\n",
        "---\npublished: false\n...\n",
        "---\npublished: false\npublished: true\n---\n",
        "---\npublished:false\n---\n",
        "---\npublished = no\n---\n",
        "---\ntitle: Hops\n  published:false\n---\n",
        "---\nnested:\n  draft: true\n---\n",
        "***\ntitle: Hops\npublished: false\n***\n",
        "```yaml\npublished: false\n```\n",
        "# Hops\n\npublished: false\n",
        "# Hops\n\n**Status**: Draft\n",
        "# Hops\n\n---\ntitle: Hops\npublished: no\n---\n",
        "#+TITLE: Hops\n#+PUBLISHED: no\n",
        ":published: false\n",
        "<!-- published: false -->\n",
        "%% draft: true %%\n",
        "publicado:: no\n",
        "---\ntitle: Hops\npublished: false\n",
        "---\ntitle: [Hops\npublished: false\n---\n",
    ],
)
def test_no_shape_of_a_header_prints_what_it_withholds(tmp_path: Path, text: str) -> None:
    assert not is_published(tmp_path, f"{text}\n## Execution\n\n1. Hop\n")


def test_a_line_outside_of_the_header_is_named_with_what_to_write(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "# Hops\n\nStatus: draft\n\nRun.\n")
    assert (drill.published, list_codes(problems)) == (False, [("unclear-published", 3)])


@pytest.mark.parametrize(
    "text", ["Run.\n\n## Execution\n\n1. Hidden: true\n", "Draft: the captains choose their teams in turn.\n"]
)
def test_the_words_of_a_drill_withhold_nothing(tmp_path: Path, text: str) -> None:
    assert read_quietly(tmp_path, f"# Hops\n\n{text}").published


@pytest.mark.parametrize("line", ["published: nein", "draft: true", "published: maybe", "status: draft"])
def test_a_routine_is_withheld_in_the_same_words(tmp_path: Path, line: str) -> None:
    file = tmp_path / "routines" / "warm-up.md"
    file.parent.mkdir()
    file.write_text(f"---\n{line}\n---\n# Warm-Up\n\n## First\n\nRun.\n", "utf-8")
    assert read_routines(Workspace(tmp_path), Library(()))[0] == ()
