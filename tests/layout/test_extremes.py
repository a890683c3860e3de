"""Drills and templates of any size: cards or a problem, never an exception, and no flow without an end."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.model.drill import Drill, Fact, Ordered, Paragraph, Section, Source, Span, Table
from drillcards.model.muscle import MuscleUse, Role
from drillcards.model.page import Box, Tag
from drillcards.model.template import CardTemplate, Face, Slot, SlotKind, TextStyle
from drillcards.model.units import mm_to_pt
from layout.printed import SETTINGS, find_template, lay_out_drill, list_faces, read_structure


def make_drill(*blocks: Ordered | Paragraph | Table) -> Drill:
    return Drill("a/b", "Title", Source("drills/a/b.md", 4), sections=(Section("execution", "Execution", blocks),))


def say(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def count_words(drill: Drill, template: CardTemplate) -> int:
    laid = lay_out_drill(drill, template)
    assert laid.cards, laid.problems
    structure = read_structure(list_faces(laid))
    return sum(len(text.split()) for path, text in structure.items() if path[-1][0] in {Tag.PARAGRAPH, Tag.LIST_BODY})


@pytest.mark.parametrize("name", ["station", "pocket-3x5", "page"])
def test_two_hundred_steps_take_as_many_cards_as_they_need(name: str) -> None:
    steps = Ordered(tuple((say("Run to the next cone"),) for _ in range(200)))
    assert count_words(make_drill(steps), find_template(name)) >= 1000


def test_a_paragraph_of_three_thousand_words_takes_as_many_cards_as_it_needs() -> None:
    assert count_words(make_drill(say("throw " * 3000)), find_template("station")) >= 3000


SIZES = st.floats(0.5, 60.0).map(mm_to_pt)
TEXTS = st.sampled_from(["Go", "Incomprehensibilities", "https://example.org/a?b=" + "c" * 90, "run and throw " * 40])


def make_template(flow: Box, more: Box, small: Box, columns: int, *, has_back: bool) -> CardTemplate:
    body = Slot("body", SlotKind.FLOW, flow, ("*",), columns=columns, gutter=14, after=("facts",))
    slots = (
        Slot("title", SlotKind.TEXT, small, ("title",)),
        Slot("facts", SlotKind.FACTS, small, ("*",)),
        Slot("figure", SlotKind.FIGURE, small),
        Slot("legend", SlotKind.LEGEND, small),
        Slot("qr", SlotKind.CODE, small),
    )
    return CardTemplate(
        name="tiny",
        description="",
        source="",
        width=mm_to_pt(70),
        height=mm_to_pt(70),
        bleed=0,
        safe=0,
        ring_hole=None,
        omits=(),
        floor=8,
        styles=(("body", TextStyle(sizes=(10, 8))),),
        front=Face((*slots, body)),
        back=Face((replace(body, after=()),)) if has_back else None,
        more=Face((Slot("body", SlotKind.FLOW, more, columns=columns, gutter=14),)),
    )


@settings(deadline=None, max_examples=120)
@given(
    sizes=st.tuples(SIZES, SIZES, SIZES, SIZES, SIZES, SIZES),
    columns=st.integers(1, 3),
    text=TEXTS,
    has_back=st.booleans(),
)
def test_a_box_of_any_size_gives_cards_or_a_problem(
    sizes: tuple[float, ...], columns: int, text: str, has_back: bool
) -> None:
    flow, more, small = (Box(0, 0, *sizes[at : at + 2]) for at in (0, 2, 4))
    cell = (Span(text),)
    table = Table(((Span("Head"),), (Span("Other"),)), ((cell, cell),))
    drill = replace(
        make_drill(say(text), Ordered(((say(text),),)), table),
        facts=(Fact("reps", "Reps", text),),
        video="https://example.org/v",
        muscles=(MuscleUse("calves", "lower leg", Role.PRIMARY, "calves"),),
    )
    laid = lay_out_drill(drill, make_template(flow, more, small, columns, has_back=has_back), SETTINGS)
    assert laid.cards or [problem.code for problem in laid.problems] == ["does-not-fit"]


def test_a_body_of_five_by_three_millimetres_does_not_fit() -> None:
    tiny = Box(0, 0, mm_to_pt(5), mm_to_pt(3))
    template = make_template(tiny, tiny, Box(0, 0, 100, 20), 1, has_back=True)
    laid = lay_out_drill(make_drill(say("Run to the next cone")), template)
    assert laid.cards == ()
    assert [problem.code for problem in laid.problems] == ["does-not-fit"]
