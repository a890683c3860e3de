"""Check boxes: what they look like, on paper and as fields, and the form that lists them (ISO 32000-1, 12.7).

Their looks are paths, so that no viewer needs a font for them.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from drillcards.model.page import BLACK, WHITE, Box, Line, Move, Path, Shape, rect_path
from drillcards.write.container import PdfFile, format_stream
from drillcards.write.paths import TURNS, format_number, format_path
from drillcards.write.strings import format_text
from drillcards.write.structure import PRINTABLE, format_box

FRAME: Final = 0.75
"""The line around a box, in points: it stands between a hairline, which a copier loses, and the weight of text."""
TICK: Final = ((0.22, 0.55), (0.42, 0.76), (0.8, 0.24))
"""The corners of the check mark, in parts of the box's width and height."""
TICK_WIDTH: Final = 0.13
"""Of its stroke, in parts of the box's shorter side."""


class Field(NamedTuple):
    """A check box as an annotation that is also its field. Both numbers are of objects: its own, and its page's.

    ``box`` is in PDF's coordinates, with its content turned clockwise by so many quarters.
    """

    number: int
    page: int
    box: Box
    turns: int
    name: str
    label: str


class _Look(NamedTuple):
    """The size and turn of a box, in points; boxes that have the same share their appearances."""

    width: float
    height: float
    turns: int


def outline_box(box: Box) -> Shape:
    """An empty box, the outer edge of its frame on the edge of ``box``."""
    line = min(FRAME, box.w / 8, box.h / 8)
    inner = Box(box.x + line / 2, box.y + line / 2, box.w - line, box.h - line)
    return Shape(rect_path(inner), fill=WHITE, stroke=BLACK, line_width=line)


def write_fields(file: PdfFile, fields: Sequence[Field]) -> None:
    """Add the fields, all empty, and the form that lists them; nothing, if there are none."""
    if not fields:
        return
    appearances: dict[_Look, str] = {}
    for field in fields:
        look = _measure_look(field)
        if look not in appearances:
            appearances[look] = _write_appearances(file, look)
        file.pack_body(field.number, _format_field(field, appearances[look]))
    # Without NeedAppearances, which PDF/A forbids (ISO 19005-2, 6.4.1): the appearances are there.
    number = file.add_body(f"<</Fields[{' '.join([f'{field.number} 0 R' for field in fields])}]>>")
    file.Catalog.AcroForm = f"{number} 0 R"


def _format_field(field: Field, appearances: str) -> str:
    """A field's object. Its key in the ParentTree is its own number, which is as unique as a key must be."""
    # Viewers that draw a field in their own way take the mark from MK: 4 is ZapfDingbats' check mark.
    turned = f"/R {360 - 90 * field.turns}" if field.turns else ""
    return (
        f"<</Type/Annot/Subtype/Widget/FT/Btn/T{format_text(_escape_name(field.name))}/TU{format_text(field.label)}"
        f"/V/Off/AS/Off/AP<</N{appearances}>>/MK<</CA(4)/BC[0]/BG[1]{turned}>>"
        f"/Rect{format_box(field.box)}/P {field.page} 0 R/F {PRINTABLE}/StructParent {field.number}>>"
    )


def _escape_name(name: str) -> str:
    """A name without full stops, which would part it into a field and its parents (ISO 32000-1, 12.7.3.2)."""
    return name.replace("%", "%25").replace(".", "%2E")


def _measure_look(field: Field) -> _Look:
    width, height = (field.box.h, field.box.w) if field.turns % 2 else (field.box.w, field.box.h)
    return _Look(round(width, 2), round(height, 2), field.turns)


def _write_appearances(file: PdfFile, look: _Look) -> str:
    """The states that a box may be in, by name, each with the form that shows it."""
    frame = outline_box(Box(0.0, 0.0, look.width, look.height))
    empty = f"{format_number(frame.line_width)} w 0 G 1 g {format_path(frame.path, 0.0, 0.0)} B"
    stroke = min(look.width, look.height) * TICK_WIDTH
    tick = f"{format_number(stroke)} w 1 J 1 j {format_path(_draw_tick(look), 0.0, 0.0)} S"
    on, off = _write_form(file, look, f"{empty} {tick}"), _write_form(file, look, empty)
    return f"<</Yes {on} 0 R/Off {off} 0 R>>"


def _draw_tick(look: _Look) -> Path:
    first, *others = [(x * look.width, y * look.height) for x, y in TICK]
    return (Move(*first), *(Line(*corner) for corner in others))


def _write_form(file: PdfFile, look: _Look, operators: str) -> int:
    """The number of a form XObject, y negated as on pages; the viewer fits its turned box into the field's."""
    number = file.reserve_numbers()
    size = f"0 {format_number(-look.height)} {format_number(look.width)} 0"
    head = f"<</Type/XObject/Subtype/Form/BBox[{size}]/Matrix[{TURNS[look.turns]} 0 0]/Resources<<>>"
    file.write_object(number, format_stream(head.encode("ascii"), operators.encode("ascii")))
    return number
