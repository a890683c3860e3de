from dataclasses import replace
from pathlib import Path

import pytest

from drillcards.build.booklet import BookletOrder, print_booklet
from drillcards.build.cards import print_cards
from drillcards.build.material import Material, Selection, read_material
from drillcards.build.omissions import find_omissions
from drillcards.build.order import CardOrder, find_template
from drillcards.build.trial import check_drills
from drillcards.model.drill import Drill, ImageBlock, Paragraph, Section, Source, Span
from drillcards.model.problem import Problem, Severity
from drillcards.model.settings import Workspace
from drillcards.model.template import CardTemplate
from pdf_checks import extract_text

WORDS = (Paragraph((Span("Run."),)),)
PICTURE = ImageBlock("a.png", "A cone", line=4)


@pytest.fixture
def field(tmp_path: Path) -> CardTemplate:
    """The built-in field card, which omits the intro, the purpose, the words of muscles, and the closing."""
    template, problems = find_template(Workspace(tmp_path), "field-4x6")
    assert template is not None, problems
    return template


def make_drill(
    intro: tuple[Paragraph, ...] = (), images: tuple[ImageBlock, ...] = (), sections: tuple[str, ...] = ()
) -> Drill:
    return Drill(
        "a",
        "A",
        Source("drills/a.md", 2),
        intro=intro,
        images=images,
        sections=tuple(Section(key, key, WORDS) for key in sections),
    )


def test_a_drill_whose_text_is_all_omitted_is_named(field: CardTemplate) -> None:
    (problem,) = find_omissions([make_drill(WORDS, sections=("purpose",))], field)
    assert (problem.severity, problem.code, problem.path, problem.line) == (
        Severity.WARNING,
        "nothing-printed",
        "drills/a.md",
        2,
    )
    assert "“field-4x6”" in problem.message
    assert "intro, purpose" in problem.message
    assert "## Execution" in problem.hint


def test_a_drill_of_which_only_the_closing_is_there_is_named(field: CardTemplate) -> None:
    (problem,) = find_omissions([replace(make_drill(sections=("muscles",)), closing=WORDS)], field)
    assert problem.code == "nothing-printed"
    assert "only muscles, closing, which it omits" in problem.message


def test_a_closing_that_the_template_prints_is_not_reported(field: CardTemplate) -> None:
    drill = replace(make_drill(sections=("muscles",)), closing=WORDS)
    assert list(find_omissions([drill], replace(field, omits=("muscles",)))) == []
    assert list(find_omissions([drill], replace(field, omits=("closing",)))) == []


@pytest.mark.parametrize("drill", [make_drill(WORDS, sections=("execution",)), make_drill(sections=("cool-down",))])
def test_a_drill_of_which_anything_is_printed_is_not(field: CardTemplate, drill: Drill) -> None:
    assert list(find_omissions([drill], field)) == []


def test_a_drill_without_text_is_no_template_s_fault(field: CardTemplate) -> None:
    assert list(find_omissions([make_drill()], field)) == []


def test_pictures_of_the_front_matter_go_with_the_intro(field: CardTemplate, tmp_path: Path) -> None:
    drill = make_drill(images=(PICTURE, PICTURE), sections=("execution",))
    (problem,) = find_omissions([drill], field)
    assert (problem.code, problem.path, problem.line) == ("images-not-printed", "drills/a.md", 4)
    page, _ = find_template(Workspace(tmp_path), "page")
    assert page is not None
    assert list(find_omissions([drill], page)) == []


def test_checking_tells_what_a_template_leaves_of_a_drill(root: Path) -> None:
    (root / "drillcards.toml").write_text('template = "field-4x6"\n', "utf-8")
    (root / "drills/speed/talk.md").write_text("# Talk\n\nAll intro.\n", "utf-8")
    problems = check_drills(read_material(root), Selection(("talk",)))
    assert list_codes(problems) == [("nothing-printed", "drills/speed/talk.md")]


def list_codes(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in problems]


@pytest.mark.parametrize("target", ["#execution", "notes.pdf", "javascript:alert(1)", "#speed/cone-weave"])
@pytest.mark.parametrize("paper", ["single", "letter"])
def test_a_link_that_a_pdf_cannot_follow_is_printed_as_words_with_a_warning(
    sample: Material, target: str, paper: str
) -> None:
    path = sample.workspace.root / "drills" / "linked.md"
    path.write_text(f"# Linked\n\n## Execution\n\n1. See [the top]({target}) and [this](https://example.org)\n")
    report = print_cards(read_material(sample.workspace.root), CardOrder(Selection(("linked",)), paper=paper))
    code = "unfollowed-link" if target.startswith("javascript") else "dead-link"
    assert [(p.code, p.path, p.line) for p in report.problems] == [(code, "drills/linked.md", 5)]
    assert report.out is not None
    assert "See the top and this" in extract_text(report.out)[0]


@pytest.mark.parametrize(
    "target", ["../fielding/glove-tap.md", "fielding/glove-tap.md#top", "../../drills/fielding/glove-tap.md"]
)
def test_a_link_to_a_drill_that_is_not_there_is_told_the_nearest(root: Path, target: str) -> None:
    (root / "drills/speed/linked.md").write_text(f"# Linked\n\n## Execution\n\n1. See [taps]({target})\n", "utf-8")
    (problem,) = print_cards(read_material(root), CardOrder(Selection(("linked",)))).problems
    assert (problem.code, problem.line) == ("dead-link", 5)
    assert "There is no drill" in problem.hint
    assert "Did you mean fielding/glove-taps" in problem.hint
    assert "http" not in problem.hint


@pytest.mark.parametrize("target", ["linked.md", "linked.md#execution", "speed/linked.md", "../fielding/glove-taps.md"])
def test_a_link_to_the_drill_s_own_file_or_to_one_not_printed_along_is_fine(root: Path, target: str) -> None:
    (root / "drills/speed/linked.md").write_text(f"# Linked\n\n## Execution\n\n1. See [it]({target})\n", "utf-8")
    material, selection = read_material(root), Selection(("linked",))
    assert print_cards(material, CardOrder(selection)).problems == ()
    assert print_booklet(material, BookletOrder(selection)).problems == ()


def test_a_booklet_tells_of_dead_links_as_cards_do(root: Path) -> None:
    (root / "drills/speed/linked.md").write_text("# Linked\n\n## Execution\n\n1. See [it](#execution)\n", "utf-8")
    problems = print_booklet(read_material(root), BookletOrder()).problems
    assert ("dead-link", "drills/speed/linked.md") in list_codes(problems)


def test_checking_tells_of_a_template_that_omits_what_no_drill_has(root: Path) -> None:
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates/mine.toml").write_text('extends = "page"\nomits = ["homework"]\n', "utf-8")
    assert ("unknown-section", "templates/mine.toml") in list_codes(check_drills(read_material(root), Selection()))
    (root / "drills/speed/talk.md").write_text("# Talk\n\n## Homework\n\nRun.\n", "utf-8")
    assert ("unknown-section", "templates/mine.toml") not in list_codes(check_drills(read_material(root), Selection()))


def test_a_drill_that_cannot_be_read_may_have_any_section(root: Path) -> None:
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates/mine.toml").write_text('extends = "page"\nomits = ["homework"]\n', "utf-8")
    (root / "drills/speed/talk.md").symlink_to(root / "gone.md")
    codes = list_codes(check_drills(read_material(root), Selection()))
    assert "drills/speed/talk.md" in {path for _, path in codes}
    assert ("unknown-section", "templates/mine.toml") not in codes
