"""Cards as values: traces to read through, problems to act on, pictures, holes and labels."""

from dataclasses import replace
from pathlib import Path

import pytest

from conftest import Golden
from drillcards.model.document import Document
from drillcards.model.drill import ImageBlock, Ordered, Paragraph, Section, Span
from drillcards.model.page import Image, Tag
from drillcards.model.settings import Settings
from drillcards.write.pdf import write_pdf
from drillcards.write.trace import write_trace
from layout.printed import (
    STRANGE,
    TEMPLATES,
    find_fonts,
    find_template,
    lay_out,
    lay_out_drill,
    list_faces,
    read_drills,
    read_structure,
    see,
    see_texts,
)
from pdf_checks import check_standards, check_structure


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_trace_of_a_short_drill_is_as_it_was(name: str, golden: Golden) -> None:
    faces = list_faces(lay_out("bateo/toques-suaves", name))
    golden(f"{name}.txt", write_trace(Document("Toques suaves", tuple(faces), find_fonts().files, lang="es")))


@pytest.mark.parametrize("name", ["field-4x6", "field-5x8", "station", "page"])
def test_every_drill_makes_an_accessible_file(name: str, tmp_path: Path) -> None:
    faces = [face for slug in STRANGE for face in list_faces(lay_out(slug, name))]
    path = tmp_path / "cards.pdf"
    write_pdf(Document("Cards", tuple(faces), find_fonts().files), path)
    assert check_structure(path) == []
    assert check_standards(path) == []


def test_a_picture_that_is_not_there_is_stood_for_by_its_words() -> None:
    drill = read_drills()["awkward/one-section"]
    picture = ImageBlock("plan.png", "Cones in a row")
    section = Section("execution", "Execution", (picture, Paragraph((Span("Run"),))))
    (face, *_) = list_faces(lay_out_drill(replace(drill, sections=(section,)), find_template("page")))
    (seen,) = [seen for seen in see_texts(face) if "Cones" in seen.text.text]
    assert seen.text.text == "Cones in a row"
    assert seen.text.font.endswith("Italic")
    assert not [seen for seen in see(face) if isinstance(seen.item, Image)]


@pytest.mark.parametrize("name", ["page", "field-4x6"])
def test_pictures_keep_their_shape(name: str) -> None:
    pictures = [seen for face in list_faces(lay_out("awkward/pictures", name)) for seen in see(face)]
    boxes = {Path(seen.item.path).stem: seen.box for seen in pictures if isinstance(seen.item, Image)}
    assert boxes["cones"].h / boxes["cones"].w == pytest.approx(900 / 200)
    if "field" in boxes:
        assert boxes["field"].w / boxes["field"].h == pytest.approx(600 / 400)
    figures = [seen.path[-1] for seen in pictures if isinstance(seen.item, Image)]
    assert all(figure.tag is Tag.FIGURE and figure.alt for figure in figures)


def test_a_team_s_name_without_room_is_blamed_on_the_settings() -> None:
    settings = Settings(team="A Team Whose Name Nobody Can Say in One Breath " * 3)
    laid = lay_out_drill(read_drills()["speed/high-knees"], find_template("field-4x6"), settings)
    assert laid.cards == ()
    (problem,) = laid.problems
    assert (problem.code, problem.path) == ("does-not-fit", "drillcards.toml")
    assert "the team" in problem.message


@pytest.mark.parametrize(
    ("length", "code", "words"),
    [
        (300, "video-code-left-out", "The template field-4x6 has no room for the QR code of the video's link"),
        (3000, "video-link-too-long", "The video's link is too long for any QR code"),
    ],
)
def test_a_video_link_without_a_code_is_a_warning_that_says_why_and_the_card_is_printed(
    length: int, code: str, words: str
) -> None:
    drill = replace(read_drills()["speed/high-knees"], video="https://example.org/" + "x" * length)
    laid = lay_out_drill(drill, find_template("field-4x6"))
    assert laid.cards
    (problem,) = laid.problems
    assert (problem.code, problem.severity) == (code, "warning")
    assert words in problem.message


def test_a_word_that_no_font_has_is_told_and_leaves_out_nothing() -> None:
    drill = replace(read_drills()["speed/high-knees"], title="High Knees (走る)")
    laid = lay_out_drill(drill, find_template("field-4x6"))
    assert laid.cards
    assert [(problem.code, problem.severity) for problem in laid.problems] == [("missing-glyph", "warning")]


def test_a_drill_in_letters_that_no_font_has_is_stopped_before_it_is_laid_out() -> None:
    drill = replace(read_drills()["speed/high-knees"], title="走る" * 400)
    laid = lay_out_drill(drill, find_template("field-4x6"))
    assert laid.cards == ()
    assert [problem.code for problem in laid.problems] == ["missing-glyph"]


def test_holes_are_mirrored_on_the_back() -> None:
    (card,) = lay_out("speed/high-knees", "field-4x6").cards
    assert card.back is not None
    (front,), (back,) = card.front.keep_out, card.back.keep_out
    assert front.x == pytest.approx(card.front.width - back.right)
    assert front.y == back.y


def test_faces_are_labelled_and_the_first_is_an_anchor() -> None:
    cards = lay_out("awkward/giant-paragraphs", "field-4x6").cards
    assert [face.label for card in cards for face in (card.front, card.back) if face] == ["A1", "A1 back", "A1-2"]
    assert [anchor.name for anchor in cards[0].front.anchors] == ["awkward/giant-paragraphs"]
    assert cards[1].front.anchors == ()


def test_a_drill_in_another_language_says_so() -> None:
    (card,) = lay_out("bateo/toques-suaves", "field-4x6").cards
    (group,) = [item for item in card.front.items if not hasattr(item, "text")]
    assert getattr(group, "lang", None) == "es-MX"
    words = " ".join(
        seen.text.text for face in list_faces(lay_out("bateo/toques-suaves", "station")) for seen in see_texts(face)
    )
    assert "(continuación)" in words


@pytest.mark.parametrize("name", TEMPLATES)
def test_laying_out_twice_gives_the_same_pages(name: str) -> None:
    drill = read_drills()["speed/high-knees"]
    assert lay_out_drill(drill, find_template(name)) == lay_out_drill(drill, find_template(name))


def test_what_stays_on_a_face_is_as_large_as_its_room_allows() -> None:
    """Where the whole text doesn't fit even at the floor, the part that stays needn't be that small."""
    steps = tuple((Paragraph((Span(f"Step number {number}"),)),) for number in range(1, 8))
    rules = Paragraph((Span("Nobody stands behind a player who swings, and helmets stay on. " * 2),))
    setup = Paragraph((Span("Put the tee on home plate, a net behind it, and a bucket of balls beside the net. " * 4),))
    sections = (
        Section("setup", "Setup", (setup,)),
        Section("execution", "Execution", (Ordered(steps),)),
        Section("safety", "Safety", (rules,)),
    )
    laid = lay_out_drill(replace(read_drills()["speed/butt-kicks"], sections=sections), find_template("field-4x6"))
    assert laid.body_pt > find_template("field-4x6").get_style("body").sizes[-1]
    front = [text.strip() for text in read_structure([laid.cards[0].front]).values()]
    assert "Step number 7" in front
    assert "Safety" not in front
