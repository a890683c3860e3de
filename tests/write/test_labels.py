import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.write.labels import LabelRange, find_label_ranges


@pytest.mark.parametrize(
    ("labels", "ranges"),
    [
        (["", "", ""], []),
        (["1", "2", "3"], [LabelRange(0, "", "D", 1)]),
        (["i", "ii", "iii", "iv", "1", "2"], [LabelRange(0, "", "r", 1), LabelRange(4, "", "D", 1)]),
        (["XIX", "XX"], [LabelRange(0, "", "R", 19)]),
        (["A-1", "A-2", "B-1"], [LabelRange(0, "A-", "D", 1), LabelRange(2, "B-", "D", 1)]),
        (["front", "front", "back"], [LabelRange(0, "front", "", 1), LabelRange(2, "back", "", 1)]),
        (["iiii"], [LabelRange(0, "iiii", "", 1)]),
        (["007"], [LabelRange(0, "00", "D", 7)]),
        (["2", "1"], [LabelRange(0, "", "D", 2), LabelRange(1, "", "D", 1)]),
    ],
)
def test_labels_become_the_fewest_ranges(labels: list[str], ranges: list[LabelRange]) -> None:
    assert find_label_ranges(labels) == ranges


def read_labels(labels: list[str]) -> list[str]:
    """The labels as qpdf understands the ranges."""
    pdf = pikepdf.new()
    for _ in labels:
        pdf.add_blank_page()
    numbers = pikepdf.Array()
    for page, prefix, style, first in find_label_ranges(labels):
        numbers.append(page)
        entries = {"/P": pikepdf.String(prefix)} | ({"/S": pikepdf.Name(f"/{style}"), "/St": first} if style else {})
        numbers.append(pikepdf.Dictionary(entries))
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=numbers)
    return [page.label for page in pdf.pages]


words = st.one_of(
    st.sampled_from(["", "i", "ii", "iv", "v", "C", "D", "1", "2", "3", "10", "A1", "A2", "0", "ic", "front", "1a"]),
    st.from_regex(r"[A-Za-z -]{0,3}[0-9]{0,3}", fullmatch=True),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(words, min_size=1, max_size=8).filter(any))
def test_ranges_spell_exactly_the_labels(labels: list[str]) -> None:
    assert read_labels(labels) == labels
