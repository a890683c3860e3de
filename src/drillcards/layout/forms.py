"""The form of tables: columns of cells, or text where there is no room for them; the same wherever a table goes on."""

from collections.abc import Collection, Iterable

from drillcards.layout.columns import Column
from drillcards.layout.pieces import Pieces, RowContent, StepPath, TextContent
from drillcards.layout.structure import ARTIFACT
from drillcards.model.page import Tag


def find_mixed_tables(columns: Iterable[Column]) -> frozenset[StepPath]:
    """The tables, by the path of their lists, that stand as cells in one place and as text in another.

    Whether there is room for cells is found anew for each measure, and boxes have different ones.
    """
    cells: set[StepPath] = set()
    texts: set[StepPath] = set()
    for column in columns:
        for setting in column.settings:
            content = setting.piece.content
            if isinstance(content, RowContent) and content.path != ARTIFACT:
                (cells if setting.cells else texts).add(_find_list(content.path))
            elif isinstance(content, TextContent) and content.row:
                texts.add(content.path[:-2])
    return frozenset(cells & texts)


def stack_tables(pieces: Pieces, lists: Collection[StepPath]) -> Pieces:
    """The pieces with these tables as text, whatever room they get."""
    return tuple(
        piece._replace(content=piece.content._replace(stacked=True))
        if isinstance(piece.content, RowContent) and _find_list(piece.content.path) in lists
        else piece
        for piece in pieces
    )


def _find_list(row: StepPath) -> StepPath:
    """The path of the list that stands in the table's place where its rows are text."""
    *above, table = row[:-1]
    return (*above, table._replace(tag=Tag.LIST))
