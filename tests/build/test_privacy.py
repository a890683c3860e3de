import pytest

from drillcards.build.privacy import find_leak, gather_secrets, list_html_texts, list_texts
from drillcards.model.document import Document, OutlineEntry
from drillcards.model.page import Box, CheckBox, Group, LinkArea, Page
from drillcards.model.roster import Player

ANN = Player("ann-lee", "Ann Lee", guardians=("mum@lee.example",))
BO = Player("bo-ray", "Bo Ray", emails=("ray@ray.example",))
MARY = Player("mary-ann-lee", "Mary Ann Lee")
SECRETS = gather_secrets((ANN, BO, MARY))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Throw with Bo Ray.", "bo ray"),
        ("Ray, Bo shows it best", "ray bo"),
        ("RAY BO", "ray bo"),
        ("call Ray@ray.example.", "Ray@ray.example."),
        ("mailto:ray@ray.example?subject=x", "ray@ray.example"),
        ("Bo throws a ray", None),
        ("Ann Lee, mum@lee.example", None),
        ("Lee, Ann", None),
        ("Lee, Mary Ann", "lee mary ann"),
    ],
)
def test_what_tells_of_another_player(text: str, found: str | None) -> None:
    assert find_leak([text], ANN, SECRETS) == found


def test_a_part_of_one_s_own_name_is_nobody_else_s() -> None:
    assert find_leak(["Mary Ann Lee"], MARY, SECRETS) is None


def test_what_is_known_to_all_is_no_leak() -> None:
    known = ("Coach Bo Ray", "RAY@ray.example")
    assert find_leak(["Yours, Bo Ray, ray@ray.example"], ANN, SECRETS, known) is None
    assert find_leak(["Ray, Bo"], ANN, SECRETS, ("Coach Ray",)) == "ray bo"


@pytest.mark.parametrize("html", ["<p>Bo <b>Ray</b></p>", "Bo&nbsp;Ray", "<a href='mailto:ray@ray.example'>x</a>"])
def test_tags_and_entities_hide_nobody(html: str) -> None:
    assert find_leak(list_html_texts(html), ANN, SECRETS)


BOX = Box(0, 0, 1, 1)


@pytest.mark.parametrize(
    "page",
    [
        Page(1, 1, (Group((), alt="Bo Ray"),)),
        Page(1, 1, (Group((Group((), alt="Bo Ray"),)),)),
        Page(1, 1, (LinkArea(BOX, "mailto:ray@ray.example", ""),)),
        Page(1, 1, (LinkArea(BOX, "", "Bo Ray"),)),
        Page(1, 1, (CheckBox(BOX, "Bo Ray", ""),)),
        Page(1, 1, (CheckBox(BOX, "", "Bo Ray"),)),
        Page(1, 1, (), label="Bo Ray"),
    ],
)
def test_what_a_page_only_speaks_is_looked_at_too(page: Page) -> None:
    assert find_leak(list_texts([page], Document("", (), ())), ANN, SECRETS)


@pytest.mark.parametrize(
    "document",
    [
        Document("Bo Ray", (), ()),
        Document("", (), (), author="Bo Ray"),
        Document("", (), (), subject="Bo Ray"),
        Document("", (), (), keywords=("Bo Ray",)),
        Document("", (), (), outline=(OutlineEntry("Bo Ray", 0, "x"),)),
    ],
)
def test_what_a_document_says_of_itself_is_looked_at_too(document: Document) -> None:
    assert find_leak(list_texts([], document), ANN, SECRETS)
