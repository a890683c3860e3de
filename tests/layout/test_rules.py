"""The rules of good setting, held against every face: heads, lonely lines, the ladder, continuations, structure."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.model.page import Group, Item, Page, Tag
from layout.printed import (
    FIELD_TEMPLATES,
    SHIPPED,
    SLUGS,
    TEMPLATES,
    Seen,
    find_template,
    lay_out,
    lay_out_drill,
    list_faces,
    read_drills,
    read_structure,
    read_text,
    see_texts,
    split_columns,
)

HEADS = {Tag.HEADING_2, Tag.HEADING_3, Tag.HEADING_4}
LARGE = {"station", "station-a5"}
"""Faces of four or five lines, where a long paragraph must break wherever it can."""


def list_columns(slug: str, name: str) -> list[list[Seen]]:
    """The texts of each flow column of a drill's faces, from the top down; artifacts are continued heads."""
    return [
        column for face in list_faces(lay_out(slug, name)) for column in split_columns(list_flowing(face)) if column
    ]


def list_flowing(face: Page) -> list[Seen]:
    return [seen for seen in see_texts(face) if flows(seen) or "(continued)" in seen.text.text]


def flows(seen: Seen) -> bool:
    return seen.tags[1:2] in {(Tag.SECTION,), (Tag.DIVISION,)}


def is_head(seen: Seen) -> bool:
    return bool(HEADS.intersection(seen.tags)) or seen.is_artifact


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_column_ends_with_a_head(name: str) -> None:
    ends = [
        (slug, column[-1].text.text) for slug in SLUGS for column in list_columns(slug, name) if is_head(column[-1])
    ]
    assert ends == []


@pytest.mark.parametrize("name", sorted(set(TEMPLATES) - LARGE))
def test_a_break_leaves_no_line_of_a_paragraph_alone(name: str) -> None:
    """A paragraph or an item has at least two lines in each column that it is in, unless it is but one line long."""
    for slug in SLUGS:
        lines: dict[tuple[object, ...], dict[int, set[float]]] = defaultdict(lambda: defaultdict(set))
        for number, column in enumerate(list_columns(slug, name)):
            for seen in column:
                if not is_head(seen) and seen.tags[-1] in {Tag.PARAGRAPH, Tag.LIST_BODY}:
                    path: tuple[object, ...] = tuple((group.tag, group.key) for group in seen.path)
                    lines[path][number].add(round(seen.text.y, 1))
        for path, columns in lines.items():
            if len(columns) > 1:
                assert min(len(baselines) for baselines in columns.values()) >= 2, (slug, path)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_goes_on_is_set_no_larger_than_where_it_began(name: str) -> None:
    for slug in SLUGS:
        faces = list_faces(lay_out(slug, name))
        sizes = [
            min((seen.text.size for seen in see_texts(face) if flows(seen) and not is_head(seen)), default=0.0)
            for face in faces
        ]
        first = 1 if find_template(name).back else 0
        assert all(later <= earlier for earlier, later in pairwise(sizes[first:])), slug


@pytest.mark.parametrize("name", FIELD_TEMPLATES)
def test_a_drill_of_the_usual_length_takes_one_card_in_a_size_that_can_be_read(name: str) -> None:
    laid = lay_out("speed/high-knees", name)
    assert len(laid.cards) == 1
    assert laid.cards[0].back is not None
    assert laid.spills == ()
    for face in list_faces(laid):
        assert min(seen.text.size for seen in see_texts(face) if flows(seen) and not is_head(seen)) >= 9


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("slug", SHIPPED)
def test_every_card_says_which_of_how_many_it_is(slug: str, name: str) -> None:
    laid = lay_out(slug, name)
    total = len(laid.cards)
    for number, card in enumerate(laid.cards, 1):
        assert (card.part, card.parts) == (number, total)
        fronts = " ".join(seen.text.text for face in (card.front, card.back) if face for seen in see_texts(face))
        assert (f"{number} of {total}" in fronts) == (total > 1)


@pytest.mark.parametrize("name", TEMPLATES)
def test_spills_name_the_sections_that_later_cards_bear(name: str) -> None:
    for slug in SLUGS:
        laid = lay_out(slug, name)
        later = [face for card in laid.cards[1:] for face in (card.front, card.back) if face]
        parts = {path[1][1].partition("-")[2] for path in read_structure(later) if path[1][0] == Tag.SECTION}
        headings = {section.heading for section in read_drills()[slug].sections if section.key in parts}
        assert {spill.heading for spill in laid.spills} - {"opening words", "closing words"} == headings, slug
        assert all(spill.lines > 0 for spill in laid.spills)


@pytest.mark.parametrize("name", TEMPLATES)
def test_headings_never_skip_a_level(name: str) -> None:
    for slug in SLUGS:
        assert not check_levels(list_levels(list_faces(lay_out(slug, name)))), slug


HEADINGS = st.lists(
    st.sampled_from(["# One", "## Two", "### Three", "#### Four", "###### Six", "Under\n=====", "Under\n---"]).flatmap(
        lambda text: (
            st.sampled_from([text, text.replace("\n", "\n> ").replace("", "> ", 1), f"- {text}"])
            if "\n" not in text
            else st.just(text)
        )
    ),
    max_size=6,
)


@settings(deadline=None, max_examples=40)
@given(headings=HEADINGS, name=st.sampled_from(TEMPLATES), titled=st.booleans())
def test_headings_of_any_order_never_skip_a_level(headings: list[str], name: str, titled: bool) -> None:
    matter = ["---\ntitle: Levels\n---"] if titled else []
    text = "\n\n".join([*matter, "First words.", *(f"{heading}\n\nGo." for heading in headings), "- Last"])
    laid = lay_out_drill(read_text(text), find_template(name))
    assert laid.cards, laid.problems
    assert not check_levels(list_levels(list_faces(laid)))


def list_levels(faces: list[Page]) -> list[int]:
    """The levels of the headings in the order of reading."""
    return [int(path[-1][0][1]) for path in read_structure(faces) if path[-1][0] in {"H1", *HEADS}]


def check_levels(levels: list[int]) -> list[tuple[int, int]]:
    """The pairs of headings between which a level is skipped."""
    return [(above, below) for above, below in pairwise([0, *levels]) if below > above + 1]


def test_the_first_heading_below_the_title_is_of_the_second_level() -> None:
    drill = read_text(
        "# Levels\n\nFirst words.\n\n### Deep\n\nGo.\n\n#### Deeper\n\nGo.\n\n## Execution\n\n#### Part\n\nGo."
    )
    assert list_levels(list_faces(lay_out_drill(drill, find_template("page")))) == [1, 2, 3, 2, 3]


@pytest.mark.parametrize("name", sorted(set(TEMPLATES) - LARGE))
def test_every_row_of_a_table_has_as_many_cells(name: str) -> None:
    tables = [table for face in list_faces(lay_out("awkward/wide-tables", name)) for table in find_tables(face.items)]
    counts = [{len({cell.key for cell in row.items if isinstance(cell, Group)}) for row in table} for table in tables]
    assert counts
    assert all(count in ({7}, {5}, {1}) for count in counts)


def find_tables(items: tuple[Item, ...]) -> Iterator[list[Group]]:
    """The rows of each table, as far as it is on a face."""
    for item in items:
        if isinstance(item, Group):
            if item.tag is Tag.TABLE:
                yield [row for row in item.items if isinstance(row, Group) and row.tag is Tag.TABLE_ROW]
            yield from find_tables(item.items)
