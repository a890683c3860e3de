from drillcards.build.papers import SINGLE, list_paper_names, list_sheet_names


def test_cards_go_on_pages_of_their_own_and_on_all_papers_booklets_on_plain_ones() -> None:
    assert list_paper_names()[0] == SINGLE
    assert {"letter", "a4", "avery-5389"} < {*list_paper_names()}
    assert {"letter", "a4"} < {*list_sheet_names()} < {*list_paper_names()}
    assert "avery-5389" not in list_sheet_names()
