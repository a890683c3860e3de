"""HTML in Markdown. CommonMark passes it through; for print only its pictures, videos, styles and words count."""

import pytest

from drillcards.model.drill import Code, ImageBlock, Paragraph, Span
from drillcards.read.findings import Findings
from read.folder import join_words
from read.structure import read_blocks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a <b>bold</b> word", ["a bold word"]),
        ("<div>one</div>\n<div>two &amp; <i>three</i></div>", ["one", "two & three"]),
        ("<div>\n\n**Markdown**\n\n</div>", ["Markdown"]),
        ("H<sub>2</sub>O <unknown-tag x='>'>stays</unknown-tag>", ["H2O stays"]),
        ("one <!-- not --> two", ["one two"]),
        ("<!-- not\n\nthis -->\n\nthis", ["this"]),
        ("<script>\nalert('no');\n\n</script>\n\nyes", ["yes"]),
        ("yes <script>no</script> and <style>no</style> yes", ["yes and yes"]),
        ("<details><summary>More</summary>Text</details>", ["More", "Text"]),
        ("<ul><li>one</li><li>two</li></ul>", ["one", "two"]),
        ("text <p>apart</p>", ["text", "apart"]),
        ("2 < 3 > 1 and <3", ["2 < 3 > 1 and <3"]),
        ("<div>never closed", ["never closed"]),
        ("&lt;b&gt; &copy; &nosuch;", ["<b> © &nosuch;"]),
    ],
)
def test_tags_leave_and_words_stay(text: str, words: list[str]) -> None:
    assert [join_words(block) for block in read_blocks(text)] == words


def test_styles_and_links_are_kept() -> None:
    (paragraph,) = read_blocks('<b>B</b> <em>e *m*</em> <code>c</code> <a href="u v">l</a><br/>x')
    assert isinstance(paragraph, Paragraph)
    assert paragraph.spans == (
        Span("B", strong=True),
        Span(" "),
        Span("e m", em=True),
        Span(" "),
        Span("c", code=True),
        Span(" "),
        Span("l", href="u%20v"),
        Span("\nx"),
    )


def test_a_style_that_is_never_closed_ends_with_its_paragraph() -> None:
    first, second = read_blocks("<b>a\n\nb")
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert first.spans == (Span("a", strong=True),)
    assert second.spans == (Span("b"),)


def test_preformatted_text_is_code() -> None:
    assert read_blocks("<pre>\na\n  b &lt;\n</pre>") == (Code("a\n  b <"),)


@pytest.mark.parametrize(
    "text",
    [
        '<img src="a.png" alt="Heels">',
        "text <img alt=Heels src=a.png />",
        '<figure><img src="a.png" alt="Heels"></figure>',
        '<figure>\n  <img src="a.png">\n  <figcaption>Heels</figcaption>\n</figure>',
        '<figure><figcaption><b>Heels</b></figcaption><img src="a.png"></figure>',
        '<figure><img src="a.png" alt="Heels"><figcaption>Heels</figcaption></figure>',
    ],
)
def test_images_and_figures_are_pictures(text: str) -> None:
    assert read_blocks(text)[-1] == ImageBlock("a.png", "Heels", "a.png")
    assert len(read_blocks(text)) == (2 if text.startswith("text") else 1)


def test_a_caption_that_says_more_than_the_picture_is_kept() -> None:
    image, caption = read_blocks('<figure><img src="a.png" alt="Heels"><figcaption>Drive!</figcaption></figure>')
    assert image == ImageBlock("a.png", "Heels", "a.png")
    assert join_words(caption) == "Drive!"


@pytest.mark.parametrize(
    "text", ['<iframe src="v"></iframe>', 'x <iframe src="v"></iframe>', '<video><source src="v"></video>']
)
def test_videos_are_noted(text: str) -> None:
    videos: list[str] = []
    read_blocks(text, videos=videos)
    assert videos == ["v"]


def test_a_comment_without_an_end_is_an_error_as_it_hides_the_rest() -> None:
    findings = Findings("drills/a.md")
    assert read_blocks("words\n\n<!-- later\n\n# More", findings)[1:] == ()
    assert [(p.severity, p.code, p.line) for p in findings.problems] == [("error", "unclosed-html", 3)]
