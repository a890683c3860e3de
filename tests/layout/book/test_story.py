"""Running text over pages: nothing lost, and air below tables."""

from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.layout.book.contents import set_index
from drillcards.layout.book.rows import Entry
from drillcards.layout.book.story import TITLE_SCALE, SetPage, air_tables, compose_title, find_foot, set_story
from drillcards.layout.pieces import Pieces
from drillcards.model.drill import Blocks, Paragraph, Span, Table
from drillcards.model.page import Tag, Text
from layout.book.bound import list_texts, make_tools
from layout.printed import BOOK_TEMPLATES


def compose(blocks: Blocks) -> Pieces:
    tools = make_tools()
    return (compose_title("Title", ":key", tools), *tools.composer.compose_blocks(blocks, ":key", Tag.SECTION))


def read_words(pages: list[SetPage]) -> list[str]:
    return " ".join(text for page in pages for text in list_texts(page.placed)).split()


@settings(deadline=None, max_examples=20)
@given(counts=st.lists(st.integers(1, 900), max_size=5), single=st.booleans())
def test_every_word_is_on_a_page_once_and_in_order(counts: list[int], single: bool) -> None:
    words = [[f"w{at}.{number}" for number in range(count)] for at, count in enumerate(counts)]
    pieces = compose(tuple(Paragraph((Span(" ".join(some)),)) for some in words))
    pages = list(set_story(pieces, make_tools(), single=single))
    assert read_words(pages) == ["Title", *(word for some in words for word in some)]
    block = make_tools().frame.block
    for page in pages:
        assert find_foot(page) <= block.bottom + 3
        assert all(item.size >= make_tools().frame.floor for _, item in page.placed if isinstance(item, Text))


def test_what_follows_a_table_stands_clear_of_its_last_rule() -> None:
    table = Table(((Span("Head"),),), (((Span("cell"),),), ((Span("cell"),),)))
    before, after = Paragraph((Span("Before."),)), Paragraph((Span("After."),))
    airs = [piece.air for piece in air_tables(compose((before, table, after, after)))]
    assert airs[1:-2] == [piece.air for piece in compose((before, table, after, after))][1:-2]
    assert airs[-2] > 0
    assert airs[-1] == 0


def test_titles_of_all_parts_begin_at_the_same_height_and_size() -> None:
    for template in BOOK_TEMPLATES:
        tools = make_tools(template)
        (story,) = set_story((compose_title("Title", ":key", tools)._replace(keep=False),), tools)
        (index,) = set_index([Entry("Drill", "7")], "Title", "", ":index", tools)
        titles = [next(item for _, item in page.placed if isinstance(item, Text)) for page in (story, index)]
        assert round(titles[0].y, 3) == round(titles[1].y, 3)
        assert round(titles[0].size, 3) == round(titles[1].size, 3) == round(TITLE_SCALE * tools.frame.body.sizes[0], 3)
