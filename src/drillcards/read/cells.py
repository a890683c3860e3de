"""A row of a table, whatever file it comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells as they stand there. ``line`` is where it begins: its line in a text, its number in a workbook.

    ``whole`` is false where a quotation mark opens a cell that never ends; there are no cells then.
    """

    line: int
    cells: tuple[str, ...]
    whole: bool = True

    @property
    def blank(self) -> bool:
        """Whether there is nothing but space in it."""
        return self.whole and not any(cell.strip() for cell in self.cells)
