"""A small book's pages as they were, and its larger shapes."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from conftest import Golden
from drillcards.layout.book.book import (
    Book,
    close_book,
    list_contents,
    open_chapter,
    set_front,
    set_indexes,
    set_routines,
    set_season,
    share_chapters,
)
from drillcards.layout.book.leaves import Leaf, number_leaves
from drillcards.layout.book.rows import Entry, Head
from drillcards.layout.references import NO_REFERENCES, gather_references
from drillcards.layout.suits import assign_suits
from drillcards.model.document import Document
from drillcards.model.drill import Paragraph, Section, Source, Span, Table
from drillcards.model.page import Page
from drillcards.model.routine import Routine
from drillcards.model.season import Season
from drillcards.write.trace import write_trace
from layout.book.bound import (
    DRILLS,
    SEASON,
    SETTINGS,
    list_faults,
    make_book,
    make_catalogue,
    make_drill,
    make_tools,
    number_book,
)
from layout.printed import BOOK_TEMPLATES, find_fonts, see, see_texts

ROUTINE = Routine(
    "warm-up",
    "Fifteen-Minute Warm-Up",
    Source("routines/warm-up.md"),
    description="The same way every time",
    intro=(Paragraph((Span("A-Skips", strong=True), Span(", twice."))),),
    sections=(
        Section(
            "loosen", "Loosen the arm", (Table(((Span("Feet"),), (Span("Throws"),)), (((Span("30"),), (Span("8"),)),)),)
        ),
    ),
    closing=(Paragraph((Span("Walk to the water."),)),),
)


def print_book(template: str = "booklet", lang: str = "en") -> dict[str, list[Page]]:
    """All pages but the drills', by part."""
    book = replace(make_book(), routines=(ROUTINE,))
    tools, catalogue, numbering = make_tools(template, lang), make_catalogue(book, lang), number_book(book)
    firsts = {**numbering.firsts, ":routine-warm-up": 11}
    numbering = replace(numbering, firsts=firsts)
    references = gather_references(book.drills, {drill.slug for drill in book.drills}, lambda drill: "S1, p. 2")

    def number(leaves: Sequence[Leaf], first: int, *, roman: bool = False) -> list[Page]:
        return list(number_leaves(leaves, first, tools.frame, "Foot", tools.typesetter, roman=roman))

    front = number(list(set_front(book, catalogue, numbering, tools)), 1, roman=True)
    openers = number([open_chapter(chapter, catalogue, tools) for chapter in book.chapters], 1)
    season = number(list(set_season(book, numbering, references, tools)), 13)
    indexes = number(list(set_indexes(catalogue, tools)), 20)
    return {
        "cover": front[:1],
        "guide": front[1:2],
        "contents": front[2:],
        "opener": openers,
        "routine": number(list(set_routines(book, references, tools)), 11),
        "calendar": season[:1],
        "load": season[1:2],
        "practice": season[2:],
        "index": indexes,
        "back-cover": number([close_book(book, tools)], 30),
    }


@pytest.mark.parametrize("part", ["cover", "contents", "opener", "routine", "calendar", "load", "practice", "index"])
def test_a_part_s_pages_are_as_they_were(part: str, golden: Golden) -> None:
    (page, *_) = print_book()[part]
    golden(f"{part}.txt", write_trace(Document(part, (page,), find_fonts().files)))


@pytest.mark.parametrize("template", BOOK_TEMPLATES)
@pytest.mark.parametrize("lang", ["en", "es", "fr", "de"])
def test_nothing_on_a_book_s_pages_is_too_small_cut_off_or_upon_other_text(template: str, lang: str) -> None:
    pages = [page for part in print_book(template, lang).values() for page in part]
    assert list_faults(pages, make_tools(template).frame.floor) == []


def test_the_front_ends_on_a_left_hand_page() -> None:
    book = make_book()
    tools, numbering = make_tools(), number_book(book)
    for count in (1, 60):
        drills = [make_drill(f"speed/d{at:03}") for at in range(count)]
        larger = make_book(drills, season=None)
        front = list(set_front(larger, make_catalogue(larger), number_book(larger), tools))
        assert len(front) % 2 == 0
    assert len(list(set_front(book, make_catalogue(book), numbering, tools))) % 2 == 0


def test_chapters_are_in_order_of_category_and_drills_without_one_come_last() -> None:
    drills = [make_drill("b/two"), make_drill("lone"), make_drill("a/one"), make_drill("b/one")]
    chapters = share_chapters(drills, assign_suits(drills, SETTINGS))
    assert [[drill.slug for drill in chapter.drills] for chapter in chapters] == [
        ["a/one"],
        ["b/one", "b/two"],
        ["lone"],
    ]


def test_the_contents_list_every_drill_practice_and_index_once() -> None:
    book = make_book()
    rows = list(list_contents(book, make_catalogue(book), number_book(book), "en"))
    entries = [row.anchor for row in rows if isinstance(row, Entry)]
    assert len(entries) == len({*entries})
    assert {drill.slug for drill in book.drills} < {*entries}
    assert {":practice-1", ":practice-2", ":practice-3", ":calendar", ":load", ":index-time"} < {*entries}
    heads = [row.text for row in rows if isinstance(row, Head)]
    assert heads == ["Speed & agility", "Throwing", "Spring 2027", "Indexes"]


def test_a_book_without_a_season_has_no_pages_of_one() -> None:
    book = make_book(season=None)
    assert list(set_season(book, number_book(book), NO_REFERENCES, make_tools())) == []
    assert [
        row.text for row in list_contents(book, make_catalogue(book), number_book(book), "en") if isinstance(row, Head)
    ] == [
        "Speed & agility",
        "Throwing",
        "Indexes",
    ]


@pytest.mark.parametrize("template", BOOK_TEMPLATES)
def test_no_ink_lies_beyond_the_bleed(template: str) -> None:
    bleed = make_tools(template).frame.bleed
    pages = [page for part in print_book(template).values() for page in part]
    assert not [
        (page.label, seen.item)
        for page in pages
        for seen in see(page)
        if min(seen.box.x, seen.box.y) < -bleed - 0.01
        or seen.box.right > page.width + bleed + 0.01
        or seen.box.bottom > page.height + bleed + 0.01
    ]


@pytest.mark.parametrize("template", BOOK_TEMPLATES)
def test_an_opener_s_colour_reaches_the_bleed_on_left_and_right_hand_pages(template: str) -> None:
    openers = print_book(template)["opener"]
    bleed = openers[0].bleed
    assert [see(page)[0].box.x for page in openers] == pytest.approx([-bleed] * 2)
    assert [see(page)[0].box.right for page in openers] == pytest.approx([openers[0].width + bleed] * 2)


def print_plan(book: Book) -> str:
    leaves = set_season(book, number_book(book), NO_REFERENCES, make_tools())
    text = "".join(seen.text.text for leaf in leaves for seen in see_texts(leaf.page))
    return " ".join(text.split())


def test_a_drill_that_is_planned_but_not_in_the_book_keeps_its_title() -> None:
    book = replace(make_book(DRILLS[:2]), library=DRILLS)
    assert "Long-Toss Build-Up" in print_plan(book)
    assert "throwing/long-toss" not in print_plan(book)
    assert "Shoulders" in print_plan(book)  # in the chart of what the weeks train


def test_the_cover_has_the_season_s_own_title_where_the_settings_have_none() -> None:
    for named, shown in (("", "Summer 2031"), ("Winter 2030", "Winter 2030")):
        season = Season("Summer 2031", SEASON.weeks)
        book = make_book(season=season, settings=replace(SETTINGS, season=named))
        (cover, *_) = set_front(book, make_catalogue(book), number_book(book), make_tools())
        for leaf in (cover, close_book(book, make_tools())):
            assert shown in "".join(seen.text.text for seen in see_texts(leaf.page))


def test_a_single_drill_is_one_drill_and_takes_one_span_of_minutes() -> None:
    book = make_book([make_drill("speed/a", duration="10 min")], season=None)
    leaf = open_chapter(book.chapters[0], make_catalogue(book), make_tools())
    assert "1 drill · 10 min" in [seen.text.text.strip() for seen in see_texts(leaf.page)]
