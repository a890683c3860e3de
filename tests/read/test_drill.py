import io
import os
import random
from pathlib import Path

import pytest
from PIL import Image

from drillcards.model.drill import Bullets, Fact, ImageBlock, Paragraph, Source
from drillcards.model.settings import Settings, Workspace
from drillcards.read.drill import read_drill
from drillcards.read.media import name_picture
from read.folder import join_words, list_codes, read_quietly, read_text, refuse_text, write_drill

BODY = "# Butt Kicks\n\nQuick heels.\n\n## Execution\n\n1. Run\n"


def save_picture(file: Path, size: tuple[int, int] = (4, 2), orientation: int = 1) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", size)
    exif = image.getexif()
    exif[0x0112] = orientation
    image.save(file, exif=exif)


def test_a_plain_drill_is_read_whole(tmp_path: Path) -> None:
    drill = read_quietly(tmp_path, BODY)
    assert (drill.slug, drill.title, drill.category) == ("speed/a", "Butt Kicks", "speed")
    assert [join_words(block) for block in drill.intro] == ["Quick heels."]
    assert [(section.key, section.heading, section.line) for section in drill.sections] == [
        ("execution", "Execution", 5)
    ]
    assert drill.source == Source("drills/speed/a.md", 1)
    assert drill.published
    assert drill.lang == "en"


def test_front_matter_says_more_than_the_text(tmp_path: Path) -> None:
    matter = "---\ntitle: Butt Kicks\ndescription: Heels up\npublished: false\ncategory: Warm-up\ntags: [legs, fast]\n"
    drill = read_quietly(tmp_path, f"{matter}lang: en-GB\nvideo: https://youtu.be/x\nsource: a book\n---\n\n{BODY}")
    assert (drill.title, drill.description, drill.published) == ("Butt Kicks", "Heels up", False)
    assert (drill.category, drill.tags, drill.lang) == ("Warm-up", ("legs", "fast"), "en-GB")
    assert drill.video == "https://youtu.be/x"
    assert drill.extra == (("source", "a book"),)
    assert drill.source.line == 12
    assert drill.sections[0].line == 16


def test_the_file_name_is_the_title_when_there_is_no_other(tmp_path: Path) -> None:
    drill = read_quietly(tmp_path, "Run.\n", "high-knees_fast A.md")
    assert drill.title == "High Knees Fast A"
    assert drill.category == ""


def test_a_title_may_have_markup_and_a_colon(tmp_path: Path) -> None:
    drill = read_quietly(tmp_path, "# **Kicks**: the *fast* `way` &amp; back\n\nRun.\n")
    assert drill.title == "Kicks: the fast way & back"


def test_the_workspace_sets_the_language_and_more_names_for_sections(tmp_path: Path) -> None:
    settings = Settings(lang="es", aliases=(("the main event", "execution"),))
    drill = read_quietly(tmp_path, "## The Main Event\n\nCorre.\n", settings=settings)
    assert drill.lang == "es"
    assert drill.sections[0].key == "execution"


def test_an_unpublished_drill_without_words_is_still_a_drill(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "---\npublished: false\n---\n# Later\n")
    assert not drill.published
    assert list_codes(problems) == [("no-words", 4)]


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    assert refuse_text(tmp_path, " \n\n").code == "empty-drill"


def test_bytes_that_are_no_text_are_an_error(tmp_path: Path) -> None:
    problem = refuse_text(tmp_path, b"# Kicks\nPK\x00\x03")
    assert (problem.code, problem.line, problem.path) == ("not-text", 2, "drills/speed/a.md")
    assert refuse_text(tmp_path, b"\xff\xfeA").code == "not-text"


def test_windows_text_is_read_with_a_warning(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "# Kicks\n\nCafé “now” – go\n".encode("cp1252"))
    assert join_words(drill.intro[0]) == "Café “now” – go"
    assert list_codes(problems) == [("not-utf-8", 3)]


def test_utf_16_is_read_with_a_warning(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "# Kicks\n\nCafé\n".encode("utf-16"))
    assert join_words(drill.intro[0]) == "Café"
    assert list_codes(problems) == [("not-utf-8", 1)]


def test_byte_order_mark_line_ends_and_decomposed_letters_make_no_difference(tmp_path: Path) -> None:
    text = "---\ntitle: Café\n---\n# Café\n\nOne  \ntwo\n\n- a\n\t- b\n"
    plain = read_quietly(tmp_path, text)
    windows = read_quietly(tmp_path, b"\xef\xbb\xbf" + text.replace("é", "e\u0301").replace("\n", "\r\n").encode())
    assert windows == plain


def test_control_characters_are_taken_out(tmp_path: Path) -> None:
    drill = read_quietly(tmp_path, "# A\x02b\x03c\x0b\n\nx\x1b[0m\x02klzzwxh:0000\x03\n")
    assert drill.title == "Abc"
    assert join_words(drill.intro[0]) == "x[0mklzzwxh:0000"


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    drill, problems = read_drill(Path("drills/no.md"), Workspace(tmp_path))
    assert drill is None
    assert list_codes(problems) == [("unreadable-drill", None)]


def test_a_file_outside_the_workspace_is_not_read(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret\n")
    link = root / "drills" / "a.md"
    link.parent.mkdir(parents=True)
    link.symlink_to(secret)
    drill, problems = read_drill(link, Workspace(root))
    assert drill is None
    assert [(problem.code, problem.path) for problem in problems] == [("outside-workspace", "drills/a.md")]


def test_a_link_within_the_workspace_is_read(tmp_path: Path) -> None:
    write_drill(tmp_path, BODY, "speed/a.md")
    link = tmp_path / "drills" / "b.md"
    link.symlink_to(Path("speed/a.md"))
    drill, problems = read_drill(link, Workspace(tmp_path))
    assert drill is not None
    assert (drill.slug, problems) == ("b", ())


def test_facts_of_the_front_matter_win_and_come_in_one_order(tmp_path: Path) -> None:
    matter = "---\nlevel: 2\nreps: 3x10\nduration: 90 s\nages: [8, 9]\nequipment: [cones, a ladder]\nplayers: 4\n---\n"
    drill = read_quietly(tmp_path, f"{matter}**Duration**: an hour\n\n- **Distance:** 20 yd\n")
    assert drill.facts == (
        Fact("duration", "Duration", "90 s"),
        Fact("distance", "Distance", "20 yd"),
        Fact("reps", "Reps", "3x10"),
        Fact("players", "Players", "4"),
        Fact("equipment", "Equipment", "cones, a ladder"),
        Fact("level", "Level", "2"),
        Fact("ages", "Ages", "8, 9"),
    )


def test_facts_of_the_front_matter_are_labelled_in_the_drills_language(tmp_path: Path) -> None:
    drill = read_quietly(tmp_path, "---\nlang: fr-CA\nduration: 60 s\n---\nCours.\n")
    assert drill.facts == (Fact("duration", "Durée", "60 s"),)


# Pictures and videos


def test_a_picture_is_found_beside_the_drill_or_in_the_workspace(tmp_path: Path) -> None:
    save_picture(tmp_path / "drills/speed/my pic.png")
    save_picture(tmp_path / "pictures/two.jpg", orientation=6)
    text = "![one](my%20pic.png)\n\nText ![two](pictures/two.jpg) goes on.\n"
    drill = read_quietly(tmp_path, text)
    one, paragraph, two = drill.intro
    assert one == ImageBlock("my%20pic.png", "one", str(tmp_path / "drills/speed/my pic.png"))
    assert join_words(paragraph) == "Text two goes on."
    assert isinstance(one, ImageBlock)
    assert isinstance(two, ImageBlock)
    assert (one.size, two.size) == ((4, 2), (2, 4))
    assert (one.line, two.line) == (1, 3)


def test_front_matter_lists_pictures(tmp_path: Path) -> None:
    save_picture(tmp_path / "drills/speed/a.png")
    drill, problems = read_text(
        tmp_path, "---\nimages:\n  - a.png\n  - {src: a.png, alt: Heels}\n  - [b.png]\n---\nRun.\n"
    )
    assert [(image.src, image.alt) for image in drill.images] == [("a.png", ""), ("a.png", "Heels")]
    assert list_codes(problems) == [("front-matter-type", 2), ("no-alt-text", 2)]


def test_pictures_that_cannot_be_had_are_named(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    save_picture(tmp_path / "secret.png")
    (root / "drills/speed").mkdir(parents=True)
    (root / "drills/speed/link.png").symlink_to(tmp_path / "secret.png")
    (root / "drills/speed/words.png").write_text("words")
    text = (
        "![a](no.png)\n\n![b](https://example.org/b.png)\n\n![c](../../../secret.png)\n\n![d](link.png)\n\n"
        "![e](words.png)\n\n![f]()\n\n![g](//example.org/g.png)\n\n![h](data:image/png;base64,AAAA)\n"
    )
    drill, problems = read_text(root, text)
    assert list_codes(problems) == [
        ("missing-image", 1),
        ("remote-image", 3),
        ("image-outside-workspace", 5),
        ("image-outside-workspace", 7),
        ("unreadable-image", 9),
        ("missing-image", 11),
        ("remote-image", 13),
        ("remote-image", 15),
    ]
    assert [block.path for block in drill.intro if isinstance(block, ImageBlock)] == [None] * 8
    assert [block.alt for block in drill.intro if isinstance(block, ImageBlock)] == list("abcdefgh")


def encode_picture(kind: str) -> bytes:
    """A file of noise in one of Pillow's formats."""
    stream = io.BytesIO()
    noise = Image.frombytes("RGB", (64, 64), random.Random(1).randbytes(64 * 64 * 3))
    (noise.convert("1") if kind == "XBM" else noise).save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF", "JPEG2000", "BMP", "TIFF"])
def test_a_picture_that_is_cut_off_is_told_and_its_words_stay(tmp_path: Path, kind: str) -> None:
    data = encode_picture(kind)
    for file, content in (("whole.png", data), ("cut.png", data[: len(data) // 2]), ("head.png", data[:20])):
        (tmp_path / file).write_bytes(content)
    drill, problems = read_text(tmp_path, "![Whole](whole.png)\n\n![Cut](cut.png)\n\n![Head](head.png)\n")
    assert list_codes(problems) == [("unreadable-image", 3), ("unreadable-image", 5)]
    assert [(block.alt, block.size, block.path is None) for block in drill.intro if isinstance(block, ImageBlock)] == [
        ("Whole", (64, 64), False),
        ("Cut", None, True),
        ("Head", None, True),
    ]


@pytest.mark.parametrize("kind", ["DDS", "EPS", "ICNS", "ICO", "PCX", "PPM", "SGI", "TGA", "XBM", "PDF"])
def test_a_picture_of_a_kind_that_is_not_printed_is_told_and_its_words_stay(tmp_path: Path, kind: str) -> None:
    data = encode_picture(kind)
    (tmp_path / "whole.png").write_bytes(data)
    (tmp_path / "cut.png").write_bytes(data[:-100])
    drill, problems = read_text(tmp_path, "![Whole](whole.png)\n\n![Cut](cut.png)\n")
    assert list_codes(problems) == [("unreadable-image", 1), ("unreadable-image", 3)]
    assert [(block.alt, block.path) for block in drill.intro if isinstance(block, ImageBlock)] == [
        ("Whole", None),
        ("Cut", None),
    ]


def test_a_picture_of_too_many_pixels_is_too_large_rather_than_no_picture(tmp_path: Path) -> None:
    file = tmp_path / "drills/speed/huge.png"
    file.parent.mkdir(parents=True)
    Image.new("1", (12_500, 8_000)).save(file)
    drill, problems = read_text(tmp_path, "![a](huge.png)\n")
    assert list_codes(problems) == [("image-too-large", 1)]
    assert "100 megapixels" in problems[0].message
    assert "89 megapixels" in problems[0].message
    assert isinstance(drill.intro[0], ImageBlock)
    assert drill.intro[0].path is None


def test_a_picture_without_words_is_named_and_keeps_what_was_written(tmp_path: Path) -> None:
    save_picture(tmp_path / "drills/speed/a.png")
    text = "---\nimages: a.png\n---\n\n![](a.png)\n\n## Setup\n\n> - ![](a.png)\n\n![Heels](a.png)\n"
    drill, problems = read_text(tmp_path, text)
    assert list_codes(problems) == [("no-alt-text", 2), ("no-alt-text", 5), ("no-alt-text", 9)]
    assert [image.alt for image in drill.images] == [""]


def test_a_caption_is_as_good_as_words_in_the_brackets(tmp_path: Path) -> None:
    save_picture(tmp_path / "drills/speed/a.png")
    read_quietly(tmp_path, '<figure><img src="a.png"><figcaption>Heels</figcaption></figure>\n')


def test_a_picture_that_has_neither_words_nor_file_goes_by_its_file_s_name(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "- ![](pics/heels%20up.png)\n- Run\n")
    (bullets,) = drill.intro
    assert isinstance(bullets, Bullets)
    (image,) = bullets.items[0]
    assert isinstance(image, ImageBlock)
    assert image.alt == "heels up.png"
    assert list_codes(problems) == [("missing-image", 1)]


def test_a_picture_s_name_tells_nothing_of_the_folders_above_it() -> None:
    for src in (
        r"D:\Team\A Name\cone.png",
        "/Team/A Name/cone.png",
        "file:///Team/A%20Name/cone.png",
        r"a\cone.png?x=1",
    ):
        assert name_picture(src) == "cone.png"


def test_a_picture_s_path_may_be_written_as_windows_writes_it(tmp_path: Path) -> None:
    save_picture(tmp_path / "drills/speed/pics/a.png")
    drill = read_quietly(tmp_path, "![Heels](pics\\a.png)\n")
    (image,) = drill.intro
    assert isinstance(image, ImageBlock)
    assert image.path


@pytest.mark.parametrize(
    ("text", "words", "pictures"),
    [
        ("Look at the ![cone](a.png) here.", "Look at the cone here.", 1),
        ("Look at the ![cone](no.png) here.", "Look at the cone here.", 0),
        ("Look at the ![cone](no.png)", "Look at the cone", 0),
        ("![cone](no.png) stands here", "cone stands here", 0),
        ("Look at this:\n![cone](a.png)", "Look at this:", 1),
        ("![cone](a.png)\nLook above.", "Look above.", 1),
        ("Look ![cone](a.png)![ladder](a.png) here.", "Look coneladder here.", 2),
        ("Look ![](no.png) here.", "Look no.png here.", 0),
    ],
)
def test_a_picture_within_a_sentence_leaves_its_words_there(
    tmp_path: Path, text: str, words: str, pictures: int
) -> None:
    save_picture(tmp_path / "drills/speed/a.png")
    drill, _ = read_text(tmp_path, f"{text}\n")
    paragraph, *images = drill.intro
    assert join_words(paragraph) == words
    assert [block.type for block in images] == ["image"] * pictures


def test_the_words_of_a_picture_have_the_style_around_them(tmp_path: Path) -> None:
    drill, _ = read_text(tmp_path, "See **the [![cone](no.png) here](https://a.org)**.\n")
    (paragraph,) = drill.intro
    assert isinstance(paragraph, Paragraph)
    assert [(span.text, span.strong, span.href) for span in paragraph.spans] == [
        ("See ", False, None),
        ("the ", True, None),
        ("cone here", True, "https://a.org"),
        (".", False, None),
    ]


def test_an_embedded_video_is_the_drills_video(tmp_path: Path) -> None:
    frame = '<iframe width="560" src="https://www.youtube-nocookie.com/embed/abc?start=30" allowfullscreen></iframe>\n'
    assert read_quietly(tmp_path, f"Run.\n\n{frame}").video == "https://www.youtube.com/watch?v=abc&t=30s"
    vimeo = '<div><iframe src="//player.vimeo.com/video/12?h=1"></iframe></div>\n'
    assert read_quietly(tmp_path, f"Run.\n\n{vimeo}").video == "https://vimeo.com/12"


@pytest.mark.parametrize(
    "video",
    ["not a url at all", "5", "videos/a.mp4", "videos.old/a.mp4", "[https://a.org]", "ftp://a.org/x", "https://"],
)
def test_a_video_that_no_phone_can_open_is_left_out(tmp_path: Path, video: str) -> None:
    drill, problems = read_text(tmp_path, f"---\ntitle: A\nvideo: {video}\n---\nRun.\n")
    assert drill.video is None
    assert list_codes(problems) == [("bad-video", 3)]


def test_a_video_file_of_the_body_is_left_out_and_the_next_one_found(tmp_path: Path) -> None:
    text = 'Run.\n\n<video src="a.mp4"></video>\n\n<iframe src="https://vimeo.com/1"></iframe>\n'
    drill, problems = read_text(tmp_path, text)
    assert drill.video == "https://vimeo.com/1"
    assert list_codes(problems) == [("bad-video", 3)]


def test_a_second_video_is_named(tmp_path: Path) -> None:
    frame = '<iframe src="https://www.youtube.com/embed/abc"></iframe>\n'
    drill, problems = read_text(tmp_path, f"---\nvideo: https://youtu.be/x\n---\nRun.\n\n{frame}")
    assert drill.video == "https://youtu.be/x"
    assert list_codes(problems) == [("second-video", 6)]
    same = read_quietly(tmp_path, f"---\nvideo: https://www.youtube.com/embed/abc\n---\nRun.\n\n{frame}")
    assert same.video == "https://www.youtube.com/watch?v=abc"


def test_a_file_that_may_not_be_opened_is_an_error(tmp_path: Path) -> None:
    file = write_drill(tmp_path, BODY)
    file.unlink()
    file.mkdir()
    drill, problems = read_drill(file, Workspace(tmp_path))
    assert drill is None
    assert list_codes(problems) == [("unreadable-drill", None)]
    assert os.sep not in problems[0].message


@pytest.mark.parametrize(
    "video", ["youtu.be/abc", "www.youtube.com/watch?v=abc", "vimeo.com/1", "www.club.example.org/v/1"]
)
def test_a_video_s_page_typed_without_https_gets_it(tmp_path: Path, video: str) -> None:
    assert read_quietly(tmp_path, f"---\nvideo: {video}\n---\nRun.\n").video == f"https://{video}"


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        ("instructions", "Execution"),
        ("tips", "Coaching Points"),
        ("primary_muscles", "Muscles"),
        ("muscle-group", "Muscles"),
    ],
)
def test_a_section_in_the_header_is_told_where_to_stand(tmp_path: Path, key: str, heading: str) -> None:
    _, problems = read_text(tmp_path, f"---\n{key}: [Lie down]\n---\nRun.\n")
    assert list_codes(problems) == [("section-in-header", 2)]
    assert problems[0].hint.endswith(f"## {heading}")
