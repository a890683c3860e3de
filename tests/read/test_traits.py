import pytest

from drillcards.read.traits import fold_trait, split_traits


@pytest.mark.parametrize(
    "cell", ["pitcher / first base", "pitcher,first  base", " pitcher; first base;", "pitcher|first base"]
)
def test_a_cell_may_hold_several_positions(cell: str) -> None:
    assert split_traits(cell) == ("pitcher", "first base")


@pytest.mark.parametrize("text", ["First Base", "first-base", " first_base ", "fírst  base"])
def test_spelling_that_doesn_t_matter_is_folded_away(text: str) -> None:
    assert fold_trait(text) == "first base"
