"""The contents: closer together where that saves a page."""

from collections.abc import Sequence

import pytest

from drillcards.layout.book.contents import set_contents
from drillcards.layout.book.rows import Entry
from drillcards.layout.book.story import SetPage
from drillcards.model.page import Text
from layout.book.bound import list_texts, make_tools
from layout.printed import BOOK_TEMPLATES


def set_rows(count: int, template: str = "booklet") -> list[SetPage]:
    return set_contents([Entry(f"Drill {at}", str(at)) for at in range(count)], "Contents", ":c", make_tools(template))


def count_entries(pages: Sequence[SetPage]) -> int:
    return sum(text.startswith("Drill") for page in pages for text in list_texts(page.placed))


@pytest.mark.parametrize("template", BOOK_TEMPLATES)
def test_a_few_rows_too_many_stay_on_the_page(template: str) -> None:
    frame = make_tools(template).frame
    fit = int((frame.block.h - 60) / (frame.entry.sizes[0] * frame.entry.leading[0]))
    pages = set_rows(fit + 4, template)
    assert len(pages) == 1
    assert count_entries(pages) == fit + 4
    feet = [item.y for _, item in pages[0].placed if isinstance(item, Text)]
    assert max(feet) <= frame.block.bottom


@pytest.mark.parametrize("count", [10, 75])
def test_rows_keep_their_distance_where_that_saves_nothing(count: int) -> None:
    frame = make_tools().frame
    lines = sorted({item.y for _, item in set_rows(count)[0].placed if isinstance(item, Text)})
    assert lines[-1] - lines[-2] == pytest.approx(frame.entry.sizes[0] * frame.entry.leading[0])
