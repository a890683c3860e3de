"""Text, shapes and pictures as the operators of a content stream (ISO 32000-1, 8 and 9).

Coordinates: a page's y grows downwards, PDF's upwards, so every y is negated, once, when it is written; the stream's
first operator puts the origin into the trim's top left corner. Nothing is written that already holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from drillcards.model.page import Box, Color, Image, Path, Shape, Text
from drillcards.write.fonts import Font
from drillcards.write.forms import SHORTEST, Form, FormStore
from drillcards.write.paths import TURNS, format_hundredths, format_number, format_path
from drillcards.write.text import format_string


class Picture(NamedTuple):
    """A picture file, and how large it is printed, in points."""

    path: str
    width: float
    height: float


@dataclass(slots=True)
class _State:
    """What q saves and Q restores: colours and the rest as last written, and where on the page the origin is."""

    fill: Color | None = None
    stroke: Color | None = None
    line_width: float | None = None
    dash: tuple[float, ...] = ()
    font: Font | None = None
    subset: int = 0
    size: float = 0.0
    x: float = 0.0
    y: float = 0.0
    turns: int = 0


class Canvas:
    """A content stream as it grows. Positions given to its methods are from the present state's origin, y downwards.

    ``origin`` is the trim's top left corner in PDF's coordinates. ``resources`` collects the forms and pictures that
    are used, by the names that they have on this page.
    """

    def __init__(
        self,
        origin: tuple[float, float],
        fonts: Mapping[str, Font],
        forms: FormStore,
    ) -> None:
        self.resources: dict[str, Form | Picture] = {}
        self._operators = [f"1 0 0 1 {origin[0]:.2f} {origin[1]:.2f} cm"]
        self.put = self._operators.append
        """Append an operator with its operands."""
        self.depth = 0
        """How many graphics states are saved."""
        self._origin = origin
        self._fonts = fonts
        self._forms = forms
        self._names: dict[Form | str, str] = {}
        self._state = _State()
        self._saved: list[_State] = []
        self._in_text = False
        self._pen = (0, 0)
        """Where the present line of text began, in hundredths of a point, so that nothing adds up."""

    @property
    def turns(self) -> int:
        """By how many quarters the present state is turned, clockwise."""
        return self._state.turns

    def get_stream(self) -> bytes:
        """All that was drawn."""
        return "\n".join(self._operators).encode("latin-1")

    def push(self, x: float, y: float, turns: int, clip: Path | None) -> None:
        """Save the state; go to (x, y) and turn clockwise by so many quarters; hide what lies outside ``clip``."""
        self.end_text()
        self._saved.append(self._state)
        self.depth += 1
        left, top = self._locate(x, y)
        self._state = replace(self._state, x=left, y=top, turns=(self._state.turns + turns) % 4)
        self.put(f"q {TURNS[turns]} {format_number(x)} {format_number(-y)} cm")
        if clip:
            self.put(f"{format_path(clip, 0, 0)} W n")

    def pop(self) -> None:
        """Restore the state that was saved last."""
        self.end_text()
        self.put("Q")
        self._state = self._saved.pop()
        self.depth -= 1

    def locate_box(self, box: Box, x: float, y: float) -> Box:
        """A box whose origin is (x, y), in PDF's coordinates; x and y of the result are its lower left corner."""
        x1, y1 = self._locate(x + box.x, y + box.y)
        x2, y2 = self._locate(x + box.right, y + box.bottom)
        left, top = self._origin
        return Box(left + min(x1, x2), top - max(y1, y2), abs(x2 - x1), abs(y2 - y1))

    def _locate(self, x: float, y: float) -> tuple[float, float]:
        """A point from the trim's top left corner."""
        for _ in range(self._state.turns):
            x, y = -y, x
        return self._state.x + x, self._state.y + y

    def show_text(self, text: Text, x: float, y: float) -> None:
        """Show a run, its own position being from (x, y). ValueError: no such font, or not in it."""
        left, baseline, words, name, size, _, color, kerns = text
        font = self._fonts.get(name)
        if font is None:
            raise ValueError(f"No font is named {name!r}; there are {', '.join(sorted(self._fonts))}")
        state, put = self._state, self.put
        if not self._in_text:
            put("BT")
            self._in_text = True
            self._pen = (0, 0)
        if state.fill != color:
            self._set_fill(color)
        right, up = round((x + left) * 100), round((y + baseline) * -100)
        before, above = self._pen
        put(f"{format_hundredths(right - before)} {format_hundredths(up - above)} Td")
        self._pen = (right, up)
        for subset, shown in format_string(font, words, kerns):
            if state.font is not font or state.subset != subset or state.size != size:
                put(f"/{font.name}.{subset} {format_number(size)} Tf")
                state.font, state.subset, state.size = font, subset, size
            put(shown)

    def end_text(self) -> None:
        """Close the text object, if one is open; what isn't text can't be inside."""
        if self._in_text:
            self.put("ET")
            self._in_text = False

    def paint_shape(self, shape: Shape, x: float, y: float) -> None:
        """Paint a path that is moved by (x, y)."""
        self.end_text()
        if shape.fill is not None:
            self._set_fill(shape.fill)
        if shape.stroke is not None:
            self._set_stroke(shape.stroke, shape)
        paint = "S" if shape.fill is None else "f" if shape.stroke is None else "B"
        if len(shape.path) < SHORTEST:
            self.put(f"{format_path(shape.path, x, y)} {paint}")
            return
        form = self._forms.get_form(shape.path, paint)
        name = self._names.setdefault(form, f"Fm{len(self.resources) + 1}")
        self.resources[name] = form
        at_origin = x == y == 0
        self.put(f"/{name} Do" if at_origin else f"q 1 0 0 1 {format_number(x)} {format_number(-y)} cm /{name} Do Q")

    def place_image(self, image: Image, x: float, y: float) -> None:
        """Draw a picture that is moved by (x, y)."""
        self.end_text()
        box = image.box
        name = self._names.setdefault(image.path, f"Im{len(self.resources) + 1}")
        before = self.resources.get(name)
        width, height = before[1:] if isinstance(before, Picture) else (0.0, 0.0)
        self.resources[name] = Picture(image.path, max(width, box.w), max(height, box.h))
        place = f"{format_number(x + box.x)} {format_number(-(y + box.bottom))}"
        self.put(f"q {format_number(box.w)} 0 0 {format_number(box.h)} {place} cm /{name} Do Q")

    def _set_fill(self, color: Color) -> None:
        if self._state.fill != color:
            self._state.fill = color
            self.put(_format_color(color, "g", "rg"))

    def _set_stroke(self, color: Color, shape: Shape) -> None:
        state = self._state
        if state.stroke != color:
            state.stroke = color
            self.put(_format_color(color, "G", "RG"))
        if state.line_width != shape.line_width:
            state.line_width = shape.line_width
            self.put(f"{format_number(shape.line_width)} w")
        if state.dash != shape.dash:
            state.dash = shape.dash
            self.put(f"[{' '.join(map(format_number, shape.dash))}]0 d")


def _format_color(color: Color, grey: str, rgb: str) -> str:
    """A colour's operator. Greys are DeviceGray, so that a press prints black text with black ink alone."""
    if color.r == color.g == color.b:
        return f"{round(color.r, 3):g} {grey}"
    return f"{round(color.r, 3):g} {round(color.g, 3):g} {round(color.b, 3):g} {rgb}"
