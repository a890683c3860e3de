"""Objects whose numbers aren't known yet: a part's, which are drawn before it is known how many come before them."""

from array import array
from dataclasses import dataclass
from typing import Protocol


class Body(Protocol):
    """An object that isn't a stream."""

    def format(self, references: list[int]) -> str:
        """The object on one line, with ``%d`` wherever the number of an object of its part stands.

        Those numbers are appended to ``references``, in that order; any other percent sign is doubled.
        """


@dataclass(frozen=True, slots=True)
class Objects:
    """A run of ``count`` objects that are numbered from 0, so that the first number is all that they still need.

    ``numbers`` are those of the bodies, rising; the others are streams and pages, which are kept elsewhere.
    """

    count: int
    numbers: "array[int]"
    bodies: str
    """One a line, as Body has them."""
    references: "array[int]"

    def place_bodies(self, first: int) -> tuple[list[int], list[str]]:
        """The bodies' numbers, and the bodies, if the run begins with this one."""
        if not self.numbers:
            return [], []
        bodies = self.bodies % tuple([first + number for number in self.references])
        return [first + number for number in self.numbers], bodies.split("\n")


class ObjectList:
    """Objects as they are met. Bodies are asked for their text at the end, as pages to come may add to them."""

    def __init__(self) -> None:
        self._objects: list[Body | None] = []

    @property
    def next_number(self) -> int:
        """The number of the object that is added next."""
        return len(self._objects)

    def add(self, body: Body | None) -> int:
        """The object's number; None for one that is kept elsewhere."""
        self._objects.append(body)
        return len(self._objects) - 1

    def format(self) -> Objects:
        """All of them."""
        references: list[int] = []
        numbers = array("I", [number for number, body in enumerate(self._objects) if body is not None])
        bodies = "\n".join([body.format(references) for body in self._objects if body is not None])
        return Objects(len(self._objects), numbers, bodies, array("I", references))


def escape_percent(text: str) -> str:
    """Text that stands in a body as it is."""
    return text.replace("%", "%%")
