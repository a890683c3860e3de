"""A drill that is written reads back the same."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.importers.markdown import write_drill
from drillcards.model.drill import (
    Block,
    Blocks,
    Bullets,
    Code,
    Drill,
    Fact,
    Heading,
    Ordered,
    Paragraph,
    Quote,
    Section,
    Source,
    Span,
    Table,
)
from drillcards.model.settings import Workspace
from drillcards.read.drill import read_drill
from drillcards.read.library import read_library

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent


def read_back(drill: Drill, root: Path) -> Drill:
    file = root / "drills" / f"{drill.slug}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(write_drill(drill), "utf-8")
    found, _ = read_drill(file, Workspace(root))
    assert found is not None
    return found


def compare(one: Drill, other: Drill) -> list[str]:
    """The fields that differ, but for where the file is and what isn't read from it."""
    names = "slug title description aliases category tags published lang facts intro sections closing muscles video "
    names += "images extra"
    return [name for name in names.split() if getattr(one, name) != getattr(other, name)]


@pytest.mark.parametrize("root", [ROOT, TESTS / "layout", TESTS / "sample"], ids=lambda root: str(root.name))
def test_every_drill_here_reads_back_the_same(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "drills", tmp_path / "drills")
    drills = read_library(Workspace(tmp_path))[0].drills
    assert drills
    changed = {drill.slug: compare(drill, read_back(drill, tmp_path)) for drill in drills}
    assert {slug: fields for slug, fields in changed.items() if fields} == {}


@pytest.mark.parametrize("file", sorted((TESTS / "read" / "fixtures").glob("*.md")), ids=lambda file: str(file.stem))
def test_every_trap_of_markdown_reads_back_the_same(file: Path, tmp_path: Path) -> None:
    (tmp_path / "drills").mkdir()
    shutil.copy(file, tmp_path / "drills")
    drill, _ = read_drill(tmp_path / "drills" / file.name, Workspace(tmp_path))
    assert drill is not None
    assert compare(drill, read_back(drill, tmp_path)) == []


MARKS = list("\\`*_[]()<>#+-.!|~=:&\"'{}^$%@0123456789")
WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "run",
                "é",
                "日本",
                "1.",
                "2)",
                "-",
                "#",
                "##",
                "&amp;",
                "a_b",
                "*",
                "**",
                "no",
                "x" * 30,
                "%%",
                "~~",
                "{/*",
                "{%",
            ]
        ),
        st.text(st.sampled_from(MARKS), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=8,
).map(" ".join)
PLAIN = WORDS.map(lambda text: (Span(text),))
STRONG = st.sampled_from(["Knee up", "Two cones", "Go"]).map(lambda text: (Span(text, strong=True), Span(" then run")))
PARAGRAPHS = st.one_of(PLAIN, STRONG).map(Paragraph)
HEADS = st.sampled_from(["Two parts", "Half way #", "1. Left"]).map(lambda text: (Span(text),))
HEADINGS = st.builds(Heading, st.integers(3, 6), HEADS)
CODES = st.sampled_from(["a\n  b", "```\nfence\n```", "* x"]).map(Code)
TABLES = st.integers(1, 3).flatmap(
    lambda columns: st.builds(
        Table,
        st.lists(PLAIN, min_size=columns, max_size=columns).map(tuple),
        st.lists(st.lists(PLAIN, min_size=columns, max_size=columns).map(tuple), max_size=3).map(tuple),
    )
)


def nest(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    items = st.lists(st.lists(blocks, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        items.map(Bullets),
        st.builds(Ordered, items, st.integers(1, 12)),
        st.lists(blocks, min_size=1, max_size=2).map(lambda inner: Quote(tuple(inner))),
    )


BLOCKS: st.SearchStrategy[Block] = st.recursive(st.one_of(PARAGRAPHS, HEADINGS, CODES, TABLES), nest, max_leaves=6)
FACTS = st.lists(
    st.sampled_from(
        [Fact("duration", "Duration", "10 min"), Fact("reps", "Reps", "1e3"), Fact("ages", "Ages", "8–12")]
    ),
    max_size=3,
    unique=True,
).map(lambda facts: tuple(sorted(facts, key=lambda fact: ["duration", "reps", "ages"].index(fact.key))))


@settings(deadline=None, max_examples=300)
@given(
    title=WORDS.filter(lambda text: any(char.isalpha() for char in text)),
    facts=FACTS,
    blocks=st.lists(BLOCKS, min_size=1, max_size=4).map(tuple),
)
def test_any_drill_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, title: str, facts: tuple[Fact, ...], blocks: Blocks
) -> None:
    section = Section("execution", "Execution", blocks)
    drill = Drill("speed/x", title, Source("drills/speed/x.md"), category="speed", facts=facts, sections=(section,))
    found = read_back(drill, tmp_path_factory.mktemp("drill"))
    assert found.title == " ".join(title.split())
    whole = (*found.sections[0].blocks, *found.closing)
    assert whole == blocks
    assert found.facts == facts


@pytest.mark.parametrize(
    "word", ["no", "yes", "null", "1e3", "12", "2027-03-02", "12:30", "- x", "a: b", "#1", "“q”", "'"]
)
def test_a_word_that_yaml_would_take_for_something_else_stays_a_word(tmp_path: Path, word: str) -> None:
    facts = (Fact("level", "Level", word),) if word != "'" else ()  # a mark alone is no fact
    drill = Drill(
        "x", word, Source("drills/x.md"), description=word, tags=(word,), aliases=(f"{word} too",), facts=facts
    )
    found = read_back(drill, tmp_path)
    assert (found.title, found.description, found.tags, found.aliases) == (word, word, (word,), (f"{word} too",))
    assert found.facts == facts


def test_a_link_behind_an_exclamation_mark_is_no_picture(tmp_path: Path) -> None:
    intro = (Paragraph((Span("Look! Now!"), Span("there", href="https://example.org"))),)
    assert read_back(Drill("x", "X", Source("drills/x.md"), intro=intro), tmp_path).intro == intro
