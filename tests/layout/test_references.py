"""Drills that name others: what is a name, what it leads to, and where it says that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillcards.layout.references import References, gather_references
from drillcards.layout.typesetter import INNER
from drillcards.model.drill import (
    Blocks,
    Bullets,
    Code,
    Drill,
    Heading,
    ImageBlock,
    Ordered,
    Paragraph,
    Quote,
    Section,
    Source,
    Span,
    Spans,
    Table,
)

PAGES = {"speed/a-skips": "p. 2", "speed/butt-kicks": "p. 4", "throwing/crow-hop": "p. 6", "twin-1": "p. 8"}


def make_drill(slug: str, title: str, *aliases: str, body: Blocks = ()) -> Drill:
    section = (Section("execution", "Execution", body),) if body else ()
    return Drill(slug, title, Source(f"drills/{slug}.md"), aliases=aliases, sections=section)


DRILLS = (
    make_drill("speed/a-skips", "A-Skips", "Skips"),
    make_drill("speed/butt-kicks", "Butt Kicks"),
    make_drill("throwing/crow-hop", "Crow-Hop Throws"),
    make_drill("twin-1", "Twin"),
    make_drill("twin-2", "twin"),
)
REFERENCES = gather_references(DRILLS, {drill.slug for drill in DRILLS[:4]}, lambda drill: PAGES.get(drill.slug, ""))


def read_text(spans: Spans) -> str:
    return "".join(span.text for span in spans).replace("\u00a0", " ")


def list_targets(spans: Spans) -> list[str]:
    return list(dict.fromkeys(span.href for span in spans if span.href))


@pytest.mark.parametrize(
    "written",
    ["Butt Kicks", "butt  kicks", "BUTT KICKS", "Butt Kicks:", "Butt Kicks.", " Butt Kicks, ", "Butt Kicks!"],
)
def test_a_title_in_bold_becomes_a_link_and_says_where_the_drill_is(written: str) -> None:
    spans = REFERENCES.resolve_spans((Span("Then "), Span(written, strong=True), Span(" twice")))
    assert read_text(spans) == f"Then {written} (p. 4) twice"
    assert list_targets(spans) == [f"{INNER}speed/butt-kicks"]


def test_another_name_of_a_drill_leads_to_it_too() -> None:
    assert list_targets(REFERENCES.resolve_spans((Span("Skips", strong=True),))) == [f"{INNER}speed/a-skips"]


@pytest.mark.parametrize("span", [Span("Butt Kicks"), Span("Kicks", strong=True), Span("Twin", strong=True)])
def test_plain_words_unknown_names_and_titles_that_two_drills_share_stay_as_they_are(span: Span) -> None:
    assert REFERENCES.resolve_spans((span,)) == (span,)


@pytest.mark.parametrize(
    ("href", "own", "folder"),
    [
        ("butt-kicks.md", "speed/a-skips", "drills"),
        ("../speed/butt-kicks.md", "throwing/crow-hop", "drills"),
        ("../speed/butt-kicks.md#setup", "throwing/crow-hop", "drills"),
        ("speed/butt-kicks.md", "twin-1", "drills"),
        ("speed/butt-kicks", "throwing/crow-hop", "drills"),
        ("drills/speed/butt-kicks.md", "throwing/crow-hop", "drills"),
        ("../drills/speed/butt-kicks.md", "warm-up", "routines"),
        ("../../drills/speed/butt-kicks.md", "winter/warm-up", "routines"),
    ],
)
def test_a_link_to_a_drill_s_file_leads_to_its_page(href: str, own: str, folder: str) -> None:
    spans = REFERENCES.resolve_spans((Span("these", href=href),), own, folder)
    assert read_text(spans) == "these (p. 4)"
    assert list_targets(spans) == [f"{INNER}speed/butt-kicks"]


@pytest.mark.parametrize(
    "href",
    ["gone.md", "../plan.md", "#setup", "https://example.com/speed/butt-kicks.md", "mailto:a@b.org", ""],
)
def test_links_elsewhere_stay_as_they_are(href: str) -> None:
    spans = (Span("these", href=href),)
    assert REFERENCES.resolve_spans(spans, "speed/a-skips") == spans


def test_a_drill_is_not_linked_to_itself() -> None:
    spans = (Span("A-Skips", strong=True), Span(" and "), Span("these", href="a-skips.md"))
    assert REFERENCES.resolve_spans(spans, "speed/a-skips") == spans


def test_nobody_but_the_program_can_link_inside_the_document() -> None:
    spans = REFERENCES.resolve_spans((Span("trick", href=f"{INNER}:cover"),))
    assert spans == (Span("trick"),)


@pytest.mark.parametrize("written", [" (p. 4) twice", "(p. 4)", " (p.\u00a04)", "  (p.  4)"])
def test_a_place_that_already_stands_there_is_not_said_twice(written: str) -> None:
    spans = REFERENCES.resolve_spans((Span("Butt Kicks", strong=True), Span(written)))
    assert read_text(spans).count("(p.") == 1


NAMES = st.sampled_from(["A-Skips", "Butt Kicks:", "Twin", "skips", "run", "(p. 4)", " (p. 2) and "])
SPANS = st.lists(
    st.builds(
        Span,
        NAMES,
        strong=st.booleans(),
        em=st.booleans(),
        code=st.just(False),
        href=st.sampled_from([None, None, "butt-kicks.md", "https://example.com"]),
    ),
    max_size=6,
).map(tuple)


@given(spans=SPANS)
def test_the_words_of_a_text_are_kept_and_marked_once(spans: Spans) -> None:
    once = REFERENCES.resolve_spans(spans, "speed/b")
    marks = {"(p. 2)", "(p. 4)", "(p. 6)"}
    kept = [span.text for span in once if span.text.replace("\u00a0", " ").strip() not in marks or span in spans]
    assert [text for text in kept if text not in [s.text for s in spans]] == []
    assert read_text(REFERENCES.resolve_spans(once, "speed/b")) == read_text(once)


def test_a_drill_without_marks_is_linked_all_the_same() -> None:
    references = References({"butt kicks": "speed/butt-kicks"}, {}, {"speed/butt-kicks"})
    spans = references.resolve_spans((Span("Butt Kicks", strong=True),))
    assert spans == (Span("Butt Kicks", strong=True, href=f"{INNER}speed/butt-kicks"),)


def test_a_drill_outside_the_document_is_said_but_not_linked() -> None:
    references = gather_references(DRILLS, set(), lambda drill: PAGES.get(drill.slug, ""))
    spans = references.resolve_spans((Span("Butt Kicks", strong=True),))
    assert read_text(spans) == "Butt Kicks (p. 4)"
    assert list_targets(spans) == []


def test_places_are_not_parted_by_the_end_of_a_line() -> None:
    references = gather_references(DRILLS, set(), lambda drill: f"S1, {PAGES.get(drill.slug, '')}")
    _, mark = references.mark_drill("speed/butt-kicks", "Butt Kicks")
    assert mark.text == " (S1,\u00a0p.\u00a04)"


NAMING = (Span("Butt Kicks", strong=True),)
PLACES: tuple[Blocks, ...] = (
    (Paragraph(NAMING),),
    (Heading(3, NAMING),),
    (Bullets(((Paragraph(NAMING),),)),),
    (Ordered(((Paragraph((Span("one"),)), Bullets(((Paragraph(NAMING),),))),)),),
    (Quote((Paragraph(NAMING),)),),
    (Table(((Span("head"),),), ((NAMING,),)),),
)


@pytest.mark.parametrize("blocks", PLACES)
def test_names_are_found_in_every_kind_of_block(blocks: Blocks) -> None:
    resolved = REFERENCES.resolve_blocks(blocks)
    assert resolved != blocks
    assert f"{INNER}speed/butt-kicks" in repr(resolved)


def test_a_drill_that_names_no_other_is_the_same_value() -> None:
    blocks: Blocks = (
        Paragraph((Span("Run."),)),
        Bullets(((Paragraph((Span("A-Skips", strong=True),)),),)),
        Table(((Span("head"),),), (((Span("cell"),),),)),
        Quote((Paragraph((Span("Say it."),)),)),
        Code("Butt Kicks"),
        ImageBlock("a.png", "Butt Kicks"),
    )
    drill = make_drill("speed/a-skips", "A-Skips", body=blocks)
    assert REFERENCES.resolve_drill(drill) is drill
    assert REFERENCES.resolve_blocks(blocks, "speed/a-skips") is blocks


def test_drills_that_name_each_other_are_both_linked() -> None:
    one = make_drill("speed/a-skips", "A-Skips", body=(Paragraph((Span("Butt Kicks", strong=True),)),))
    two = make_drill("speed/butt-kicks", "Butt Kicks", body=(Paragraph((Span("A-Skips", strong=True),)),))
    assert f"{INNER}speed/butt-kicks" in repr(REFERENCES.resolve_drill(one))
    assert f"{INNER}speed/a-skips" in repr(REFERENCES.resolve_drill(two))
