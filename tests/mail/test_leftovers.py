import pytest

from drillcards.mail.leftovers import Leftover, find_leftovers, is_blank


@pytest.mark.parametrize(
    "text",
    [
        *("{name}", "{ name }", "{first name}", "{First_Name}", "{player.name}", "{}", "{0}", "{!Contact.Name}"),
        *("{{name}}", "{{ Player Name }}", "{% name %}", "${name}", "#{name}", "<%= name %>"),
        *("<<First Name>>", "<<name>>", "*|FNAME|*", "*|LIST:NAME|*", "%NAME%", "%first_name%", "%%NAME%%"),
        *("[NAME]", "[Name]", "[name]", "[Your Name]", "[Player’s First Name]", "[FIRST_NAME]", "[[name]]", "[DATE]"),
        *("«Name»", "«First_Name»", "« Prénom »", "<name>", "<First Name>", "$NAME", "__NAME__", "#NAME#"),
        *("[NOMBRE]", "[nombre del jugador]", "[PRÉNOM]", "«Vorname»", "[FirstName]", "[insert date here]"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_placeholders_of_other_programs_are_found(text: str, lang: str) -> None:
    (found, *_) = find_leftovers(f"Dear {text}, here is your packet.", lang)
    assert found.certain
    assert found.text in text or text in found.text


@pytest.mark.parametrize(
    "text",
    [
        *("[see page 3]", "(name)", "[sic]", "[1]", "[U12] Practice", "[Hawks] Practice", "[the name that he gave]"),
        *("100% effort, 50% rest", "5 < 6 and 7 > 3", "a <- b -> c", ":-{ }", "{1, 2}", "<coach@example.org>"),
        *("$20 for the $5 ball", "Name: ________", "#1 and #2", "* | *", "<https://example.org/name>"),
        *("https://example.org/%C3%A9tude%CEab%20x", "snake_case_name", "[x] done [ ] open", "a_b_name__c"),
        "the [new] field",
    ],
)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_ordinary_brackets_are_left_alone(text: str, lang: str) -> None:
    assert list(find_leftovers(text, lang)) == []


def test_quotations_are_quotations_where_people_quote_so() -> None:
    assert list(find_leftovers("Il a dit « Bravo » et «merci à tous».", "fr-CA")) == []
    assert list(find_leftovers("«Bravo»", "en-US")) == [Leftover("«Bravo»")]


def test_a_word_in_capitals_is_doubted() -> None:
    assert list(find_leftovers("[HAWKS] win [NAME]", "en")) == [Leftover("[NAME]"), Leftover("[HAWKS]", certain=False)]


def test_of_html_only_what_is_read_is_looked_at() -> None:
    page = "<!--[if mso]>{name}<![endif]--><style>p{} a {color:red}</style><title>x</title><p class='[name]'>Hi</p>"
    assert list(find_leftovers(page, "en", html=True)) == []
    assert list(find_leftovers("<p>&lt;&lt;First&nbsp;Name&gt;&gt; &#91;NAME&#93;</p>", "en", html=True)) == [
        Leftover("<<First\xa0Name>>"),
        Leftover("[NAME]"),
    ]
    assert list(find_leftovers('<a href="*|UNSUB|*">no more</a>', "en", html=True)) == [Leftover("*|UNSUB|*")]


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff\u200b", "\xa0\n"])
def test_what_can_t_be_seen_is_nothing(text: str) -> None:
    assert is_blank(text)
    assert is_blank(f"<p>{text}</p><style>p{{color:red}}</style><br>", html=True)


def test_a_picture_is_something_to_see() -> None:
    assert not is_blank('<img src="x">', html=True)
    assert not is_blank("👍")
