"""The legend: a square before the first name of each kind says how the figure shows it."""

from dataclasses import replace

import pytest

from drillcards.layout.figure import INK, WHOLE
from drillcards.model.drill import Drill, Source
from drillcards.model.muscle import MuscleUse, Role
from drillcards.model.page import WHITE, Shape
from drillcards.read.muscles import read_taxonomy
from layout.printed import SHIPPED, Seen, find_template, lay_out, lay_out_drill, list_faces, see

TWO_KINDS = (("glutes", Role.PRIMARY), ("calves", Role.PRIMARY), ("lats", Role.SECONDARY), ("neck", Role.STABILIZER))


def print_legend(*uses: tuple[str | None, Role], template: str = "field-4x6") -> list[Seen]:
    """What stands on the back's legend, from left to right."""
    muscles = tuple(MuscleUse(group, None, role, group or "Whatever") for group, role in uses)
    laid = lay_out_drill(Drill("a/b", "Title", Source("drills/a/b.md"), muscles=muscles), find_template(template))
    return find_legend(list_faces(laid)[1])


def find_legend(back: object) -> list[Seen]:
    seen = see(back)  # type: ignore[arg-type]
    start = next((i for i, item in enumerate(seen) if any(group.key == "legend" for group in item.path)), None)
    if start is None:
        return []
    last = max(i for i, item in enumerate(seen) if any(group.key == "legend" for group in item.path))
    return seen[start : last + 1]


def read_legend(legend: list[Seen]) -> str:
    """The legend's words, with the colour of each square that isn't white before the word that it stands before."""
    names = {INK: "■", WHOLE: "▒", WHITE: "▨"}
    words = []
    for seen in legend:
        if isinstance(seen.item, Shape):
            # A hatched square has many lines on its white, a hollow one a single line around it.
            words.append(names[seen.item.fill] if seen.item.fill else "")
        else:
            words.append(seen.text.text.strip())
    return " ".join(filter(None, words))


def test_a_square_stands_before_the_first_name_of_each_kind() -> None:
    assert read_legend(print_legend(*TWO_KINDS)) == "Muscles ■ Glutes, Calves, ▨ Lats, Neck"
    assert read_legend(print_legend(("lats", Role.SECONDARY))) == "Muscles ▨ Lats"


def test_what_is_only_stretched_comes_last_and_says_so() -> None:
    legend = print_legend(("lats", Role.STRETCHED), ("glutes", Role.PRIMARY), ("chest", Role.STRETCHED))
    assert read_legend(legend) == "Muscles ■ Glutes; stretched: ▨ Lats, Chest"
    assert read_legend(print_legend(("lats", Role.STRETCHED))) == "Muscles stretched: ▨ Lats"
    laid = lay_out_drill(
        Drill("a/b", "T", Source("x.md"), muscles=(MuscleUse("lats", None, Role.STRETCHED, "lats"),)),
        find_template("field-4x6"),
    )
    alts = [group.alt for seen in see(list_faces(laid)[0]) for group in seen.path if group.alt]
    assert set(alts) == {"Muscles: stretched: Lats"}


def test_the_whole_body_has_a_grey_of_its_own() -> None:
    legend = print_legend(("full-body", Role.PRIMARY), ("glutes", Role.PRIMARY))
    assert read_legend(legend) == "Muscles ▒ Full body, ■ Glutes"


def test_a_muscle_that_the_figure_does_not_know_has_no_square() -> None:
    assert read_legend(print_legend((None, Role.PRIMARY), ("lats", Role.SECONDARY))) == "Muscles Whatever, ▨ Lats"


def test_squares_are_seen_and_not_read() -> None:
    squares = [seen for seen in print_legend(*TWO_KINDS) if isinstance(seen.item, Shape)]
    assert squares
    assert all(seen.is_artifact for seen in squares)


def test_without_a_figure_there_is_nothing_to_explain() -> None:
    template = find_template("field-4x6")
    front = replace(template.front, slots=tuple(slot for slot in template.front.slots if slot.name != "figure"))
    body = next(slot for slot in front.slots if slot.name == "body")
    slots = tuple(replace(slot, clear_of=(), after=()) if slot in {body} else slot for slot in front.slots)
    slots = tuple(replace(slot, after=()) if slot.name == "qr" else slot for slot in slots)
    drill = Drill("a/b", "T", Source("x.md"), muscles=(MuscleUse("lats", None, Role.PRIMARY, "lats"),))
    laid = lay_out_drill(drill, replace(template, front=replace(front, slots=slots)))
    assert read_legend(find_legend(list_faces(laid)[1])) == "Muscles Lats"


@pytest.mark.parametrize("name", ["field-4x6", "field-a6"])
def test_squares_have_room_of_their_own_and_cost_no_line(name: str) -> None:
    shown = 0
    for slug in SHIPPED:
        legend = find_legend(list_faces(lay_out(slug, name))[1])
        texts = [seen.box for seen in legend if not isinstance(seen.item, Shape)]
        for seen in legend:
            if isinstance(seen.item, Shape) and seen.item.fill:
                shown += 1
                level = [box for box in texts if abs(box.bottom - seen.box.bottom) < 5]
                assert all(box.right <= seen.box.x + 0.1 or box.x >= seen.box.right for box in level)
    assert shown >= 20


def test_squares_that_would_cost_a_line_are_left_out() -> None:
    groups = [group.id for group in read_taxonomy().groups]
    runs = [groups[start:end] for start in range(6) for end in range(start + 1, start + 14)]
    shown = [print_legend(*((group, Role.PRIMARY) for group in run)) for run in runs]
    assert {"■" in read_legend(legend) for legend in shown} == {True, False}
