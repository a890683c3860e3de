"""The names of papers, for whoever offers them."""

from typing import Final

from drillcards.impose.papers import list_papers
from drillcards.model.sheet import Paper

SINGLE: Final = "single"
"""The "paper" on which every face is a page of its own size."""


def list_paper_names() -> tuple[str, ...]:
    """What cards can be printed on, SINGLE first."""
    return (SINGLE, *(paper.name for paper in list_papers()))


def list_sheet_names() -> tuple[str, ...]:
    """What a booklet can be folded from: plain papers."""
    return tuple(paper.name for paper in list_papers() if isinstance(paper, Paper))
