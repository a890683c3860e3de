from collections.abc import Callable
from dataclasses import replace

from drillcards.model.document import OutlineEntry
from drillcards.model.page import (
    BLACK,
    Anchor,
    Box,
    CheckBox,
    Close,
    Curve,
    Group,
    Image,
    Item,
    Line,
    LinkArea,
    Move,
    Shape,
    Tag,
    Text,
    rect_path,
)
from drillcards.write.trace import write_trace
from write.samples import GREEN, make_document, make_page, make_step, make_text

DROP = (Move(0, 0), Curve(5, 0, 9, 4, 9, 9), Line(0, 9), Close())


def trace_item(item: Item) -> str:
    return write_trace(make_document(make_page(item)))


def test_a_page_of_everything_reads_like_this(golden: Callable[[str, str], None]) -> None:
    items: tuple[Item, ...] = (
        Group((make_text(20, 30.04, "Wall sit", "head", 24),), tag=Tag.HEADING_1),
        Group((make_step("1.", 60, "Stand."),), tag=Tag.LIST, key="steps", numbered=True, lang="en-GB"),
        Group(
            (Shape(DROP, fill=GREEN, stroke=BLACK, line_width=0.5, dash=(2, 1)),),
            tag=Tag.FIGURE,
            alt="A drop",
            box=Box(0, 0, 9, 9),
            x=100,
            y=200,
            turns=1,
            clip=rect_path(Box(0, 0, 9, 5)),
        ),
        Group((make_text(0, 0, "Reps "),), tag=Tag.TABLE_HEADER, scope="Column"),
        Group((Text(9, 9, "AV", "body", 8, 10.2, kerns=(((0, -50), (1, 10)),)),), tag=Tag.ARTIFACT, artifact="Footer"),
        LinkArea(Box(1, 2, 3, 4), "#top", "Top"),
        Group((CheckBox(Box(20, 70, 9, 9), "week-1/wall-sit", "Wall sit done"),), tag=Tag.FORM),
        Image(Box(0, 0, 72, 36), "/somewhere/photo.jpg"),
        Shape((), fill=GREEN),
    )
    page = replace(
        make_page(*items, label="iv"), slug=20, safe=12, anchors=(Anchor("top"),), keep_out=(Box(5, 5, 9, 9),)
    )
    document = replace(make_document(page, make_page()), outline=(OutlineEntry("Top", 0, "top"),))
    golden("everything.txt", write_trace(document))


def test_a_change_too_small_to_see_is_not_traced() -> None:
    assert trace_item(make_text(20.01, -0.001, "x")) == trace_item(make_text(20.02, 0.001, "x"))


def test_a_curve_that_bends_otherwise_in_the_same_box_is_traced() -> None:
    other = (Move(0, 0), Curve(5, 0, 9, 6, 9, 9), Line(0, 9), Close())
    assert trace_item(Shape(DROP, fill=GREEN)) != trace_item(Shape(other, fill=GREEN))


def test_a_trace_does_not_depend_on_where_the_workspace_lies() -> None:
    box = Box(0, 0, 9, 9)
    assert trace_item(Image(box, "/a/photo.jpg")) == trace_item(Image(box, "C:\\b\\photo.jpg"))
