"""Any nesting of groups gives balanced content and a sound tree."""

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.model.page import Box, Group, Item, Tag, rect_path
from drillcards.write.pdf import write_pdf
from pdf_checks import check_structure, check_syntax, extract_text
from write.samples import make_document, make_field, make_link, make_page, make_panel, make_paragraph, make_text

WORDS = st.sampled_from(["Stand ", "Bend ", "Rest "])
LEAVES: st.SearchStrategy[Item] = st.one_of(
    WORDS.map(lambda word: make_text(20, 40, word)),
    st.just(make_panel()),
    st.just(make_link(60, "Video ", "https://example.org")),
    st.just(make_field(80, "a")),
)
TAGS = st.sampled_from([None, None, Tag.SECTION, Tag.PARAGRAPH, Tag.FIGURE, Tag.LABEL, Tag.TABLE_CELL, Tag.ARTIFACT])


def make_groups(items: st.SearchStrategy[Item]) -> st.SearchStrategy[Item]:
    return st.builds(
        Group,
        st.lists(items, max_size=3).map(tuple),
        tag=TAGS,
        key=st.sampled_from([None, None, "a", "b"]),
        x=st.sampled_from([0.0, 7.5]),
        y=st.just(0.0),
        turns=st.sampled_from([0, 0, 1, 3]),
        alt=st.just("words"),
        box=st.sampled_from([None, Box(0, 0, 9, 9)]),
        clip=st.sampled_from([None, None, rect_path(Box(0, 0, 99, 99))]),
        lang=st.sampled_from([None, None, "fr"]),
        numbered=st.booleans(),
        scope=st.none(),
        artifact=st.sampled_from(["", "Footer"]),
    ).map(lambda group: group._replace(key=group.key and f"{group.key} {group.tag}"))


PAGES = st.lists(
    st.lists(st.recursive(LEAVES, make_groups, max_leaves=12), min_size=1, max_size=4), min_size=1, max_size=3
)


def prepare(items: tuple[Item, ...], names: Iterator[int], *, hidden: bool = False) -> tuple[Item, ...]:
    """Without what stops the file: links and check boxes in artifacts, and check boxes of one name."""
    kept: list[Item] = []
    for item in items:
        if isinstance(item, Group):
            inner_hidden = hidden or item.tag is Tag.ARTIFACT
            if item.tag is not Tag.LINK and item.tag is not Tag.FORM:
                kept.append(item._replace(items=prepare(item.items, names, hidden=inner_hidden)))
            elif item.tag is Tag.FORM and not hidden:
                kept.append(make_field(80, f"{next(names)}"))
            elif not hidden:
                kept.append(item)
        else:
            kept.append(item)
    return tuple(kept)


@settings(deadline=None, max_examples=150)
@given(PAGES)
def test_any_nesting_is_balanced_and_sound(pages: list[list[Item]]) -> None:
    marker = make_paragraph(400, "marker")
    names = count()
    sheets = [make_page(*prepare(tuple(items), names), marker) for items in pages]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nested.pdf"
        write_pdf(make_document(*sheets), path)
        assert check_structure(path) == []
        assert check_syntax(path) == []
        assert all("marker" in text for text in extract_text(path))
