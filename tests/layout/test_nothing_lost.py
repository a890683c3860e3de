"""Nothing is lost: what a drill says is on its cards, in order, in text that can be extracted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest

from drillcards.model.document import Document
from drillcards.model.page import Group, Item, Page, Tag, Text
from drillcards.write.pdf import write_pdf
from layout.face_checks import list_parts, read_blocks, read_part, split_words, squeeze
from layout.printed import (
    SLUGS,
    TEMPLATES,
    find_fonts,
    find_template,
    lay_out,
    list_faces,
    read_drills,
    read_structure,
    see_texts,
)

# What is so long that no card of these sizes has room for it; an error says so, and nothing is printed.
TOO_LONG = {
    ("awkward/title-of-a-hundred-and-fifty", "pocket-3x5"): "the title",
}

CASES = [(slug, name) for name in TEMPLATES for slug in SLUGS if (slug, name) not in TOO_LONG]


@pytest.mark.parametrize(("slug", "name"), CASES)
def test_every_word_that_a_template_does_not_omit_is_on_the_cards_in_order(slug: str, name: str) -> None:
    drill, template, laid = read_drills()[slug], find_template(name), lay_out(slug, name)
    assert laid.cards, laid.problems
    structure = read_structure(list_faces(laid))
    for part, key, texts in list_parts(drill):
        printed = read_part(structure, key)
        if part in template.omits:
            assert printed == [], f"{part} is shown in part"
        elif slug == "awkward/unbreakable":
            assert squeeze("".join(printed)) == squeeze("".join(texts))
        elif slug == "awkward/wide-tables":
            assert not Counter(split_words(texts)) - Counter(word.rstrip(":") for word in split_words(printed))
        else:
            assert split_words(printed) == split_words(texts)


@pytest.mark.parametrize(("slug", "name"), CASES)
def test_title_description_category_and_facts_are_on_the_first_card(slug: str, name: str) -> None:
    drill, template, laid = read_drills()[slug], find_template(name), lay_out(slug, name)
    structure = {path[-1]: text for path, text in read_structure(list_faces(laid)[:2]).items()}
    assert squeeze(structure["H1", "title"]) == squeeze(drill.title)
    if drill.description and "description" not in template.omits:
        assert split_words([structure["P", "description"]]) == split_words([drill.description])
    for fact in drill.facts:
        if fact.key not in template.omits:
            assert split_words([structure["P", f"fact-{fact.key}"]]) == split_words([fact.label, fact.value])


def read_upright(face: Page) -> list[str]:
    """The texts of a face, element by element, but not turned ones, whose letters are found one below the other."""
    upright = replace(face, items=tuple(drop_turned(face.items)))
    return list(read_structure([upright]).values())


def drop_turned(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        if not isinstance(item, Group):
            yield item
        elif not item.turns:
            yield item._replace(items=tuple(drop_turned(item.items)))


def count_words(text: str) -> Counter[str]:
    return Counter(text.replace("\u00a0", " ").split())


def is_broken(word: str) -> bool:
    """Whether a word is one of those that no line can hold whole."""
    return len(word) > 30 or word.endswith("-")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_reader_of_the_file_finds_every_word_of_every_face(name: str, tmp_path: Path) -> None:
    slugs, faces = zip(*[(slug, face) for slug in SLUGS for face in list_faces(lay_out(slug, name))], strict=True)
    path = tmp_path / "cards.pdf"
    write_pdf(Document("Cards", faces, find_fonts().files), path)
    with pypdfium2.PdfDocument(path) as pdf:
        for index, face in enumerate(faces):
            extracted = pdf[index].get_textpage().get_text_bounded()
            missing = count_words(" ".join(read_upright(face))) - count_words(extracted)
            assert {word for word in missing if not is_broken(word)} == set(), (slugs[index], face.label)
            texts = "".join(seen.text.text for seen in see_texts(face) if isinstance(seen.item, Text))
            assert Counter(squeeze(texts)) == Counter(squeeze(extracted)), (slugs[index], face.label)


@pytest.mark.parametrize(("slug", "name"), TOO_LONG)
def test_what_no_card_has_room_for_is_an_error_that_names_it(slug: str, name: str) -> None:
    laid = lay_out(slug, name)
    assert laid.cards == ()
    (problem,) = laid.problems
    assert problem.code == "does-not-fit"
    assert problem.path == f"drills/{slug}.md"
    assert problem.message == (
        f"The template {name} has no room for {TOO_LONG[slug, name]}, even at its smallest size."
    )


def test_a_continued_head_is_furniture_and_the_structure_has_each_head_once() -> None:
    faces = list_faces(lay_out("awkward/giant-paragraphs", "field-4x6"))
    repeated = [seen for face in faces for seen in see_texts(face) if "continued" in str(seen.item)]
    assert repeated
    assert all(seen.is_artifact for seen in repeated)
    heads = [text for path, text in read_structure(faces).items() if path[-1][0] == Tag.HEADING_2]
    assert heads == ["Execution", "Coaching Points"]


def test_a_paragraph_that_a_break_tore_apart_is_one_element() -> None:
    drill = read_drills()["awkward/giant-paragraphs"]
    paragraphs = [
        text
        for path, text in read_structure(list_faces(lay_out(drill.slug, "field-4x6"))).items()
        if path[-1][0] == Tag.PARAGRAPH and "coaching" in path[1][1]
    ]
    assert [len(text.split()) for text in paragraphs] == [
        len(text.split()) for text in read_blocks(drill.sections[2].blocks)
    ]
