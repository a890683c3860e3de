import pytest

from drillcards.build.privacy import find_leak, find_value_mentions, gather_secrets
from drillcards.build.texts import list_html_texts, list_texts
from drillcards.model.document import Document, OutlineEntry
from drillcards.model.drill import Bullets, Drill, Paragraph, Section, Source, Span, Table
from drillcards.model.page import Box, CheckBox, Group, LinkArea, Page
from drillcards.model.roster import Player, Roster

ANN = Player("ann-lee", "Ann Lee", guardians=("mum@lee.example",))
BO = Player("bo-ray", "Bo Ray", emails=("ray@ray.example",))
MARY = Player("mary-ann-lee", "Mary Ann Lee")
SECRETS = gather_secrets(Roster((ANN, BO, MARY)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Throw with Bo Ray.", "bo ray"),
        ("Ray, Bo shows it best", "ray bo"),
        ("RAY BO", "ray bo"),
        ("call Ray@ray.example.", "ray@ray.example"),
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


TEAM = Roster(
    (
        Player("jose-pena", "José Peña", emails=("jose@x.example",)),
        Player("chloe-marie-leroy", "Chloé Marie Leroy"),
        Player("sean-obrien", "Sean O'Brien Jr.", phones=("(555) 010-2030",)),
        Player("ana-cruz", "Ana de la Cruz Soto", guardian_names=("Jin & Lea Park", "Rosa", "Soto")),
        Player("will-park", "Will Field"),
        Player("sam-hill", "Sam Hill", guardians=("alee07@xn--bcher-kva.example",)),
    ),
    others=(Player("", "Old Timer"),),
)
READER = Player("bo-ray", "Bo Ray", emails=("bo@x.example",))


@pytest.mark.parametrize(
    "text",
    [
        "Jose Pena goes first",
        "JOSÉ PEÑA",
        "Jose\u0301 Pen\u0303a",
        "Peña, José",
        "José Luis Peña",
        "Jose L. Pena",
        "J. Peña",
        "as José Peña's feet do",
        "josé-peña.md",
        "photos/JosePena.jpg",
        "Jos%C3%A9%20Pe%C3%B1a.png",
        "Jos&eacute; Pe&ntilde;a",
        "Jo\u00adsé Pe\u200bña",
        "Watch Chloe Leroy's feet",
        "Leroy, Chloé",
        "Sean O’Brien",
        "sean obrien jr",
        "Ana Cruz",
        "Ana Soto",
        "Ana de la Cruz",
        "ask Jin Park",
        "ask Lea Park",
        "ask Rosa Soto",
        "Will Field",
        "Old Timer",
        "call 555-010-2030",
        "call +1 555 010 2030",
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert find_leak([text], READER, gather_secrets(TEAM))


@pytest.mark.parametrize(
    "text",
    [
        "José throws to Ana",
        "they will field the ball",
        "run to the hill. Sam stays",
        "Marie and Leroy",
        "Set J. Then go",
        "12 x 30 s, rest 60 s",
        "Bo Ray",
        "Luis Peña",
    ],
)
def test_a_single_name_and_words_of_every_day_are_nobody_s(text: str) -> None:
    assert find_leak([text], READER, gather_secrets(TEAM)) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "“jose@x.example”",
            "[jose@x.example]",
            "{jose@x.example}",
            "jose@x.example!",
            "jose@x.example…",
            "«jose@x.example»",
        ),
        *(
            "to=jose@x.example",
            "/jose@x.example/",
            "JOSE@X.EXAMPLE",
            "jose+drills@x.example",
            "jose%40x.example",
            "`jose@x.example`",
        ),
        *(
            "mailto:me@y.example?cc=jose@x.example",
            "mailto:?to=jose%40x.example&x=1",
            "jose&#64;x.example",
            "jose%2540x.example",
        ),
        *(
            "jose (at) x.example",
            "jose[at]x[dot]example",
            "jose at x.example",
            "jose @ x.example",
            "jose at x dot example",
        ),
        *("jose@x.example.Then run", "'jose@x.example'", "jose@x.example|", "*jose@x.example*", "_jose@x.example_"),
        *("alee07@bücher.example", "jose＠x.example"),
    ],
)
def test_an_address_is_found_next_to_any_sign_and_encoded(text: str) -> None:
    assert find_leak([text], READER, gather_secrets(TEAM))


@pytest.mark.parametrize(
    "text", ["xjose@x.example", "jose@x.example2", "jose@ax.example", "bo@x.example", "Jose at practice"]
)
def test_an_address_that_only_ends_alike_is_another(text: str) -> None:
    assert find_leak([text], READER, gather_secrets(TEAM)) is None


def test_a_mention_in_a_value_has_the_line_that_it_stands_on() -> None:
    spans = (Span("Let B"), Span("o", strong=True), Span(" Ray go"))
    cells = ((Span("Bo"),), (Span("Ray"),))
    blocks = (Paragraph((Span("Go."),), 7), Bullets(((Paragraph(spans, 9),),), 8), Table((), (cells,), 12))
    drill = Drill(
        "c/plan", "Plan", Source("drills/c/plan.md"), sections=(Section("execution", "Execution", blocks, 6),)
    )
    assert [(found.words, found.line) for found in find_value_mentions(drill, SECRETS)] == [
        (("bo", "ray"), 9),
        (("bo", "ray"), 12),
    ]


def test_what_is_looked_for_grows_with_the_players_alone() -> None:
    few, many = (
        gather_secrets(Roster(tuple(Player(f"p{n}", f"First{n} Middle{n} Last{n}") for n in range(count))))
        for count in (10, 100)
    )
    assert len(many.names) == 10 * len(few.names)
    assert many.longest == few.longest


ABROAD = Roster(
    (
        Player("lukasz-zak", "Łukasz Żak"),
        Player("bjorn-ase-muller", "Bjørn Åse-Müller"),
        Player("maria-perez-lopez", "María Pérez López"),
        Player("alexander-novak", "Alexander “Sasha” Novák"),
    )
)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Lukasz Zak",
            "Zak, Lukasz",
            "Bjorn Ase-Muller",
            "Bjoern Aase-Mueller",
            "M. Pérez",
            "M. López",
            "María P. leads",
        ),
        *("MaríaPérez.jpg", "lopezmaria", "Sasha Novak", "Alexander Novák", "Alexander Sasha Novak"),
    ],
)
def test_letters_that_keyboards_lack_initials_and_nicknames_hide_nobody(text: str) -> None:
    assert find_leak([text], READER, gather_secrets(ABROAD))


@pytest.mark.parametrize("text", ["Maria goes first", "Sasha throws", "Point P. is the base", "Maria p is short"])
def test_an_initial_needs_its_name_and_its_full_stop(text: str) -> None:
    assert find_leak([text], READER, gather_secrets(ABROAD)) is None
