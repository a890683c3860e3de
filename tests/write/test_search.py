import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.model.document import Document, OutlineEntry, Purpose
from drillcards.model.page import Anchor, Box, CheckBox, Group, Item, LinkArea, Page, Tag, rect_path
from drillcards.write.pdf import render_pdf
from drillcards.write.search import list_strings
from write.samples import make_document, make_field, make_group, make_link, make_page, make_panel, make_paragraph

NAME = "Zoë Šimek-O’Łubieński"
"""With letters of Latin-1, of PDF's own code and of neither."""
ANCHORED = replace(make_page(make_link(40, "up", "#top")), anchors=(Anchor("top"),))


def make_link_to(target: str, label: str = "Film") -> Group:
    return make_group(Tag.LINK, make_paragraph(60, "Film"), LinkArea(Box(0, 0, 9, 9), target, label))


def make_figure(tag: Tag) -> Group:
    return Group((make_panel(),), tag=tag, alt=NAME, box=Box(0, 0, 9, 9))


ITEMS: dict[str, Item] = {
    "text": make_paragraph(40, f"Bring {NAME} along"),
    "artifact": make_group(Tag.ARTIFACT, make_paragraph(40, NAME)),
    "lines": Group((make_paragraph(40, "Bring Zoë "), make_paragraph(54, "Šimek-"), make_paragraph(68, "O’Łubieński"))),
    "clipped": Group((make_paragraph(40, NAME),), clip=rect_path(Box(0, 0, 1, 1))),
    "beyond the edge": Group((make_paragraph(40, NAME),), x=1000),
    "link's words": make_link_to("https://example.org", f"Film of {NAME}"),
    "link's address": make_link_to(f"https://example.org/?q={NAME}"),
    "figure": make_figure(Tag.FIGURE),
    "bullet": make_figure(Tag.LABEL),
    "box's name": make_field(40, f"1.{NAME}"),
    "box's words": make_field(40, "one", f"Done by {NAME}"),
}
EMPTY = make_document(ANCHORED)
DOCUMENTS: dict[str, Document] = {
    "title": replace(EMPTY, title=f"For {NAME}"),
    "author": replace(EMPTY, author=NAME),
    "subject": replace(EMPTY, subject=NAME),
    "keywords": replace(EMPTY, keywords=("drills", NAME)),
    "bookmark": replace(EMPTY, outline=(OutlineEntry(NAME, 0, "top"),)),
    "folio": replace(EMPTY, pages=(replace(ANCHORED, label=f"{NAME} 1"),)),
    "anchor": replace(
        EMPTY,
        pages=(
            replace(
                ANCHORED,
                anchors=(Anchor("top"), Anchor(NAME)),
            ),
        ),
    ),
}


def is_in(name: str, document: Document) -> bool:
    return any(name in text for text in list_strings(render_pdf(document)))


@pytest.mark.parametrize("place", ITEMS)
def test_a_name_is_found_on_a_page(place: str) -> None:
    assert is_in(NAME, make_document(make_page(), make_page(make_paragraph(9, "Go. "), ITEMS[place])))


@pytest.mark.parametrize("place", DOCUMENTS)
def test_a_name_is_found_in_what_a_file_says_of_itself(place: str) -> None:
    assert is_in(NAME, DOCUMENTS[place])


@pytest.mark.parametrize("name", ["Šimek", "ANDRÉ’S", "Ana (2)", "back\\slash", "a\nb", "Ж", "René & <Co>"])
def test_a_name_is_found_in_a_title_however_it_is_written_there(name: str) -> None:
    title = replace(EMPTY, title=name)
    strings = list(list_strings(render_pdf(title)))
    assert strings.count(name) >= (1 if "\n" in name else 2)  # in XML a line may end otherwise


def test_a_name_is_found_on_sheets_for_a_printer() -> None:
    assert is_in(NAME, replace(make_document(make_page(ITEMS["text"])), purpose=Purpose.PRINTING))


def test_a_name_that_is_not_there_is_not_found() -> None:
    for document in (EMPTY, make_document(make_page(make_paragraph(40, "Zoë Šimek alone"), make_field(60, "one")))):
        assert not is_in(NAME, document)
        assert is_in("Wall sits", document)


def make_pages() -> Iterator[Page]:
    """Enough of everything for several object streams."""
    yield ANCHORED
    for number in range(60):
        box = CheckBox(Box(0, 0, 9, 9), f"{number}", f"(Box \\ {number})")
        link = make_link_to("#top", f"Ж {number}")
        yield make_page(make_paragraph(40, f"{number}"), make_group(Tag.FORM, box), link, make_figure(Tag.FIGURE))


def test_no_string_of_any_object_is_left_out() -> None:
    document = replace(
        make_document(*make_pages()), outline=(OutlineEntry("Top", 0, "top"),), author=NAME, keywords=("a", "b")
    )
    data = render_pdf(document)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        objects = [obj for obj in pdf.objects if not (isinstance(obj, pikepdf.Stream) and obj.get("/Type") == "/XRef")]
        expected = {str(text) for obj in objects for text in list_pdf_strings(obj)}
    found = set(list_strings(data))
    assert len(expected) > 180
    assert expected - found == set()


def list_pdf_strings(obj: object) -> Iterator[pikepdf.String]:
    """The strings in one object, without a look at those that it refers to."""
    if isinstance(obj, pikepdf.String):
        yield obj
    kids: list[object] = []
    if isinstance(obj, pikepdf.Array):
        kids = list(obj)
    elif isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
        kids = [kid for _, kid in obj.items()]
    for kid in kids:
        if not (isinstance(kid, pikepdf.Object) and kid.is_indirect):
            yield from list_pdf_strings(kid)


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_words_are_found_as_they_are(words: str) -> None:
    assert words in set(list_strings(render_pdf(make_document(make_page(make_field(40, words, words))))))


def test_a_file_that_another_program_wrote_is_not_taken_for_searched() -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(render_pdf(EMPTY))) as pdf:
        pdf.save(buffer)
    with pytest.raises(ValueError, match="A stream isn't as long as it says"):
        list(list_strings(buffer.getvalue()))
